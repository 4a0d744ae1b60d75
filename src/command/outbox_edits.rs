//! Edits in `chatquill outbox`: those of drafts that were sent and of which no answer is known.

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::chat::sanitize;
use crate::command::age::{age, age_in_words};
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::history_arguments::OutboxRetry;
use crate::command::message_edit;
use crate::command::output;
use crate::command::patience::report_wait;
use crate::command::repeat::{Channel, uninterrupted, verdict};
use crate::delivery::change::{Changer, Done};
use crate::delivery::draft_edit::{self, EditError};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::title::heading;
use crate::settings::paths::Paths;
use crate::store::drafts::{Drafts, Error};
use crate::store::edit_drafts::WaitingEdit;
use crate::store::outbox::Origin;

/// The edits that did not end.
pub struct OutboxEdits {
    drafts: Drafts,
    /// The edits, the latest first.
    pub all: Vec<WaitingEdit>,
}

impl OutboxEdits {
    /// Reads the edits of all profiles, or of one.
    #[must_use]
    pub fn read(places: &Paths, profile: Option<&str>) -> Self {
        let drafts = Drafts::new(places.drafts());
        let mut all = drafts.waiting_edits();
        all.retain(|edit| profile.is_none_or(|profile| edit.target.profile == profile));
        Self { drafts, all }
    }

    /// Returns the edit of a draft of this name.
    #[must_use]
    pub fn find(&self, draft: &str) -> Option<&WaitingEdit> {
        self.all.iter().find(|edit| edit.draft == draft)
    }

    /// Repeats all edits; a failure does not stop the others.
    ///
    /// # Errors
    /// Where some were not repeated.
    pub async fn retry_all(&self, setup: &Setup, options: &OutboxRetry) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for edit in &self.all {
            if let Err(failure) = self.retry(setup, edit, options).await {
                failures.push((edit, failure));
            }
        }
        if self.all.len() == 1
            && let Some((_, failure)) = failures.pop()
        {
            return Err(failure);
        }
        for (edit, failure) in &failures {
            output::note(&format!("{}: {}", edit.draft, failure.words()));
        }
        verdict(
            failures.into_iter().map(|(_, failure)| failure),
            self.all.len(),
        )
    }

    /// Sends an edit again, which leads to the same message, and ends its draft.
    ///
    /// # Errors
    /// Where it was not made, or nobody knows.
    pub async fn retry(
        &self,
        setup: &Setup,
        edit: &WaitingEdit,
        options: &OutboxRetry,
    ) -> Result<(), Failure> {
        let (_, held) = self.drafts.open(&edit.draft).map_err(|error| match error {
            Error::Taken(_) => open_in_composer(edit),
            error @ (Error::Disk(..) | Error::Broken { .. }) => Failure::later(error.to_string()),
        })?;
        let origin = Origin {
            profile: edit.target.profile.clone(),
            base: edit.target.base.clone(),
            is_sandbox: edit.target.is_sandbox,
            is_webhook: false,
        };
        let remedy = format!(
            "Restore the profile in the config file, or forget the edit with chatquill outbox drop {}.",
            edit.draft
        );
        let channel = Channel::open(setup, &origin, "", &remedy).await?;
        channel.connection.sender.policy.consents(options.yes)?;
        let client = &channel.connection.client;
        let name = &edit.target.name;
        let sent = edit.pending.edit();
        let forms = edit.target.forms();
        let read = draft_edit::overtaken(client, name, &sent, &forms);
        if let Some(message) = uninterrupted(read, "Nothing was changed.").await? {
            message_edit::show(&sent, &message);
            if !options.yes {
                return Err(message_edit::changed_meanwhile());
            }
        }
        let changer = Changer::new(client.clone(), setup.history());
        let call = draft_edit::edit(
            (&changer, &self.drafts),
            &edit.draft,
            name,
            &sent,
            report_wait,
        );
        let remedy = "The edit may have been made, and is still in the outbox.";
        let done = uninterrupted(call, remedy).await?.map_err(not_edited)?;
        drop(held);
        let after = edit.target.after(&edit.pending);
        if let Err(error) = self.drafts.end_edit(&edit.draft, &after, None) {
            output::note(&format!(
                "the draft of the edit could not be ended: {error}"
            ));
        }
        match done {
            Done::Made(message) if options.json => output::result(&output::json(&json!({
                "space": edit.target.space(),
                "draft": edit.draft,
                "message": message,
            }))),
            Done::Made(_) | Done::Already => {
                output::result(&format!("Edited: {}", sanitize::name(name)))
            }
        }
    }

    /// Forgets that an edit was sent; its draft stays as it is.
    ///
    /// # Errors
    /// Where a program has the draft open, or the disk refuses.
    pub fn forget(&self, edit: &WaitingEdit) -> Result<(), Failure> {
        if edit.is_open {
            return Err(open_in_composer(edit));
        }
        let cleared = self.drafts.drop_pending_edit(&edit.draft);
        cleared.map_err(|error| Failure::later(format!("It could not be dropped: {error}.")))?;
        output::result(&format!("Dropped: {}", edit.draft))
    }
}

/// Returns the failure of an edit whose draft another program has open, and may be sending.
fn open_in_composer(edit: &WaitingEdit) -> Failure {
    Failure::later(Diagnostic::new(
        format!("The draft {} is open in a composer.", edit.draft),
        "Send the edit there, or close that composer first.",
    ))
}

fn not_edited(error: EditError) -> Failure {
    match error {
        EditError::Disk(error) => Failure::later(format!(
            "The record of the edit cannot be written: {error}."
        )),
        EditError::Call(undone) if undone.in_doubt => Failure::new(
            Kind::InDoubt,
            Diagnostic {
                remedy: "It may have been made all the same; sending it again is safe.".to_owned(),
                ..undone.error.explain()
            },
        ),
        EditError::Call(undone) => Failure::from(undone.error),
    }
}

/// Returns the row of an edit in the list of unfinished sends.
#[must_use]
pub fn row(edit: &WaitingEdit, now: OffsetDateTime) -> [String; 6] {
    [
        age_in_words(&edit.pending.since, now),
        "unknown".to_owned(),
        sanitize::name(edit.target.space()),
        sanitize::name(&edit.target.profile),
        sanitize::name(&edit.draft),
        format!("edit: {}", sanitize::line(&words(edit))),
    ]
}

/// Returns an edit as JSON, with the fields of a send.
#[must_use]
pub fn object(edit: &WaitingEdit, now: OffsetDateTime) -> Value {
    json!({
        "id": edit.draft,
        "state": "unknown",
        "since": edit.pending.since,
        "ageSeconds": age(&edit.pending.since, now),
        "space": edit.target.space(),
        "profile": edit.target.profile,
        "webhook": "",
        "server": edit.target.base,
        "edits": edit.target.name,
        "updateMask": edit.pending.update_mask,
        "title": words(edit),
    })
}

fn words(edit: &WaitingEdit) -> String {
    heading(&edit.target.after(&edit.pending))
}
