//! X: the text of the message.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
MARKUP_UNSET "X01" "markup-unset" Warning FORMAT
    "A text with markup says in which syntax it is."
    "Without markupSyntax the app's setting in the Google Cloud console decides, so the same text may look different. Set MARKUP_SYNTAX_CHAT or MARKUP_SYNTAX_MARKDOWN.";
MARKDOWN_IN_CHAT "X02" "markdown-in-chat" Warning FORMAT
    "Chat markup holds no Markdown."
    "Google Chat shows it as typed. Chat markup writes *bold*, ~strike~ and <address|label>, and has no numbered lists; or set markupSyntax to MARKUP_SYNTAX_MARKDOWN.";
CHAT_IN_MARKDOWN "X03" "chat-in-markdown" Warning FORMAT
    "Markdown holds no Chat markup."
    "Markdown writes **bold**, ~~strike~~, [label](address), and reads *x* as italic; or set markupSyntax to MARKUP_SYNTAX_CHAT.";
UNBALANCED_MARKER "X04" "unbalanced-marker" Warning MEANING
    "A mark that opens is closed in the same line."
    "A mark without its partner is shown as typed. Close it, or remove it.";
UNCLOSED_FENCE "X05" "unclosed-fence" Warning MEANING
    "A code block ends with three backquotes."
    "Without its end the block is shown as typed. Add three backquotes.";
HTML_IN_TEXT "X06" "html-in-text" Warning FORMAT
    "The text of a message has no HTML."
    "HTML tags work in cards only; in the text they are shown as typed.";
HEADING_TABLE_IMAGE "X07" "heading-table-image" Warning PRACTICE
    "A text has no headings, tables or pictures."
    "Google Chat draws none of them and shows them as typed. Use bold for headings, and a card for tables and pictures.";
MENTION_FORM "X08" "mention-form" Warning FORMAT
    "A mention names a user by ID."
    "Chat markup mentions with <users/123456789>, Markdown with <chat-user data-user=\"users/123456789\">. A name behind @ is only text and notifies nobody.";
MENTION_ALL "X09" "mention-all" Info FORMAT
    "Everyone is mentioned only when everyone should know."
    "Each member of the space is notified.";
MENTION_UNKNOWN "X10" "mention-unknown" Info FORMAT
    "People who are mentioned are in the space."
    "Whoever is not a member is mentioned but cannot read the message.";
NESTED_INDENT "X11" "nested-indent" Warning FORMAT
    "A nested item is indented by four spaces a level."
    "With another number of spaces the item stands on another level, or its sign is shown as typed.";
LINK_SCHEME "X12" "link-scheme" Warning MEANING
    "A link with a label begins with http:// or https://."
    "Without it the link may be shown as typed.";
CONTROL_CHARS "X13" "control-chars" Warning MEANING
    "A text has no control characters but line ends and tabs."
    "They cannot be seen, and Google Chat may drop them. Remove them.";
CITATION_NO_MARKDOWN "X14" "citation-no-markdown" Warning MESSAGES
    "Citations stand in Markdown."
    "The tags of citations work only with markupSyntax MARKUP_SYNTAX_MARKDOWN.";
CITATION_UNREFERENCED "X15" "citation-unreferenced" Warning MESSAGES
    "Each citation is marked in the text."
    "Google Chat drops a citation that the text does not mark with <chat-citation data-id=\"ID\">words</chat-citation>.";
CITATION_TAG_UNMATCHED "X16" "citation-tag-unmatched" Warning MEANING
    "Each citation tag has its citation."
    "Nothing is shown for the tag. Add a citation of that ID to elements.citations.";
CITATION_ID "X17" "citation-id" Error(Refused) MESSAGES
    "The ID of a citation has 1 to 62 ASCII letters and digits."
    "Other characters and longer IDs are not allowed.";
SOURCE_REQUIRED "X18" "source-required" Error(Refused) MESSAGES
    "A source has a title and an address, a picture its address."
    "The reference requires them.";
SNIPPET_LENGTH "X19" "snippet-length" Error(Refused) MESSAGES
    "An extract has at most 1,000 characters."
    "Shorten the extract.";
FALLBACK_MISSING "X20" "fallback-missing" Info MESSAGES
    "A message of cards alone says something in notifications."
    "A phone's notification cannot show cards. Set fallbackText, or write a text.";
FALLBACK_WITHOUT_CARDS "X21" "fallback-without-cards" Info MEANING
    "A fallback text stands for cards."
    "Without cards it is never shown. Remove it.";
TRAILING_SPLIT "X22" "trailing-split" Info SEND
    "A text that does not fit is split."
    "Send it as several messages in one thread, split at the ends of paragraphs or lines.";
}
