//! X: the text of the message.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
MARKUP_UNSET "X01" "markup-unset" Warning FORMAT
    "A text has markup, but markupSyntax is not set."
    "Without markupSyntax the app's setting in the Google Cloud console decides, so the same text may look different. Set MARKUP_SYNTAX_CHAT or MARKUP_SYNTAX_MARKDOWN.";
MARKDOWN_IN_CHAT "X02" "markdown-in-chat" Warning FORMAT
    "A text in Chat markup has Markdown."
    "Google Chat shows it as typed. Chat markup writes *bold*, ~strike~ and <address|label>, and has no numbered lists; or set markupSyntax to MARKUP_SYNTAX_MARKDOWN.";
CHAT_IN_MARKDOWN "X03" "chat-in-markdown" Warning FORMAT
    "A text in Markdown has Chat markup."
    "Markdown writes **bold**, ~~strike~~, [label](address), and reads *x* as italic; or set markupSyntax to MARKUP_SYNTAX_CHAT.";
UNBALANCED_MARKER "X04" "unbalanced-marker" Warning MEANING
    "A formatting mark is not closed in its line."
    "A mark that is not closed is shown as typed. Close it, or remove it.";
UNCLOSED_FENCE "X05" "unclosed-fence" Warning MEANING
    "A code block is not closed."
    "Without its end the block is shown as typed. Add three backquotes.";
HTML_IN_TEXT "X06" "html-in-text" Warning FORMAT
    "The text of a message has HTML."
    "HTML tags work in cards only; in the text they are shown as typed.";
HEADING_TABLE_IMAGE "X07" "heading-table-image" Warning PRACTICE
    "A text has a heading, a table or an image."
    "Google Chat draws none of them and shows them as typed. Use bold for headings, and a card for tables and images.";
MENTION_FORM "X08" "mention-form" Warning FORMAT
    "A mention does not name a user by ID."
    "Chat markup mentions with <users/123456789>, Markdown with <chat-user data-user=\"users/123456789\">. A name behind @ is only text and notifies nobody.";
MENTION_ALL "X09" "mention-all" Info FORMAT
    "A text mentions everyone in the space."
    "Each member of the space is notified.";
MENTION_UNKNOWN "X10" "mention-unknown" Info FORMAT
    "A mentioned person is not a member of the space."
    "Whoever is not a member is mentioned but cannot read the message.";
NESTED_INDENT "X11" "nested-indent" Warning FORMAT
    "A nested list item is not indented by four spaces a level."
    "With another number of spaces the item is on another level, or its bullet is shown as typed.";
LINK_SCHEME "X12" "link-scheme" Warning MEANING
    "A link with a label does not begin with http:// or https://."
    "Without it the link may be shown as typed.";
CONTROL_CHARS "X13" "control-chars" Warning MEANING
    "A text has control characters."
    "They cannot be seen, and Google Chat may drop them. Remove them.";
CITATION_NO_MARKDOWN "X14" "citation-no-markdown" Warning MESSAGES
    "A message has citations, but its text is not Markdown."
    "The tags of citations work only with markupSyntax MARKUP_SYNTAX_MARKDOWN.";
CITATION_UNREFERENCED "X15" "citation-unreferenced" Warning MESSAGES
    "A citation is not marked in the text."
    "Google Chat drops a citation that the text does not mark with <chat-citation data-id=\"ID\">words</chat-citation>.";
CITATION_TAG_UNMATCHED "X16" "citation-tag-unmatched" Warning MEANING
    "A citation tag in the text has no citation."
    "Nothing is shown for the tag. Add a citation of that ID to elements.citations.";
CITATION_ID "X17" "citation-id" Error(Refused) MESSAGES
    "The ID of a citation is not 1 to 62 ASCII letters and digits."
    "Other characters and longer IDs are not allowed.";
SOURCE_REQUIRED "X18" "source-required" Error(Refused) MESSAGES
    "A citation's source has no title or URL, or its image has no URL."
    "The reference requires them.";
SNIPPET_LENGTH "X19" "snippet-length" Error(Refused) MESSAGES
    "A citation's snippet is longer than 1,000 characters."
    "Shorten the extract.";
FALLBACK_MISSING "X20" "fallback-missing" Info MESSAGES
    "A message has only cards and no fallbackText for notifications."
    "A phone's notification cannot show cards. Set fallbackText, or write a text.";
FALLBACK_WITHOUT_CARDS "X21" "fallback-without-cards" Info MEANING
    "A fallbackText is set, but the message has no cards."
    "Without cards it is never shown. Remove it.";
TRAILING_SPLIT "X22" "trailing-split" Info SEND
    "A text is too long for one message, but could be split."
    "Send it as several messages in one thread, split at the ends of paragraphs or lines.";
ENTITY_AS_TYPED "X23" "entity-as-typed" Info PRACTICE
    "A text without HTML has an entity such as &amp;."
    "Only texts of cards are HTML. In the message's text, in titles and on buttons an entity is shown as typed: write the character itself.";
LITERAL_NEWLINE "X24" "literal-newline" Info MEANING
    "A text has a backslash and an n in the place of a line break."
    "The text was escaped twice, so that \\n is shown as typed. In JSON a line break is \\n with one backslash.";
CARD_AS_TEXT "X25" "card-as-text" Info MEANING
    "The text of a message is the JSON of a card."
    "Readers see the JSON, not the card. Put the JSON into a file and open that, with `chatquill FILE`, or pipe it into `chatquill send -`.";
PLACEHOLDER_LEFT "X27" "placeholder-left" Info PRACTICE
    "A text has a placeholder that nothing filled in."
    "Readers see the placeholder: write what belongs there. A file with placeholders is a template: `--template` with `--set` fills it in.";
EMOJI_SHORTCODE "X26" "emoji-shortcode" Info PRACTICE
    "A text has the short name of an emoji."
    "A short name between colons is for custom emoji, which only people send: write the emoji itself.";
}
