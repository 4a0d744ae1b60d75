//! The sandbox's faults over HTTP: refused, delayed, cut before and after the request is carried out, cut in the
//! middle.

use std::time::{Duration, Instant};

use chatquill::sandbox::fault_injection::{Fault, Kind};
use chatquill::sandbox::server::Options;
use serde_json::{Value, json};

use crate::sandbox_client::Talk;

const MESSAGES: &str = "v1/spaces/AAAArelease1/messages";

async fn count(talk: &Talk) -> usize {
    let (_, listed) = talk
        .call(
            "GET",
            &format!("{MESSAGES}?pageSize=1000"),
            &talk.user,
            &Value::Null,
        )
        .await;
    listed["messages"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_status_comes_so_many_times_with_its_wait() {
    let faults = vec!["status:429:7*2@POST /v1/*/messages".parse().unwrap()];
    let talk = Talk::with(Options {
        faults,
        ..Options::default()
    })
    .await;
    for expected in [429, 429, 200] {
        let answer = talk
            .send("POST", MESSAGES, &talk.app, Some(r#"{"text":"x"}"#))
            .await
            .unwrap();
        assert_eq!(answer.status(), expected);
        let wait = answer
            .headers()
            .get("retry-after")
            .map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(wait.as_deref(), (expected == 429).then_some("7"));
    }
}

#[tokio::test]
async fn a_cut_before_the_deed_leaves_nothing_and_one_after_it_a_message() {
    let talk = Talk::new().await;
    let before = count(&talk).await;
    for (kind, more) in [
        (Kind::DropBefore, 0),
        (Kind::DropAfter, 1),
        (Kind::Truncate, 2),
    ] {
        talk.sandbox.inject(Fault::new(kind.clone(), 1).on("POST"));
        let answer = talk
            .send("POST", MESSAGES, &talk.app, Some(r#"{"text":"x"}"#))
            .await;
        let is_whole = match answer {
            Ok(answer) => answer.text().await.is_ok(),
            Err(_) => false,
        };
        assert!(!is_whole, "{kind:?}");
        assert_eq!(count(&talk).await, before + more, "{kind:?}");
    }
}

#[tokio::test]
async fn a_truncated_answer_begins_well() {
    let talk = Talk::new().await;
    talk.sandbox.inject(Fault::new(Kind::Truncate, 1));
    let answer = talk
        .send("GET", "v1/spaces", &talk.app, None)
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err());
}

#[tokio::test]
async fn a_token_that_expires_is_refused_and_a_new_one_is_not() {
    let talk = Talk::new().await;
    talk.sandbox.inject(Fault::new(Kind::Expired, 1));
    assert_eq!(talk.get("v1/spaces").await.0, 401);
    assert_eq!(talk.get("v1/spaces").await.0, 401);
    let (_, answer) = talk.grant(&[crate::sandbox_client::BOT], None).await;
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(
        talk.call("GET", "v1/spaces", token, &Value::Null).await.0,
        200
    );
}

#[tokio::test]
async fn an_answer_can_be_late_and_a_gateway_can_break() {
    let talk = Talk::new().await;
    talk.sandbox
        .inject(Fault::new(Kind::Latency { millis: 80 }, 1));
    talk.sandbox.inject(Fault::new(Kind::Html { code: 502 }, 1));
    let start = Instant::now();
    let (status, page) = talk.get("v1/spaces").await;
    assert_eq!(status, 502);
    assert!(page.as_str().unwrap().starts_with("<!DOCTYPE html>"));
    assert!(start.elapsed() >= Duration::from_millis(80));
    assert_eq!(talk.get("v1/spaces").await.0, 200);
}

#[tokio::test]
async fn faults_are_set_from_outside_and_requests_seen() {
    let talk = Talk::with(Options {
        record: true,
        ..Options::default()
    })
    .await;
    let fault = json!({"on": "GET /v1/spaces", "times": 1, "kind": "status", "code": 503});
    assert_eq!(
        talk.call("POST", "sandbox/faults", "", &fault).await.1,
        json!([fault])
    );
    assert_eq!(talk.get("v1/spaces").await.0, 503);
    assert_eq!(
        talk.call("POST", "sandbox/faults", "", &json!({"kind": "meteor"}))
            .await
            .0,
        400
    );
    assert_eq!(
        talk.call("DELETE", "sandbox/faults", "", &Value::Null)
            .await
            .0,
        200
    );
    let seen = talk.sandbox.requests();
    let last = seen.last().unwrap();
    assert_eq!(
        (&last["verb"], &last["path"], &last["status"]),
        (&json!("GET"), &json!("/v1/spaces"), &json!(503))
    );
    assert!(!format!("{seen:?}").contains("assertion"));
}

#[tokio::test]
async fn a_dropped_sandbox_is_gone() {
    let talk = Talk::new().await;
    let base = talk.sandbox.base().to_owned();
    drop(talk.sandbox);
    let deadline = Instant::now() + Duration::from_secs(10);
    while talk
        .http
        .get(format!("{base}/v1/spaces"))
        .send()
        .await
        .is_ok()
    {
        assert!(Instant::now() < deadline, "it still answers");
        tokio::task::yield_now().await;
    }
}
