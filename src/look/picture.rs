//! Pictures, told by name and alternative text in a box of their shape.

use serde_json::Value;

use crate::look::block::{Across, Block, leant};
use crate::look::flow::Flow;
use crate::look::frame;
use crate::look::ink::Role;
use crate::look::line::Line;
use crate::look::read::text;

/// An `Image`, as wide as the card.
#[must_use]
pub fn image(of: &Value, width: u16) -> Block {
    boxed(
        text(of, "altText"),
        text(of, "imageUrl"),
        1,
        width,
        frame::Kind::Broken,
    )
}

/// The picture of a tile, in its own shape.
#[must_use]
pub fn tile(of: &Value, width: u16) -> Block {
    let crop = of.get("cropStyle").unwrap_or(&Value::Null);
    let (kind, margin) = match text(crop, "type") {
        "CIRCLE" => (frame::Kind::Round, 1),
        "RECTANGLE_4_3" | "RECTANGLE_CUSTOM" => (frame::Kind::Square, 0),
        _ => (frame::Kind::Square, 1),
    };
    boxed(
        text(of, "altText"),
        text(of, "imageUri"),
        margin,
        width,
        kind,
    )
}

/// A box with so many empty lines above and below the words.
fn boxed(alt: &str, url: &str, margin: usize, width: u16, kind: frame::Kind) -> Block {
    let inner = frame::inside(width);
    let mut words = Block::new();
    for (said, role) in [(alt, Role::Text), (name(url), Role::Dim)] {
        if !said.is_empty() {
            words.extend(Flow::of(said, role).wrapped(inner));
        }
    }
    if words.is_empty() {
        words.push(Line::new("▨", Role::Dim));
    }
    let mut lines = vec![Line::default(); margin];
    lines.extend(leant(words, Across::Center, inner));
    lines.extend(vec![Line::default(); margin]);
    frame::around(vec![lines], width, kind)
}

/// The name of the file that an address leads to, or its host where it has none.
#[must_use]
pub fn name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let bare = path.split_once("://").map_or(path, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    bare.rsplit('/').next().unwrap_or(bare)
}

/// The picture of a header: a small square or circle of two lines.
#[must_use]
pub fn avatar(header: &Value) -> Option<[Line; 2]> {
    let is_set = !text(header, "imageUrl").is_empty();
    let signs = match text(header, "imageType") {
        "CIRCLE" => ["╭──╮", "╰──╯"],
        _ => ["┌──┐", "└──┘"],
    };
    is_set.then(|| signs.map(|sign| Line::new(sign, Role::Icon)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_names() {
        for (url, said) in [
            ("https://e.com/a/chart.png?x=/1", "chart.png"),
            ("https://e.com/", "e.com"),
            ("https://e.com", "e.com"),
            ("chart.png", "chart.png"),
            ("", ""),
        ] {
            assert_eq!(name(url), said, "{url}");
        }
    }
}
