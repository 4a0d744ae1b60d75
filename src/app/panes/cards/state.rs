//! The state of the cards pane: which part is under the cursor, what is collapsed, which row is edited.

use serde_json::Value;

use crate::app::panes::cards::find_row;
use crate::app::panes::cards::folds::Folds;
use crate::app::panes::cards::fresh::Fresh;
use crate::app::panes::cards::layout::CardsLayout;
use crate::app::panes::cards::parse_value::ValueFormat;
use crate::app::panes::cards::scroll::Scroll;
use crate::app::panes::cards::typed_request::{typed_request, typed_request_if_structured};
use crate::app::panes::cards::value_editor::{Typing, ValueEditor};
use crate::document::form::{self, Row, RowKind};
use crate::document::outline::{self, Node};
use crate::document::pointer;
use crate::document::schema::Schema;
use crate::input::keymap::Place;
use crate::message::draft::Draft;

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Cards {
    nodes: Vec<Node<'static>>,
    /// The shape of the draft that the outline was built from.
    shape: Option<u64>,
    /// Whether something was collapsed or expanded since.
    is_refolded: bool,
    cursor: String,
    /// The line under the cursor, as of the last layout.
    settled: usize,
    scroll: Scroll,
    folds: Folds,
    in_form: bool,
    row: String,
    form_scroll: Scroll,
    editor: Option<ValueEditor>,
    fresh: Fresh,
    /// The part that was copied or cut last, for pasting; it outlives the draft.
    pub register: Option<Value>,
}

impl Cards {
    /// Returns the place whose key bindings apply.
    #[must_use]
    pub fn place(&self, draft: &Draft) -> Place {
        match (&self.editor, self.in_form) {
            (Some(entry), _) => match entry.typing {
                Typing::Line(_) => Place::Field,
                Typing::Lines(_) => Place::LongText,
            },
            (None, true) if self.is_on_words(draft) => Place::TypedField,
            (None, true) => Place::Form,
            (None, false) => Place::Cards,
        }
    }

    /// Returns whether the value of the form's current row is typed.
    fn is_on_words(&self, draft: &Draft) -> bool {
        let rows = self.rows(draft);
        let row = rows.get(self.row_of(&rows));
        row.is_some_and(|row| ValueFormat::of(row).is_some())
    }

    /// Returns the expanded lines of the outline, as of the last layout.
    #[must_use]
    pub fn nodes(&self) -> &[Node<'static>] {
        &self.nodes
    }

    /// Returns the path of the part under the cursor, as a JSON Pointer into the request; empty where there is
    /// none.
    #[must_use]
    pub fn cursor(&self) -> &str {
        &self.cursor
    }

    /// Returns the index of the line under the cursor.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        let is_here = |node: &Node<'_>| node.path == self.cursor;
        let is_settled = self.nodes.get(self.settled).is_some_and(is_here);
        // Searched only until the next layout.
        let settled = is_settled.then_some(self.settled);
        settled.or_else(|| self.nodes.iter().position(is_here))
    }

    /// Returns which lines of the outline are visible.
    #[must_use]
    pub fn in_sight(&self) -> Scroll {
        self.scroll
    }

    /// Returns which rows of the form are visible.
    #[must_use]
    pub fn form_in_sight(&self) -> Scroll {
        self.form_scroll
    }

    /// Returns whether the form is focused.
    #[must_use]
    pub fn is_in_form(&self) -> bool {
        self.in_form
    }

    /// Returns the value that is edited.
    #[must_use]
    pub fn editor(&self) -> Option<&ValueEditor> {
        self.editor.as_ref()
    }

    /// Returns the parts that were added and have no word yet.
    #[must_use]
    pub fn fresh(&self) -> &Fresh {
        &self.fresh
    }

    /// Remembers a part that was just added, with the parts that came with it.
    pub(super) fn welcome(&mut self, path: &str, draft: &Draft) {
        self.sync(draft);
        self.fresh.add(path, draft);
        for node in &self.nodes {
            if node.path != path && pointer::is_within(&node.path, path) {
                self.fresh.add(&node.path, draft);
            }
        }
    }

    pub(super) fn editor_mut(&mut self) -> Option<&mut ValueEditor> {
        self.editor.as_mut()
    }

    /// Returns the rows of the form of the part under the cursor.
    #[must_use]
    pub fn rows(&self, draft: &Draft) -> Vec<Row<'static>> {
        if self.cursor.is_empty() {
            return Vec::new();
        }
        match typed_request(draft).and_then(|document| document.kind_at(&self.cursor)) {
            Some(kind) => form::rows(
                Schema::builtin(),
                kind,
                draft.request(),
                &self.cursor,
                &self.folds.rows,
            ),
            None => self.misfit(draft).into_iter().collect(),
        }
    }

    /// Returns the row of a part that is invalid at its place: one object for a list of them, say.
    fn misfit(&self, draft: &Draft) -> Option<Row<'static>> {
        let node = self.nodes.iter().find(|node| node.path == self.cursor)?;
        draft.get(&node.path)?;
        Some(Row {
            path: node.path.clone(),
            depth: 0,
            kind: RowKind::Foreign(Some(node.field)),
            is_set: true,
            is_folded: false,
        })
    }

    /// Returns the index of the row under the form's cursor.
    ///
    /// At first that is the first field, since what kind of widget it is was chosen already.
    #[must_use]
    pub fn row_of(&self, rows: &[Row<'_>]) -> usize {
        let is_kind = |row: &Row<'_>| matches!(row.kind, RowKind::Union(kind, _, Some(_)) if kind.is_wrapper());
        let first = usize::from(rows.len() > 1 && rows.first().is_some_and(is_kind));
        rows.iter()
            .position(|row| row.key() == self.row)
            .unwrap_or(first)
    }

    /// Returns the path under the cursor, as a JSON Pointer into the request.
    #[must_use]
    pub fn pointer(&self, draft: &Draft) -> String {
        if !self.in_form {
            return self.cursor.clone();
        }
        let rows = self.rows(draft);
        let row = rows.get(self.row_of(&rows));
        row.map_or_else(|| self.cursor.clone(), |row| row.path.clone())
    }

    /// Resets all that belongs to a draft; the register stays.
    pub fn reset(&mut self, draft: &Draft) {
        *self = Self {
            register: self.register.take(),
            ..Self::default()
        };
        self.sync(draft);
    }

    /// Synchronizes the outline with the draft.
    pub fn sync(&mut self, draft: &Draft) {
        if self.shape == Some(draft.shape()) && !self.is_refolded {
            return;
        }
        let shape = self.shape.replace(draft.shape());
        let shifts = shape.and_then(|shape| draft.shifts_since(shape));
        self.folds.map_paths(shifts.unwrap_or_default());
        self.fresh.map_paths(shifts.unwrap_or_default());
        let was = self.line();
        let only = shape.and_then(|shape| draft.only_shift_since(shape));
        let is_refolded = std::mem::take(&mut self.is_refolded);
        let only = only.filter(|_| !is_refolded);
        let folded = &self.folds.parts;
        match typed_request_if_structured(draft) {
            None => self.nodes.clear(),
            Some(ground) => {
                let (schema, document) = (ground.schema, ground.document);
                let follows = only.is_some_and(|only| {
                    outline::descend(&mut self.nodes, only, schema, document, folded)
                });
                if !follows {
                    self.nodes = outline::nodes(schema, ground.kind, document, "", folded);
                }
            }
        }
        if self.line().is_none() {
            self.restore_cursor(was.unwrap_or(0));
        }
    }

    /// Moves the cursor near to where it was, after the part under it was removed.
    fn restore_cursor(&mut self, was: usize) {
        self.editor = None;
        let above = |node: &&Node<'_>| pointer::is_within(&self.cursor, &node.path);
        let around = self.nodes.iter().rev().find(above);
        let list = self.cursor.rsplit_once('/').map_or("", |(list, _)| list);
        // The last sibling that remains, else the parent.
        let beside = self.nodes.iter().rev().find(|node| {
            node.path
                .rsplit_once('/')
                .is_some_and(|(own, _)| own == list)
        });
        let found = beside.filter(|_| !list.is_empty()).or(around);
        let found = found.or_else(|| self.nodes.get(was.min(self.nodes.len().saturating_sub(1))));
        self.cursor = found.map_or_else(String::new, |node| node.path.clone());
        self.in_form &= !self.cursor.is_empty();
        self.row.clear();
    }

    /// Moves the outline's cursor to a part, or to the nearest around it.
    pub fn go(&mut self, path: &str, draft: &Draft) {
        self.sync(draft);
        let is_there = |path: &str| self.nodes.iter().any(|node| node.path == path);
        let mut at = path;
        while !is_there(at) {
            match at.rfind('/') {
                Some(end) => at = &at[..end],
                None => return,
            }
        }
        if self.cursor != at {
            at.clone_into(&mut self.cursor);
            self.row.clear();
            self.editor = None;
        }
    }

    /// Moves the cursor to the line of this index.
    pub(super) fn go_to_line(&mut self, line: usize) {
        if let Some(node) = self.nodes.get(line)
            && node.path != self.cursor
        {
            self.cursor = node.path.clone();
            self.row.clear();
        }
    }

    /// Returns the first line below the one under the cursor, if it has any.
    pub(super) fn first_child(&self) -> Option<String> {
        let line = self.line()?;
        let next = self.nodes.get(line + 1)?;
        (next.depth > self.nodes[line].depth).then(|| next.path.clone())
    }

    /// Returns the parent of the line under the cursor.
    pub(super) fn parent(&self) -> Option<usize> {
        let line = self.line()?;
        let depth = self.nodes[line].depth;
        self.nodes[..line]
            .iter()
            .rposition(|node| node.depth < depth)
    }

    /// Collapses or expands the lines below a part.
    pub(super) fn fold(&mut self, path: &str, is_folded: bool) {
        self.is_refolded |= self.folds.fold(path, is_folded);
    }

    /// Expands everything around a part.
    pub(super) fn unfold_to(&mut self, path: &str) {
        self.is_refolded |= self.folds.unfold_to(path);
    }

    /// Expands or collapses what is below a row of the form.
    pub(super) fn toggle(&mut self, key: String) {
        self.folds.toggle(key);
    }

    /// Returns whether the fields of an object that is unset are shown.
    pub(super) fn is_opened(&self, path: &str) -> bool {
        self.folds.rows.contains(&form::opened_key(path))
    }

    /// Focuses the form, if the part under the cursor has one.
    pub fn enter_form(&mut self, draft: &Draft) {
        self.in_form = !self.rows(draft).is_empty();
    }

    /// Focuses the outline.
    pub fn leave_form(&mut self) {
        self.editor = None;
        self.in_form = false;
    }

    /// Ends editing; the draft has the value already.
    pub fn leave(&mut self) {
        self.editor = None;
    }

    pub(super) fn set_row(&mut self, key: String) {
        self.row = key;
    }

    /// Starts editing the row of this key.
    pub(super) fn type_at(&mut self, key: &str, draft: &Draft) {
        let rows = self.rows(draft);
        if let Some(row) = rows.iter().find(|row| row.key() == key) {
            self.row = row.key();
            self.editor = ValueEditor::begin(row, draft);
        }
    }

    /// Goes to the part at a path and, where it is one, to its row of the form.
    ///
    /// With a byte of the text there, starts editing at it.
    pub fn seek(&mut self, path: &str, byte: Option<usize>, draft: &Draft) {
        self.leave_form();
        // Who is led to a fault is to see it.
        self.fresh = Fresh::default();
        self.unfold_to(path);
        self.go(path, draft);
        if self.cursor == path {
            return;
        }
        self.in_form = self.go_to_row(path, draft);
        if let Some(byte) = byte {
            self.type_at(path, draft);
            if let Some(entry) = &mut self.editor {
                entry.go_to(byte);
            }
        }
    }

    /// Shows the draft after undo or redo, and goes to the place that changed.
    ///
    /// The value that is edited stays focused where it is what changed.
    pub fn show_change(&mut self, place: Option<&str>, draft: &Draft) {
        self.sync(draft);
        let rows = self.rows(draft);
        let is_typed = match &mut self.editor {
            Some(entry) if rows.iter().any(|row| row.key() == entry.key) => entry.sync_value(draft),
            _ => {
                self.editor = None;
                false
            }
        };
        let Some(place) = place.filter(|_| !is_typed) else {
            return;
        };
        self.editor = None;
        self.unfold_to(place);
        self.go(place, draft);
        self.go_to_row(place, draft);
    }

    /// Moves the form's cursor to the row of a path. Returns whether there is one.
    fn go_to_row(&mut self, place: &str, draft: &Draft) -> bool {
        let rows = self.rows(draft);
        let found = find_row::row(&rows, place, &self.cursor).map(Row::key);
        let is_there = found.is_some();
        if let Some(key) = found {
            self.row = key;
        }
        is_there
    }

    /// Scrolls the outline by so many rows; the cursor moves along where it would be out of view.
    pub(super) fn scroll_outline(&mut self, by: i32) {
        let line = self.line().unwrap_or(0);
        self.scroll.by(by, self.nodes.len());
        let seen = self.scroll.nearest(line);
        if seen != line && self.editor.is_none() {
            self.in_form = false;
            self.go_to_line(seen);
        }
    }

    /// Scrolls the form by so many rows; the cursor moves along where it would be out of view.
    pub(super) fn scroll_form(&mut self, by: i32, draft: &Draft) {
        let rows = self.rows(draft);
        let row = self.row_of(&rows);
        self.form_scroll.by(by, rows.len());
        let seen = self.form_scroll.nearest(row);
        if let Some(row) = rows
            .get(seen)
            .filter(|_| seen != row && self.editor.is_none())
        {
            self.row = row.key();
        }
    }

    /// Lays out everything in the areas of the pane, with the cursors in view.
    pub fn layout(&mut self, draft: &Draft, parts: &CardsLayout, value_width: u16) {
        self.sync(draft);
        let line = self.line().unwrap_or(0);
        self.settled = line;
        self.scroll
            .layout(parts.outline.height, line, self.nodes.len());
        let rows = self.rows(draft);
        let row = self.row_of(&rows);
        self.form_scroll.layout(parts.form.height, row, rows.len());
        if let Some(entry) = &mut self.editor {
            match entry.typing {
                Typing::Line(_) => entry.layout(value_width, 1),
                Typing::Lines(_) => {
                    let area = parts.lines();
                    entry.layout(area.width, area.height);
                }
            }
        }
    }
}
