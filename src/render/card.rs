//! Cards: their frame, header and sections.

use serde_json::Value;

use crate::render::block::{Block, Column, Down, join_columns, tag_part};
use crate::render::border;
use crate::render::context::RenderContext;
use crate::render::image::{self, AVATAR};
use crate::render::input_box::words;
use crate::render::json_access::{list, object, text};
use crate::render::line::Line;
use crate::render::omitted;
use crate::render::rich_text::RichText;
use crate::render::section::section;
use crate::render::style::{Role, TextStyle};

/// Draws a `Card` as far as Chat draws it, with a note on what it leaves out.
#[must_use]
pub fn card(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    if omitted::has_idle_button(of) {
        let why = "⚠ Chat hides this card: one of its buttons does nothing when clicked.";
        return words(why, Role::Note, width);
    }
    let inner = border::inside(width);
    let mut parts = Vec::new();
    if let Some(of) = object(of, "header") {
        let block = header(of, inner, context);
        parts.push(tag_part(block, &format!("{at}/header"), inner));
    }
    let sections = list(of, "sections");
    let shown = omitted::sections(of);
    for (number, of) in sections[..shown].iter().enumerate() {
        let block = section(of, &format!("{at}/sections/{number}"), inner, context);
        if !block.is_empty() {
            parts.push(block);
        }
    }
    if text(of, "sectionDividerStyle") == "NO_DIVIDER" {
        parts = vec![parts.join(&Line::default())];
    }
    let mut block = border::around(parts, width, border::Kind::Round);
    if shown < sections.len() {
        let said = match sections.len() - shown {
            1 => "⚠ Chat leaves out the last section: a card has at most 100 widgets.".to_owned(),
            count => format!(
                "⚠ Chat leaves out the last {count} sections: a card has at most 100 widgets."
            ),
        };
        block.extend(words(&said, Role::Note, width));
    }
    block
}

/// Draws a `CardHeader` of two lines: title and subtitle, or a title over both.
///
/// It is blank without a title.
fn header(of: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let (title, subtitle) = (text(of, "title"), text(of, "subtitle"));
    let avatar = image::avatar(of, context).filter(|_| width >= 14);
    let left = if avatar.is_some() { AVATAR.0 } else { 0 };
    let gap = if avatar.is_some() { 2 } else { 0 };
    let room = width - left - gap;
    let bold = TextStyle::of(Role::Title);
    let said = if title.is_empty() {
        vec![Line::default(); 2]
    } else if subtitle.is_empty() {
        titled(title, bold, room)
    } else {
        let one = |said, style: TextStyle| RichText::of(said, style).single(room);
        vec![one(title, bold), one(subtitle, Role::Dim.into())]
    };
    let Some(avatar) = avatar else {
        return said;
    };
    let columns = vec![
        Column {
            block: avatar,
            width: left,
            down: Down::Middle,
        },
        Column {
            block: said,
            width: room,
            down: Down::Middle,
        },
    ];
    join_columns(columns, gap)
}

/// Draws a title without a subtitle, on two lines at most.
fn titled(title: &str, style: TextStyle, room: u16) -> Block {
    let mut lines = RichText::of(title, style).wrapped(room);
    if lines.len() > 2 {
        lines.truncate(2);
        if let Some(last) = lines.pop() {
            let mut last = last.cut(room.saturating_sub(1));
            last.write("…", style);
            lines.push(last.cut(room));
        }
    }
    lines
}
