//! The checks before `chatquill send`: errors stop it, warnings are told.

use serde_json::Value;

use crate::chat::client::Client;
use crate::chat::resources::Space;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::Send;
use crate::command::failure::{Failure, Kind};
use crate::command::{input_file, output};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::rule::Severity;
use crate::message::space_ref;

/// Maximum number of errors that are told one by one.
const SHOWN: usize = 10;

/// Returns the space where a thread is asked for: only then it matters whether the space has threads.
///
/// `None` where it cannot be had, which does not stop a send.
pub async fn threaded_space(
    client: &Client,
    request: &Value,
    sender: Option<SenderKind>,
) -> Option<Space> {
    let thread = request.pointer("/message/thread");
    let is_reply = thread.is_some() || request.get("messageReplyOption").is_some();
    // A webhook may not read, and a name that is none is a finding.
    let parent = request.get("parent")?.as_str()?;
    if !is_reply
        || sender == Some(SenderKind::Webhook)
        || space_ref::space(parent).as_deref() != Some(parent)
    {
        return None;
    }
    client.get_space(parent).await.ok()
}

/// Checks a request: errors stop the send.
///
/// Unknown fields alone never do: Google may have them by now.
///
/// # Errors
/// Where it has errors, and the checks count.
pub fn stop(request: &Value, context: &CheckContext, options: &Send) -> Result<(), Failure> {
    let findings = check(request, context);
    let errors: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.is_error() && !finding.may_be_ignored())
        .collect();
    if errors.is_empty() || options.guards.no_check {
        return Ok(());
    }
    Err(failure(options, &errors, "error"))
}

/// Tells what the checks found and does not stop the send.
///
/// # Errors
/// Where it has warnings, and those are to stop it.
pub fn warn(request: &Value, context: &CheckContext, options: &Send) -> Result<(), Failure> {
    let findings = check(request, context);
    let told = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info);
    for finding in told {
        output::note(&format!("warning: {}", line(options, finding)));
    }
    let warnings: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .collect();
    if options.guards.strict && !warnings.is_empty() {
        return Err(failure(options, &warnings, "warning"));
    }
    Ok(())
}

fn failure(options: &Send, findings: &[&Finding], what: &str) -> Failure {
    let count = format_value::count(findings.len(), what);
    let title = format!("The checks found {count}, so nothing was sent.");
    let mut lines: Vec<String> = findings
        .iter()
        .take(SHOWN)
        .map(|finding| line(options, finding))
        .collect();
    if findings.len() > SHOWN {
        lines.push(format!("and {} more", findings.len() - SHOWN));
    }
    let says = match findings {
        [first, ..] if options.file.is_none() => {
            format!("chatquill check --explain {}", first.rule.id)
        }
        _ => "chatquill check".to_owned(),
    };
    let otherwise = if what == "error" {
        "--no-check sends"
    } else {
        "without --strict"
    };
    let sends = if what == "error" { "it" } else { "it is sent" };
    let remedy = format!("{says} says what to do; {otherwise} {sends} all the same.");
    Failure::new(
        Kind::Check,
        Diagnostic {
            detail: lines.join("\n"),
            ..Diagnostic::new(title, remedy)
        },
    )
}

/// Formats a finding in one line: file, place, sentence, rule.
fn line(options: &Send, finding: &Finding) -> String {
    let file = options.file.as_deref().map(input_file::name);
    let file = file.map_or(String::new(), |name| format!("{name}: "));
    sanitize::line(&format!(
        "{file}{}: {} ({})",
        finding.path, finding.message, finding.rule.id
    ))
}
