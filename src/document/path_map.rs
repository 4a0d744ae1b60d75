//! Maps paths of a document over an edit, so that folds, marks and findings can follow their parts.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::pointer;

/// How an edit moves paths that it does not change.
///
/// Lists are given as JSON Pointers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shift {
    /// A member was removed, with everything below its path.
    Lost(String),
    /// The item at this index of a list was removed.
    Taken(String, usize),
    /// An item was inserted into a list at this index.
    Put(String, usize),
    /// An item of a list moved from the first index to the second.
    Moved(String, usize, usize),
}

impl Shift {
    /// Returns how an edit moves paths of the document it is about to be applied to; `None` if it moves none.
    #[must_use]
    pub fn of(edit: &Edit, document: &Value) -> Option<Self> {
        let item = |path: &str| {
            let (list, step) = pointer::split(path)?;
            let is_list = document.pointer(list)?.is_array();
            Some((list.to_owned(), pointer::place(&step).filter(|_| is_list)?))
        };
        match edit {
            Edit::Remove { path } => Some(match item(path) {
                Some((list, place)) => Self::Taken(list, place),
                None => Self::Lost(path.clone()),
            }),
            Edit::Insert { path, .. } => item(path).map(|(list, place)| Self::Put(list, place)),
            Edit::Move { path, from, to } => Some(Self::Moved(path.clone(), *from, *to)),
            Edit::Replace { .. } | Edit::Splice { .. } => None,
        }
    }

    /// Returns the path after the shift of what was at `path` before; `None` if it was removed.
    ///
    /// A suffix after a NUL character stays with the path.
    #[must_use]
    pub fn map_path(&self, path: &str) -> Option<String> {
        let (list, place): (_, &dyn Fn(usize) -> Option<usize>) = match self {
            Self::Lost(gone) => return (!begins(path, gone)).then(|| path.to_owned()),
            Self::Taken(list, gone) => (list, &|at| {
                (at != *gone).then(|| at - usize::from(at > *gone))
            }),
            Self::Put(list, new) => (list, &|at| Some(at + usize::from(at >= *new))),
            Self::Moved(list, from, to) => (list, &|at| Some(moved(at, *from, *to))),
        };
        let Some(rest) = path
            .strip_prefix(list.as_str())
            .and_then(|rest| rest.strip_prefix('/'))
        else {
            return Some(path.to_owned());
        };
        let (step, below) = rest.split_at(rest.find(['/', '\0']).unwrap_or(rest.len()));
        let Some(at) = pointer::place(step) else {
            return Some(path.to_owned());
        };
        Some(format!("{list}/{}{below}", place(at)?))
    }

    /// Returns the path after several shifts, one after the other.
    #[must_use]
    pub fn map_through(shifts: &[Self], path: &str) -> Option<String> {
        let mut path = path.to_owned();
        for shift in shifts {
            path = shift.map_path(&path)?;
        }
        Some(path)
    }
}

fn begins(path: &str, with: &str) -> bool {
    let rest = path.strip_prefix(with);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\0']))
}

fn moved(at: usize, from: usize, to: usize) -> usize {
    if at == from {
        to
    } else if from < at && at <= to {
        at - 1
    } else if to <= at && at < from {
        at + 1
    } else {
        at
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_edit_does_not_change_is_found_again() {
        let list = || "/a".to_owned();
        for (shift, path, found) in [
            (Shift::Taken(list(), 1), "/a/2/b", Some("/a/1/b")),
            (Shift::Taken(list(), 1), "/a/0/b", Some("/a/0/b")),
            (Shift::Taken(list(), 1), "/a/1/b", None),
            (Shift::Taken(list(), 1), "/c/2", Some("/c/2")),
            (Shift::Taken(list(), 1), "/a/12", Some("/a/11")),
            (Shift::Taken(list(), 1), "/a", Some("/a")),
            (Shift::Taken(list(), 1), "/a/2\0kind", Some("/a/1\0kind")),
            (Shift::Put(list(), 1), "/a/1", Some("/a/2")),
            (Shift::Put(list(), 1), "/a/0", Some("/a/0")),
            (Shift::Moved(list(), 0, 2), "/a/0/b", Some("/a/2/b")),
            (Shift::Moved(list(), 0, 2), "/a/2", Some("/a/1")),
            (Shift::Moved(list(), 2, 0), "/a/1", Some("/a/2")),
            (Shift::Moved(list(), 2, 0), "/a/3", Some("/a/3")),
            (Shift::Lost(list()), "/a/3", None),
            (Shift::Lost(list()), "/ab", Some("/ab")),
        ] {
            assert_eq!(shift.map_path(path).as_deref(), found, "{shift:?} {path}");
        }
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let path = prop::sample::select(vec!["/a", "/b", "/a/0", "/a/1/b", "/a/1/b/0"]);
        let place = 0..4_usize;
        prop_oneof![
            (path.clone(), place.clone()).prop_map(|(list, place)| Edit::Remove {
                path: format!("{list}/{place}")
            }),
            path.clone()
                .prop_map(|path| Edit::Remove { path: path.into() }),
            (path.clone(), place.clone()).prop_map(|(list, place)| Edit::Insert {
                path: format!("{list}/{place}"),
                at: None,
                value: json!("new"),
            }),
            (path, place.clone(), place).prop_map(|(path, from, to)| Edit::Move {
                path: path.into(),
                from,
                to
            }),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_value_is_where_it_was_carried(edits in prop::collection::vec(edit(), 1..6)) {
            let mut document = json!({
                "a": ["v1", {"b": ["v2", "v3", "v4"]}, "v5", "v6"],
                "b": ["v7", {"1": "v8"}],
            });
            let all = ["/a/0", "/a/1/b/0", "/a/1/b/1", "/a/1/b/2", "/a/2", "/a/3", "/b/0", "/b/1/1"];
            let mut places: Vec<(Value, Option<String>)> = all
                .into_iter()
                .map(|path| (document.pointer(path).unwrap().clone(), Some(path.to_owned())))
                .collect();
            for edit in edits {
                let shift = Shift::of(&edit, &document);
                if edit.apply(&mut document).is_err() {
                    continue;
                }
                for (_, place) in &mut places {
                    *place = match &shift {
                        Some(shift) => place.take().and_then(|path| shift.map_path(&path)),
                        None => place.take(),
                    };
                }
            }
            let text = document.to_string();
            for (value, place) in places {
                match place {
                    Some(path) => prop_assert_eq!(document.pointer(&path), Some(&value)),
                    None => prop_assert!(!text.contains(&value.to_string())),
                }
            }
        }
    }
}
