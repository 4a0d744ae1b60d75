//! A version of an open draft that another program wrote: it is kept as a draft of its own.

use std::fs;
use std::io;

use crate::message::draft_file::DraftId;
use crate::message::edit_target::{PREFIX, is_edit};
use crate::store::drafts::{Drafts, LockedDraft};
use crate::store::stamp::Stamp;

impl Drafts {
    /// Keeps the version of an open draft that another program wrote, before this program writes its own over it.
    ///
    /// Returns the name that it has now; `None` where the file is as this program left it, or is gone.
    ///
    /// # Errors
    /// Returns the error of the disk; then nothing must be written over that version.
    pub fn keep_foreign(&self, held: &LockedDraft) -> io::Result<Option<DraftId>> {
        let now = Stamp::of(&self.file(held.id()));
        if now.is_none() || now == held.stamp {
            return Ok(None);
        }
        // An edit is never kept as a new message.
        let prefix = if is_edit(held.id()) { PREFIX } else { "draft-" };
        for number in 1..=u32::MAX {
            let id = format!("{prefix}{number}");
            // A link fails where the name is taken, and has the content at once.
            match fs::hard_link(self.file(held.id()), self.file(&id)) {
                Ok(()) => return Ok(Some(id)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("there are too many drafts"))
    }

    /// Notes that the file of an open draft is, as it is, this program's own.
    pub fn note_own(&self, held: &mut LockedDraft) {
        held.stamp = Stamp::of(&self.file(held.id()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_version_of_another_program_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().to_owned());
        drafts
            .save("draft-1", &json!({"parent": "spaces/A"}))
            .unwrap();
        let (_, mut held) = drafts.open("draft-1").unwrap();
        assert_eq!(drafts.keep_foreign(&held).unwrap(), None);
        fs::write(drafts.file("draft-1"), "{\"parent\": \"spaces/Elsewhere\"}").unwrap();
        assert_eq!(
            drafts.keep_foreign(&held).unwrap().as_deref(),
            Some("draft-2")
        );
        drafts
            .save("draft-1", &json!({"parent": "spaces/B"}))
            .unwrap();
        drafts.note_own(&mut held);
        assert_eq!(drafts.keep_foreign(&held).unwrap(), None);
        assert_eq!(drafts.read("draft-1").unwrap()["parent"], "spaces/B");
        assert_eq!(
            drafts.read("draft-2").unwrap()["parent"],
            "spaces/Elsewhere"
        );
        fs::remove_file(drafts.file("draft-1")).unwrap();
        assert_eq!(
            drafts.keep_foreign(&held).unwrap(),
            None,
            "it is written anew"
        );
    }
}
