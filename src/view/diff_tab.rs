//! The Diff tab: what came and what went, by signs as well as by colours.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::sheet;
use super::theme::Theme;
use crate::app::diff_tab::{DiffTab, Sign};

/// Draws `tab`, settled for the size of `area`.
pub fn draw(tab: &DiffTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    sheet::draw(&tab.sheet, theme, area, buffer, |shown, pen| {
        let look = match tab.sign(shown.line) {
            Sign::Head => theme.dim,
            Sign::Same => theme.text,
            Sign::Removed => theme.error,
            Sign::Added => theme.success,
        };
        pen.write(shown.text, look.into());
    });
}
