//! Copies parts of cards, and pastes parts and texts.

use serde_json::Value;

use crate::app::events::notice::{Notice, Tone};
use crate::app::panes::cards::actions::{CardsEvent, CardsResult};
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::typed_request::{insertion, typed_request};
use crate::app::panes::cards::value_editor::ValueEvent;
use crate::document::typed_document::TypedDocument;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::draft::{Draft, at};

impl Cards {
    /// Stores a part in the register, and copies its JSON to the clipboard.
    pub(super) fn copied(&mut self, value: Option<Value>) -> CardsResult {
        let Some(value) = value.filter(|_| !self.cursor().is_empty() || self.nodes().is_empty())
        else {
            return CardsResult::Consumed;
        };
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        self.register = Some(value);
        CardsResult::Then(CardsEvent::Copy(text))
    }

    pub(super) fn paste_register(&mut self, draft: &mut Draft) -> CardsResult {
        match self.register.clone() {
            Some(value) => self.paste_value(&value, draft),
            None => CardsResult::Then(CardsEvent::Hint(
                "Nothing is copied yet",
                &[(Action::Copy, "copies a part"), (Action::Cut, "cuts it")],
                "; JSON from elsewhere is pasted as the terminal pastes",
            )),
        }
    }

    /// Inserts a part where it fits, as near to the cursor as can be, and goes there.
    pub fn paste_value(&mut self, value: &Value, draft: &mut Draft) -> CardsResult {
        if self.paste_values(std::slice::from_ref(value), draft) {
            return CardsResult::Consumed;
        }
        CardsEvent::notice(
            "This does not fit into a message",
            "A card, section, widget, button or other part of a card can be pasted here.",
        )
    }

    /// Inserts parts where they fit, as one undo step, and goes to the first.
    ///
    /// The first is put as near to the cursor as can be, each other one behind the one before it. Returns
    /// whether there is a place for all of them; without, nothing is changed.
    pub fn paste_values(&mut self, values: &[Value], draft: &mut Draft) -> bool {
        let mut after = draft.clone();
        let mut edits = Vec::new();
        let mut paths: Vec<String> = Vec::new();
        for value in values {
            let near = paths.last().map_or(self.cursor(), String::as_str);
            let near = Some(near).filter(|near| !near.is_empty());
            let place = typed_request(&after)
                .and_then(|document| document.find_insertion_point(near, value));
            let edit =
                place.and_then(|(path, value)| Some((insertion(&after, &path, value)?, path)));
            let Some((edit, path)) = edit else {
                return false;
            };
            after.restructure(vec![edit.clone()], (&path, &path));
            edits.push(edit);
            paths.push(path);
        }
        let Some(first) = paths.first() else {
            return false;
        };
        draft.restructure(edits, (self.cursor(), first));
        self.leave_form();
        self.unfold_to(first);
        self.go(first, draft);
        true
    }

    /// Appends all cards and accessory widgets of another request to those of the draft.
    ///
    /// It is one undo step; the cursor goes to the first of them.
    pub fn paste_message(&mut self, request: &Value, draft: &mut Draft) -> CardsResult {
        let Some(ground) = typed_request(draft) else {
            return CardsResult::Consumed;
        };
        let mut after = draft.clone();
        let mut edits = Vec::new();
        let mut first = None;
        for list in [at::CARDS, at::ACCESSORIES] {
            let parts = request.pointer(list).and_then(Value::as_array);
            for part in parts.into_iter().flatten() {
                let count = after
                    .get(list)
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                let path = format!("{list}/{count}");
                let mut part = part.clone();
                let ground = TypedDocument {
                    document: after.request(),
                    ..ground
                };
                if let Some(kind) = ground.kind_of_items(list) {
                    ground.assign_unique_ids(kind, &path, &mut part);
                }
                let Some(edit) = insertion(&after, &path, part) else {
                    continue;
                };
                after.restructure(vec![edit.clone()], (&path, &path));
                edits.push(edit);
                first.get_or_insert(path);
            }
        }
        let Some(first) = first else {
            return CardsEvent::notice(
                "Nothing that fits into the cards",
                "The pasted JSON has no cards and no accessory widgets.",
            );
        };
        let count = edits.len();
        draft.restructure(edits, (self.cursor(), &first));
        self.leave_form();
        self.unfold_to(&first);
        self.go(&first, draft);
        let left = request.pointer(at::TEXT).is_some();
        let words = if count == 1 {
            "1 part was pasted".to_owned()
        } else {
            format!("{count} parts were pasted")
        };
        if left {
            let why = "Their text was not pasted; paste it into Text.";
            return CardsEvent::notice(words, why);
        }
        CardsResult::Then(CardsEvent::Tell(Notice::new(Tone::Info, words)))
    }

    /// Pastes a text from the terminal: into the value that is edited, else as a part in JSON.
    pub fn paste(&mut self, text: &str, draft: &mut Draft) -> Pasted {
        if let Some(entry) = self.editor_mut() {
            let outcome = entry.paste(text, draft);
            self.sync(draft);
            return match outcome {
                EventResult::Then(ValueEvent::TooLong(bytes)) => Pasted::TooLong(bytes),
                _ => Pasted::Done(CardsResult::Consumed),
            };
        }
        if self.is_in_form() && !looks_like_json(text) {
            let rows = self.rows(draft);
            if let Some(row) = rows.get(self.row_of(&rows)) {
                self.type_at(&row.key(), draft);
            }
            if self.editor().is_some() {
                return self.paste(text, draft);
            }
        }
        Pasted::Part
    }
}

/// The result of a paste.
pub enum Pasted {
    /// The paste was handled.
    Done(CardsResult),
    /// The value would be too long, in bytes.
    TooLong(usize),
    /// The text is a part, or something else to import.
    Part,
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}
