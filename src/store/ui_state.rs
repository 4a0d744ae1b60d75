//! The user's last choices on the screen, kept for the next start.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::message::export::language::Language;
use crate::store::{atomic_write, regular_file};

/// Maximum bytes that are read.
const LIMIT: u64 = 1 << 16;

/// Maximum bytes of the answers to the blanks of templates.
const ANSWERS_LIMIT: u64 = 1 << 20;

/// The file of the choices.
#[derive(Clone, Debug)]
pub struct UiState {
    file: PathBuf,
}

/// The last choices, as the file holds them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LastChoices {
    code_language: String,
    /// The resource names of the spaces that were chosen last, the latest first.
    pub recent_spaces: Vec<String>,
    /// The resource names of the pinned spaces, in the order in which they were pinned.
    pub pinned_spaces: Vec<String>,
    /// How the panes were resized.
    pub pane_sizes: PaneSizes,
    /// What was shown at the end.
    pub view: LastView,
}

/// What was shown at the end of a run, by numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LastView {
    /// The focused pane; none before the first end.
    pub pane: Option<usize>,
    /// The tab of the preview.
    pub tab: usize,
    /// The width of the card.
    pub width: usize,
}

impl LastChoices {
    /// Returns the language that code was last shown in, the default one where that is not known.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::named(&self.code_language).unwrap_or_default()
    }
}

/// By how many cells panes differ from their usual sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaneSizes {
    /// The width of the spaces.
    pub spaces: i16,
    /// The width of the preview.
    pub preview: i16,
    /// The height of the cards.
    pub cards: i16,
    /// The height of the options.
    pub options: i16,
}

impl UiState {
    /// Creates the store in a file, which need not exist.
    #[must_use]
    pub fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// Returns the last choices; a file that cannot be read counts as missing.
    #[must_use]
    pub fn read(&self) -> LastChoices {
        let bytes = regular_file::read(&self.file, LIMIT).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Saves how the panes are resized.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_pane_sizes(&self, pane_sizes: PaneSizes) -> io::Result<()> {
        self.write(&LastChoices {
            pane_sizes,
            ..self.read()
        })
    }

    /// Saves what is shown at the end.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_view(&self, view: LastView) -> io::Result<()> {
        let before = self.read();
        if before.view == view {
            return Ok(());
        }
        self.write(&LastChoices { view, ..before })
    }

    /// Returns what was typed into the blanks of templates and not used yet, by the title of the template.
    #[must_use]
    pub fn template_answers(&self) -> HashMap<String, Vec<String>> {
        let bytes = regular_file::read(&self.answers_file(), ANSWERS_LIMIT).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Saves what was typed into the blanks of templates, but what may be a secret: the address of a webhook.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_template_answers(&self, answers: &HashMap<String, Vec<String>>) -> io::Result<()> {
        let is_secret = |answer: &str| answer.contains("key=") && answer.contains("token=");
        let open = |answer: &String| {
            if is_secret(answer) {
                String::new()
            } else {
                answer.clone()
            }
        };
        let kept: HashMap<&String, Vec<String>> = answers
            .iter()
            .map(|(title, answers)| (title, answers.iter().map(open).collect()))
            .collect();
        let bytes = serde_json::to_vec(&kept)?;
        if bytes.len() as u64 > ANSWERS_LIMIT {
            return Err(io::Error::other("the blanks have more than a mebibyte"));
        }
        atomic_write::write(&self.answers_file(), &bytes)
    }

    fn answers_file(&self) -> PathBuf {
        self.file.with_file_name("template-answers.json")
    }

    fn write(&self, kept: &LastChoices) -> io::Result<()> {
        atomic_write::write(&self.file, &serde_json::to_vec(kept)?)
    }

    /// Saves the language that code is shown in.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_language(&self, language: Language) -> io::Result<()> {
        self.write(&LastChoices {
            code_language: language.word().to_owned(),
            ..self.read()
        })
    }

    /// Saves which spaces are pinned.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_pinned_spaces(&self, pinned_spaces: Vec<String>) -> io::Result<()> {
        self.write(&LastChoices {
            pinned_spaces,
            ..self.read()
        })
    }

    /// Saves which spaces were chosen last, the latest first.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_recent_spaces(&self, recent_spaces: Vec<String>) -> io::Result<()> {
        self.write(&LastChoices {
            recent_spaces,
            ..self.read()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_chosen_is_kept_and_damage_is_harmless() {
        let folder = tempfile::tempdir().unwrap();
        let habits = UiState::new(folder.path().join("state/habits.json"));
        assert_eq!(habits.read().language(), Language::default());
        for language in Language::ALL {
            habits.save_language(language).unwrap();
            assert_eq!(habits.read().language(), language);
        }
        let recent = vec!["spaces/B".to_owned(), "spaces/A".to_owned()];
        habits.save_recent_spaces(recent.clone()).unwrap();
        habits.save_pinned_spaces(recent.clone()).unwrap();
        habits.save_language(Language::default()).unwrap();
        assert_eq!(habits.read().pinned_spaces, recent);
        let sizes = PaneSizes {
            preview: -7,
            ..PaneSizes::default()
        };
        habits.save_pane_sizes(sizes).unwrap();
        let view = LastView {
            pane: Some(1),
            tab: 2,
            width: 3,
        };
        habits.save_view(view).unwrap();
        assert_eq!(habits.read().view, view);
        assert_eq!(habits.read().recent_spaces, recent, "each keeps the other");
        assert_eq!(habits.read().pane_sizes, sizes);
        let typed = |words: &str| HashMap::from([("Incident".to_owned(), vec![words.to_owned()])]);
        habits.save_template_answers(&typed("the shop")).unwrap();
        assert_eq!(habits.template_answers(), typed("the shop"));
        let secret = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t";
        habits.save_template_answers(&typed(secret)).unwrap();
        assert_eq!(habits.template_answers(), typed(""));
        for damaged in ["", "[{]", r#"{"codeLanguage": "cobol"}"#, r#"{"more": 1}"#] {
            fs::write(&habits.file, damaged).unwrap();
            assert_eq!(habits.read().language(), Language::default(), "{damaged}");
        }
    }
}
