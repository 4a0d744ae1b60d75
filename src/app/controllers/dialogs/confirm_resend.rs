//! The line that asks before the text of an old doubt is posted a second time.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::confirm::confirmation_key;
use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::send;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct ConfirmResendController;

impl DialogController for ConfirmResendController {
    fn place(&self, _: &App) -> Place {
        Place::Confirm
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::ConfirmResend(second)) = app.overlay.dialog() else {
            return None;
        };
        Some(send::resend_question(app, second))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        if action == Action::Choose {
            send::resend(app, effects);
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
