//! Exports the request as a shell script around curl.

use super::json;
use super::language::Language;
use super::plan::{self, Plan, REQUEST_ID_NOTE};
use super::string_literal::{Quotes, quoted};
use super::url;
use crate::chat::sender::SenderKind;

/// Returns the script; any POSIX shell runs it.
#[must_use]
pub fn program(plan: &Plan<'_>) -> String {
    let mut head = plan.head(None, &run(plan.sender));
    if plan.sender != SenderKind::Webhook {
        head.splice(4.., token(plan.sender));
    }
    let mut before = access(plan).unwrap_or_default();
    if plan.makes_request_id {
        before.push_str("# ");
        before.push_str(REQUEST_ID_NOTE);
        before
            .push_str("\nrequest_id=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)\n");
    }
    if !before.is_empty() {
        before.push('\n');
    }
    let (note, bearer) = match plan.sender {
        SenderKind::Webhook => (String::new(), ""),
        _ => (
            plan.parent_comment("# "),
            "  --header \"Authorization: Bearer $token\" \\\n",
        ),
    };
    // No line of JSON can be the heredoc's delimiter: each begins with a bracket, a quote or a blank.
    format!(
        "#!/bin/sh
{head}set -eu

{before}{note}curl --silent --show-error --fail-with-body \\
  --request POST {address} \\
{bearer}  --header 'Content-Type: application/json; charset=UTF-8' \\
  --data-binary @- <<'END'
{message}
END
",
        head = plan::comment(&head, "#"),
        address = address(plan),
        message = json::pretty(&plan.message),
    )
}

fn run(sender: SenderKind) -> String {
    let variable = match sender {
        SenderKind::Webhook => "CHAT_WEBHOOK_URL='https://…' ",
        SenderKind::App | SenderKind::User => "CHAT_ACCESS_TOKEN=… ",
    };
    format!("{variable}sh {}", Language::Curl.file_name())
}

/// Returns the lines of the head that say where the token comes from.
fn token(sender: SenderKind) -> Vec<String> {
    let lines: &[&str] = match sender {
        SenderKind::User => &[
            "CHAT_ACCESS_TOKEN is a token of the person; without it, gcloud is asked for one, after",
            "a sign-in with your own OAuth client (CLIENT.json):",
            "  gcloud auth application-default login --client-id-file=CLIENT.json \\",
            "    --scopes=https://www.googleapis.com/auth/chat.messages.create,https://www.googleapis.com/auth/cloud-platform",
        ],
        _ => &[
            "CHAT_ACCESS_TOKEN is a token of the app; without it, gcloud is asked for one, after",
            "  gcloud auth activate-service-account --key-file=service-account.json",
            "The app must be a member of the space.",
        ],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn access(plan: &Plan<'_>) -> Option<String> {
    let ask = match plan.sender {
        SenderKind::App => format!("gcloud auth print-access-token --scopes={}", plan.scope()),
        SenderKind::User => "gcloud auth application-default print-access-token".to_owned(),
        SenderKind::Webhook => return None,
    };
    Some(format!("token=${{CHAT_ACCESS_TOKEN:-$({ask})}}\n"))
}

/// Returns the URL in quotes.
///
/// Only percent-encoded text is put between double quotes.
fn address(plan: &Plan<'_>) -> String {
    let query = url::query(&plan.query);
    if plan.sender == SenderKind::Webhook {
        return match &query[..] {
            "" => "\"$CHAT_WEBHOOK_URL\"".to_owned(),
            query => format!(
                "\"$CHAT_WEBHOOK_URL\"{}",
                quoted(&format!("&{query}"), Quotes::Shell)
            ),
        };
    }
    let mut parts = Vec::new();
    if plan.makes_request_id {
        parts.push("requestId=$request_id".to_owned());
    }
    if !query.is_empty() {
        parts.push(query);
    }
    format!(
        "\"${{CHAT_API_BASE:-{}}}{}{}{}\"",
        url::GOOGLE,
        plan.path(),
        if parts.is_empty() { "" } else { "?" },
        parts.join("&")
    )
}
