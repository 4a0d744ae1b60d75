//! Mouse handling: focus, select, scroll.

use ratatui::layout::Rect;

use crate::app::controllers::cards;
use crate::app::controllers::completion;
use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::dialogs::table;
use crate::app::controllers::pane_sizes;
use crate::app::controllers::preview;
use crate::app::controllers::tabs;
use crate::app::events::effect::Effect;
use crate::app::events::event::{Mouse, MouseKind};
use crate::app::events::pane::{Pane, Press};
use crate::app::layout::{self, Edge, Regions};
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::screen::{footer, status_line, title_line};
use crate::app::update::dispatch;
use crate::app::update::reconcile;
use crate::editor::motion::Anchor;
use crate::input::action::Action;
use crate::input::event_result::EventResult;

/// The rows that one step of the wheel scrolls.
const WHEEL: i32 = 3;

/// Handles a mouse event.
pub fn act(app: &mut App, mouse: Mouse, effects: &mut Vec<Effect>) {
    if let MouseKind::Press(_) = mouse.kind
        && let Some(action) = footer::clicked(app, mouse.column, mouse.row)
    {
        dispatch::act(app, action, effects);
        return;
    }
    if let Some(controller) = table::controller(app) {
        in_dialog(app, controller, mouse, effects);
        return;
    }
    let regions = app.regions();
    match mouse.kind {
        MouseKind::Release => {
            if app.ui.dragged().is_some() {
                app.ui.drag(None);
                app.ui.keep_pane_sizes();
            }
        }
        MouseKind::Drag if app.ui.dragged().is_some() => drag_edge(app, mouse),
        MouseKind::Drag => {
            // Where the press moved the layout, the drag would begin elsewhere than it seems to.
            if app.ui.was_pressed(Pane::Text) {
                drag(app, mouse, regions.text);
            }
        }
        MouseKind::WheelUp => wheel(app, &regions, mouse, -WHEEL),
        MouseKind::WheelDown => wheel(app, &regions, mouse, WHEEL),
        MouseKind::Press(_) if completion::click(app, mouse.column, mouse.row) => {}
        MouseKind::Press(times) => {
            if regions.tabs.is_some_and(|tabs| tabs.y == mouse.row) {
                let at = reconcile::pane_at(app, mouse.column);
                app.panes.focus_on(at.unwrap_or(app.panes.focus()));
            } else if regions.bottom.y == mouse.row {
                if let Some(action) = status_line::action_at(app, mouse.column) {
                    dispatch::act(app, action, effects);
                }
            } else if regions.top.y == mouse.row {
                if title_line::has_sender_at(app, regions.top.width, mouse.column) {
                    dispatch::act(app, Action::ChooseProfile, effects);
                }
            } else if let Some(tab) = preview_tab(app, regions.preview, mouse) {
                preview::show(app, tab);
            } else if let Some(pane) = regions.at(mouse.column, mouse.row) {
                let area = regions.of(pane).unwrap_or_default();
                // The layout follows the focus, so what was clicked is located before it moves.
                let content = layout::content(pane, area);
                // A double click counts only where the first one was of the same pane and left the layout as it
                // was: else the second would hit what nobody aimed at.
                let times = if app.ui.was_pressed(pane) { times } else { 1 };
                if pane == Pane::Cards {
                    let was_focused = app.panes.focus() == pane;
                    let is_row = cards::click(app, area, (mouse.column, mouse.row));
                    app.panes.focus_on(pane);
                    if is_row && times == 2 && was_focused {
                        dispatch::act(app, Action::Choose, effects);
                    }
                } else {
                    press(app, pane, content, mouse, times, effects);
                }
                let moved_layout = app.regions() != regions;
                app.ui.press(Press { pane, moved_layout });
                let cell = (mouse.column, mouse.row);
                let edge = regions.edge_at(cell.0, cell.1);
                app.ui
                    .drag(edge.filter(|_| !moved_layout).map(|edge| (edge, cell)));
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
    let is_focused = app.panes.focus() == pane;
    app.panes.focus_on(pane);
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
            2 => app.panes.text.select_word_at(column, row),
            3 => app.panes.text.select_line_at(column, row),
            _ => app.panes.text.click(column, row, Anchor::Drop),
        },
        Pane::Spaces if row == 0 => {
            dispatch::act(app, Action::Filter, effects);
        }
        Pane::Spaces => {
            if app.panes.spaces.click(usize::from(row) - 1) && times == 2 {
                dispatch::act(app, Action::Choose, effects);
            }
        }
        // Unfocused, the options may show only a summary; the first click shows the rows.
        Pane::Options if is_focused && app.panes.options.click(usize::from(row)) && times == 2 => {
            dispatch::act(app, Action::Choose, effects);
        }
        Pane::Preview => tabs::table::controller(app).click(app, (column, row), times),
        Pane::Options | Pane::Cards => {}
    }
}

/// Returns the tab of the preview pane whose title was hit.
fn preview_tab(app: &App, area: Option<Rect>, mouse: Mouse) -> Option<Tab> {
    preview::tab_at(app, area?, mouse.column, mouse.row)
}

fn drag(app: &mut App, mouse: Mouse, area: Option<Rect>) {
    if let (Pane::Text, Some(area)) = (app.panes.focus(), area) {
        let inside = layout::content(Pane::Text, area);
        let column = i32::from(mouse.column) - i32::from(inside.x);
        let row = i32::from(mouse.row) - i32::from(inside.y);
        app.panes.text.drag_to(column, row);
    }
}

/// Moves the border that is dragged after the mouse.
fn drag_edge(app: &mut App, mouse: Mouse) {
    let Some((edge, (column, row))) = app.ui.dragged() else {
        return;
    };
    let by =
        |from: u16, to: u16| i16::try_from(i32::from(to) - i32::from(from)).unwrap_or_default();
    let by = match edge {
        Edge::Spaces | Edge::Preview => by(column, mouse.column),
        Edge::Cards | Edge::Options | Edge::Stack => by(row, mouse.row),
    };
    // Behind its bounds the border waits until the mouse comes back to it.
    let moved = pane_sizes::shift(app, edge, by);
    let cell = match edge {
        Edge::Spaces | Edge::Preview => (column.saturating_add_signed(moved), row),
        Edge::Cards | Edge::Options | Edge::Stack => (column, row.saturating_add_signed(moved)),
    };
    app.ui.drag(Some((edge, cell)));
}

fn wheel(app: &mut App, regions: &Regions, mouse: Mouse, by: i32) {
    match regions.at(mouse.column, mouse.row) {
        Some(Pane::Spaces) => app.panes.spaces.scroll(by as isize),
        Some(Pane::Text) => app.panes.text.scroll(by),
        Some(Pane::Preview) => tabs::table::controller(app).scroll(app, by),
        Some(Pane::Cards) => {
            let area = regions.of(Pane::Cards).unwrap_or_default();
            cards::scroll(app, area, (mouse.column, mouse.row), by);
        }
        Some(Pane::Options) | None => {}
    }
}

fn in_dialog(
    app: &mut App,
    controller: &dyn DialogController,
    mouse: Mouse,
    effects: &mut Vec<Effect>,
) {
    let area = reconcile::dialog_area(app);
    let cell = (mouse.column, mouse.row);
    match mouse.kind {
        MouseKind::WheelUp => dispatch::act(app, Action::Up, effects),
        MouseKind::WheelDown => dispatch::act(app, Action::Down, effects),
        MouseKind::Press(_) if area.is_some_and(|area| !area.contains(cell.into())) => {
            app.overlay.close();
        }
        MouseKind::Press(times) => {
            let area = area.unwrap_or_default();
            if let EventResult::Then(action) = controller.click(app, area, cell, times) {
                dispatch::act(app, action, effects);
            }
        }
        MouseKind::Drag | MouseKind::Release => {}
    }
}
