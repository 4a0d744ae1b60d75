//! Age of a record, in seconds and in words.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Returns an age for people; `?` where the time cannot be parsed.
#[must_use]
pub fn age_in_words(since: &str, now: OffsetDateTime) -> String {
    age(since, now).map_or_else(|| "?".to_owned(), in_words)
}

/// Returns the age in seconds; `None` where the time cannot be parsed.
#[must_use]
pub fn age(since: &str, now: OffsetDateTime) -> Option<i64> {
    let since = OffsetDateTime::parse(since, &Rfc3339).ok()?;
    Some((now - since).whole_seconds().max(0))
}

fn in_words(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_one_unit() {
        for (seconds, expected) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3599, "59 min"),
            (7200, "2 h"),
            (200_000, "2 d"),
        ] {
            assert_eq!(in_words(seconds), expected);
        }
    }
}
