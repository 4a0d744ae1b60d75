//! Parses and formats milliseconds since 1970 as dates and times of day in UTC.

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");
const SECOND: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]:[second]");

/// A day in milliseconds.
const DAY: i128 = 86_400_000;

/// Parses a text as milliseconds: a count, a date, a time of day, or a date with a time.
///
/// `Z` and an offset such as `+08:00` may follow a time. `None` where it is none of these.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(count) = text.parse() {
        return Some(count);
    }
    if let Some(time) = time_of_day(text) {
        let since = time.duration_since(Time::MIDNIGHT);
        return i64::try_from(since.whole_milliseconds()).ok();
    }
    let (date, rest) = text.split_at_checked(10)?;
    let date = Date::parse(date, DATE).ok()?;
    let rest = rest.trim_start_matches(['T', ' ']).trim();
    let (time, offset) = split_offset(rest)?;
    let time = if time.is_empty() {
        Time::MIDNIGHT
    } else {
        time_of_day(time)?
    };
    let moment = PrimitiveDateTime::new(date, time).assume_utc();
    let milliseconds = moment.unix_timestamp_nanos() / 1_000_000;
    i64::try_from(milliseconds - i128::from(offset) * 60_000).ok()
}

fn time_of_day(text: &str) -> Option<Time> {
    Time::parse(text, SECOND)
        .or_else(|_| Time::parse(text, MINUTE))
        .ok()
}

/// Splits a time from its offset from UTC, in minutes.
fn split_offset(text: &str) -> Option<(&str, i32)> {
    let text = text.strip_suffix("UTC").unwrap_or(text);
    let text = text.strip_suffix('Z').unwrap_or(text).trim_end();
    let Some(at) = text.rfind(['+', '-']) else {
        return Some((text, 0));
    };
    let (time, offset) = text.split_at(at);
    let (hours, minutes) = offset[1..].split_once(':').unwrap_or((&offset[1..], "0"));
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    let is_west = offset.starts_with('-');
    let offset = if is_west { -minutes } else { minutes };
    (minutes < 24 * 60).then_some((time.trim_end(), offset))
}

/// Formats a time as it is typed: the time of day alone where it is of the first day.
///
/// `None` where no calendar has it.
#[must_use]
pub fn write(milliseconds: i64) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000);
    let moment = moment.ok()?;
    let has_seconds = milliseconds.rem_euclid(60_000) != 0;
    let time = moment
        .format(if has_seconds { SECOND } else { MINUTE })
        .ok()?;
    if milliseconds.rem_euclid(1_000) != 0 {
        return None;
    }
    if (0..DAY).contains(&i128::from(milliseconds)) {
        return Some(time);
    }
    Some(format!("{} {time}", moment.format(DATE).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_written() {
        for (typed, milliseconds, written) in [
            ("0", 0, Some("00:00")),
            ("43200000", 43_200_000, Some("12:00")),
            ("12:00", 43_200_000, Some("12:00")),
            ("12:00:05", 43_205_000, Some("12:00:05")),
            ("2026-11-25", 1_795_564_800_000, Some("2026-11-25 00:00")),
            (
                "2026-11-25 14:30",
                1_795_617_000_000,
                Some("2026-11-25 14:30"),
            ),
            (
                "2026-11-25T14:30:00Z",
                1_795_617_000_000,
                Some("2026-11-25 14:30"),
            ),
            (
                "2026-11-25 14:30 UTC",
                1_795_617_000_000,
                Some("2026-11-25 14:30"),
            ),
            (
                "2026-11-25 22:30+08:00",
                1_795_617_000_000,
                Some("2026-11-25 14:30"),
            ),
            (
                "2026-11-25 09:00 -05:30",
                1_795_617_000_000,
                Some("2026-11-25 14:30"),
            ),
            ("-60000", -60_000, Some("1969-12-31 23:59")),
            ("1795617000123", 1_795_617_000_123, None),
            ("9223372036854775807", i64::MAX, None),
        ] {
            assert_eq!(read(typed), Some(milliseconds), "{typed}");
            assert_eq!(write(milliseconds).as_deref(), written, "{typed}");
        }
        for odd in [
            "",
            "soon",
            "2026-13-01",
            "2026-11-25 25:00",
            "25:61",
            "日本語",
            "2026-11-25 1+99:00",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
