//! The editor of one value in a form: each key changes the draft at once.

use serde_json::Value;

use crate::app::panes::cards::parse_value::ValueFormat;
use crate::document::form::Row;
use crate::editor::actions;
use crate::editor::change::Splice;
use crate::editor::edit::Paste;
use crate::editor::line_input::LineInput;
use crate::editor::motion::Anchor;
use crate::editor::text_area::Text;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::draft::Draft;
use crate::message::field_change::Grouping;

/// The input of a value.
#[derive(Debug)]
pub enum Typing {
    /// A single-line input.
    Line(LineInput),
    /// A text of several lines.
    Lines(Box<Text>),
}

/// A value that is edited.
#[derive(Debug)]
pub struct ValueEditor {
    /// The key of its row.
    pub key: String,
    /// Its path in the request.
    pub path: String,
    /// Its input.
    pub typing: Typing,
    format: ValueFormat,
    before: Option<Value>,
    /// The number of undo steps when editing started.
    steps: usize,
}

/// The result of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueEvent {
    /// Editing ended; the value is kept, and this action follows in the form.
    Left(Option<Action>),
    /// Editing ended; the value is what it was before, though another was typed, which redo returns.
    Reverted,
    /// A text for the clipboard.
    Copy(String),
    /// The value would be too long with the paste, in bytes.
    TooLong(usize),
}

impl ValueEditor {
    /// Starts editing the value of a row. `None` where it is not typed.
    #[must_use]
    pub fn begin(row: &Row<'_>, draft: &Draft) -> Option<Self> {
        let reading = ValueFormat::of(row)?;
        let before = draft.get(&row.path).cloned();
        let text = reading.text(before.as_ref().unwrap_or(&Value::Null));
        Some(Self {
            key: row.key(),
            path: row.path.clone(),
            typing: match reading {
                ValueFormat::Lines => Typing::Lines(Box::new(Text::new(&text))),
                _ => Typing::Line(LineInput::new(&text)),
            },
            format: reading,
            before,
            steps: draft.steps(),
        })
    }

    /// Selects a value that is no text, so that what is typed replaces it; words are continued.
    pub fn start_over(&mut self) {
        let is_text = matches!(
            self.format,
            ValueFormat::Line | ValueFormat::Lines | ValueFormat::Json
        );
        if let Typing::Line(line) = &mut self.typing
            && !is_text
        {
            line.select_all();
        }
    }

    /// Handles an action.
    pub fn act(&mut self, action: Action, draft: &mut Draft) -> EventResult<ValueEvent> {
        if self.is_last_of_text(action) {
            return EventResult::Then(ValueEvent::Left(Some(action)));
        }
        match &mut self.typing {
            Typing::Line(line) => {
                let was = line.text().to_owned();
                if actions::line(line, action) {
                    self.write(&was, draft);
                    return EventResult::Consumed;
                }
            }
            Typing::Lines(text) => match actions::text(text, action) {
                EventResult::Consumed => return EventResult::Consumed,
                EventResult::Then(actions::TextEvent::Change(splice)) => {
                    splice_at(&self.path, text, &splice, draft);
                    return EventResult::Consumed;
                }
                EventResult::Then(actions::TextEvent::Copy(text)) => {
                    return EventResult::Then(ValueEvent::Copy(text));
                }
                EventResult::Then(actions::TextEvent::Cut(splice)) => {
                    splice_at(&self.path, text, &splice, draft);
                    return EventResult::Then(ValueEvent::Copy(splice.removed));
                }
                EventResult::Ignored => {}
            },
        }
        EventResult::Then(match (action, &self.typing) {
            (Action::Choose, _) => ValueEvent::Left(Some(Action::Down)),
            (Action::Back, Typing::Lines(_)) => ValueEvent::Left(None),
            (Action::Back, Typing::Line(_)) => self.revert(draft),
            (
                Action::Up
                | Action::Down
                | Action::NextPane
                | Action::PreviousPane
                | Action::NextPart
                | Action::PreviousPart
                | Action::Add,
                _,
            ) => ValueEvent::Left(Some(action)),
            _ => return EventResult::Ignored,
        })
    }

    /// Returns whether an action would leave a text of several lines by its first or last row.
    fn is_last_of_text(&self, action: Action) -> bool {
        match (&self.typing, action) {
            (Typing::Lines(text), Action::Up) => text.is_on_first_row(),
            (Typing::Lines(text), Action::Down) => text.is_on_last_row(),
            _ => false,
        }
    }

    /// Takes back what was typed, as one undone step that redo returns.
    fn revert(&mut self, draft: &mut Draft) -> ValueEvent {
        if draft.get(&self.path) == self.before.as_ref() {
            return ValueEvent::Left(None);
        }
        draft.undo_to(self.steps);
        // A step that began before this edit holds more than what was typed now.
        if draft.get(&self.path) != self.before.as_ref() {
            draft.put(&self.path, self.before.take(), Grouping::Alone);
        }
        ValueEvent::Reverted
    }

    /// Inserts a pasted text at the cursor.
    pub fn paste(&mut self, pasted: &str, draft: &mut Draft) -> EventResult<ValueEvent> {
        match &mut self.typing {
            Typing::Line(line) => {
                let was = line.text().to_owned();
                line.paste(pasted);
                draft.end_group();
                self.write(&was, draft);
                EventResult::Consumed
            }
            Typing::Lines(text) => match text.paste(pasted) {
                Paste::Change(splice) => {
                    draft.end_group();
                    splice_at(&self.path, text, &splice, draft);
                    EventResult::Consumed
                }
                Paste::Nothing => EventResult::Consumed,
                Paste::TooLong { bytes } => EventResult::Then(ValueEvent::TooLong(bytes)),
            },
        }
    }

    /// Moves the cursor to a byte of the text.
    pub fn go_to(&mut self, byte: usize) {
        if let Typing::Lines(text) = &mut self.typing {
            text.go_to(byte);
        }
    }

    /// Moves the cursor to a cell of the input.
    pub fn click(&mut self, column: u16, row: u16) {
        match &mut self.typing {
            Typing::Line(line) => line.click(column, Anchor::Drop),
            Typing::Lines(text) => text.click(column, row, Anchor::Drop),
        }
    }

    /// Synchronizes the input with the draft. Returns whether the value changed.
    pub fn sync_value(&mut self, draft: &Draft) -> bool {
        let text = self
            .format
            .text(draft.get(&self.path).unwrap_or(&Value::Null));
        match &mut self.typing {
            Typing::Line(line) if line.text() != text => line.set(&text),
            Typing::Lines(area) if area.text() != text => area.set(&text, usize::MAX),
            _ => return false,
        }
        true
    }

    /// Lays out the input at so many cells.
    pub fn layout(&mut self, width: u16, height: u16) {
        match &mut self.typing {
            Typing::Line(line) => line.layout(width),
            Typing::Lines(text) => text.layout(width, height),
        }
    }

    /// Writes the line into the draft, which held `was`.
    fn write(&self, was: &str, draft: &mut Draft) {
        let Typing::Line(line) = &self.typing else {
            return;
        };
        let now = line.text();
        if was == now {
            return;
        }
        if self.format == ValueFormat::Line && draft.text_at(&self.path) == was {
            let splice = Splice::between(was, now);
            let change = (splice.removed.as_str(), splice.inserted.as_str());
            draft.splice(&self.path, splice.at, change);
        } else {
            let value = self.format.value(now);
            draft.put(&self.path, value, Grouping::WithSame);
        }
    }
}

/// Applies a change of the text at a path to the draft, which owns it, then to what shows it.
fn splice_at(path: &str, text: &mut Text, splice: &Splice, draft: &mut Draft) {
    let change = (splice.removed.as_str(), splice.inserted.as_str());
    let is_made = draft.splice(path, splice.at, change);
    text.apply(splice);
    if !is_made {
        // The value there was no string.
        let value = Value::from(text.text());
        draft.put(path, Some(value), Grouping::WithSame);
    }
}
