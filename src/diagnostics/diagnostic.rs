//! What happened, why, and what to do next: the one shape in which that is told to a person.

use std::fmt;

use crate::diagnostics::excerpt::Excerpt;

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Severity {
    /// Something was not done.
    #[default]
    Error,
    /// It was done, but otherwise than asked for.
    Warning,
}

/// What a new sign-in has to allow so that it helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignInNeed {
    /// What composing needs.
    Compose,
    /// Messages are read.
    Read,
    /// Messages are edited and deleted.
    Edit,
    /// Reactions are added.
    React,
    /// Messages are pinned.
    Pin,
    /// The organisation's own emoji are listed.
    Emoji,
    /// Direct messages are set up.
    Talk,
}

impl SignInNeed {
    /// Returns the word of `auth login --allow`; empty where none is needed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Compose => "",
            Self::Read => "read",
            Self::Edit => "edit",
            Self::React => "react",
            Self::Pin => "pin",
            Self::Emoji => "emoji",
            Self::Talk => "talk",
        }
    }
}

/// Something that went wrong, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// What happened, in a few words or a sentence.
    pub title: String,
    /// Why, in the words of whoever refused it; may be empty, may have several lines.
    pub detail: String,
    /// What to do next, as sentences; may be empty, may have several lines.
    pub remedy: String,
    /// Where, in a file; boxed, since few have one and errors should be small.
    pub place: Option<Box<Place>>,
    /// The line at fault, with its mark.
    pub excerpt: Option<Box<Excerpt>>,
    /// The sign-in that helps; `None` where none does.
    pub sign_in: Option<SignInNeed>,
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// The file; empty where the text that was read has no name.
    pub file: String,
    /// Line and column, counted from 1, columns in characters.
    pub position: Option<(usize, usize)>,
}

impl Diagnostic {
    /// An error with nothing more to say than its title and what to do.
    #[must_use]
    pub fn new(title: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            remedy: remedy.into(),
            ..Self::default()
        }
    }

    /// The same, where a new sign-in helps that allows this.
    #[must_use]
    pub fn signs_in(mut self, need: SignInNeed) -> Self {
        self.sign_in = Some(need);
        self
    }

    /// The same, in a file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>, position: Option<(usize, usize)>) -> Self {
        self.place = Some(Box::new(Place {
            file: file.into(),
            position,
        }));
        self
    }

    /// The same under a title that says the place in its own words, for where no excerpt is shown:
    /// what happened becomes the reason.
    #[must_use]
    pub fn under(&self, title: impl Into<String>) -> Self {
        let rest = [self.detail.clone(), self.remedy_without_mark()];
        Self {
            severity: self.severity,
            title: title.into(),
            detail: self.title.clone(),
            remedy: rest
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            place: None,
            excerpt: None,
            sign_in: self.sign_in,
        }
    }

    /// The same, where the upload of a file failed, and so the message that it goes with was not sent.
    #[must_use]
    pub fn of_upload(mut self) -> Self {
        self.title = format!(
            "A file was not uploaded, so nothing was sent: {}",
            self.title
        );
        self
    }

    /// The place as compilers write it, `file:line:column`; empty where there is none.
    #[must_use]
    pub fn place_text(&self) -> String {
        self.place
            .as_ref()
            .map_or(String::new(), ToString::to_string)
    }

    /// Line and column, counted from 1; the start where they are not known.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let position = self.place.as_ref().and_then(|place| place.position);
        position.unwrap_or((1, 1))
    }

    /// What to do, for where no excerpt with a mark is shown.
    #[must_use]
    pub fn remedy_without_mark(&self) -> String {
        self.remedy.replace("the marked place", "that place")
    }

    /// Everything in one line, each part and each line a sentence of its own; the last has no full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts = [
            &self.title,
            &self.place_text(),
            &self.detail,
            &self.remedy_without_mark(),
        ];
        let mut out = String::new();
        for line in parts.into_iter().flat_map(|part| part.lines()) {
            let line = line.trim().trim_end_matches('.');
            if line.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str(if out.ends_with(['!', '?', ':']) {
                    " "
                } else {
                    ". "
                });
            }
            out.push_str(line);
        }
        out
    }
}

impl From<String> for Diagnostic {
    /// An error that one sentence tells in full.
    fn from(sentence: String) -> Self {
        Self::new(sentence, "")
    }
}

impl From<&str> for Diagnostic {
    fn from(sentence: &str) -> Self {
        sentence.to_owned().into()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        let Some((line, column)) = self.position else {
            return Ok(());
        };
        if !self.file.is_empty() {
            formatter.write_str(":")?;
        }
        write!(formatter, "{line}:{column}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_lines_are_sentences_of_one_line() {
        let told = |title: &str, detail: &str, remedy: &str| {
            let mut told = Diagnostic::new(title, remedy);
            told.detail = detail.to_owned();
            told.sentence()
        };
        for (title, detail, remedy, expected) in [
            ("No", "403: denied", "Ask.", "No. 403: denied. Ask"),
            (
                "No.",
                "400: bad\n  text: odd.",
                "",
                "No. 400: bad. text: odd",
            ),
            ("Is it on?", "", "Look:\nhere.", "Is it on? Look: here"),
        ] {
            assert_eq!(told(title, detail, remedy), expected);
        }
    }
}
