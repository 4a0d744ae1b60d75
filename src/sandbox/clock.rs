//! The sandbox's clock: replaceable in tests, RFC 3339 as Google writes it.

use std::fmt;
use std::sync::Arc;

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// Six digits of a second and a `Z`, as seen in Google's responses.
const FORM: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// Source of the sandbox's time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// Returns the clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(OffsetDateTime::now_utc))
    }

    /// Returns a clock that reads the time from a function; for tests.
    pub fn from_fn(tell: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// Returns the time now, in UTC.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Formats a time as RFC 3339 in UTC with microseconds.
#[must_use]
pub fn written(moment: OffsetDateTime) -> String {
    moment
        .to_offset(UtcOffset::UTC)
        .format(FORM)
        .unwrap_or_default()
}

/// Parses an RFC 3339 text, with any offset.
#[must_use]
pub fn read(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_moment_is_written_in_utc_and_read_back() {
        let moment = datetime!(2026-11-23 10:00:00.5 +2);
        assert_eq!(written(moment), "2026-11-23T08:00:00.500000Z");
        assert_eq!(read("2026-11-23T08:00:00.500000Z"), Some(moment));
        assert_eq!(read("yesterday"), None);
    }
}
