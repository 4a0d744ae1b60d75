//! Dispatches a pasted text.

use crate::app::controllers::cards;
use crate::app::controllers::dialogs::{setup, table};
use crate::app::controllers::import;
use crate::app::controllers::options;
use crate::app::controllers::text;
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::cells::grapheme;
use crate::chat::webhook::Webhook;
use crate::input::action::Action;
use crate::input::keymap::Place;

/// Pastes a text into the focused element.
pub fn paste(app: &mut App, pasted: &str, effects: &mut Vec<Effect>) {
    if let Some(answer) = setup::answer(app, pasted) {
        effects.push(Effect::SignIn(answer));
        return;
    }
    if let Some(controller) = table::controller(app) {
        if controller.paste(app, pasted).is_consumed() {
            return;
        }
        app.overlay.close();
    }
    match app.panes.focus() {
        // It is a secret, and not put into the filter.
        Pane::Spaces if Webhook::is_meant(pasted) => setup::keep_pasted(app, pasted),
        // A message is none of the words that a space is found by.
        Pane::Spaces => {
            if !(import::is_meant(pasted) && import::paste(app, pasted, effects)) {
                app.panes.spaces.paste(pasted);
            }
        }
        Pane::Options => options::paste(app, pasted),
        Pane::Cards => {
            if let Err(bytes) = cards::paste(app, pasted, effects) {
                text::warn_too_long(app, bytes);
            }
        }
        Pane::Text => {
            text::paste(app, pasted);
            hint_at_message(app, pasted);
        }
        Pane::Preview => {
            if !import::paste(app, pasted, effects) {
                app.panes.focus_on(Pane::Text);
                text::paste(app, pasted);
            }
        }
    }
}

/// Says where a pasted message opens, which the text has now as words.
fn hint_at_message(app: &mut App, pasted: &str) {
    if !(import::holds_message(pasted) && app.overlay.notice().is_none()) {
        return;
    }
    let key = |action| app.session.keymap().name_of(Place::Text, action);
    let hint = format!(
        "To open it as a draft: {} takes the paste back, {} goes to Spaces; paste it there.",
        key(Action::Undo),
        key(Action::FocusSpaces)
    );
    let title = "The paste holds a message; here it is the text of one";
    app.overlay.show(Notice::new(Tone::Info, title).with(hint));
}

/// Pastes what the desktop's clipboard holds, or else what was cut, copied or killed here.
pub fn on_clipboard(
    app: &mut App,
    ticket: Ticket,
    text: Option<String>,
    effects: &mut Vec<Effect>,
) {
    if !app.register.answered(ticket) {
        return;
    }
    let text = text.unwrap_or_else(|| app.register.text().to_owned());
    if text.is_empty() {
        let title = "Nothing to paste: nothing was cut or copied yet";
        app.overlay.show(Notice::new(Tone::Info, title));
        return;
    }
    paste(app, &grapheme::cleaned(&text), effects);
}
