//! Reads one table of the config file key by key; faults are gathered, and a key that is never read is one of them.

use std::ops::RangeInclusive;

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::did_you_mean::remedy;
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
    faults: Vec<ConfigError>,
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
            faults: Vec::new(),
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

    /// Returns whether the table has one of these keys, whatever its value is.
    #[must_use]
    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.table.contains_key(*key))
    }

    /// Reads a string that is not empty.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => {
                let what = format!("{key} is empty.");
                self.wrong(value, what, "Give it a text, or remove the line.");
                None
            }
            Some(text) => Some(text.to_owned()),
            None => {
                self.expected(key, value, "a text in quotes");
                None
            }
        }
    }

    /// Reads a boolean.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.expected(key, value, "true or false");
        }
        flag
    }

    /// Reads a list of strings; what is no string is left out.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.expected(key, value, "a list of texts in quotes");
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.expected(key, item, "a list of texts in quotes"),
            }
        }
        Some(texts)
    }

    /// Reads a whole number within bounds.
    pub fn whole(&mut self, key: &'static str, bounds: RangeInclusive<u64>) -> Option<u64> {
        let value = self.value(key)?;
        let Some(number) = value.get_ref().as_integer() else {
            self.expected(key, value, "a whole number");
            return None;
        };
        let digits = number.as_str().replace('_', "");
        let parsed = u64::from_str_radix(&digits, number.radix()).ok();
        let whole = parsed.filter(|number| bounds.contains(number));
        if whole.is_none() {
            let remedy = format!("It must be from {} to {}.", bounds.start(), bounds.end());
            self.wrong(value, format!("{key} cannot be {number}."), &remedy);
        }
        whole
    }

    /// Reads a number of seconds within bounds, written as `"5s"`.
    pub fn seconds(&mut self, key: &'static str, bounds: RangeInclusive<u64>) -> Option<u64> {
        let text = self.text(key)?;
        let digits = text.strip_suffix('s').unwrap_or_default();
        let parsed: Option<u64> = digits.trim().parse().ok();
        let found = parsed.filter(|seconds| bounds.contains(seconds));
        if found.is_none() {
            let remedy = format!("Write \"{}s\" to \"{}s\".", bounds.start(), bounds.end());
            self.report_at(key, format!("{key} cannot be {text:?}."), &remedy);
        }
        found
    }

    /// Reads one of several words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let remedy = remedy(
            &text,
            words.iter().copied(),
            format!("Choose one of: {}.", words.join(", ")),
        );
        self.report_at(key, format!("{key} cannot be {text:?}."), &remedy);
        None
    }

    /// Reads the tables below a key, `[key.name]`, in the order of the file; what is no table is a fault of its own.
    pub fn sections(&mut self, key: &'static str) -> Vec<NamedTable<'a>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Table(tables) = value.get_ref() else {
            self.expected(key, value, "tables such as [KEY.NAME]");
            return Vec::new();
        };
        let tables = tables.iter().map(|(name, value)| {
            let full = format!("{key}.{}", name.get_ref());
            let table = match value.get_ref() {
                DeValue::Table(table) => Ok(TableReader {
                    at: name.span().start,
                    ..TableReader::new(self.source, table, full)
                }),
                _ => Err(self.of_another_kind(&full, value, "a table")),
            };
            (name.get_ref().to_string(), table)
        });
        tables.collect()
    }

    /// Reads one table below a key, `[key]`.
    pub fn section(&mut self, key: &'static str) -> Option<TableReader<'a>> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(TableReader::new(self.source, table, key.to_owned()));
        }
        self.expected(key, value, "a table");
        None
    }

    /// Reads all keys with a string each, for tables with arbitrary keys, with line and column of the key.
    pub fn pairs(&mut self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (key, value) in self.table {
            match value.get_ref().as_str() {
                Some(text) => pairs.push(Pair {
                    key: key.get_ref().to_string(),
                    value: text.to_owned(),
                    position: position(self.source.text, key.span().start),
                }),
                None => self.expected(key.get_ref(), value, "a text in quotes"),
            }
        }
        pairs
    }

    /// Ends the reading: returns the faults that were found, and one for each key that was never read.
    #[must_use]
    pub fn finish(mut self) -> Vec<ConfigError> {
        let mut faults = self.faults();
        faults.extend(self.unknown());
        faults
    }

    /// Takes the faults that were found so far.
    pub fn faults(&mut self) -> Vec<ConfigError> {
        std::mem::take(&mut self.faults)
    }

    /// Returns a fault for each key that was never read, which suggests the key that was meant.
    #[must_use]
    pub fn unknown(&self) -> Vec<ConfigError> {
        let keys = self.table.keys();
        keys.filter(|key| !self.asked.contains(&key.get_ref().as_ref()))
            .map(|key| self.stranger(key))
            .collect()
    }

    /// Creates the fault of an unknown key, with the one that was meant.
    fn stranger(&self, key: &Spanned<std::borrow::Cow<'_, str>>) -> ConfigError {
        let known = &self.asked;
        let remedy = remedy(
            key.get_ref(),
            known.iter().copied(),
            format!("Known settings: {}.", known.join(", ")),
        );
        let place = if self.name.is_empty() {
            "the config file".to_owned()
        } else {
            format!("[{}]", self.name)
        };
        let what = format!("{:?} is not a setting of {place}.", key.get_ref());
        self.source.fault(key.span().start, what, &remedy)
    }

    /// Creates a fault at the value of a key, or at the table's first key where it is missing.
    #[must_use]
    pub fn fault_at(&self, key: &str, what: String, remedy: &str) -> ConfigError {
        let span = self.table.get(key).map(Spanned::span);
        let byte = span.or_else(|| self.table.keys().next().map(Spanned::span));
        self.source
            .fault(byte.map_or(0, |span| span.start), what, remedy)
    }

    /// Notes such a fault.
    pub fn report_at(&mut self, key: &str, what: String, remedy: &str) {
        let fault = self.fault_at(key, what, remedy);
        self.faults.push(fault);
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

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, what: String, remedy: &str) {
        let fault = self.source.fault(value.span().start, what, remedy);
        self.faults.push(fault);
    }

    fn expected(&mut self, key: &str, value: &Spanned<DeValue<'_>>, kind: &str) {
        let fault = self.of_another_kind(key, value, kind);
        self.faults.push(fault);
    }

    fn of_another_kind(&self, key: &str, value: &Spanned<DeValue<'_>>, kind: &str) -> ConfigError {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let what = format!("{key} is {article} {found}.");
        let remedy = format!("It must be {kind}.");
        self.source.fault(value.span().start, what, &remedy)
    }
}

/// A table below a key, and its name.
pub type NamedTable<'a> = (String, Result<TableReader<'a>, ConfigError>);

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
