//! Reads the history of sends for the activity, off the thread that answers keys.

use crate::app::events::past_send::PastSend;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::clock::Clock;
use crate::store::history::History;
use crate::store::history_entry::Entry;

/// Returns the sends of all runs, the latest first.
///
/// # Errors
/// Where the history cannot be read, in words for the user.
pub fn list(history: &History, clock: Clock) -> Result<Vec<PastSend>, Diagnostic> {
    let entries = history.entries().map_err(|error| Diagnostic {
        title: "The history of earlier sends cannot be read".into(),
        detail: error.to_string(),
        remedy: "Check the folder history in the data folder, then open this list again.".into(),
        ..Diagnostic::default()
    })?;
    let listed = |entry: Entry| PastSend {
        title: sanitize::line(&entry.title),
        space: sanitize::name(&entry.space_name),
        day: clock.day_of(&entry.since),
        time: clock.time_of(&entry.since),
        searched: entry.searched(),
        entry,
    };
    Ok(entries.into_iter().map(listed).collect())
}
