//! Inputs that choose among items.

use serde_json::Value;

use crate::render::block::{Block, Column, Down, in_rows, indented, join_columns, tag_part};
use crate::render::border;
use crate::render::chip::chip_of;
use crate::render::context::RenderContext;
use crate::render::input_box::{Field, words};
use crate::render::json_access::{flag, list, object, text};
use crate::render::line::{ClickAction, Line};
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// Signs of a switch that is on, and of one that is off.
pub const SWITCH: [&str; 2] = ["(━✓)", "(○━)"];
/// Signs of a box that is ticked, and of one that is not.
pub const BOX: [&str; 2] = ["☑", "☐"];
const RADIO: [&str; 2] = ["◉", "○"];

/// Draws a `SelectionInput`.
#[must_use]
pub fn selection_input(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let items = list(of, "items");
    match text(of, "type") {
        "DROPDOWN" => dropdown(of, items, at, width, context),
        "MULTI_SELECT" => multi_select(of, items, at, width, context),
        kind => {
            let mut block = words(text(of, "label"), Role::Label, width);
            for (number, item) in items.iter().enumerate() {
                let lines = match kind {
                    "SWITCH" => switch(item, width),
                    "RADIO_BUTTON" => choice(item, RADIO, width),
                    _ => choice(item, BOX, width),
                };
                block.extend(tag_part(lines, &format!("{at}/items/{number}"), width));
            }
            block
        }
    }
}

/// Returns the sign for a state.
#[must_use]
pub fn sign(signs: [&'static str; 2], is_on: bool) -> &'static str {
    signs[usize::from(!is_on)]
}

fn choice(item: &Value, signs: [&'static str; 2], width: u16) -> Block {
    let sign = Line::new(sign(signs, flag(item, "selected")), Role::Button);
    let before = sign.width() + 1;
    let said = text(item, "text");
    if width < before + 2 {
        let mut block = vec![sign];
        block.extend(words(said, Role::Text, width));
        return block;
    }
    let mut lines = RichText::of(said, Role::Text)
        .wrapped(width - before)
        .into_iter();
    let mut first = sign;
    first.pad(before);
    first.append(lines.next().unwrap_or_default());
    let mut block = vec![first];
    block.extend(lines.map(|line| indented(line, before)));
    block
}

fn switch(item: &Value, width: u16) -> Block {
    let sign = Line::new(sign(SWITCH, flag(item, "selected")), Role::Button);
    let said = text(item, "text");
    let Some(left) = width
        .checked_sub(sign.width() + 1)
        .filter(|left| *left >= 6)
    else {
        let mut block = words(said, Role::Text, width);
        block.push(sign.cut(width));
        return block;
    };
    join_columns(
        vec![
            Column {
                block: words(said, Role::Text, left),
                width: left,
                down: Down::Middle,
            },
            Column {
                width: sign.width(),
                block: vec![sign],
                down: Down::Middle,
            },
        ],
        1,
    )
}

fn dropdown(
    of: &Value,
    items: &[Value],
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
) -> Block {
    let is_open = context.folds.is_open(at);
    let chosen = items.iter().find(|item| flag(item, "selected"));
    let mut block = Field {
        label: text(of, "label"),
        value: match chosen {
            Some(item) => words(text(item, "text"), Role::Text, Field::room(width)),
            None => words("Choose", Role::Placeholder, Field::room(width)),
        },
        rows: 1,
        sign: if is_open { "▴" } else { "▾" },
        action: Some(ClickAction::Toggle(at.to_owned())),
    }
    .draw(width);
    if is_open {
        block.extend(open_list(items, width));
    }
    block
}

/// Draws the items of an open list, the chosen ones with a tick.
fn open_list(items: &[Value], width: u16) -> Block {
    let inner = border::inside(width);
    let mut lines = Block::new();
    for item in items {
        let sign = if flag(item, "selected") { "✓" } else { " " };
        lines.extend(choice_of(sign, item, inner));
    }
    border::around(vec![lines], width, border::Kind::Round)
}

fn choice_of(sign: &str, item: &Value, width: u16) -> Block {
    let indent = if width < 5 { 0 } else { 2 };
    let mut lines = RichText::of(text(item, "text"), Role::Text).wrapped(width - indent);
    lines.extend(words(text(item, "bottomText"), Role::Dim, width - indent));
    let mut block = Block::new();
    for (number, line) in lines.into_iter().enumerate() {
        let mut row = Line::default();
        if number == 0 && indent > 0 {
            row.write(sign, Role::Button);
        }
        row.pad(indent);
        row.append(line);
        block.push(row);
    }
    block
}

fn multi_select(
    of: &Value,
    items: &[Value],
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
) -> Block {
    let is_open = context.folds.is_open(at);
    let room = Field::room(width);
    let style = TextStyle::of(Role::Button);
    let chosen = items.iter().filter(|item| flag(item, "selected"));
    let chips: Vec<Block> = chosen
        .map(|item| {
            chip_of(
                &Line::new(&format!("{} ✕", text(item, "text")), style),
                style,
                room,
            )
        })
        .collect();
    let mut block = Field {
        label: text(of, "label"),
        value: if chips.is_empty() {
            words(source(of), Role::Placeholder, room)
        } else {
            in_rows(chips, room)
        },
        rows: 1,
        sign: if is_open { "▴" } else { "▾" },
        action: Some(ClickAction::Toggle(at.to_owned())),
    }
    .draw(width);
    if is_open && !items.is_empty() {
        block.extend(open_list(items, width));
    }
    block
}

/// Returns the text of an empty box, by where its items come from.
fn source(of: &Value) -> &'static str {
    let Some(platform) = object(of, "platformDataSource") else {
        return "Search";
    };
    if text(platform, "commonDataSource") == "USER" {
        "Search people"
    } else if object(platform, "hostAppDataSource").is_some() {
        "Search spaces"
    } else {
        "Search"
    }
}
