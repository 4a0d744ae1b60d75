//! Inputs as boxes: a caption in the frame, the value, a sign at the right, hints below.

use crate::render::block::Block;
use crate::render::border;
use crate::render::line::{ClickAction, Line};
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// A box to fill in.
#[derive(Debug, Default)]
pub struct Field<'a> {
    /// The caption.
    pub label: &'a str,
    /// Value in the box.
    pub value: Block,
    /// Minimum number of lines.
    pub rows: usize,
    /// Sign at the right end of its first line.
    pub sign: &'a str,
    /// Click action.
    pub action: Option<ClickAction>,
}

impl Field<'_> {
    /// Returns the cells for the value in a box of `width`, without the sign.
    #[must_use]
    pub fn room(width: u16) -> u16 {
        let inner = border::inside(width);
        if inner < 6 { inner } else { inner - 3 }
    }

    /// Draws the box.
    #[must_use]
    pub fn draw(self, width: u16) -> Block {
        let inner = border::inside(width);
        let mut lines = self.value;
        while lines.len() < self.rows.max(1) {
            lines.push(Line::default());
        }
        if inner >= 6 && !self.sign.is_empty() {
            let sign = Line::new(self.sign, Role::Handle);
            let first = &mut lines[0];
            first.pad(inner - sign.width());
            first.append(sign);
        }
        if let Some(action) = self.action {
            let first = std::mem::take(&mut lines[0]);
            lines[0] = first.handle(action);
        }
        if width < border::SIDES + 6 {
            let mut block = words(self.label, Role::Label, width);
            block.extend(border::around(vec![lines], width, border::Kind::Round));
            return block;
        }
        // A caption too long for the frame is drawn above it, whole.
        let caption = Line::new(self.label, Role::Label);
        if caption.width() + 6 > width {
            let mut block = words(self.label, Role::Label, width);
            block.extend(border::around(vec![lines], width, border::Kind::Round));
            block
        } else if self.label.is_empty() {
            border::around(vec![lines], width, border::Kind::Round)
        } else {
            border::captioned(&caption, lines, width, border::Kind::Round)
        }
    }
}

/// Draws plain text, wrapped; no line if it is empty.
#[must_use]
pub fn words(said: &str, style: impl Into<TextStyle>, width: u16) -> Block {
    if said.is_empty() {
        return Block::new();
    }
    RichText::of(said, style).wrapped(width)
}
