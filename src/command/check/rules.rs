//! `--rules` and `--explain`: prints the catalogue of rules.

use std::fmt::Write as _;

use crate::command::failure::Failure;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::message::checks::rule::Rule;
use crate::message::checks::rules::catalogue;

/// Formats all rules, one a line, by family.
#[must_use]
pub fn list() -> String {
    let rules = catalogue::rules();
    let mut out = String::new();
    for (letter, about) in catalogue::LETTERS {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{about}:");
        for rule in rules.iter().filter(|rule| rule.code.starts_with(letter)) {
            let Rule {
                id, severity, says, ..
            } = rule;
            let _ = writeln!(out, "  {id:<26}  {severity:<7}  {says}");
        }
        out.push('\n');
    }
    let _ = write!(out, "chatquill check --explain RULE explains one of them.");
    out
}

/// Formats the page of one rule, by its name; the code of earlier versions is taken, too.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn page(name: &str) -> Result<String, Failure> {
    let Some(rule) = catalogue::rule(name) else {
        let known = catalogue::rules().into_iter().map(|rule| rule.id);
        let known: Vec<&str> = known.collect();
        let what = remedy(
            name,
            known.into_iter(),
            "chatquill check --rules lists them all.",
        );
        let name = crate::chat::sanitize::line(name);
        let title = format!("There is no rule {name:?}.");
        return Err(Failure::usage(Diagnostic::new(title, what)));
    };
    let Rule {
        id,
        severity,
        outcome,
        says,
        help,
        source,
        ..
    } = rule;
    let outcome = outcome
        .sentence()
        .map(|words| format!("{words}\n\n"))
        .unwrap_or_default();
    Ok(format!(
        "{id} ({severity})\n\n{says}\n\n{}\n\n{outcome}Source: {source}",
        wrapped(help)
    ))
}

/// Wraps a text into lines of at most 80 columns.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > 80 {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}
