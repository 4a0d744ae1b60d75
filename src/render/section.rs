//! Sections of a card, as far as they are open.

use serde_json::Value;

use crate::message::markup::span::Syntax;
use crate::render::block::{Across, Block, about, leant};
use crate::render::button::button;
use crate::render::context::Scene;
use crate::render::json_access::{flag, list, object, text, whole};
use crate::render::line::{Deed, Line};
use crate::render::markup;
use crate::render::style::{Ink, Role};
use crate::render::text_paragraph::more;
use crate::render::widget::IN_SECTION;
use crate::render::widget_list;

/// Draws a `Section`: its header, its widgets, and the control that opens or closes it.
#[must_use]
pub fn section(of: &Value, at: &str, width: u16, scene: &Scene<'_>) -> Block {
    let mut block = Block::new();
    let header = text(of, "header");
    if !header.is_empty() {
        let ink = Ink::of(Role::Label);
        let lines = markup::block(header, Syntax::CardHtml, ink, width, scene);
        block.extend(about(lines, &format!("{at}/header"), width));
    }
    let widgets = list(of, "widgets");
    let kept = kept(of, widgets.len());
    let is_open = scene.folds.is_open(at);
    let shown = match kept {
        Some(kept) if !is_open => &widgets[..kept],
        _ => widgets,
    };
    let at_widgets = format!("{at}/widgets");
    block.extend(widget_list::all(
        shown,
        &at_widgets,
        IN_SECTION,
        width,
        scene,
    ));
    if kept.is_some() {
        block.extend(control(of, is_open, at, width));
    }
    about(block, at, width)
}

/// Returns how many widgets stay visible while the section is closed, or `None` if it cannot be closed.
fn kept(of: &Value, count: usize) -> Option<usize> {
    if !flag(of, "collapsible") {
        return None;
    }
    let kept = whole(of, "uncollapsibleWidgetsCount").unwrap_or(0);
    let kept = usize::try_from(kept).unwrap_or(0);
    (kept < count).then_some(kept)
}

/// Draws the control that opens or closes a section: the card's own buttons if both are set, else Chat's.
fn control(of: &Value, is_open: bool, at: &str, width: u16) -> Block {
    let own = object(of, "collapseControl").and_then(|control| {
        let expand = object(control, "expandButton")?;
        let collapse = object(control, "collapseButton")?;
        let shown = if is_open { collapse } else { expand };
        Some(leant(
            button(shown, at, width),
            Across::read(control),
            width,
        ))
    });
    let Some(own) = own else {
        return vec![more(is_open, at, width)];
    };
    own.into_iter()
        .map(|line: Line| line.handle(Deed::Toggle(at.to_owned())))
        .collect()
}
