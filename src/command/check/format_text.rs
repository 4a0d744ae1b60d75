//! Formats findings for people: the line of the file, the span underlined, what it means and what to do.

use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};

use crate::chat::sanitize;
use crate::chat::webhook::Webhook;
use crate::command::check::report::{Counts, FileReport, PlacedFinding};
use crate::diagnostics::excerpt::Excerpt;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;

/// The most columns of a line that are shown.
const COLUMNS: usize = 100;

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours(bool);

impl Colours {
    /// Returns coloured on a terminal, unless `NO_COLOR` is set.
    #[must_use]
    pub fn of_output() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self(io::stdout().is_terminal() && !refused)
    }

    fn paint(self, code: &str, words: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }

    fn severity(self, severity: Severity, words: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        self.paint(code, words)
    }

    fn bold(self, words: &str) -> String {
        self.paint("1", words)
    }

    fn frame(self, words: &str) -> String {
        self.paint("34", words)
    }
}

/// Formats all findings of a file, in the order of its lines.
#[must_use]
pub fn format_findings(file: &FileReport, colours: Colours) -> String {
    let mut placed: Vec<_> = file.findings.iter().collect();
    placed.sort_by_key(|placed| placed.range.start);
    let each: Vec<String> = placed
        .iter()
        .map(|placed| one(file, placed, colours))
        .collect();
    each.join("\n")
}

fn one(file: &FileReport, placed: &PlacedFinding, colours: Colours) -> String {
    let PlacedFinding {
        finding,
        range,
        start: (line, column),
        ..
    } = placed;
    let excerpt = Excerpt::of(&file.text, range, COLUMNS);
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let head = format!("{}[{}]", finding.severity, finding.rule.id);
    let bar = colours.frame("|");
    let mut out = String::new();
    let mut write = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", line.trim_end());
    };
    write(format!(
        "{}: {}",
        colours.severity(finding.severity, &head),
        colours.bold(&sanitize::line(&finding.message))
    ));
    write(format!(
        "{margin}{} {}:{line}:{column}",
        colours.frame("-->"),
        file.name
    ));
    // The line of a webhook's URL would show its secret.
    if !Webhook::is_meant(&excerpt.line) {
        write(format!("{margin} {bar}"));
        write(format!("{} {bar} {}", colours.frame(&number), excerpt.line));
        write(format!(
            "{margin} {bar} {}",
            colours.severity(finding.severity, &excerpt.mark())
        ));
    }
    let sign = colours.frame("=");
    write(format!(
        "{margin} {sign} at {}",
        sanitize::line(place_of(finding))
    ));
    write(format!("{margin} {sign} help: {}", finding.rule.help));
    if let Some(fix) = &finding.fix {
        let how = if fix.is_safe { " (--fix does it)" } else { "" };
        write(format!(
            "{margin} {sign} fix: {}{how}",
            sanitize::line(&fix.words)
        ));
    }
    out
}

fn place_of(finding: &Finding) -> &str {
    if finding.path.is_empty() {
        "the request"
    } else {
        &finding.path
    }
}

/// Formats how many fixes were made, and how the others, which are somebody's decision, can be.
#[must_use]
pub fn undecided(fixed: usize, left: usize) -> String {
    let (needing, each) = if left == 1 {
        ("fix needs", "it")
    } else {
        ("fixes need", "each")
    };
    format!(
        "{fixed} fixed; {left} {needing} a decision: change the file as the lines \"fix:\" say, or open it with chatquill FILE, whose list of checks makes {each} when asked"
    )
}

/// Formats how many findings there are, and in how many files.
#[must_use]
pub fn summary(counts: &Counts) -> String {
    let some = |number: usize, word: &str| {
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {word}{plural}")
    };
    format!(
        "{} and {} in {}.",
        some(counts.errors, "error"),
        some(counts.warnings, "warning"),
        some(counts.files, "file")
    )
}
