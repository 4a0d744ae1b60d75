//! Layout of blocks of lines: alignment and columns.

use std::rc::Rc;

use serde_json::Value;

use crate::render::json_access::text;
use crate::render::line::Line;
use crate::render::style::TextStyle;

/// Lines from top to bottom.
pub type Block = Vec<Line>;

/// Horizontal alignment of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Across {
    /// Left.
    #[default]
    Start,
    /// Centred.
    Center,
    /// Right.
    End,
}

impl Across {
    /// Reads the `horizontalAlignment` of an object.
    #[must_use]
    pub fn read(of: &Value) -> Self {
        match text(of, "horizontalAlignment") {
            "CENTER" => Self::Center,
            "END" => Self::End,
            _ => Self::Start,
        }
    }

    /// Returns the number of cells before content of `width` cells in `space` cells.
    #[must_use]
    pub fn before(self, width: u16, space: u16) -> u16 {
        let rest = space.saturating_sub(width);
        match self {
            Self::Start => 0,
            Self::Center => rest / 2,
            Self::End => rest,
        }
    }
}

/// Vertical alignment of a block next to a taller one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Down {
    /// At the top.
    Top,
    /// In the middle.
    #[default]
    Middle,
    /// At the bottom.
    Bottom,
}

impl Down {
    /// Parses a vertical alignment of the API; `Middle` where it names none.
    #[must_use]
    pub fn read(name: &str) -> Self {
        match name {
            "TOP" => Self::Top,
            "BOTTOM" => Self::Bottom,
            _ => Self::Middle,
        }
    }

    fn above(self, height: usize, space: usize) -> usize {
        let rest = space.saturating_sub(height);
        match self {
            Self::Top => 0,
            Self::Middle => rest / 2,
            Self::Bottom => rest,
        }
    }
}

/// Aligns each line of a block within `width` cells.
#[must_use]
pub fn aligned(block: Block, across: Across, width: u16) -> Block {
    if across == Across::Start {
        return block;
    }
    block
        .into_iter()
        .map(|line| {
            let before = across.before(line.width(), width);
            indented(line, before)
        })
        .collect()
}

/// Tags all `width` cells of each line of a block with the part of the request at a JSON Pointer.
#[must_use]
pub fn tag_part(block: Block, at: &str, width: u16) -> Block {
    let at: Rc<str> = at.into();
    let lines = block.into_iter();
    lines.map(|line| line.about(at.clone(), width)).collect()
}

/// Tags each line of a block, as wide as its text, with the part of the request at a JSON Pointer.
#[must_use]
pub fn shrink(block: Block, at: &str) -> Block {
    let at: Rc<str> = at.into();
    let own = |line: Line| {
        let width = line.width();
        line.about(at.clone(), width)
    };
    block.into_iter().map(own).collect()
}

/// Indents a line by a number of spaces.
#[must_use]
pub fn indented(line: Line, by: u16) -> Line {
    if by == 0 || (line.width() == 0 && line.parts().is_empty()) {
        return line;
    }
    let mut moved = Line::default();
    moved.fill(by, " ", TextStyle::default());
    moved.append(line);
    moved
}

/// Returns the width of the widest line, in cells.
#[must_use]
pub fn widest(block: &[Line]) -> u16 {
    block.iter().map(Line::width).max().unwrap_or(0)
}

/// One of several blocks side by side.
#[derive(Debug, Default)]
pub struct Column {
    /// Its lines, none wider than the column.
    pub block: Block,
    /// Width, in cells.
    pub width: u16,
    /// Vertical alignment next to the tallest.
    pub down: Down,
}

/// Joins blocks side by side, with `gap` cells between.
#[must_use]
pub fn join_columns(columns: Vec<Column>, gap: u16) -> Block {
    let height = columns
        .iter()
        .map(|column| column.block.len())
        .max()
        .unwrap_or(0);
    let mut lines = vec![Line::default(); height];
    let mut left = 0;
    for column in columns {
        let above = column.down.above(column.block.len(), height);
        for (line, part) in lines[above..].iter_mut().zip(column.block) {
            if part.width() > 0 {
                line.pad(left);
                line.append(part);
            }
        }
        left += column.width + gap;
    }
    lines
}

/// Returns the widths of `count` columns that share `width` cells, with a cell between.
#[must_use]
pub fn shares(width: u16, count: usize) -> Vec<u16> {
    let count = u16::try_from(count.max(1)).unwrap_or(u16::MAX);
    let room = width.saturating_sub(count - 1);
    (0..count)
        .map(|number| room / count + u16::from(number < room % count))
        .collect()
}

/// Arranges items of one or more lines in rows of `width` cells, with a cell between.
///
/// An item of several lines has its rows alone.
#[must_use]
pub fn in_rows(things: Vec<Block>, width: u16) -> Block {
    let mut lines = Block::new();
    let mut is_open = false;
    for mut thing in things {
        let is_single = thing.len() == 1;
        let needed = widest(&thing).saturating_add(1);
        match lines.last_mut() {
            Some(row) if is_open && is_single && row.width().saturating_add(needed) <= width => {
                row.fill(1, " ", TextStyle::default());
                row.append(thing.remove(0));
            }
            _ => lines.append(&mut thing),
        }
        is_open = is_single;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Role;

    fn block(text: &str) -> Block {
        text.lines()
            .map(|line| Line::new(line, Role::Text))
            .collect()
    }

    fn texts(block: &Block) -> Vec<String> {
        block.iter().map(Line::text).collect()
    }

    #[test]
    fn blocks_lie_side_by_side() {
        let column = |text: &str, width, down| Column {
            block: block(text),
            width,
            down,
        };
        for (down, lines) in [
            (Down::Top, ["a  1", "   2", "   3"]),
            (Down::Middle, ["   1", "a  2", "   3"]),
            (Down::Bottom, ["   1", "   2", "a  3"]),
        ] {
            let both = vec![column("a", 2, down), column("1\n2\n3", 1, Down::Top)];
            assert_eq!(texts(&join_columns(both, 1)), lines);
        }
        assert!(join_columns(Vec::new(), 1).is_empty());
    }

    #[test]
    fn lines_lean_to_a_side() {
        for (across, lines) in [
            (Across::Start, ["ab", "c"]),
            (Across::Center, [" ab", "  c"]),
            (Across::End, ["   ab", "    c"]),
        ] {
            assert_eq!(texts(&aligned(block("ab\nc"), across, 5)), lines);
        }
    }

    #[test]
    fn things_fill_rows() {
        let things = || ["(a)", "(b)", "(c\n c)", "(d)", "(e)"].map(block).into();
        assert_eq!(
            texts(&in_rows(things(), 7)),
            ["(a) (b)", "(c", " c)", "(d) (e)"]
        );
        assert_eq!(
            texts(&in_rows(things(), 4)),
            ["(a)", "(b)", "(c", " c)", "(d)", "(e)"]
        );
    }
}
