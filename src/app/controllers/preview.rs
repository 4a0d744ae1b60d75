//! Controller of the preview pane, whichever of its tabs is current.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::save_file;
use crate::app::controllers::options;
use crate::app::controllers::tabs::table;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::editor::tab_strip::TabStrip;
use crate::input::action::Action;
use crate::input::event_result::EventResult;

/// Handles an action in the pane.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    let tab = table::controller(app);
    match action {
        Action::NextTab => app.panes.preview.tab = app.panes.preview.tab.stepped(1),
        Action::PreviousTab => app.panes.preview.tab = app.panes.preview.tab.stepped(-1),
        Action::Copy => {
            let text = tab.text(app);
            effects.push(Effect::Terminal(TerminalCommand::Copy(text)));
        }
        Action::SaveFile => save_file::ask(app, tab),
        action => return tab.act(app, action, effects),
    }
    EventResult::Consumed
}

/// Returns whether an action of the focused pane would do something now, so that its key hint is shown.
#[must_use]
pub fn is_of_use(app: &App, action: Action) -> bool {
    match app.panes.focus() {
        Pane::Preview => table::controller(app).is_of_use(app, action),
        // Without any part there is nothing to fill in, delete or copy.
        Pane::Cards if app.panes.cards.nodes().is_empty() => {
            matches!(action, Action::Add | Action::Paste)
        }
        Pane::Cards if action == Action::Toggle && app.panes.cards.is_in_form() => {
            app.panes.cards.turns(app.document.draft())
        }
        Pane::Options => options::is_of_use(app, action),
        _ => true,
    }
}

/// Shows a tab and focuses it.
pub fn show(app: &mut App, tab: Tab) {
    app.overlay.close();
    app.panes.preview.tab = tab;
    app.panes.focus_on(Pane::Preview);
}

/// Returns the row of titles in the border of the pane, and its layout.
#[must_use]
pub fn titles(app: &App, area: Rect) -> (Rect, [String; Tab::ALL.len()], TabStrip) {
    let row = layout::title(area);
    let words = Tab::ALL.map(|tab| title(app, tab));
    let titles = words.each_ref().map(String::as_str);
    let strip = TabStrip::new(&titles, app.panes.preview.tab.number(), row.width);
    (row, words, strip)
}

/// Returns the tab whose title lies at a cell of the screen.
#[must_use]
pub fn tab_at(app: &App, area: Rect, column: u16, row: u16) -> Option<Tab> {
    let (titles, _, strip) = titles(app, area);
    let is_there = titles.contains((column, row).into());
    let number = strip
        .at(column.saturating_sub(titles.x))
        .filter(|_| is_there)?;
    Tab::ALL.get(number).copied()
}

/// Returns the title of a tab, with the count of what it lists.
fn title(app: &App, tab: Tab) -> String {
    let controller = table::controller_of(tab);
    match controller.count(app) {
        0 => controller.title().to_owned(),
        count => format!("{} {count}", controller.title()),
    }
}
