//! The status line: how many bytes of 32,000, how many errors and warnings, and the keys of everywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::findings::Counts;
use crate::app::send::thousands;
use crate::app::state::App;
use crate::input::keymap::Place;
use crate::message::checks::phrase;
use crate::message::checks::rule::Severity;
use crate::message::size;
use crate::view::keys;
use crate::view::label;
use crate::view::severity;
use crate::view::theme::Theme;

/// The cells of the bar.
const BAR: usize = 10;

/// From so many bytes on the gauge warns: Google does not say how exactly it counts.
const NEAR: usize = 30_000;

/// The bytes of a message without anything, `{}`.
const EMPTY: usize = 2;

/// The cells between the count and the keys.
const GAP: u16 = 3;

/// The most keys of everywhere that the line names.
const KEYS: usize = 4;

/// From this width on findings are counted in words, in cells.
const WORDY: u16 = 80;

/// From this width on the line has a bar, in cells.
const ROOMY: u16 = 60;

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rest = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let look = match app.bytes {
        bytes if bytes > size::LIMIT => theme.gauge_over,
        bytes if bytes > NEAR => theme.gauge_near,
        _ => theme.gauge,
    };
    if rest.width >= ROOMY {
        let (filled, left) = bar(app.bytes);
        let taken = label::draw(&filled, rest, look, buffer);
        rest = label::beside(rest, taken);
        let taken = label::draw(&left, rest, theme.gauge_track, buffer);
        rest = label::beside(rest, taken + 1);
    }
    let count = if app.bytes > NEAR { look } else { theme.text };
    let taken = label::draw(&counted(app.bytes), rest, count, buffer);
    rest = label::beside(rest, taken + GAP);
    rest = draw_found(app, theme, rest, buffer);
    let hints = keys::hints(&app.keymap, Place::Everywhere);
    let (shown, width) = keys::fitting(&hints[..hints.len().min(KEYS)], rest.width);
    let right = label::beside(rest, rest.width.saturating_sub(width));
    keys::draw(&hints[..shown], right, theme, buffer);
}

/// How many of the keys of everywhere the line has room for.
#[must_use]
pub fn keys_shown(app: &App) -> usize {
    let width = app.size.width.saturating_sub(2);
    let bar = if width >= ROOMY { 11 } else { 0 };
    let found: u16 = found(app)
        .iter()
        .map(|(words, _)| label::width(words) + 2)
        .sum();
    let gap = if found > 0 { found + GAP - 2 } else { 0 };
    let taken = bar + label::width(&counted(app.bytes)) + GAP + gap;
    let hints = keys::hints(&app.keymap, Place::Everywhere);
    keys::fitting(&hints, width.saturating_sub(taken))
        .0
        .min(KEYS)
}

/// Draws how many errors and warnings there are, and returns the rest of the line.
fn draw_found(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let mut rest = area;
    for (words, severity) in found(app) {
        let look = match severity {
            Some(severity) => severity::sign_and_look(severity, theme).1,
            None => theme.success,
        };
        let taken = label::draw(&words, rest, look, buffer);
        rest = label::beside(rest, taken + 2);
    }
    if rest == area {
        rest
    } else {
        label::beside(rest, GAP - 2)
    }
}

/// The counts of errors and warnings, each with its severity: in words where there is room. Nothing
/// is said of a message that is not begun.
fn found(app: &App) -> Vec<(String, Option<Severity>)> {
    let Counts { errors, warnings } = app.findings.counts();
    let is_roomy = app.size.width >= WORDY;
    let count = |number, severity, word| {
        let sign = severity::sign(severity);
        let words = match is_roomy {
            true if severity == Severity::Error => {
                format!("{sign} {}", phrase::count(number, word))
            }
            true => phrase::count(number, word),
            false => format!("{sign} {number}"),
        };
        (number > 0).then_some((words, Some(severity)))
    };
    let errors = count(errors, Severity::Error, "error");
    let none = || {
        let words = if is_roomy { "✔ 0 errors" } else { "✔" };
        (words.to_owned(), None)
    };
    let first = match errors {
        None if app.draft.is_blank() => None,
        None => Some(none()),
        some => some,
    };
    let warnings = count(warnings, Severity::Warning, "warning");
    first.into_iter().chain(warnings).collect()
}

fn counted(bytes: usize) -> String {
    let count = format!("{} / {} B", thousands(bytes), thousands(size::LIMIT));
    match bytes.saturating_sub(size::LIMIT) {
        0 => count,
        over => format!("{count}  {} too many", thousands(over)),
    }
}

/// The filled part of the bar, and the rest. It is full only where the message is, and empty only
/// where that is.
fn bar(bytes: usize) -> (String, String) {
    let least = usize::from(bytes > EMPTY);
    let filled = (bytes * BAR / size::LIMIT).clamp(least, BAR);
    ("▓".repeat(filled), "░".repeat(BAR - filled))
}
