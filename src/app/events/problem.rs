//! Problems: failures outside the program, with what happened, why, and what to do next.

/// A failure outside the program, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Problem {
    /// What happened, in a few words.
    pub title: String,
    /// Why, in the words of the server or system that refused; may be empty.
    pub detail: String,
    /// What to do next, as a sentence; may be empty.
    pub remedy: String,
}

impl Problem {
    /// Creates a problem with only a title and what to do.
    #[must_use]
    pub fn new(title: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            detail: String::new(),
            remedy: remedy.into(),
        }
    }

    /// Returns everything in one line.
    #[must_use]
    pub fn sentence(&self) -> String {
        [&self.title, &self.detail, &self.remedy]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.trim_end_matches('.'))
            .collect::<Vec<_>>()
            .join(". ")
            .replace('\n', " ")
    }
}
