//! What every dialog says of itself: where its keys are, how large it is, what it does with input.

use ratatui::layout::Rect;

use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The width limit of a box, in cells.
pub const WIDTH: u16 = 84;

/// What a dialog is to the program, beside its state and its drawing.
///
/// It is asked only while its dialog is open. It has no state; that is in the dialog, which `app.overlay` holds.
pub trait DialogController {
    /// Returns the place whose key bindings it uses.
    fn place(&self, app: &App) -> Place;

    /// Returns the width and height of its box, borders included, where boxes may be `widest` cells wide;
    /// `None` where it has no box, as it asks in the message line.
    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)>;

    /// Returns what it asks in the message line; `None` where it has a box.
    fn question(&self, app: &App) -> Option<Notice>;

    /// Lays it out in the area of its box, borders included.
    fn layout(&self, app: &mut App, area: Rect);

    /// Handles an action; what follows from it may be another action, in the place below.
    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action>;

    /// Pastes a text. Where that is ignored, the dialog closes and the pane gets the text.
    fn paste(&self, app: &mut App, text: &str) -> EventResult;

    /// Handles a click, the first, second or third in a row, at a cell of the screen; `area` is that of its box.
    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), times: u8) -> EventResult<Action>;

    /// Returns what of it must be finished before a send, as words that follow "Not sent: ".
    #[must_use]
    fn unfinished(&self, _app: &App) -> Option<String> {
        None
    }

    /// Returns whether the key hint of an action is of use now.
    #[must_use]
    fn shows_hint(&self, _app: &App, _action: Action) -> bool {
        true
    }
}

/// Closes the dialog on the keys that close every one.
pub fn close_on_back(app: &mut App, action: Action) -> EventResult<Action> {
    let closes = matches!(action, Action::Back | Action::ShowHelp);
    if closes {
        app.overlay.close();
    }
    EventResult::of(closes)
}

/// Returns a count of rows as cells.
#[must_use]
pub fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
