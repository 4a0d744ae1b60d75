//! Form of an object: one row for each of its fields, set or not.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::document::pointer;
use crate::document::schema::{Field, Kind, Schema, Type, Union};

/// Maximum nesting depth of the rows of one form.
const DEPTH: u16 = 24;

/// One row of a form.
#[derive(Clone, Debug)]
pub struct Row<'s> {
    /// Path of the field or item as a JSON Pointer, `-` for the item that would be added; for a union or a heading, that of the object that has it.
    pub path: String,
    /// Number of rows it is nested in.
    pub depth: u16,
    /// What the row shows.
    pub kind: RowKind<'s>,
    /// Whether a value is set.
    pub is_set: bool,
    /// Whether the rows below it are collapsed.
    pub is_folded: bool,
}

/// What a row of a form shows.
#[derive(Clone, Copy, Debug)]
pub enum RowKind<'s> {
    /// A plain value of a field.
    Plain(&'s Field),
    /// An object of this type, whose fields are the rows below.
    Object(&'s Field, &'s Type),
    /// An object of this type that is a node of the outline.
    Node(&'s Field, &'s Type),
    /// A list of plain values or of objects, whose items are the rows below.
    List(&'s Field),
    /// A list of objects that are nodes of the outline.
    NodeList(&'s Field, &'s Type),
    /// An item of a list.
    Item(&'s Field, usize),
    /// The row below a list's items that adds one.
    Add(&'s Field),
    /// The choice of which member of a union is set, with that member if one is.
    Union(&'s Type, &'s Union, Option<&'s Field>),
    /// A value that the schema does not know, or whose type does not fit.
    Foreign(Option<&'s Field>),
    /// Heading of the fields that a message card does not use, with their number.
    Apart(usize),
}

impl Row<'_> {
    /// Returns the key that identifies the row in its form.
    ///
    /// Rows with the same path differ in what they show.
    pub fn key(&self) -> String {
        match self.kind {
            RowKind::Union(_, union, _) => format!("{}\u{0}{}", self.path, union.name),
            RowKind::Apart(_) => apart_key(&self.path),
            _ => self.path.clone(),
        }
    }

    /// Returns the path of the value it shows as a JSON Pointer, or `None` if it shows none.
    pub fn place(&self) -> Option<String> {
        match self.kind {
            RowKind::Union(_, _, Some(member)) => Some(pointer::join(&self.path, &member.name)),
            RowKind::Union(_, _, None) | RowKind::Apart(_) | RowKind::Add(_) => None,
            _ => Some(self.path.clone()),
        }
    }

    /// Returns whether it has rows below that can be collapsed.
    pub fn folds(&self) -> bool {
        match self.kind {
            RowKind::Object(..) | RowKind::List(_) => self.is_set,
            RowKind::Item(field, _) => self.is_set && matches!(field.kind, Kind::Type(_)),
            RowKind::Apart(_) => true,
            _ => false,
        }
    }
}

fn apart_key(path: &str) -> String {
    format!("{path}\u{0}apart")
}

/// Returns the key that shows the fields of the object at a path while it is unset.
pub fn opened_key(path: &str) -> String {
    format!("{path}\u{0}opened")
}

/// Returns the rows of the object at `path` of a document, which has this type.
///
/// `toggled` holds the keys of rows whose state differs from the initial one: open, or collapsed where a
/// message card does not use them.
pub fn rows<'s>(
    schema: &'s Schema,
    kind: &'s Type,
    document: &Value,
    path: &str,
    toggled: &BTreeSet<String>,
) -> Vec<Row<'s>> {
    let mut form = Form {
        schema,
        toggled,
        rows: Vec::new(),
    };
    match document.pointer(path) {
        Some(Value::Object(members)) => form.object(kind, members, path, 0),
        Some(_) => form.push(path.to_owned(), 0, RowKind::Foreign(None), true),
        None => {}
    }
    form.rows
}

struct Form<'s, 't> {
    schema: &'s Schema,
    toggled: &'t BTreeSet<String>,
    rows: Vec<Row<'s>>,
}

impl<'s> Form<'s, '_> {
    fn push(&mut self, path: String, depth: u16, holds: RowKind<'s>, is_set: bool) {
        self.rows.push(Row {
            path,
            depth,
            kind: holds,
            is_set,
            is_folded: false,
        });
    }

    /// Returns whether the rows below the last row are wanted, and marks that row as set or collapsed.
    fn opens(&mut self, is_open_at_first: bool) -> bool {
        let Some(row) = self.rows.last_mut() else {
            return false;
        };
        let is_open = is_open_at_first != self.toggled.contains(&row.key());
        row.is_folded = !is_open;
        is_open && row.depth < DEPTH
    }

    /// Returns whether the fields of an object are shown, though it is unset.
    fn opens_unset(&self, path: &str) -> bool {
        let is_shallow = self.rows.last().is_some_and(|row| row.depth < DEPTH);
        is_shallow && self.toggled.contains(&opened_key(path))
    }

    fn object(&mut self, kind: &'s Type, members: &Map<String, Value>, path: &str, depth: u16) {
        let (used, apart): (Vec<&Field>, Vec<&Field>) =
            kind.fields.iter().partition(|field| is_used(kind, field));
        self.fields(kind, &used, members, path, depth);
        for (key, value) in members {
            if kind.spelt(key).is_none() && !value.is_null() {
                self.push(
                    pointer::join(path, key),
                    depth,
                    RowKind::Foreign(None),
                    true,
                );
            }
        }
        if apart.is_empty() {
            return;
        }
        let is_set = apart
            .iter()
            .any(|field| held(members, field).is_some_and(|(_, value)| !value.is_null()));
        self.push(path.to_owned(), depth, RowKind::Apart(apart.len()), is_set);
        if self.opens(is_set) {
            self.fields(kind, &apart, members, path, depth + 1);
        }
    }

    fn fields(
        &mut self,
        kind: &'s Type,
        fields: &[&'s Field],
        members: &Map<String, Value>,
        path: &str,
        depth: u16,
    ) {
        let mut unions: Vec<&str> = Vec::new();
        for &field in fields {
            match choice(kind, field) {
                None => self.field(field, members, path, depth),
                Some(union) if unions.contains(&union.name.as_str()) => {}
                Some(union) => {
                    unions.push(&union.name);
                    self.union(kind, union, members, path, depth);
                }
            }
        }
    }

    /// Adds one row to choose the member, and below it what the member holds.
    ///
    /// More than one member is more than Google Chat takes: each is shown, so that it can be removed.
    fn union(
        &mut self,
        kind: &'s Type,
        union: &'s Union,
        members: &Map<String, Value>,
        path: &str,
        depth: u16,
    ) {
        let is_set = |field: &Field| held(members, field).is_some_and(|(_, held)| !held.is_null());
        let all = union.members.iter().filter_map(|name| kind.field(name));
        let set: Vec<&Field> = all.filter(|field| is_set(field)).collect();
        let first = set.first().copied();
        self.push(
            path.to_owned(),
            depth,
            RowKind::Union(kind, union, first),
            first.is_some(),
        );
        match (&set[..], first.and_then(|field| held(members, field))) {
            // A single object needs no row of its own: the union's row shows it.
            ([field], Some((key, Value::Object(inner))))
                if self.schema.type_of(field).is_some_and(|kind| !kind.is_node) =>
            {
                if let Some(kind) = self.schema.type_of(field) {
                    self.object(kind, inner, &pointer::join(path, key), depth + 1);
                }
            }
            _ => {
                for field in set {
                    self.field(field, members, path, depth + 1);
                }
            }
        }
    }

    fn field(&mut self, field: &'s Field, members: &Map<String, Value>, path: &str, depth: u16) {
        let (key, value) = held(members, field).unwrap_or((&field.name, &Value::Null));
        let path = pointer::join(path, key);
        let is_set = !value.is_null();
        let kind = self.schema.type_of(field);
        let fits = match (value, kind, field.repeated) {
            (Value::Null, ..) | (Value::Array(_), _, true) | (Value::Object(_), Some(_), false) => {
                true
            }
            (Value::Array(_) | Value::Object(_), ..) => false,
            (_, kind, repeated) => kind.is_none() && !repeated,
        };
        if !fits {
            self.push(path, depth, RowKind::Foreign(Some(field)), true);
            return;
        }
        match (kind, field.repeated) {
            (None, false) => self.push(path, depth, RowKind::Plain(field), is_set),
            (Some(kind), false) if kind.is_node => {
                self.push(path, depth, RowKind::Node(field, kind), is_set);
            }
            (Some(kind), true) if kind.is_node => {
                self.push(path, depth, RowKind::NodeList(field, kind), is_set);
            }
            (Some(kind), false) => {
                self.push(path.clone(), depth, RowKind::Object(field, kind), is_set);
                match value {
                    Value::Object(members) if self.opens(true) => {
                        self.object(kind, members, &path, depth + 1);
                    }
                    Value::Null if self.opens_unset(&path) => {
                        self.object(kind, &Map::new(), &path, depth + 1);
                    }
                    _ => {}
                }
            }
            (kind, true) => {
                self.push(path.clone(), depth, RowKind::List(field), is_set);
                if let Value::Array(items) = value
                    && self.opens(true)
                {
                    self.items(field, kind, items, &path, depth + 1);
                }
            }
        }
    }

    fn items(
        &mut self,
        field: &'s Field,
        kind: Option<&'s Type>,
        items: &[Value],
        path: &str,
        depth: u16,
    ) {
        for (place, item) in items.iter().enumerate() {
            let path = format!("{path}/{place}");
            self.push(path.clone(), depth, RowKind::Item(field, place), true);
            if let (Some(kind), Value::Object(members)) = (kind, item)
                && self.opens(true)
            {
                self.object(kind, members, &path, depth + 1);
            }
        }
        if field.limit.max_items.is_none_or(|most| items.len() < most) {
            self.push(format!("{path}/-"), depth, RowKind::Add(field), false);
        }
    }
}

/// Returns the union that a field belongs to; `None` for a union with a single member.
fn choice<'s>(kind: &'s Type, field: &Field) -> Option<&'s Union> {
    let union = kind.union(field.union.as_deref()?)?;
    (union.members.len() > 1).then_some(union)
}

/// Returns whether a field is listed with those that messages use: so are all members of a union if one is.
fn is_used(kind: &Type, field: &Field) -> bool {
    let of_union = |union: &Union| {
        let mut members = union.members.iter().filter_map(|name| kind.field(name));
        members.any(Field::counts_in_messages)
    };
    field.counts_in_messages() || choice(kind, field).is_some_and(of_union)
}

/// Returns the key and the value that an object has for a field.
fn held<'v>(members: &'v Map<String, Value>, field: &Field) -> Option<(&'v String, &'v Value)> {
    members.get_key_value(&field.name)
}

#[cfg(test)]
mod tests;
