//! Inputs for text.

use serde_json::Value;

use crate::render::block::{Across, Block, indented};
use crate::render::context::RenderContext;
use crate::render::input_box::{Field, words};
use crate::render::json_access::{list, object, text, whole};
use crate::render::line::{ClickAction, Line};
use crate::render::style::Role;

/// Height of an input for several lines, in rows.
const SEVERAL: usize = 3;

/// Draws a `TextInput`.
#[must_use]
pub fn text_input(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let room = Field::room(width);
    let (value, placeholder) = (text(of, "value"), text(of, "placeholderText"));
    let suggestions = object(of, "initialSuggestions").map_or(&[][..], |all| list(all, "items"));
    // An input with suggestions has a single line.
    let is_long = text(of, "type") == "MULTIPLE_LINE" && suggestions.is_empty();
    let validation = object(of, "validation").unwrap_or(&Value::Null);
    let mut block = Field {
        label: text(of, "label"),
        value: if value.is_empty() {
            words(placeholder, Role::Placeholder, room)
        } else {
            words(value, Role::Text, room)
        },
        rows: if is_long { SEVERAL } else { 1 },
        sign: match text(validation, "inputType") {
            "EMOJI_PICKER" => "☺",
            _ => "",
        },
        action: None,
    }
    .draw(width);
    block.extend(below(
        text(of, "hintText"),
        value,
        whole(validation, "characterLimit"),
        width,
    ));
    if !suggestions.is_empty() {
        block.extend(suggested(suggestions, at, width, context));
    }
    block
}

/// Draws the hint at the left, and the used part of the limit at the right.
fn below(hint: &str, value: &str, limit: Option<i64>, width: u16) -> Block {
    let is_wide = width > 12;
    let room = if is_wide { width - 2 } else { width };
    let mut block: Block = words(hint, Role::Dim, room)
        .into_iter()
        .map(|line| indented(line, if is_wide { 2 } else { 0 }))
        .collect();
    if let Some(limit) = limit.filter(|limit| *limit > 0) {
        let count = Line::new(&format!("{}/{limit}", value.chars().count()), Role::Dim);
        let before = Across::End.before(count.width(), width.saturating_sub(2));
        match block.last_mut() {
            Some(last) if last.width() < before => {
                last.pad(before);
                last.append(count);
            }
            _ => block.push(indented(count, before).cut(width)),
        }
    }
    block
}

/// Draws the suggestions shown while typing.
fn suggested(items: &[Value], at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let at = format!("{at}/initialSuggestions");
    let is_open = context.folds.is_open(&at);
    let count = items.len();
    let said = match (is_open, count) {
        (true, _) => "▴ suggestions".to_owned(),
        (false, 1) => "▾ 1 suggestion".to_owned(),
        (false, _) => format!("▾ {count} suggestions"),
    };
    let action = ClickAction::Toggle(at);
    let mut block: Block = words(&said, Role::Handle, width)
        .into_iter()
        .map(|line| line.handle(action.clone()))
        .collect();
    if is_open {
        for item in items {
            let indent = if width > 6 { 2 } else { 0 };
            let lines = words(text(item, "text"), Role::Text, width - indent);
            block.extend(lines.into_iter().map(|line| indented(line, indent)));
        }
    }
    block
}
