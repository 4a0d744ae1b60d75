//! Buttons, in their four types and their own colours, and the menus that they open.

use serde_json::Value;

use crate::message::color::Colour;
use crate::render::block::{Block, Column, Down, in_rows, join_columns, shrink, tag_part};
use crate::render::border;
use crate::render::context::RenderContext;
use crate::render::icon;
use crate::render::json_access::{flag, list, object, text};
use crate::render::line::{ClickAction, Line};
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// Characters at the sides of a button, their style and that of the label.
struct ButtonFace {
    sides: [&'static str; 2],
    side: TextStyle,
    words: TextStyle,
}

impl ButtonFace {
    /// Returns the face of a button.
    ///
    /// A colour makes a button filled, whatever its type; without a type it is outlined.
    fn of(button: &Value) -> Self {
        let plain = |sides, role: Role| Self {
            sides,
            side: Role::Dim.into(),
            words: role.into(),
        };
        let own = object(button, "color").and_then(Colour::read);
        if flag(button, "disabled") {
            return plain(["(⊘", ")"], Role::Disabled);
        }
        if let Some(colour) = own {
            let words = TextStyle {
                colour: Some(colour.text()),
                ground: Some(colour),
                ..TextStyle::of(Role::Filled)
            };
            let side = TextStyle {
                colour: Some(colour),
                ..TextStyle::of(Role::Button)
            };
            return Self {
                sides: ["▐", "▌"],
                side,
                words,
            };
        }
        match text(button, "type") {
            "FILLED" => Self {
                sides: ["▐", "▌"],
                side: Role::Button.into(),
                words: Role::Filled.into(),
            },
            "FILLED_TONAL" => plain(["▕", "▏"], Role::Tonal),
            "BORDERLESS" => plain(["", ""], Role::Button),
            _ => Self {
                sides: ["(", ")"],
                side: Role::Button.into(),
                words: Role::Button.into(),
            },
        }
    }

    /// Draws a label between the sides; over several lines only where it does not fit.
    fn around(&self, label: &Line, width: u16) -> Block {
        let [left, right] = self.sides.map(crate::render::line::width);
        let full = left + right + 2 + label.width();
        let words = label.text();
        let rows = if full <= width {
            vec![label.clone()]
        } else {
            let room = width.saturating_sub(left + right + 2);
            if room < 2 {
                return RichText::of(&words, self.words).wrapped(width);
            }
            RichText::of(&words, self.words).wrapped(room)
        };
        let widest = rows.iter().map(Line::width).max().unwrap_or(0);
        rows.into_iter()
            .map(|row| {
                let mut line = Line::new(self.sides[0], self.side);
                line.write(" ", self.words);
                let rest = widest - row.width();
                line.append(row);
                line.fill(rest + 1, " ", self.words);
                line.write(self.sides[1], self.side);
                line
            })
            .collect()
    }
}

/// Draws a button in at most `width` cells; where it opens a menu, it is a handle.
#[must_use]
pub fn button(button: &Value, at: &str, width: u16) -> Block {
    let face = ButtonFace::of(button);
    let label = icon::with_label(object(button, "icon"), text(button, "text"), face.words);
    let block = face.around(&label, width);
    if menu_of(button).is_none() {
        return block;
    }
    block
        .into_iter()
        .map(|line| line.handle(ClickAction::Toggle(menu_at(at))))
        .collect()
}

/// Draws the buttons of a list in rows, and below them the menus that are open.
#[must_use]
pub fn buttons(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let buttons = list(of, "buttons");
    let at = |number: usize| format!("{at}/buttons/{number}");
    let things = buttons
        .iter()
        .enumerate()
        .map(|(number, value)| shrink(button(value, &at(number), width), &at(number)))
        .collect();
    let mut block = in_rows(things, width);
    for (number, button) in buttons.iter().enumerate() {
        block.extend(menu(button, &at(number), width, context));
    }
    block
}

fn menu_of(button: &Value) -> Option<&[Value]> {
    let menu = object(button, "onClick")?.get("overflowMenu")?;
    Some(list(menu, "items"))
}

fn menu_at(button: &str) -> String {
    format!("{button}/onClick/overflowMenu")
}

/// Draws the menu of a button, if it is open.
///
/// An item that would open a further menu does nothing.
#[must_use]
pub fn menu(button: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let Some(items) = menu_of(button).filter(|_| context.folds.is_open(&menu_at(at))) else {
        return Block::new();
    };
    let inner = border::inside(width);
    let has_icons = items.iter().any(|item| object(item, "startIcon").is_some());
    let lines: Block = items
        .iter()
        .enumerate()
        .flat_map(|(number, item)| {
            let at = format!("{}/items/{number}", menu_at(at));
            tag_part(entry(item, has_icons, inner), &at, inner)
        })
        .collect();
    let needed = lines.iter().map(Line::width).max().unwrap_or(0) + border::SIDES;
    border::around(vec![lines], width.min(needed), border::Kind::Round)
}

/// Draws an item of a menu, with its label aligned behind the icons if the menu has any.
fn entry(item: &Value, has_icons: bool, width: u16) -> Block {
    let click = object(item, "onClick");
    let is_nested = click.is_some_and(|click| click.get("overflowMenu").is_some());
    let is_off = flag(item, "disabled") || is_nested;
    let style = TextStyle::of(if is_off { Role::Disabled } else { Role::Text });
    let mut sign = object(item, "startIcon").map_or(Line::default(), icon::column);
    if is_off {
        sign = Line::new("⊘", Role::Disabled);
    }
    let indent = if has_icons || is_off { icon::COLUMN } else { 0 };
    if width < indent + 2 {
        return RichText::of(text(item, "text"), style).wrapped(width);
    }
    let columns = vec![
        Column {
            block: vec![sign],
            width: indent,
            down: Down::Top,
        },
        Column {
            block: RichText::of(text(item, "text"), style).wrapped(width - indent),
            width: width - indent,
            down: Down::Top,
        },
    ];
    join_columns(columns, 0)
}
