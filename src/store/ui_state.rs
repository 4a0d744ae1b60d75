//! The user's last choices on the screen, kept for the next start.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::message::export::language::Language;
use crate::store::atomic_write;

/// Maximum bytes that are read.
const LIMIT: u64 = 1 << 16;

/// The file of the choices.
#[derive(Clone, Debug)]
pub struct UiState {
    file: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct UiStateFile {
    /// The name of a language.
    code_language: String,
}

impl UiState {
    /// Creates the store in a file, which need not exist.
    #[must_use]
    pub fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// Returns the language that code was last shown in, the default one where that is not known.
    #[must_use]
    pub fn language(&self) -> Language {
        let is_small = fs::metadata(&self.file).is_ok_and(|met| met.len() <= LIMIT);
        let bytes = if is_small {
            fs::read(&self.file).unwrap_or_default()
        } else {
            Vec::new()
        };
        let kept: UiStateFile = serde_json::from_slice(&bytes).unwrap_or_default();
        Language::named(&kept.code_language).unwrap_or_default()
    }

    /// Saves the language that code is shown in.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_language(&self, language: Language) -> io::Result<()> {
        let code_language = language.word().to_owned();
        let kept = serde_json::to_vec(&UiStateFile { code_language })?;
        atomic_write::write(&self.file, &kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_and_damage_is_harmless() {
        let folder = tempfile::tempdir().unwrap();
        let habits = UiState::new(folder.path().join("state/habits.json"));
        assert_eq!(habits.language(), Language::default());
        for language in Language::ALL {
            habits.save_language(language).unwrap();
            assert_eq!(habits.language(), language);
        }
        for damaged in ["", "[{]", r#"{"codeLanguage": "cobol"}"#, r#"{"more": 1}"#] {
            fs::write(&habits.file, damaged).unwrap();
            assert_eq!(habits.language(), Language::default(), "{damaged}");
        }
    }
}
