//! Widgets below each other.

use serde_json::Value;

use crate::look::block::{Across, Block, about, leant};
use crate::look::line::Line;
use crate::look::read::member;
use crate::look::scene::Scene;

/// The widgets that may stand somewhere, and how one is drawn: its kind, what it holds, the pointer to
/// that, and the width.
pub struct Kinds {
    /// Their names.
    pub names: &'static [&'static str],
    /// Draws one.
    pub draw: fn(&str, &Value, &str, u16, &Scene<'_>) -> Block,
}

/// Widgets below each other, of the kinds that may stand there; the pointer is that of their list.
#[must_use]
pub fn all(widgets: &[Value], at: &str, kinds: &Kinds, width: u16, scene: &Scene<'_>) -> Block {
    let mut block = Block::new();
    let mut before: Option<(&str, usize)> = None;
    for (number, widget) in widgets.iter().enumerate() {
        let Some((kind, of)) = member(widget, kinds.names) else {
            continue;
        };
        let at = format!("{at}/{number}");
        let lines = (kinds.draw)(kind, of, &format!("{at}/{kind}"), width, scene);
        if lines.is_empty() {
            continue;
        }
        let lines = about(leant(lines, Across::read(widget), width), &at, width);
        let now = (kind, lines.len());
        if before.is_some_and(|before| parts(before, now)) {
            block.push(Line::default());
        }
        block.extend(lines);
        before = Some(now);
    }
    block
}

/// Whether an empty line stands between two widgets, told by kind and height. A line across parts
/// them already, and texts of one line are a list.
fn parts(before: (&str, usize), after: (&str, usize)) -> bool {
    let is_line = |kind| kind == "divider";
    let is_entry = |(kind, height): (&str, usize)| kind == "decoratedText" && height == 1;
    let is_together = is_entry(before) && is_entry(after);
    !(is_line(before.0) || is_line(after.0) || is_together)
}
