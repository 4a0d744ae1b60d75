//! Applies editing actions to a single-line input, and to a text area.

use crate::editor::change::Splice;
use crate::editor::line_input::LineInput;
use crate::editor::motion::{Anchor, Motion};
use crate::editor::text_area::Text;
use crate::input::action::Action;
use crate::input::event_result::EventResult;

/// Returns the motion of an action, and whether it selects.
fn motion(action: Action) -> Option<(Motion, Anchor)> {
    use crate::editor::motion::Anchor::{Drop, Keep};
    Some(match action {
        Action::Left => (Motion::Left, Drop),
        Action::Right => (Motion::Right, Drop),
        Action::WordLeft => (Motion::WordLeft, Drop),
        Action::WordRight => (Motion::WordRight, Drop),
        Action::Up => (Motion::Up, Drop),
        Action::Down => (Motion::Down, Drop),
        Action::PageUp => (Motion::PageUp, Drop),
        Action::PageDown => (Motion::PageDown, Drop),
        Action::Home => (Motion::RowStart, Drop),
        Action::End => (Motion::RowEnd, Drop),
        Action::First => (Motion::First, Drop),
        Action::Last => (Motion::Last, Drop),
        Action::SelectLeft => (Motion::Left, Keep),
        Action::SelectRight => (Motion::Right, Keep),
        Action::SelectWordLeft => (Motion::WordLeft, Keep),
        Action::SelectWordRight => (Motion::WordRight, Keep),
        Action::SelectUp => (Motion::Up, Keep),
        Action::SelectDown => (Motion::Down, Keep),
        Action::SelectHome => (Motion::RowStart, Keep),
        Action::SelectEnd => (Motion::RowEnd, Keep),
        Action::SelectFirst => (Motion::First, Keep),
        Action::SelectLast => (Motion::Last, Keep),
        _ => return None,
    })
}

/// Returns how far an action deletes.
fn deletion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::DeleteBefore => Motion::Left,
        Action::DeleteAfter => Motion::Right,
        Action::DeleteWordBefore => Motion::WordLeft,
        Action::DeleteWordAfter => Motion::WordRight,
        Action::DeleteToStart => Motion::LineStart,
        Action::DeleteToEnd => Motion::LineEnd,
        _ => return None,
    })
}

/// Handles an action in a single-line input; moves up and down are ignored. Returns whether it was consumed.
pub fn line(line: &mut LineInput, action: Action) -> bool {
    if let Action::Insert(c) = action {
        line.insert(c);
    } else if let Some(motion) = deletion(action) {
        line.delete(motion);
    } else if action == Action::SelectAll {
        line.select_all();
    } else {
        match motion(action) {
            Some((
                Motion::Up
                | Motion::Down
                | Motion::PageUp
                | Motion::PageDown
                | Motion::First
                | Motion::Last,
                _,
            ))
            | None => return false,
            Some((motion, anchor)) => line.step(motion, anchor),
        }
    }
    true
}

/// Handles an action in a single-line input that is no part of the draft, and so has its own undo.
///
/// Returns whether it was consumed.
pub fn dialog_line(input: &mut LineInput, action: Action) -> bool {
    match action {
        Action::Undo => input.undo(),
        Action::Redo => input.redo(),
        action => return line(input, action),
    };
    true
}

/// The result of an action in a text area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextEvent {
    /// The change to apply to the text.
    Change(Splice),
    /// A text for the clipboard.
    Copy(String),
    /// The change to apply to the text, whose removed part is for the clipboard.
    Cut(Splice),
}

/// Moves and selects as an action says; returns the change it makes.
pub fn text(text: &mut Text, action: Action) -> EventResult<TextEvent> {
    let change = |splice: Option<Splice>| {
        splice.map_or(EventResult::Consumed, |splice| {
            TextEvent::Change(splice).into()
        })
    };
    if let Some(motion) = deletion(action) {
        return change(text.delete(motion));
    }
    if let Some((motion, anchor)) = motion(action) {
        text.step(motion, anchor);
        return EventResult::Consumed;
    }
    match action {
        Action::Insert(c) => change(text.insert(c)),
        Action::Newline | Action::LineBreak => TextEvent::Change(text.newline()).into(),
        Action::SelectAll => {
            text.select_all();
            EventResult::Consumed
        }
        Action::Copy => text
            .selected_text()
            .map_or(EventResult::Consumed, |text| TextEvent::Copy(text).into()),
        Action::Cut => text.cut().map_or(EventResult::Consumed, |splice| {
            TextEvent::Cut(splice).into()
        }),
        Action::Back if text.selection().is_some() => {
            text.drop_selection();
            EventResult::Consumed
        }
        _ => EventResult::Ignored,
    }
}
