//! Draws the preview pane: the titles of its tabs in the border, and the current tab.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::controllers::preview;
use crate::app::controllers::tabs::json::GAP;
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
use crate::view::panes::preview::thread;
use crate::view::severity::SeverityStyles;
use crate::view::tab_strip;
use crate::view::theme::Theme;

/// Draws the pane; returns the first cell of the row under the cursor, else that of its content.
pub fn draw(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    border::draw("", "", area, focus, theme, buffer);
    let (row, words, titles) = preview::titles(app, area);
    let looks = match focus {
        Focus::Here => (theme.current, theme.title),
        Focus::Elsewhere => (theme.current_dim, theme.dim),
    };
    let chosen = app.panes.preview.tab;
    tab_strip::draw(&titles, &words, chosen.number(), looks, row, buffer);
    let content = layout::content(Pane::Preview, area);
    let rest = label::beside(row, titles.width());
    let preview = &app.panes.preview;
    let mut current = None;
    // What the border notes of the tab.
    let aside = match chosen {
        Tab::Json => {
            draw_json(app, theme, content, buffer);
            let is_compact = preview.json.form() == Form::Compact;
            if is_compact { " as sent " } else { "" }.to_owned()
        }
        Tab::Card => {
            card::draw(&preview.card, &app.images, theme, content, buffer);
            preview.card.aside(rest.width)
        }
        Tab::Thread => {
            thread::draw(&preview.thread, theme, content, buffer);
            String::new()
        }
        Tab::Code => {
            code::draw(&preview.code, theme, content, buffer);
            format!(" as {} ", app.sender_kind())
        }
        Tab::Diff => {
            diff::draw(&preview.diff, theme, content, buffer);
            String::new()
        }
        Tab::Checks => {
            current = checks::draw(app, theme, content, buffer);
            String::new()
        }
    };
    label::draw_right(&aside, rest, theme.dim, buffer);
    let is_seen = !content.is_empty();
    current.or(is_seen.then_some(content.as_position()))
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
    let text = label::beside(content, GAP);
    json::draw(&app.panes.preview.json, text, &styles, buffer);
}
