//! Tests of the words for errors of the API.

use super::*;
use serde_json::json;

#[test]
fn a_missing_scope_is_named_by_the_method_that_needs_it() {
    let error = |method: &str| Error::Api {
        http: 403,
        status: "PERMISSION_DENIED".into(),
        message: "Request had insufficient authentication scopes.".into(),
        details: vec![serde_json::json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "metadata": {"service": "chat.googleapis.com", "method": method},
        })],
        retry_after: None,
        named: None,
    };
    for (method, scope, allow) in [
        ("CreateReaction", "chat.messages.reactions.create", "react"),
        ("DeleteMessage", "chat.messages", "edit"),
        ("CreateMessage", "chat.messages.create", ""),
        ("SomethingNew", "The credentials lack a scope", ""),
    ] {
        let told = error(&format!("google.chat.v1.ChatService.{method}")).explain();
        assert!(told.title.ends_with(scope), "{method}: {}", told.title);
        assert_eq!(told.sign_in.map(SignInNeed::word), Some(allow), "{method}");
    }
}

#[test]
fn each_error_seen_in_the_field_finds_its_entry() {
    let table = read().unwrap();
    assert!(table.error.len() > 25);
    for row in &table.error {
        let message = row.seen.as_deref().unwrap_or(&row.says);
        let body = json!({"error": {"message": message, "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": row.reason}],
            "status": row.status}});
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
        (418, "The call was refused"),
    ] {
        assert_eq!(Error::from_answer(http, b"", None).explain().title, title);
    }
}

#[test]
fn a_connection_that_cannot_be_trusted_is_told_from_one_that_is_not_there() {
    for (why, title, is_passing) in [
        (
            "Connection refused (os error 111)",
            "No connection to",
            true,
        ),
        (
            "invalid peer certificate: UnknownIssuer",
            "certificate",
            false,
        ),
        (
            "tunnel error: proxy authorization required",
            "The proxy asks",
            false,
        ),
    ] {
        let error = Error::Network {
            to: "chat.googleapis.com".into(),
            why: why.into(),
            reached: false,
        };
        let told = error.explain();
        assert!(told.title.contains(title), "{}", told.title);
        assert_eq!(error.is_passing(), is_passing, "{why}");
        assert!(error.is_later(), "{why}");
    }
}

#[test]
fn a_person_who_cannot_be_written_to_is_named_above_googles_words() {
    let told = |http: u16, status: &str, message: &str| {
        let body = json!({"error": {"status": status, "message": message}}).to_string();
        Error::from_answer(http, body.as_bytes(), None).explain_person("users/x@example.com")
    };
    let unknown = told(
        400,
        "INVALID_ARGUMENT",
        "Missing or malformed user resource name in the request.",
    );
    assert!(unknown.title.contains("x@example.com"), "{}", unknown.title);
    assert!(
        unknown.detail.contains("malformed user resource name"),
        "{}",
        unknown.detail
    );
    for other in [
        told(404, "NOT_FOUND", "Google Chat app not found."),
        told(400, "FAILED_PRECONDITION", "Precondition check failed."),
    ] {
        assert!(!other.title.contains("x@example.com"), "{}", other.title);
    }
}

#[test]
fn each_refused_grant_has_its_own_remedy() {
    for (description, part) in [
        ("Invalid JWT Signature.", "make a new key"),
        ("Invalid email or User ID", "correct subject"),
        ("Not a valid email or user ID.", "correct subject"),
        ("Not a valid email.", "correct subject"),
        ("The account has been deleted", "another one"),
        ("Code was already redeemed.", "anew"),
        ("Invalid grant: account not found", "was deleted"),
        ("Token has been expired or revoked.", "sign in again"),
        ("reauth related error (invalid_rapt)", "sign in again"),
        (
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
            "clock",
        ),
        ("Invalid JWT: Failed audience check.", "token_uri"),
        ("Bad Request", "needs a new key"),
    ] {
        let told = Error::Auth {
            code: "invalid_grant".into(),
            description: description.into(),
        };
        let told = told.explain();
        let is_of_person = part.contains("sign in again") || part.contains("needs a new key");
        assert_eq!(told.sign_in.is_some(), is_of_person, "{description}");
        let remedy = told.remedy;
        assert!(remedy.contains(part), "{description}: {remedy}");
        let is_of_clock = part == "clock" || part.contains("new key");
        assert!(is_of_clock || !remedy.contains("clock"), "{remedy}");
    }
}

#[test]
fn a_refusal_of_the_token_endpoint_is_not_blamed_on_the_file_of_the_credentials() {
    for (code, description, part) in [
        ("invalid_client", "The OAuth client was not found.", "JSON"),
        ("invalid_request", "client_secret is missing.", "JSON"),
        (
            "invalid_request",
            "Invalid impersonation &quot;sub&quot; field.",
            "subject",
        ),
        ("access_denied", "Account restricted", "suspended"),
        ("no_refresh_token", "", "Remove the app"),
        ("temporarily_unavailable", "", "Wait"),
    ] {
        let told = Error::Auth {
            code: code.into(),
            description: description.into(),
        };
        let remedy = told.explain().remedy;
        assert!(remedy.contains(part), "{code}: {remedy}");
    }
}

#[test]
fn a_refusal_is_not_blamed_on_the_member_where_no_member_is_meant() {
    for (message, title) in [
        (
            "This Chat app is not a member of this space.",
            "The app is not a member of this space",
        ),
        (
            "The caller is not a member.",
            "The sender is not allowed to do this",
        ),
    ] {
        let body = json!({"error": {"message": message}}).to_string();
        let told = Error::from_answer(403, body.as_bytes(), None).explain();
        assert_eq!(told.title, title, "{message}");
    }
}

#[test]
fn words_that_are_not_there_are_not_pointed_at() {
    for (http, body) in [
        (418, &b""[..]),
        (400, b""),
        (400, b"<html>"),
        (418, b"{}"),
        (401, b""),
        (403, b"<html>"),
        (404, b"<h1>Not Found</h1>"),
    ] {
        let remedy = Error::from_answer(http, body, None).explain().remedy;
        assert!(remedy.starts_with("No reason was given"), "{http} {remedy}");
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
