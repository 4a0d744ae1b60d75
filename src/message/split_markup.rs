//! Where the markup of a text forbids a cut, and what is open at each place.

use std::ops::Range;

use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, Piece, Span, Syntax};

/// Maximum bytes of a fence with its language that are repeated in the next part.
const LANGUAGE: usize = 64;

/// A pair of delimiters.
#[derive(Debug)]
struct Pair {
    /// From its first byte to its last.
    range: Range<usize>,
    /// What opens it again.
    opening: String,
    /// What closes it early.
    closing: String,
    /// Whether it holds code, and whether that is a block.
    code: Option<bool>,
}

/// Where a pair opens or closes, just after the delimiter; or a quoted line begins or ends.
#[derive(Clone, Copy, Debug)]
enum Event {
    Open(usize),
    Close(usize),
    Quote(bool),
}

/// The markup of a text, as far as cuts depend on it.
#[derive(Debug)]
pub struct Marks<'a> {
    text: &'a str,
    pairs: Vec<Pair>,
    events: Vec<(usize, Event)>,
    /// Inclusive ranges of places where a cut is forbidden, in order.
    forbidden: Vec<(usize, usize)>,
}

/// A place in a text, and the pairs that are open there.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    event: usize,
    forbidden: usize,
    open: Vec<usize>,
    is_quoted: bool,
    closing: usize,
    code: Option<bool>,
}

impl Cursor {
    /// Returns whether it is inside a formatting pair or code.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// Returns whether it is inside code, in a line or a block.
    #[must_use]
    pub fn is_in_code(&self) -> bool {
        self.code.is_some()
    }

    /// Returns whether it is inside a block of code.
    #[must_use]
    pub fn is_in_block(&self) -> bool {
        self.code == Some(true)
    }
}

impl<'a> Marks<'a> {
    /// Parses a text.
    #[must_use]
    pub fn of(text: &'a str, syntax: Syntax) -> Self {
        let mut marks = Self {
            text,
            pairs: Vec::new(),
            events: Vec::new(),
            forbidden: Vec::new(),
        };
        marks.read(&read(text, syntax).spans);
        marks.forbidden.sort_unstable();
        marks
    }

    fn read(&mut self, spans: &[Span]) {
        let mut open: Vec<usize> = Vec::new();
        let mut is_quoted = false;
        for (index, span) in spans.iter().enumerate() {
            let Range { start, end } = span.range;
            let next = spans.get(index + 1).map(|next| &next.piece);
            match &span.piece {
                Piece::Text => self.line_end(span, &mut is_quoted),
                // Code is cut by its own rules; the end of a link is found with its start.
                Piece::Code | Piece::Break | Piece::Close(Mark::Link(_)) => {}
                Piece::Open(Mark::Link(_)) => self.link(index, spans),
                Piece::Open(mark) => {
                    self.forbid(start + 1, end);
                    let is_nested = matches!(mark, Mark::Citation(_))
                        && open.iter().any(|pair| self.is_citation(*pair));
                    if !is_nested {
                        self.open(span, mark, &mut open);
                    }
                }
                Piece::Close(mark) => self.close(span, mark, &mut open),
                Piece::Quote => {
                    is_quoted = true;
                    self.events.push((end, Event::Quote(true)));
                    self.forbid(start + 1, end);
                }
                Piece::Bullet { .. } | Piece::Number { .. } => self.forbid(start + 1, end),
                // Before a hidden character stands what it belongs to, or after it.
                Piece::Hidden if matches!(next, Some(Piece::Address | Piece::Text)) => {
                    self.forbid(start + 1, end);
                }
                Piece::Hidden => self.forbid(start, end.saturating_sub(1)),
                Piece::Address
                | Piece::Mention(_)
                | Piece::Emoji
                | Piece::Entity(_)
                | Piece::Unknown => self.forbid(start + 1, end.saturating_sub(1)),
            }
        }
    }

    fn is_citation(&self, pair: usize) -> bool {
        let opening = self.pairs.get(pair).map(|pair| pair.opening.as_str());
        opening.is_some_and(|opening| opening.starts_with('<'))
    }

    /// Ends a quoted line at its line end.
    fn line_end(&mut self, span: &Span, is_quoted: &mut bool) {
        let text = self.text.get(span.range.clone()).unwrap_or("");
        if let Some(line) = text.find('\n').filter(|_| *is_quoted) {
            *is_quoted = false;
            self.events
                .push((span.range.start + line + 1, Event::Quote(false)));
        }
    }

    /// Forbids every cut inside of a link, which the parser bounds.
    fn link(&mut self, index: usize, spans: &[Span]) {
        let close = spans
            .iter()
            .skip(index)
            .find(|span| matches!(span.piece, Piece::Close(Mark::Link(_))));
        if let (Some(open), Some(close)) = (spans.get(index), close) {
            self.forbid(open.range.start + 1, close.range.end.saturating_sub(1));
        }
    }

    fn open(&mut self, span: &Span, mark: &Mark, open: &mut Vec<usize>) {
        let opening = self.text.get(span.range.clone()).unwrap_or("");
        open.push(self.pairs.len());
        self.events
            .push((span.range.end, Event::Open(self.pairs.len())));
        let code = match mark {
            Mark::Code => Some(false),
            Mark::CodeBlock => Some(true),
            _ => None,
        };
        self.pairs.push(Pair {
            // Until its end is found, it is empty, and counts as plain text.
            range: span.range.start..span.range.start,
            opening: opening.to_owned(),
            closing: String::new(),
            code,
        });
    }

    fn close(&mut self, span: &Span, mark: &Mark, open: &mut Vec<usize>) {
        let Range { start, end } = span.range;
        let text = self.text.get(span.range.clone()).unwrap_or("");
        self.forbid(start, end.saturating_sub(1));
        let is_citation = matches!(mark, Mark::Citation(_));
        let found = open
            .iter()
            .rposition(|pair| self.is_citation(*pair) == is_citation);
        let Some(index) = found.map(|place| open.remove(place)) else {
            return;
        };
        self.events.push((end, Event::Close(index)));
        let Some(pair) = self.pairs.get_mut(index) else {
            return;
        };
        pair.range.end = end;
        text.clone_into(&mut pair.closing);
        if pair.code == Some(true) {
            let content = self.text.get(pair.range.start..start).unwrap_or("");
            if content.contains('\n') {
                // Both fences stand on lines of their own, with the language where there is one.
                if !pair.opening.ends_with('\n') || pair.opening.len() > LANGUAGE {
                    "```\n".clone_into(&mut pair.opening);
                }
                "\n```".clone_into(&mut pair.closing);
            }
        }
    }

    fn forbid(&mut self, first: usize, last: usize) {
        if first <= last {
            self.forbidden.push((first, last));
        }
    }

    /// Returns a cursor at byte `at`.
    #[must_use]
    pub fn cursor(&self, at: usize) -> Cursor {
        let mut cursor = Cursor::default();
        self.advance(&mut cursor, at);
        cursor
    }

    /// Moves a cursor forward to byte `at`.
    pub fn advance(&self, cursor: &mut Cursor, at: usize) {
        while let Some((place, event)) = self.events.get(cursor.event)
            && *place <= at
        {
            cursor.event += 1;
            match event {
                Event::Quote(is_quoted) => cursor.is_quoted = *is_quoted,
                Event::Open(pair) if self.is_pair(*pair) => cursor.open.push(*pair),
                Event::Close(pair) => cursor.open.retain(|open| open != pair),
                Event::Open(_) => {}
            }
            cursor.code = cursor
                .open
                .iter()
                .find_map(|pair| self.pairs.get(*pair)?.code);
            cursor.closing = self
                .closing(cursor)
                .bytes()
                .map(|byte| 1 + usize::from(byte == b'\n'))
                .sum();
        }
        while let Some((_, last)) = self.forbidden.get(cursor.forbidden)
            && *last < at
        {
            cursor.forbidden += 1;
        }
    }

    fn is_pair(&self, pair: usize) -> bool {
        self.pairs
            .get(pair)
            .is_some_and(|pair| !pair.range.is_empty())
    }

    /// Returns whether the markup forbids a cut at byte `at`, where the cursor is.
    #[must_use]
    pub fn forbids(&self, cursor: &Cursor, at: usize) -> bool {
        self.forbidden
            .get(cursor.forbidden)
            .is_some_and(|(first, last)| (*first..=*last).contains(&at))
    }

    /// Returns whether the markup allows a cut at byte `at`, wherever that is.
    #[must_use]
    pub fn is_free(&self, at: usize) -> bool {
        let index = self.forbidden.partition_point(|(_, last)| *last < at);
        self.forbidden
            .get(index)
            .is_none_or(|(first, _)| *first > at)
    }

    /// Returns what opens again all that is open at a cursor.
    #[must_use]
    pub fn opening(&self, cursor: &Cursor) -> String {
        let quote = if cursor.is_quoted { "> " } else { "" };
        let pairs = cursor.open.iter().filter_map(|pair| self.pairs.get(*pair));
        std::iter::once(quote)
            .chain(pairs.map(|pair| pair.opening.as_str()))
            .collect()
    }

    /// Returns what closes all that is open at a cursor.
    #[must_use]
    pub fn closing(&self, cursor: &Cursor) -> String {
        let pairs = cursor
            .open
            .iter()
            .rev()
            .filter_map(|pair| self.pairs.get(*pair));
        pairs.map(|pair| pair.closing.as_str()).collect()
    }

    /// Returns the size of what closes all that is open at a cursor, as in a JSON string.
    #[must_use]
    pub fn closing_size(&self, cursor: &Cursor) -> usize {
        cursor.closing
    }

    /// Returns the range of the outermost pair that is open at a cursor.
    #[must_use]
    pub fn outermost(&self, cursor: &Cursor) -> Option<Range<usize>> {
        let pair = self.pairs.get(*cursor.open.first()?)?;
        Some(pair.range.clone())
    }
}
