//! The options pane: who sees the message, which thread it joins, its ID, and how it is announced.

use std::collections::HashMap;

use crate::app::state::findings::Findings;
use crate::app::state::option_fields::{
    Field, MARKUPS, NOTIFICATIONS, REPLIES, cleared, pointers, target, text_of, typed,
};
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::checks::finding::Finding;
use crate::message::draft::{Draft, at};
use crate::message::field_change::Change;
use crate::message::message_id;
use crate::message::thread::Target;

/// An option, ready for drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The option.
    pub field: Field,
    /// Its value as text.
    pub value: String,
    /// Whether it is set, rather than at its default.
    pub is_set: bool,
    /// Its gravest finding.
    pub finding: Option<Finding>,
}

/// What the rows show.
pub struct OptionInputs<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its findings.
    pub findings: &'a Findings,
    /// The message that it quotes, in one line; empty where none.
    pub quote: String,
    /// The files that go with it, in one line; empty where none.
    pub files: String,
    /// The thread of the message that it edits, empty where that is not known; `None` for a new message.
    pub edited_thread: Option<String>,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Options {
    cursor: usize,
    offset: usize,
    editing: Option<Editing>,
    people: HashMap<String, String>,
}

#[derive(Debug)]
struct Editing {
    field: Field,
    line: LineInput,
    /// The values before the edit, which Esc restores.
    before: Vec<Change>,
}

/// What follows from an action in the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionsEvent {
    /// The changes to apply to the draft; typing into one field is one undo step.
    Change(Vec<Change>),
    /// The picker of members is to be opened for the viewer.
    PickViewer,
    /// The picker of the space's threads is to be opened.
    PickThread,
    /// It is to be said how a quote is made and taken off.
    TellQuote,
    /// A file is to be chosen that goes with the message.
    AttachFile,
    /// The files are not to go with the message any more.
    DetachFiles,
}

impl Options {
    /// Returns the option under the cursor.
    #[must_use]
    pub fn current(&self) -> Field {
        Field::ALL[self.cursor.min(Field::ALL.len() - 1)]
    }

    /// Returns the option that is edited, and its line.
    #[must_use]
    pub fn editing(&self) -> Option<(Field, &LineInput)> {
        self.editing
            .as_ref()
            .map(|editing| (editing.field, &editing.line))
    }

    /// Stores the name of a user, for the viewer's row.
    pub fn know(&mut self, user: String, name: String) {
        self.people.insert(user, name);
    }

    /// Returns the name of a user, where that is known.
    #[must_use]
    pub fn person(&self, user: &str) -> Option<&str> {
        self.people.get(user).map(String::as_str)
    }

    /// Returns how many users are known by name.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// Returns the name of a user, as far as known, else the resource name.
    #[must_use]
    pub fn name_of<'a>(&'a self, user: &'a str) -> &'a str {
        self.people.get(user).map_or(user, String::as_str)
    }

    /// Handles an action in the pane.
    pub fn act(&mut self, action: Action, draft: &Draft) -> EventResult<OptionsEvent> {
        if self.editing.is_some() {
            return self.edit(action, draft);
        }
        let last = Field::ALL.len() - 1;
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::First | Action::PageUp => self.cursor = 0,
            Action::Last | Action::PageDown => self.cursor = last,
            Action::Choose => return self.open(draft),
            Action::NextValue => return self.step(draft, 1),
            Action::PreviousValue => return self.step(draft, -1),
            Action::Clear if self.current() == Field::Files => {
                return EventResult::Then(OptionsEvent::DetachFiles);
            }
            Action::Clear => {
                return EventResult::Then(OptionsEvent::Change(cleared(self.current())));
            }
            Action::PickThread => {
                self.seek(Field::Thread);
                return EventResult::Then(OptionsEvent::PickThread);
            }
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    /// Moves the cursor to the option at this row of the pane. Returns whether there is one.
    pub fn click(&mut self, row: usize) -> bool {
        let at = self.offset + row;
        let is_there = at < Field::ALL.len();
        if is_there && self.editing.is_none() {
            self.cursor = at;
        }
        is_there
    }

    /// Returns how many rows are scrolled out of view above, where not all fit.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Moves the cursor to an option.
    pub fn seek(&mut self, field: Field) {
        self.cursor = Field::ALL.iter().position(|f| *f == field).unwrap_or(0);
    }

    /// Ends editing, and goes to the first option, where whoever opens a draft expects to be.
    pub fn reset(&mut self) {
        self.leave();
        self.cursor = 0;
    }

    /// Ends editing and keeps the value; the draft has it already.
    pub fn leave(&mut self) {
        self.editing = None;
    }

    /// Synchronizes the option that is edited with the draft.
    pub fn sync(&mut self, draft: &Draft) {
        if let Some(editing) = &mut self.editing {
            editing.line = LineInput::new(text_of(editing.field, draft));
        }
    }

    /// Pastes into the option that is edited, or starts editing the current one where it can be typed.
    pub fn paste(&mut self, text: &str, draft: &Draft) -> EventResult<OptionsEvent> {
        if self.editing.is_none() && self.open(draft) != EventResult::Consumed {
            return EventResult::Ignored;
        }
        let Some(editing) = &mut self.editing else {
            return EventResult::Ignored;
        };
        if editing.field == Field::MessageId && text.trim().starts_with(message_id::PREFIX) {
            editing.line = LineInput::default();
        }
        editing.line.paste(text.trim());
        EventResult::Then(OptionsEvent::Change(typed(
            editing.field,
            editing.line.text(),
        )))
    }

    /// Lays out the rows at `height`, the one under the cursor in view, and the edited value at `width` cells.
    pub fn layout(&mut self, width: u16, height: usize) {
        self.offset = (self.cursor + 1).saturating_sub(height);
        if let Some(editing) = &mut self.editing {
            editing.line.layout(width);
        }
    }

    fn open(&mut self, draft: &Draft) -> EventResult<OptionsEvent> {
        let field = self.current();
        if let Some(event) = chosen_elsewhere(field) {
            return EventResult::Then(event);
        }
        if !field.is_typed() {
            return self.step(draft, 1);
        }
        let text = text_of(field, draft);
        // The address of a thread brings its space along.
        let beside = (field == Field::Thread).then_some(&at::PARENT);
        let before = pointers(field)
            .iter()
            .chain(beside)
            .map(|p| Change::new(*p, draft.get(p).cloned()))
            .collect();
        self.editing = Some(Editing {
            field,
            line: LineInput::new(text),
            before,
        });
        EventResult::Consumed
    }

    fn edit(&mut self, action: Action, draft: &Draft) -> EventResult<OptionsEvent> {
        let Some(editing) = &mut self.editing else {
            return EventResult::Ignored;
        };
        if actions::line(&mut editing.line, action) {
            let changes = typed(editing.field, editing.line.text());
            let is_new = changes
                .iter()
                .any(|change| draft.get(&change.pointer) != change.value.as_ref());
            return if is_new {
                EventResult::Then(OptionsEvent::Change(changes))
            } else {
                EventResult::Consumed
            };
        }
        match action {
            // While a thread is being retyped, its reply option is kept; here that is unset, too.
            Action::Choose if editing.line.is_empty() => {
                let field = editing.field;
                self.editing = None;
                EventResult::Then(OptionsEvent::Change(cleared(field)))
            }
            Action::Choose => {
                self.editing = None;
                EventResult::Consumed
            }
            Action::Up | Action::Down => {
                let finished = self.edit(Action::Choose, draft);
                self.act(action, draft);
                finished
            }
            Action::Back => {
                let before = std::mem::take(&mut editing.before);
                self.editing = None;
                EventResult::Then(OptionsEvent::Change(before))
            }
            _ => EventResult::Ignored,
        }
    }

    fn step(&mut self, draft: &Draft, by: isize) -> EventResult<OptionsEvent> {
        let field = self.current();
        let values = match field {
            Field::Notification => NOTIFICATIONS,
            Field::Markup => MARKUPS,
            Field::Reply if target(draft) == Target::New => return EventResult::Consumed,
            Field::Reply => REPLIES,
            _ => return self.open(draft),
        };
        let set = draft.text_at(field.pointer());
        let here = values.iter().position(|(value, _)| *value == set);
        let count = values.len();
        let next = here.map_or(0, |here| {
            here.wrapping_add_signed(by).wrapping_add(count) % count
        });
        let value = values[next].0;
        EventResult::Then(OptionsEvent::Change(vec![Change::new(
            field.pointer(),
            (!value.is_empty()).then(|| value.into()),
        )]))
    }

    /// Returns all options, ready for drawing.
    #[must_use]
    pub fn rows(&self, inputs: &OptionInputs<'_>) -> Vec<Row> {
        Field::ALL
            .into_iter()
            .map(|field| {
                let (value, is_set) = self.value(field, inputs);
                let is_about = |finding: &&Finding| Field::at(&finding.path) == Some(field);
                let finding = inputs.findings.open().iter().find(is_about).cloned();
                Row {
                    field,
                    value,
                    is_set,
                    finding,
                }
            })
            .collect()
    }

    fn value(&self, field: Field, inputs: &OptionInputs<'_>) -> (String, bool) {
        let draft = inputs.draft;
        let set = draft.text_at(field.pointer());
        let worded = |values: &[(&str, &str)]| {
            let words = values
                .iter()
                .find(|(value, _)| *value == set)
                .map_or(set, |(_, words)| words);
            (words.to_owned(), !set.is_empty())
        };
        let line = |words: &str| match words {
            "" => ("none".to_owned(), false),
            words => (words.to_owned(), true),
        };
        match field {
            Field::Thread if inputs.edited_thread.is_some() && target(draft) == Target::New => {
                let thread = inputs.edited_thread.as_deref().unwrap_or_default();
                let words = match thread {
                    "" => "stays in its own".to_owned(),
                    thread => format!("stays in {thread}"),
                };
                (words, false)
            }
            Field::Quote => line(&inputs.quote),
            Field::Files => line(&inputs.files),
            Field::Viewer => match draft.text_at(at::VIEWER_NAME) {
                "" => ("everyone".into(), false),
                user => (format!("only {}, privately", self.name_of(user)), true),
            },
            Field::Thread => match target(draft) {
                Target::New => ("new".into(), false),
                Target::Key(key) => (format!("key {key}"), true),
                Target::Name(name) => (name.to_owned(), true),
            },
            Field::Reply if target(draft) == Target::New => {
                ("used only with a thread".into(), false)
            }
            Field::Reply if set.is_empty() => ("unset: the thread is ignored".into(), false),
            Field::Reply => worded(REPLIES),
            Field::Notification => worded(NOTIFICATIONS),
            Field::Markup => worded(MARKUPS),
            Field::MessageId | Field::Fallback if set.is_empty() => ("none".into(), false),
            Field::MessageId | Field::Fallback => (set.to_owned(), true),
        }
    }
}

/// Returns what chooses the value of an option that is neither typed nor stepped through; `None` for the others.
fn chosen_elsewhere(field: Field) -> Option<OptionsEvent> {
    match field {
        Field::Viewer => Some(OptionsEvent::PickViewer),
        Field::Quote => Some(OptionsEvent::TellQuote),
        Field::Files => Some(OptionsEvent::AttachFile),
        _ => None,
    }
}
