//! Formats findings for programs: one JSON object a file, SARIF, and the annotations of GitHub.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::command::check::report::{FileReport, PlacedFinding, UnusableFile};
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::{Rule, Severity};
use crate::message::checks::rules::catalogue;
use crate::message::size;

/// What stands in the place of a rule where a file cannot be checked.
const UNUSABLE: &str = "unusable-file";

/// Formats one file as one object: `{"file", "bytes", "limit", "problems": [{"rule", "severity", "path", "message",
/// "help", "line", "column", "endLine", "endColumn", "fix"}]}`.
///
/// Advice is no problem: it stands under `advice`, and what the file was taken for under `notes`, where there is some.
#[must_use]
pub fn json(file: &FileReport) -> Value {
    let some = |is_advice: bool| -> Vec<Value> {
        let all = file.findings.iter();
        all.filter(|placed| (placed.finding.severity == Severity::Info) == is_advice)
            .map(problem)
            .collect()
    };
    let mut object = json!({
        "file": file.message_name(),
        "bytes": file.bytes,
        "limit": size::LIMIT,
        "problems": some(false),
    });
    let advice = some(true);
    if !advice.is_empty() {
        object["advice"] = Value::Array(advice);
    }
    if !file.notes.is_empty() {
        object["notes"] = json!(file.notes);
    }
    object
}

fn problem(placed: &PlacedFinding) -> Value {
    let PlacedFinding {
        finding,
        start,
        end,
        ..
    } = placed;
    let mut problem = json!({
        "rule": finding.rule.id,
        "severity": finding.severity,
        "path": finding.path,
        "message": finding.message,
        "help": finding.rule.help,
        "line": start.0,
        "column": start.1,
        "endLine": end.0,
        "endColumn": end.1,
    });
    if let Some(fix) = &finding.fix {
        problem["fix"] = json!({"message": fix.words, "safe": fix.is_safe});
    }
    problem
}

/// Formats a file that cannot be checked as such an object, with one problem; its `bytes` are null.
#[must_use]
pub fn unusable_json(file: &UnusableFile) -> Value {
    let (line, column) = file.position();
    json!({
        "file": file.name,
        "bytes": null,
        "limit": size::LIMIT,
        "problems": [{
            "rule": UNUSABLE,
            "severity": Severity::Error,
            "path": "",
            "message": file.message(),
            "help": file.help(),
            "line": line,
            "column": column,
            "endLine": line,
            "endColumn": column,
        }],
    })
}

/// A SARIF 2.1.0 log that grows file by file.
#[derive(Debug, Default)]
pub struct SarifLog {
    results: Vec<Value>,
    rules: HashSet<&'static str>,
    has_unusable: bool,
}

impl SarifLog {
    /// Adds the findings of a file.
    pub fn add(&mut self, file: &FileReport) {
        for placed in &file.findings {
            let finding = &placed.finding;
            self.rules.insert(finding.rule.code);
            let mut location = location(&file.name, placed.start, placed.end);
            location["logicalLocations"] = json!([{"fullyQualifiedName": finding.path}]);
            self.results.push(json!({
                "ruleId": finding.rule.id,
                "level": level(finding.severity),
                "message": {"text": with_fix(&finding.message, finding)},
                "locations": [location],
            }));
        }
    }

    /// Adds a file that cannot be checked.
    pub fn add_unusable(&mut self, file: &UnusableFile) {
        self.has_unusable = true;
        let at = file.position();
        self.results.push(json!({
            "ruleId": UNUSABLE,
            "level": level(Severity::Error),
            "message": {"text": format!("{} {}", file.message(), file.help()).trim_end()},
            "locations": [location(&file.name, at, at)],
        }));
    }

    /// Returns the whole log.
    #[must_use]
    pub fn whole(&self) -> Value {
        let used = |rule: &&'static Rule| self.rules.contains(rule.code);
        let mut rules: Vec<Value> = catalogue::rules()
            .into_iter()
            .filter(used)
            .map(described)
            .collect();
        if self.has_unusable {
            rules.push(json!({
                "id": UNUSABLE,
                "shortDescription": {"text": "A file cannot be read, or holds no message."},
                "help": {"text": "Nothing in it was checked."},
                "defaultConfiguration": {"level": level(Severity::Error)},
            }));
        }
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "chatquill",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}

/// Returns words with those of the fix behind them.
fn with_fix(words: &str, finding: &Finding) -> String {
    match &finding.fix {
        Some(fix) if fix.is_safe => format!("{words} Fix, which --fix makes: {}.", fix.words),
        Some(fix) => format!("{words} Fix: {}.", fix.words),
        None => words.to_owned(),
    }
}

fn location(file: &str, from: (usize, usize), to: (usize, usize)) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": file.replace('\\', "/")},
            "region": {"startLine": from.0, "startColumn": from.1, "endLine": to.0, "endColumn": to.1},
        },
    })
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "help": {"text": format!("{} Source: {}", rule.help, rule.source)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Formats the findings of a file as workflow commands of GitHub Actions, one a line.
#[must_use]
pub fn github(file: &FileReport) -> Vec<String> {
    let line = |placed: &PlacedFinding| {
        let PlacedFinding {
            finding,
            start,
            end,
            ..
        } = placed;
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let end = if start.0 == end.0 {
            format!(",endColumn={}", end.1)
        } else {
            String::new()
        };
        format!(
            "::{word} file={},line={},col={}{end},title={}::{}",
            property(&file.name),
            start.0,
            start.1,
            property(finding.rule.id),
            escaped(&with_fix(
                &format!("{} {}", finding.message, finding.rule.help),
                finding
            ))
        )
    };
    file.findings.iter().map(line).collect()
}

/// Formats a file that cannot be checked as such a command.
#[must_use]
pub fn unusable_github(file: &UnusableFile) -> String {
    let (line, column) = file.position();
    format!(
        "::error file={},line={line},col={column},title={UNUSABLE}::{}",
        property(&file.name),
        escaped(format!("{} {}", file.message(), file.help()).trim_end())
    )
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
