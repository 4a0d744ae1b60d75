//! The motion that an action means in lines that are only read.

use crate::editor::motion::Motion;
use crate::input::action::Action;

/// Returns the motion that an action means; `None` where it is none.
#[must_use]
pub fn scroll_motion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::Up => Motion::Up,
        Action::Down => Motion::Down,
        Action::PageUp => Motion::PageUp,
        Action::PageDown => Motion::PageDown,
        Action::First => Motion::First,
        Action::Last => Motion::Last,
        _ => return None,
    })
}
