//! Prints a JSON value as text, with its line starts, its tokens, and the byte ranges of pointers.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::cells::wrap::Change;
use crate::document::pointer;
use crate::editor::common_affixes::CommonAffixes;

/// The layout of printed JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// A line for each member, indented by two spaces.
    #[default]
    Pretty,
    /// One line without any space: the bytes that are sent.
    Compact,
}

/// The kind of a token of JSON, or of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The name of a member, with its quotes.
    Key,
    /// A string, with its quotes.
    String,
    /// A number.
    Number,
    /// `true`, `false` or `null`.
    Literal,
    /// Brackets, commas, colons, and the space around them.
    Punctuation,
    /// In a program only: a comment, for people.
    Comment,
    /// In a program only: a keyword of the language.
    Keyword,
    /// In a program only: any other word.
    Plain,
}

/// A token; it reaches to the start of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its first byte.
    pub start: usize,
    /// Its kind.
    pub kind: Kind,
}

/// A printed JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedJson {
    /// The text, lines joined by LF.
    pub text: String,
    /// The first byte of each line.
    pub lines: Vec<usize>,
    /// The tokens in order, from byte 0 on.
    pub tokens: Vec<Token>,
    /// The span of each value, in order: those within it come after it.
    places: Vec<ValueSpan>,
}

/// The span of a value in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ValueSpan {
    /// Its first byte, that of its name where it is a member.
    start: usize,
    /// The byte after its last.
    end: usize,
    /// The number of values within it, at any depth.
    within: usize,
}

/// A scalar that was reprinted in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatchedValue {
    /// Its line.
    pub line: usize,
    /// The change in that line.
    pub change: Change,
    end: usize,
    new_end: usize,
}

impl PatchedValue {
    /// Returns the new position of a byte of the text that is not within the value.
    #[must_use]
    pub fn moved(&self, byte: usize) -> usize {
        if byte < self.end {
            byte
        } else {
            byte - self.end + self.new_end
        }
    }
}

impl PrintedJson {
    /// Prints `value`, byte for byte as `serde_json` does.
    #[must_use]
    pub fn new(value: &Value, form: Form) -> Self {
        let mut printed = Self::default();
        printed.print(value, form);
        printed
    }

    /// Prints again into the allocated memory.
    pub fn print(&mut self, value: &Value, form: Form) {
        self.text.clear();
        self.lines.clear();
        self.tokens.clear();
        self.places.clear();
        self.lines.push(0);
        self.value(value, (form == Form::Pretty).then_some(0), 0);
    }

    /// Reprints the scalar at a pointer after it changed; nothing else of `value` may have changed.
    ///
    /// Nothing is done where the old value or the new one is no scalar.
    pub fn put(&mut self, value: &Value, path: &str) -> Option<PatchedValue> {
        let (number, value, 0) = self.seek(value, path)? else {
            return None;
        };
        let end = self.places.get(number)?.end;
        let token = self
            .tokens
            .partition_point(|token| token.start < end)
            .checked_sub(1)?;
        let start = self.tokens[token].start;
        let new = Self::new(value, Form::Compact);
        let kind = new.tokens.first()?.kind;
        if [kind, self.tokens[token].kind].contains(&Kind::Punctuation) {
            return None;
        }
        let line = self
            .lines
            .partition_point(|line| *line <= start)
            .checked_sub(1)?;
        let same = CommonAffixes::of(&self.text[start..end], &new.text);
        let change = Change {
            at: start - self.lines[line] + same.head,
            removed: end - start - same.head - same.tail,
            inserted: new.text.len() - same.head - same.tail,
        };
        let put = PatchedValue {
            line,
            change,
            end,
            new_end: start + new.text.len(),
        };
        self.text.replace_range(start..end, &new.text);
        self.tokens[token].kind = kind;
        for token in &mut self.tokens[token + 1..] {
            token.start = put.moved(token.start);
        }
        for line in &mut self.lines[line + 1..] {
            *line = put.moved(*line);
        }
        for place in &mut self.places {
            place.start = put.moved(place.start);
            place.end = put.moved(place.end);
        }
        Some(put)
    }

    /// Returns the bytes of the member or element of `value` that a pointer (RFC 6901) leads to, or of the
    /// nearest around it.
    ///
    /// `value` is what was printed last.
    #[must_use]
    pub fn find(&self, value: &Value, path: &str) -> Option<Range<usize>> {
        let (number, ..) = self.seek(value, path)?;
        let place = self.places.get(number)?;
        Some(place.start..place.end)
    }

    /// Returns the nearest member or element to the one that a pointer leads to.
    ///
    /// That is the index of its span, itself, and how many steps of the pointer are left.
    fn seek<'v>(&self, value: &'v Value, path: &str) -> Option<(usize, &'v Value, usize)> {
        let (mut value, mut at, mut found) = (value, 0, None);
        let mut left = pointer::steps(path).count();
        for step in pointer::steps(path) {
            let Some((number, below)) = child(value, &step) else {
                break;
            };
            at += 1;
            for _ in 0..number {
                at += 1 + self.places.get(at)?.within;
            }
            left -= 1;
            found = Some((at, below, left));
            value = below;
        }
        found
    }

    /// Returns the same JSON without any space between its tokens.
    #[must_use]
    pub fn compact(&self) -> String {
        let ends = self.tokens.iter().skip(1).map(|token| token.start);
        let ends = ends.chain([self.text.len()]);
        let mut compact = String::with_capacity(self.text.len());
        for (token, end) in self.tokens.iter().zip(ends) {
            let piece = &self.text[token.start..end];
            match token.kind {
                Kind::Punctuation => {
                    compact.extend(piece.chars().filter(|c| !c.is_ascii_whitespace()));
                }
                _ => compact.push_str(piece),
            }
        }
        compact
    }

    fn token(&mut self, kind: Kind) {
        let start = self.text.len();
        if self.tokens.last().is_none_or(|last| last.kind != kind) {
            self.tokens.push(Token { start, kind });
        }
    }

    /// Prints a value.
    ///
    /// `depth` is that of the indentation, `None` when there are no lines; `start` is the value's first byte.
    fn value(&mut self, value: &Value, depth: Option<usize>, start: usize) {
        let number = self.places.len();
        self.places.push(ValueSpan::default());
        match value {
            Value::Null => self.literal("null"),
            Value::Bool(true) => self.literal("true"),
            Value::Bool(false) => self.literal("false"),
            Value::Number(number) => {
                self.token(Kind::Number);
                // Writing to a String cannot fail.
                _ = write!(self.text, "{number}");
            }
            Value::String(text) => {
                self.token(Kind::String);
                quote(text, &mut self.text);
            }
            Value::Array(elements) => self.array(elements, depth),
            Value::Object(members) => self.object(members, depth),
        }
        self.places[number] = ValueSpan {
            start,
            end: self.text.len(),
            within: self.places.len() - number - 1,
        };
    }

    fn literal(&mut self, word: &str) {
        self.token(Kind::Literal);
        self.text.push_str(word);
    }

    fn array(&mut self, elements: &[Value], depth: Option<usize>) {
        self.punctuation("[");
        let inner = depth.map(|depth| depth + 1);
        for (index, element) in elements.iter().enumerate() {
            self.separate(index, inner);
            self.value(element, inner, self.text.len());
        }
        self.close("]", elements.is_empty(), depth);
    }

    fn object(&mut self, members: &Map<String, Value>, depth: Option<usize>) {
        self.punctuation("{");
        let inner = depth.map(|depth| depth + 1);
        for (index, (key, value)) in members.iter().enumerate() {
            self.separate(index, inner);
            let start = self.text.len();
            self.token(Kind::Key);
            quote(key, &mut self.text);
            self.punctuation(if depth.is_some() { ": " } else { ":" });
            self.value(value, inner, start);
        }
        self.close("}", members.is_empty(), depth);
    }

    fn punctuation(&mut self, sign: &str) {
        self.token(Kind::Punctuation);
        self.text.push_str(sign);
    }

    fn separate(&mut self, index: usize, depth: Option<usize>) {
        if index > 0 {
            self.punctuation(",");
        }
        self.end_line(depth);
    }

    fn close(&mut self, sign: &str, is_empty: bool, depth: Option<usize>) {
        self.token(Kind::Punctuation);
        if !is_empty {
            self.end_line(depth);
        }
        self.text.push_str(sign);
    }

    fn end_line(&mut self, depth: Option<usize>) {
        if let Some(depth) = depth {
            self.text.push('\n');
            self.lines.push(self.text.len());
            let mut spaces = 2 * depth;
            while spaces > 0 {
                let some = spaces.min(SPACES.len());
                self.text.push_str(&SPACES[..some]);
                spaces -= some;
            }
        }
    }
}

/// Returns the child at a step, and how many siblings come before it.
fn child<'a>(value: &'a Value, step: &str) -> Option<(usize, &'a Value)> {
    match value {
        Value::Object(members) => {
            let (number, (_, below)) = members
                .iter()
                .enumerate()
                .find(|(_, (key, _))| *key == step)?;
            Some((number, below))
        }
        Value::Array(elements) => {
            let number = pointer::place(step)?;
            Some((number, elements.get(number)?))
        }
        _ => None,
    }
}

/// Indentation, appended in as few pieces as possible.
const SPACES: &str = "                                ";

/// Appends `text` as a JSON string.
fn quote(text: &str, out: &mut String) {
    const CHUNK: usize = 16;
    let bytes = text.as_bytes();
    // Whole chunks without an early exit are what the compiler turns into wide instructions.
    let is_clean = |chunk: &[u8]| {
        chunk.iter().fold(true, |all, byte| {
            all & !matches!(byte, 0..0x20 | b'"' | b'\\')
        })
    };
    out.push('"');
    let mut written = 0;
    for (index, chunk) in bytes.chunks(CHUNK).enumerate() {
        if is_clean(chunk) {
            continue;
        }
        for (byte, at) in chunk.iter().zip(index * CHUNK..) {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x08 => "\\b",
                0x0C => "\\f",
                0..0x20 => "",
                _ => continue,
            };
            out.push_str(&text[written..at]);
            out.push_str(escape);
            if escape.is_empty() {
                // Writing to a String cannot fail.
                _ = write!(out, "\\u{byte:04x}");
            }
            written = at + 1;
        }
    }
    out.push_str(&text[written..]);
    out.push('"');
}

#[cfg(test)]
mod tests;
