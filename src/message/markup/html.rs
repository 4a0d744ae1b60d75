//! Parser of the HTML of cards: a handful of tags, entities, and everything else as it is typed.

use std::ops::Range;

use crate::message::markup::entity::entity;
use crate::message::markup::span::{Mark, MarkupErrorKind, ParsedMarkup, Piece};
use crate::message::markup::tag::{Tag, tag};

/// The tags that cards know.
/// <https://developers.google.com/workspace/chat/format-messages#card-formatting>
pub const TAGS: [&str; 13] = [
    "b", "i", "u", "s", "font", "a", "time", "br", "code", "pre", "ul", "ol", "li",
];

/// Maximum number of tags open at a time; more are ignored.
const OPEN: usize = 32;

/// The attributes that cards know, each with its tag.
const ATTRIBUTES: [(&str, &str); 2] = [("font", "color"), ("a", "href")];

/// Parses a text in the HTML of cards.
#[must_use]
pub fn read(source: &str) -> ParsedMarkup {
    let mut marked = ParsedMarkup::default();
    let mut open = Open::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let plain = rest
            .bytes()
            .position(|byte| matches!(byte, b'<' | b'&'))
            .unwrap_or(rest.len());
        let piece = if plain > 0 {
            (plain, text_piece(&open))
        } else if let Some((length, letter)) = entity(rest) {
            (length, Piece::Entity(letter))
        } else if let Some(found) = tag(source, at) {
            (
                found.length,
                piece(source, at, &found, &mut open, &mut marked),
            )
        } else {
            (1, text_piece(&open))
        };
        marked.push(at..at + piece.0, piece.1);
        at += piece.0;
    }
    for (_, _, range) in open {
        marked.slip(range, MarkupErrorKind::OpenTag);
    }
    marked.errors.sort_by_key(|error| error.range.start);
    marked
}

/// Open tags: name, mark, and byte range in the source.
type Open = Vec<(String, Mark, Range<usize>)>;

fn text_piece(open: &Open) -> Piece {
    let is_code = open
        .iter()
        .any(|(_, mark, _)| matches!(mark, Mark::Code | Mark::CodeBlock));
    if is_code { Piece::Code } else { Piece::Text }
}

fn piece(
    source: &str,
    at: usize,
    tag: &Tag<'_>,
    open: &mut Open,
    marked: &mut ParsedMarkup,
) -> Piece {
    let name = tag.name.to_ascii_lowercase();
    let range = at..at + tag.length;
    if !TAGS.contains(&name.as_str()) {
        marked.slip(range, MarkupErrorKind::UnknownTag);
        return Piece::Unknown;
    }
    let is_odd = !tag.is_closing && strange_attributes(source, &name, tag, marked);
    if name == "br" {
        return Piece::Break;
    }
    if tag.is_closing {
        return close(&name, range, open, marked);
    }
    let mark = mark(&name, tag, open);
    if let Mark::Colour(colour) = &mark
        && !is_colour(&source[colour.clone()])
        && !(colour.is_empty() && is_odd)
    {
        let place = if colour.is_empty() {
            range.clone()
        } else {
            colour.clone()
        };
        marked.slip(place, MarkupErrorKind::Colour);
    }
    if !tag.is_alone && open.len() >= OPEN {
        marked.slip(range, MarkupErrorKind::OpenTag);
        return Piece::Unknown;
    }
    if !tag.is_alone {
        open.push((name, mark.clone(), range));
    }
    Piece::Open(mark)
}

/// Reports the attributes that the tag does not have, and returns whether there are any.
fn strange_attributes(source: &str, name: &str, tag: &Tag<'_>, marked: &mut ParsedMarkup) -> bool {
    let before = marked.errors.len();
    for attribute in tag.attribute_names() {
        let written = source[attribute.clone()].to_ascii_lowercase();
        if !ATTRIBUTES.contains(&(name, written.as_str())) {
            marked.slip(attribute, MarkupErrorKind::Attribute);
        }
    }
    marked.errors.len() > before
}

fn close(name: &str, range: Range<usize>, open: &mut Open, marked: &mut ParsedMarkup) -> Piece {
    let Some(place) = open.iter().rposition(|(opened, _, _)| opened == name) else {
        marked.slip(range, MarkupErrorKind::CrossedTag);
        return Piece::Unknown;
    };
    if place + 1 < open.len() {
        // An item of a list need not be closed before its list.
        let all_items = open[place + 1..].iter().all(|(inner, _, _)| inner == "li");
        if !all_items {
            marked.slip(range, MarkupErrorKind::CrossedTag);
        }
        if all_items {
            open.truncate(place + 1);
        }
    }
    let (_, mark, _) = open.remove(place);
    Piece::Close(mark)
}

fn mark(name: &str, tag: &Tag<'_>, open: &Open) -> Mark {
    let nothing = tag.from..tag.from;
    match name {
        "b" => Mark::Bold,
        "i" => Mark::Italic,
        "u" => Mark::Underline,
        "s" => Mark::Strike,
        "font" => Mark::Colour(tag.attribute("color").unwrap_or(nothing)),
        "a" => Mark::Link(tag.attribute("href").unwrap_or(nothing)),
        "time" => Mark::Time,
        "code" if open.last().is_some_and(|(outer, _, _)| outer == "pre") => Mark::CodeBlock,
        "code" => Mark::Code,
        "pre" => Mark::Block,
        "ol" => Mark::List { is_ordered: true },
        "ul" => Mark::List { is_ordered: false },
        _ => Mark::Item,
    }
}

/// Returns whether a colour is written as `#RRGGBB`.
#[must_use]
pub fn is_colour(colour: &str) -> bool {
    colour.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(source: &str) -> String {
        let marked = read(source);
        let mut out = String::new();
        for span in &marked.spans {
            let words = &source[span.range.clone()];
            let shown = match &span.piece {
                Piece::Text => words.to_owned(),
                Piece::Code => format!("`{words}`"),
                Piece::Open(Mark::Link(to) | Mark::Colour(to)) => {
                    format!("{{{}:", &source[to.clone()])
                }
                Piece::Open(mark) => format!("{{{}:", format!("{mark:?}").chars().next().unwrap()),
                Piece::Close(_) => '}'.to_string(),
                Piece::Break => '/'.to_string(),
                Piece::Entity(letter) => letter.to_string(),
                Piece::Unknown => '?'.to_string(),
                other => panic!("{other:?}"),
            };
            out.push_str(&shown);
        }
        for error in &marked.errors {
            let told = format!(" !{:?} {}", error.kind, &source[error.range.clone()]);
            out.push_str(&told);
        }
        out
    }

    #[test]
    fn card_html_is_read() {
        for (source, picture) in [
            (
                "a <b>b</b> <i>i</i> <u>u</u> <s>s</s>",
                "a {B:b} {I:i} {U:u} {S:s}",
            ),
            ("<font color=\"#ff0000\">red</font>", "{#ff0000:red}"),
            ("<font color='red'>x</font>", "{red:x} !Colour red"),
            ("<font face=\"mono\">x</font>", "{:x} !Attribute face"),
            ("<font>x</font>", "{:x} !Colour <font>"),
            (
                "<a href='https://e.com' target=_blank>x</a>",
                "{https://e.com:x} !Attribute target",
            ),
            ("<b class>x</b>", "{B:x} !Attribute class"),
            ("&bull;&eacute;&nix;", "•é&nix;"),
            (
                "<a href=\"https://e.com\">e</a><br>x",
                "{https://e.com:e}/x",
            ),
            (
                "<code>a</code> <pre><code>b</code></pre>",
                "{C:`a`} {B:{C:`b`}}",
            ),
            ("<ul><li>a<li>b</ul>", "{L:{I:a{I:b}"),
            ("1 < 2 &amp; 3 &gt; 2 &#x41;&#66; &x", "1 < 2 & 3 > 2 AB &x"),
            (
                "<strong>x</strong>",
                "?x? !UnknownTag <strong> !UnknownTag </strong>",
            ),
            ("<b>x", "{B:x !OpenTag <b>"),
            ("<b><i>x</b></i>", "{B:{I:x}} !CrossedTag </b>"),
            ("x</b>", "x? !CrossedTag </b>"),
            ("<users/1>", "? !UnknownTag <users/1>"),
        ] {
            assert_eq!(drawn(source), picture, "{source}");
        }
    }
}
