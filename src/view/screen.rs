//! Draws the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::pane::Pane;
use crate::app::layout::{LEAST, Shape, shape};
use crate::app::model::App;
use crate::app::update::reconcile;
use crate::view::border::Focus;
use crate::view::dialogs::{
    activity, broadcast, help, picker, save_template, setup, size_report, template_form,
    template_gallery,
};
use crate::view::panes::preview::tabs;
use crate::view::panes::{cards, options, spaces, text};
use crate::view::theme::Theme;
use crate::view::{
    cell_writer, completion, images, label, message_line, pane_bar, status_line, title_bar,
};

// ┌ title ──────────────────────────────────────────────────────────────┐
// │ draft                                     sender · where · spaces   │
// ├ spaces ─────┬ text ───────────────────────┬ preview ────────────────┤
// │             │                             │                         │
// │             ├ cards ──────────────────────┤                         │
// │             │                             │                         │
// │             ├ options ────────────────────┤                         │
// │             │                             │                         │
// ├ message ────┴─────────────────────────────┴─────────────────────────┤
// │ a notice, or the key hints of the focused pane                      │
// ├ status ─────────────────────────────────────────────────────────────┤
// │ bytes of 32,000   errors, warnings                       global keys│
// └─────────────────────────────────────────────────────────────────────┘

/// Draws the program into a buffer and returns the cell of the cursor, if there is one.
///
/// Two draws of the same state are equal, and neither changes it.
pub fn draw_into(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    cell_writer::clear(area, theme.text.0, buffer);
    if shape(app.ui.size()) == Shape::TooSmall {
        draw_too_small(app, theme, area, buffer);
        return None;
    }
    let regions = app.regions();
    title_bar::draw(app, theme, regions.top, buffer);
    if let Some(area) = regions.tabs {
        pane_bar::draw(app, theme, area, buffer);
    }
    let mut caret = None;
    // One element is focused, and one border shows it.
    let is_covered = reconcile::dialog_area(app).is_some();
    for kind in Pane::ALL {
        let Some(area) = regions.of(kind) else {
            continue;
        };
        let focus = if kind == app.panes.focus() && !is_covered {
            Focus::Here
        } else {
            Focus::Elsewhere
        };
        let at = match kind {
            Pane::Spaces => spaces::draw(app, theme, area, focus, buffer),
            Pane::Text => text::text(app, theme, area, focus, buffer),
            Pane::Cards => cards::draw(app, theme, area, focus, buffer),
            Pane::Options => options::draw(app, theme, area, focus, buffer),
            Pane::Preview => tabs::draw(app, theme, area, focus, buffer),
        };
        if focus == Focus::Here {
            caret = at;
        }
    }
    message_line::draw(app, theme, regions.notice, buffer);
    status_line::draw(app, theme, regions.bottom, buffer);
    images::keep_free(app, buffer);
    completion::draw(app, theme, buffer);
    draw_dialog(app, theme, caret, buffer)
}

fn draw_dialog(
    app: &App,
    theme: &Theme,
    caret: Option<Position>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let Some(dialog) = app.overlay.dialog() else {
        return caret;
    };
    let area = reconcile::dialog_area(app).unwrap_or_default();
    match dialog {
        Dialog::Picker(list) => return picker::draw(app, list, theme, area, buffer),
        Dialog::TemplateGallery(list) => return template_gallery::draw(list, theme, area, buffer),
        Dialog::TemplateForm(form) => return template_form::draw(app, form, theme, area, buffer),
        Dialog::SaveTemplate(line) => return save_template::draw(app, line, theme, area, buffer),
        Dialog::Setup(ways) => return setup::draw(app, ways, theme, area, buffer),
        Dialog::Help(shown) => return help::draw(app, shown, theme, area, buffer),
        Dialog::Activity(list) => return activity::draw(app, list, theme, area, buffer),
        Dialog::Broadcast(table) => return broadcast::draw(app, table, theme, area, buffer),
        Dialog::SizeReport(scale) => return size_report::draw(app, scale, theme, area, buffer),
        Dialog::Format => return caret,
        Dialog::Find(_)
        | Dialog::LinkAddress(_)
        | Dialog::DraftTitle(_)
        | Dialog::Confirm
        | Dialog::Guard(..)
        | Dialog::ConfirmResend(_)
        | Dialog::ConfirmResume(_)
        | Dialog::SaveFile(_) => {}
    }
    None
}

fn draw_too_small(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let words = format!(
        "{}×{} is too small",
        app.ui.size().width,
        app.ui.size().height
    );
    label::draw(&words, area, theme.text, buffer);
    let more = format!("at least {}×{}", LEAST.width, LEAST.height);
    let below = Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1),
        ..area
    };
    label::draw(&more, below, theme.dim, buffer);
}
