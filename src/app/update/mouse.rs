//! Mouse handling: focus, select, scroll.

use ratatui::layout::Rect;

use crate::app::controllers::cards;
use crate::app::controllers::preview;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_layout;
use crate::app::events::effect::Effect;
use crate::app::events::event::{Mouse, MouseKind};
use crate::app::events::pane::{Pane, Press};
use crate::app::layout::{self, Regions};
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::screen::status_line;
use crate::app::update::dispatch;
use crate::app::update::reconcile;
use crate::editor::motion::Anchor;
use crate::input::action::Action;

/// The rows that one step of the wheel scrolls.
const WHEEL: i32 = 3;

/// Handles a mouse event.
pub fn act(app: &mut App, mouse: Mouse, effects: &mut Vec<Effect>) {
    if app.dialog.is_some() {
        in_dialog(app, mouse, effects);
        return;
    }
    let regions = app.regions();
    match mouse.kind {
        MouseKind::Drag => {
            // Where the press moved the layout, the drag would begin elsewhere than it seems to.
            let began_here = matches!(
                app.last_press,
                Some(Press {
                    pane: Pane::Text,
                    moved_layout: false
                })
            );
            if began_here {
                drag(app, mouse, regions.text);
            }
        }
        MouseKind::WheelUp => wheel(app, &regions, mouse, -WHEEL),
        MouseKind::WheelDown => wheel(app, &regions, mouse, WHEEL),
        MouseKind::Press(times) => {
            if regions.tabs.is_some_and(|tabs| tabs.y == mouse.row) {
                let at = reconcile::pane_at(app, mouse.column);
                app.focus_on(at.unwrap_or(app.focus));
            } else if regions.bottom.y == mouse.row {
                if let Some(action) = status_line::action_at(app, mouse.column) {
                    dispatch::act(app, action, effects);
                }
            } else if let Some(tab) = preview_tab(app, regions.preview, mouse) {
                preview::show(app, tab);
            } else if let Some(pane) = regions.at(mouse.column, mouse.row) {
                let area = regions.of(pane).unwrap_or_default();
                // The layout follows the focus, so what was clicked is located before it moves.
                let content = layout::content(pane, area);
                // A double click counts only where the first one was of the same pane and left the layout as it
                // was: else the second would hit what nobody aimed at.
                let goes_on = app
                    .last_press
                    .is_some_and(|last| last.pane == pane && !last.moved_layout);
                let times = if goes_on { times } else { 1 };
                if pane == Pane::Cards {
                    let was_focused = app.focus == pane;
                    let is_row = cards::click(app, area, (mouse.column, mouse.row));
                    app.focus_on(pane);
                    if is_row && times == 2 && was_focused {
                        dispatch::act(app, Action::Choose, effects);
                    }
                } else {
                    press(app, pane, content, mouse, times, effects);
                }
                let moved_layout = app.regions() != regions;
                app.last_press = Some(Press { pane, moved_layout });
            }
        }
    }
}

fn press(
    app: &mut App,
    pane: Pane,
    inside: Rect,
    mouse: Mouse,
    times: u8,
    effects: &mut Vec<Effect>,
) {
    let is_focused = app.focus == pane;
    app.focus_on(pane);
    let (Some(column), Some(row)) = (
        mouse.column.checked_sub(inside.x),
        mouse.row.checked_sub(inside.y),
    ) else {
        return;
    };
    if column >= inside.width || row >= inside.height {
        return;
    }
    match pane {
        Pane::Text => match times {
            2 => app.text.select_word_at(column, row),
            3 => app.text.select_line_at(column, row),
            _ => app.text.click(column, row, Anchor::Drop),
        },
        Pane::Spaces if row == 0 => {
            dispatch::act(app, Action::Filter, effects);
        }
        Pane::Spaces => {
            if app.spaces.click(usize::from(row) - 1) && times == 2 {
                dispatch::act(app, Action::Choose, effects);
            }
        }
        // Unfocused, the options may show only a summary; the first click shows the rows.
        Pane::Options if is_focused && app.options.click(usize::from(row)) && times == 2 => {
            dispatch::act(app, Action::Choose, effects);
        }
        Pane::Preview => preview::click(app, (column, row), times),
        Pane::Options | Pane::Cards => {}
    }
}

/// Returns the tab of the preview pane whose title was hit.
fn preview_tab(app: &App, area: Option<Rect>, mouse: Mouse) -> Option<Tab> {
    preview::tab_at(app, area?, mouse.column, mouse.row)
}

fn drag(app: &mut App, mouse: Mouse, area: Option<Rect>) {
    if let (Pane::Text, Some(area)) = (app.focus, area) {
        let inside = layout::content(Pane::Text, area);
        let column = i32::from(mouse.column) - i32::from(inside.x);
        let row = i32::from(mouse.row) - i32::from(inside.y);
        app.text.drag_to(column, row);
    }
}

fn wheel(app: &mut App, regions: &Regions, mouse: Mouse, by: i32) {
    match regions.at(mouse.column, mouse.row) {
        Some(Pane::Spaces) => app.spaces.scroll(by as isize),
        Some(Pane::Text) => app.text.scroll(by),
        Some(Pane::Preview) => preview::scroll(app, by),
        Some(Pane::Cards) => {
            let area = regions.of(Pane::Cards).unwrap_or_default();
            cards::scroll(app, area, (mouse.column, mouse.row), by);
        }
        Some(Pane::Options) | None => {}
    }
}

fn in_dialog(app: &mut App, mouse: Mouse, effects: &mut Vec<Effect>) {
    let area = reconcile::dialog_area(app).unwrap_or_default();
    let is_inside = area.contains((mouse.column, mouse.row).into());
    match mouse.kind {
        MouseKind::WheelUp => dispatch::act(app, Action::Up, effects),
        MouseKind::WheelDown => dispatch::act(app, Action::Down, effects),
        MouseKind::Press(_)
            if !is_inside
                && !matches!(
                    app.dialog,
                    Some(
                        Dialog::Confirm
                            | Dialog::Guard(..)
                            | Dialog::ConfirmResend(_)
                            | Dialog::SaveFile(_)
                    )
                ) =>
        {
            app.dialog = None;
        }
        MouseKind::Press(times) => {
            let (picker, list) = match &mut app.dialog {
                Some(Dialog::Picker(picker)) => {
                    let (list, _) = reconcile::picker_layout(picker, area);
                    (&mut **picker, list)
                }
                Some(Dialog::TemplateGallery(gallery)) => {
                    (&mut gallery.picker, template_layout::gallery(area).list)
                }
                Some(Dialog::TemplateForm(form)) => {
                    let parts = template_layout::form(form, area);
                    if parts.form.contains((mouse.column, mouse.row).into()) {
                        let (column, row) = (mouse.column - parts.form.x, mouse.row - parts.form.y);
                        form.click(column, row, parts.prompt);
                    }
                    return;
                }
                _ => return,
            };
            let is_row = list.contains((mouse.column, mouse.row).into())
                && picker.click(usize::from(mouse.row - list.y));
            if is_row && times == 2 {
                dispatch::act(app, Action::Choose, effects);
            }
        }
        MouseKind::Drag => {}
    }
}
