//! Reads one table of the config file key by key; a key that is never read is reported as unknown.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::parse::line_col::position;
use crate::settings::error::ConfigError;

/// The file that is being read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Where it is.
    pub file: &'a Path,
    /// What it holds.
    pub text: &'a str,
}

impl Source<'_> {
    /// Creates a fault at a byte offset of the file.
    #[must_use]
    pub fn fault(&self, byte: usize, what: String, remedy: &str) -> ConfigError {
        ConfigError::new(what, remedy).in_file(self.file, Some(position(self.text, byte)))
    }
}

/// A table, with the keys that were read so far.
pub struct TableReader<'a> {
    source: Source<'a>,
    table: &'a DeTable<'a>,
    /// The table's name in messages, such as `profiles.me`; empty for the file itself.
    name: String,
    asked: Vec<&'static str>,
    /// The byte at which the table's name stands.
    at: usize,
}

impl<'a> TableReader<'a> {
    /// Creates the reader of a table.
    #[must_use]
    pub fn new(source: Source<'a>, table: &'a DeTable<'a>, name: String) -> Self {
        Self {
            source,
            table,
            name,
            asked: Vec::new(),
            at: 0,
        }
    }

    /// The file that is being read.
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        self.source
    }

    /// Returns line and column of the table's name, counted from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        position(self.source.text, self.at)
    }

    /// Returns line and column of a key, counted from 1, if the table has it.
    #[must_use]
    pub fn position_of(&self, key: &str) -> Option<(usize, usize)> {
        let (key, _) = self.table.get_key_value(key)?;
        Some(position(self.source.text, key.span().start))
    }

    /// Reads a string.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn text(&mut self, key: &'static str) -> Result<Option<String>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => Err(self.wrong(
                value,
                format!("{key} is empty."),
                "Give it a text, or remove the line.",
            )),
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(self.expected(key, value, "a text in quotes")),
        }
    }

    /// Reads a boolean.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn flag(&mut self, key: &'static str) -> Result<Option<bool>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref().as_bool() {
            Some(flag) => Ok(Some(flag)),
            None => Err(self.expected(key, value, "true or false")),
        }
    }

    /// Reads one of several words.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, ConfigError> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
            return Ok(Some(*choice));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let remedy = match nearest(&text, words.iter().copied()) {
            Some(meant) => format!("Did you mean {meant:?}?"),
            None => format!("Choose one of: {}.", words.join(", ")),
        };
        Err(self.fault_at(key, format!("{key} cannot be {text:?}."), &remedy))
    }

    /// Reads the tables below a key, `[key.name]`, in the order of the file.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn sections(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<(String, TableReader<'a>)>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Table(tables) = value.get_ref() else {
            return Err(self.expected(key, value, "tables such as [KEY.NAME]"));
        };
        tables
            .iter()
            .map(|(name, value)| {
                let full = format!("{key}.{}", name.get_ref());
                match value.get_ref() {
                    DeValue::Table(table) => Ok((
                        name.get_ref().to_string(),
                        TableReader {
                            at: name.span().start,
                            ..TableReader::new(self.source, table, full)
                        },
                    )),
                    _ => Err(self.expected(&full, value, "a table")),
                }
            })
            .collect()
    }

    /// Reads one table below a key, `[key]`.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn section(&mut self, key: &'static str) -> Result<Option<TableReader<'a>>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(TableReader::new(self.source, table, key.to_owned()))),
            _ => Err(self.expected(key, value, "a table")),
        }
    }

    /// Reads all keys with a string each, for tables with arbitrary keys, with line and column of the key.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn pairs(&self) -> Result<Vec<Pair>, ConfigError> {
        self.table
            .iter()
            .map(|(key, value)| match value.get_ref().as_str() {
                Some(text) => Ok(Pair {
                    key: key.get_ref().to_string(),
                    value: text.to_owned(),
                    position: position(self.source.text, key.span().start),
                }),
                None => Err(self.expected(key.get_ref(), value, "a text in quotes")),
            })
            .collect()
    }

    /// Ends the reading: a key that was never read is a fault, which suggests the key that was meant.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn finish(self) -> Result<(), ConfigError> {
        let known = &self.asked;
        let Some(key) = self
            .table
            .keys()
            .find(|key| !known.contains(&key.get_ref().as_ref()))
        else {
            return Ok(());
        };
        let remedy = match nearest(key.get_ref(), known.iter().copied()) {
            Some(meant) => format!("Did you mean {meant:?}?"),
            None => format!("Known settings: {}.", known.join(", ")),
        };
        let place = if self.name.is_empty() {
            "the config file".to_owned()
        } else {
            format!("[{}]", self.name)
        };
        let what = format!("{:?} is not a setting of {place}.", key.get_ref());
        Err(self.source.fault(key.span().start, what, &remedy))
    }

    /// Creates a fault at the value of a key, or at the table's first key where it is missing.
    #[must_use]
    pub fn fault_at(&self, key: &str, what: String, remedy: &str) -> ConfigError {
        let span = self.table.get(key).map(Spanned::span);
        let byte = span.or_else(|| self.table.keys().next().map(Spanned::span));
        self.source
            .fault(byte.map_or(0, |span| span.start), what, remedy)
    }

    /// Returns the table's name in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, what: String, remedy: &str) -> ConfigError {
        self.source.fault(value.span().start, what, remedy)
    }

    fn expected(&self, key: &str, value: &Spanned<DeValue<'_>>, kind: &str) -> ConfigError {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        self.wrong(
            value,
            format!("{key} is {article} {found}."),
            &format!("It must be {kind}."),
        )
    }
}

/// A key with its string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: String,
    /// The string.
    pub value: String,
    /// Line and column of the key, counted from 1.
    pub position: (usize, usize),
}

/// Returns the known word that a misspelt one is nearest to, if it is near at all.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the edit distance: letters changed, added, left out or swapped; upper case and `-` for `_` are free.
fn distance(a: &str, b: &str) -> usize {
    let plain = |text: &str| -> String {
        let start = text.chars().take(64);
        start
            .map(|c| {
                if c == '-' {
                    '_'
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect()
    };
    strsim::osa_distance(&plain(a), &plain(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_words_find_their_neighbour() {
        let known = ["key_file", "client_secret", "sender", "adc"];
        for (word, expected) in [
            ("keyfile", Some("key_file")),
            ("key-file", Some("key_file")),
            ("Sender", Some("sender")),
            ("sendr", Some("sender")),
            ("adcs", Some("adc")),
            ("dac", Some("adc")),
            ("clientsecret", Some("client_secret")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), expected, "{word}");
        }
    }
}
