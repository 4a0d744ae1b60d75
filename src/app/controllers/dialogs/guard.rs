//! The line that asks for a word to be typed before a production send.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{DialogController, close_on_back};
use crate::app::controllers::send;
use crate::app::controllers::send_test;
use crate::app::dialogs::dialog::{Dialog, GUARD, GuardedSend};
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::model::App;
use crate::editor::actions;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct GuardController;

impl DialogController for GuardController {
    fn place(&self, _: &App) -> Place {
        Place::Filter
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::Guard(typed, again)) = app.overlay.dialog() else {
            return None;
        };
        Some(send::guarded(app, typed.text(), *again))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::Guard(typed, again)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match action {
            Action::Choose if typed.text().trim() == GUARD => match *again {
                GuardedSend::Again(ticket) => send::again(app, ticket, effects),
                GuardedSend::Test => send_test::go(app, effects),
                GuardedSend::Draft => send::go(app, effects),
            },
            Action::Send => {}
            Action::Choose => {
                let typed = typed.text().trim().to_owned();
                app.overlay.show(wrong_word(&typed));
            }
            action if actions::dialog_line(typed, action) => {}
            action => return close_on_back(app, action),
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::Guard(typed, _)) = app.overlay.dialog_mut() {
            typed.paste(text);
        }
        EventResult::Consumed
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}

/// Returns the answer to another word than the one that is asked for.
fn wrong_word(typed: &str) -> Notice {
    let title = if typed.is_empty() {
        format!("Not sent: type \"{GUARD}\" first")
    } else {
        format!("Not sent: \"{typed}\" is not the word; it is \"{GUARD}\"")
    };
    Notice::new(Tone::Warning, title).topic(Topic::Refusal)
}
