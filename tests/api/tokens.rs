//! Access tokens against a token endpoint that behaves, refuses, and misbehaves.

use std::io;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use chatquill::chat::auth::Tokens;
use chatquill::chat::client::Client;
use chatquill::chat::credentials::Credentials;
use chatquill::chat::endpoint::BaseUrl;
use chatquill::chat::error::Error;
use chatquill::chat::sender::SenderKind;
use chatquill::chat::token_cache::{NoTokenCache, TokenCache};
use chatquill::sandbox::server::Options;
use futures_util::future::join_all;
use futures_util::stream;
use serde_json::json;

use crate::stub_server::{Server, ok, raw, refusal};

#[derive(Default)]
struct Shelf(Mutex<Option<String>>);

impl TokenCache for Shelf {
    fn load(&self) -> Option<String> {
        self.0.lock().unwrap().clone()
    }

    fn save(&self, text: &str) -> io::Result<()> {
        *self.0.lock().unwrap() = Some(text.to_owned());
        Ok(())
    }
}

fn client(server: &Server, cache: &Arc<Shelf>) -> Client {
    let base = BaseUrl::parse(&server.base).unwrap();
    Client::new(base, server.tokens(cache.clone()))
}

#[tokio::test]
async fn many_calls_at_once_ask_for_one_token() {
    let server = Server::start(|_, _| ok(&json!({}))).await;
    let client = server.client();
    let answers = join_all((0..10).map(|_| client.list_spaces(None))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(server.token_calls().len(), 1);
    let asked = &server.token_calls()[0].body;
    for part in [
        "grant_type=refresh_token",
        "refresh_token=refr3sh",
        "client_id=client",
    ] {
        assert!(asked.contains(part), "{asked}");
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let server = Server::start(|_, seen| match seen.header("authorization") {
        "Bearer token-1" => refusal(
            401,
            "UNAUTHENTICATED",
            "Request had invalid authentication credentials.",
        ),
        _ => ok(&json!({"spaces": [{"name": "spaces/A"}]})),
    })
    .await;
    let client = server.client();
    let answers = join_all((0..5).map(|_| client.list_spaces(None))).await;
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().is_ok_and(|page| page.spaces.len() == 1))
    );
    assert_eq!(
        server.token_calls().len(),
        2,
        "five refusals, one new token"
    );
}

#[tokio::test]
async fn a_second_refusal_is_final() {
    let server = Server::start(|_, _| refusal(401, "UNAUTHENTICATED", "No.")).await;
    let error = server.client().list_spaces(None).await.unwrap_err();
    assert!(matches!(error, Error::Api { http: 401, .. }), "{error}");
    assert!(error.is_about_permission());
    assert_eq!((server.calls().len(), server.token_calls().len()), (2, 2));
}

#[tokio::test]
async fn a_kept_token_serves_the_next_run_and_its_owner_only() {
    let server = Server::start(|_, _| ok(&json!({}))).await;
    let shelf = Arc::new(Shelf::default());
    client(&server, &shelf).list_spaces(None).await.unwrap();
    client(&server, &shelf).list_spaces(None).await.unwrap();
    assert_eq!(server.token_calls().len(), 1);
    let kept = shelf.load().unwrap();
    assert!(kept.contains("token-1"));
    assert!(
        !kept.contains("refr3sh") && !kept.contains("s3cret"),
        "{kept}"
    );

    let other = Server::start(|_, _| ok(&json!({}))).await;
    client(&other, &shelf).list_spaces(None).await.unwrap();
    assert_eq!(
        other.token_calls().len(),
        1,
        "another identity asks for its own"
    );

    *shelf.0.lock().unwrap() = Some("{\"identity\":".to_owned());
    client(&server, &shelf).list_spaces(None).await.unwrap();
    assert_eq!(server.token_calls().len(), 2, "a torn cache is no cache");
}

#[tokio::test]
async fn an_endpoint_that_says_no_is_told_without_secrets() {
    for (http, answer, expected) in [
        (
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"Bad\\u001b[2J Request\"}",
            "no access token was given: invalid_grant (Bad[2J Request)",
        ),
        (500, "<html>oops</html>", "it is not the JSON of a token"),
        (200, "{\"token_type\":\"Bearer\"}", "it has no access token"),
        (
            200,
            "{\"access_token\":\"x\",\"token_type\":\"mac\"}",
            "unknown token type",
        ),
        (200, "[]", "it is not the JSON of a token"),
    ] {
        let server =
            Server::with_tokens(|_, _| ok(&json!({})), move |_, _| raw(http, answer)).await;
        let error = server.client().list_spaces(None).await.unwrap_err();
        let told = format!("{error} {:?} {:?}", error, error.explain());
        assert!(told.contains(expected), "{told}");
        // An answer that is none may be a proxy's: neither the credentials nor a permission is at fault.
        assert_eq!(error.is_about_permission(), http == 400, "{told}");
        assert_eq!(error.is_later(), http != 400, "{told}");
        assert!(
            !told.contains("refr3sh") && !told.contains("s3cret"),
            "{told}"
        );
        assert_eq!(server.calls().len(), 0, "nothing is sent without a token");
    }
}

#[tokio::test]
async fn a_flood_of_tokens_is_dammed() {
    let server = Server::with_tokens(
        |_, _| ok(&json!({})),
        |_, _| {
            let chunk = Bytes::from(vec![b' '; 64 << 10]);
            raw(
                200,
                Body::from_stream(stream::repeat_with(move || {
                    Ok::<_, io::Error>(chunk.clone())
                })),
            )
        },
    )
    .await;
    let error = server.client().list_spaces(None).await.unwrap_err();
    assert!(
        error.to_string().contains("far more than a token"),
        "{error}"
    );
}

/// Asserts only that nothing panics and that the error message helps: there is no certificate for this machine, and
/// perhaps none at all.
#[tokio::test]
async fn secure_addresses_fail_in_words_where_nobody_listens() {
    let server = Server::start(|_, _| ok(&json!({}))).await;
    let base = BaseUrl::parse("https://127.0.0.1:1").unwrap();
    let plain = Client::new(base.clone(), Tokens::none());
    let sandbox = chatquill::sandbox::server::start(Options::default())
        .await
        .unwrap();
    let key = sandbox
        .service_account_key()
        .replace(sandbox.base(), "https://127.0.0.1:1");
    let credentials = Credentials::parse(&key).unwrap();
    let tokens = Tokens::new(credentials, None, &["scope"], Arc::new(NoTokenCache));
    let base = BaseUrl::parse(&server.base).unwrap();
    for client in [plain, Client::new(base, tokens)] {
        let error = client.list_spaces(None).await.unwrap_err();
        assert!(
            matches!(error, Error::Network { .. } | Error::Tls { .. }),
            "{error:?}"
        );
    }
    assert_eq!(server.calls().len(), 0);
}

#[tokio::test]
async fn an_app_signs_and_is_believed() {
    let sandbox = chatquill::sandbox::server::start(Options::default())
        .await
        .unwrap();
    let base = BaseUrl::parse(sandbox.base()).unwrap();
    let shelf = Arc::new(Shelf::default());
    for (kind, file) in [
        (SenderKind::App, sandbox.service_account_key()),
        (SenderKind::User, sandbox.authorized_user()),
    ] {
        let credentials = Credentials::parse(&file).unwrap();
        let tokens = Tokens::new(credentials, None, kind.scopes(), shelf.clone());
        let spaces = Client::new(base.clone(), tokens)
            .all_spaces(|_| {})
            .await
            .unwrap();
        assert!(spaces.len() > 5, "{kind}");
    }
}

/// The composer runs calls on other tasks.
#[test]
fn calls_can_be_sent_to_another_thread() {
    fn needs_send(_: impl Send) {}
    let client = Client::new(
        BaseUrl::parse("https://127.0.0.1:1").unwrap(),
        Tokens::none(),
    );
    needs_send(client.list_spaces(None));
    needs_send(client.create_message("spaces/A", &[], "{}", None));
}
