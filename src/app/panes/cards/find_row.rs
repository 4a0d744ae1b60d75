//! Finds the row of a form that edits a path.

use crate::document::form::{Row, RowKind};
use crate::document::pointer;

/// Returns the row for a path in the part of this form, or the nearest around it.
///
/// `None` where the path is that of the part itself.
#[must_use]
pub fn row<'a, 's>(rows: &'a [Row<'s>], place: &str, part: &str) -> Option<&'a Row<'s>> {
    // A union and a heading are rows about the whole object, which is the part itself or a wrapper.
    let is_about_all = |row: &Row<'_>| {
        matches!(
            row.kind,
            RowKind::Union(..) | RowKind::Apart(_) | RowKind::Add(_)
        )
    };
    let near = |row: &&Row<'_>| {
        pointer::is_within(place, &row.path)
            && row.path != part
            && !(row.path == place && is_about_all(row))
    };
    rows.iter().filter(near).max_by_key(|row| row.path.len())
}
