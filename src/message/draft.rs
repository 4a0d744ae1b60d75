//! A draft: the request that Google will get, as a JSON tree with its history.

use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::history::{History, Join};
use crate::document::path_map::Shift;
use crate::document::pointer;
use crate::message::edit_scope::{EditScope, Kind};
use crate::message::field_change::{Change, Grouping, edit, spliced};
use crate::message::in_flight::InFlight;
use crate::message::size;
use crate::message::title::title;
use crate::message::undo_group::UndoGroup;
use crate::message::undo_steps::{Mark, UndoSteps};

/// Paths of the parts of a request, as JSON Pointers.
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
    pub const QUOTE: &str = "/message/quotedMessageMetadata";
    pub const QUOTE_NAME: &str = "/message/quotedMessageMetadata/name";
    pub const ATTACHMENT: &str = "/message/attachment";
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
    /// The request; shared with the task that saves it, and copied by the next change only if that is not done
    /// yet.
    request: Arc<Value>,
    revision: u64,
    shape: u64,
    /// Shifts of paths by the step to this shape, and whether it did nothing else.
    shifts: (Vec<Shift>, bool),
    /// Revision since which only one path has changed, and that path.
    only: Option<(u64, String)>,
    bytes: usize,
    history: History<Mark>,
    undo_group: UndoGroup,
    /// Number of the current undo group.
    number: u64,
    /// What of it is on its way.
    pub(super) in_flight: InFlight,
}

/// An empty message.
static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::Object(Map::new()));

impl Draft {
    /// Creates a draft of a request; a value that is not an object counts as empty.
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
            undo_group: UndoGroup::Ended,
            number: 0,
            in_flight: InFlight::default(),
        };
        draft.bytes = size::bytes(draft.message());
        draft
    }

    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> &Value {
        &self.request
    }

    /// Returns a shared snapshot of the request: nothing is copied until the draft changes.
    #[must_use]
    pub fn shared(&self) -> Arc<Value> {
        Arc::clone(&self.request)
    }

    /// Returns the size of the message as it is sent, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the `Message`, which is the body of the call; an empty object if there is none yet.
    #[must_use]
    pub fn message(&self) -> &Value {
        self.get(at::MESSAGE).unwrap_or(&EMPTY)
    }

    /// Returns the revision, a counter that increases with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the shape, a counter that increases with every structural change.
    ///
    /// It counts changes of which objects and lists there are and what lists hold; it stays while scalar values
    /// are set, unset and changed, as while typing.
    #[must_use]
    pub fn shape(&self) -> u64 {
        self.shape
    }

    /// Returns the shifts of paths by the step from that shape to this; `None` if there was more than one step.
    #[must_use]
    pub fn shifts_since(&self, shape: u64) -> Option<&[Shift]> {
        (shape.checked_add(1) == Some(self.shape)).then_some(&self.shifts.0)
    }

    /// Returns the first of these shifts, if the step moved something and did nothing else.
    #[must_use]
    pub fn only_shift_since(&self, shape: u64) -> Option<&Shift> {
        let shifts = self.shifts_since(shape).filter(|_| self.shifts.1)?;
        shifts.first()
    }

    /// Returns the path of the one scalar value that was replaced since a revision, as a JSON Pointer.
    ///
    /// `None` if anything else has changed; while typing, nothing else does.
    #[must_use]
    pub fn only_change_since(&self, revision: u64) -> Option<&str> {
        let (since, place) = self.only.as_ref()?;
        (*since..=self.revision)
            .contains(&revision)
            .then_some(place)
    }

    /// Returns the value at a pointer.
    #[must_use]
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        pointer::get(&self.request, pointer)
    }

    /// Returns the text at a pointer; empty if there is none.
    #[must_use]
    pub fn text_at(&self, pointer: &str) -> &str {
        self.get(pointer).and_then(Value::as_str).unwrap_or("")
    }

    /// Returns the space's resource name; empty if none is chosen.
    #[must_use]
    pub fn parent(&self) -> &str {
        self.text_at(at::PARENT)
    }

    /// Returns the message's text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text_at(at::TEXT)
    }

    /// Returns whether Google would call the message empty: no text, no cards, no attachment.
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

    /// Returns whether the message has no content at all, even content that is too little to send.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let accessories = self.get(at::ACCESSORIES).and_then(Value::as_array);
        self.is_empty() && accessories.is_none_or(Vec::is_empty)
    }

    /// Returns the start of the text, in one line of at most 60 characters; of a card if there is no text.
    #[must_use]
    pub fn excerpt(&self) -> String {
        title(self.get("/message").unwrap_or(&Value::Null))
    }

    /// Makes these changes as one undo step, and returns whether anything became different.
    pub fn change(&mut self, changes: &[Change], grouping: Grouping) -> bool {
        let run = match changes.first() {
            Some(first) if grouping == Grouping::WithSame => UndoGroup::Set(first.pointer.clone()),
            _ => UndoGroup::Ended,
        };
        let joins = run != UndoGroup::Ended && run == self.undo_group;
        // Each change is computed on the document as the one before it leaves it.
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

    /// Sets the space where the sender has only one; no step that can be undone, for nobody chose it.
    pub fn set_only_space(&mut self, space: &str) -> bool {
        let (history, group) = (self.history.clone(), self.undo_group.clone());
        let change = Change::new(at::PARENT, Some(space.into()));
        let is_changed = self.change(&[change], Grouping::Alone);
        (self.history, self.undo_group) = (history, group);
        is_changed
    }

    /// Applies edits of cards or accessory widgets as one undo step, all or none; returns whether they were
    /// applied.
    ///
    /// `nodes` are the paths under the cursor before and after.
    pub fn restructure(&mut self, edits: Vec<Edit>, nodes: (&str, &str)) -> bool {
        let caret = self.text().len();
        let (before, after) = nodes;
        let marks = (mark(caret, Some(before)), mark(caret, Some(after)));
        !edits.is_empty() && self.make(edits, UndoGroup::Ended, false, marks)
    }

    /// Sets or unsets the value at a pointer into a part of the message.
    ///
    /// The objects around it stay, even if they become empty. Returns whether anything became different.
    pub fn put(&mut self, pointer: &str, value: Option<Value>, by: Grouping) -> bool {
        let run = match by {
            Grouping::Alone => UndoGroup::Ended,
            Grouping::WithSame => UndoGroup::Set(pointer.to_owned()),
        };
        let joins = run != UndoGroup::Ended && run == self.undo_group;
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
        let (run, joins) = self.undo_group.next(pointer, at, removed, inserted);
        let mark = mark(self.text().len(), Some(pointer));
        edit.is_some_and(|edit| self.make(vec![edit], run, joins, (mark.clone(), mark)))
    }

    /// Replaces `removed` at byte `at` of the text by `inserted`; `caret` is the cursor position before, in
    /// bytes.
    ///
    /// Typing and deleting are grouped into undo steps of about a word. A change that does not fit the text is
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
            // An empty text is unset: Google leaves out what is empty, and so does the draft.
            edit(&self.request, &Change::new(at::TEXT, None))
        } else {
            Some(spliced(at::TEXT, at, removed, inserted))
        };
        let (run, joins) = self.undo_group.next(at::TEXT, at, removed, inserted);
        let marks = (mark(caret, None), mark(at + inserted.len(), None));
        edit.is_some_and(|edit| self.make(vec![edit], run, joins, marks))
    }

    /// Applies these edits as one undo step; `mark` is where the user is.
    ///
    /// If one of them cannot be applied, nothing is changed. Returns whether they were applied.
    pub fn apply_fix(&mut self, edits: Vec<Edit>, mark: Mark) -> bool {
        self.make(edits, UndoGroup::Ended, false, (mark.clone(), mark))
    }

    /// Ends the undo group: the next change is a step of its own, unless it is within a step that was begun.
    pub fn end_group(&mut self) {
        if !matches!(self.undo_group, UndoGroup::Held(_)) {
            self.undo_group = UndoGroup::Ended;
        }
    }

    /// Makes all changes of the message's text one undo step, until something else is changed or the step is ended.
    pub fn begin_step(&mut self) {
        self.number += 1;
        self.undo_group = UndoGroup::Held(at::TEXT.to_owned());
    }

    /// Ends the step that was begun.
    pub fn end_step(&mut self) {
        self.undo_group = UndoGroup::Ended;
    }

    fn make(&mut self, edits: Vec<Edit>, run: UndoGroup, joins: bool, marks: (Mark, Mark)) -> bool {
        if !joins {
            self.number += 1;
        }
        self.undo_group = run;
        let scope = EditScope::of(&edits, &self.request);
        let text = text_of(&self.request);
        self.in_flight.follow(text, &edits);
        let request = Arc::make_mut(&mut self.request);
        let made = self
            .history
            .make(request, edits, Join::With(self.number), marks);
        if made.is_ok() {
            self.changed(&scope);
        }
        made.is_ok()
    }

    /// Undoes the last step, and returns where the user was; `None` if there is nothing to undo.
    pub fn undo(&mut self) -> Option<Mark> {
        let scope = EditScope::of(self.history.next_back(), &self.request);
        let text = text_of(&self.request);
        self.in_flight
            .follow(text, self.history.next_back().iter().rev());
        let mark = self.history.undo(Arc::make_mut(&mut self.request));
        self.turned(mark, &scope)
    }

    /// Returns the steps that can be undone and redone, the nearest ones, at most so many of each.
    #[must_use]
    pub fn undo_steps(&self, most: usize) -> UndoSteps {
        self.history.steps(most)
    }

    /// Puts the undo steps that led to the draft as it was opened before those made since.
    pub fn restore_undo(&mut self, steps: UndoSteps) {
        self.history.restore(steps);
    }

    /// Forgets all steps, so that none of them can be undone or made again.
    pub fn forget_steps(&mut self) {
        self.end_group();
        self.history = History::default();
    }

    /// Returns the number of steps that can be undone.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.history.depth()
    }

    /// Undoes the steps made since there were so many, and makes them one step for redo.
    pub fn undo_to(&mut self, steps: usize) {
        let before = self.history.depth();
        while self.history.depth() > steps && self.undo().is_some() {}
        self.history
            .merge_undone(before.saturating_sub(self.history.depth()));
    }

    /// Redoes the last undone step, and returns where the user was.
    pub fn redo(&mut self) -> Option<Mark> {
        let scope = EditScope::of(self.history.next_again(), &self.request);
        let text = text_of(&self.request);
        self.in_flight
            .follow(text, self.history.next_again().iter().rev());
        let mark = self.history.redo(Arc::make_mut(&mut self.request));
        self.turned(mark, &scope)
    }

    fn turned(
        &mut self,
        mark: Result<Option<Mark>, edit::Error>,
        scope: &EditScope,
    ) -> Option<Mark> {
        self.undo_group = UndoGroup::Ended;
        let mut mark = mark.ok().flatten()?;
        self.changed(scope);
        mark.caret = mark.caret.min(self.text().len());
        Some(mark)
    }

    /// Updates revision, shape and shifts after a change.
    fn changed(&mut self, scope: &EditScope) {
        let before = self.revision;
        self.revision += 1;
        let goes_on = matches!(&self.only, Some((_, only)) if *only == scope.place);
        match scope.kind {
            Kind::Value if goes_on => {}
            Kind::Value => self.only = Some((before, scope.place.clone())),
            Kind::Plain => self.only = None,
            Kind::Shape => {
                self.only = None;
                self.shape += 1;
                let is_all = !scope.place.is_empty();
                self.shifts = (self.history.shifts().to_vec(), is_all);
            }
        }
        let below = scope.place.strip_prefix(at::MESSAGE);
        self.bytes = match scope.grows {
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

/// Returns the text of a request.
fn text_of(request: &Value) -> &str {
    let text = request.pointer(at::TEXT).and_then(Value::as_str);
    text.unwrap_or_default()
}

#[cfg(test)]
mod tests;
