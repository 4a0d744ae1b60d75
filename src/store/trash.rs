//! The trash of the drafts: a folder beside theirs, from which a deleted one comes back.

use std::fs;
use std::io;

use serde_json::Value;

use crate::message::draft_file::{DraftEntry, DraftId};
use crate::message::edit_target::{PREFIX, is_edit};
use crate::store::atomic_write;
use crate::store::drafts::{Drafts, Error};

/// The most drafts in the trash.
const MOST: usize = 500;

/// The folder's name, beside that of the drafts.
pub(super) const FOLDER: &str = "trash";

impl Drafts {
    /// Moves a draft that no program has open to the trash, with its sidecar files. Returns its name there.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, or the disk refuses it.
    pub fn delete(&self, id: &str) -> Result<DraftId, Error> {
        let _held = self.hold(id)?;
        let disk = |error| Error::Disk(id.to_owned(), error);
        let trash = self.trash();
        atomic_write::private_folder(&trash.folder).map_err(disk)?;
        // A draft's number is given out again, so there may be one of the same name.
        let number = |number: u32| match number {
            1 => id.to_owned(),
            number => format!("{id}.{number}"),
        };
        let mut names = (1..=u32::MAX).map(number);
        let name = names.find(|name| !trash.file(name).exists());
        let name = name.ok_or_else(|| Error::Taken(id.to_owned()))?;
        move_draft((self, id), (&trash, &name)).map_err(disk)?;
        trash.prune(MOST, &name).map_err(disk)?;
        Ok(name)
    }

    /// Removes the drafts beyond the `most` that were saved last, but never this one.
    fn prune(&self, most: usize, latest: &str) -> io::Result<()> {
        let files = self.files().into_iter().skip(most);
        for (id, _) in files.filter(|(id, _)| id != latest) {
            self.remove_sidecars(&id)?;
            fs::remove_file(self.file(&id))?;
        }
        Ok(())
    }

    /// Moves a draft out of the trash: under its former name, or the next free one. Returns that.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is not there, or the disk refuses it.
    pub fn restore(&self, name: &str) -> Result<DraftId, Error> {
        let trash = self.trash();
        let disk = |error| Error::Disk(name.to_owned(), error);
        if !trash.list(None).iter().any(|entry| entry.id == name) {
            return Err(disk(io::ErrorKind::NotFound.into()));
        }
        let numbered = name
            .rsplit_once('.')
            .filter(|(_, number)| number.parse::<u32>().is_ok());
        let former = numbered.map_or(name, |(former, _)| former);
        let is_free = !self.file(former).exists();
        let held = is_free.then(|| self.hold(former)).and_then(Result::ok);
        let (id, _held) = if let Some(held) = held {
            (former.to_owned(), held)
        } else {
            let prefix = if is_edit(name) { PREFIX } else { "draft-" };
            let (draft, held) = self.start_as(prefix)?;
            (draft.id, held)
        };
        self.remove_sidecars(&id).map_err(disk)?;
        move_draft((&trash, name), (self, &id)).map_err(disk)?;
        Ok(id)
    }

    /// Lists the deleted drafts, the one saved last first.
    #[must_use]
    pub fn deleted(&self) -> Vec<DraftEntry> {
        self.trash().list(None)
    }

    /// Returns the request of a deleted draft.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is not there, broken, or the disk refuses it.
    pub fn read_deleted(&self, name: &str) -> Result<Value, Error> {
        self.trash().read(name)
    }

    fn trash(&self) -> Self {
        Self::new(self.folder.with_file_name(FOLDER))
    }
}

/// Moves a draft from one folder to the other; its sidecar files first, since without them it is still whole, or an
/// edit whose message is not known.
fn move_draft((from, id): (&Drafts, &str), (to, name): (&Drafts, &str)) -> io::Result<()> {
    for (own, its) in [
        (from.ignored_file(id), to.ignored_file(name)),
        (from.unparsed_file(id), to.unparsed_file(name)),
        (from.sent_file(id), to.sent_file(name)),
        (from.title_file(id), to.title_file(name)),
        (from.edit_file(id), to.edit_file(name)),
        (from.files_file(id), to.files_file(name)),
    ] {
        match fs::rename(own, its) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(from.file(id), to.file(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::attached_file::AttachedFile;
    use crate::message::sent::LastSent;
    use serde_json::json;

    fn folder() -> (tempfile::TempDir, Drafts) {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().join("drafts"));
        (folder, drafts)
    }

    fn text(text: &str) -> Value {
        json!({"message": {"text": text}})
    }

    #[test]
    fn a_deleted_draft_comes_back_with_what_belongs_to_it() {
        let (_folder, drafts) = folder();
        drafts.save("draft-1", &text("one")).unwrap();
        let sent = LastSent {
            space: "# eng".into(),
            at: "2026-11-25T14:32:05+01:00".into(),
            request: text("zero"),
        };
        drafts.save_last_sent("draft-1", &sent).unwrap();
        drafts
            .save_title("draft-1", "Release \u{1b}[31m2.4")
            .unwrap();
        assert_eq!(drafts.list(None)[0].excerpt, "Release 2.4");
        let file = AttachedFile {
            name: "notes.txt".into(),
            ..AttachedFile::default()
        };
        let files = std::slice::from_ref(&file);
        drafts.save_files("draft-1", files).unwrap();
        assert_eq!(drafts.delete("draft-1").unwrap(), "draft-1");
        assert_eq!(drafts.list(None), []);
        assert_eq!(drafts.deleted()[0].excerpt, "Release 2.4");
        assert_eq!(drafts.read_deleted("draft-1").unwrap(), text("one"));
        assert_eq!(drafts.restore("draft-1").unwrap(), "draft-1");
        let (opened, _held) = drafts.open("draft-1").unwrap();
        assert_eq!(opened.request, text("one"));
        assert_eq!(opened.sent.unwrap().request, text("zero"));
        assert_eq!(opened.title, "Release 2.4");
        drafts.save_title("draft-1", "").unwrap();
        assert_eq!(drafts.list(None)[0].excerpt, "one");
        assert_eq!(opened.files, [file]);
        assert_eq!(drafts.deleted(), []);
    }

    #[test]
    fn a_name_that_was_given_out_again_is_taken_by_neither() {
        let (_folder, drafts) = folder();
        for words in ["one", "two"] {
            drafts.save("draft-1", &text(words)).unwrap();
            drafts.delete("draft-1").unwrap();
        }
        drafts.save("draft-1", &text("three")).unwrap();
        assert_eq!(drafts.restore("draft-1").unwrap(), "draft-2");
        assert_eq!(drafts.restore("draft-1.2").unwrap(), "draft-3");
        let words = |id: &str| drafts.read(id).unwrap();
        assert_eq!(words("draft-1"), text("three"));
        assert_eq!(
            (words("draft-2"), words("draft-3")),
            (text("one"), text("two"))
        );
        assert!(drafts.restore("draft-1").is_err());
        assert!(
            drafts.restore("../drafts/draft-1").is_err(),
            "no name but a path"
        );
    }

    #[test]
    fn the_trash_keeps_what_was_saved_last_within_its_bound() {
        let (_folder, drafts) = folder();
        for number in 0..5 {
            let id = format!("draft-{number}");
            drafts.save(&id, &text(&id)).unwrap();
            let saved = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1000 + number);
            let file = fs::File::options().append(true).open(drafts.file(&id));
            file.unwrap().set_modified(saved).unwrap();
            drafts.delete(&id).unwrap();
        }
        drafts.trash().prune(2, "draft-0").unwrap();
        let left: Vec<String> = drafts.deleted().into_iter().map(|entry| entry.id).collect();
        assert_eq!(left, ["draft-4", "draft-3", "draft-0"]);
    }

    #[test]
    fn a_draft_that_is_open_is_not_deleted() {
        let (_folder, drafts) = folder();
        drafts.save("draft-1", &text("one")).unwrap();
        let (_, _held) = drafts.open("draft-1").unwrap();
        assert!(matches!(drafts.delete("draft-1"), Err(Error::Taken(_))));
        assert_eq!(drafts.deleted(), []);
    }
}
