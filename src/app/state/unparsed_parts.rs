//! The JSON of parts that came back from the editor and does not parse yet.

use serde_json::Value;

use crate::app::events::notice::{Notice, Tone, Topic};
use crate::document::path_map::Shift;
use crate::input::action::Action;
use crate::input::keymap::{Keymap, Place};
use crate::message::draft::Draft;
use crate::message::path_label;
use crate::message::unparsed_json::{PASTE, UnparsedJson};

/// The most texts that are kept for a draft; the oldest is dropped first.
const MOST: usize = 20;

/// Returns the text that was kept for a part, as long as the part has not changed since.
#[must_use]
pub fn of_part<'a>(
    kept: &'a [UnparsedJson],
    part: &str,
    draft: &Draft,
) -> Option<&'a UnparsedJson> {
    kept.iter().find(|rejected| is_of(rejected, part, draft))
}

/// Stores a text; it replaces the one that was kept for the same part.
pub fn keep(kept: &mut Vec<UnparsedJson>, rejected: UnparsedJson) {
    kept.retain(|other| other.part != rejected.part || other.was != rejected.was);
    if kept.len() == MOST {
        kept.remove(0);
    }
    kept.push(rejected);
}

/// Removes the text that was kept for a part. Returns whether there was one.
pub fn remove(kept: &mut Vec<UnparsedJson>, part: &str, draft: &Draft) -> bool {
    let before = kept.len();
    kept.retain(|rejected| !is_of(rejected, part, draft));
    kept.len() != before
}

/// Rebases the paths of the texts after an edit moved their parts. Returns whether any path changed.
///
/// What is of a part that is gone stays where it is until that comes back.
pub fn map_paths(kept: &mut [UnparsedJson], shifts: &[Shift], draft: &Draft) -> bool {
    let mut is_changed = false;
    for rejected in kept {
        let carried = Shift::map_through(shifts, &rejected.part);
        if let Some(part) = carried.filter(|part| rejected.was == value(draft, part)) {
            is_changed |= part != rejected.part;
            rejected.part = part;
        }
    }
    is_changed
}

/// Returns the notice on opening a draft that has kept texts, each for a part that has not changed since.
#[must_use]
pub fn reminder(kept: &[UnparsedJson], draft: &Draft, keymap: &Keymap) -> Option<Notice> {
    let kept = kept.iter();
    let mut waiting = kept.filter(|rejected| is_of(rejected, &rejected.part, draft));
    let first = waiting.next()?.part.as_str();
    let (go, edit) = match first {
        PASTE => return Some(paste_reminder(keymap)),
        "" => (Action::ShowJson, Place::Json),
        _ => (Action::FocusCards, Place::Cards),
    };
    let pane = if first.is_empty() {
        "the JSON"
    } else {
        "Cards"
    };
    let first = if first.is_empty() {
        "the request".to_owned()
    } else {
        path_label::words(first)
    };
    let parts = match waiting.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    };
    let title = format!("Cannot read the JSON of {parts}");
    let go = keymap.name_of(Place::Everywhere, go);
    let edit = keymap.key_of(edit, Action::EditExternally)?;
    let how = format!("{go} goes to {pane}; {edit} opens it in the editor again.");
    let notice = Notice::new(Tone::Info, title).topic(Topic::ExternalEditor);
    Some(notice.with(how))
}

/// Returns the notice on opening a draft that has a paste which could not be read.
fn paste_reminder(keymap: &Keymap) -> Notice {
    let title = "A paste that could not be read is kept with this draft";
    let key = keymap.name_of(Place::Everywhere, Action::EditPaste);
    let notice = Notice::new(Tone::Info, title).topic(Topic::Paste);
    notice.with(format!("{key} opens it."))
}

fn is_of(kept: &UnparsedJson, part: &str, draft: &Draft) -> bool {
    kept.part == part && kept.was == value(draft, part)
}

/// Returns the value of a part of the draft; null where there is none.
#[must_use]
pub fn value(draft: &Draft, part: &str) -> Value {
    draft.get(part).cloned().unwrap_or_default()
}
