//! Applies the chosen card commands; each change is one undo step.

use serde_json::Value;

use crate::app::events::card_command::CardCommand;
use crate::app::panes::cards::pickers;
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::typed_request::{insertion, typed_request};
use crate::app::picker::list::Picker;
use crate::document::edit::{self, Edit};
use crate::document::form::{Row, RowKind};
use crate::document::pointer;
use crate::document::schema::{Field, Kind, Schema};
use crate::document::summary;
use crate::message::draft::Draft;
use crate::message::field_change::Grouping;

impl Cards {
    /// Applies a command. Returns the picker to open next: that for the icon of a new icon, say.
    pub fn perform(&mut self, command: CardCommand, draft: &mut Draft) -> Option<Picker> {
        match command {
            CardCommand::Insert { path, value } => {
                let edit = insertion(draft, &path, value)?;
                let is_done = draft.restructure(vec![edit], (self.cursor(), &path));
                if !is_done {
                    return None;
                }
                self.welcome(&path, draft);
                self.land(&path, draft)
            }
            CardCommand::Replace { path, value } => {
                let edit = Edit::Replace {
                    path: path.clone(),
                    value,
                };
                draft.restructure(vec![edit], (self.cursor(), &path));
                self.go(&path, draft);
                None
            }
            CardCommand::Set { path, value } => {
                draft.put(&path, value, Grouping::Alone);
                self.go_on_from(&path, draft);
                None
            }
            CardCommand::Icon { path, name } => {
                self.put_icon(&path, &name, draft);
                self.go_on_from(&path, draft);
                None
            }
            CardCommand::Member {
                path,
                union,
                member,
            } => self.swap(&path, &union, member.as_deref(), draft),
            CardCommand::GoTo(path) => {
                self.unfold_to(&path);
                self.go(&path, draft);
                None
            }
        }
    }

    /// Moves the cursor to a new part: to the innermost first part of it, where its first text is typed.
    fn land(&mut self, path: &str, draft: &Draft) -> Option<Picker> {
        self.unfold_to(path);
        self.go(path, draft);
        while let Some(child) = self.first_child() {
            self.go(&child, draft);
        }
        let here = self.cursor().to_owned();
        let first = typed_request(draft).and_then(|document| {
            let kind = document.kind_at(&here)?;
            let value = draft.get(&here)?;
            // What is required comes first; an image needs its address before its alternative text.
            let (inner, held, below) = match summary::set_member(kind, value) {
                Some((field, held)) if kind.is_wrapper() => (
                    document.schema.type_of(field)?,
                    held,
                    pointer::join("", &field.name),
                ),
                _ => (kind, value, String::new()),
            };
            let is_wanted = |field: &&Field| {
                field.required && matches!(field.kind, Kind::Text | Kind::Lines | Kind::Address)
            };
            let wanted = inner.fields.iter().find(is_wanted);
            let place = wanted
                .map(|field| pointer::join("", &field.name))
                .or_else(|| summary::place(document.schema, inner, held))?;
            Some(format!("{here}{below}{place}"))
        })?;
        self.enter_form(draft);
        self.begin(&first, draft)
    }

    /// Starts editing the row of this key. Returns a picker where its value is chosen.
    fn begin(&mut self, key: &str, draft: &Draft) -> Option<Picker> {
        let rows = self.rows(draft);
        let row = rows.iter().find(|row| row.key() == key)?;
        let choices = pickers::choices(row, draft);
        if choices.is_some() {
            self.set_row(row.key());
        } else {
            self.type_at(key, draft);
        }
        choices
    }

    /// Replaces the set members of a union with another one, as one undo step.
    fn swap(
        &mut self,
        path: &str,
        union: &str,
        member: Option<&str>,
        draft: &mut Draft,
    ) -> Option<Picker> {
        let document = typed_request(draft)?;
        let kind = document.kind_at(path)?;
        let held = |field: &&Field| {
            field.union.as_deref() == Some(union)
                && draft.get(&pointer::join(path, &field.name)).is_some()
        };
        let set: Vec<&Field> = kind.fields.iter().filter(held).collect();
        let mut edits: Vec<Edit> = Vec::new();
        for field in &set {
            // A member that stays keeps its value.
            if member != Some(&field.name) {
                let path = pointer::join(path, &field.name);
                edits.push(Edit::Remove { path });
            }
        }
        let new = member
            .and_then(|name| kind.field(name))
            .filter(|field| set.iter().all(|own| own.name != field.name));
        if let Some(field) = new {
            let mut after = draft.request().clone();
            for edit in edits.clone() {
                edit.apply(&mut after).ok()?;
            }
            let place = pointer::join(path, &field.name);
            let value = first_value(document.schema, field);
            let set = edit::set(document.schema, &document.kind.name, &after, &place, value);
            edits.extend(set.ok());
        }
        let here = self.cursor().to_owned();
        draft.restructure(edits, (&here, &here));
        let place = pointer::join(path, &new?.name);
        self.welcome(&place, draft);
        self.fill(&place, draft)
    }

    /// Sets the one icon of an `Icon`, as one undo step; its other fields stay.
    fn put_icon(&mut self, path: &str, name: &str, draft: &mut Draft) {
        let field = if name.contains("://") {
            "iconUrl"
        } else if name.chars().any(|c| c.is_ascii_lowercase()) {
            "materialIcon"
        } else {
            "knownIcon"
        };
        let below = match field {
            "materialIcon" => "/materialIcon/name".to_owned(),
            _ => pointer::join("", field),
        };
        let Some(document) = typed_request(draft) else {
            return;
        };
        let others = ["knownIcon", "materialIcon", "iconUrl"].into_iter();
        let mut edits: Vec<Edit> = others
            .filter(|other| *other != field)
            .map(|other| pointer::join(path, other))
            .filter(|path| draft.get(path).is_some())
            .map(|path| Edit::Remove { path })
            .collect();
        let mut after = draft.request().clone();
        let fits = edits
            .iter()
            .all(|edit| edit.clone().apply(&mut after).is_ok());
        let place = format!("{path}{below}");
        let kind = &document.kind.name;
        let set = edit::set(document.schema, kind, &after, &place, name.into());
        if let (true, Ok(set)) = (fits, set) {
            edits.push(set);
            let here = self.cursor().to_owned();
            draft.restructure(edits, (&here, &here));
        }
    }

    /// Moves the form's cursor to the first row behind those of a value, which is finished.
    fn go_on_from(&mut self, path: &str, draft: &Draft) {
        self.sync(draft);
        let rows = self.rows(draft);
        let last = rows
            .iter()
            .rposition(|row| pointer::is_within(&row.path, path));
        if let Some(row) = last.and_then(|last| rows.get(last + 1)) {
            self.set_row(row.key());
        }
    }

    /// Moves the cursor to a new part, to its row in the form or its line in the outline.
    ///
    /// Starts editing its first text. Returns a picker where that is chosen.
    pub(super) fn fill(&mut self, path: &str, draft: &Draft) -> Option<Picker> {
        self.sync(draft);
        let rows = self.rows(draft);
        let is_about = |row: &&Row<'_>| {
            row.path == path && !matches!(row.kind, RowKind::Union(..) | RowKind::Apart(_))
        };
        let own = rows.iter().find(is_about);
        match own.map(|row| row.kind) {
            Some(RowKind::Node(..)) => return self.land(path, draft),
            Some(RowKind::Plain(_) | RowKind::Foreign(_)) => return self.begin(path, draft),
            _ => {}
        }
        let kind = typed_request(draft).and_then(|document| document.kind_at(path));
        let is_plain = |row: &Row<'_>, is_wanted: &dyn Fn(&Field) -> bool| match row.kind {
            RowKind::Plain(field) => {
                row.path == pointer::join(path, &field.name) && is_wanted(field)
            }
            _ => false,
        };
        let is_required = |row: &&Row<'_>| is_plain(row, &|field| field.required);
        let is_named = |row: &&Row<'_>| {
            is_plain(row, &|field| {
                kind.is_some_and(|kind| kind.words.contains(&field.name))
            })
        };
        let near = || rows.iter().find(|row| pointer::is_within(&row.path, path));
        let first = rows.iter().find(is_required);
        if let Some(row) = first.or_else(|| rows.iter().find(is_named)) {
            return self.begin(&row.key(), draft);
        }
        if let Some(row) = own.or_else(near) {
            self.set_row(row.key());
            if matches!(row.kind, RowKind::Item(..)) {
                return self.begin(&row.key(), draft);
            }
        }
        None
    }
}

/// Returns the initial value of a union's member.
fn first_value(schema: &Schema, field: &Field) -> Value {
    if field.repeated {
        return Value::Array(Vec::new());
    }
    match (&field.kind, schema.type_of(field)) {
        (_, Some(kind)) => Value::Object(kind.start.clone()),
        (Kind::Flag, _) => true.into(),
        // The first choice mostly means unspecified.
        (Kind::Choice(choices), _) => {
            let choice = choices.get(1).or(choices.first());
            choice.map_or(Value::Null, |choice| choice.name.clone().into())
        }
        (Kind::Whole | Kind::Real, _) => 0.into(),
        _ => "".into(),
    }
}
