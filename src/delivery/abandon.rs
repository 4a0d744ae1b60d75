//! Gives up an unfinished send: its record goes, the history keeps it.

use crate::delivery::deliver::timestamp;
use crate::store::history::History;
use crate::store::history_entry::{Entry, State};
use crate::store::outbox::{Error, Outbox, Record};

/// Removes the record of a send that nobody will repeat, and returns whether there was one.
///
/// What is known of it stays in the history. Nothing is said to Chat.
///
/// # Errors
/// Where its send is under way, or the disk refuses; the record then stays.
pub fn abandon(outbox: &Outbox, history: &History, request_id: &str) -> Result<bool, Error> {
    let Some(pending) = outbox.resume(request_id)? else {
        return Ok(false);
    };
    if history.find(request_id).is_none() {
        let record = pending.record();
        let mut entry = Entry::of(record, state(record));
        entry.changed = timestamp();
        history.add(&entry)?;
    }
    pending.end()?;
    Ok(true)
}

fn state(record: &Record) -> State {
    if record.sent.is_some() {
        State::Sent
    } else if record.may_have_arrived() {
        State::Unknown
    } else {
        State::Failed
    }
}
