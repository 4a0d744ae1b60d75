//! The notice for a finding that prevents a send.

use crate::app::controllers::quick_fix;
use crate::app::controllers::send_parts;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::checks::finding::Finding;

/// Returns the notice for an error that prevents a send.
#[must_use]
pub fn refusal(app: &App, finding: &Finding) -> Notice {
    let solved = usize::from(app.document.part_sizes().is_some());
    let more = match app.findings.counts().errors.saturating_sub(solved) {
        0 | 1 => String::new(),
        2 => " One more error prevents the send.".to_owned(),
        errors => format!(" {} more errors prevent the send.", errors - 1),
    };
    let key = app
        .session
        .keymap()
        .key_of(Place::Everywhere, Action::ShowChecks);
    let how = key.map_or(String::new(), |key| format!("{key} says what to do."));
    Notice::new(Tone::Error, format!("Not sent. {}", finding.message))
        .with(send_parts::why_not(app, finding))
        .with(quick_fix::profile_that_can(app, finding))
        .with(format!("{how}{more}"))
}
