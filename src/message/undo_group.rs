//! Groups consecutive edits into undo steps of about one word.

/// Last change, which decides whether the next one joins its undo group.
#[derive(Clone, Debug, PartialEq)]
pub enum UndoGroup {
    /// No open group.
    Ended,
    /// Text was typed at this path, up to this byte; the last words typed.
    Typed(String, usize, String),
    /// Text was deleted at this path, at this byte; the deleted text.
    Deleted(String, usize, String),
    /// All changes of the text at this path join, until the step is ended.
    Held(String),
    /// Values of this path were set, as by typing into an option.
    Set(String),
}

impl UndoGroup {
    /// Returns the group that a change of the text at a path belongs to, and whether it joins this one.
    ///
    /// It joins if it types or deletes within one word without a gap.
    pub fn next(&self, path: &str, at: usize, removed: &str, inserted: &str) -> (Self, bool) {
        if matches!(self, Self::Held(place) if place == path) {
            return (self.clone(), true);
        }
        let joins = match self {
            Self::Typed(place, end, words) => {
                place == path && removed.is_empty() && at == *end && keeps_on(words, inserted)
            }
            Self::Deleted(place, start, words) if place == path && inserted.is_empty() => {
                (at + removed.len() == *start && keeps_on(removed, words))
                    || (at == *start && keeps_on(words, removed))
            }
            _ => false,
        };
        let path = path.to_owned();
        let run = match (removed, inserted) {
            ("", typed) => Self::Typed(path, at + typed.len(), self.tail(joins, typed)),
            (gone, "") => Self::Deleted(path, at, gone.to_owned()),
            _ => Self::Ended,
        };
        (run, joins)
    }

    /// Returns the last words that were typed, of which only the end matters.
    fn tail(&self, joins: bool, typed: &str) -> String {
        match self {
            Self::Typed(_, _, words) if joins && typed.trim().is_empty() => {
                format!("{words}{typed}")
            }
            _ => typed.to_owned(),
        }
    }
}

/// Returns whether `later` belongs to the word that `earlier` ends with: no line end, no new word after spaces.
fn keeps_on(earlier: &str, later: &str) -> bool {
    let ends_in_space = earlier.ends_with(char::is_whitespace);
    let starts_word = later.starts_with(|c: char| !c.is_whitespace());
    let ends = earlier.contains('\n') || later.contains('\n');
    !(ends || (ends_in_space && starts_word))
}
