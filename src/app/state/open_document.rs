//! The open document: the draft, what of it is on disk, what was derived from it, and the editor it is open in.

use std::path::PathBuf;

use serde_json::Value;

use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::event::Sent;
use crate::app::events::notice::Notice;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::state::unparsed_parts;
use crate::document::path_map::Shift;
use crate::input::keymap::Keymap;
use crate::message::attached_file::AttachedFile;
use crate::message::destination::Destination;
use crate::message::draft::Draft;
use crate::message::draft_file::DraftId;
use crate::message::edit_target::{self, EditTarget};
use crate::message::message_edit::Edit;
use crate::message::undo_steps::UndoSteps;
use crate::message::unparsed_json::UnparsedJson;

/// The open draft and what belongs to it alone.
pub struct OpenDocument {
    draft: Draft,
    id: DraftId,
    /// The last revision that was handed to the disk; `None` where the draft was never.
    save_requested: Option<u64>,
    /// Whether the last save failed.
    is_unsaved: bool,
    /// The revision that was written to a place of the user's choice, as the disk refused it.
    rescued_at: Option<u64>,
    /// Revision and shape the checks and tabs were last computed for.
    derived_at: (u64, u64),
    /// The text that came back from the editor for parts and could not be parsed.
    unparsed: Vec<UnparsedJson>,
    editor_session: Option<EditorSession>,
    /// The question for the undo steps of an earlier run.
    undo_asked: Option<Ticket>,
    /// How often undo was pressed before they were read.
    undo_waits: usize,
    /// The `requestId`s of sends whose records are removed once the draft is saved in its present state.
    ended_sends: Vec<String>,
    /// By whom its space was chosen, as its sidecar says.
    destination: Option<Destination>,
    /// The logs of messages in parts, which are removed likewise.
    ended_logs: Vec<PathBuf>,
    /// The sizes of the parts the draft is sent in, in bytes, as of a revision.
    parts: Option<(u64, Vec<usize>)>,
    /// The message in Chat that it changes; `None` for a new message.
    edit: Option<Box<EditTarget>>,
    /// The title that the user gave it; empty where none.
    title: String,
    /// The files that go with it.
    files: Vec<AttachedFile>,
    /// The draft to go back to once the edit is made.
    back: Option<DraftId>,
    /// The messages that Chat accepted while the text was in the user's editor.
    postponed: Vec<(Ticket, Sent)>,
}

/// What is open in the user's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorSession {
    /// The ticket of the editor's reply.
    pub ticket: Ticket,
    /// The path of the part of a card, as a JSON Pointer; `None` where it is the message's text.
    pub part: Option<String>,
}

impl OpenDocument {
    /// Creates the document of a draft that is on disk as it is.
    #[must_use]
    pub fn new(draft: Draft, id: DraftId, unparsed: Vec<UnparsedJson>) -> Self {
        Self {
            save_requested: Some(draft.revision()),
            is_unsaved: false,
            rescued_at: None,
            derived_at: (draft.revision(), draft.shape()),
            draft,
            id,
            unparsed,
            editor_session: None,
            undo_asked: None,
            undo_waits: 0,
            ended_sends: Vec::new(),
            destination: None,
            ended_logs: Vec::new(),
            parts: None,
            edit: None,
            title: String::new(),
            files: Vec::new(),
            back: None,
            postponed: Vec::new(),
        }
    }

    /// Takes what the sidecar of the draft says: which message in Chat it changes.
    ///
    /// The name of the draft decides whether it changes one, so that a lost sidecar makes no new message of it.
    pub fn set_edit(&mut self, edit: Option<Box<EditTarget>>) {
        self.edit = edit_target::is_edit(&self.id).then(|| edit.unwrap_or_default());
    }

    /// Returns the message in Chat that the draft changes; `None` for a new message.
    #[must_use]
    pub fn edit(&self) -> Option<&EditTarget> {
        self.edit.as_deref()
    }

    /// Returns the title that the user gave the draft; empty where none.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Sets the title of the draft.
    pub fn set_title(&mut self, title: String) {
        self.title = title;
    }

    /// Takes what stands in Chat now that an edit was made.
    pub fn rebase_edit(&mut self, after: &Value, answered: Option<Value>) {
        if let Some(edit) = &mut self.edit {
            edit.before = after.clone();
            edit.answered = answered;
            edit.pending = None;
            edit.is_overtaken = false;
        }
    }

    /// Takes what somebody changed in Chat since the edit began, of what an edit replaces.
    pub fn overtake_edit(&mut self, edit: &Edit, in_chat: &Value) {
        if let Some(target) = &mut self.edit {
            target.before = edit.rebased(&target.before, in_chat);
            target.answered = None;
            target.pending = None;
            target.is_overtaken = true;
        }
    }

    /// Takes what the sidecar of the draft says: the files that go with it.
    pub fn set_files(&mut self, files: Vec<AttachedFile>) {
        self.files = files;
    }

    /// Returns the files that go with the draft.
    #[must_use]
    pub fn files(&self) -> &[AttachedFile] {
        &self.files
    }

    /// Adds a file, in the place of the same one. Returns the effect that saves it.
    pub fn attach(&mut self, file: AttachedFile) -> Effect {
        self.files.retain(|other| other.path != file.path);
        self.files.push(file);
        self.save_files()
    }

    /// Removes these files. Returns the effect that saves that; `None` where none of them was there.
    pub fn detach(&mut self, files: &[AttachedFile]) -> Option<Effect> {
        let before = self.files.len();
        self.files.retain(|file| !files.contains(file));
        (self.files.len() != before).then(|| self.save_files())
    }

    /// Removes all files. Returns the effect that saves that; `None` where there was none.
    pub fn detach_all(&mut self) -> Option<Effect> {
        let files = std::mem::take(&mut self.files);
        (!files.is_empty()).then(|| self.save_files())
    }

    /// Returns whether nothing is in it: neither words nor files.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.draft.is_blank() && self.files.is_empty()
    }

    fn save_files(&self) -> Effect {
        Effect::Disk(DiskCommand::SaveFiles(self.id.clone(), self.files.clone()))
    }

    /// Names the draft to go back to once the edit is made.
    pub fn go_back_to(&mut self, back: Option<DraftId>) {
        self.back = back;
    }

    /// Returns the draft to go back to, once.
    pub fn take_back(&mut self) -> Option<DraftId> {
        self.back.take()
    }

    /// Takes what the sidecar of the draft says: by whom its space was chosen.
    pub fn set_destination(&mut self, destination: Option<Destination>) {
        self.destination = destination;
    }

    /// Returns the effect that saves by whom the space is chosen now, unless its sidecar says so.
    pub fn take_destination(&mut self, now: Option<Destination>) -> Option<Effect> {
        if self.destination == now {
            return None;
        }
        self.destination.clone_from(&now);
        Some(Effect::Disk(DiskCommand::SaveDestination(
            self.id.clone(),
            now,
        )))
    }

    /// Replaces the draft with another, which is on disk as it is.
    ///
    /// The records of ended sends still wait for the next save, and the editor for its reply.
    pub fn replace(&mut self, draft: Draft, id: DraftId, unparsed: Vec<UnparsedJson>) {
        *self = Self {
            editor_session: self.editor_session.take(),
            ended_sends: std::mem::take(&mut self.ended_sends),
            ended_logs: std::mem::take(&mut self.ended_logs),
            postponed: std::mem::take(&mut self.postponed),
            ..Self::new(draft, id, unparsed)
        };
    }

    /// Returns the draft.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Returns the draft, to be changed.
    pub fn draft_mut(&mut self) -> &mut Draft {
        &mut self.draft
    }

    /// Returns the draft's ID.
    #[must_use]
    pub fn id(&self) -> &DraftId {
        &self.id
    }

    /// Returns the effect that reads the undo steps of earlier runs, for which the first frame does not wait.
    pub fn request_undo(&mut self, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.undo_asked = Some(ticket);
        Effect::Disk(DiskCommand::LoadUndo(
            ticket,
            self.id.clone(),
            self.draft.shared(),
        ))
    }

    /// Takes the undo steps that were read for the open draft; returns how many of them to undo at once.
    pub fn on_undo(&mut self, ticket: Ticket, steps: UndoSteps) -> usize {
        if self.undo_asked.take_if(|asked| *asked == ticket).is_none() {
            return 0;
        }
        self.draft.restore_undo(steps);
        std::mem::take(&mut self.undo_waits)
    }

    /// Undoes a step once the steps are read; returns whether they still are being read.
    pub fn undo_later(&mut self) -> bool {
        let is_read = self.undo_asked.is_none();
        self.undo_waits += usize::from(!is_read);
        !is_read
    }

    /// Forgets the undo steps, those of earlier runs as well.
    pub fn forget_undo(&mut self) {
        self.undo_asked = None;
        self.draft.forget_steps();
    }

    /// Marks the draft as never saved, so that the next save takes it.
    pub fn mark_never_saved(&mut self) {
        self.save_requested = None;
    }

    /// Returns the command that saves the draft, if it changed since the last one, and after it those that
    /// remove the records of the sends that emptied it.
    pub fn take_save(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let revision = Some(self.draft.revision());
        if self.save_requested != revision {
            self.save_requested = revision;
            effects.push(Effect::Disk(DiskCommand::SaveDraft {
                id: self.id.clone(),
                request: self.draft.shared(),
            }));
        }
        let ended = self.ended_sends.drain(..);
        effects.extend(ended.map(|id| Effect::Disk(DiskCommand::EndSend(id))));
        let logs = self.ended_logs.drain(..);
        effects.extend(logs.map(|log| Effect::Disk(DiskCommand::EndLog(log))));
        effects
    }

    /// Removes the record of a send after the next save, which is of the draft that the send emptied.
    pub fn end_send_after_save(&mut self, request_id: String) {
        self.ended_sends.push(request_id);
    }

    /// Removes the log of a message in parts after the next save, which is of the draft that the send emptied.
    pub fn end_log_after_save(&mut self, log: PathBuf) {
        self.ended_logs.push(log);
    }

    /// Keeps the sizes of the parts that the draft as it is now is sent in; `None` where it is one message.
    pub fn plan_parts(&mut self, sizes: Option<Vec<usize>>) {
        self.parts = sizes.map(|sizes| (self.draft.revision(), sizes));
    }

    /// Returns the sizes of the parts that the draft is sent in, in bytes; `None` where none are planned for it.
    #[must_use]
    pub fn part_sizes(&self) -> Option<&[usize]> {
        let (revision, sizes) = self.parts.as_ref()?;
        (*revision == self.draft.revision()).then_some(sizes)
    }

    /// Records that a draft is on disk.
    pub fn saved(&mut self, id: &DraftId) {
        if *id == self.id {
            self.is_unsaved = false;
        }
    }

    /// Records that the draft could not be written.
    pub fn save_failed(&mut self) {
        self.is_unsaved = true;
    }

    /// Records that this revision was written to a place of the user's choice.
    pub fn rescued(&mut self, revision: u64) {
        self.rescued_at = Some(revision);
    }

    /// Returns whether the draft as it is was written to a place of the user's choice.
    #[must_use]
    pub fn is_rescued(&self) -> bool {
        self.rescued_at == Some(self.draft.revision())
    }

    /// Returns whether the last save failed.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// Returns whether the draft changed since the checks and tabs were computed for it.
    ///
    /// The pane it was changed in, the count of bytes, and the JSON of a value that was typed show that at
    /// once; what must read all of the message, the checks and the other tabs, follows the frame, so that no
    /// key waits for it.
    #[must_use]
    pub fn has_stale_derived(&self) -> bool {
        self.derived_at.0 != self.draft.revision()
    }

    /// Returns the revision of the draft that the checks and the tabs other than JSON were computed for.
    #[must_use]
    pub fn derived_revision(&self) -> u64 {
        self.derived_at.0
    }

    /// Makes the next pass recompute the checks and the tabs.
    pub fn refresh_derived(&mut self) {
        self.derived_at = (self.draft.revision(), self.draft.shape());
    }

    /// Returns how parts moved since the last call, for what names them by their paths; `None` where none did.
    ///
    /// Where that is unknown, everything is recomputed. The paths of the unparsed texts follow by themselves;
    /// the effect stores them.
    pub fn take_shifts(&mut self, effects: &mut Vec<Effect>) -> Option<&[Shift]> {
        let shape = self.draft.shape();
        if self.derived_at.1 == shape {
            return None;
        }
        let Some(shifts) = self.draft.shifts_since(self.derived_at.1) else {
            self.derived_at = (self.draft.revision(), shape);
            return None;
        };
        if unparsed_parts::map_paths(&mut self.unparsed, shifts, &self.draft) {
            effects.push(save_unparsed(&self.id, &self.unparsed));
        }
        self.derived_at.1 = shape;
        Some(shifts)
    }

    /// Returns all texts that could not be parsed.
    #[must_use]
    pub fn unparsed(&self) -> &[UnparsedJson] {
        &self.unparsed
    }

    /// Returns the text that was kept for a part, as long as the part has not changed since.
    #[must_use]
    pub fn unparsed_of(&self, part: &str) -> Option<&UnparsedJson> {
        unparsed_parts::of_part(&self.unparsed, part, &self.draft)
    }

    /// Keeps a text that could not be parsed, of a part as it is now; why is told at this line of it.
    pub fn keep_unparsed(&mut self, part: String, text: String, line: usize) {
        let was = unparsed_parts::value(&self.draft, &part);
        let rejected = UnparsedJson {
            part,
            was,
            text,
            line,
        };
        unparsed_parts::keep(&mut self.unparsed, rejected);
    }

    /// Removes the text that was kept for a part. Returns whether there was one.
    pub fn remove_unparsed(&mut self, part: &str) -> bool {
        unparsed_parts::remove(&mut self.unparsed, part, &self.draft)
    }

    /// Returns the command that stores the unparsed texts.
    #[must_use]
    pub fn save_unparsed(&self) -> Effect {
        save_unparsed(&self.id, &self.unparsed)
    }

    /// Returns the notice on opening the draft where it has unparsed texts.
    #[must_use]
    pub fn unparsed_reminder(&self, keymap: &Keymap) -> Option<Notice> {
        unparsed_parts::reminder(&self.unparsed, &self.draft, keymap)
    }

    /// Records what is open in the user's editor.
    pub fn start_editor(&mut self, session: EditorSession) {
        self.editor_session = Some(session);
    }

    /// Returns whether the message's text is open in the user's editor.
    #[must_use]
    pub fn is_text_in_editor(&self) -> bool {
        let session = self.editor_session.as_ref();
        session.is_some_and(|session| session.part.is_none())
    }

    /// Keeps the result of a send until the text comes back from the user's editor.
    pub fn postpone(&mut self, ticket: Ticket, sent: Sent) {
        self.postponed.push((ticket, sent));
    }

    /// Returns the results of sends that waited for the text, the first one first.
    pub fn take_postponed(&mut self) -> Vec<(Ticket, Sent)> {
        std::mem::take(&mut self.postponed)
    }

    /// Ends what is open in the user's editor under this ticket, and returns it.
    pub fn end_editor(&mut self, ticket: Ticket) -> Option<EditorSession> {
        self.editor_session
            .take_if(|session| session.ticket == ticket)
    }
}

fn save_unparsed(id: &DraftId, unparsed: &[UnparsedJson]) -> Effect {
    Effect::Disk(DiskCommand::SaveUnparsed(id.clone(), unparsed.to_vec()))
}
