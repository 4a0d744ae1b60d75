//! A marked-up text as pieces that follow each other without gaps, and what did not work out.

use std::ops::Range;

/// How a text is written.
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

/// A piece of a text. The ranges of all pieces, in order, make up the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The bytes of the source.
    pub range: Range<usize>,
    /// What they are.
    pub piece: Piece,
}

/// What a piece of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words, shown as they are.
    Text,
    /// What is between the signs of code, shown as it is in a fixed width.
    Code,
    /// The sign that begins a mark; not shown.
    Open(Mark),
    /// The sign that ends a mark; not shown.
    Close(Mark),
    /// The sign of a list item at the start of a line, with the spaces before it.
    Bullet {
        /// How deep the item is, from 0.
        depth: usize,
    },
    /// The number of a list item at the start of a line.
    Number {
        /// How deep the item is, from 0.
        depth: usize,
        /// The number as written.
        number: u32,
    },
    /// The sign of a quoted line.
    Quote,
    /// An address that links to itself.
    Address,
    /// A user who is mentioned.
    Mention(Mention),
    /// A custom emoji, by ID or as `:name:`.
    Emoji,
    /// A line break that is written as a tag.
    Break,
    /// A character that is written as an entity.
    Entity(char),
    /// A tag that means nothing here.
    Unknown,
    /// A sign that is not shown, such as a backslash before a mark.
    Hidden,
}

/// A mark that reaches from one sign to another. Ranges are of the source.
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
    /// A link with a label, and its address.
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

/// Something that did not work out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The bytes of the source.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SlipKind,
}

/// What did not work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// A mark that opens and is not closed in its line.
    Unclosed,
    /// Three backquotes without their end.
    Fence,
    /// An item that is not indented by a multiple of four spaces.
    Indent,
    /// A mention that names nobody.
    Mention,
    /// A link with a label to something that is no web address.
    Scheme,
    /// A tag that cards do not know.
    UnknownTag,
    /// A tag that is not closed.
    OpenTag,
    /// A closing tag without its opening one, or before an inner one is closed.
    CrossedTag,
    /// A colour that is not `#RRGGBB`.
    Colour,
}

/// A text in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The pieces in order.
    pub spans: Vec<Span>,
    /// What did not work out, in order.
    pub slips: Vec<Slip>,
}

impl Marked {
    /// Adds a piece; words that follow words become one piece.
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

    /// Adds a slip.
    pub fn slip(&mut self, range: Range<usize>, kind: SlipKind) {
        self.slips.push(Slip { range, kind });
    }
}
