//! Widgets below each other.

use serde_json::Value;

use crate::render::block::{Across, Block, about, leant};
use crate::render::context::Scene;
use crate::render::line::Line;

/// Where a widget stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In a section of a card.
    Section,
    /// In a column.
    Column,
    /// In a slide of a carousel.
    Slide,
    /// Below the message.
    Accessories,
}

/// A kind of widget.
#[derive(Debug)]
pub struct Widget {
    /// The name of its field in the API.
    pub name: &'static str,
    /// Where it may stand.
    pub within: &'static [Within],
    /// How it is drawn.
    pub draw: Draw,
}

/// How a widget is drawn from what it holds, the pointer to that, and the width.
#[derive(Clone, Copy, Debug)]
pub enum Draw {
    /// By itself.
    Alone(fn(&Value, &str, u16, &Scene<'_>) -> Block),
    /// With widgets in it, each of which is one of all kinds.
    Around(fn(&Value, &str, u16, &Scene<'_>, &'static [Widget]) -> Block),
}

/// The kinds of widgets that may stand somewhere.
#[derive(Clone, Copy, Debug)]
pub struct WidgetSet {
    /// All kinds.
    pub all: &'static [Widget],
    /// Where they stand.
    pub within: Within,
}

impl WidgetSet {
    /// Draws the first of a widget's members that is of a kind which may stand here, the pointer being
    /// that of the widget. Returns the kind, too.
    #[must_use]
    pub fn draw(
        &self,
        widget: &Value,
        at: &str,
        width: u16,
        scene: &Scene<'_>,
    ) -> Option<(&'static Widget, Block)> {
        let (kind, of) = widget.as_object()?.iter().find_map(|(name, of)| {
            let is_it = |kind: &&Widget| kind.name == name && kind.within.contains(&self.within);
            let kind = self.all.iter().find(is_it)?;
            (!of.is_null()).then_some((kind, of))
        })?;
        let at = format!("{at}/{}", kind.name);
        let block = match kind.draw {
            Draw::Alone(draw) => draw(of, &at, width, scene),
            Draw::Around(draw) => draw(of, &at, width, scene, self.all),
        };
        Some((kind, block))
    }
}

/// Widgets below each other, of the kinds that may stand there; the pointer is that of their list.
#[must_use]
pub fn all(widgets: &[Value], at: &str, set: WidgetSet, width: u16, scene: &Scene<'_>) -> Block {
    let mut block = Block::new();
    let mut before: Option<(&str, usize)> = None;
    for (number, widget) in widgets.iter().enumerate() {
        let at = format!("{at}/{number}");
        let Some((kind, lines)) = set.draw(widget, &at, width, scene) else {
            continue;
        };
        if lines.is_empty() {
            continue;
        }
        let lines = about(leant(lines, Across::read(widget), width), &at, width);
        let now = (kind.name, lines.len());
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
