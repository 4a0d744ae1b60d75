//! Chips, wrapped into rows or in one row that scrolls.

use serde_json::Value;

use crate::render::block::{Block, in_rows, shrink};
use crate::render::context::RenderContext;
use crate::render::icon;
use crate::render::json_access::{flag, list, object, text};
use crate::render::line::{ClickAction, Line};
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// Draws the chips of a `ChipList`.
#[must_use]
pub fn chips(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let chips: Vec<Block> = list(of, "chips")
        .iter()
        .enumerate()
        .map(|(number, each)| shrink(chip(each, width), &format!("{at}/chips/{number}")))
        .collect();
    if text(of, "layout") != "HORIZONTAL_SCROLLABLE" {
        return in_rows(chips, width);
    }
    let Some(first) = context.folds.page(at, chips.len()) else {
        return in_rows(chips, width);
    };
    let all = in_rows(chips.clone(), width);
    if all.len() <= 1 {
        return all;
    }
    scrolled(&chips, at, first, width)
}

/// Draws the chips from the `first` on that fit into one row between the handles that scroll it.
fn scrolled(chips: &[Block], at: &str, first: usize, width: u16) -> Block {
    let handle = |sign: &str, page: usize| {
        Line::new(sign, Role::Handle).handle(ClickAction::Turn(at.to_owned(), page))
    };
    let mut line = Line::default();
    if first > 0 {
        line.append(handle("‹ ", first - 1));
    }
    let mut shown = 0;
    for chip in &chips[first..] {
        let is_last = first + shown + 1 == chips.len();
        let room = width.saturating_sub(if is_last { 0 } else { 2 });
        let [single] = chip.as_slice() else { break };
        if line.width() + single.width() > room {
            break;
        }
        line.append(single.clone());
        line.write(" ", TextStyle::default());
        shown += 1;
    }
    let mut block = Block::new();
    if shown == 0 {
        // A chip wider than the row has its rows below the handles.
        block.extend(chips[first].iter().cloned());
        shown = 1;
    }
    if first + shown < chips.len() {
        line.append(handle("›", first + 1));
    }
    block.insert(0, line.cut(width));
    block
}

fn chip(chip: &Value, width: u16) -> Block {
    let is_off =
        flag(chip, "disabled") || (chip.get("enabled").is_some() && !flag(chip, "enabled"));
    let style = TextStyle::of(if is_off { Role::Disabled } else { Role::Button });
    let label = icon::with_label(object(chip, "icon"), text(chip, "label"), style);
    if is_off {
        return around(["[⊘", "]"], &label, style, width);
    }
    chip_of(&label, style, width)
}

/// Draws a chip around a label.
#[must_use]
pub fn chip_of(label: &Line, style: TextStyle, width: u16) -> Block {
    around(["[", "]"], label, style, width)
}

fn around([left, right]: [&str; 2], label: &Line, style: TextStyle, width: u16) -> Block {
    if label.width().saturating_add(5) > width {
        return RichText::of(&format!("{left}{}{right}", label.text()), style).wrapped(width);
    }
    let mut line = Line::new(left, Role::Dim);
    line.write(" ", style);
    line.append(label.clone());
    line.write(" ", style);
    line.write(right, Role::Dim);
    vec![line]
}
