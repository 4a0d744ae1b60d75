//! Drafts that change a message in Chat: each with its target in a sidecar, which is its record as well.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft::Draft;
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::message::edit_target::{EditTarget, PREFIX, PendingEdit, is_edit};
use crate::message::message_edit::Edit;
use crate::store::drafts::{Drafts, Error, LIMIT, LockedDraft};
use crate::store::input_file::{self, numbered};
use crate::store::stamp::Stamp;
use crate::store::trash::FOLDER as TRASH;
use crate::store::{atomic_write, regular_file};

/// The name of the folder of drafts.
const FOLDER: &str = "drafts";

/// An edit that was sent and of which no answer is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingEdit {
    /// The name of its draft.
    pub draft: DraftId,
    /// The message that it changes.
    pub target: EditTarget,
    /// What was sent.
    pub pending: PendingEdit,
    /// Whether another program has the draft open.
    pub is_open: bool,
}

/// Returns the message that the draft in a file edits, in Chat; `None` for any other file.
///
/// Its sidecar tells it, or without one its name in a folder of drafts.
#[must_use]
pub fn target_of(file: &Path) -> Option<EditTarget> {
    let path = fs::canonicalize(numbered(file).0).ok()?;
    let id = path.file_stem()?.to_str()?;
    let folder = path.parent()?;
    let drafts = Drafts::new(folder.to_owned());
    let is_draft = folder
        .file_name()
        .is_some_and(|name| name == FOLDER || name == TRASH);
    if !is_draft && !drafts.edit_file(id).exists() {
        return None;
    }
    drafts.edit_target(id)
}

/// Refuses the file of a draft that changes a message in Chat, where a new message is to be made of it.
///
/// # Errors
/// Returns what it edits, and what to do.
pub fn refuse_edit(file: &Path) -> Result<(), Diagnostic> {
    let Some(target) = target_of(file) else {
        return Ok(());
    };
    let (what, remedy) = match sanitize::name(&target.name) {
        name if name.is_empty() => (
            "This draft edits a message in Chat, and which one cannot be read".to_owned(),
            "Copy its words into a new draft to post them, or edit the message anew.".to_owned(),
        ),
        name => (
            format!("This draft edits {name}; it is no new message."),
            format!(
                "chatquill message edit {name} FILE makes the edit, and so does the composer, which lists it among the drafts."
            ),
        ),
    };
    Err(Diagnostic::new(what, remedy).in_file(input_file::name(file), None))
}

impl Drafts {
    /// Returns the edits of all drafts that were sent and of which no answer is known, the latest first.
    #[must_use]
    pub fn waiting_edits(&self) -> Vec<WaitingEdit> {
        let files = self.files().into_iter().filter(|(id, _)| is_edit(id));
        let waiting = files.filter_map(|(draft, _)| {
            let target = self.edit_target(&draft)?;
            Some(WaitingEdit {
                pending: target.pending.clone()?,
                is_open: self.is_taken(&draft),
                target,
                draft,
            })
        });
        waiting.collect()
    }

    /// Opens the draft of an edit of this message: one that was begun, compared with the message as it is now, or a
    /// new one.
    ///
    /// Its target is on disk before the draft is, and its name says that it is an edit, so that nothing makes it a
    /// new message.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn start_edit(&self, target: &EditTarget) -> Result<(OpenDraft, LockedDraft), Error> {
        let is_same = |id: &str| {
            let known = self.edit_target(id);
            known.is_some_and(|known| known.is_of_same_message(target))
        };
        let begun = self.files().into_iter().find(|(id, _)| is_same(id));
        let (mut draft, mut held) = match begun {
            Some((id, _)) => self.open(&id)?,
            None => self.start_as(PREFIX)?,
        };
        let disk = |error| Error::Disk(draft.id.clone(), error);
        self.save_edit_target(&draft.id, target).map_err(disk)?;
        if draft.edit.is_none() {
            draft.request = target.request();
            self.save(&draft.id, &draft.request).map_err(disk)?;
            held.stamp = Stamp::of(&self.file(&draft.id));
        }
        draft.edit = Some(Box::new(target.clone()));
        Ok((draft, held))
    }

    /// Records that the edit of a draft leaves now.
    ///
    /// # Errors
    /// Returns the error of the disk; then it must not leave.
    pub fn note_pending_edit(&self, id: &str, pending: &PendingEdit) -> io::Result<()> {
        let mut target = self.edit_target(id).unwrap_or_default();
        target.pending = Some(pending.clone());
        self.save_edit_target(id, &target)
    }

    /// Records that the edit of a draft was certainly not made.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn clear_pending_edit(&self, id: &str) -> io::Result<()> {
        let mut target = self.edit_target(id).unwrap_or_default();
        target.pending = None;
        self.save_edit_target(id, &target)
    }

    /// Forgets that the edit of a draft was sent. The words that were sent stay in the draft, which may not have had them:
    /// a crash came before they were saved.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn drop_pending_edit(&self, id: &str) -> Result<(), Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        let (draft, _held) = self.open(id)?;
        self.save(id, &draft.request).map_err(disk)?;
        self.clear_pending_edit(id).map_err(disk)
    }

    /// Ends an edit that was made, `after` being what stands in Chat now: removes its draft, or has that compared with
    /// it from now on, where it was changed since or is open.
    ///
    /// `held` is the draft that this program has open.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn end_edit(
        &self,
        id: &str,
        after: &Value,
        held: Option<&LockedDraft>,
    ) -> Result<(), Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        let is_open = held.is_some_and(|held| held.id() == id);
        let _held = if is_open { None } else { Some(self.hold(id)?) };
        let draft = Draft::new(self.read(id)?);
        if !is_open && Edit::between(after, draft.message()).is_empty() {
            // The file goes first: what is left of a cut is no draft.
            fs::remove_file(self.file(id)).map_err(disk)?;
            return self.remove_sidecars(id).map_err(disk);
        }
        let mut target = self.edit_target(id).unwrap_or_default();
        target.before = after.clone();
        target.pending = None;
        self.save_edit_target(id, &target).map_err(disk)
    }

    /// Returns the target of a draft; `None` for a draft of a new message, and one without a name where its sidecar
    /// cannot be read.
    pub(super) fn edit_target(&self, id: &str) -> Option<EditTarget> {
        let read = || {
            let text = regular_file::read(&self.edit_file(id), LIMIT).ok()?;
            serde_json::from_slice(&text).ok()
        };
        is_edit(id).then(|| read().unwrap_or_default())
    }

    /// Returns the request of a draft with the edit that was sent from it, where that is newer than the draft's file: a
    /// crash came before the words were saved.
    pub(super) fn with_pending_edit(
        &self,
        id: &str,
        mut request: Value,
        target: Option<&EditTarget>,
    ) -> Value {
        let saved = |file: PathBuf| fs::metadata(file).and_then(|file| file.modified()).ok();
        let is_newer = saved(self.edit_file(id)) >= saved(self.file(id));
        let pending = target.and_then(|target| target.pending.as_ref());
        if let Some(pending) = pending.filter(|_| is_newer)
            && let Some(message) = request.get_mut("message").and_then(Value::as_object_mut)
        {
            let fields = pending.message.as_object().into_iter().flatten();
            message.extend(fields.map(|(name, value)| (name.clone(), value.clone())));
        }
        request
    }

    fn save_edit_target(&self, id: &str, target: &EditTarget) -> io::Result<()> {
        atomic_write::write(&self.edit_file(id), &serde_json::to_vec(target)?)
    }

    pub(super) fn edit_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.edit.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn target(text: &str) -> EditTarget {
        EditTarget {
            name: "spaces/A/messages/T.M".into(),
            profile: "bot".into(),
            base: "https://chat.googleapis.com".into(),
            before: json!({ "text": text }),
            ..EditTarget::default()
        }
    }

    fn folder() -> (tempfile::TempDir, Drafts) {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().join("drafts"));
        (folder, drafts)
    }

    #[test]
    fn an_edit_keeps_its_target_and_goes_on_where_it_was_begun() {
        let (_folder, drafts) = folder();
        let (draft, held) = drafts.start_edit(&target("one")).unwrap();
        assert_eq!(draft.id, "edit-1");
        assert_eq!(
            draft.request,
            json!({"parent": "spaces/A", "message": {"text": "one"}})
        );
        let words = json!({"parent": "spaces/A", "message": {"text": "mine"}});
        drafts.save("edit-1", &words).unwrap();
        drop(held);
        let (again, held) = drafts.start_edit(&target("theirs")).unwrap();
        assert_eq!((again.id.as_str(), &again.request), ("edit-1", &words));
        assert_eq!(again.edit.unwrap().before, json!({"text": "theirs"}));
        drop(held);
        assert_eq!(drafts.delete("edit-1").unwrap(), "edit-1");
        let (_, held) = drafts.start_edit(&target("one")).unwrap();
        assert_eq!(drafts.restore("edit-1").unwrap(), "edit-2");
        let (restored, _) = drafts.open("edit-2").unwrap();
        assert_eq!(restored.edit.unwrap().name, "spaces/A/messages/T.M");
        drop(held);
    }

    #[test]
    fn an_edit_without_its_sidecar_is_of_no_message_and_no_new_one() {
        let (_folder, drafts) = folder();
        let (_, held) = drafts.start_edit(&target("one")).unwrap();
        drop(held);
        fs::remove_file(drafts.edit_file("edit-1")).unwrap();
        let (opened, _) = drafts.open("edit-1").unwrap();
        assert_eq!(opened.edit.unwrap().name, "");
        let (fresh, _) = drafts.start().unwrap();
        assert_eq!(fresh.edit, None);
    }

    #[test]
    fn words_that_were_sent_and_not_saved_are_in_the_draft() {
        let (_folder, drafts) = folder();
        let (_, held) = drafts.start_edit(&target("one")).unwrap();
        let pending = PendingEdit {
            message: json!({"text": "one and two"}),
            ..PendingEdit::default()
        };
        drafts.note_pending_edit("edit-1", &pending).unwrap();
        drop(held);
        let (opened, held) = drafts.open("edit-1").unwrap();
        assert_eq!(opened.request["message"]["text"], "one and two");
        drop(held);
        drafts.drop_pending_edit("edit-1").unwrap();
        let (dropped, held) = drafts.open("edit-1").unwrap();
        assert_eq!(dropped.request, opened.request);
        assert_eq!(dropped.edit.unwrap().pending, None);
        drop(held);
        drafts.note_pending_edit("edit-1", &pending).unwrap();
        let later = json!({"parent": "spaces/A", "message": {"text": "three"}});
        drafts.save("edit-1", &later).unwrap();
        let file = fs::File::open(drafts.file("edit-1")).unwrap();
        let after = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
        file.set_modified(after).unwrap();
        let (opened, _) = drafts.open("edit-1").unwrap();
        assert_eq!(opened.request, later, "what was typed since stays");
    }

    #[test]
    fn a_made_edit_ends_unless_its_words_were_changed_since() {
        let (_folder, drafts) = folder();
        let (_, held) = drafts.start_edit(&target("one")).unwrap();
        let pending = PendingEdit {
            since: "2026-11-30T12:00:00Z".into(),
            update_mask: "text".into(),
            message: json!({"text": "two"}),
        };
        drafts.note_pending_edit("edit-1", &pending).unwrap();
        assert_eq!(drafts.edit_target("edit-1").unwrap().pending, Some(pending));
        let after = json!({"text": "two"});
        drafts.end_edit("edit-1", &after, Some(&held)).unwrap();
        let known = drafts.edit_target("edit-1").unwrap();
        assert_eq!((known.before, known.pending), (after.clone(), None));
        drop(held);
        drafts.end_edit("edit-1", &after, None).unwrap();
        assert_eq!(drafts.list(None).len(), 1, "other words are in it");
        let words = json!({"parent": "spaces/A", "message": {"text": "two"}});
        drafts.save("edit-1", &words).unwrap();
        drafts.end_edit("edit-1", &after, None).unwrap();
        assert_eq!(drafts.list(None), []);
        assert!(!drafts.edit_file("edit-1").exists());
    }
}
