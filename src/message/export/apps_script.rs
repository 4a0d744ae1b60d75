//! Exports the request as a function of Apps Script with the advanced Chat service.

use super::expr::{Code, plain};
use super::literal_writer::{Dialect, literal};
use super::plan::{Plan, comment};
use super::string_literal::{Quotes, quoted};
use super::url;
use crate::chat::sender::SenderKind;

/// Returns the script; the code for the app's credentials is below the function.
#[must_use]
pub fn program(plan: &Plan<'_>) -> String {
    let message = literal(&plain(&plan.message), Dialect::JavaScript, 2, 18);
    let (call, below) = match plan.sender {
        SenderKind::Webhook => (by_webhook(plan), ""),
        SenderKind::App => (
            by_service(plan, ",\n    getHeaderWithAppCredentials(),"),
            HEADER,
        ),
        SenderKind::User => (by_service(plan, ","), ""),
    };
    format!(
        "/**
{head} */
function createMessage() {{
  const message = {message};
{call}}}
{below}",
        head = head(plan),
    )
}

fn head(plan: &Plan<'_>) -> String {
    let lines: &[&str] = match plan.sender {
        SenderKind::App => &[
            "Sends one message to Google Chat as a Chat app.",
            "",
            "Add the advanced service Chat (v1) to the project, and put the JSON key of the app's",
            "service account into the script property SERVICE_ACCOUNT_KEY. The manifest needs the scope",
            "https://www.googleapis.com/auth/script.external_request. The app must be a member of the",
            "space.",
        ],
        SenderKind::User => &[
            "Sends one message to Google Chat in the name of whoever runs the script.",
            "",
            "Add the advanced service Chat (v1) to the project. The manifest (appsscript.json) needs the",
            "scope https://www.googleapis.com/auth/chat.messages.create.",
        ],
        SenderKind::Webhook => &[
            "Sends one message to Google Chat through an incoming webhook.",
            "",
            "Put the address of the webhook, key and token and all, into the script property",
            "CHAT_WEBHOOK_URL: whoever knows it can post. It leads to one space, whatever the request says.",
        ],
    };
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    comment(&lines, " *")
}

fn by_service(plan: &Plan<'_>, last: &str) -> String {
    let note = plan.parent_comment("  // ");
    let parent = quoted(&plan.parent, Quotes::JavaScript);
    let parameters = Code::Record(plan.parameters("Utilities.getUuid()"));
    let parameters = literal(&parameters, Dialect::JavaScript, 2, 21);
    format!(
        "{note}  const parent = {parent};
  const parameters = {parameters};

  // Make the request.
  const response = Chat.Spaces.Messages.create(
    message,
    parent,
    parameters{last}
  );
  console.log(response.name);
"
    )
}

fn by_webhook(plan: &Plan<'_>) -> String {
    let query = url::query(&plan.query);
    let add = match &query[..] {
        "" => String::new(),
        query => format!(" + '&{query}'"),
    };
    format!(
        "  const url = PropertiesService.getScriptProperties().getProperty('CHAT_WEBHOOK_URL');

  // Make the request.
  const response = UrlFetchApp.fetch(url{add}, {{
    method: 'post',
    contentType: 'application/json; charset=UTF-8',
    payload: JSON.stringify(message),
  }});
  console.log(JSON.parse(response.getContentText()).name);
"
    )
}

/// Trades the key of a service account for a token, as RFC 7523 has it.
/// <https://developers.google.com/identity/protocols/oauth2/service-account#httprest>
const HEADER: &str = "
/** The header that makes the app the sender, and not the person who runs the script. */
function getHeaderWithAppCredentials() {
  const key = JSON.parse(PropertiesService.getScriptProperties().getProperty('SERVICE_ACCOUNT_KEY'));
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: key.client_email,
    scope: 'https://www.googleapis.com/auth/chat.bot',
    aud: key.token_uri,
    iat: now,
    exp: now + 3600,
  };
  const encode = (part) => Utilities.base64EncodeWebSafe(part).replace(/=+$/, '');
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => encode(JSON.stringify(part)));
  const signed = parts.join('.');
  const signature = encode(Utilities.computeRsaSha256Signature(signed, key.private_key));
  const response = UrlFetchApp.fetch(key.token_uri, {
    method: 'post',
    payload: {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: `${signed}.${signature}`,
    },
  });
  return { Authorization: `Bearer ${JSON.parse(response.getContentText()).access_token}` };
}
";
