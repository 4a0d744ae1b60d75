//! What time it is where the person is.

use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The person's own clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    offset: UtcOffset,
}

impl Clock {
    /// The clock of this place; that of Greenwich where the place is not known. Asked before the
    /// first thread starts: beside threads that might change the environment, it is not known.
    #[must_use]
    pub fn here() -> Self {
        Self {
            offset: UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC),
        }
    }

    /// Now, to the second, RFC 3339.
    #[must_use]
    pub fn now(self) -> String {
        OffsetDateTime::from(SystemTime::now())
            .to_offset(self.offset)
            .replace_nanosecond(0)
            .ok()
            .and_then(|now| now.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// A time of RFC 3339 as the person's clock showed it: `14:02`, with the date where that is not
    /// today. One that cannot be read stays as it is.
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
