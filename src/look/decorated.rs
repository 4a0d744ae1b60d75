//! Text with labels, an icon before it and a control behind it.

use serde_json::Value;

use crate::look::block::{Block, Column, Down, beside, widest};
use crate::look::button::{button, menu};
use crate::look::icon;
use crate::look::ink::{Ink, Role};
use crate::look::line::Line;
use crate::look::marked;
use crate::look::read::{flag, member, object, text};
use crate::look::scene::Scene;
use crate::look::selection::{BOX, SWITCH, sign};
use crate::message::markup::span::Syntax;

/// The least cells for words beside an icon or a control.
const WORDS: u16 = 8;

/// A `DecoratedText`.
#[must_use]
pub fn decorated_text(of: &Value, at: &str, width: u16, scene: &Scene<'_>) -> Block {
    let start = object(of, "startIcon").or_else(|| object(of, "icon"));
    let start = start.map(icon::column).filter(|line| line.width() > 0);
    let control = control(of, at, width);
    let icon_width = if start.is_some() { icon::COLUMN } else { 0 };
    let control_width = widest(&control);
    let beside_all = icon_width
        + if control_width > 0 {
            control_width + 1
        } else {
            0
        };
    let has_room = width >= beside_all + WORDS;
    let inner = match (has_room, width >= icon_width + WORDS) {
        (true, _) => width - beside_all,
        (false, true) => width - icon_width,
        (false, false) => width,
    };
    let words = words(of, inner, scene);
    let down = match text(of, "startIconVerticalAlignment") {
        "TOP" => Down::Top,
        "BOTTOM" => Down::Bottom,
        _ => Down::Middle,
    };
    let mut columns = Vec::new();
    let mut block = Block::new();
    if let Some(start) = start {
        if width >= icon_width + WORDS {
            columns.push(Column {
                block: vec![start],
                width: icon_width,
                down,
            });
        } else {
            block.push(start.cut(width));
        }
    }
    columns.push(Column {
        block: words,
        width: inner,
        down: Down::Middle,
    });
    if has_room && control_width > 0 {
        // The gap before the control.
        columns.push(Column {
            width: 1,
            ..Column::default()
        });
        columns.push(Column {
            block: control,
            width: control_width,
            down: Down::Middle,
        });
        block.extend(beside(columns, 0));
    } else {
        block.extend(beside(columns, 0));
        block.extend(control);
    }
    if let Some(button) = object(of, "button") {
        block.extend(menu(button, &format!("{at}/button"), width, scene));
    }
    block
}

/// Labels and text, top to bottom.
fn words(of: &Value, width: u16, scene: &Scene<'_>) -> Block {
    let dim = Ink::of(Role::Dim);
    let mut block = Block::new();
    if let Some((source, syntax)) = said(of, "topLabelText", "topLabel") {
        block.push(marked::single(source, syntax, dim, width, scene));
    }
    if let Some((source, syntax)) = said(of, "contentText", "text") {
        let ink = Ink::default();
        if flag(of, "wrapText") {
            block.extend(marked::block(source, syntax, ink, width, scene));
        } else {
            block.push(marked::single(source, syntax, ink, width, scene));
        }
    }
    if let Some((source, syntax)) = said(of, "bottomLabelText", "bottomLabel") {
        block.extend(marked::block(source, syntax, dim, width, scene));
    }
    block
}

/// A text that is given as a paragraph or plainly, and its syntax.
fn said<'a>(of: &'a Value, paragraph: &str, plain: &str) -> Option<(&'a str, Syntax)> {
    let rich = object(of, paragraph).map(|of| (text(of, "text"), syntax(of)));
    let found = rich.unwrap_or((text(of, plain), Syntax::CardHtml));
    (!found.0.is_empty()).then_some(found)
}

/// The syntax of a `TextParagraph`.
#[must_use]
pub fn syntax(paragraph: &Value) -> Syntax {
    match text(paragraph, "textSyntax") {
        "MARKDOWN" => Syntax::CardMarkdown,
        _ => Syntax::CardHtml,
    }
}

/// What stands behind the text: a button, a switch or an icon.
fn control(of: &Value, at: &str, width: u16) -> Block {
    match member(of, &["button", "switchControl", "endIcon"]) {
        Some(("button", value)) => button(value, &format!("{at}/button"), width),
        Some(("switchControl", value)) => {
            let signs = match text(value, "controlType") {
                "CHECK_BOX" | "CHECKBOX" => BOX,
                _ => SWITCH,
            };
            vec![Line::new(sign(signs, flag(value, "selected")), Role::Button).cut(width)]
        }
        Some((_, icon)) => icon::glyph(icon)
            .map(|glyph| Line::new(glyph, Role::Icon).cut(width))
            .into_iter()
            .collect(),
        None => Block::new(),
    }
}
