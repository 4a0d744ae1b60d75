//! C28 to C37: images and icons.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
IMAGE_URL_HTTPS "C28" "image-url-https" Warning CARDS
    "The address of a picture begins with https://."
    "Google Chat loads pictures over https only.";
IMAGE_FORMAT "C29" "image-format" Warning PICTURES
    "A picture is a PNG or a JPG."
    "Other formats may not be drawn.";
IMAGE_SIZE "C30" "image-size" Warning PICTURES
    "A picture has at most 2 MB."
    "Larger pictures load slowly or not at all.";
IMAGE_PRIVATE "C31" "image-private" Warning PRACTICE
    "A picture can be loaded from everywhere without signing in."
    "Google's servers load the picture, and they cannot reach a private address. Put it where everyone can read it.";
IMAGE_ALT "C32" "image-alt" Info CARDS
    "A picture says what it shows."
    "Readers who cannot see it have only these words. Set the alternative text.";
KNOWN_ICON "C33" "known-icon" Warning FORMAT
    "A known icon is one of Google Chat's own."
    "Nothing is drawn for another name. Choose one of the list, or use materialIcon.";
ICON_EMPTY "C34" "icon-empty" Warning MEANING
    "An icon is a known one, a Material symbol or a picture."
    "Nothing is drawn. Set knownIcon, materialIcon or iconUrl.";
MATERIAL_NAME "C35" "material-name" Warning CARDS
    "A Material symbol has its name in lower case with underscores."
    "Nothing is drawn for a name that Google's symbols do not have. Find names at https://fonts.google.com/icons.";
MATERIAL_WEIGHT "C36" "material-weight" Warning CARDS
    "The weight of a symbol is 100, 200 and so on to 700."
    "For any other number 400 is used.";
MATERIAL_GRADE "C37" "material-grade" Warning CARDS
    "The grade of a symbol is -25, 0 or 200."
    "For any other number 0 is used.";
}
