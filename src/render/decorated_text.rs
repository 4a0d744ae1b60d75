//! Text with labels, an icon before it and a control behind it.

use serde_json::Value;

use crate::message::markup::span::Syntax;
use crate::render::block::{Block, Column, Down, join_columns, shrink, widest};
use crate::render::button::{button, menu};
use crate::render::context::RenderContext;
use crate::render::icon;
use crate::render::json_access::{flag, member, object, text};
use crate::render::line::Line;
use crate::render::markup;
use crate::render::selection_input::{BOX, SWITCH, sign};
use crate::render::style::{Role, TextStyle};
use crate::render::text_paragraph::{paragraph, syntax};

/// Minimum width in cells of the text next to an icon or a control.
const WORDS: u16 = 8;

/// Draws a `DecoratedText`.
#[must_use]
pub fn decorated_text(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
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
    let words = words(of, at, inner, context);
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
        block.extend(join_columns(columns, 0));
    } else {
        block.extend(join_columns(columns, 0));
        block.extend(control);
    }
    if let Some(button) = object(of, "button") {
        block.extend(menu(button, &format!("{at}/button"), width, context));
    }
    block
}

/// Draws labels and text, top to bottom.
///
/// The upper label is one line always, and so is the text unless it wraps: then the most lines of a paragraph
/// count.
fn words(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let dim = TextStyle::of(Role::Dim);
    let mut block = Block::new();
    block.extend(single(of, "topLabelText", "topLabel", dim, width, context));
    let wraps = |rich: &str, plain: &str, style| match object(of, rich) {
        Some(rich_of) => paragraph(rich_of, style, &format!("{at}/{rich}"), width, context),
        None => match text(of, plain) {
            "" => Block::new(),
            source => markup::block(source, Syntax::CardHtml, style, width, context),
        },
    };
    if flag(of, "wrapText") {
        block.extend(wraps("contentText", "text", TextStyle::default()));
    } else {
        let style = TextStyle::default();
        block.extend(single(of, "contentText", "text", style, width, context));
    }
    block.extend(wraps("bottomLabelText", "bottomLabel", dim));
    block
}

/// Draws as much of a text as fits into a line, be it given as a paragraph or as plain text.
fn single(
    of: &Value,
    rich: &str,
    plain: &str,
    style: TextStyle,
    width: u16,
    context: &RenderContext<'_>,
) -> Option<Line> {
    let rich = object(of, rich).map(|of| (text(of, "text"), syntax(of)));
    let (source, syntax) = rich.unwrap_or((text(of, plain), Syntax::CardHtml));
    (!source.is_empty()).then(|| markup::single(source, syntax, style, width, context))
}

/// Draws what follows the text: a button, a switch or an icon.
fn control(of: &Value, at: &str, width: u16) -> Block {
    match member(of, &["button", "switchControl", "endIcon"]) {
        Some(("button", value)) => {
            let at = format!("{at}/button");
            shrink(button(value, &at, width), &at)
        }
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
