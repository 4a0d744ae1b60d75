//! Delivers the edit of a draft: its record beside the draft first, then the call.

use std::io;

use serde_json::Value;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::RetryWait;
use crate::delivery::change::{Changer, Done, Undone};
use crate::delivery::deliver::timestamp;
use crate::message::edit_target::PendingEdit;
use crate::message::message_edit::{Edit, marked};
use crate::store::drafts::Drafts;

/// Why the edit of a draft was not made, or may not have been.
#[derive(Debug)]
pub enum EditError {
    /// Its record could not be written, so nothing left.
    Disk(io::Error),
    /// The call failed.
    Call(Undone),
}

/// Edits a message as its draft says; `tell` is called before each wait for another attempt.
///
/// What a crash or a lost answer leaves is a record beside the draft. The same edit may be sent again: it leads to the
/// same message. The record of an edit that was made ends with its draft.
///
/// # Errors
/// Where it was not made, or nobody knows.
pub async fn edit(
    (changer, drafts): (&Changer, &Drafts),
    draft: &str,
    name: &str,
    edit: &Edit,
    tell: impl FnMut(&RetryWait),
) -> Result<Done, EditError> {
    let pending = PendingEdit {
        since: timestamp(),
        update_mask: edit.update_mask(),
        message: edit.message.clone(),
    };
    let noted = drafts.note_pending_edit(draft, &pending);
    noted.map_err(EditError::Disk)?;
    let outcome = changer.edit(name, edit, tell).await;
    if let Err(undone) = &outcome
        && !undone.in_doubt
        && let Err(error) = drafts.clear_pending_edit(draft)
    {
        tracing::warn!("the record of an edit that was not made stays: {error}");
    }
    outcome.map_err(EditError::Call)
}

/// Returns the message as it stands in Chat, where an edit would replace what somebody changed since it began.
///
/// `forms` are those in which it stands if nobody did. Where there are none, or it cannot be read, nobody can tell.
pub async fn overtaken(client: &Client, name: &str, edit: &Edit, forms: &[Value]) -> Option<Value> {
    if forms.is_empty() {
        return None;
    }
    let read = client.get_message(name).await;
    let problem =
        |error: &Error| tracing::info!("the message was not read before its edit: {error}");
    let message = marked(&read.inspect_err(problem).ok()?);
    is_overtaken(edit, forms, &message).then_some(message)
}

/// Returns whether what an edit replaces reads otherwise in this message than in each of the forms.
#[must_use]
pub fn is_overtaken(edit: &Edit, forms: &[Value], message: &Value) -> bool {
    !forms.is_empty() && !forms.iter().any(|form| edit.replaces_alike(form, message))
}
