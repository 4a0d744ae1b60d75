//! Draws key hints: the keys that a row names, each with a word for its action.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::screen::footer::{GAP, Hint, fitting};
use crate::view::label;
use crate::view::theme::Theme;

/// Draws as many of the hints as fit into the first row of `area`, and returns how many did.
pub fn draw<'a>(
    hints: impl IntoIterator<Item = Hint<'a>>,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> usize {
    let (shown, _) = fitting(hints, area.width);
    let mut rest = area;
    for hint in &shown {
        let taken = label::draw(&hint.key, rest, theme.key, buffer) + 1;
        rest = label::beside(rest, taken);
        let taken = label::draw(hint.word, rest, theme.dim, buffer) + GAP;
        rest = label::beside(rest, taken);
    }
    shown.len()
}
