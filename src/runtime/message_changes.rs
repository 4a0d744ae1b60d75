//! Makes a change of a message that is in Chat.

use crate::app::events::message_change::{ChangeKind, MessageChange, NotChanged};
use crate::chat::retry::RetryWait;
use crate::delivery::change::{Changer, Done, Undone};
use crate::delivery::deliver::Delivery;
use crate::delivery::draft_edit::{self, EditError};
use crate::delivery::emoji::{self, EmojiError};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::store::drafts::Drafts;
use crate::store::outbox::Origin;

/// Makes a change of a message; `tell` is called before each wait for another attempt.
///
/// # Errors
/// Where it was not made, or nobody knows; in words for the user.
pub async fn make(
    (delivery, drafts): (&Delivery, &Drafts),
    change: &MessageChange,
    tell: impl FnMut(&RetryWait),
) -> Result<Done, NotChanged> {
    let own = delivery.origin();
    if let Some(origin) = &change.origin
        && !is_from_here(origin, own, &change.kind)
    {
        if origin.is_sandbox {
            return Err(certain(Diagnostic::new(
                "It was in a sandbox, which ended with its program",
                "Send it as a new message.",
            )));
        }
        if origin.is_webhook && origin.base == own.base {
            return Err(certain(Diagnostic::new(
                "A webhook sent it, which only creates messages",
                "",
            )));
        }
        return Err(certain(Diagnostic::new(
            format!(
                "It was sent by the profile {:?} to {}, and this is {:?} on {}",
                origin.profile, origin.base, own.profile, own.base
            ),
            "Start chatquill with that profile.",
        )));
    }
    let client = delivery.client();
    let changer = Changer::new(client.clone(), delivery.history().clone());
    let name = &change.name;
    let outcome = match &change.kind {
        ChangeKind::Delete => changer.delete(name, false, tell).await,
        ChangeKind::React(text) => {
            let emoji = emoji::emoji(client, text).await.map_err(no_emoji)?;
            changer.react(name, &emoji, tell).await
        }
        ChangeKind::Pin => changer.pin(name, tell).await,
        ChangeKind::Unpin => changer.unpin(name, tell).await,
        ChangeKind::Edit(sent) => {
            // The forms have none where nobody can tell.
            let mut forms = sent.forms.clone();
            if !forms.is_empty() {
                forms.push(sent.after.clone());
            }
            if let Some(message) = draft_edit::overtaken(client, name, &sent.edit, &forms).await {
                return Err(NotChanged {
                    overtaken: Some(Box::new(message)),
                    ..certain(Diagnostic::new(
                        "Somebody changed the message in Chat meanwhile, so nothing was sent",
                        "Send it again to see what it would replace.",
                    ))
                });
            }
            let of = (&changer, drafts);
            let outcome = draft_edit::edit(of, &sent.draft, name, &sent.edit, tell).await;
            return outcome.map_err(not_edited);
        }
    };
    outcome.map_err(|undone| undone_words(&undone))
}

fn undone_words(Undone { error, in_doubt }: &Undone) -> NotChanged {
    NotChanged {
        problem: error.explain(),
        unsure: *in_doubt,
        overtaken: None,
    }
}

fn not_edited(error: EditError) -> NotChanged {
    match error {
        EditError::Call(undone) => undone_words(&undone),
        EditError::Disk(error) => certain(Diagnostic {
            title: "The record of the edit could not be written, so nothing was changed".into(),
            detail: error.to_string(),
            remedy: "Free disk space or check the folder's permissions, then send it again.".into(),
            ..Diagnostic::default()
        }),
    }
}

/// Returns whether a message may be changed by this sender: only its own one deletes or edits it, people of one server
/// react.
fn is_from_here(origin: &Origin, own: &Origin, kind: &ChangeKind) -> bool {
    let is_own = matches!(kind, ChangeKind::Delete | ChangeKind::Edit(_));
    origin.base == own.base && (!is_own || origin.profile == own.profile)
}

fn no_emoji(error: EmojiError) -> NotChanged {
    certain(match error {
        EmojiError::Call(error) => error.explain(),
        EmojiError::Unknown(_) => Diagnostic::new(
            error.to_string(),
            "Type an emoji, or the exact name of a custom one between colons.",
        ),
    })
}

/// Returns that a change was certainly not made.
fn certain(problem: Diagnostic) -> NotChanged {
    NotChanged {
        problem,
        unsure: false,
        overtaken: None,
    }
}
