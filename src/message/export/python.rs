//! Exports the request as a Python program with google-apps-chat.

use super::client_libraries::Client;
use super::client_support::Obstacle;
use super::expr::{Code, plain};
use super::language::Language;
use super::literal_writer::{Dialect, arguments, literal};
use super::plan::{self, Plan};
use super::url::GOOGLE;
use crate::chat::sender::SenderKind;

/// Returns the program.
#[must_use]
pub fn program(plan: &Plan<'_>) -> String {
    if plan.sender == SenderKind::Webhook {
        return by_webhook(plan);
    }
    match plan.typed(Client::Python, "str(uuid.uuid4())") {
        Ok(entries) => by_client(plan, &arguments(&entries, 4)),
        Err(obstacle) => by_http(plan, &obstacle),
    }
}

fn head(plan: &Plan<'_>, install: Option<&str>) -> String {
    let run = plan::run(plan.sender, "python3", Language::Python);
    plan::comment(&plan.head(install, &run), "#")
}

/// Returns the import and the lines that create credentials.
fn credentials(plan: &Plan<'_>) -> (&'static str, &'static str) {
    match plan.sender {
        SenderKind::User => (
            "import google.auth\n",
            "    credentials, _ = google.auth.default(scopes=SCOPES)\n",
        ),
        _ => (
            "from google.oauth2 import service_account\n",
            "    credentials = service_account.Credentials.from_service_account_file(\n        os.environ[\"GOOGLE_APPLICATION_CREDENTIALS\"], scopes=SCOPES\n    )\n",
        ),
    }
}

fn by_client(plan: &Plan<'_>, request: &str) -> String {
    let head = head(plan, Some("pip install google-apps-chat"));
    let uuid = if plan.makes_request_id {
        "import uuid\n"
    } else {
        ""
    };
    let (import, credentials) = credentials(plan);
    let scope = plan.scope();
    let (before, after) = match plan.sender {
        SenderKind::User => (import, ""),
        _ => ("", import),
    };
    format!(
        "{head}
import os
{uuid}
{before}from google.apps import chat_v1 as google_chat
{after}
SCOPES = [\"{scope}\"]


def create_message():
    # Create a client.
{credentials}    client = google_chat.ChatServiceClient(
        credentials=credentials,
        transport=\"rest\",
        client_options={{
            \"api_endpoint\": os.environ.get(\"CHAT_API_BASE\", \"{GOOGLE}\")
        }},
    )

    # The message, and where it goes.
    request = google_chat.CreateMessageRequest({request})

    # Make the request.
    response = client.create_message(request)
    print(response.name)


if __name__ == \"__main__\":
    create_message()
"
    )
}

fn by_http(plan: &Plan<'_>, obstacle: &Obstacle) -> String {
    let head = head(plan, Some("pip install google-auth requests"));
    let why = plan::comment(&Plan::why_plain(Client::Python, obstacle), "#");
    let uuid = if plan.makes_request_id {
        "import uuid\n"
    } else {
        ""
    };
    let (import, credentials) = credentials(plan);
    let (before, after) = match plan.sender {
        SenderKind::User => (import, ""),
        _ => ("", import),
    };
    let (parameters, message) = parts(plan);
    let (scope, path) = (plan.scope(), plan.path());
    let space = plan.parent_comment("    # ");
    format!(
        "{head}#
{why}
import os
{uuid}
{before}from google.auth.transport.requests import AuthorizedSession
{after}
SCOPES = [\"{scope}\"]


def create_message():
    # Create a session with credentials.
{credentials}    session = AuthorizedSession(credentials)

    # The message, and where it goes.
    base = os.environ.get(\"CHAT_API_BASE\", \"{GOOGLE}\")
{space}    url = base + \"{path}\"
    parameters = {parameters}
    message = {message}

    # Make the request.
    response = session.post(url, params=parameters, json=message)
    if not response.ok:
        raise SystemExit(response.text)
    print(response.json()[\"name\"])


if __name__ == \"__main__\":
    create_message()
"
    )
}

fn by_webhook(plan: &Plan<'_>) -> String {
    let head = head(plan, None);
    let (parameters, message) = parts(plan);
    let (import, add) = if plan.query.is_empty() {
        (String::new(), String::new())
    } else {
        (
            "import urllib.parse\n".to_owned(),
            format!(
                "    parameters = {parameters}\n    url += \"&\" + urllib.parse.urlencode(parameters)\n"
            ),
        )
    };
    format!(
        "{head}
import json
import os
import sys
import urllib.error
{import}import urllib.request


def create_message():
    # The message, and where it goes.
    url = os.environ[\"CHAT_WEBHOOK_URL\"]
{add}    message = {message}

    # Make the request.
    request = urllib.request.Request(
        url,
        data=json.dumps(message).encode(\"utf-8\"),
        headers={{\"Content-Type\": \"application/json; charset=UTF-8\"}},
    )
    try:
        with urllib.request.urlopen(request) as response:
            print(json.load(response)[\"name\"])
    except urllib.error.HTTPError as error:
        sys.exit(error.read().decode(\"utf-8\"))


if __name__ == \"__main__\":
    create_message()
"
    )
}

/// Returns the parameters and the message as literals.
fn parts(plan: &Plan<'_>) -> (String, String) {
    let parameters = Code::Record(plan.parameters("str(uuid.uuid4())"));
    (
        literal(&parameters, Dialect::Python, 4, 17),
        literal(&plain(&plan.message), Dialect::Python, 4, 14),
    )
}
