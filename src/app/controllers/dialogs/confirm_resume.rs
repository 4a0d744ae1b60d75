//! The line that asks before a message to many spaces goes on.

use ratatui::layout::Rect;

use crate::app::controllers::broadcast_resume;
use crate::app::controllers::dialogs::confirm::confirmation_key;
use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct ConfirmResumeController;

fn ticket(app: &App) -> Option<Ticket> {
    match app.overlay.dialog() {
        Some(Dialog::ConfirmResume(ticket)) => Some(*ticket),
        _ => None,
    }
}

impl DialogController for ConfirmResumeController {
    fn place(&self, _: &App) -> Place {
        Place::Confirm
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        broadcast_resume::question(app, ticket(app)?)
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        match (action, ticket(app)) {
            (Action::Choose, Some(ticket)) => {
                app.overlay.close();
                broadcast_resume::go(app, ticket, effects);
                EventResult::Consumed
            }
            (action, _) => confirmation_key(app, action),
        }
    }

    fn paste(&self, _: &mut App, _: &str) -> EventResult {
        EventResult::Ignored
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}
