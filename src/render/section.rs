//! Sections of a card, as far as they are open.

use serde_json::Value;

use crate::message::markup::span::Syntax;
use crate::render::block::{Across, Block, aligned, tag_part};
use crate::render::button::button;
use crate::render::context::RenderContext;
use crate::render::json_access::{flag, list, object, text, whole};
use crate::render::line::{ClickAction, Line};
use crate::render::markup;
use crate::render::style::{Role, TextStyle};
use crate::render::text_paragraph::more;
use crate::render::widget::IN_SECTION;
use crate::render::widget_list;

/// Draws a `Section`: its header, its widgets, and the control that opens or closes it.
#[must_use]
pub fn section(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let mut block = Block::new();
    let header = text(of, "header");
    if !header.is_empty() {
        let style = TextStyle::of(Role::Label);
        let lines = markup::block(header, Syntax::CardHtml, style, width, context);
        block.extend(tag_part(lines, &format!("{at}/header"), width));
    }
    let widgets = list(of, "widgets");
    let kept = kept(of, widgets.len());
    let is_open = context.folds.is_open(at);
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
        context,
    ));
    if kept.is_some() {
        block.extend(control(of, is_open, at, width));
    }
    tag_part(block, at, width)
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
        Some(aligned(
            button(shown, at, width),
            Across::read(control),
            width,
        ))
    });
    let Some(own) = own else {
        return vec![more(is_open, at, width)];
    };
    own.into_iter()
        .map(|line: Line| line.handle(ClickAction::Toggle(at.to_owned())))
        .collect()
}
