//! The client against a server that behaves, refuses, and misbehaves.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Response;
use chatquill::chat::client::Client;
use chatquill::chat::error::Error;
use chatquill::chat::retry::{self, Policy};
use chatquill::chat::transport::Limits;
use futures_util::stream;
use serde_json::{Value, json};

use crate::stub_server::{Server, ok, raw, refusal};

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

async fn failure(answer: impl Fn() -> Response<Body> + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_, _| answer()).await;
    server.client().list_spaces(None).await.unwrap_err()
}

#[tokio::test]
async fn a_message_goes_out_byte_for_byte() {
    let server =
        Server::start(|_, _| ok(&json!({"name": "spaces/A/messages/B.B", "x": [1]}))).await;
    let body = "{\"text\":\"你好👋🏽🌎 \\u0000\",\"zeta\":1,\"alpha\":1.0}";
    let query = [
        pair("requestId", "id-1"),
        pair("messageReplyOption", "REPLY_MESSAGE_OR_FAIL"),
        pair("threadKey", "a&b=c d/é"),
    ];
    let message = server
        .client()
        .create_message("spaces/A", &query, body, None)
        .await
        .unwrap()
        .value;
    assert_eq!(message, json!({"name": "spaces/A/messages/B.B", "x": [1]}));
    let calls = server.calls();
    assert_eq!(calls.len(), 1);
    let call = &calls[0];
    assert_eq!(
        (call.method.as_str(), call.path()),
        ("POST", "/v1/spaces/A/messages")
    );
    assert_eq!(
        call.query(),
        "requestId=id-1&messageReplyOption=REPLY_MESSAGE_OR_FAIL&threadKey=a%26b%3Dc+d%2F%C3%A9"
    );
    assert_eq!(call.body, body);
    assert_eq!(
        call.header("content-type"),
        "application/json; charset=UTF-8"
    );
    assert_eq!(call.header("authorization"), "Bearer token-1");
    assert!(call.header("user-agent").starts_with("chatquill/"));
}

#[tokio::test]
async fn each_call_has_its_method_and_path() {
    let server = Server::start(|_, _| ok(&json!({"name": "spaces/A"}))).await;
    let client = server.client();
    client.get_space("spaces/A").await.unwrap();
    client.list_members("spaces/A", Some("t k")).await.unwrap();
    client
        .get_message("spaces/A/messages/client-b")
        .await
        .unwrap();
    client
        .list_messages("spaces/A", &[pair("pageSize", "5")])
        .await
        .unwrap();
    let mask = [pair("updateMask", "text")];
    client
        .patch_message("spaces/A/messages/B.B", &mask, "{}")
        .await
        .unwrap();
    client
        .delete_message("spaces/A/messages/B.B", &[pair("force", "true")])
        .await
        .unwrap();
    let reaction = r#"{"emoji":{"unicode":"👍"}}"#;
    client
        .create_reaction("spaces/A/messages/B.B", reaction)
        .await
        .unwrap();
    client.create_pin("spaces/A", "{}").await.unwrap();
    client.delete_pin("spaces/A/messagePins/B.B").await.unwrap();
    client.all_custom_emoji().await.unwrap();
    let lines: Vec<String> = server
        .calls()
        .iter()
        .map(|call| format!("{} {}", call.method, call.uri))
        .collect();
    assert_eq!(
        lines,
        [
            "GET /v1/spaces/A",
            "GET /v1/spaces/A/members?pageSize=1000&pageToken=t+k",
            "GET /v1/spaces/A/messages/client-b",
            "GET /v1/spaces/A/messages?pageSize=5",
            "PATCH /v1/spaces/A/messages/B.B?updateMask=text",
            "DELETE /v1/spaces/A/messages/B.B?force=true",
            "POST /v1/spaces/A/messages/B.B/reactions",
            "POST /v1/spaces/A/messagePins",
            "DELETE /v1/spaces/A/messagePins/B.B",
            "GET /v1/customEmojis?pageSize=200",
        ]
    );
    assert_eq!(server.token_calls().len(), 1, "one token serves all");
}

#[tokio::test]
async fn names_that_leave_their_place_are_not_called() {
    let server = Server::start(|_, _| ok(&json!({}))).await;
    let client = server.client();
    for name in ["", "spaces/../v1", "spaces//x", "."] {
        let error = client.get_message(name).await.unwrap_err();
        assert!(matches!(error, Error::Name { .. }), "{name:?}: {error}");
    }
    assert_eq!(server.calls().len(), 0);
}

#[tokio::test]
async fn all_pages_are_read_in_order() {
    let server = Server::start(|call, _| match call {
        0 => ok(&json!({"spaces": [{"name": "spaces/A"}, {"name": "spaces/B"}], "nextPageToken": "p 2"})),
        1 => ok(&json!({"nextPageToken": "p3"})),
        _ => ok(&json!({"spaces": [{"name": "spaces/C"}]})),
    })
    .await;
    let mut counts = Vec::new();
    let spaces = server
        .client()
        .all_spaces(|count| counts.push(count))
        .await
        .unwrap();
    let names: Vec<&str> = spaces.iter().map(|space| space.name.as_str()).collect();
    assert_eq!(names, ["spaces/A", "spaces/B", "spaces/C"]);
    assert_eq!(counts, [2, 2, 3]);
    let queries: Vec<String> = server
        .calls()
        .iter()
        .map(|call| call.query().to_owned())
        .collect();
    assert_eq!(
        queries,
        [
            "pageSize=1000",
            "pageSize=1000&pageToken=p+2",
            "pageSize=1000&pageToken=p3"
        ]
    );
}

#[tokio::test]
async fn pages_without_end_are_stopped() {
    let circle = Server::start(|_, _| {
        ok(&json!({"spaces": [{"name": "spaces/A"}], "nextPageToken": "again"}))
    })
    .await;
    let error = circle.client().all_spaces(|_| {}).await.unwrap_err();
    assert!(error.to_string().contains("loop"), "{error}");
    let empty = Server::start(|call, _| ok(&json!({"nextPageToken": call.to_string()}))).await;
    assert!(empty.client().all_spaces(|_| {}).await.is_err());
    assert!(empty.calls().len() < 50);
}

#[tokio::test]
async fn refusals_carry_googles_words() {
    for (http, status, message, title) in [
        (
            400,
            "INVALID_ARGUMENT",
            "Message cannot be empty.",
            "The message is empty",
        ),
        (
            403,
            "PERMISSION_DENIED",
            "This Chat app is not a member of this space.",
            "The app is not a member of this space",
        ),
        (
            404,
            "NOT_FOUND",
            "Requested entity was not found.",
            "Google cannot find it, or the sender may not see it",
        ),
        (
            409,
            "ALREADY_EXISTS",
            "Taken.",
            "A message with this ID already exists",
        ),
    ] {
        let error = failure(move || refusal(http, status, message)).await;
        assert_eq!(
            error.to_string(),
            format!("Google Chat answered {http} {status}: {message}")
        );
        assert_eq!(error.explain().title, title);
        assert!(!error.is_passing());
    }
}

#[tokio::test]
async fn a_busy_server_says_how_long_to_wait() {
    let error = failure(|| {
        let mut answer = refusal(
            429,
            "RESOURCE_EXHAUSTED",
            "Resource has been exhausted (e.g. check quota).",
        );
        answer
            .headers_mut()
            .insert("retry-after", "7".parse().unwrap());
        answer
    })
    .await;
    assert!(error.is_passing());
    let Error::Api { retry_after, .. } = &error else {
        unreachable!("{error}")
    };
    assert_eq!(*retry_after, Some(Duration::from_secs(7)));
    assert_eq!(
        Policy::default().wait(1, &error, 0.0),
        Some(Duration::from_secs(7))
    );
}

async fn send_patiently(client: &Client) -> (Result<Value, Error>, usize) {
    let policy = Policy {
        base: Duration::from_millis(1),
        jitter: Duration::ZERO,
        ..Policy::default()
    };
    let query = [pair("requestId", "the-same")];
    let mut waits = 0;
    let outcome = retry::run(
        policy,
        || 0.0,
        |_| waits += 1,
        || client.create_message("spaces/A", &query, "{\"text\":\"a\"}", None),
    )
    .await;
    (outcome.map(|answer| answer.value), waits)
}

#[tokio::test]
async fn passing_faults_are_tried_again_under_the_same_request_id() {
    let server = Server::start(|call, _| match call {
        0 => refusal(503, "UNAVAILABLE", "The service is currently unavailable."),
        1 => raw(502, "<html>Bad gateway</html>"),
        2 => raw(200, "{\"name\": \"spaces/A/mess"),
        3 => refusal(500, "INTERNAL", "Internal error encountered."),
        _ => ok(&json!({"name": "spaces/A/messages/B.B"})),
    })
    .await;
    let (outcome, waits) = send_patiently(&server.client()).await;
    assert_eq!(outcome.unwrap()["name"], "spaces/A/messages/B.B");
    assert_eq!(waits, 4);
    let calls = server.calls();
    assert_eq!(calls.len(), 5);
    assert!(
        calls
            .iter()
            .all(|call| call.query() == "requestId=the-same")
    );
}

#[tokio::test]
async fn attempts_come_to_an_end() {
    let server = Server::start(|_, _| refusal(503, "UNAVAILABLE", "Not now.")).await;
    let (outcome, waits) = send_patiently(&server.client()).await;
    assert!(matches!(outcome, Err(Error::Api { http: 503, .. })));
    assert_eq!((waits, server.calls().len()), (4, 5));
}

#[tokio::test]
async fn answers_that_are_none_are_told() {
    for (answer, words) in [
        ("nonsense", "it is not JSON"),
        ("{\"spaces\": oops}", "it is not JSON"),
        ("<html>Sign in</html>", "it is not JSON"),
        ("", "the answer broke off"),
        ("{\"spaces\": [", "the answer broke off"),
        ("{\"spaces\": {}}", "it holds no list of spaces"),
        ("[]", "it holds no list of spaces"),
    ] {
        let error = failure(move || raw(200, answer)).await;
        assert!(error.to_string().contains(words), "{answer:?}: {error}");
    }
    let deep = failure(|| raw(200, "[".repeat(100_000))).await;
    assert!(matches!(deep, Error::BadAnswer { .. }), "{deep}");
    for answer in ["{}", "{\"name\": 5}", "[]"] {
        let server = Server::start(move |_, _| raw(200, answer)).await;
        let sent = server
            .client()
            .create_message("spaces/A", &[], "{}", None)
            .await;
        let error = sent.unwrap_err();
        assert!(
            error.to_string().contains("it does not name a message"),
            "{error}"
        );
        assert!(error.may_have_arrived());
    }
    let moved = failure(|| {
        let mut answer = raw(302, "");
        answer
            .headers_mut()
            .insert("location", "https://evil.example/".parse().unwrap());
        answer
    })
    .await;
    assert!(matches!(moved, Error::Api { http: 302, .. }), "{moved}");
}

#[tokio::test]
async fn odd_types_neither_fail_nor_show() {
    let server = Server::start(|_, _| {
        ok(&json!({"spaces": [null, {"name": 7}, {"name": "spaces/\u{1b}[2J"},
            {"name": "spaces/A", "displayName": "\u{1b}]0;owned\u{7}\u{202e}gnp\u{9b}", "spaceType": 3}],
            "nextPageToken": {}}))
    })
    .await;
    let spaces = server.client().all_spaces(|_| {}).await.unwrap();
    let names: Vec<&str> = spaces
        .iter()
        .map(|space| space.display_name.as_str())
        .collect();
    assert_eq!(names, ["]0;ownedgnp"]);
    let error = failure(|| refusal(403, "PERMISSION_\u{1b}DENIED", "no\u{1b}[2J\u{202e}way")).await;
    let told = error.explain();
    let all = format!("{error}{}{}{}", told.title, told.detail, told.remedy);
    assert!(!all.contains(['\u{1b}', '\u{202e}']), "{all:?}");
}

fn flood() -> Body {
    let chunk = Bytes::from(vec![b'['; 64 << 10]);
    Body::from_stream(stream::repeat_with(move || {
        Ok::<_, std::io::Error>(chunk.clone())
    }))
}

#[tokio::test]
async fn floods_are_dammed() {
    for status in [200, 500] {
        let error = failure(move || raw(status, flood())).await;
        assert!(
            error.to_string().contains("larger than any answer"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_drip_is_cut_off() {
    let drip = || {
        let ticks = tokio::time::interval(Duration::from_millis(5));
        Body::from_stream(stream::unfold(ticks, |mut ticks| async {
            ticks.tick().await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b" ")), ticks))
        }))
    };
    let server = Server::start(move |_, _| raw(200, drip())).await;
    let limits = Limits {
        total: Duration::from_millis(200),
        ..Limits::default()
    };
    let client = server.client_with(limits);
    let error = client.list_spaces(None).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    assert!(error.is_passing() && error.may_have_arrived());
}

#[tokio::test]
async fn a_closed_port_is_told_with_its_cause() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let base = chatquill::chat::endpoint::BaseUrl::parse(&format!("http://{address}")).unwrap();
    let client = Client::new(base, chatquill::chat::auth::Tokens::none());
    let error = client.list_spaces(None).await.unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(!error.may_have_arrived());
}

#[tokio::test]
async fn dropping_a_call_ends_it() {
    let server = Server::start(|_, _| {
        raw(
            200,
            Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()),
        )
    })
    .await;
    let client = server.client();
    let call = client.list_spaces(None);
    tokio::select! {
        biased;
        _ = call => unreachable!("nothing is ever answered"),
        () = async { while server.calls().is_empty() { tokio::task::yield_now().await } } => {}
    }
    let again = client.clone();
    drop(client);
    drop(again);
}
