//! Context of one call to a method: caller, parameters, body, policy, time.

use time::OffsetDateTime;

use super::auth::Caller;
use super::policy::Policy;
use super::query::Query;
use super::upload_headers::UploadHeaders;

/// One call to a method.
#[derive(Debug, Clone, Copy)]
pub struct RequestContext<'a> {
    /// The caller.
    pub caller: &'a Caller,
    /// The variable segments of the path, in order.
    pub names: &'a [String],
    /// The query, validated.
    pub query: &'a Query,
    /// The media type of the body; empty if not specified.
    pub content_type: &'a str,
    /// The headers of an upload in chunks.
    pub upload: &'a UploadHeaders,
    /// The raw body.
    pub body: &'a [u8],
    /// Policy where Google leaves a choice.
    pub rules: &'a Policy,
    /// The time.
    pub now: OffsetDateTime,
}

impl<'a> RequestContext<'a> {
    /// Returns the variable segment at this index of the path; empty if there is none.
    #[must_use]
    pub fn name(&self, place: usize) -> &'a str {
        self.names.get(place).map_or("", String::as_str)
    }
}
