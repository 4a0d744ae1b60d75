//! Formats findings for programs: one JSON object a file, SARIF, and the annotations of GitHub.

use serde_json::{Value, json};

use crate::command::check::report::FileReport;
use crate::command::check::span;
use crate::document::parse::line_col::position;
use crate::document::parse::source_map::Source;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::{Rule, Severity};
use crate::message::checks::rules::catalogue;
use crate::message::import::find;
use crate::message::size;

/// Formats one file as one object: `{"file", "bytes", "limit", "problems": [{"rule", "severity", "path", "message",
/// "help"}]}`.
///
/// Advice is no problem and is left out.
#[must_use]
pub fn json(file: &FileReport) -> Value {
    let problems: Vec<Value> = file
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| {
            json!({
                "rule": finding.rule.id,
                "severity": finding.severity,
                "path": finding.path,
                "message": finding.message,
                "help": finding.rule.help,
            })
        })
        .collect();
    json!({
        "file": file.name,
        "bytes": file.bytes,
        "limit": size::LIMIT,
        "problems": problems,
    })
}

/// Formats all files as one SARIF 2.1.0 log.
#[must_use]
pub fn sarif(files: &[FileReport]) -> Value {
    let used = |rule: &&'static Rule| {
        let all = files.iter().flat_map(|file| &file.findings);
        all.into_iter().any(|finding| finding.rule == *rule)
    };
    let rules: Vec<Value> = catalogue::rules()
        .into_iter()
        .filter(used)
        .map(described)
        .collect();
    let results: Vec<Value> = files.iter().flat_map(results).collect();
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
            "results": results,
        }],
    })
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.code,
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

fn results(file: &FileReport) -> Vec<Value> {
    let source = source(file);
    let result = |finding: &Finding| {
        let (from, to) = ends(file, source.as_ref(), finding);
        json!({
            "ruleId": finding.rule.id,
            "level": level(finding.severity),
            "message": {"text": finding.message},
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": {"uri": file.name.replace('\\', "/")},
                    "region": {"startLine": from.0, "startColumn": from.1, "endLine": to.0, "endColumn": to.1},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.path}],
            }],
        })
    };
    file.findings.iter().map(result).collect()
}

/// Returns the file's text with the spans of its values.
fn source(file: &FileReport) -> Option<Source<'_>> {
    find(&file.text).ok().map(|found| found.source)
}

fn ends(
    file: &FileReport,
    source: Option<&Source<'_>>,
    finding: &Finding,
) -> ((usize, usize), (usize, usize)) {
    let range = source.map_or(0..0, |source| span::range(source, file.form, finding));
    (
        position(&file.text, range.start),
        position(&file.text, range.end),
    )
}

/// Formats the findings of a file as workflow commands of GitHub Actions, one a line.
#[must_use]
pub fn github(file: &FileReport) -> Vec<String> {
    let source = source(file);
    let line = |finding: &Finding| {
        let (from, to) = ends(file, source.as_ref(), finding);
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let end = if from.0 == to.0 {
            format!(",endColumn={}", to.1)
        } else {
            String::new()
        };
        format!(
            "::{word} file={},line={},col={}{end},title={}::{}",
            property(&file.name),
            from.0,
            from.1,
            property(finding.rule.id),
            escaped(&format!("{} {}", finding.message, finding.rule.help))
        )
    };
    file.findings.iter().map(line).collect()
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
