//! Inputs for days and times.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::render::block::{Block, Column, Down, join_columns};
use crate::render::input_box::{Field, words};
use crate::render::json_access::{text, whole};
use crate::render::style::Role;

/// Draws a `DateTimePicker`: a day, a time, or both side by side.
#[must_use]
pub fn date_time_picker(of: &Value, width: u16) -> Block {
    let kind = text(of, "type");
    let moment = whole(of, "valueMsEpoch").and_then(|epoch| moment(epoch, kind, of));
    let label = text(of, "label");
    let day = moment.map(|at| format!("{} {} {}", at.day(), month(at), at.year()));
    let clock = moment.map(|at| format!("{:02}:{:02}", at.hour(), at.minute()));
    let field = |label, value: Option<String>, empty, sign, width| {
        let room = Field::room(width);
        Field {
            label,
            value: match value {
                Some(value) => words(&value, Role::Text, room),
                None => words(empty, Role::Placeholder, room),
            },
            rows: 1,
            sign,
            action: None,
        }
        .draw(width)
    };
    match kind {
        "DATE_ONLY" => field(label, day, "Day", "▦", width),
        "TIME_ONLY" => field(label, clock, "Time", "◷", width),
        _ if width >= 30 => {
            let right = width / 3;
            let left = width - right - 1;
            let columns = vec![
                column(field(label, day, "Day", "▦", left), left),
                column(field("", clock, "Time", "◷", right), right),
            ];
            join_columns(columns, 1)
        }
        _ => {
            let mut block = field(label, day, "Day", "▦", width);
            block.extend(field("", clock, "Time", "◷", width));
            block
        }
    }
}

fn column(block: Block, width: u16) -> Column {
    Column {
        block,
        width,
        down: Down::Bottom,
    }
}

/// Returns the date and time that is filled in.
///
/// A date or a time alone is meant as it is in UTC; both together are shown for the offset that is set, in
/// minutes, or in UTC because a reader's own zone is not known.
fn moment(epoch: i64, kind: &str, of: &Value) -> Option<OffsetDateTime> {
    let offset = match kind {
        "DATE_ONLY" | "TIME_ONLY" => 0,
        _ => whole(of, "timezoneOffsetDate").unwrap_or(0),
    };
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(epoch) * 1_000_000).ok()?;
    at.checked_add(Duration::minutes(offset.clamp(-10_000, 10_000)))
}

fn month(at: OffsetDateTime) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[usize::from(u8::from(at.month())) - 1]
}
