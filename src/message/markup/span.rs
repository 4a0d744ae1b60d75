//! Parsed text as consecutive spans without gaps, and its markup errors.

use std::ops::Range;

/// Syntax of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// Chat's own markup in the text of a message.
    Chat,
    /// Markdown in the text of a message.
    Markdown,
    /// The HTML of cards.
    CardHtml,
    /// The Markdown of cards.
    CardMarkdown,
}

/// A span of a text.
///
/// The ranges of all spans, in order, make up the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Byte range of the source.
    pub range: Range<usize>,
    /// Meaning of the range.
    pub piece: Piece,
}

/// Meaning of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain text, shown as it is.
    Text,
    /// Code between its delimiters, shown as it is in a fixed width.
    Code,
    /// Delimiter that begins a mark; not shown.
    Open(Mark),
    /// Delimiter that ends a mark; not shown.
    Close(Mark),
    /// Bullet of a list item at the start of a line, with the spaces before it.
    Bullet {
        /// Depth of the item, from 0.
        depth: usize,
    },
    /// The number of a list item at the start of a line.
    Number {
        /// Depth of the item, from 0.
        depth: usize,
        /// The number as written.
        number: u32,
    },
    /// Prefix of a quoted line.
    Quote,
    /// A URL that links to itself.
    Address,
    /// A user who is mentioned.
    Mention(Mention),
    /// A custom emoji, by ID or as `:name:`.
    Emoji,
    /// A line break that is written as a tag.
    Break,
    /// A character that is written as an entity.
    Entity(char),
    /// A tag without a meaning here.
    Unknown,
    /// A character that is not shown, such as a backslash before a delimiter.
    Hidden,
}

/// A mark between two delimiters.
///
/// Ranges are of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Code within a line.
    Code,
    /// A block of code.
    CodeBlock,
    /// A link with a label, and its URL.
    Link(Range<usize>),
    /// Coloured, and the colour as written.
    Colour(Range<usize>),
    /// A citation, and its ID.
    Citation(Range<usize>),
    /// A time.
    Time,
    /// A list of the HTML of cards.
    List {
        /// Whether its items are numbered.
        is_ordered: bool,
    },
    /// An item of such a list.
    Item,
    /// A block of preformatted text.
    Block,
}

/// Who is mentioned. Ranges are of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// Everyone in the space.
    All,
    /// A user by ID.
    User(Range<usize>),
    /// A user by email address.
    Email(Range<usize>),
}

/// A markup error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupError {
    /// Byte range of the source.
    pub range: Range<usize>,
    /// Kind of error.
    pub kind: MarkupErrorKind,
}

/// Kind of a markup error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkupErrorKind {
    /// A mark that opens and is not closed in its line.
    Unclosed,
    /// Three backticks that are not closed.
    Fence,
    /// An item that is not indented by a multiple of four spaces.
    Indent,
    /// A mention that names nobody.
    Mention,
    /// A link with a label to a target that is no web address.
    Scheme,
    /// A tag that cards do not know.
    UnknownTag,
    /// A tag that is not closed.
    OpenTag,
    /// A closing tag without its opening one, or before an inner one is closed.
    CrossedTag,
    /// A colour that is not `#RRGGBB`.
    Colour,
    /// An attribute that the tag does not have.
    Attribute,
}

/// A parsed text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedMarkup {
    /// Spans, in order.
    pub spans: Vec<Span>,
    /// Markup errors, in order.
    pub errors: Vec<MarkupError>,
}

impl ParsedMarkup {
    /// Adds a span; plain text that follows plain text is merged.
    pub fn push(&mut self, range: Range<usize>, piece: Piece) {
        if range.is_empty() {
            return;
        }
        if piece == Piece::Text
            && let Some(last) = self.spans.last_mut()
            && last.piece == Piece::Text
            && last.range.end == range.start
        {
            last.range.end = range.end;
            return;
        }
        self.spans.push(Span { range, piece });
    }

    /// Adds a markup error.
    pub fn slip(&mut self, range: Range<usize>, kind: MarkupErrorKind) {
        self.errors.push(MarkupError { range, kind });
    }
}
