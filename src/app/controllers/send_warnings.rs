//! What the line before a send says of the warnings.

use crate::app::model::App;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::rule::Severity;

/// Returns what the confirm line says of the warnings; empty where there are none.
#[must_use]
pub fn warned(app: &App) -> String {
    let is_warning = |finding: &&Finding| finding.severity == Severity::Warning;
    let Some(first) = app.findings.open().iter().find(is_warning) else {
        return String::new();
    };
    let count = format_value::count(app.findings.counts().warnings, "warning");
    let key = app
        .session
        .keymap()
        .key_of(Place::Confirm, Action::ShowChecks);
    let shows = key.map_or(String::new(), |key| format!(" ({key} shows more)"));
    format!("⚠ {count}: {}{shows}", first.message)
}
