//! Plan of a program that sends a message, whatever its language.

use serde_json::{Map, Value, json};

use super::client_libraries::{Client, Clients};
use super::client_support::{self, Obstacle};
use super::expr::{self, Code, Entry};
use super::language::Language;
use super::url;
use crate::chat::sender::SenderKind;
use crate::document::schema::Schema;
use crate::message::request;

/// Placeholder for a space that is not chosen yet.
const PLACEHOLDER: &str = "spaces/SPACE_NAME";
const SPACE_NOTE: &str = "Replace SPACE_NAME here.";
/// The comment above a `requestId`.
pub const REQUEST_ID_NOTE: &str = "Sent again under the same ID, the message is not posted twice.";

/// A message to send, and who sends it.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    request: &'a Value,
    /// Kind of sender.
    pub sender: SenderKind,
    /// Resource name of the space, or the placeholder.
    pub parent: String,
    /// The message, whole.
    pub message: Value,
    /// Query parameters of the URL.
    pub query: Vec<(String, String)>,
    /// Whether the program generates a `requestId` each time it runs.
    pub makes_request_id: bool,
}

impl<'a> Plan<'a> {
    /// Creates the plan of a normalised `CreateMessageRequest`.
    #[must_use]
    pub fn new(request: &'a Value, sender: SenderKind) -> Self {
        let parent = request.get("parent").and_then(Value::as_str).unwrap_or("");
        let query = request::query(request);
        let has_id = query.iter().any(|(name, _)| name == "requestId");
        Self {
            request,
            sender,
            parent: if parent.is_empty() {
                PLACEHOLDER.to_owned()
            } else {
                parent.to_owned()
            },
            message: request.get("message").cloned().unwrap_or_else(|| json!({})),
            query,
            // Google does not say whether the URL of a webhook takes one.
            makes_request_id: !has_id && sender != SenderKind::Webhook,
        }
    }

    /// Returns the one scope that creating a message needs; empty for a webhook.
    #[must_use]
    pub fn scope(&self) -> &'static str {
        match self.sender {
            SenderKind::App => "https://www.googleapis.com/auth/chat.bot",
            SenderKind::User => "https://www.googleapis.com/auth/chat.messages.create",
            SenderKind::Webhook => "",
        }
    }

    /// Returns the first part of the request that a client library does not support.
    #[must_use]
    pub fn obstacle(&self, client: Client) -> Option<Obstacle> {
        client_support::obstacle(self.request, client)
    }

    /// Returns the fields of the request without its space, the message among them.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        let mut fields = self.request.as_object().cloned().unwrap_or_default();
        fields.shift_remove("parent");
        fields
    }

    /// Returns the request in the names of a client library, its space, `requestId` and comments added.
    ///
    /// The error is what the library does not support. `request_id` is an expression that makes one.
    ///
    /// # Errors
    /// Returns what keeps the client library from carrying the request.
    pub fn typed(&self, client: Client, request_id: &str) -> Result<Vec<Entry>, Obstacle> {
        if let Some(obstacle) = self.obstacle(client) {
            return Err(obstacle);
        }
        let mut all =
            vec![Entry::new("parent", Code::Text(self.parent.clone())).with(self.parent_note())];
        if self.makes_request_id {
            let name = expr::attribute("requestId", client);
            all.push(
                Entry::new(name, Code::Expression(request_id.to_owned())).with(REQUEST_ID_NOTE),
            );
        }
        if let Some(known) = Schema::builtin().get("CreateMessageRequest") {
            all.extend(expr::spelt(&self.fields(), known, client));
        }
        Ok(all)
    }

    /// Returns the query parameters as members, a `requestId` among them.
    #[must_use]
    pub fn parameters(&self, request_id: &str) -> Vec<Entry> {
        let mut entries = Vec::new();
        if self.makes_request_id {
            entries.push(
                Entry::new("requestId", Code::Expression(request_id.to_owned()))
                    .with(REQUEST_ID_NOTE),
            );
        }
        entries.extend(
            self.query
                .iter()
                .map(|(name, value)| Entry::new(name, Code::Text(value.clone()))),
        );
        entries
    }

    /// Returns the comment on the space, empty if it is a real one.
    #[must_use]
    pub fn parent_note(&self) -> &'static str {
        if self.parent == PLACEHOLDER {
            SPACE_NOTE
        } else {
            ""
        }
    }

    /// Returns that comment as a line of its own after `prefix`; empty if there is none.
    #[must_use]
    pub fn parent_comment(&self, prefix: &str) -> String {
        match self.parent_note() {
            "" => String::new(),
            note => format!("{prefix}{note}\n"),
        }
    }

    /// Returns the path of the URL, percent-encoded.
    #[must_use]
    pub fn path(&self) -> String {
        url::path(&self.parent)
    }

    /// Returns a comment in two lines on why the program speaks plain HTTP and does not use the client.
    #[must_use]
    pub fn why_plain(client: Client, obstacle: &Obstacle) -> [String; 2] {
        let package = Clients::builtin().package(client);
        [
            format!("Plain HTTP, because the types of {package} cannot carry"),
            format!("{} as it stands.", obstacle.path),
        ]
    }

    /// Returns the comment at the head: what the program does, what to install, how to run it, and which
    /// secrets it reads from the environment.
    #[must_use]
    pub fn head(&self, install: Option<&str>, run: &str) -> Vec<String> {
        let who = match self.sender {
            SenderKind::App => "as a Chat app",
            SenderKind::User => "in the name of the person who signed in",
            SenderKind::Webhook => "through an incoming webhook",
        };
        let mut lines = vec![
            format!("Sends one message to Google Chat {who}."),
            String::new(),
        ];
        lines.extend(install.map(|line| format!("  {line}")));
        lines.push(format!("  {run}"));
        lines.push(String::new());
        let secrets: &[&str] = match self.sender {
            SenderKind::App => &[
                "GOOGLE_APPLICATION_CREDENTIALS is the file of the JSON key of the app's service",
                "account. The app must be a member of the space.",
            ],
            SenderKind::User => &[
                "GOOGLE_APPLICATION_CREDENTIALS is the file of the person's credentials; without it,",
                "those count that this command has stored (CLIENT.json is your OAuth client):",
                "  gcloud auth application-default login --client-id-file=CLIENT.json \\",
                "    --scopes=https://www.googleapis.com/auth/chat.messages.create,https://www.googleapis.com/auth/cloud-platform",
            ],
            SenderKind::Webhook => &[
                "CHAT_WEBHOOK_URL is the address of the webhook, key and token and all. Keep it out of",
                "the code: whoever knows it can post. It leads to one space, whatever the request says.",
            ],
        };
        lines.extend(secrets.iter().map(|line| (*line).to_owned()));
        lines
    }
}

/// Returns lines as comments, without spaces at their ends.
#[must_use]
pub fn comment(lines: &[String], prefix: &str) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(format!("{prefix} {line}").trim_end());
        out.push('\n');
    }
    out
}

/// Returns the command that runs a file, with the environment variable of a sender's credentials.
#[must_use]
pub fn run(sender: SenderKind, program: &str, language: Language) -> String {
    let variable = match sender {
        SenderKind::Webhook => "CHAT_WEBHOOK_URL='https://…' ",
        SenderKind::App => "GOOGLE_APPLICATION_CREDENTIALS=service-account.json ",
        SenderKind::User => "",
    };
    format!("{variable}{program} {}", language.file_name())
}
