//! A document with its schema type, and the insertion points for new objects.

use serde_json::Value;

use crate::document::pointer;
use crate::document::resolve::{SchemaNode, resolve};
use crate::document::schema::{Field, Schema, Type};

/// Where an insertion point lies relative to the object it was requested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Inside it.
    Inside,
    /// After it, in the same list.
    After,
    /// After an object that contains it.
    AfterAbove,
    /// At the end of the document's own lists.
    Top,
    /// At the end of the last object of a containing list, or of one that is made for it.
    Deeper,
}

/// An insertion point for a new object.
#[derive(Clone, Debug)]
pub struct InsertionPoint<'s> {
    /// Path of the new object, as a JSON Pointer.
    pub path: String,
    /// The field that will hold it.
    pub field: &'s Field,
    /// Type the object must have.
    pub kind: &'s Type,
    /// Where it lies relative to the object it was requested for.
    pub side: Side,
    /// Path and type of the outermost object that must be made for it, if there is none yet.
    pub(super) made: Option<(String, &'s Type)>,
}

/// A document with its schema type.
#[derive(Clone, Copy)]
pub struct TypedDocument<'s, 'v> {
    /// The schema.
    pub schema: &'s Schema,
    /// The document's type.
    pub kind: &'s Type,
    /// The document.
    pub document: &'v Value,
}

impl<'s> TypedDocument<'s, '_> {
    /// Returns the type of the object at a path; `None` if the schema knows none.
    pub fn kind_at(&self, path: &str) -> Option<&'s Type> {
        match resolve(self.schema, &self.kind.name, path)? {
            SchemaNode::Object(kind) => Some(kind),
            _ => None,
        }
    }

    /// Returns the type of the objects in the list at a path.
    pub fn kind_of_items(&self, list: &str) -> Option<&'s Type> {
        match resolve(self.schema, &self.kind.name, list)? {
            SchemaNode::List(field) => self.schema.type_of(field),
            _ => None,
        }
    }

    /// Returns the list that contains the object at a path: its path, its field, the index of the object, and
    /// the number of items.
    pub fn list_of(&self, path: &str) -> Option<(String, &'s Field, usize, usize)> {
        let (list, step) = pointer::split(path)?;
        let place = pointer::place(&step)?;
        let Some(SchemaNode::List(field)) = resolve(self.schema, &self.kind.name, list) else {
            return None;
        };
        let count = pointer::get(self.document, list)?.as_array()?.len();
        Some((list.to_owned(), field, place, count))
    }

    /// Returns the insertion points for the object at `path`, or for the whole document, the most likely first.
    pub fn insertion_points(&self, path: Option<&str>) -> Vec<InsertionPoint<'s>> {
        let mut points: Vec<InsertionPoint<'_>> = Vec::new();
        if let Some(path) = path
            && let Some(kind) = self.kind_at(path)
        {
            let value = pointer::get(self.document, path).unwrap_or(&Value::Null);
            let mut inside = Vec::new();
            self.inside(kind, value, path, Side::Inside, &mut inside);
            let (lists, mut singles): (Vec<_>, Vec<_>) =
                inside.into_iter().partition(|point| point.field.repeated);
            points = lists;
            points.extend(self.after(path, Side::After));
            points.append(&mut singles);
            let mut here = path;
            while let Some(end) = here.rfind('/') {
                here = &here[..end];
                points.extend(self.after(here, Side::AfterAbove));
            }
        }
        let mut top = Vec::new();
        self.inside(self.kind, self.document, "", Side::Top, &mut top);
        top.retain(|point| points.iter().all(|known| known.path != point.path));
        points.append(&mut top);
        self.deepen(path.unwrap_or(""), &mut points);
        points
    }

    /// Adds insertion points for types that have none yet, within the last objects of what is around `path`.
    fn deepen(&self, path: &str, points: &mut Vec<InsertionPoint<'s>>) {
        let mut found = Vec::new();
        let ends = path.match_indices('/').map(|(end, _)| end);
        for end in ends.chain([path.len()]).rev() {
            let here = &path[..end];
            let kind = if here.is_empty() {
                Some(self.kind)
            } else {
                self.kind_at(here)
            };
            if let (Some(kind), Some(value)) = (kind, pointer::get(self.document, here)) {
                self.descend(kind, value, here, None, &mut found);
            }
        }
        for point in found {
            if points
                .iter()
                .all(|known| known.kind.name != point.kind.name)
            {
                points.push(point);
            }
        }
    }

    /// Adds the ends of the lists inside an object, and of those inside their last objects.
    ///
    /// Where a list is empty, adds one inside an object that is `made` for it.
    fn descend(
        &self,
        kind: &'s Type,
        value: &Value,
        path: &str,
        made: Option<&(String, &'s Type)>,
        points: &mut Vec<InsertionPoint<'s>>,
    ) {
        let mut inside = Vec::new();
        self.inside(kind, value, path, Side::Deeper, &mut inside);
        for point in inside.into_iter().filter(|point| point.field.repeated) {
            let (inner, end) = (point.kind, point.path.clone());
            points.push(InsertionPoint {
                made: made.cloned(),
                ..point
            });
            // Nobody looks for the end of a card inside a widget.
            if !inner.unions.is_empty() {
                continue;
            }
            let list = pointer::split(&end).map_or("", |(list, _)| list);
            let items = pointer::get(self.document, list).and_then(Value::as_array);
            if let Some(last) = items.and_then(|items| items.len().checked_sub(1)) {
                let item = format!("{list}/{last}");
                let value = pointer::get(self.document, &item).unwrap_or(&Value::Null);
                self.descend(inner, value, &item, made, points);
            } else {
                let own = (end.clone(), inner);
                let made = made.unwrap_or(&own);
                self.descend(inner, &Value::Null, &end, Some(made), points);
            }
        }
    }

    fn after(&self, path: &str, side: Side) -> Option<InsertionPoint<'s>> {
        let (list, field, place, count) = self.list_of(path)?;
        let kind = self.schema.type_of(field).filter(|kind| kind.is_node)?;
        has_room(field, count).then(|| InsertionPoint {
            path: format!("{list}/{}", place + 1),
            field,
            kind,
            side,
            made: None,
        })
    }

    /// Adds the insertion points inside an object, down to the objects that are nodes of the outline
    /// themselves.
    fn inside(
        &self,
        kind: &'s Type,
        value: &Value,
        path: &str,
        side: Side,
        points: &mut Vec<InsertionPoint<'s>>,
    ) {
        let held = |field: &Field| value.get(&field.name).filter(|held| !held.is_null());
        for field in &kind.fields {
            let Some(inner) = self.schema.type_of(field) else {
                continue;
            };
            let now = held(field);
            let others = kind.fields.iter().any(|other| {
                other.union.is_some()
                    && other.union == field.union
                    && other.name != field.name
                    && held(other).is_some()
            });
            if (!field.counts_in_messages() || others) && now.is_none() {
                continue;
            }
            let place = pointer::join(path, &field.name);
            let point = |path| InsertionPoint {
                path,
                field,
                kind: inner,
                side,
                made: None,
            };
            match (now, field.repeated, inner.is_node) {
                (None, true, true) => points.push(point(place + "/0")),
                (Some(Value::Array(items)), true, true) if has_room(field, items.len()) => {
                    points.push(point(format!("{place}/{}", items.len())));
                }
                (None, false, true) => points.push(point(place)),
                (Some(value), false, false) => self.inside(inner, value, &place, side, points),
                // A message that is not set yet can still be written, and so can the objects a new card needs.
                (None, false, false)
                    if (field.required && matches!(side, Side::Top | Side::Deeper))
                        || (side == Side::Deeper && kind.words.first() == Some(&field.name)) =>
                {
                    self.inside(inner, &Value::Null, &place, side, points);
                }
                _ => {}
            }
        }
    }
}

fn has_room(field: &Field, count: usize) -> bool {
    field.limit.max_items.is_none_or(|most| count < most)
}
