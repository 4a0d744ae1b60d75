//! A change of a text, with all that is needed to undo and redo it.

/// A replacement at byte `at` of a text: `inserted` in place of `removed`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Splice {
    /// The byte offset in the whole text, lines joined by LF.
    pub at: usize,
    /// The text that was removed.
    pub removed: String,
    /// The text that was inserted.
    pub inserted: String,
}

impl Splice {
    /// Returns the one change that turns a text into another.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let length = |(c, _): (char, char)| c.len_utf8();
        let pairs = old.chars().zip(new.chars());
        let at: usize = pairs.take_while(same).map(length).sum();
        let (old_rest, new_rest) = (&old[at..], &new[at..]);
        let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
        let tail: usize = pairs.take_while(same).map(length).sum();
        Self {
            at,
            removed: old_rest[..old_rest.len() - tail].to_owned(),
            inserted: new_rest[..new_rest.len() - tail].to_owned(),
        }
    }

    /// Returns the change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }

    /// Returns the changed text; `None` when `text` does not contain what is to be removed.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<String> {
        let before = text.get(..self.at)?;
        let after = text.get(self.at..)?.strip_prefix(self.removed.as_str())?;
        Some([before, &self.inserted, after].concat())
    }

    /// Returns the cursor's position after the change, as a byte offset.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.at + self.inserted.len()
    }

    /// Merges `next` into this change when both type, or both delete, adjacent text of one word.
    ///
    /// Returns whether it did. One undo step is therefore about a word.
    pub fn absorb(&mut self, next: &Self) -> bool {
        if self.removed.is_empty() && next.removed.is_empty() {
            let follows = next.at == self.caret();
            if follows && keeps_on(&self.inserted, &next.inserted) {
                self.inserted.push_str(&next.inserted);
                return true;
            }
        }
        if self.inserted.is_empty() && next.inserted.is_empty() {
            if next.at + next.removed.len() == self.at && keeps_on(&next.removed, &self.removed) {
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
                return true;
            }
            if next.at == self.at && keeps_on(&self.removed, &next.removed) {
                self.removed.push_str(&next.removed);
                return true;
            }
        }
        false
    }
}

/// Returns whether `later` belongs to the word that `earlier` ends with: no line end, no new word after spaces.
fn keeps_on(earlier: &str, later: &str) -> bool {
    let is_new_word =
        earlier.ends_with(char::is_whitespace) && later.starts_with(|c: char| !c.is_whitespace());
    !is_new_word && ![earlier, later].concat().contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(at: usize, inserted: &str) -> Splice {
        Splice {
            at,
            removed: String::new(),
            inserted: inserted.into(),
        }
    }

    #[test]
    fn the_change_between_two_texts_is_the_smallest_stretch() {
        for (old, new, at, removed, inserted) in [
            ("", "", 0, "", ""),
            ("abc", "abXc", 2, "", "X"),
            ("abc", "ac", 1, "b", ""),
            ("aa", "aaa", 2, "", "a"),
            ("你好", "你们好", 3, "", "们"),
            ("old", "new", 0, "old", "new"),
        ] {
            let splice = Splice::between(old, new);
            let found = (splice.at, splice.removed.as_str(), splice.inserted.as_str());
            assert_eq!(found, (at, removed, inserted), "{old} -> {new}");
            assert_eq!(splice.applied(old).as_deref(), Some(new));
        }
    }

    #[test]
    fn typing_is_undone_by_the_word() {
        let cases = [
            (typed(0, "a"), typed(1, "b"), true),
            (typed(0, "a"), typed(1, " "), true),
            (typed(0, "a "), typed(2, "b"), false),
            (typed(0, "a"), typed(2, "b"), false),
            (typed(0, "a"), typed(1, "\n"), false),
            (typed(0, "\n"), typed(1, "a"), false),
            (typed(1, "b").inverse(), typed(0, "a").inverse(), true),
            (typed(1, "b").inverse(), typed(1, "c").inverse(), true),
            (typed(2, "b").inverse(), typed(1, " ").inverse(), false),
            (typed(0, "a"), typed(0, "a").inverse(), false),
        ];
        for (first, second, expected) in cases {
            let mut merged = first.clone();
            assert_eq!(merged.absorb(&second), expected, "{first:?} {second:?}");
            if expected {
                let text = "__b_c";
                let one = first.applied(text).and_then(|text| second.applied(&text));
                if one.is_some() {
                    assert_eq!(merged.applied(text), one);
                }
            }
        }
    }

    #[test]
    fn a_change_of_another_text_is_refused() {
        let splice = Splice {
            at: 1,
            removed: "b".into(),
            inserted: "xy".into(),
        };
        assert_eq!(splice.applied("abc").as_deref(), Some("axyc"));
        assert_eq!(splice.inverse().applied("axyc").as_deref(), Some("abc"));
        assert_eq!(splice.applied("a"), None);
        assert_eq!(splice.applied("éb"), None);
    }
}
