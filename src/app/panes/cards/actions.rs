//! Key handling of the cards pane.

use crate::app::events::notice::{Notice, Tone};
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::value_editor::ValueEvent;
use crate::app::picker::list::Picker;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::draft::Draft;

/// The notice when an edited value is reverted.
const REVERTED: &str = "The value is unchanged";

/// The result of an action in the pane.
pub type CardsResult = EventResult<CardsEvent>;

/// What follows from an action in the pane.
pub enum CardsEvent {
    /// A text for the clipboard.
    Copy(String),
    /// A picker to open.
    Ask(Box<Picker>),
    /// A notice to show.
    Tell(Notice),
    /// A hint to show: a title, what keys do about it, and what else there is to do.
    Hint(
        &'static str,
        &'static [(Action, &'static str)],
        &'static str,
    ),
}

impl CardsEvent {
    /// Creates an info notice, which need not stay.
    #[must_use]
    pub fn notice(title: impl Into<String>, why: impl Into<String>) -> CardsResult {
        Self::Tell(Notice::new(Tone::Info, title.into()).with(why.into())).into()
    }

    pub(super) fn ask(picker: Option<Picker>, otherwise: CardsResult) -> CardsResult {
        picker.map_or(otherwise, |chooser| Self::Ask(Box::new(chooser)).into())
    }
}

impl Cards {
    /// Handles an action in the pane.
    pub fn act(&mut self, action: Action, draft: &mut Draft) -> CardsResult {
        if let Some(entry) = self.editor_mut() {
            let outcome = match entry.act(action, draft) {
                EventResult::Consumed | EventResult::Then(ValueEvent::TooLong(_)) => {
                    CardsResult::Consumed
                }
                EventResult::Then(ValueEvent::Left(next)) => {
                    self.leave();
                    draft.end_group();
                    return next.map_or(CardsResult::Consumed, |next| self.act(next, draft));
                }
                EventResult::Then(ValueEvent::Reverted) => {
                    self.leave();
                    CardsResult::Then(CardsEvent::Hint(
                        REVERTED,
                        &[(Action::Redo, "returns what was typed")],
                        "",
                    ))
                }
                EventResult::Then(ValueEvent::Copy(text)) => {
                    CardsResult::Then(CardsEvent::Copy(text))
                }
                EventResult::Ignored => CardsResult::Ignored,
            };
            self.sync(draft);
            return outcome;
        }
        self.sync(draft);
        let outcome = if self.is_in_form() {
            self.act_in_form(action, draft)
        } else {
            self.act_in_outline(action, draft)
        };
        match outcome {
            CardsResult::Ignored => self.act_on_part(action, draft),
            done => done,
        }
    }

    fn act_in_outline(&mut self, action: Action, draft: &mut Draft) -> CardsResult {
        let Some(line) = self.line() else {
            return match action {
                Action::Choose => self.act_on_part(Action::Add, draft),
                _ => CardsResult::Ignored,
            };
        };
        let last = self.nodes().len() - 1;
        let page = self.in_sight().height.max(1);
        match action {
            Action::Up => self.go_to_line(line.saturating_sub(1)),
            Action::Down => self.go_to_line((line + 1).min(last)),
            Action::PageUp => self.go_to_line(line.saturating_sub(page)),
            Action::PageDown => self.go_to_line((line + page).min(last)),
            Action::First => self.go_to_line(0),
            Action::Last => self.go_to_line(last),
            Action::Choose => self.enter_form(draft),
            Action::NextValue | Action::PreviousValue | Action::Toggle => self.turn(action, draft),
            _ => return CardsResult::Ignored,
        }
        CardsResult::Consumed
    }

    /// Expands and collapses lines, and steps into and out of what is below one.
    fn turn(&mut self, action: Action, draft: &Draft) {
        let path = self.cursor().to_owned();
        let Some(node) = self.line().and_then(|line| self.nodes().get(line)) else {
            return;
        };
        let is_open = node.has_children && !node.is_folded;
        match action {
            Action::NextValue if node.is_folded => self.fold(&path, false),
            Action::NextValue => {
                if let Some(child) = self.first_child() {
                    self.go(&child, draft);
                }
            }
            Action::PreviousValue if is_open => self.fold(&path, true),
            Action::PreviousValue => {
                if let Some(parent) = self.parent() {
                    self.go_to_line(parent);
                }
            }
            _ if node.has_children => self.fold(&path, !node.is_folded),
            _ => {}
        }
        self.sync(draft);
    }

    /// Handles an action on the part under the cursor, from the outline or from its form.
    fn act_on_part(&mut self, action: Action, draft: &mut Draft) -> CardsResult {
        match action {
            Action::Add => CardsEvent::ask(self.ask_add(draft, None), CardsResult::Consumed),
            Action::FindPart => CardsEvent::ask(
                self.ask_part(draft),
                CardsResult::Then(CardsEvent::Hint(
                    "There is no card yet",
                    &[(Action::Add, "adds one")],
                    "",
                )),
            ),
            Action::Convert => CardsEvent::ask(
                self.ask_convert(draft),
                CardsEvent::notice(
                    "This part cannot be converted",
                    "Only widgets with text can be converted.",
                ),
            ),
            Action::Paste => self.paste_register(draft),
            Action::Delete => {
                self.cut(draft);
                CardsResult::Consumed
            }
            Action::Duplicate => {
                self.duplicate(draft);
                CardsResult::Consumed
            }
            Action::MoveUp | Action::MoveDown => {
                self.shift(action == Action::MoveDown, draft);
                CardsResult::Consumed
            }
            Action::Copy => self.copied(draft.get(self.cursor()).cloned()),
            Action::Cut => {
                let taken = self.cut(draft);
                self.copied(taken)
            }
            _ => CardsResult::Ignored,
        }
    }
}
