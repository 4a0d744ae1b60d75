//! The log file: each attempt, and nothing that is secret.

use serde_json::json;

use crate::harness::Home;
use crate::stub_server::{Answer, Stub};

const SEND: [&str; 7] = [
    "send",
    "-s",
    "spaces/A",
    "-t",
    "the words",
    "--request-id",
    "r-1",
];

/// Returns a server that is busy once.
fn server() -> Stub {
    Stub::start(|call| match call {
        0 => Answer::Say(503, json!({"error": {"message": "busy words"}}).to_string()),
        _ => Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()),
    })
}

/// Returns the text of the log; empty where there is none.
fn log(home: &Home) -> String {
    let file = home.path().join(".local/state/chatquill/log/chatquill.log");
    std::fs::read_to_string(file).unwrap_or_default()
}

#[test]
fn the_log_tells_each_attempt_and_no_words() {
    let stub = server();
    let home = stub.home();
    let outcome = home.run(&SEND);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let log = log(&home);
    for attempt in [
        "POST /v1/spaces/A/messages: 503 UNAVAILABLE in ",
        "POST /v1/spaces/A/messages: 200 in ",
    ] {
        assert_eq!(log.matches(attempt).count(), 1, "{attempt}\n{log}");
    }
    for secret in ["words", "t0ken", "s3cret", "refr3sh", "Bearer"] {
        assert!(!log.contains(secret), "{secret}\n{log}");
    }
}

#[test]
fn its_level_is_set_by_the_config_file_and_the_option() {
    for (config, option, is_logged) in [
        ("log = \"off\"\n", None, false),
        ("log = \"warn\"\n", None, false),
        ("log = \"off\"\n", Some("info"), true),
        ("", Some("off"), false),
    ] {
        let stub = server();
        let home = stub.home();
        let file = home.path().join(".config/chatquill/config.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        home.configure(&format!("{config}{text}"));
        let level = option.map_or(vec![], |level| vec!["--log", level]);
        let outcome = home.run(&[&SEND[..], &level].concat());
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let log = log(&home);
        assert_eq!(log.contains("POST"), is_logged, "{config}{option:?}\n{log}");
    }
}
