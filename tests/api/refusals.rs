//! What is wrong with an account is recognised, and said with the one thing to do; the words are those seen of Google.

use chatquill::chat::error::Error;
use chatquill::sandbox::refusals::{self, Origin};

/// What is expected of a refusal.
enum Told {
    /// A part of the title or of the remedy.
    As(&'static str),
    /// It is left to the general words, for this reason.
    General(&'static str, &'static str),
}

use Told::{As, General};

const EXPECTED: &[(&str, Told)] = &[
    ("app-not-configured", As("Configuration page")),
    ("app-not-configured-old", As("Configuration page")),
    ("project-number", As("Configuration page")),
    ("api-disabled", As("Enable the Google Chat API")),
    ("quota-project", As("set-quota-project")),
    ("quota-project-denied", As("quota_project_id")),
    (
        "project-gone",
        As("project of the key or the client was deleted"),
    ),
    ("scope", As("lack a scope")),
    ("user-only", As("profile of a person")),
    ("admin-only", As("administrator's rights")),
    ("bot-and-subject", As("Remove subject")),
    ("chat-off", As("turn it on")),
    ("not-a-member", As("Add the app to the space")),
    ("admin-blocked", As("administrator may block the app")),
    ("user-malformed", As("users/ID")),
    ("viewer-unknown", As("Choose a member of the space")),
    ("burst", As("one message a second")),
    ("quota", As("limit that Google names")),
    ("unavailable", As("Wait a moment")),
    ("auth-backend", As("Wait a moment")),
    ("webhook-no-key", As("copy the whole URL again")),
    ("webhook-bad-key", As("Copy the webhook's whole URL again")),
    ("webhook-bad-token", As("make a new webhook")),
    (
        "webhook-gone",
        General(
            "Google does not say which",
            "what Google answers for a deleted webhook is recorded nowhere; the words of any 404 are all that is sure",
        ),
    ),
    (
        "code-used",
        General(
            "a person signs in again",
            "refreshes are refused in the same two words, so that no one cause can be named",
        ),
    ),
    ("code-cut", As("start the sign-in anew")),
    ("verifier", As("start the sign-in anew")),
    ("secret-missing", As("download its JSON again")),
    ("client-not-found", As("download its JSON again")),
    ("secret-wrong", As("download its JSON again")),
    ("client-disabled", As("was disabled")),
    ("revoked", As("seven days")),
    ("account-deleted", As("another one")),
    ("session-length", As("ends each sign-in after some time")),
    ("restricted", As("suspended or blocked")),
    ("account-forbidden", As("suspended or blocked")),
    ("token-backend", As("Wait a moment")),
    ("bad-signature", As("make a new key")),
    ("skew", As("clock")),
    ("account-not-found", As("was deleted")),
    ("no-verifier", As("knows no such service account")),
    ("jwt-scope", As("Google Chat's scopes")),
    ("undelegated", As("domain-wide delegation")),
    ("undelegated-bare", As("domain-wide delegation")),
    ("subject-unknown", As("correct subject")),
    ("subject-not-an-address", As("correct subject")),
    ("subject-malformed", As("address of a person")),
];

fn error(refusal: &refusals::Refusal) -> Error {
    let body = refusal.body(None);
    if refusal.origin == Origin::Token {
        let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
        return Error::Auth {
            code: text("error"),
            description: text("error_description"),
        };
    }
    Error::from_answer(refusal.http, body.to_string().as_bytes(), None)
}

#[test]
fn each_refusal_is_recognised_or_left_on_purpose() {
    // What stays on the page of consent reaches no program; `tests/commands/auth.rs` has it.
    let all = refusals::all().iter();
    let all: Vec<_> = all.filter(|row| row.origin != Origin::Page).collect();
    let names: Vec<&str> = all.iter().map(|row| row.name.as_str()).collect();
    let expected: Vec<&str> = EXPECTED.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, expected);
    for ((name, told), refusal) in EXPECTED.iter().zip(all) {
        let error = error(refusal);
        let explained = error.explain();
        let said = format!("{} {}", explained.title, explained.remedy);
        let part = match told {
            As(part) => part,
            General(part, why) => {
                assert!(why.len() > 20, "{name}");
                part
            }
        };
        assert!(said.contains(part), "{name}: {said}");
        assert!(
            explained.remedy.ends_with('.') || explained.remedy.contains("Google points to"),
            "{name}: {said}"
        );
    }
}
