//! A draft: the request that Google will get, as a JSON tree with its history.

use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::history::{History, Join};
use crate::document::path_map::Shift;
use crate::document::pointer;
use crate::message::edit_scope::{Kind, Reach};
use crate::message::field_change::{Change, Grouping, edit, spliced};
use crate::message::size;
use crate::message::undo_group::Run;

/// Where the parts of a request stand, as JSON Pointers.
pub mod at {
    #![expect(
        missing_docs,
        reason = "each pointer says by its name what stands there"
    )]
    pub const PARENT: &str = "/parent";
    pub const MESSAGE: &str = "/message";
    pub const TEXT: &str = "/message/text";
    pub const CARDS: &str = "/message/cardsV2";
    pub const ACCESSORIES: &str = "/message/accessoryWidgets";
    pub const VIEWER: &str = "/message/privateMessageViewer";
    pub const VIEWER_NAME: &str = "/message/privateMessageViewer/name";
    pub const THREAD: &str = "/message/thread";
    pub const THREAD_NAME: &str = "/message/thread/name";
    pub const THREAD_KEY: &str = "/message/thread/threadKey";
    pub const MARKUP: &str = "/message/markupSyntax";
    pub const FALLBACK: &str = "/message/fallbackText";
    pub const REPLY_OPTION: &str = "/messageReplyOption";
    pub const MESSAGE_ID: &str = "/messageId";
    pub const REQUEST_ID: &str = "/requestId";
    pub const NOTIFICATION_OPTIONS: &str = "/createMessageNotificationOptions";
    pub const NOTIFICATION: &str = "/createMessageNotificationOptions/notificationType";
}

/// The request being composed, and how it came to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Shared with whoever saves it, and copied by the next change only where that is not done yet.
    request: Arc<Value>,
    revision: u64,
    shape: u64,
    /// What the step to this shape moved, and whether that was all it did.
    shifts: (Vec<Shift>, bool),
    /// The only place where anything has changed since a revision.
    only: Option<(u64, String)>,
    bytes: usize,
    history: History<Mark>,
    run: Run,
    /// The number under which the changes of a run join into one step.
    number: u64,
}

/// Where the person was before or after a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The caret of the text, in bytes.
    pub caret: usize,
    /// The place of the card, section, widget or other part that was changed, or of its value, as a
    /// JSON Pointer; `None` where the step was about none.
    pub node: Option<String>,
}

/// A message without anything.
static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::Object(Map::new()));

impl Draft {
    /// A draft of a request. What is not an object counts as empty.
    #[must_use]
    pub fn new(request: Value) -> Self {
        let request = if request.is_object() {
            request
        } else {
            EMPTY.clone()
        };
        let mut draft = Self {
            request: Arc::new(request),
            revision: 0,
            shape: 0,
            shifts: (Vec::new(), false),
            only: None,
            bytes: 0,
            history: History::default(),
            run: Run::Ended,
            number: 0,
        };
        draft.bytes = size::bytes(draft.message());
        draft
    }

    /// The request.
    #[must_use]
    pub fn request(&self) -> &Value {
        &self.request
    }

    /// The request as it is now, to be kept: nothing is copied until the draft changes.
    #[must_use]
    pub fn shared(&self) -> Arc<Value> {
        Arc::clone(&self.request)
    }

    /// The bytes of the message as it is sent.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The `Message`, which is the body of the call; an empty object where there is none yet.
    #[must_use]
    pub fn message(&self) -> &Value {
        self.get(at::MESSAGE).unwrap_or(&EMPTY)
    }

    /// A number that grows with each change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A number that grows with each change of which objects and lists there are and what lists hold; it
    /// stays while plain values are set, unset and changed, as when somebody types.
    #[must_use]
    pub fn shape(&self) -> u64 {
        self.shape
    }

    /// What was moved by the step from that shape to this; nothing is known of more than one step.
    #[must_use]
    pub fn shifts_since(&self, shape: u64) -> Option<&[Shift]> {
        (shape.checked_add(1) == Some(self.shape)).then_some(&self.shifts.0)
    }

    /// The same, where it moved something and did nothing else.
    #[must_use]
    pub fn only_shift_since(&self, shape: u64) -> Option<&Shift> {
        let shifts = self.shifts_since(shape).filter(|_| self.shifts.1)?;
        shifts.first()
    }

    /// The place, as a JSON Pointer, where one plain value took the place of another, if nothing else has
    /// changed since a revision, as when somebody types.
    #[must_use]
    pub fn only_change_since(&self, revision: u64) -> Option<&str> {
        let (since, place) = self.only.as_ref()?;
        (*since..=self.revision)
            .contains(&revision)
            .then_some(place)
    }

    /// What stands at a pointer.
    #[must_use]
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.request.pointer(pointer)
    }

    /// The text at a pointer; empty where there is none.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> &str {
        self.get(pointer).and_then(Value::as_str).unwrap_or("")
    }

    /// The space's resource name; empty where none is chosen.
    #[must_use]
    pub fn parent(&self) -> &str {
        self.text_at(at::PARENT)
    }

    /// The message's text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text_at(at::TEXT)
    }

    /// Whether Google would call the message empty: no text, no cards, no attachment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let holds = |key: &str| {
            self.message()
                .get(key)
                .and_then(Value::as_array)
                .is_some_and(|list| !list.is_empty())
        };
        self.text().trim().is_empty() && !["cardsV2", "cards", "attachment"].into_iter().any(holds)
    }

    /// Whether nothing was put into the message yet, be it too little to send.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let accessories = self.get(at::ACCESSORIES).and_then(Value::as_array);
        self.is_empty() && accessories.is_none_or(Vec::is_empty)
    }

    /// The start of the text, in one line of at most 60 characters; of a card where there is no text.
    #[must_use]
    pub fn excerpt(&self) -> String {
        let line = self
            .text()
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty());
        let title = || self.text_at("/message/cardsV2/0/card/header/title");
        let mut characters = line.unwrap_or_else(title).chars();
        let mut excerpt: String = characters.by_ref().take(60).collect();
        if characters.next().is_some() {
            excerpt.push('…');
        }
        excerpt
    }

    /// Makes these changes in one step of undo. Returns whether anything became different.
    pub fn change(&mut self, changes: &[Change], grouping: Grouping) -> bool {
        let run = match changes.first() {
            Some(first) if grouping == Grouping::WithSame => Run::Set(first.pointer.clone()),
            _ => Run::Ended,
        };
        let joins = run != Run::Ended && run == self.run;
        // Each change is worked out on the document as the one before it leaves it.
        let mut after = self.request().clone();
        let mut edits = Vec::new();
        for change in changes {
            if let Some(edit) = edit(&after, change)
                && edit.clone().apply(&mut after).is_ok()
            {
                edits.push(edit);
            }
        }
        let marks = (mark(self.text().len(), None), mark(usize::MAX, None));
        !edits.is_empty() && self.make(edits, run, joins, marks)
    }

    /// Makes changes of cards or accessory widgets as one step of undo; `nodes` are the places of what
    /// was under the cursor before, and of what is after. All are made or none; returns whether they
    /// were.
    pub fn restructure(&mut self, edits: Vec<Edit>, nodes: (&str, &str)) -> bool {
        let caret = self.text().len();
        let (before, after) = nodes;
        let marks = (mark(caret, Some(before)), mark(caret, Some(after)));
        !edits.is_empty() && self.make(edits, Run::Ended, false, marks)
    }

    /// Sets or unsets the value at a pointer into a part of the message. What stands around it stays,
    /// even if nothing is left in it. Returns whether anything became different.
    pub fn put(&mut self, pointer: &str, value: Option<Value>, by: Grouping) -> bool {
        let run = match by {
            Grouping::Alone => Run::Ended,
            Grouping::WithSame => Run::Set(pointer.to_owned()),
        };
        let joins = run != Run::Ended && run == self.run;
        let edit = match value {
            None => self.get(pointer).map(|_| Edit::Remove {
                path: pointer.to_owned(),
            }),
            some => edit(&self.request, &Change::new(pointer, some)),
        };
        let mark = mark(self.text().len(), Some(pointer));
        edit.is_some_and(|edit| self.make(vec![edit], run, joins, (mark.clone(), mark)))
    }

    /// Replaces `removed` at byte `at` of the text at a pointer by `inserted`, as
    /// [`Draft::splice_text`] does for the message's own text.
    pub fn splice(&mut self, pointer: &str, at: usize, change: (&str, &str)) -> bool {
        let (removed, inserted) = change;
        let now = self.text_at(pointer);
        let fits = now.get(at..).is_some_and(|rest| rest.starts_with(removed));
        if !fits || removed == inserted {
            return fits;
        }
        let is_item = pointer::split(pointer)
            .and_then(|(list, _)| self.get(list))
            .is_some_and(Value::is_array);
        let edit = if !self.get(pointer).is_some_and(Value::is_string) {
            edit(&self.request, &Change::new(pointer, Some(inserted.into())))
        } else if inserted.is_empty() && removed.len() == now.len() && !is_item {
            Some(Edit::Remove {
                path: pointer.to_owned(),
            })
        } else {
            Some(spliced(pointer, at, removed, inserted))
        };
        let (run, joins) = self.run.next(pointer, at, removed, inserted);
        let mark = mark(self.text().len(), Some(pointer));
        edit.is_some_and(|edit| self.make(vec![edit], run, joins, (mark.clone(), mark)))
    }

    /// Replaces `removed` at byte `at` of the text by `inserted`; `caret` is where the caret stood, in
    /// bytes. Typing and deleting join into steps of about a word. What does not fit the text is
    /// refused. Returns whether the text is as it was asked to be.
    pub fn splice_text(&mut self, at: usize, removed: &str, inserted: &str, caret: usize) -> bool {
        let fits = self
            .text()
            .get(at..)
            .is_some_and(|rest| rest.starts_with(removed));
        if !fits || removed == inserted {
            return fits;
        }
        let edit = if self.text().is_empty() {
            edit(&self.request, &Change::new(at::TEXT, Some(inserted.into())))
        } else if inserted.is_empty() && removed.len() == self.text().len() {
            // An empty text is no text: Google leaves out what is empty, and so does the draft.
            edit(&self.request, &Change::new(at::TEXT, None))
        } else {
            Some(spliced(at::TEXT, at, removed, inserted))
        };
        let (run, joins) = self.run.next(at::TEXT, at, removed, inserted);
        let marks = (mark(caret, None), mark(at + inserted.len(), None));
        edit.is_some_and(|edit| self.make(vec![edit], run, joins, marks))
    }

    /// Makes these edits in one step of undo; `mark` is where the person is. Where one of them does not
    /// fit, nothing is changed. Returns whether they were made.
    pub fn mend(&mut self, edits: Vec<Edit>, mark: Mark) -> bool {
        self.make(edits, Run::Ended, false, (mark.clone(), mark))
    }

    /// The next change is a step of its own: it is no typing that goes on.
    pub fn pause(&mut self) {
        self.run = Run::Ended;
    }

    fn make(&mut self, edits: Vec<Edit>, run: Run, joins: bool, marks: (Mark, Mark)) -> bool {
        if !joins {
            self.number += 1;
        }
        self.run = run;
        let reach = Reach::of(&edits, &self.request);
        let request = Arc::make_mut(&mut self.request);
        let made = self
            .history
            .make(request, edits, Join::With(self.number), marks);
        if made.is_ok() {
            self.changed(&reach);
        }
        made.is_ok()
    }

    /// Takes the last step back. Returns where the person was; `None` where nothing is left to undo.
    pub fn undo(&mut self) -> Option<Mark> {
        let reach = Reach::of(self.history.next_back(), &self.request);
        let mark = self.history.undo(Arc::make_mut(&mut self.request));
        self.turned(mark, &reach)
    }

    /// Does again what was taken back last. Returns where the person was.
    pub fn redo(&mut self) -> Option<Mark> {
        let reach = Reach::of(self.history.next_again(), &self.request);
        let mark = self.history.redo(Arc::make_mut(&mut self.request));
        self.turned(mark, &reach)
    }

    fn turned(&mut self, mark: Result<Option<Mark>, edit::Error>, reach: &Reach) -> Option<Mark> {
        self.run = Run::Ended;
        let mut mark = mark.ok().flatten()?;
        self.changed(reach);
        mark.caret = mark.caret.min(self.text().len());
        Some(mark)
    }

    /// Counts a change that was made.
    fn changed(&mut self, reach: &Reach) {
        let before = self.revision;
        self.revision += 1;
        let goes_on = matches!(&self.only, Some((_, only)) if *only == reach.place);
        match reach.kind {
            Kind::Value if goes_on => {}
            Kind::Value => self.only = Some((before, reach.place.clone())),
            Kind::Plain => self.only = None,
            Kind::Shape => {
                self.only = None;
                self.shape += 1;
                let is_all = !reach.place.is_empty();
                self.shifts = (self.history.shifts().to_vec(), is_all);
            }
        }
        let below = reach.place.strip_prefix(at::MESSAGE);
        self.bytes = match reach.grows {
            Some(grows) if below.is_some_and(|below| below.starts_with('/')) => {
                self.bytes.saturating_add_signed(grows)
            }
            _ => size::bytes(self.message()),
        };
    }
}

fn mark(caret: usize, node: Option<&str>) -> Mark {
    let node = node.map(str::to_owned);
    Mark { caret, node }
}

#[cfg(test)]
mod tests;
