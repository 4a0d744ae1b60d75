//! Which changes go on with the one before, so that undo takes back about a word.

/// What was changed last, to tell whether the next change goes on with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// Nothing that anything could go on with.
    Ended,
    /// Something was typed into the text at this place that ends at this byte; these are its last words.
    Typed(String, usize, String),
    /// Something was deleted from the text at this place, at this byte; these are the words that went.
    Deleted(String, usize, String),
    /// Values of this place were set, as one types into an option.
    Set(String),
}

impl Run {
    /// The run that a change of the text at a place begins or goes on with, and whether it goes on
    /// with this one: typing or deleting of one word without a gap.
    pub fn next(&self, path: &str, at: usize, removed: &str, inserted: &str) -> (Self, bool) {
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

    /// The last words that were typed, of which only the end matters.
    fn tail(&self, joins: bool, typed: &str) -> String {
        match self {
            Self::Typed(_, _, words) if joins && typed.trim().is_empty() => {
                format!("{words}{typed}")
            }
            _ => typed.to_owned(),
        }
    }
}

/// Whether `later` belongs to the word that `earlier` ends with: no line end, no new word after spaces.
fn keeps_on(earlier: &str, later: &str) -> bool {
    let ends_in_space = earlier.ends_with(char::is_whitespace);
    let starts_word = later.starts_with(|c: char| !c.is_whitespace());
    let ends = earlier.contains('\n') || later.contains('\n');
    !(ends || (ends_in_space && starts_word))
}
