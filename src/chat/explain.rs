//! Explains an error in a sentence, and what to do about it.

use std::sync::LazyLock;

use crate::chat::error::Error;
use crate::diagnostics::diagnostic::Diagnostic;

/// One entry of `assets/errors.toml`: what it matches, and the explanation for it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    http: u16,
    #[serde(default)]
    says: String,
    reason: Option<String>,
    title: String,
    remedy: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "what the tests read"))]
    seen: Option<String>,
}

#[derive(serde::Deserialize)]
struct Table {
    error: Vec<Row>,
}

fn read() -> Result<Table, toml::de::Error> {
    toml::from_str(include_str!("../../assets/errors.toml"))
}

/// The table, parsed when the first error is explained; a test keeps it readable.
static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| read().map(|table| table.error).unwrap_or_default());

impl Error {
    /// Explains the error to the user: a title, the server's message, and what to do.
    #[must_use]
    pub fn explain(&self) -> Diagnostic {
        let (title, remedy): (String, String) = match self {
            Self::Api { http, message, .. } => {
                let (title, remedy) = api(*http, message, self.reason());
                (title.to_owned(), with_link(remedy, self.help_link()))
            }
            Self::Auth { code, description } => {
                let (title, remedy) = auth(code, description);
                (title.to_owned(), remedy.to_owned())
            }
            Self::Credentials { remedy, .. } => {
                ("The credentials file cannot be used".to_owned(), remedy.clone())
            }
            Self::Network { to, .. } => (
                format!("No connection to {to}"),
                "Check the network and the proxy, then send again; nothing is posted twice.".to_owned(),
            ),
            Self::Timeout { to, .. } => (
                format!("{to} took too long"),
                "Send again; the same request is not posted twice.".to_owned(),
            ),
            Self::BadAnswer { to, .. } => (
                format!("{to} did not answer as Google Chat does"),
                "Check the address of the profile, and whether a proxy or a login page answers in its place.".to_owned(),
            ),
            Self::Address { .. } => (
                "The address cannot be used".to_owned(),
                "Use https://chat.googleapis.com, or http:// with a loopback address such as 127.0.0.1.".to_owned(),
            ),
            Self::Name { .. } => (
                "This is not a resource name".to_owned(),
                "Write a space as spaces/SPACE; `chatquill spaces` lists the names.".to_owned(),
            ),
            Self::Tls { .. } => (
                "Secure connections are not possible".to_owned(),
                "Install the system's CA certificates (the package is often called ca-certificates).".to_owned(),
            ),
        };
        Diagnostic {
            title,
            detail: self.detail(),
            remedy,
            ..Diagnostic::default()
        }
    }

    /// Returns the server's own status and message, with the fields it names.
    fn detail(&self) -> String {
        let Self::Api {
            http,
            status,
            message,
            ..
        } = self
        else {
            return self.to_string();
        };
        let mut detail = format!("{http} {status}: {message}");
        for (field, description) in self.violations() {
            if !message.contains(description) || !message.contains(field) {
                detail.extend(["\n", field, ": ", description]);
            }
        }
        detail
    }
}

fn with_link(remedy: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("{remedy} Google points to {link}"),
        None => remedy.to_owned(),
    }
}

fn api(http: u16, message: &str, reason: Option<&str>) -> (&'static str, &'static str) {
    let message = message.to_ascii_lowercase();
    let fits = |row: &&Row| {
        row.http == http
            && message.contains(&row.says)
            && (row.reason.is_none() || reason == row.reason.as_deref())
    };
    match ROWS.iter().find(fits) {
        Some(row) => (&row.title, &row.remedy),
        None if http >= 500 => (
            "Google Chat cannot be reached through its gateway",
            "Wait a moment and send again; the same request is not posted twice.",
        ),
        None => (
            "Google refused the call",
            "Google's message says why; your message is kept.",
        ),
    }
}

fn auth(code: &str, description: &str) -> (&'static str, &'static str) {
    let title = "Google gave no access token";
    let remedy = match code {
        "invalid_grant" if description.contains("Signature") => {
            "The key no longer belongs to the account: make a new key for the service account."
        }
        "invalid_grant" if description.contains("iat") || description.contains("exp") => {
            "Check this machine's clock; it must be right to within a few minutes."
        }
        "invalid_grant" => {
            "The credentials were revoked or have expired, or this machine's clock is wrong: sign in again, or make a new key."
        }
        "unauthorized_client" => {
            "Ask a Workspace administrator to grant domain-wide delegation for the scopes, or use another profile."
        }
        "invalid_client" => "Check client_id and client_secret in the credentials file.",
        "invalid_scope" => "Check that the account may use Google Chat's scopes.",
        "access_denied" => "Sign in again and grant the requested access.",
        _ => "Check the profile's credentials file.",
    };
    (title, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_error_seen_in_the_field_finds_its_entry() {
        let table = read().unwrap();
        assert!(table.error.len() > 25);
        for row in &table.error {
            let message = row.seen.as_deref().unwrap_or(&row.says);
            let body = json!({"error": {"message": message, "details": [
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": row.reason}]}});
            let told = Error::from_answer(row.http, body.to_string().as_bytes(), None).explain();
            assert_eq!(told.title, row.title, "{} {message}", row.http);
            assert!(told.remedy.ends_with('.'), "{}", told.remedy);
            assert!(told.detail.contains(message), "{}", told.detail);
            assert_eq!(row.says, row.says.to_ascii_lowercase());
        }
    }

    #[test]
    fn what_is_not_in_the_table_has_words_too() {
        for (http, title) in [
            (502, "Google Chat cannot be reached through its gateway"),
            (418, "Google refused the call"),
        ] {
            assert_eq!(Error::from_answer(http, b"", None).explain().title, title);
        }
    }

    #[test]
    fn the_fields_and_the_link_that_google_names_are_told() {
        let body = json!({"error": {"message": "Bad.", "details": [
            {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [
                {"field": "message.text", "description": "Too odd."}]},
            {"@type": "type.googleapis.com/google.rpc.Help",
             "links": [{"url": "https://console.cloud.google.com/x"}]}]}});
        let told = Error::from_answer(400, body.to_string().as_bytes(), None).explain();
        assert_eq!(
            told.detail,
            "400 INVALID_ARGUMENT: Bad.\nmessage.text: Too odd."
        );
        assert!(
            told.remedy
                .ends_with("Google points to https://console.cloud.google.com/x")
        );
    }
}
