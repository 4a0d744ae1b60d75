//! Frames around blocks: of cards, inputs, images and menus.

use crate::render::block::Block;
use crate::render::line::Line;
use crate::render::style::Role;

/// Cells of the width that a frame and the gap inside it take.
pub const SIDES: u16 = 4;

/// Width in cells below which a frame has no sides.
const NARROW: u16 = 10;

/// Style of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Round corners, as cards have.
    Round,
    /// Square corners.
    Square,
    /// Round corners and broken lines, as images that are not loaded have.
    Broken,
}

impl Kind {
    /// Returns the characters of the frame: corners from the top left, clockwise; the line across; the line
    /// down; where a line across meets the sides.
    fn signs(self) -> [&'static str; 8] {
        match self {
            Self::Round => ["╭", "╮", "╯", "╰", "─", "│", "├", "┤"],
            Self::Square => ["┌", "┐", "┘", "└", "─", "│", "├", "┤"],
            Self::Broken => ["╭", "╮", "╯", "╰", "╌", "╎", "├", "┤"],
        }
    }
}

/// Returns the cells that a frame of `width` leaves for its content.
#[must_use]
pub fn inside(width: u16) -> u16 {
    if width < NARROW { width } else { width - SIDES }
}

/// Draws a frame around parts, a line across between them.
///
/// In a narrow space only the lines across are drawn.
#[must_use]
pub fn around(parts: Vec<Block>, width: u16, kind: Kind) -> Block {
    framed(parts, width, kind, None)
}

/// Draws a frame with a caption in its upper line.
#[must_use]
pub fn captioned(caption: &Line, part: Block, width: u16, kind: Kind) -> Block {
    framed(vec![part], width, kind, Some(caption))
}

fn framed(parts: Vec<Block>, width: u16, kind: Kind, caption: Option<&Line>) -> Block {
    let [
        top_left,
        top_right,
        low_right,
        low_left,
        across,
        down,
        left,
        right,
    ] = kind.signs();
    let is_narrow = width < NARROW;
    let rule = |sides: [&str; 2]| {
        let mut line = Line::default();
        if is_narrow {
            line.fill(width, across, Role::Frame);
            return line;
        }
        line.write(sides[0], Role::Frame);
        line.fill(width - 2, across, Role::Frame);
        line.write(sides[1], Role::Frame);
        line
    };
    let mut lines = vec![match caption.filter(|_| !is_narrow) {
        Some(caption) => headed([top_left, across, top_right], caption, width),
        None => rule([top_left, top_right]),
    }];
    if let Some(caption) = caption.filter(|_| is_narrow) {
        lines.push(caption.clone().cut(width));
    }
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            lines.push(rule([left, right]));
        }
        if is_narrow {
            lines.extend(part);
            continue;
        }
        lines.extend(part.into_iter().map(|inner| {
            let mut line = Line::new(down, Role::Frame);
            line.pad(2);
            line.append(inner);
            line.pad(width - 1);
            line.write(down, Role::Frame);
            line
        }));
    }
    lines.push(rule([low_left, low_right]));
    lines
}

/// Draws the upper line with a caption in it.
fn headed([left, across, right]: [&str; 3], caption: &Line, width: u16) -> Line {
    let mut line = Line::new(left, Role::Frame);
    line.write(across, Role::Frame);
    line.write(" ", Role::Frame);
    line.append(caption.clone().cut(width - 6));
    line.write(" ", Role::Frame);
    line.fill(width - 1 - line.width(), across, Role::Frame);
    line.write(right, Role::Frame);
    line
}

/// Draws a horizontal line.
#[must_use]
pub fn rule(width: u16) -> Line {
    let mut line = Line::default();
    line.fill(width, "─", Role::Frame);
    line
}
