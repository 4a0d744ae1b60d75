//! The user's local time.

use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// Clock in the user's time zone.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    offset: UtcOffset,
}

impl Clock {
    /// Returns the clock of the local time zone; UTC where the zone is not known.
    ///
    /// Called before the first thread starts: with other threads that might change the environment, the zone cannot
    /// be determined.
    #[must_use]
    pub fn here() -> Self {
        Self {
            offset: UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC),
        }
    }

    /// Returns the time now, to the second, RFC 3339.
    #[must_use]
    pub fn now(self) -> String {
        OffsetDateTime::from(SystemTime::now())
            .to_offset(self.offset)
            .replace_nanosecond(0)
            .ok()
            .and_then(|now| now.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// Formats an RFC 3339 time in local time, briefly: `14:02`, or the date alone where that is not today.
    ///
    /// A text that does not parse gives an empty one.
    #[must_use]
    pub fn day_of(self, at: &str) -> String {
        let Ok(time) = OffsetDateTime::parse(at, &Rfc3339) else {
            return String::new();
        };
        let time = time.to_offset(self.offset);
        let today = OffsetDateTime::from(SystemTime::now()).to_offset(self.offset);
        if time.date() == today.date() {
            format!("{:02}:{:02}", time.hour(), time.minute())
        } else {
            time.date().to_string()
        }
    }

    /// Formats an RFC 3339 time in local time: `14:02`, with the date where that is not today.
    ///
    /// A text that does not parse stays as it is.
    #[must_use]
    pub fn time_of(self, at: &str) -> String {
        let Ok(time) = OffsetDateTime::parse(at, &Rfc3339) else {
            return crate::chat::sanitize::line(at);
        };
        let time = time.to_offset(self.offset);
        let today = OffsetDateTime::from(SystemTime::now()).to_offset(self.offset);
        let minute = format!("{:02}:{:02}", time.hour(), time.minute());
        if time.date() == today.date() {
            minute
        } else {
            format!("{minute} on {}", time.date())
        }
    }
}
