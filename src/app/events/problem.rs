//! The world said no: what happened, why, and what to do next.

/// Something that went wrong outside the program, in words for the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Problem {
    /// What happened, in a few words.
    pub title: String,
    /// Why, in the words of whoever refused it; may be empty.
    pub detail: String,
    /// What to do next, as a sentence; may be empty.
    pub remedy: String,
}

impl Problem {
    /// A problem with nothing more to say than its title and what to do.
    #[must_use]
    pub fn new(title: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            detail: String::new(),
            remedy: remedy.into(),
        }
    }

    /// Everything in one line.
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
