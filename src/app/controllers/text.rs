//! The controller of the text pane: edits of the draft's text, and the completion at its cursor.

use crate::app::controllers::completion;
use crate::app::controllers::dialogs::find;
use crate::app::controllers::format;
use crate::app::controllers::number_format;
use crate::app::controllers::vim;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::panes::completion::is_in_block;
use crate::editor::actions::{self, TextEvent};
use crate::editor::edit::{self, Paste};
use crate::input::action::Action;
use crate::input::event_result::EventResult;

/// Handles an action in the text pane.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    if completion::act(app, action) {
        return EventResult::Consumed;
    }
    if vim::act(app, action, effects) {
        app.panes.completion.hide();
        return EventResult::Consumed;
    }
    if !is_kill(action) {
        app.register.end_kill();
    }
    let result = apply(app, action, effects);
    completion::follow(app, action, effects);
    result
}

/// Returns whether an action keeps what it deletes in the register.
fn is_kill(action: Action) -> bool {
    matches!(action, Action::DeleteToStart | Action::DeleteToEnd)
}

fn apply(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    let before = app.panes.text.caret_offset();
    match action {
        Action::Insert(c) if format::wrap_typed(app, c) => return EventResult::Consumed,
        Action::Newline if goes_on_with_list(app) => return EventResult::Consumed,
        Action::FindText => {
            find::open(app);
            return EventResult::Consumed;
        }
        action if format::act(app, action) => return EventResult::Consumed,
        _ => {}
    }
    let event = match actions::text(&mut app.panes.text, action) {
        EventResult::Consumed => return EventResult::Consumed,
        EventResult::Ignored => return EventResult::Ignored,
        EventResult::Then(event) => event,
    };
    match event {
        TextEvent::Change(splice) => {
            app.apply_splice(&splice, before);
            if is_kill(action) {
                effects.push(app.register.kill(action, &splice.removed));
            }
        }
        TextEvent::Copy(text) => effects.push(Effect::Terminal(TerminalCommand::Copy(text))),
        TextEvent::Cut(splice) => {
            app.apply_splice(&splice, before);
            effects.push(Effect::Terminal(TerminalCommand::Copy(splice.removed)));
        }
    }
    EventResult::Consumed
}

/// Begins the next item of a list, or ends the list at an empty one. Returns whether the cursor is in one.
fn goes_on_with_list(app: &mut App) -> bool {
    let before = app.panes.text.caret_offset();
    let line_start = before - app.panes.text.caret().byte;
    let text = app.document.draft().text();
    if is_in_block(text.get(..line_start).unwrap_or_default()) {
        return false;
    }
    let Some(splice) = app.panes.text.break_item() else {
        return false;
    };
    app.document.draft_mut().end_group();
    app.apply_splice(&splice, before);
    true
}

/// Pastes a text at the cursor, as an undo step of its own; an address over a selection makes a link of it.
pub fn paste(app: &mut App, pasted: &str) {
    if format::link_pasted(app, pasted) {
        return;
    }
    let before = app.panes.text.caret_offset();
    match app.panes.text.paste(pasted) {
        Paste::Change(splice) => {
            app.document.draft_mut().end_group();
            app.apply_splice(&splice, before);
        }
        Paste::Nothing => {}
        Paste::TooLong { bytes } => warn_too_long(app, bytes),
    }
}

/// Reports that a paste was refused, since the text would have so many bytes.
pub fn warn_too_long(app: &mut App, bytes: usize) {
    let title = format!(
        "Not pasted: the text would be {} bytes long",
        number_format::thousands(bytes)
    );
    let why = format!(
        "Chat takes 32,000 bytes; {} can be edited here.",
        number_format::thousands(edit::LIMIT)
    );
    app.overlay.show(Notice::new(Tone::Error, title).with(why));
}
