//! The top line: which draft, who sends, where to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::state::{App, Connection};
use crate::view::label;
use crate::view::theme::Theme;

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let rest = label::draw_right(&who(app), area, theme.dim, buffer);
    let brand = label::draw("chatquill", rest, theme.brand, buffer) + 2;
    let rest = Rect {
        x: rest.x + brand,
        width: rest.width.saturating_sub(brand),
        ..rest
    };
    let unsaved = if app.saved < app.draft.revision() {
        " ●"
    } else {
        ""
    };
    let name = format!("{}{unsaved}", app.draft_id);
    let taken = label::draw(&name, rest, theme.value, buffer) + 2;
    let rest = Rect {
        x: rest.x + taken,
        width: rest.width.saturating_sub(taken),
        ..rest
    };
    if !app.draft.parent().is_empty() && rest.width > 8 {
        label::draw(
            &format!("→ {}", app.spaces.label_of(app.draft.parent())),
            rest,
            theme.chosen,
            buffer,
        );
    }
}

fn who(app: &App) -> String {
    let sender = &app.sender;
    let who = if sender.profile.is_empty() {
        sender.kind.to_string()
    } else {
        format!("{} ({})", sender.profile, sender.kind)
    };
    let place = if sender.is_sandbox {
        "sandbox"
    } else {
        "Google Chat"
    };
    let state = match &app.connection {
        Connection::Opening => " · connecting".to_owned(),
        Connection::Failed(_) => " · not connected".to_owned(),
        Connection::Open => {
            let count = app.spaces.count();
            let more = if app.spaces.is_listing() { "…" } else { "" };
            format!(
                " · {count}{more} {}",
                if count == 1 { "space" } else { "spaces" }
            )
        }
    };
    format!("{who} · {place}{state}")
}
