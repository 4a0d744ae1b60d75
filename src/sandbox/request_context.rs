//! One call as the methods see it: who asks, for what, by which rules, when.

use time::OffsetDateTime;

use super::auth::Caller;
use super::policy::Rules;
use super::query::Query;

/// One call to a method.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// The open segments of the path, in order.
    pub names: &'a [String],
    /// The query, found to be in order.
    pub query: &'a Query,
    /// The media type of the body; empty if it was not told.
    pub content_type: &'a str,
    /// The body as it came.
    pub body: &'a [u8],
    /// What Google leaves open.
    pub rules: &'a Rules,
    /// The time.
    pub now: OffsetDateTime,
}

impl<'a> Call<'a> {
    /// The open segment at this place of the path; empty if there is none.
    #[must_use]
    pub fn name(&self, place: usize) -> &'a str {
        self.names.get(place).map_or("", String::as_str)
    }
}
