//! Draws the preview pane: the titles of its tabs in the border, and the current tab.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::controllers::preview;
use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::app::panes::preview::json_printer::Form;
use crate::app::panes::preview::tabs::Tab;
use crate::view::border::{self, Focus};
use crate::view::json_highlight::JsonStyles;
use crate::view::label;
use crate::view::panes::preview::card;
use crate::view::panes::preview::checks;
use crate::view::panes::preview::code;
use crate::view::panes::preview::diff;
use crate::view::panes::preview::json::{self, JsonTabStyles};
use crate::view::severity::SeverityStyles;
use crate::view::tab_strip;
use crate::view::theme::Theme;

/// Draws the pane, which has no cursor.
pub fn draw(app: &App, theme: &Theme, area: Rect, focus: Focus, buffer: &mut Buffer) {
    border::draw("", "", area, focus, theme, buffer);
    let (row, words, titles) = preview::titles(app, area);
    let looks = match focus {
        Focus::Here => (theme.current, theme.title),
        Focus::Elsewhere => (theme.current_dim, theme.dim),
    };
    let chosen = app.preview.tab;
    tab_strip::draw(&titles, &words, chosen.number(), looks, row, buffer);
    let rest = label::beside(row, titles.width());
    label::draw_right(&aside(app, rest.width), rest, theme.dim, buffer);
    let content = layout::content(Pane::Preview, area);
    match chosen {
        Tab::Json => draw_json(app, theme, content, buffer),
        Tab::Card => card::draw(&app.preview.card, &app.images, theme, content, buffer),
        Tab::Code => code::draw(&app.preview.code, theme, content, buffer),
        Tab::Diff => diff::draw(&app.preview.diff, theme, content, buffer),
        Tab::Checks => checks::draw(app, theme, content, buffer),
    }
}

/// Returns the border's note on the current tab, in so many cells.
fn aside(app: &App, room: u16) -> String {
    match app.preview.tab {
        Tab::Json if app.preview.json.form() == Form::Compact => " as sent ".to_owned(),
        Tab::Card => app.preview.card.aside(room),
        Tab::Code => format!(" as {} ", app.sender_kind()),
        Tab::Json | Tab::Diff | Tab::Checks => String::new(),
    }
}

fn draw_json(app: &App, theme: &Theme, content: Rect, buffer: &mut Buffer) {
    let styles = JsonTabStyles {
        // The screen below has the theme's own already.
        pane: Style::new(),
        head: theme.json_head.into(),
        json: JsonStyles::new(theme),
        mark: theme.json_revealed.into(),
        severities: SeverityStyles::new(theme),
        scrollbar: theme.scrollbar.into(),
    };
    json::draw(&app.preview.json, content, &styles, buffer);
}
