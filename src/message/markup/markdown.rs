//! Parser of Chat markup, Markdown and the Markdown of cards, line by line.

use std::ops::Range;

use crate::message::markup::angle_brackets::{self, Angle};
use crate::message::markup::code_span;
use crate::message::markup::span::{Mark, MarkupErrorKind, ParsedMarkup, Piece, Syntax};
use crate::message::markup::tag;

/// Parses a text in one of the three syntaxes.
#[must_use]
pub fn read(source: &str, syntax: Syntax) -> ParsedMarkup {
    let mut reader = Reader {
        source,
        syntax,
        marked: ParsedMarkup::default(),
        open: Vec::new(),
        at: 0,
        is_after_item: false,
    };
    reader.run();
    reader.marked
}

/// Maximum number of marks open at a time; more are plain text.
const OPEN: usize = 32;

/// A delimiter that may turn out to open a mark.
struct Opener {
    /// Byte range of the delimiter, such as `**`.
    sign: Range<usize>,
    byte: u8,
    mark: Mark,
    /// Index of its span.
    span: usize,
}

struct Reader<'a> {
    source: &'a str,
    syntax: Syntax,
    marked: ParsedMarkup,
    open: Vec<Opener>,
    at: usize,
    /// Whether the line before was an item of a list.
    is_after_item: bool,
}

impl Reader<'_> {
    fn run(&mut self) {
        self.line_start();
        while self.at < self.source.len() {
            let plain = self.plain();
            if plain > 0 {
                self.take(plain, Piece::Text);
                continue;
            }
            let taken = match self.source.as_bytes()[self.at] {
                b'\n' => {
                    self.take(1, Piece::Text);
                    self.line_end();
                    self.line_start();
                    true
                }
                b'`' => self.code(),
                b'<' => self.angle(),
                b'[' => self.link(),
                b'\\' => self.escape(),
                b':' => self.emoji(),
                b'h' => self.address(),
                _ => self.mark(),
            };
            if !taken {
                self.take(1, Piece::Text);
            }
        }
        self.line_end();
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn take(&mut self, length: usize, piece: Piece) {
        self.marked.push(self.at..self.at + length, piece);
        self.at += length;
    }

    /// Returns the number of bytes up to the next character with a meaning.
    fn plain(&self) -> usize {
        let bytes = &self.source.as_bytes()[self.at..];
        let mut before = self
            .at
            .checked_sub(1)
            .map_or(b' ', |last| self.source.as_bytes()[last]);
        for (place, &byte) in bytes.iter().enumerate() {
            let is_special = match byte {
                b'\n' | b'`' | b'*' | b'_' | b'~' | b'<' => true,
                b'[' | b'\\' => self.syntax != Syntax::Chat,
                b':' => self.syntax != Syntax::CardMarkdown,
                b'h' => !before.is_ascii_alphanumeric() && bytes[place..].starts_with(b"http"),
                _ => false,
            };
            if is_special {
                return place;
            }
            before = byte;
        }
        bytes.len()
    }

    fn line_end(&mut self) {
        for opener in std::mem::take(&mut self.open) {
            self.literal(opener);
        }
    }

    /// Parses list items and quotes, which only begin a line.
    fn line_start(&mut self) {
        let was_item = std::mem::take(&mut self.is_after_item);
        let rest = &self.source[self.at..];
        if rest.starts_with('>') && self.syntax != Syntax::CardMarkdown {
            let length = if rest.starts_with("> ") { 2 } else { 1 };
            return self.take(length, Piece::Quote);
        }
        let spaces = rest.bytes().take_while(|&byte| byte == b' ').count();
        let words = &rest[spaces..];
        let depth = spaces / 4;
        let (length, piece) = if words.starts_with("* ") || words.starts_with("- ") {
            (2, Piece::Bullet { depth })
        } else if let Some((length, number)) =
            numbered(words).filter(|_| self.syntax != Syntax::Chat)
        {
            (length, Piece::Number { depth, number })
        } else {
            return;
        };
        self.is_after_item = true;
        if spaces % 4 != 0 && was_item {
            self.marked
                .slip(self.at..self.at + spaces, MarkupErrorKind::Indent);
        }
        self.take(spaces + length, piece);
    }

    fn code(&mut self) -> bool {
        let rest = &self.source[self.at..];
        if let Some(inside) = rest.strip_prefix("```") {
            let Some(end) = inside.find("```") else {
                self.marked
                    .slip(self.at..self.at + 3, MarkupErrorKind::Fence);
                self.take(3, Piece::Text);
                return true;
            };
            // The first line may name a language, which only Markdown knows.
            let first = inside[..end].find('\n').map_or(0, |line| line + 1);
            let is_language = self.syntax != Syntax::Chat || first == 1;
            let sign = 3 + if is_language { first } else { 0 };
            self.take(sign, Piece::Open(Mark::CodeBlock));
            self.take(end + 3 - sign, Piece::Code);
            self.take(3, Piece::Close(Mark::CodeBlock));
            return true;
        }
        if self.syntax != Syntax::Chat
            && let Some(inside) = rest.strip_prefix("``").and_then(code_span::doubled)
        {
            // A space at both ends only separates the delimiters from backticks inside.
            let is_spaced = inside.len() > 2 && inside.starts_with(' ') && inside.ends_with(' ');
            let space = usize::from(is_spaced);
            self.take(2 + space, Piece::Open(Mark::Code));
            self.take(inside.len() - 2 * space, Piece::Code);
            self.take(2 + space, Piece::Close(Mark::Code));
            return true;
        }
        let inside = &rest[1..];
        match inside.bytes().position(|byte| matches!(byte, b'`' | b'\n')) {
            Some(end) if end > 0 && inside.as_bytes()[end] == b'`' => {
                self.take(1, Piece::Open(Mark::Code));
                self.take(end, Piece::Code);
                self.take(1, Piece::Close(Mark::Code));
            }
            _ => {
                self.marked
                    .slip(self.at..self.at + 1, MarkupErrorKind::Unclosed);
                self.take(1, Piece::Text);
            }
        }
        true
    }

    fn angle(&mut self) -> bool {
        let found = match self.syntax {
            Syntax::Chat => angle_brackets::of_chat(self.source, self.at),
            Syntax::Markdown => angle_brackets::of_markdown(self.source, self.at),
            Syntax::CardHtml | Syntax::CardMarkdown => None,
        };
        let Some(found) = found else {
            return false;
        };
        match found {
            Angle::Mention { who, length } => self.take(length, Piece::Mention(who)),
            Angle::Emoji { length } => self.take(length, Piece::Emoji),
            Angle::Citation {
                id,
                length,
                is_closing,
            } => {
                let mark = Mark::Citation(id);
                let close = is_closing.then(|| Piece::Close(mark.clone()));
                self.take(length, close.unwrap_or(Piece::Open(mark)));
            }
            Angle::Link { address, label } => {
                self.take(address.len() + 2, Piece::Open(Mark::Link(address.clone())));
                self.take(label, Piece::Text);
                self.take(1, Piece::Close(Mark::Link(address)));
            }
            Angle::Address { length } => {
                self.take(1, Piece::Hidden);
                self.take(length, Piece::Address);
                self.take(1, Piece::Hidden);
            }
            Angle::Nobody { length } => {
                self.marked
                    .slip(self.at..self.at + length, MarkupErrorKind::Mention);
                return false;
            }
            Angle::Elsewhere { address } => {
                self.marked.slip(address, MarkupErrorKind::Scheme);
                return false;
            }
        }
        true
    }

    fn link(&mut self) -> bool {
        let Some((label, address)) = tag::link(self.source, self.at) else {
            return false;
        };
        let written = &self.source[address.clone()];
        if !tag::is_web(written) {
            self.marked.slip(address.clone(), MarkupErrorKind::Scheme);
            if !written.starts_with("mailto:") {
                return false;
            }
        }
        let (length, end) = (label.len(), address.end + 1 - label.end);
        let mark = Mark::Link(address);
        self.take(1, Piece::Open(mark.clone()));
        self.take(length, Piece::Text);
        self.take(end, Piece::Close(mark));
        true
    }

    fn escape(&mut self) -> bool {
        let is_mark = |byte: &u8| byte.is_ascii_punctuation();
        if !self.source.as_bytes().get(self.at + 1).is_some_and(is_mark) {
            return false;
        }
        self.take(1, Piece::Hidden);
        self.take(1, Piece::Text);
        true
    }

    fn emoji(&mut self) -> bool {
        let is_word = self.source[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
        let inside = &self.rest()[1..];
        let is_name =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let end = inside.find(|c| !is_name(c)).unwrap_or(inside.len());
        let fits = inside[..end].starts_with(|c: char| c.is_ascii_lowercase());
        if is_word || !fits || !inside[end..].starts_with(':') {
            return false;
        }
        self.take(end + 2, Piece::Emoji);
        true
    }

    fn address(&mut self) -> bool {
        let length = tag::address(self.rest());
        if length == 0 {
            return false;
        }
        self.take(length, Piece::Address);
        true
    }

    /// Parses a run of one of the characters `*`, `_` and `~`.
    fn mark(&mut self) -> bool {
        let sign = self.source.as_bytes()[self.at];
        let run = match self.syntax {
            Syntax::Chat => 1,
            _ => self.rest().bytes().take_while(|&byte| byte == sign).count(),
        };
        let marks = marks(self.syntax, sign, run);
        let before = self.source[..self.at].chars().next_back();
        let after = self.source[self.at + run..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        // In Markdown stars may stand within words.
        let within = self.syntax != Syntax::Chat && sign == b'*';
        let opens = !is_space(after) && (within || !is_word(before)) && after != Some(sign as char);
        let closes = !is_space(before) && (within || !is_word(after));
        if !marks.is_empty() && closes && self.close(&marks, sign) {
            return true;
        }
        if !marks.is_empty() && opens && self.open.len() < OPEN {
            self.opener(&marks);
        } else {
            self.take(run, Piece::Text);
        }
        true
    }

    fn opener(&mut self, marks: &[(Mark, usize)]) {
        for (mark, size) in marks {
            let sign = self.at..self.at + size;
            let byte = self.source.as_bytes()[self.at];
            // Not yet text: what follows must not join it.
            self.take(*size, Piece::Hidden);
            let span = self.marked.spans.len() - 1;
            let mark = mark.clone();
            self.open.push(Opener {
                sign,
                byte,
                mark,
                span,
            });
        }
    }

    /// Closes the marks that were opened by the same characters; those opened in between become plain text.
    fn close(&mut self, marks: &[(Mark, usize)], byte: u8) -> bool {
        let place = |mark: &Mark| {
            self.open
                .iter()
                .rposition(|opener| opener.mark == *mark && opener.byte == byte)
        };
        let mut closing: Vec<(usize, usize)> = marks
            .iter()
            .filter_map(|(mark, size)| Some((place(mark)?, *size)))
            .collect();
        let is_empty = closing
            .iter()
            .any(|&(place, _)| self.open[place].sign.end == self.at);
        if closing.len() < marks.len() || is_empty {
            return false;
        }
        closing.sort_by_key(|&(place, _)| std::cmp::Reverse(place));
        for (place, size) in closing {
            let mut inner = self.open.split_off(place).into_iter();
            if let Some(opener) = inner.next() {
                self.marked.spans[opener.span].piece = Piece::Open(opener.mark.clone());
                self.take(size, Piece::Close(opener.mark));
            }
            inner.for_each(|opener| self.literal(opener));
        }
        true
    }

    /// Turns a delimiter that opened nothing into plain text.
    fn literal(&mut self, opener: Opener) {
        self.marked.spans[opener.span].piece = Piece::Text;
        // `~5` means about five.
        let after = self.source[opener.sign.end..].chars().next();
        let is_about = opener.byte == b'~' && after.is_some_and(|c| c.is_ascii_digit());
        if !is_about {
            self.marked.slip(opener.sign, MarkupErrorKind::Unclosed);
        }
    }
}

/// Returns the marks that a run of characters means, each with the number of characters it takes.
fn marks(syntax: Syntax, sign: u8, run: usize) -> Vec<(Mark, usize)> {
    match (syntax, sign, run) {
        (Syntax::Chat, b'*', _) => vec![(Mark::Bold, 1)],
        (Syntax::Chat, b'~', _) | (Syntax::CardMarkdown, b'~', 1) => vec![(Mark::Strike, 1)],
        (Syntax::Markdown, b'~', 2) => vec![(Mark::Strike, 2)],
        (_, b'~', _) => Vec::new(),
        (Syntax::Chat, _, _) | (_, _, 1) => vec![(Mark::Italic, 1)],
        (_, _, 2) => vec![(Mark::Bold, 2)],
        (_, _, 3) => vec![(Mark::Bold, 2), (Mark::Italic, 1)],
        _ => Vec::new(),
    }
}

/// Returns the length in bytes of a list number at the start of a line, and the number.
#[must_use]
pub fn numbered(line: &str) -> Option<(usize, u32)> {
    let digits = line.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let number = line[..digits].parse().ok()?;
    rest.starts_with(". ").then_some((digits + 2, number))
}

#[cfg(test)]
mod tests;
