//! C: cards, their sections, buttons, layouts and texts.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
CARD_ID_MISSING "C01" "card-id-missing" Error(Refused) MESSAGES
    "One of several cards has no cardId."
    "The reference requires a cardId as soon as a message has two cards.";
CARD_ID_DUP "C02" "card-id-dup" Error(Refused) MESSAGES
    "Two cards of a message have the same cardId."
    "The reference wants card IDs to be unique in a message.";
CARD_EMPTY "C03" "card-empty" Warning MEANING
    "A card has no header and no sections."
    "The card is drawn blank.";
HEADER_TITLE "C04" "header-title" Warning TROUBLE
    "A card header has no title."
    "Without a title the header is drawn blank, subtitle and all. Write a title, or put the text into a section.";
SECTION_EMPTY "C05" "section-empty" Error(Refused) CARDS
    "A section has no widgets."
    "The reference requires one. Add a widget, or remove the section.";
WIDGET_EMPTY "C06" "widget-empty" Error(Refused) MEANING
    "A widget has no content."
    "An empty object draws nothing. Set a widget type, such as textParagraph, or remove the object.";
WIDGET_COUNT "C07" "widget-count" Warning CARDS
    "A card has more than 100 widgets."
    "The section that exceeds 100, and all after it, are not shown. Split the card.";
FOOTER_IN_MESSAGE "C08" "footer-in-message" Warning CARDS
    "A card of a message has a fixed footer."
    "In a message a fixed footer is not drawn. Put the buttons into a buttonList of the last section.";
FOOTER_BUTTONS "C09" "footer-buttons" Error(Unseen) TROUBLE
    "A footer has no primary button, or one of its buttons lacks text, colour or onClick."
    "Otherwise the dialog does not open.";
ADDON_ONLY "C10" "addon-only" Warning CARDS
    "A field for Workspace add-ons is set in a message."
    "Google Chat ignores the field; it works in add-ons of Gmail, Calendar and others only.";
STUDIO_ONLY "C11" "studio-only" Warning CARDS
    "A field for Workspace Studio is set in a message."
    "The field is not available to Chat apps.";
STUDIO_ID_FORMAT "C12" "studio-id-format" Warning CARDS
    "An ID for Workspace Studio is not 1 to 64 letters, digits and hyphens."
    "Other characters and longer IDs are not allowed.";
COLLAPSE_PAIR "C13" "collapse-pair" Warning CARDS
    "Only one of expandButton and collapseButton is set."
    "With only one of expandButton and collapseButton set, Google Chat draws its own two.";
COLLAPSE_OFF "C14" "collapse-off" Warning CARDS
    "A collapse setting is set on a section that is not collapsible."
    "The field is read only if collapsible is true.";
COLLAPSE_COUNT "C15" "collapse-count" Warning MEANING
    "A collapsible section hides no widgets."
    "uncollapsibleWidgetsCount is the number of widgets that stay visible: from 0 to one less than there are.";
BUTTON_ONCLICK "C16" "button-onclick" Error(Unseen) TROUBLE
    "A button has no onClick, or an empty one."
    "One button without onClick, or with an empty one, makes the whole card disappear. Set openLink, action or overflowMenu.";
BUTTON_FACE "C17" "button-face" Warning MEANING
    "A button has neither text nor icon."
    "Without either, nothing is visible.";
BUTTON_ICON_ALT "C18" "button-icon-alt" Info CARDS
    "A button with only an icon has no altText."
    "Readers who cannot see the icon hear \"Button\". Set altText.";
BUTTON_COLOR_TYPE "C19" "button-color-type" Warning CARDS
    "A button has both a colour and a type other than FILLED."
    "A colour makes the button FILLED, whatever its type.";
COLOR_RANGE "C20" "color-range" Warning CARDS
    "A colour component is not between 0 and 1."
    "Red, green and blue are fractions, not numbers up to 255: divide by 255.";
COLOR_ALPHA "C21" "color-alpha" Warning CARDS
    "The colour of a button or border has an alpha value."
    "alpha is ignored there.";
BUTTONLIST_EMPTY "C22" "buttonlist-empty" Warning MEANING
    "A buttonList has no buttons."
    "An empty list draws nothing.";
OVERFLOW_EMPTY "C23" "overflow-empty" Error(Refused) CARDS
    "An overflow menu has no items."
    "The reference requires one.";
OVERFLOW_ITEM "C24" "overflow-item" Error(Refused) CARDS
    "An overflow menu item lacks text or onClick."
    "The reference requires text and onClick.";
OVERFLOW_NESTED "C25" "overflow-nested" Warning CARDS
    "An overflow menu item opens another menu."
    "The inner menu is dropped, and the item cannot be clicked.";
OPENLINK_URL "C26" "openlink-url" Error(Refused) CARDS
    "A link has no complete URL."
    "Write the whole URL, such as https://example.com/page.";
OPENLINK_HTTP "C27" "openlink-http" Info CARDS
    "A link begins with http://, not https://."
    "Google Chat opens http addresses as https.";
DECORATED_TEXT "C38" "decorated-text" Error(Refused) CARDS
    "A decoratedText has no text."
    "Labels alone are not enough: set text, or contentText.";
DECORATED_WRAP "C39" "decorated-wrap" Info CARDS
    "A long decoratedText does not wrap."
    "Without wrapText the text is cut at the end of the line.";
DECORATED_TOPLABEL "C40" "decorated-toplabel" Info CARDS
    "The top label of a decoratedText is too long for its line."
    "The upper label is always cut at the end of its line; the lower one wraps.";
DECORATED_BOTH_FORMS "C41" "decorated-both-forms" Warning MEANING
    "A text of a widget is set twice, plain and formatted."
    "Google does not say which of the two is drawn. Keep one.";
COLUMNS_COUNT "C42" "columns-count" Error(Refused) CARDS
    "A columns widget has no columns, or more than two."
    "A columns widget holds one or two columns. Use a grid for more, or two rows of columns.";
COLUMN_WIDGET "C43" "column-widget" Error(Refused) CARDS
    "A column holds a divider, grid, columns or carousel."
    "The type of widgets in a column has no such field, so Google Chat refuses it. Put the widget above or below the columns.";
NESTED_WIDGET "C44" "nested-widget" Error(Refused) CARDS
    "A carousel slide holds a widget other than text, buttons and images."
    "The type of widgets in a carousel has no other field, so Google Chat refuses it.";
CAROUSEL_EMPTY "C45" "carousel-empty" Warning MEANING
    "A carousel has no slides, or a slide has no widgets."
    "An empty carousel shows nothing, and neither does an empty slide.";
GRID_EMPTY "C46" "grid-empty" Warning MEANING
    "A grid has no tiles."
    "An empty grid draws nothing.";
GRID_CLICK_ID "C47" "grid-click-id" Warning CARDS
    "A tile of a clickable grid has no ID of its own."
    "The ID tells the app which tile was clicked.";
GRID_COLUMNS "C48" "grid-columns" Warning MEANING
    "A grid has a negative number of columns."
    "Leave it out for Google Chat's own number.";
CROP_ASPECT "C49" "crop-aspect" Warning CARDS
    "A custom rectangle has no aspectRatio above 0, or another shape has one."
    "The ratio is read for RECTANGLE_CUSTOM only, and that shape needs it.";
CHIP_FACE "C50" "chip-face" Warning MEANING
    "A chip has neither label nor icon."
    "Without either, nothing is visible.";
MAX_LINES "C51" "max-lines" Warning CARDS
    "A number of lines is negative."
    "A negative number is ignored; 0 shows all lines.";
HTML_TAG "C52" "html-tag" Warning FORMAT
    "A card text has a tag that cards do not know."
    "Cards know b, i, u, s, font, a, time, br, code, pre, ul, ol and li. Others are shown as typed, or dropped.";
HTML_UNBALANCED "C53" "html-unbalanced" Warning MEANING
    "A tag in a card text is not closed, or closed in the wrong order."
    "Open tags may spread over the rest of the text, or be shown as typed.";
HTML_IN_MARKDOWN "C54" "html-in-markdown" Warning FORMAT
    "A card text has markup other than its textSyntax says."
    "HTML is shown as typed in Markdown, and Markdown in HTML.";
FONT_COLOR "C55" "font-color" Warning FORMAT
    "A font tag has no colour of the form #RRGGBB."
    "Other colours are ignored, and without one the tag does nothing.";
TEXTSYNTAX_UNSET "C56" "textsyntax-unset" Warning CARDS
    "A card text has Markdown, but textSyntax is not set."
    "Without textSyntax the text is read as card HTML, and the marks are shown as typed. Set textSyntax to MARKDOWN.";
CHAT_MARKUP_IN_CARD "C57" "chat-markup-in-card" Warning FORMAT
    "A card text has Chat markup."
    "Chat markup works in the message's text only; in cards it is shown as typed, or dropped. Write <b>bold</b>, and mention people in the text.";
HTML_ATTRIBUTE "C58" "html-attribute" Warning FORMAT
    "A tag in a card text has an attribute that cards do not know."
    "Cards know color of font and href of a. Others are dropped, or the tag is shown as typed (unconfirmed).";
FONT_CONTRAST "C59" "font-contrast" Warning MEANING
    "A font colour is hard to read on the white ground of a card."
    "The contrast of text and ground should be 4.5:1 at least, as the Web Content Accessibility Guidelines ask. Write a darker colour.";
}
