//! A text of the request with its path, as the rules about texts see it.

use std::ops::Range;

use crate::document::edit::Edit;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Rule;

/// A text of the request.
pub struct CheckedText<'a> {
    /// The object that contains it.
    pub object: &'a ObjectContext<'a>,
    /// The field that contains it.
    pub field: &'a str,
    /// The text.
    pub text: &'a str,
}

impl<'a> CheckedText<'a> {
    /// Creates the context of a field's text.
    #[must_use]
    pub fn of(here: &'a ObjectContext<'a>, field: &'a str) -> Self {
        Self {
            object: here,
            field,
            text: here.text(field),
        }
    }

    /// Creates a finding about a byte range of the text.
    #[must_use]
    pub fn finding(&self, rule: &'static Rule, part: Range<usize>, words: String) -> Finding {
        Finding::new(rule, self.object.at(self.field), words).part(part)
    }

    /// Returns the edit that replaces a byte range.
    #[must_use]
    pub fn rewrite(&self, part: &Range<usize>, insert: String) -> Vec<Edit> {
        let path = self.object.at(self.field);
        vec![Edit::Splice {
            path,
            at: part.start,
            remove: part.len(),
            insert,
        }]
    }
}
