//! Draws the title bar: the draft, the sender, the space.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::model::{App, Connection};
use crate::view::label;
use crate::view::theme::Theme;

/// The least width at which the line has the program's name, in cells.
const ROOMY: u16 = 60;

/// The cells of the space's name that are kept rather than given to a longer sender.
const TARGET: u16 = 24;

/// Draws the title bar.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    // Drafts are saved automatically, so only a failure is worth a word.
    let unsaved = if app.is_unsaved { " ● not saved" } else { "" };
    let brand = if area.width < ROOMY { "" } else { "chatquill" };
    let target = match app.draft.parent() {
        "" => String::new(),
        parent => format!("→ {}", app.spaces.label_of(parent)),
    };
    let parts = [
        (brand, theme.brand),
        (&format!("{}{unsaved}", app.draft_id), theme.value),
        (&target, theme.chosen),
    ];
    let parts = parts.into_iter().filter(|(words, _)| !words.is_empty());
    let needed: u16 = parts
        .clone()
        .map(|(words, _)| label::width(words).min(TARGET) + 2)
        .sum();
    let fits = |who: &&String| needed + label::width(who) <= area.width;
    let who = who(app);
    let who = who.iter().find(fits).or(who.last());
    let look = if app.sender.is_production {
        theme.warning
    } else {
        theme.dim
    };
    let mut rest = label::draw_right(who.map_or("", String::as_str), area, look, buffer);
    for (words, look) in parts {
        let taken = label::draw(words, rest, look, buffer) + 2;
        rest = label::beside(rest, taken);
    }
}

/// Returns the sender and the space, from the longest form to the shortest.
fn who(app: &App) -> [String; 4] {
    let sender = &app.sender;
    let who = if sender.profile.is_empty() {
        sender.kind.to_string()
    } else {
        format!("{} ({})", sender.profile, sender.kind)
    };
    let (place, least) = match (sender.is_sandbox, sender.is_production) {
        (true, _) => ("sandbox", "sandbox"),
        (false, false) => ("Google Chat", "Google Chat"),
        (false, true) => ("Google Chat · PRODUCTION", "PRODUCTION"),
    };
    let count = app.spaces.count();
    let state = match &app.connection {
        Connection::Connecting => "connecting".to_owned(),
        Connection::Failed(_) => "not connected".to_owned(),
        Connection::Open => {
            let more = if app.spaces.is_listing() { "+" } else { "" };
            let spaces = if count == 1 { "space" } else { "spaces" };
            format!("{count}{more} {spaces}")
        }
    };
    let least = if matches!(app.connection, Connection::Failed(_)) {
        state.clone()
    } else {
        least.to_owned()
    };
    [
        format!("{who} · {place} · {state}"),
        format!("{who} · {place}"),
        format!("{who} · {least}"),
        least,
    ]
}
