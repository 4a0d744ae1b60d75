//! A text of the request with its place, as the rules about texts look at it.

use std::ops::Range;

use crate::document::edit::Edit;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::Here;
use crate::message::checks::rule::Rule;

/// A text of the request.
pub struct Spot<'a> {
    /// The object that has it.
    pub here: &'a Here<'a>,
    /// The field that has it.
    pub field: &'a str,
    /// The text.
    pub text: &'a str,
}

impl<'a> Spot<'a> {
    /// The text of a field.
    #[must_use]
    pub fn of(here: &'a Here<'a>, field: &'a str) -> Self {
        Self {
            here,
            field,
            text: here.text(field),
        }
    }

    /// A finding about a part of the text.
    #[must_use]
    pub fn finding(&self, rule: &'static Rule, part: Range<usize>, words: String) -> Finding {
        Finding::new(rule, self.here.at(self.field), words).part(part)
    }

    /// The change that writes something else in the place of a part.
    #[must_use]
    pub fn rewrite(&self, part: &Range<usize>, insert: String) -> Vec<Edit> {
        let path = self.here.at(self.field);
        vec![Edit::Splice {
            path,
            at: part.start,
            remove: part.len(),
            insert,
        }]
    }
}
