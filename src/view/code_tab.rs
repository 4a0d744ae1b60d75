//! The Code tab: the names of the languages, and the program in colours below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::json::{self, JsonStyles};
use super::label;
use super::sheet;
use super::strip;
use super::theme::Theme;
use crate::app::panes::preview::code::{CodeTab, HEAD};
use crate::message::export::language::Language;

/// Draws `tab`, settled for the size of `area`.
pub fn draw(tab: &CodeTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let titles = Language::ALL.map(Language::title);
    let chosen = Language::ALL.iter().position(|own| *own == tab.language());
    let looks = (theme.current_dim, theme.dim);
    let row = Rect {
        height: area.height.min(1),
        ..area
    };
    let names = tab.strip(area.width);
    strip::draw(&names, &titles, chosen.unwrap_or(0), looks, row, buffer);
    let styles = JsonStyles::new(theme);
    let below = label::below(area, HEAD);
    sheet::draw(&tab.sheet, theme, below, buffer, |shown, pen| {
        json::write(shown.text, shown.start, tab.tokens(), &styles, pen);
    });
}
