//! The undo steps of a draft in a file beside it, so that they survive a switch of drafts and a restart.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::history::Step;
use crate::message::undo_steps::{Mark, UndoSteps};
use crate::store::drafts::Drafts;
use crate::store::{atomic_write, regular_file};

/// The most steps of a kind that are kept.
pub const MOST: usize = 500;

/// The most bytes that the steps of a draft take.
const LIMIT: usize = 1 << 20;

/// The first line of the file: the request to which the steps lead.
#[derive(Serialize, Deserialize)]
struct Head {
    request: String,
}

/// Another line of the file, with the step as it is in memory, or as it was read.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Line<T> {
    Done(T),
    Undone(T),
}

impl Drafts {
    /// Saves the steps that lead to a request, those nearest to it as far as there is room for them.
    ///
    /// `request` is its [`fingerprint`].
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_undo(&self, id: &str, request: &str, steps: &UndoSteps) -> io::Result<()> {
        let file = self.undo_file(id);
        if steps.done.is_empty() && steps.undone.is_empty() && !file.exists() {
            return Ok(());
        }
        let head = Head {
            request: request.to_owned(),
        };
        let mut text = serde_json::to_string(&head)?;
        let mut room = LIMIT;
        let done = written(&steps.done, Line::Done, &mut room)?;
        let undone = written(&steps.undone, Line::Undone, &mut room)?;
        // Read from the top, each kind has the step nearest to the request last.
        for line in done.iter().rev().chain(undone.iter().rev()) {
            text.push('\n');
            text.push_str(line);
        }
        atomic_write::write(&file, text.as_bytes())
    }

    /// Returns the steps that lead to a request.
    ///
    /// A file that cannot be read, or that belongs to another request, counts as missing.
    #[must_use]
    pub fn undo_steps(&self, id: &str, request: &Value) -> UndoSteps {
        self.read_undo(id, request).unwrap_or_default()
    }

    fn read_undo(&self, id: &str, request: &Value) -> Option<UndoSteps> {
        let limit = u64::try_from(2 * LIMIT).ok()?;
        let bytes = regular_file::read(&self.undo_file(id), limit).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        if head.request != fingerprint(request) {
            return None;
        }
        let mut steps = UndoSteps::default();
        for line in lines {
            match serde_json::from_str(line).ok()? {
                Line::Done(step) => steps.done.push(Arc::new(step)),
                Line::Undone(step) => steps.undone.push(Arc::new(step)),
            }
        }
        Some(steps)
    }

    pub(super) fn undo_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.undo.jsonl"))
    }
}

/// Returns the steps as lines, the nearest one first, as many as there is room for.
fn written<'a>(
    steps: &'a [Arc<Step<Mark>>],
    line: fn(&'a Step<Mark>) -> Line<&'a Step<Mark>>,
    room: &mut usize,
) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for step in steps.iter().rev().take(MOST) {
        let text = serde_json::to_string(&line(step))?;
        let Some(left) = room.checked_sub(text.len() + 1) else {
            break;
        };
        *room = left;
        lines.push(text);
    }
    Ok(lines)
}

/// Returns a text that two requests share only where they are the same.
#[must_use]
pub fn fingerprint(request: &Value) -> String {
    // FNV-1a: it guards against a mistake, not against an attack.
    let bytes = serde_json::to_vec(request).unwrap_or_default();
    let number = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{number:016x}-{}", bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::draft::Draft;

    fn typed(words: &str) -> Draft {
        let mut draft = Draft::new(serde_json::json!({"parent": "spaces/A"}));
        for word in words.split_inclusive(' ') {
            let at = draft.text().len();
            draft.splice_text(at, "", word, at);
        }
        draft
    }

    #[test]
    fn steps_come_back_with_their_request_and_with_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().to_owned());
        let mut draft = typed("one two three");
        draft.undo();
        let text = draft.text().to_owned();
        let steps = draft.undo_steps(MOST);
        drafts
            .save_undo("draft-1", &fingerprint(draft.request()), &steps)
            .unwrap();
        assert_eq!(drafts.undo_steps("draft-1", draft.request()), steps);
        assert_eq!(
            drafts.undo_steps("draft-2", draft.request()),
            UndoSteps::default()
        );
        assert_eq!(
            drafts.undo_steps("draft-1", typed("other").request()),
            UndoSteps::default()
        );

        let mut again = Draft::new(draft.request().clone());
        again.restore_undo(drafts.undo_steps("draft-1", again.request()));
        assert!(again.redo().is_some());
        assert_eq!(again.text(), "one two three");
        while again.undo().is_some() {}
        assert_eq!((again.text(), text.as_str()), ("", "one two "));
    }

    #[test]
    fn only_so_many_steps_and_bytes_are_kept_the_nearest_ones() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().to_owned());
        let draft = typed(&"word ".repeat(700));
        drafts
            .save_undo(
                "draft-1",
                &fingerprint(draft.request()),
                &draft.undo_steps(10_000),
            )
            .unwrap();
        let kept = drafts.undo_steps("draft-1", draft.request());
        assert_eq!(kept.done, draft.undo_steps(MOST).done);

        let mut draft = Draft::new(serde_json::json!({}));
        for _ in 0..40 {
            let old = draft.text().to_owned();
            draft.splice_text(0, &old, &"long ".repeat(10_000), 0);
            draft.splice_text(0, "long ", "", 0);
            draft.end_group();
        }
        drafts
            .save_undo(
                "draft-1",
                &fingerprint(draft.request()),
                &draft.undo_steps(MOST),
            )
            .unwrap();
        let length = std::fs::metadata(drafts.undo_file("draft-1"))
            .unwrap()
            .len();
        assert!((900_000..1_100_000).contains(&length), "{length}");
        let kept = drafts.undo_steps("draft-1", draft.request());
        let mut again = Draft::new(draft.request().clone());
        let count = kept.done.len();
        again.restore_undo(kept);
        assert!(count > 10 && (0..count).all(|_| again.undo().is_some()));
    }

    #[test]
    fn a_broken_file_counts_as_missing() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().to_owned());
        let draft = typed("one two");
        drafts
            .save_undo(
                "draft-1",
                &fingerprint(draft.request()),
                &draft.undo_steps(MOST),
            )
            .unwrap();
        let text = std::fs::read_to_string(drafts.undo_file("draft-1")).unwrap();
        std::fs::write(drafts.undo_file("draft-1"), &text[..text.len() - 5]).unwrap();
        assert_eq!(
            drafts.undo_steps("draft-1", draft.request()),
            UndoSteps::default()
        );
    }
}
