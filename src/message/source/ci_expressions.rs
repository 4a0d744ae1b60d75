//! Expressions of CI systems, `${{ … }}`, in the texts of a message: what only the job knows.

use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::pieces::{Blanks, Hole, Piece, with_placeholders};
use crate::message::source::literal::Literal;

/// What an expression begins with.
pub const OPEN: &str = "${{";

/// Returns the expression that a text begins with, and its length with its marks.
#[must_use]
pub fn first(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix(OPEN)?;
    let end = inside
        .find("}}")
        .filter(|end| !inside[..*end].contains('\n'))?;
    Some((inside[..end].trim(), OPEN.len() + end + 2))
}

/// Makes the expressions in the texts of a value blanks.
pub fn fill(literal: &mut Literal, text: &str) {
    let mut blanks = Blanks::default();
    for blank in &literal.blanks {
        blanks.placeholder(&blank.written, blank.at, blank.is_whole);
    }
    node(&mut literal.node, text, &mut blanks);
    literal.blanks = blanks.all;
}

fn node(value: &mut Node, text: &str, blanks: &mut Blanks) {
    let start = value.span.start;
    let written = text.get(value.span.clone()).unwrap_or("");
    match &mut value.kind {
        NodeKind::Text(words) if words.contains(OPEN) => {
            *words = with_placeholders(&pieces(words, written, start), blanks);
        }
        NodeKind::Text(_) | NodeKind::Plain(_) => {}
        NodeKind::List(items) => items.iter_mut().for_each(|item| node(item, text, blanks)),
        NodeKind::Object(members) => members
            .iter_mut()
            .for_each(|member| node(&mut member.value, text, blanks)),
    }
}

/// Splits a text at its expressions, whose places are looked for in what is `written` from `start` on.
fn pieces(words: &str, written: &str, start: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut rest, mut done) = (words, 0);
    while let Some(at) = rest.find(OPEN) {
        let Some((expression, length)) = first(&rest[at..]) else {
            break;
        };
        let marked = &rest[at..at + length];
        let found = written.get(done..).and_then(|written| written.find(marked));
        let place = found.map_or(0, |found| done + found);
        done = found.map_or(done, |_| place + length);
        pieces.push(Piece::Text(rest[..at].to_owned()));
        pieces.push(Piece::Hole(Hole {
            span: start + place..start + place + length,
            written: expression.to_owned(),
        }));
        rest = &rest[at + length..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}
