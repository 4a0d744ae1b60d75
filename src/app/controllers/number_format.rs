//! Numbers and durations, as they are shown.

use std::time::Duration;

/// Formats a duration, in milliseconds where it is short.
#[must_use]
pub fn span(took: Duration) -> String {
    match took.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", took.as_secs_f32()),
    }
}

/// Formats a number with a comma between its thousands.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && at % 3 == head {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        for (number, shown) in [
            (0, "0"),
            (12, "12"),
            (999, "999"),
            (1204, "1,204"),
            (32_000, "32,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), shown);
        }
    }
}
