//! C: cards, their sections, buttons, layouts and texts.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
CARD_ID_MISSING "C01" "card-id-missing" Error(Refused) MESSAGES
    "Of several cards each has an ID."
    "The reference requires a cardId as soon as a message has two cards.";
CARD_ID_DUP "C02" "card-id-dup" Error(Refused) MESSAGES
    "No two cards of a message have the same ID."
    "The reference wants card IDs to be unique in a message.";
CARD_EMPTY "C03" "card-empty" Warning MEANING
    "A card has a header or a section."
    "There is nothing that could be drawn.";
HEADER_TITLE "C04" "header-title" Warning TROUBLE
    "A card header has a title."
    "Without a title the header is drawn blank, subtitle and all. Write a title, or put the words into a section.";
SECTION_EMPTY "C05" "section-empty" Error(Refused) CARDS
    "A section has at least one widget."
    "The reference requires one. Add a widget, or remove the section.";
WIDGET_EMPTY "C06" "widget-empty" Error(Refused) MEANING
    "A widget is of some kind."
    "An empty object draws nothing. Set one of its kinds, such as textParagraph, or remove it.";
WIDGET_COUNT "C07" "widget-count" Warning CARDS
    "A card has at most 100 widgets."
    "The section in which the hundred is exceeded is not shown, nor any after it. Split the card.";
FOOTER_IN_MESSAGE "C08" "footer-in-message" Warning CARDS
    "Footers stand in dialogs."
    "In a message a fixed footer is not drawn. Put the buttons into a buttonList of the last section.";
FOOTER_BUTTONS "C09" "footer-buttons" Error(Unseen) TROUBLE
    "A footer has a primary button, and its buttons have text, colour and a click."
    "Otherwise the dialog does not open.";
ADDON_ONLY "C10" "addon-only" Warning CARDS
    "Fields of Workspace add-ons are left out of messages."
    "Google Chat ignores the field; it works in add-ons of Gmail, Calendar and others only.";
STUDIO_ONLY "C11" "studio-only" Warning CARDS
    "Fields of Workspace Studio are left out of messages."
    "The field is not available to Chat apps.";
STUDIO_ID_FORMAT "C12" "studio-id-format" Warning CARDS
    "An ID for Workspace Studio has up to 64 letters, digits and hyphens."
    "Other characters and longer IDs are not allowed.";
COLLAPSE_PAIR "C13" "collapse-pair" Warning CARDS
    "A section's own buttons come in pairs."
    "With only one of expandButton and collapseButton set, Google Chat draws its own two.";
COLLAPSE_OFF "C14" "collapse-off" Warning CARDS
    "What shapes the collapsing of a section goes with collapsible."
    "The field is read only if collapsible is true.";
COLLAPSE_COUNT "C15" "collapse-count" Warning MEANING
    "A collapsed section hides something."
    "uncollapsibleWidgetsCount says how many widgets stay in sight, from 0 to one less than there are.";
BUTTON_ONCLICK "C16" "button-onclick" Error(Unseen) TROUBLE
    "A button does something."
    "One button without onClick, or with an empty one, makes the whole card disappear. Set openLink, action or overflowMenu.";
BUTTON_FACE "C17" "button-face" Warning MEANING
    "A button has a text or an icon."
    "Without either nothing can be seen of it.";
BUTTON_ICON_ALT "C18" "button-icon-alt" Info CARDS
    "A button with an icon alone says what it does."
    "Readers who cannot see the icon hear \"Button\". Set altText.";
BUTTON_COLOR_TYPE "C19" "button-color-type" Warning CARDS
    "A button has a colour or a type."
    "A colour makes the button FILLED, whatever its type.";
COLOR_RANGE "C20" "color-range" Warning CARDS
    "A colour is mixed of lights from 0 to 1."
    "Lights are fractions, not numbers up to 255: divide by 255.";
COLOR_ALPHA "C21" "color-alpha" Warning CARDS
    "The colour of a button or border is opaque."
    "alpha is ignored there.";
BUTTONLIST_EMPTY "C22" "buttonlist-empty" Warning MEANING
    "A list of buttons has a button."
    "An empty list draws nothing.";
OVERFLOW_EMPTY "C23" "overflow-empty" Error(Refused) CARDS
    "A menu has an item."
    "The reference requires one.";
OVERFLOW_ITEM "C24" "overflow-item" Error(Refused) CARDS
    "A menu item has a text and does something."
    "The reference requires text and onClick.";
OVERFLOW_NESTED "C25" "overflow-nested" Warning CARDS
    "A menu item opens no further menu."
    "The inner menu is dropped, and the item cannot be clicked.";
OPENLINK_URL "C26" "openlink-url" Error(Refused) CARDS
    "A link has a whole address."
    "Write the address from its beginning, such as https://example.com/page.";
OPENLINK_HTTP "C27" "openlink-http" Info CARDS
    "A link begins with https://."
    "Google Chat opens http addresses as https.";
DECORATED_TEXT "C38" "decorated-text" Error(Refused) CARDS
    "A decorated text has a text."
    "Labels alone are not enough: set text, or contentText.";
DECORATED_WRAP "C39" "decorated-wrap" Info CARDS
    "A long decorated text wraps."
    "Without wrapText the text is cut at the end of the line.";
DECORATED_TOPLABEL "C40" "decorated-toplabel" Info CARDS
    "The label above a text is short."
    "The upper label is always cut at the end of its line; the lower one wraps.";
DECORATED_BOTH_FORMS "C41" "decorated-both-forms" Warning MEANING
    "A text of a widget is written once."
    "Google does not say which of the two is drawn. Keep one.";
COLUMNS_COUNT "C42" "columns-count" Error(Refused) CARDS
    "Columns are one or two."
    "The reference allows two. Use a grid for more, or two rows of columns.";
COLUMN_WIDGET "C43" "column-widget" Error(Refused) CARDS
    "A column holds none of divider, grid, columns and carousel."
    "The type of widgets in a column has no such field, so Google Chat refuses it. Put the widget above or below the columns.";
NESTED_WIDGET "C44" "nested-widget" Error(Refused) CARDS
    "A slide holds text paragraphs, buttons and images."
    "The type of widgets in a carousel has no other field, so Google Chat refuses it.";
CAROUSEL_EMPTY "C45" "carousel-empty" Warning MEANING
    "A carousel has slides, and each slide a widget."
    "An empty slide shows nothing.";
GRID_EMPTY "C46" "grid-empty" Warning MEANING
    "A grid has tiles."
    "An empty grid draws nothing.";
GRID_CLICK_ID "C47" "grid-click-id" Warning CARDS
    "Tiles of a grid that can be clicked have different IDs."
    "The app is told by the ID which tile was clicked.";
GRID_COLUMNS "C48" "grid-columns" Warning MEANING
    "The number of a grid's columns is not negative."
    "Leave it out for Google Chat's own number.";
CROP_ASPECT "C49" "crop-aspect" Warning CARDS
    "An aspect ratio goes with a rectangle of your own, and such a rectangle with a ratio above 0."
    "The ratio is read for RECTANGLE_CUSTOM only, and that shape needs it.";
CHIP_FACE "C50" "chip-face" Warning MEANING
    "A chip has a label or an icon."
    "Without either nothing can be seen of it.";
MAX_LINES "C51" "max-lines" Warning CARDS
    "The number of lines is not negative."
    "A negative number is ignored; 0 shows all lines.";
HTML_TAG "C52" "html-tag" Warning FORMAT
    "A card's text has only the tags that cards know."
    "Cards know b, i, u, s, font, a, time, br, code, pre, ul, ol and li. Others are shown as typed, or dropped.";
HTML_UNBALANCED "C53" "html-unbalanced" Warning MEANING
    "Each tag is closed, the inner before the outer."
    "Open tags may spread over the rest of the text, or be shown as typed.";
HTML_IN_MARKDOWN "C54" "html-in-markdown" Warning FORMAT
    "A card's text is of one syntax, the one that textSyntax says."
    "HTML is shown as typed in Markdown, and Markdown in HTML.";
FONT_COLOR "C55" "font-color" Warning FORMAT
    "The colour of a font is written as #RRGGBB."
    "Other colours are ignored.";
TEXTSYNTAX_UNSET "C56" "textsyntax-unset" Warning CARDS
    "Markdown in a card says that it is Markdown."
    "Without textSyntax the text is read as card HTML, and the marks are shown as typed. Set textSyntax to MARKDOWN.";
CHAT_MARKUP_IN_CARD "C57" "chat-markup-in-card" Warning FORMAT
    "Cards hold no Chat markup."
    "Chat markup works in the message's text only; in cards it is shown as typed. Write <b>bold</b>, and mention people in the text.";
}
