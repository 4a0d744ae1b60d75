//! Exports the request as a Node.js program with @google-apps/chat.

use super::client_libraries::Client;
use super::client_support::Obstacle;
use super::expr::{Code, plain};
use super::language::Language;
use super::literal_writer::{Dialect, literal};
use super::plan::{self, Plan};
use super::url::GOOGLE;
use crate::chat::sender::SenderKind;

/// Returns the program, an ECMAScript module.
#[must_use]
pub fn program(plan: &Plan<'_>) -> String {
    if plan.sender == SenderKind::Webhook {
        return by_webhook(plan);
    }
    match plan.typed(Client::Node, "randomUUID()") {
        Ok(entries) => by_client(
            plan,
            &literal(&Code::Record(entries), Dialect::JavaScript, 0, 16),
        ),
        Err(obstacle) => by_http(plan, &obstacle),
    }
}

fn head(plan: &Plan<'_>, install: Option<&str>) -> String {
    let run = plan::run(plan.sender, "node", Language::Node);
    plan::comment(&plan.head(install, &run), "//")
}

/// Returns the option with an app's key file; a person's credentials are found by the library itself.
fn key_file(plan: &Plan<'_>) -> &'static str {
    match plan.sender {
        SenderKind::User => "",
        _ => "  keyFilename: process.env.GOOGLE_APPLICATION_CREDENTIALS,\n",
    }
}

fn crypto(plan: &Plan<'_>) -> &'static str {
    if plan.makes_request_id {
        "import { randomUUID } from 'node:crypto';\n"
    } else {
        ""
    }
}

fn by_client(plan: &Plan<'_>, request: &str) -> String {
    let head = head(plan, Some("npm install @google-apps/chat"));
    let (crypto, key_file, scope) = (crypto(plan), key_file(plan), plan.scope());
    format!(
        "{head}
{crypto}import {{ ChatServiceClient }} from '@google-apps/chat';

const BASE = new URL(process.env.CHAT_API_BASE ?? '{GOOGLE}');

// Create a client over HTTP and JSON.
const client = new ChatServiceClient({{
{key_file}  scopes: ['{scope}'],
  fallback: true,
  protocol: BASE.protocol.replace(':', ''),
  apiEndpoint: BASE.hostname,
  port: Number(BASE.port) || 443,
}});

// The message, and where it goes.
const request = {request};

// Make the request.
const [response] = await client.createMessage(request);
console.log(response.name);
"
    )
}

fn by_http(plan: &Plan<'_>, obstacle: &Obstacle) -> String {
    let head = head(plan, Some("npm install google-auth-library"));
    let why = plan::comment(&Plan::why_plain(Client::Node, obstacle), "//");
    let (crypto, key_file, scope) = (crypto(plan), key_file(plan), plan.scope());
    let (parameters, message) = parts(plan);
    let path = plan.path();
    let space = plan.parent_comment("// ");
    format!(
        "{head}//
{why}
{crypto}import {{ GoogleAuth }} from 'google-auth-library';

const BASE = process.env.CHAT_API_BASE ?? '{GOOGLE}';

// Find the credentials.
const auth = new GoogleAuth({{
{key_file}  scopes: ['{scope}'],
}});

// The message, and where it goes.
{space}const url = `${{BASE}}{path}`;
const parameters = {parameters};
const message = {message};

// Make the request.
const response = await auth.request({{
  url,
  method: 'POST',
  params: parameters,
  data: message,
}});
console.log(response.data.name);
"
    )
}

fn by_webhook(plan: &Plan<'_>) -> String {
    let head = head(plan, None);
    let (parameters, message) = parts(plan);
    let add = if plan.query.is_empty() {
        String::new()
    } else {
        format!(
            "const parameters = {parameters};
for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);\n"
        )
    };
    format!(
        "{head}
// The message, and where it goes.
const url = new URL(process.env.CHAT_WEBHOOK_URL);
{add}const message = {message};

// Make the request.
const response = await fetch(url, {{
  method: 'POST',
  headers: {{ 'Content-Type': 'application/json; charset=UTF-8' }},
  body: JSON.stringify(message),
}});
if (!response.ok) throw new Error(await response.text());
console.log((await response.json()).name);
"
    )
}

/// Returns the parameters and the message as literals.
fn parts(plan: &Plan<'_>) -> (String, String) {
    let parameters = Code::Record(plan.parameters("randomUUID()"));
    (
        literal(&parameters, Dialect::JavaScript, 0, 19),
        literal(&plain(&plan.message), Dialect::JavaScript, 0, 16),
    )
}
