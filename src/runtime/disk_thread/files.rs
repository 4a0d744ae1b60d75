//! What the disk thread does with the files: it writes drafts, reads and lists them, and ends the records of sends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use super::{Order, Stores, problem};
use crate::app::events::effect::DiskCommand;
use crate::app::events::event::{BackgroundEvent, DiskReply, Event, KeptWebhook, Reply};
use crate::app::events::ticket::Ticket;
use crate::chat::sanitize;
use crate::chat::webhook::Webhook;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::message::edit_target::EditTarget;
use crate::message::undo_steps::UndoSteps;
use crate::runtime::past_sends;
use crate::store::drafts::{Content, LockedDraft};
use crate::store::templates::TemplateFile;
use crate::store::undo_file;
use crate::store::webhooks;

/// The delay between a failed write and its retry.
const RETRY: Duration = Duration::from_secs(5);

/// The stores, and what is pending there.
pub(super) struct Files {
    pub(super) stores: Stores,
    pub(super) held: Option<LockedDraft>,
    /// The drafts that this program moved to the trash, by their names there.
    pub(super) deleted: Vec<DraftId>,
    /// The pending drafts: the open one, and any whose write failed.
    pub(super) pending: BTreeMap<DraftId, Content>,
    /// The draft that was handed over last, and the fingerprint of its request, to which undo steps belong.
    pub(super) saved: Option<(DraftId, String)>,
    /// Sends that have ended, whose records are removed once no draft is pending.
    pub(super) ended: Vec<String>,
    /// The logs of messages in parts, which are removed likewise.
    pub(super) ended_logs: Vec<PathBuf>,
    pub(super) events: UnboundedSender<Event>,
}

impl Files {
    /// Carries out orders until nobody can give any more, then writes what is pending.
    pub(super) fn serve(mut self, orders: &Receiver<Order>) {
        let mut due: Option<Instant> = None;
        loop {
            let next = match due {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(Order::Command(DiskCommand::SaveDraft { id, request })) => {
                    self.make_ready(id, &request);
                    drop(request);
                    self.flush();
                }
                Ok(Order::Settle(told)) => {
                    // Nobody listens once the program ends.
                    let _ = told.send(self.flush());
                }
                Ok(Order::Command(order)) => {
                    let failed = self.flush();
                    self.handle(order, failed);
                }
                Err(RecvTimeoutError::Timeout) => drop(self.flush()),
                Err(RecvTimeoutError::Disconnected) => {
                    self.flush();
                    return;
                }
            }
            due = (!self.pending.is_empty()).then(|| Instant::now() + RETRY);
        }
    }

    /// Serializes a draft before it is written.
    ///
    /// While its request is shared here, the next key would have to copy it.
    fn make_ready(&mut self, id: DraftId, request: &Value) {
        self.saved = Some((id.clone(), undo_file::fingerprint(request)));
        match Content::of(request) {
            Ok(content) => drop(self.pending.insert(id, content)),
            Err(error) => tracing::error!("the draft {id} is not JSON: {error}"),
        }
    }

    /// Writes what is pending. What fails stays pending, and is reported.
    fn flush(&mut self) -> Option<Diagnostic> {
        let mut problem = None;
        for (id, content) in std::mem::take(&mut self.pending) {
            let written = self
                .keep_foreign(&id)
                .and_then(|()| self.stores.drafts.write(&id, &content));
            if let Some(held) = self.held.as_mut().filter(|held| held.id() == id) {
                match written {
                    Ok(stamp) => held.note_written(stamp),
                    // Another's version that was there is kept already.
                    Err(_) => self.stores.drafts.note_own(held),
                }
            }
            match written {
                Ok(_) => self.emit(Event::Background(BackgroundEvent::Saved(id))),
                Err(error) => {
                    let failed = Diagnostic {
                        title: "The draft is not saved".into(),
                        detail: format!(
                            "{}: {error}",
                            sanitize::line(&self.stores.drafts.folder().to_string_lossy())
                        ),
                        remedy:
                            "Free disk space or correct the folder's permissions; saving is retried automatically."
                                .into(),
                        ..Diagnostic::default()
                    };
                    self.emit(Event::Background(BackgroundEvent::NotSaved(failed.clone())));
                    problem = Some(failed);
                    self.pending.insert(id, content);
                }
            }
        }
        if problem.is_none() {
            self.end_sends();
        }
        problem
    }

    /// Keeps the version of the open draft that another program wrote meanwhile, and tells of it.
    fn keep_foreign(&self, id: &DraftId) -> std::io::Result<()> {
        let Some(held) = self.held.as_ref().filter(|held| held.id() == id) else {
            return Ok(());
        };
        if let Some(kept) = self.stores.drafts.keep_foreign(held)? {
            let event = BackgroundEvent::ForeignVersion(id.clone(), kept);
            self.emit(Event::Background(event));
        }
        Ok(())
    }

    /// Removes the records of sends that have ended: the drafts that they emptied are on the disk.
    fn end_sends(&mut self) {
        for request_id in std::mem::take(&mut self.ended) {
            if let Err(error) = self.stores.outbox.end(&request_id) {
                tracing::warn!("a finished send could not be removed from the outbox: {error}");
            }
        }
        for log in std::mem::take(&mut self.ended_logs) {
            if let Err(error) = std::fs::remove_file(&log) {
                tracing::warn!("the log of a message in parts could not be removed: {error}");
            }
        }
    }

    /// Removes the records of sends that have ended, unless a draft could not be written.
    fn end_saved(&mut self, unsaved: Option<&Diagnostic>) {
        if unsaved.is_none() {
            self.end_sends();
        }
    }

    /// Saves what the next start shows as it was left.
    fn save_ui_state(&mut self, order: DiskCommand) {
        let state = &self.stores.ui_state;
        match order {
            DiskCommand::SaveLanguage(language) => warn(
                "the language could not be saved",
                state.save_language(language),
            ),
            DiskCommand::SavePaneSizes(sizes) => warn(
                "the sizes of the panes could not be saved",
                state.save_pane_sizes(sizes),
            ),
            DiskCommand::SaveView(view) => warn(
                "the pane and tab that were shown could not be saved",
                state.save_view(view),
            ),
            DiskCommand::SaveTemplateAnswers(answers) => warn(
                "the blanks of a template could not be saved",
                state.save_template_answers(&answers),
            ),
            DiskCommand::SavePinnedSpaces(names) => warn(
                "the pinned spaces could not be saved",
                state.save_pinned_spaces(names),
            ),
            DiskCommand::SaveRecentSpaces(names) => warn(
                "the recent spaces could not be saved",
                state.save_recent_spaces(names),
            ),
            _ => {}
        }
    }

    /// Handles a command; `unsaved` says why a draft is still pending.
    fn handle(&mut self, order: DiskCommand, unsaved: Option<Diagnostic>) {
        match order {
            DiskCommand::SaveDraft { .. } => {}
            DiskCommand::ListDrafts(ticket) => self.list(ticket),
            DiskCommand::ListHistory(ticket) => {
                let sends = past_sends::list(&self.stores.history, self.stores.clock);
                self.reply(ticket, DiskReply::History(sends));
            }
            // The lock of a draft is released with the next one, so its text must be on disk first.
            DiskCommand::OpenDraft(ticket, id) => {
                let answer = unsaved.map_or_else(|| self.open(id), Err);
                self.reply(ticket, DiskReply::Opened(answer.map(Box::new)));
            }
            DiskCommand::StartEdit(ticket, target) => {
                let answer = unsaved.map_or_else(|| self.start_edit(&target), Err);
                self.reply(ticket, DiskReply::Opened(answer.map(Box::new)));
            }
            DiskCommand::EndEdit(id, after) => {
                let ended = self.stores.drafts.end_edit(&id, &after, self.held.as_ref());
                warn("the draft of an edit could not be ended", ended);
            }
            DiskCommand::DeleteDraft(ticket, id) => self.delete(ticket, &id),
            DiskCommand::RestoreDraft(ticket) => self.restore(ticket),
            DiskCommand::SaveLanguage(_)
            | DiskCommand::SavePaneSizes(_)
            | DiskCommand::SaveView(_)
            | DiskCommand::SaveTemplateAnswers(_)
            | DiskCommand::SavePinnedSpaces(_)
            | DiskCommand::SaveRecentSpaces(_) => self.save_ui_state(order),
            DiskCommand::SaveLastSent(id, sent) => {
                warn(
                    "what was sent could not be saved with its draft",
                    self.stores.drafts.save_last_sent(&id, &sent),
                );
            }
            DiskCommand::EmptyDraft(sent) => {
                warn(
                    "the draft that was sent could not be emptied",
                    self.stores.drafts.empty_sent(&sent).map(drop),
                );
            }
            DiskCommand::EndSend(request_id) => {
                self.ended.push(request_id);
                self.end_saved(unsaved.as_ref());
            }
            DiskCommand::EndLog(log) => {
                self.ended_logs.push(log);
                self.end_saved(unsaved.as_ref());
            }
            DiskCommand::SaveUndo(id, steps) => self.save_undo(&id, &steps),
            DiskCommand::LoadUndo(ticket, id, request) => {
                let steps = self.stores.drafts.undo_steps(&id, &request);
                self.reply(ticket, DiskReply::Undo(steps));
            }
            DiskCommand::SaveTitle(id, title) => {
                self.begin_draft(&id, !title.is_empty());
                let saved = self.stores.drafts.save_title(&id, &title);
                warn("the title of a draft could not be saved", saved);
            }
            DiskCommand::SaveIgnored(id, ignored) => {
                warn(
                    "the ignored findings could not be saved",
                    self.stores.drafts.save_ignored(&id, &ignored),
                );
            }
            DiskCommand::SaveFiles(id, files) => {
                self.begin_draft(&id, !files.is_empty());
                let saved = self.stores.drafts.save_files(&id, &files);
                warn("the files of a draft could not be saved", saved);
            }
            DiskCommand::SaveDestination(id, destination) => {
                let saved = self
                    .stores
                    .drafts
                    .save_destination(&id, destination.as_ref());
                warn("the destination of a draft could not be saved", saved);
            }
            DiskCommand::SaveUnparsed(id, rejected) => {
                warn(
                    "the unreadable JSON could not be saved",
                    self.stores.drafts.save_unparsed(&id, &rejected),
                );
            }
            DiskCommand::ListTemplates(ticket) => self.list_templates(ticket),
            DiskCommand::SaveTemplate(ticket, file) => self.save_template(ticket, &file),
            DiskCommand::KeepWebhook(ticket, name, webhook) => {
                let kept = self.keep_webhook(name, &webhook);
                self.reply(ticket, DiskReply::WebhookKept(kept));
            }
            DiskCommand::UseProfile(ticket, profile) => {
                self.stores.spaces = self.stores.spaces.of(&profile);
                let cached = self.stores.spaces.load();
                self.reply(ticket, DiskReply::CachedSpaces(cached));
            }
            DiskCommand::SaveSpaces(spaces) => {
                warn(
                    "the spaces could not be saved",
                    self.stores.spaces.save(&spaces),
                );
            }
        }
    }

    fn delete(&mut self, ticket: Ticket, id: &DraftId) {
        match self.stores.drafts.delete(id) {
            Ok(name) => {
                self.deleted.push(name);
                self.pending.remove(id);
                self.list(ticket);
            }
            Err(error) => {
                let problem = Diagnostic {
                    title: "The draft is not deleted".into(),
                    ..problem(&error)
                };
                self.reply(ticket, DiskReply::Drafts(Err(problem)));
            }
        }
    }

    /// Gives an empty draft its file, where something is kept beside it that must be found at the next start.
    fn begin_draft(&mut self, id: &DraftId, is_needed: bool) {
        if !is_needed {
            return;
        }
        match self.stores.drafts.begin(id) {
            Ok(true) => {
                if let Some(held) = self.held.as_mut().filter(|held| held.id() == id) {
                    self.stores.drafts.note_own(held);
                }
            }
            Ok(false) => {}
            Err(error) => tracing::warn!("the file of a draft could not be written: {error}"),
        }
    }

    /// Writes the undo steps of a draft, where the request that they lead to is on disk.
    fn save_undo(&self, id: &DraftId, steps: &UndoSteps) {
        let saved = self.saved.as_ref().filter(|(of, _)| of == id);
        if let Some((_, request)) = saved {
            let written = self.stores.drafts.save_undo(id, request, steps);
            warn("the undo steps could not be saved", written);
        }
    }

    fn reply(&self, ticket: Ticket, reply: DiskReply) {
        self.emit(Event::Replied(ticket, Reply::Disk(reply)));
    }

    fn keep_webhook(&self, name: String, webhook: &Webhook) -> Result<KeptWebhook, Diagnostic> {
        let kept = self.stores.webhooks.add(&name, webhook, false);
        kept.map_err(|error| {
            let remedy = match error {
                webhooks::Error::Disk(_) => "Free disk space or correct the folder's permissions.",
                _ => "Choose another name.",
            };
            Diagnostic::new(format!("The webhook is not kept: {error}"), remedy)
        })?;
        Ok(KeptWebhook {
            space: webhook.space().to_owned(),
            server: webhook.base().text().trim_end_matches('/').to_owned(),
            name,
        })
    }

    fn list_templates(&self, ticket: Ticket) {
        let answer = self.stores.templates.list().map_err(|error| Diagnostic {
            title: "Cannot list your templates".into(),
            detail: error.to_string(),
            remedy: "Check the folder and its permissions.".into(),
            ..Diagnostic::default()
        });
        let reply = Reply::Disk(DiskReply::Templates(answer));
        self.emit(Event::Replied(ticket, reply));
    }

    fn save_template(&self, ticket: Ticket, file: &TemplateFile) {
        let templates = &self.stores.templates;
        let saved = templates.save(&file.title, &file.content, file.replaces);
        let answer = saved.map_err(|error| Diagnostic {
            title: "The template is not saved".into(),
            detail: error.to_string(),
            remedy: "Free disk space or correct the folder's permissions, then save it again."
                .into(),
            ..Diagnostic::default()
        });
        let reply = Reply::Disk(DiskReply::TemplateSaved(answer));
        self.emit(Event::Replied(ticket, reply));
    }

    /// Brings back the draft that was deleted last.
    fn restore(&mut self, ticket: Ticket) {
        let restored = match self.deleted.last() {
            Some(name) => self.stores.drafts.restore(name),
            None => return self.list(ticket),
        };
        match restored {
            Ok(_) => {
                self.deleted.pop();
                self.list(ticket);
            }
            Err(error) => {
                let problem = Diagnostic {
                    title: "The draft stays in the trash".into(),
                    ..problem(&error)
                };
                self.emit(Event::Replied(
                    ticket,
                    Reply::Disk(DiskReply::Drafts(Err(problem))),
                ));
            }
        }
    }

    fn open(&mut self, id: Option<DraftId>) -> Result<OpenDraft, Diagnostic> {
        let opened = match id {
            Some(id) => self.stores.drafts.open(&id),
            None => self.stores.drafts.start(),
        };
        let (mut draft, held) = opened.map_err(|error| problem(&error))?;
        draft.at = self.stores.clock.now();
        draft.undo = self.stores.drafts.undo_steps(&draft.id, &draft.request);
        self.held = Some(held);
        Ok(draft)
    }

    fn start_edit(&mut self, target: &EditTarget) -> Result<OpenDraft, Diagnostic> {
        let started = self.stores.drafts.start_edit(target);
        let (mut draft, held) = started.map_err(|error| problem(&error))?;
        draft.at = self.stores.clock.now();
        self.held = Some(held);
        Ok(draft)
    }

    fn list(&self, ticket: Ticket) {
        let entries = self.stores.drafts.list(self.held.as_ref());
        self.emit(Event::Replied(
            ticket,
            Reply::Disk(DiskReply::Drafts(Ok(entries))),
        ));
    }

    fn emit(&self, event: Event) {
        // Nobody listens once the program ends; the file is written all the same.
        let _ = self.events.send(event);
    }
}

/// Logs what could not be written, where nothing of the user's is lost by it.
fn warn<E: std::fmt::Display>(what: &str, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::warn!("{what}: {error}");
    }
}
