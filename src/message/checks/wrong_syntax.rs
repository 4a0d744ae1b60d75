//! Finds markup of another syntax than that of the text.

use std::ops::Range;

use crate::message::markup::span::{ParsedMarkup, Piece};
use crate::message::markup::tag;

/// Maximum number of findings of one kind in a text; more would only repeat it.
pub const MOST: usize = 10;

/// Returns the byte ranges in which markup may be of another syntax: all but code, URLs and mentions.
#[must_use]
pub fn stretches(marked: &ParsedMarkup) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for span in &marked.spans {
        let is_closed = matches!(
            span.piece,
            Piece::Code | Piece::Address | Piece::Mention(_) | Piece::Emoji
        );
        if is_closed {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == span.range.start => last.end = span.range.end,
            _ => out.push(span.range.clone()),
        }
    }
    out
}

/// Returns the ranges of text between two of a doubled sign, such as `**` or `~~`: signs and text.
#[must_use]
pub fn doubled(text: &str, part: &Range<usize>, sign: &str) -> Vec<Range<usize>> {
    between(text, part, sign, |_, _| true)
}

/// Returns the ranges of text between two of a single sign, such as `*`, separate from other words.
#[must_use]
pub fn single(text: &str, part: &Range<usize>, sign: char) -> Vec<Range<usize>> {
    let mut written = [0; 4];
    let sign_text: &str = sign.encode_utf8(&mut written);
    between(text, part, sign_text, |before, after| {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != sign);
        apart(before) && apart(after)
    })
}

/// Where a sign stands first. Most texts have not even its first character, which is looked for many bytes at a
/// time.
fn find(text: &str, sign: &str) -> Option<usize> {
    let from = text.find(sign.chars().next()?)?;
    Some(from + text[from..].find(sign)?)
}

fn between(
    text: &str,
    part: &Range<usize>,
    sign: &str,
    stands_apart: impl Fn(Option<char>, Option<char>) -> bool,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = part.start;
    while out.len() < MOST
        && let Some(found) = text.get(at..part.end).and_then(|rest| find(rest, sign))
    {
        let start = at + found;
        let from = start + sign.len();
        at = from;
        let rest = text.get(from..part.end).unwrap_or("");
        let Some(length) = rest.find(sign).filter(|&length| length > 0) else {
            continue;
        };
        let (words, end) = (&rest[..length], from + length + sign.len());
        if words.contains('\n') {
            continue;
        }
        let hugs = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
        let (before, after) = (
            text[..start].chars().next_back(),
            text[end..].chars().next(),
        );
        if hugs && stands_apart(before, after) {
            out.push(start..end);
            at = end;
        }
    }
    out
}

/// Returns the Markdown links of a part: the whole, the label, the URL.
#[must_use]
pub fn links(text: &str, part: &Range<usize>) -> Vec<(Range<usize>, Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = part.start;
    while out.len() < MOST
        && let Some(found) = text.get(at..part.end).and_then(|rest| find(rest, "]("))
    {
        // A label holds no brackets: it begins after the last one found.
        let (from, middle) = (at, at + found);
        at = middle + 2;
        let start = text[from..middle].rfind('[').map(|place| from + place);
        let link = start.and_then(|start| Some((start, tag::link(text, start)?)));
        if let Some((start, (label, address))) = link {
            at = address.end + 1;
            // An exclamation mark makes it an image, which is reported as such.
            if !text[..start].ends_with('!') {
                out.push((start..address.end + 1, label, address));
            }
        }
    }
    out
}

/// Returns the Chat links of a part: the whole, the URL, the label.
#[must_use]
pub fn chat_links(
    text: &str,
    part: &Range<usize>,
) -> Vec<(Range<usize>, Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = part.start;
    while out.len() < MOST
        && let Some(found) = text.get(at..part.end).and_then(|rest| rest.find('<'))
    {
        let start = at + found;
        at = start + 1;
        let Some(inside) = tag::angled(text, start) else {
            continue;
        };
        if let Some((address, label)) = inside
            .split_once('|')
            .filter(|(address, _)| tag::is_web(address))
        {
            let address = start + 1..start + 1 + address.len();
            let label = address.end + 1..address.end + 1 + label.len();
            out.push((start..label.end + 1, address, label));
        }
    }
    out
}

/// Returns the tags of a part whose names are among these.
#[must_use]
pub fn tags(text: &str, part: &Range<usize>, names: &[&str]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = part.start;
    while out.len() < MOST
        && let Some(found) = text.get(at..part.end).and_then(|rest| rest.find('<'))
    {
        let start = at + found;
        at = start + 1;
        if let Some(tag) = tag::tag(text, start)
            && names.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
        {
            out.push(start..start + tag.length);
            at = start + tag.length;
        }
    }
    out
}

/// Returns the lines of a part with their byte ranges.
pub fn lines<'a>(
    text: &'a str,
    part: &Range<usize>,
) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let mut at = part.start;
    text[part.clone()].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start..start + line.trim_end().len(), line.trim_end())
    })
}

/// Returns what a line is if it is a heading, the rule of a table, or has an image.
#[must_use]
pub fn drawing(line: &str) -> Option<&'static str> {
    let signs = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&signs) && line[signs..].starts_with(' ') && line.len() > signs + 1 {
        return Some("a heading");
    }
    let is_rule = line.len() >= 5
        && line.contains("--")
        && line.contains('|')
        && line
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '));
    if is_rule {
        return Some("a table");
    }
    let picture = line.find("![").and_then(|start| tag::link(line, start + 1));
    picture.map(|_| "an image")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_signs_are_found() {
        let found = |text: &str, ranges: Vec<Range<usize>>| -> Vec<String> {
            ranges
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        let text = "a **b** ** c ** 2**3 ~~d~~";
        let all = 0..text.len();
        assert_eq!(found(text, doubled(text, &all, "**")), ["**b**"]);
        assert_eq!(found(text, doubled(text, &all, "~~")), ["~~d~~"]);
        assert_eq!(
            found("*a* 2*3*4 **b**", single("*a* 2*3*4 **b**", &(0..15), '*')),
            ["*a*"]
        );
        let text = "see [a](https://e.com) ![b](https://e.com/p.png) <https://e.com|c> <b>d</B>";
        let all = 0..text.len();
        let whole = links(text, &all)
            .into_iter()
            .map(|(whole, _, _)| whole)
            .collect();
        assert_eq!(found(text, whole), ["[a](https://e.com)"]);
        let whole = chat_links(text, &all)
            .into_iter()
            .map(|(whole, _, _)| whole)
            .collect();
        assert_eq!(found(text, whole), ["<https://e.com|c>"]);
        assert_eq!(found(text, tags(text, &all, &["b"])), ["<b>", "</B>"]);
        for (line, what) in [
            ("# Title", Some("a heading")),
            ("#tag", None),
            ("#", None),
            ("| a | b |", None),
            ("|---|:-:|", Some("a table")),
            ("-----", None),
            ("x ![a](https://e.com/a.png)", Some("an image")),
        ] {
            assert_eq!(drawing(line), what, "{line}");
        }
    }
}
