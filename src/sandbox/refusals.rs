//! Refusals on demand: Google's words for what is wrong with an account, a project or a token.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::response::Reply;

/// A refusal, as `assets/sandbox/refusals.toml` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its name in a fault.
    pub name: String,
    /// The HTTP status.
    pub http: u16,
    /// Where it is given.
    pub origin: Origin,
    /// The `google.rpc.Code` name, or the OAuth error code.
    code: String,
    /// The reason of `ErrorInfo`; empty where there is none.
    reason: String,
    /// Google's words.
    words: String,
    /// The address that Google's `Help` points to; empty where there is none.
    link: String,
}

/// Where a refusal is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By the API.
    Call,
    /// By the token endpoint.
    Token,
    /// On the page that asks for consent; nothing comes back to the program that waits.
    Page,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    name: String,
    http: u16,
    words: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    name: String,
    http: u16,
    status: String,
    #[serde(default)]
    reason: String,
    message: String,
    #[serde(default)]
    link: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    name: String,
    http: u16,
    error: String,
    description: String,
}

#[derive(serde::Deserialize)]
struct Table {
    call: Vec<Call>,
    token: Vec<Token>,
    page: Vec<Page>,
}

/// The table, parsed when the first fault asks for it; a test keeps it readable.
static ALL: LazyLock<Vec<Refusal>> = LazyLock::new(|| {
    let text = include_str!("../../assets/sandbox/refusals.toml");
    let Ok(Table { call, token, page }) = toml::from_str::<Table>(text) else {
        return Vec::new();
    };
    let calls = call.into_iter().map(|row| Refusal {
        name: row.name,
        http: row.http,
        origin: Origin::Call,
        code: row.status,
        reason: row.reason,
        words: row.message,
        link: row.link,
    });
    let tokens = token.into_iter().map(|row| Refusal {
        name: row.name,
        http: row.http,
        origin: Origin::Token,
        code: row.error,
        reason: String::new(),
        words: row.description,
        link: String::new(),
    });
    let pages = page.into_iter().map(|row| Refusal {
        name: row.name,
        http: row.http,
        origin: Origin::Page,
        code: String::new(),
        reason: String::new(),
        words: row.words,
        link: String::new(),
    });
    calls.chain(tokens).chain(pages).collect()
});

/// Returns all refusals: those of calls, of the token endpoint, and of the page of consent.
#[must_use]
pub fn all() -> &'static [Refusal] {
    &ALL
}

/// Returns the refusal of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Refusal> {
    all().iter().find(|refusal| refusal.name == name)
}

impl Refusal {
    /// Returns the body of the answer, in these words or in its own.
    #[must_use]
    pub fn body(&self, words: Option<&str>) -> Value {
        let words = words.unwrap_or(&self.words);
        if self.origin == Origin::Token {
            let mut body = json!({ "error": self.code });
            if !words.is_empty() {
                body["error_description"] = json!(words);
            }
            return body;
        }
        let mut details = Vec::new();
        if !self.reason.is_empty() {
            details.push(json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": self.reason,
                "domain": "googleapis.com",
                "metadata": { "service": "chat.googleapis.com" },
            }));
        }
        if !self.link.is_empty() {
            details.push(json!({
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{ "description": "What to do", "url": self.link }],
            }));
        }
        let mut error = json!({ "code": self.http, "message": words, "status": self.code });
        if !details.is_empty() {
            error["details"] = json!(details);
        }
        json!({ "error": error })
    }

    /// Returns the answer.
    #[must_use]
    pub fn reply(&self, words: Option<&str>) -> Reply {
        if self.origin == Origin::Page {
            let words = words.unwrap_or(&self.words);
            let html = format!("<!DOCTYPE html>\n<title>Sign in</title><p>{words}\n");
            return Reply::page(self.http, html);
        }
        Reply::json(self.http, &self.body(words), true)
    }
}
