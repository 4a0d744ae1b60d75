//! What must be finished before a message is sent: an open picker, a field, a dialog.

use crate::app::controllers::dialogs::table;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::chord::Chord;

/// Refuses a send where something is unfinished, and says so. Returns whether it did.
pub fn refuses(app: &mut App) -> bool {
    let Some(refusal) = refusal(app) else {
        return false;
    };
    app.overlay.show(refusal);
    app.ui.pass_over_enter();
    true
}

/// Says that a key was passed over, where what is unfinished names it.
pub fn tell_passed_over(app: &mut App, key: Chord) {
    let notice = app.overlay.notice().cloned();
    if let Some(notice) = notice.filter(|notice| notice.topic == Topic::Refusal) {
        app.overlay.show(notice.with(format!(
            "{key} was passed over, as it came right after the send. Press it again."
        )));
    }
}

/// Returns the notice that something is unfinished, so that nothing is sent.
fn refusal(app: &App) -> Option<Notice> {
    let of_dialog = table::controller(app).and_then(|controller| controller.unfinished(app));
    let (what, place) = match of_dialog {
        Some(what) => (what, app.place()),
        None => (in_pane(app)?, app.pane_place()),
    };
    // The keymap says what each key does there.
    let way = |action| {
        let (key, help) = app.session.keymap().key_and_help(place, action)?;
        Some(format!("{key}: {help}"))
    };
    let ways: Vec<String> = [Action::Choose, Action::Back]
        .into_iter()
        .filter_map(way)
        .collect();
    let title = format!("Not sent: {what}");
    let notice = Notice::new(Tone::Error, title).topic(Topic::Refusal);
    if ways.is_empty() {
        return Some(notice);
    }
    Some(notice.with(format!("{}.", ways.join(" · "))))
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
