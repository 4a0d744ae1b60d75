//! Questions on standard error, and their answers: lines of standard input, or what is proposed.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::command::failure::Failure;
use crate::command::output;
use crate::command::prompt::hidden_line;

/// How answers are had.
pub struct Questions {
    takes_proposals: bool,
    is_terminal: bool,
}

impl Questions {
    /// Creates the questions of a run; with `takes_proposals` nothing is asked.
    #[must_use]
    pub fn new(takes_proposals: bool) -> Self {
        Self {
            takes_proposals,
            is_terminal: io::stdin().is_terminal(),
        }
    }

    /// Returns whether a person may be there to answer.
    #[must_use]
    pub fn has_person(&self) -> bool {
        self.is_terminal && !self.takes_proposals
    }

    /// Returns whether another answer can come after one that cannot be taken.
    #[must_use]
    pub fn may_ask_again(&self) -> bool {
        !self.takes_proposals
    }

    /// Asks for a text; an empty line takes the proposal.
    ///
    /// # Errors
    /// Where there is no answer and no proposal; `option` says how to give one.
    pub fn text(
        &self,
        question: &str,
        proposal: Option<&str>,
        option: &str,
    ) -> Result<String, Failure> {
        if self.takes_proposals {
            return proposal
                .map(str::to_owned)
                .ok_or_else(|| missing(question, option));
        }
        let shown = proposal.map_or(String::new(), |proposal| format!(" [{proposal}]"));
        loop {
            let line = line(&format!("{question}{shown}: "))?;
            match (line.as_deref().map(str::trim), proposal) {
                (None, _) => return Err(missing(question, option)),
                (Some(""), Some(proposal)) => return Ok(proposal.to_owned()),
                (Some(""), None) => {}
                (Some(answer), _) => return Ok(answer.to_owned()),
            }
        }
    }

    /// Asks for yes or no; an empty line takes the proposal.
    ///
    /// # Errors
    /// Where the input ends.
    pub fn is_wanted(&self, question: &str, proposal: bool) -> Result<bool, Failure> {
        let shown = if proposal { "Y/n" } else { "y/N" };
        loop {
            if self.takes_proposals {
                return Ok(proposal);
            }
            let answer = line(&format!("{question} [{shown}]: "))?;
            match answer.as_deref().map(str::trim) {
                None => return Err(missing(question, "--yes")),
                Some("") => return Ok(proposal),
                Some("y" | "Y" | "yes" | "Yes" | "YES") => return Ok(true),
                Some("n" | "N" | "no" | "No" | "NO") => return Ok(false),
                Some(answer) => {
                    let answer = sanitize::name(answer);
                    output::note(&format!("{answer:?} is neither y (yes) nor n (no)"));
                }
            }
        }
    }

    /// Asks for a secret, which a terminal does not show; from a pipe it is a line as well.
    ///
    /// # Errors
    /// Where the input ends.
    pub fn secret(&self, question: &str) -> Result<Secret, Failure> {
        let asked = format!("{question} (it is not shown): ");
        let text = if self.is_terminal {
            hidden_line(&asked).map_err(|error| unreadable(&error))?
        } else {
            line(&asked)?.unwrap_or_default()
        };
        if text.trim().is_empty() {
            return Err(missing(question, "it on standard input"));
        }
        Ok(Secret::new(text.trim()))
    }
}

/// Writes a question and reads a line; `None` at the end of the input.
fn line(question: &str) -> Result<Option<String>, Failure> {
    let mut error = io::stderr();
    // What cannot be shown is still read.
    let _ = write!(error, "{question}").and_then(|()| error.flush());
    let mut text = String::new();
    let read = io::stdin().lock().read_line(&mut text);
    if !io::stdin().is_terminal() {
        let _ = writeln!(error);
    }
    match read {
        Ok(0) => Ok(None),
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(unreadable(&error)),
    }
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::usage(format!("The answer cannot be read: {error}."))
}

fn missing(question: &str, option: &str) -> Failure {
    Failure::usage(format!(
        "There is no answer to: {question}. Nothing was written. Give {option}."
    ))
}
