//! Widgets below each other.

use serde_json::Value;

use crate::render::block::{Across, Block, aligned, tag_part};
use crate::render::context::RenderContext;
use crate::render::line::Line;

/// Container of a widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
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
    /// Containers it may be in.
    pub within: &'static [Container],
    /// What separates it from its neighbours.
    pub spacing: Spacing,
    /// Draw function.
    pub draw: DrawFn,
}

/// What separates a widget from the one before it and the one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// An empty line.
    Gap,
    /// Nothing between two of one line, which are entries of a list; else an empty line.
    Entry,
    /// Nothing: it separates by itself.
    Rule,
}

/// Draw function of a widget.
///
/// It takes the widget's value, the pointer to that, and the width in cells.
#[derive(Clone, Copy, Debug)]
pub enum DrawFn {
    /// For a widget without other widgets in it.
    Alone(fn(&Value, &str, u16, &RenderContext<'_>) -> Block),
    /// For a widget with widgets in it; takes the table of all kinds, too.
    Around(fn(&Value, &str, u16, &RenderContext<'_>, &'static [Widget]) -> Block),
}

/// The kinds of widgets that a container may hold.
#[derive(Clone, Copy, Debug)]
pub struct WidgetSet {
    /// All kinds.
    pub all: &'static [Widget],
    /// The container.
    pub within: Container,
}

impl WidgetSet {
    /// Draws the first of a widget's members whose kind the container may hold, and returns that kind, too.
    ///
    /// The pointer is that of the widget.
    #[must_use]
    pub fn draw(
        &self,
        widget: &Value,
        at: &str,
        width: u16,
        context: &RenderContext<'_>,
    ) -> Option<(&'static Widget, Block)> {
        let (kind, of) = widget.as_object()?.iter().find_map(|(name, of)| {
            let is_it = |kind: &&Widget| kind.name == name && kind.within.contains(&self.within);
            let kind = self.all.iter().find(is_it)?;
            (!of.is_null()).then_some((kind, of))
        })?;
        let at = format!("{at}/{}", kind.name);
        let block = match kind.draw {
            DrawFn::Alone(draw) => draw(of, &at, width, context),
            DrawFn::Around(draw) => draw(of, &at, width, context, self.all),
        };
        Some((kind, block))
    }
}

/// Draws widgets one below the other, of the kinds that the container may hold; the pointer is that of their
/// list.
#[must_use]
pub fn all(
    widgets: &[Value],
    at: &str,
    set: WidgetSet,
    width: u16,
    context: &RenderContext<'_>,
) -> Block {
    let mut block = Block::new();
    let mut before: Option<(Spacing, usize)> = None;
    for (number, widget) in widgets.iter().enumerate() {
        let at = format!("{at}/{number}");
        let Some((kind, lines)) = set.draw(widget, &at, width, context) else {
            continue;
        };
        if lines.is_empty() {
            continue;
        }
        let lines = tag_part(aligned(lines, Across::read(widget), width), &at, width);
        let now = (kind.spacing, lines.len());
        if before.is_some_and(|before| has_gap(before, now)) {
            block.push(Line::default());
        }
        block.extend(lines);
        before = Some(now);
    }
    block
}

/// Returns whether an empty line separates two widgets, by their spacing and height.
fn has_gap(before: (Spacing, usize), after: (Spacing, usize)) -> bool {
    let is_line = |spacing| spacing == Spacing::Rule;
    let is_together = before == (Spacing::Entry, 1) && after == (Spacing::Entry, 1);
    !(is_line(before.0) || is_line(after.0) || is_together)
}
