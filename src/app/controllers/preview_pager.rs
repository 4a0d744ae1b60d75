//! Key handling of the preview's read-only tabs: Code and Diff.

use ratatui::layout::Rect;

use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::editor::motion::Motion;
use crate::input::action::Action;

/// Handles an action in the Code tab. Returns whether it was consumed.
pub fn in_code(app: &mut App, action: Action) -> bool {
    let code = &mut app.preview.code;
    match action {
        Action::NextLanguage => code.step_language(1),
        Action::PreviousLanguage => code.step_language(-1),
        action => return scroll_by(action).is_some_and(|motion| code.pager.step(motion)),
    }
    true
}

/// Generates the code where it is stale, and lays it out for the pane's content.
pub fn layout_code(app: &mut App, Rect { width, height, .. }: Rect) {
    let (revision, sender) = (app.derived_revision(), app.sender_kind());
    let code = &mut app.preview.code;
    code.show(revision, app.draft.request(), sender);
    code.layout(width, height);
}

/// Handles an action in the Diff tab. Returns whether it was consumed.
pub fn in_diff(app: &mut App, action: Action) -> bool {
    let diff = &mut app.preview.diff;
    match action {
        Action::ToggleBaseline if diff.toggle() => {}
        Action::ToggleBaseline => {
            app.notice = Some(
                Notice::new(Tone::Info, "This draft was not sent yet")
                    .with("It is compared with the draft as it was opened."),
            );
        }
        action => return scroll_by(action).is_some_and(|motion| diff.pager.step(motion)),
    }
    true
}

/// Computes the diff where it is stale, and lays it out for the pane's content.
pub fn layout_diff(app: &mut App, Rect { width, height, .. }: Rect) {
    let revision = app.derived_revision();
    let (draft, diff) = (&app.draft, &mut app.preview.diff);
    diff.show(revision, draft.request(), draft.is_blank());
    diff.layout(width, height);
}

/// Returns the motion that an action means in read-only lines.
fn scroll_by(action: Action) -> Option<Motion> {
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
