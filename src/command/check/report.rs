//! A checked file and its findings with their places, or why it cannot be checked.

use std::ops::Range;

use crate::command::check::line_index::LineIndex;
use crate::command::check::span::Places;
use crate::command::failure::Failure;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;
use crate::message::import::Found;

/// A checked file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// Its name in messages.
    pub name: String,
    /// The number of the message in it, from 1, where it has several.
    pub number: Option<usize>,
    /// Its text.
    pub text: String,
    /// The bytes of the message as it would be sent.
    pub bytes: usize,
    /// What it was taken for, and how it was converted, as sentences.
    pub notes: Vec<String>,
    /// The findings, the most severe first.
    pub findings: Vec<PlacedFinding>,
}

impl FileReport {
    /// Returns the name of the message: that of the file, and its number where there are several, `FILE#2`.
    #[must_use]
    pub fn message_name(&self) -> String {
        match self.number {
            Some(number) => format!("{}#{number}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A finding and its place in the file.
#[derive(Clone, Debug)]
pub struct PlacedFinding {
    /// The finding.
    pub finding: Finding,
    /// Its bytes.
    pub range: Range<usize>,
    /// Line and column of its first character, counted from 1.
    pub start: (usize, usize),
    /// Line and column behind its last character, counted from 1.
    pub end: (usize, usize),
}

/// How much was found in all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were checked.
    pub files: usize,
    /// Errors in them.
    pub errors: usize,
    /// Warnings in them.
    pub warnings: usize,
    /// Fixes of findings that are left and need a decision.
    pub undecided: usize,
}

impl Counts {
    /// Adds the findings of a file.
    pub fn add(&mut self, file: &FileReport) {
        let count = |severity| {
            let all = file.findings.iter();
            all.filter(|placed| placed.finding.severity == severity)
                .count()
        };
        self.files += 1;
        self.errors += count(Severity::Error);
        self.warnings += count(Severity::Warning);
        let fixes = file
            .findings
            .iter()
            .filter_map(|placed| placed.finding.fix.as_ref());
        self.undecided += fixes.filter(|fix| !fix.is_safe).count();
    }
}

/// A file that cannot be read, or holds no message.
#[derive(Clone, Debug)]
pub struct UnusableFile {
    /// Its name in messages.
    pub name: String,
    /// Why.
    pub failure: Box<Failure>,
}

impl UnusableFile {
    /// Returns line and column of the fault, counted from 1; the start of the file where there is none.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.failure.diagnostic.position()
    }

    /// Returns what is wrong with it, as sentences.
    #[must_use]
    pub fn message(&self) -> String {
        let told = &self.failure.diagnostic;
        let title = told.title.trim_end();
        let stop = if title.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("{title}{stop} {}", told.detail)
            .trim_end()
            .to_owned()
    }

    /// Returns what to do about it; may be empty.
    #[must_use]
    pub fn help(&self) -> String {
        self.failure.diagnostic.remedy_without_mark()
    }
}

/// Returns the findings with their places in the text of the document.
#[must_use]
pub fn placed(found: &Found<'_>, findings: Vec<Finding>) -> Vec<PlacedFinding> {
    // Most files have none, and their lines are not counted.
    if findings.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::of(found.source.text());
    let places = Places::of(&found.source, found.form);
    let place = |finding: Finding| {
        let range = places.range(&finding);
        PlacedFinding {
            start: lines.position(range.start),
            end: lines.position(range.end),
            finding,
            range,
        }
    };
    findings.into_iter().map(place).collect()
}
