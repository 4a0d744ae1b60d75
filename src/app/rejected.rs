//! JSON of a part that came back from the editor and cannot be read yet.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::notice::{About, Notice, Tone};
use crate::document::shift::Shift;
use crate::input::action::Action;
use crate::input::keymap::{Keymap, Place};
use crate::message::draft::Draft;
use crate::message::place;

/// The most that are kept for a draft; the oldest goes first.
const MOST: usize = 20;

/// A text that is no part of a card, kept so that whoever wrote it can go on with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejected {
    /// The part it is of, as a JSON Pointer.
    pub part: String,
    /// What the part was when it was given to the editor. Where it is another by now, the text would take
    /// that back.
    pub was: Value,
    /// The text as it came back.
    pub text: String,
    /// The line where the reading ended, from 1.
    pub line: usize,
}

/// The text that was kept for a part, as long as the part is what it was.
#[must_use]
pub fn of_part<'a>(kept: &'a [Rejected], part: &str, draft: &Draft) -> Option<&'a Rejected> {
    kept.iter().find(|rejected| rejected.is_of(part, draft))
}

/// Keeps a text; it replaces the one that was kept for the same part.
pub fn keep(kept: &mut Vec<Rejected>, rejected: Rejected) {
    kept.retain(|other| other.part != rejected.part || other.was != rejected.was);
    if kept.len() == MOST {
        kept.remove(0);
    }
    kept.push(rejected);
}

/// Forgets the text that was kept for a part. Returns whether there was one.
pub fn forget(kept: &mut Vec<Rejected>, part: &str, draft: &Draft) -> bool {
    let before = kept.len();
    kept.retain(|rejected| !rejected.is_of(part, draft));
    kept.len() != before
}

/// Lets the texts follow their parts, which an edit of the draft has moved; what is of a part that is gone
/// stays where it is until that comes back. Returns whether any is elsewhere now.
pub fn carry(kept: &mut [Rejected], shifts: &[Shift], draft: &Draft) -> bool {
    let mut is_changed = false;
    for rejected in kept {
        let carried = Shift::carried_by(shifts, &rejected.part);
        if let Some(part) = carried.filter(|part| rejected.was == value(draft, part)) {
            is_changed |= part != rejected.part;
            rejected.part = part;
        }
    }
    is_changed
}

/// What is said when a draft is opened for which texts still wait, each for a part that is what it was.
#[must_use]
pub fn reminder(kept: &[Rejected], draft: &Draft, keymap: &Keymap) -> Option<Notice> {
    let kept = kept.iter();
    let mut waiting = kept.filter(|rejected| rejected.is_of(&rejected.part, draft));
    let first = place::words(&waiting.next()?.part);
    let parts = match waiting.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    };
    let title = format!("JSON of {parts} waits to be mended");
    let go = keymap.key_of(Place::Everywhere, Action::FocusCards)?;
    let edit = keymap.key_of(Place::Cards, Action::EditExternally)?;
    let how = format!("{go} goes to the cards, {edit} on the part opens it again.");
    let notice = Notice::new(Tone::Info, title).about(About::Manuscript);
    Some(notice.with(how))
}

impl Rejected {
    fn is_of(&self, part: &str, draft: &Draft) -> bool {
        self.part == part && self.was == value(draft, part)
    }
}

/// What a part of the draft is; null where there is none.
#[must_use]
pub fn value(draft: &Draft, part: &str) -> Value {
    draft.get(part).cloned().unwrap_or_default()
}
