//! What must be finished before a message is sent: an open picker, a field, a dialog.

use crate::app::controllers::dialogs::table;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::input::action::Action;

/// Refuses a send where something is unfinished, and says so. Returns whether it did.
pub fn refuses(app: &mut App) -> bool {
    let Some(refusal) = refusal(app) else {
        return false;
    };
    app.overlay.show(refusal);
    app.ui.pass_over_enter();
    true
}

/// Returns the notice that something is unfinished, so that nothing is sent.
fn refusal(app: &App) -> Option<Notice> {
    let of_dialog = table::controller(app).and_then(|controller| controller.unfinished(app));
    let (what, place) = match of_dialog {
        Some(what) => (what, app.place()),
        None => (in_pane(app)?, app.pane_place()),
    };
    let key = |action| app.session.keymap().key_of(place, action);
    let mut ways = Vec::new();
    if let Some(key) = key(Action::Choose) {
        ways.push(format!("{key} takes it"));
    }
    if let Some(key) = key(Action::Back) {
        ways.push(format!("{key} leaves it"));
    }
    let title = format!("Not sent: {what}");
    let notice = Notice::new(Tone::Error, title).topic(Topic::Refusal);
    if ways.is_empty() {
        return Some(notice);
    }
    Some(notice.with(format!("{}; then send.", ways.join(", "))))
}

fn in_pane(app: &App) -> Option<String> {
    let panes = &app.panes;
    match panes.focus() {
        Pane::Options => {
            let (field, _) = panes.options.editing()?;
            Some(format!("{} is being typed", field.label()))
        }
        Pane::Cards => {
            panes.cards.editor()?;
            Some("a value is being typed".to_owned())
        }
        Pane::Spaces => {
            (!panes.spaces.filter().is_empty()).then(|| "a space is being chosen".to_owned())
        }
        Pane::Text | Pane::Preview => None,
    }
}
