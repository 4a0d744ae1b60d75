//! C28 to C37: images and icons.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
IMAGE_URL_HTTPS "C28" "image-url-https" Warning CARDS
    "An image URL does not begin with https://."
    "Google Chat loads images over https only.";
IMAGE_FORMAT "C29" "image-format" Warning PICTURES
    "An image is neither PNG nor JPG."
    "Other formats may not be drawn.";
IMAGE_SIZE "C30" "image-size" Warning PICTURES
    "An image is larger than 2 MB."
    "Larger images load slowly or not at all.";
IMAGE_PRIVATE "C31" "image-private" Warning PRACTICE
    "An image is at an address that Google's servers cannot reach."
    "Google's servers load the image, and they cannot reach a private address. Put it where everyone can read it.";
IMAGE_ALT "C32" "image-alt" Info CARDS
    "An image has no alternative text."
    "Screen readers read this text aloud. Set the alternative text.";
KNOWN_ICON "C33" "known-icon" Warning FORMAT
    "A knownIcon is not one of Google Chat's icons."
    "An icon with another name is not drawn. Choose one of the list, or use materialIcon.";
ICON_EMPTY "C34" "icon-empty" Warning MEANING
    "An icon has no knownIcon, materialIcon or iconUrl."
    "Nothing is drawn. Set knownIcon, materialIcon or iconUrl.";
MATERIAL_NAME "C35" "material-name" Warning CARDS
    "A materialIcon is not the name of a Material symbol."
    "Nothing is drawn for a name that Google's symbols do not have. Find names at https://fonts.google.com/icons.";
MATERIAL_WEIGHT "C36" "material-weight" Warning CARDS
    "The weight of a Material symbol is not one of 100, 200, … 700."
    "For any other number 400 is used.";
MATERIAL_GRADE "C37" "material-grade" Warning CARDS
    "The grade of a Material symbol is not -25, 0 or 200."
    "For any other number 0 is used.";
}
