//! Draws the bar of pane titles on a narrow screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::update::reconcile;
use crate::view::tab_strip;
use crate::view::theme::Theme;

/// Draws a title for each pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let titles = Pane::ALL.map(Pane::title);
    let looks = (theme.current, theme.dim);
    tab_strip::draw(
        &reconcile::bar(app),
        &titles,
        app.panes.focus().number(),
        looks,
        area,
        buffer,
    );
}
