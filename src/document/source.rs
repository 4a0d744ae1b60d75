//! A JSON text with the place of each value, so that a finding can be shown where it was written.

use std::ops::Range;

use crate::document::pointer;
use crate::document::schema::camel;

/// How deep values may be nested; the program's own reader takes 128.
const DEPTH: usize = 200;

/// A JSON text, read as far as its places go: comments, trailing commas, single quotes and bare keys
/// are passed over, and what is broken ends the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    text: &'a str,
    root: Node,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the value.
    pub span: Range<usize>,
    /// What is in it.
    pub inside: Inside,
}

/// What is in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    /// The members of an object in their order.
    Object(Vec<Member>),
    /// The items of a list in their order.
    List(Vec<Node>),
    /// A text.
    Text,
    /// A number, true, false or null.
    Plain,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The bytes of the key, its quotes included.
    pub key: Range<usize>,
    /// The key as it is meant.
    pub name: String,
    /// The value.
    pub value: Node,
}

/// Where something stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The bytes of the key, where it is the value of a key.
    pub key: Option<Range<usize>>,
    /// The value.
    pub node: &'a Node,
    /// Whether it is the value that was asked for, and not the nearest one above.
    pub is_there: bool,
}

impl<'a> Source<'a> {
    /// Reads a text; nothing if there is no value in it.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let root = reader.value(0)?;
        Some(Self { text, root })
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The value at a path, or the nearest one above it. Keys may be spelt in camelCase or in
    /// `snake_case`.
    pub fn find(&self, path: &str) -> Found<'_> {
        let mut found = Found {
            key: None,
            node: &self.root,
            is_there: true,
        };
        for step in pointer::steps(path) {
            let below = match &found.node.inside {
                Inside::Object(members) => {
                    let exact = members.iter().rfind(|member| member.name == step);
                    let other = || members.iter().rfind(|member| camel(&member.name) == step);
                    exact
                        .or_else(other)
                        .map(|member| (Some(member.key.clone()), &member.value))
                }
                // An item without a key of its own is shown by itself.
                Inside::List(items) => pointer::place(&step)
                    .and_then(|place| items.get(place))
                    .map(|item| (None, item)),
                Inside::Text | Inside::Plain => None,
            };
            let Some((key, node)) = below else {
                found.is_there = false;
                break;
            };
            found.key = key;
            found.node = node;
        }
        found
    }

    /// Where a part of the text at a path stands, given in bytes of what the text means.
    pub fn part(&self, path: &str, part: &Range<usize>) -> Option<Range<usize>> {
        let found = self.find(path);
        if !found.is_there || found.node.inside != Inside::Text {
            return None;
        }
        let (mut meant, mut at) = (0, found.node.span.start + 1);
        let end = found.node.span.end - 1;
        let mut start = None;
        while at <= end {
            if meant >= part.start && start.is_none() {
                start = Some(at);
            }
            if meant >= part.end {
                return Some(start?..at);
            }
            if at == end {
                break;
            }
            let (length, letter) = letter(&self.text[at..end])?;
            meant += letter.map_or(0, char::len_utf8);
            at += length;
        }
        start.map(|start| start..end)
    }
}

/// Line and column of a byte of a text, counted from 1, columns in characters.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[..at].bytes().filter(|&byte| byte == b'\n').count() + 1;
    (line, text[line_start..at].chars().count() + 1)
}

/// One letter of the inside of a text: how many bytes it takes, and what it means. A line that is
/// continued means nothing.
fn letter(text: &str) -> Option<(usize, Option<char>)> {
    let first = text.chars().next()?;
    if first != '\\' {
        return Some((first.len_utf8(), Some(first)));
    }
    let escaped = text[1..].chars().next()?;
    let hex = |from: usize| {
        let digits = text.get(from..from + 4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    Some(match escaped {
        'u' => {
            let high = hex(2)?;
            if !(0xd800..0xdc00).contains(&high) {
                return Some((6, char::from_u32(high).or(Some('\u{fffd}'))));
            }
            let low = text
                .get(6..8)
                .filter(|sign| *sign == "\\u")
                .and_then(|_| hex(8));
            match low {
                Some(low) => (
                    12,
                    char::from_u32(
                        0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff),
                    ),
                ),
                None => (6, Some('\u{fffd}')),
            }
        }
        'n' | 'r' | 't' | 'b' | 'f' | '0' | 'v' => (2, Some(' ')),
        '\n' => (2, None),
        other => (1 + other.len_utf8(), Some(other)),
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Passes over spaces and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let is_space = |c: char| !(c.is_whitespace() || c == '\u{feff}');
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                rest.find(is_space).unwrap_or(rest.len())
            };
            if length == 0 {
                return;
            }
            self.at += length;
        }
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip();
        let takes = self.rest().starts_with(sign);
        self.at += if takes { sign.len_utf8() } else { 0 };
        takes
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.skip();
        let start = self.at;
        let inside = match self.rest().chars().next().filter(|_| depth < DEPTH)? {
            '{' => Inside::Object(self.members(depth)?),
            '[' => Inside::List(self.items(depth)?),
            quote @ ('"' | '\'') => {
                self.string(quote)?;
                Inside::Text
            }
            _ => {
                self.word()?;
                Inside::Plain
            }
        };
        Some(Node {
            span: start..self.at,
            inside,
        })
    }

    fn members(&mut self, depth: usize) -> Option<Vec<Member>> {
        self.at += 1;
        let mut members = Vec::new();
        while !self.takes('}') {
            self.skip();
            let start = self.at;
            let first = self.rest().chars().next()?;
            let name = if matches!(first, '"' | '\'') {
                self.string(first)?;
                meaning(&self.text[start + 1..self.at - 1])?
            } else {
                self.word()?;
                self.text[start..self.at].to_owned()
            };
            let key = start..self.at;
            if !self.takes(':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            members.push(Member { key, name, value });
            self.takes(',');
        }
        Some(members)
    }

    fn items(&mut self, depth: usize) -> Option<Vec<Node>> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.takes(']') {
            items.push(self.value(depth + 1)?);
            self.takes(',');
        }
        Some(items)
    }

    /// Passes over a text, whose quote is where the reader is.
    fn string(&mut self, quote: char) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            match *bytes.get(at)? {
                b'\\' => at += 2,
                byte if byte == quote as u8 => break,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(())
    }

    /// Passes over a number, a word or a bare key.
    fn word(&mut self) -> Option<()> {
        let is_end = |c: char| {
            c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"' | '\'' | '/')
        };
        let length = self.rest().find(is_end).unwrap_or(self.rest().len());
        self.at += length;
        (length > 0).then_some(())
    }
}

/// What the inside of a text means.
fn meaning(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let (length, letter) = letter(&text[at..])?;
        out.extend(letter);
        at += length;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// a comment\n{\n  \"text\": \"a \\u00e9\\ud83d\\udc4b\\n*b*\", /* x */\n  cards_v2: [{'cardId': 'c', }, 5],\n}\n";

    #[test]
    fn places_are_found() {
        let source = Source::read(TEXT).unwrap();
        for (path, key, value, is_there) in [
            (
                "/text",
                Some("\"text\""),
                "\"a \\u00e9\\ud83d\\udc4b\\n*b*\"",
                true,
            ),
            ("/cardsV2", Some("cards_v2"), "[{'cardId': 'c', }, 5]", true),
            ("/cardsV2/0/cardId", Some("'cardId'"), "'c'", true),
            ("/cardsV2/0/card/header", None, "{'cardId': 'c', }", false),
            ("/cardsV2/1", None, "5", true),
            ("/nope", None, &TEXT[13..TEXT.len() - 1], false),
        ] {
            let found = source.find(path);
            assert_eq!(found.key.map(|key| &TEXT[key]), key, "{path}");
            assert_eq!(
                (&TEXT[found.node.span.clone()], found.is_there),
                (value, is_there),
                "{path}"
            );
        }
    }

    #[test]
    fn parts_of_texts_are_found() {
        let source = Source::read(TEXT).unwrap();
        let meant = "a é👋\n*b*";
        for (part, written) in [
            ("*b*", "*b*"),
            ("👋", "\\ud83d\\udc4b"),
            ("é", "\\u00e9"),
            ("\n", "\\n"),
        ] {
            let start = meant.find(part).unwrap();
            let found = source.part("/text", &(start..start + part.len())).unwrap();
            assert_eq!(&TEXT[found], written);
        }
        let end = source.part("/text", &(meant.len()..meant.len())).unwrap();
        assert_eq!((end.is_empty(), &TEXT[end.end..=end.end]), (true, "\""));
        assert_eq!(source.part("/nope", &(0..1)), None);
        assert_eq!(position(TEXT, TEXT.find("*b*").unwrap()), (3, 34));
    }

    #[test]
    fn what_is_broken_ends_the_reading() {
        for text in [
            "",
            "{",
            "{\"a\"",
            "{\"a\" 1}",
            "[\"a",
            "{a:}",
            &"[".repeat(10_000),
        ] {
            assert_eq!(Source::read(text), None, "{text:.20}");
        }
    }
}
