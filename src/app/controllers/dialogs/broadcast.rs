//! The table of a message to many spaces: what has become of it in each.

use ratatui::layout::Rect;

use crate::app::controllers::broadcast_resume;
use crate::app::controllers::dialogs::confirm::confirmation_key;
use crate::app::controllers::dialogs::dialog_controller::{DialogController, WIDTH, rows};
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::notice::Notice;
use crate::app::layout;
use crate::app::model::App;
use crate::app::state::broadcast::{Broadcast, RowState};
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The rows of the box beside those of the spaces: borders, progress, bar, details.
pub const BESIDE: u16 = 7;

/// The rows below the spaces: a gap, and what became of the one under the cursor.
pub const DETAILS: u16 = 3;

/// The most rows of spaces that are shown at once, where the screen has room.
const MOST: u16 = 20;

/// The controller of the dialog.
pub struct BroadcastController;

/// Returns the part of the box with the rows of the spaces.
#[must_use]
pub fn list(area: Rect) -> Rect {
    let inside = layout::inside(area);
    let above = 2.min(inside.height.saturating_sub(1));
    let height = inside.height.saturating_sub(above);
    let below = DETAILS.min(height.saturating_sub(1));
    Rect {
        y: inside.y + above,
        height: height - below,
        ..inside
    }
}

fn count(app: &App) -> usize {
    app.broadcast.as_ref().map_or(0, |send| send.rows().len())
}

impl DialogController for BroadcastController {
    fn place(&self, _: &App) -> Place {
        Place::Broadcast
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        Some((widest.min(WIDTH), rows(count(app)).min(MOST) + BESIDE))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        let rows = count(app);
        if let Some(Dialog::Broadcast(table)) = app.overlay.dialog_mut() {
            table.layout(rows, usize::from(list(area).height));
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let rows = count(app);
        let Some(Dialog::Broadcast(table)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        if table.act(action, rows) {
            return EventResult::Consumed;
        }
        let cursor = table.cursor();
        match action {
            Action::Choose => {
                if let Some(ticket) = app.broadcast.as_ref().map(|send| send.ticket) {
                    broadcast_resume::ask(app, ticket);
                }
            }
            Action::CopyMessageName => {
                let row = app
                    .broadcast
                    .as_ref()
                    .and_then(|send| send.rows().get(cursor));
                if let Some(RowState::Sent(sent)) = row.map(|row| &row.state) {
                    let name = sent.name.clone();
                    effects.push(Effect::Terminal(TerminalCommand::Copy(name)));
                }
            }
            action => return confirmation_key(app, action),
        }
        EventResult::Consumed
    }

    fn paste(&self, _: &mut App, _: &str) -> EventResult {
        EventResult::Ignored
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), _: u8) -> EventResult<Action> {
        let rows = count(app);
        let list = list(area);
        if let Some(row) = cell.1.checked_sub(list.y)
            && let Some(Dialog::Broadcast(table)) = app.overlay.dialog_mut()
        {
            table.click(usize::from(row), rows);
        }
        EventResult::Consumed
    }

    fn shows_hint(&self, app: &App, action: Action) -> bool {
        let send = app.broadcast.as_ref();
        match action {
            Action::Choose => send.is_some_and(Broadcast::can_resume),
            Action::CancelSend => send.is_some_and(Broadcast::is_running),
            _ => true,
        }
    }
}
