//! What the keys do in the cards pane.

use serde_json::Value;

use crate::app::cards::deed::Deed;
use crate::app::cards::entry;
use crate::app::cards::ground::{ground, insertion};
use crate::app::cards::state::Cards;
use crate::app::chooser::Chooser;
use crate::app::notice::{Notice, Tone};
use crate::document::offer::Ground;
use crate::input::action::Action;
use crate::message::draft::{Draft, at};

/// What came of an action in the pane.
pub enum Outcome {
    /// It was done.
    Done,
    /// This is for the clipboard.
    Copy(String),
    /// This is to be chosen from.
    Ask(Box<Chooser>),
    /// This is to be told.
    Tell(Notice),
    /// It is not for this pane.
    NotMine,
}

impl Outcome {
    fn tell(title: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Tell(Notice::new(Tone::Info, title.into()).with(why.into()))
    }

    fn ask(chooser: Option<Chooser>, otherwise: Self) -> Self {
        chooser.map_or(otherwise, |chooser| Self::Ask(Box::new(chooser)))
    }
}

impl Cards {
    /// Does what a key asks of the pane.
    pub fn act(&mut self, action: Action, draft: &mut Draft) -> Outcome {
        if let Some(entry) = self.entry_mut() {
            let outcome = match entry.act(action, draft) {
                entry::Outcome::Done | entry::Outcome::TooLong(_) => Outcome::Done,
                entry::Outcome::Left => {
                    self.leave();
                    Outcome::Done
                }
                entry::Outcome::Copy(text) => Outcome::Copy(text),
                entry::Outcome::NotMine => Outcome::NotMine,
            };
            self.renew(draft);
            return outcome;
        }
        self.renew(draft);
        let outcome = if self.is_in_form() {
            self.act_in_form(action, draft)
        } else {
            self.act_in_outline(action, draft)
        };
        match outcome {
            Outcome::NotMine => self.act_on_part(action, draft),
            done => done,
        }
    }

    fn act_in_outline(&mut self, action: Action, draft: &mut Draft) -> Outcome {
        let Some(line) = self.line() else {
            return match action {
                Action::Choose => self.act_on_part(Action::Add, draft),
                _ => Outcome::NotMine,
            };
        };
        let last = self.nodes().len() - 1;
        let page = self.height().max(1);
        match action {
            Action::Up => self.go_to_line(line.saturating_sub(1)),
            Action::Down => self.go_to_line((line + 1).min(last)),
            Action::PageUp => self.go_to_line(line.saturating_sub(page)),
            Action::PageDown => self.go_to_line((line + page).min(last)),
            Action::First => self.go_to_line(0),
            Action::Last => self.go_to_line(last),
            Action::Choose => self.enter_form(draft),
            Action::NextValue | Action::PreviousValue | Action::Toggle => self.turn(action, draft),
            _ => return Outcome::NotMine,
        }
        Outcome::Done
    }

    /// Opens, shuts, and steps into and out of what stands below a line.
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
        self.renew(draft);
    }

    /// What is done with the part under the cursor, from the outline and from its form.
    fn act_on_part(&mut self, action: Action, draft: &mut Draft) -> Outcome {
        match action {
            Action::Add => Outcome::ask(self.ask_add(draft, None), Outcome::Done),
            Action::FindPart => Outcome::ask(
                self.ask_part(draft),
                Outcome::tell("There is no card yet", "a adds one."),
            ),
            Action::Convert => Outcome::ask(
                self.ask_convert(draft),
                Outcome::tell(
                    "This cannot become anything else",
                    "Widgets with words can: another kind then holds them.",
                ),
            ),
            Action::Paste => self.paste_register(draft),
            Action::Delete => {
                self.take_out(draft);
                Outcome::Done
            }
            Action::Duplicate => {
                self.duplicate(draft);
                Outcome::Done
            }
            Action::MoveUp | Action::MoveDown => {
                self.shift(action == Action::MoveDown, draft);
                Outcome::Done
            }
            Action::Copy => self.copied(draft.get(self.cursor()).cloned()),
            Action::Cut => {
                let taken = self.take_out(draft);
                self.copied(taken)
            }
            _ => Outcome::NotMine,
        }
    }

    /// Keeps a part for pasting, and hands its JSON to the clipboard.
    fn copied(&mut self, value: Option<Value>) -> Outcome {
        let Some(value) = value.filter(|_| !self.cursor().is_empty() || self.nodes().is_empty())
        else {
            return Outcome::Done;
        };
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        self.register = Some(value);
        Outcome::Copy(text)
    }

    fn paste_register(&mut self, draft: &mut Draft) -> Outcome {
        match self.register.clone() {
            Some(value) => self.paste_value(&value, draft),
            None => Outcome::tell(
                "Nothing was copied here yet",
                "y copies a part, x cuts it; JSON from elsewhere is pasted as the terminal pastes.",
            ),
        }
    }

    /// Puts a part where it fits, as near to the cursor as can be, and goes there.
    pub fn paste_value(&mut self, value: &Value, draft: &mut Draft) -> Outcome {
        let cursor = Some(self.cursor()).filter(|cursor| !cursor.is_empty());
        let place = ground(draft).and_then(|ground| ground.place_for(cursor, value));
        let Some((path, value)) = place else {
            return Outcome::tell(
                "This fits nowhere in a message",
                "A card, section, widget, button or other part of a card can be pasted here.",
            );
        };
        self.perform(
            Deed::Insert {
                path: path.clone(),
                value,
            },
            draft,
        );
        self.leave_form();
        self.go(&path, draft);
        Outcome::Done
    }

    /// Puts all cards and accessory widgets of another request at the end of those of the draft, as one
    /// step, and goes to the first of them.
    pub fn paste_message(&mut self, request: &Value, draft: &mut Draft) -> Outcome {
        let Some(ground) = ground(draft) else {
            return Outcome::Done;
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
                let ground = Ground {
                    document: after.request(),
                    ..ground
                };
                if let Some(kind) = ground.kind_of_items(list) {
                    ground.distinguish(kind, &path, &mut part);
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
            return Outcome::tell(
                "Nothing to put among the cards",
                "What was pasted has neither cards nor accessory widgets.",
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
            let why = "The text that came with them was left out; paste it into Text.";
            return Outcome::tell(words, why);
        }
        Outcome::Tell(Notice::new(Tone::Info, words))
    }

    /// Pastes a text from the terminal: into the value that is typed, else as a part in JSON.
    pub fn paste(&mut self, text: &str, draft: &mut Draft) -> Pasted {
        if let Some(entry) = self.entry_mut() {
            let outcome = entry.paste(text, draft);
            self.renew(draft);
            return match outcome {
                entry::Outcome::TooLong(bytes) => Pasted::TooLong(bytes),
                _ => Pasted::Done(Outcome::Done),
            };
        }
        if self.is_in_form() && !looks_like_json(text) {
            let rows = self.rows(draft);
            if let Some(row) = rows.get(self.row_of(&rows)) {
                self.type_at(&row.key(), draft);
            }
            if self.entry().is_some() {
                return self.paste(text, draft);
            }
        }
        Pasted::Part
    }

    /// Puts the cursor on the line of the outline at this row of it. Returns whether there is one.
    pub fn click(&mut self, row: usize) -> bool {
        let line = self.top() + row;
        let is_there = line < self.nodes().len();
        if is_there {
            self.leave_form();
            self.go_to_line(line);
        }
        is_there
    }

    /// Puts the cursor of the form on its row at this row of it. Returns whether there is one.
    pub fn click_form(&mut self, row: usize, draft: &Draft) -> bool {
        let rows = self.rows(draft);
        let Some(row) = rows.get(self.form_top() + row) else {
            return false;
        };
        self.leave();
        self.enter_form(draft);
        self.set_row(row.key());
        true
    }
}

/// What came of a paste.
pub enum Pasted {
    /// It was done.
    Done(Outcome),
    /// It would make the value too long, in bytes.
    TooLong(usize),
    /// It is a part, or something else to be opened.
    Part,
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}
