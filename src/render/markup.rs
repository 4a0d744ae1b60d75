//! Renders marked-up text as Chat draws it.

use std::borrow::Cow;

use ratatui::style::Modifier;

use crate::message::color::Colour;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, Mention, Piece, Syntax};
use crate::render::block::{Block, indented};
use crate::render::context::RenderContext;
use crate::render::line::{self, Line};
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// Renders a text as lines of at most `width` cells; `style` is the style of its plain text.
#[must_use]
pub fn block(
    source: &str,
    syntax: Syntax,
    style: TextStyle,
    width: u16,
    context: &RenderContext<'_>,
) -> Block {
    let mut lines = Block::new();
    for paragraph in paragraphs(source, syntax, style, context) {
        paragraph.draw(width, &mut lines);
    }
    lines
}

/// Renders as much of the text as fits into one line of `width` cells.
#[must_use]
pub fn single(
    source: &str,
    syntax: Syntax,
    style: TextStyle,
    width: u16,
    context: &RenderContext<'_>,
) -> Line {
    let mut paragraphs = paragraphs(source, syntax, style, context).into_iter();
    let Some(first) = paragraphs.next() else {
        return Line::default();
    };
    let mut line = Line::new(&first.sign(), Role::Dim);
    line.append(first.words.single(u16::MAX));
    if paragraphs.next().is_some() {
        line.write("…", style);
    }
    line.cut(width)
}

/// What precedes the lines of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    Item {
        depth: usize,
        number: Option<u32>,
    },
    Quote,
    Code,
}

#[derive(Debug, Default)]
struct Paragraph {
    kind: Kind,
    words: RichText,
}

impl Paragraph {
    fn sign(&self) -> String {
        match &self.kind {
            Kind::Plain => String::new(),
            Kind::Item { depth, number } => {
                let indent = "  ".repeat((*depth).min(8));
                match number {
                    Some(number) => format!("{indent}{number}. "),
                    None if depth % 2 == 1 => format!("{indent}◦ "),
                    None => format!("{indent}• "),
                }
            }
            Kind::Quote => "▎ ".to_owned(),
            Kind::Code => "▏".to_owned(),
        }
    }

    fn draw(&self, width: u16, lines: &mut Block) {
        let sign = self.sign();
        let before = line::width(&sign);
        // If the sign leaves no room for text it goes onto a line of its own.
        if before > 0 && width < before + 2 {
            lines.extend(RichText::of(&sign, Role::Dim).wrapped(width));
            lines.extend(self.words.wrapped(width));
            return;
        }
        for (number, words) in self.words.wrapped(width - before).into_iter().enumerate() {
            if number > 0 && matches!(self.kind, Kind::Item { .. }) {
                lines.push(indented(words, before));
                continue;
            }
            let mut line = Line::new(&sign, Role::Dim);
            line.append(words);
            if self.kind == Kind::Code {
                // The background of code reaches to the right edge.
                line.fill(width - line.width(), " ", Role::Code);
            }
            lines.push(line);
        }
    }
}

/// A list of card HTML that is open.
struct List {
    is_ordered: bool,
    count: u32,
}

struct Writer<'a> {
    source: &'a str,
    is_html: bool,
    context: &'a RenderContext<'a>,
    style: TextStyle,
    done: Vec<Paragraph>,
    current: Paragraph,
    /// Whether anything of the current paragraph was seen, be it an empty line.
    is_begun: bool,
    marks: Vec<Mark>,
    lists: Vec<List>,
    citations: u32,
}

fn paragraphs(
    source: &str,
    syntax: Syntax,
    style: TextStyle,
    context: &RenderContext<'_>,
) -> Vec<Paragraph> {
    let source = &*with_line_feeds(source);
    let mut writer = Writer {
        source,
        is_html: syntax == Syntax::CardHtml,
        context,
        style,
        done: Vec::new(),
        current: Paragraph::default(),
        is_begun: true,
        marks: Vec::new(),
        lists: Vec::new(),
        citations: 0,
    };
    for span in read(source, syntax).spans {
        writer.take(&source[span.range], span.piece);
    }
    writer.end();
    writer.done
}

/// Returns a text with each line end of Windows as one, so that it draws one break.
fn with_line_feeds(source: &str) -> Cow<'_, str> {
    if source.contains('\r') {
        Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(source)
    }
}

impl Writer<'_> {
    fn take(&mut self, words: &str, piece: Piece) {
        match piece {
            Piece::Text | Piece::Code => self.text(words),
            Piece::Entity(letter) => self.text(letter.encode_utf8(&mut [0; 4])),
            Piece::Open(mark) => self.open(mark),
            Piece::Close(mark) => self.close(&mark),
            Piece::Bullet { depth } => self.begin(Kind::Item {
                depth,
                number: None,
            }),
            Piece::Number { depth, number } => self.begin(Kind::Item {
                depth,
                number: Some(number),
            }),
            Piece::Quote => self.begin(Kind::Quote),
            Piece::Address => self.push(words, Some(Role::Link)),
            Piece::Emoji => {
                let id = words.trim_matches(['<', '>']);
                let id = id.strip_prefix("customEmojis/");
                self.push(&id.map_or(words.to_owned(), |id| format!(":{id}:")), None);
            }
            Piece::Mention(who) => self.mention(&who),
            Piece::Break => self.text("\n"),
            Piece::Unknown | Piece::Hidden => {}
        }
    }

    fn mention(&mut self, who: &Mention) {
        let user = match who {
            Mention::All => "all".to_owned(),
            Mention::User(id) | Mention::Email(id) => {
                let user = format!("users/{}", &self.source[id.clone()]);
                self.context.name_of(&user)
            }
        };
        self.push(&format!("@{user}"), Some(Role::Mention));
    }

    fn open(&mut self, mark: Mark) {
        match &mark {
            Mark::CodeBlock | Mark::Block if self.current.kind != Kind::Code => {
                self.begin(Kind::Code);
            }
            Mark::List { is_ordered } => self.lists.push(List {
                is_ordered: *is_ordered,
                count: 0,
            }),
            Mark::Item => {
                let depth = self.lists.len().saturating_sub(1);
                let number = self.lists.last_mut().filter(|list| list.is_ordered);
                let number = number.map(|list| {
                    list.count += 1;
                    list.count
                });
                self.begin(Kind::Item { depth, number });
            }
            _ => {}
        }
        self.marks.push(mark);
    }

    fn close(&mut self, mark: &Mark) {
        if let Some(place) = self.marks.iter().rposition(|open| open == mark) {
            self.marks.remove(place);
        }
        match mark {
            Mark::CodeBlock | Mark::Block if self.current.kind == Kind::Code => {
                // The line end before the closing fence begins no line of code.
                if self.current.words.is_empty() {
                    self.current.kind = Kind::Plain;
                }
                self.leave();
            }
            Mark::Item => self.leave(),
            Mark::List { .. } => {
                self.lists.pop();
                self.leave();
            }
            Mark::Citation(_) => {
                self.citations += 1;
                let sign = format!("[{}]", self.citations);
                self.push(&sign, Some(Role::Dim));
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        // Line ends and spaces around the items of an HTML list only lay out the source.
        let is_between = !self.lists.is_empty() && !self.marks.contains(&Mark::Item);
        if is_between && words.trim().is_empty() {
            return;
        }
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                let is_code = self.current.kind == Kind::Code;
                self.end();
                self.is_begun = true;
                // A block of code continues; items and quotes begin anew for each line.
                if is_code {
                    self.current.kind = Kind::Code;
                }
            }
            // Line ends of Windows are single breaks, too.
            self.push(line.strip_suffix('\r').unwrap_or(line), None);
        }
    }

    fn push(&mut self, words: &str, role: Option<Role>) {
        // After the end of a list or a block, white space only lays out the source.
        let is_fresh = self.is_html && !self.is_begun;
        let words = if is_fresh {
            words.trim_start_matches(' ')
        } else {
            words
        };
        if words.is_empty() {
            return;
        }
        let mut style = self.now();
        if let Some(role) = role {
            style.role = role;
        }
        self.is_begun = true;
        self.current.words.push(words, style);
    }

    /// Returns the style of text inside the marks that are open.
    fn now(&self) -> TextStyle {
        let mut style = self.style;
        for mark in &self.marks {
            match mark {
                Mark::Bold => style = style.with(Modifier::BOLD),
                Mark::Italic => style = style.with(Modifier::ITALIC),
                Mark::Underline => style = style.with(Modifier::UNDERLINED),
                Mark::Strike => style = style.with(Modifier::CROSSED_OUT),
                Mark::Code | Mark::CodeBlock | Mark::Block => style.role = Role::Code,
                Mark::Link(_) => style.role = Role::Link,
                Mark::Colour(written) => {
                    style.colour = Colour::hex(&self.source[written.clone()]).or(style.colour);
                }
                Mark::Citation(_) | Mark::Time | Mark::List { .. } | Mark::Item => {}
            }
        }
        style
    }

    /// Begins a paragraph with a prefix.
    fn begin(&mut self, kind: Kind) {
        self.leave();
        self.is_begun = true;
        self.current.kind = kind;
    }

    /// Ends a paragraph that has text or a sign; an empty one that merely began is reused.
    fn leave(&mut self) {
        if !self.current.words.is_empty() || self.current.kind != Kind::Plain {
            self.end();
        }
        self.is_begun = false;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.is_begun) {
            self.done.push(std::mem::take(&mut self.current));
        }
    }
}

#[cfg(test)]
mod tests;
