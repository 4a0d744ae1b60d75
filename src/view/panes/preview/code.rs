//! Draws the Code tab: the names of the languages, and the highlighted code below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::panes::preview::code::{CodeTab, HEAD};
use crate::message::export::language::Language;
use crate::view::json_highlight::{self, JsonStyles};
use crate::view::label;
use crate::view::pager;
use crate::view::tab_strip;
use crate::view::theme::Theme;

/// Draws `tab`, laid out for the size of `area`.
pub fn draw(tab: &CodeTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let titles = Language::ALL.map(Language::title);
    let chosen = Language::ALL.iter().position(|own| *own == tab.language());
    let looks = (theme.current_dim, theme.dim);
    let row = Rect {
        height: area.height.min(1),
        ..area
    };
    let names = tab.strip(area.width);
    tab_strip::draw(&names, &titles, chosen.unwrap_or(0), looks, row, buffer);
    let styles = JsonStyles::new(theme);
    let below = label::below(area, HEAD);
    pager::draw(&tab.pager, theme, below, buffer, |shown, writer| {
        json_highlight::write(shown.text, shown.start, tab.tokens(), &styles, writer);
    });
}
