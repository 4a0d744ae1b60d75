//! The line that asks before a send.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{DialogController, close_on_back};
use crate::app::controllers::send;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct ConfirmController;

impl DialogController for ConfirmController {
    fn place(&self, _: &App) -> Place {
        Place::Confirm
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        Some(send::question(app))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        if action == Action::Choose {
            send::go(app, effects);
            return EventResult::Consumed;
        }
        confirmation_key(app, action)
    }

    fn paste(&self, _: &mut App, _: &str) -> EventResult {
        EventResult::Ignored
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}

/// Handles a key of a line that asks before a send, other than the one that sends.
///
/// A letter is text, wherever the focus was: whoever types on means the message, and only one key sends.
pub fn confirmation_key(app: &mut App, action: Action) -> EventResult<Action> {
    match action {
        Action::Send => EventResult::Consumed,
        Action::Insert(_) => {
            app.overlay.close();
            app.panes.focus_on(Pane::Text);
            EventResult::Then(action)
        }
        action => close_on_back(app, action),
    }
}
