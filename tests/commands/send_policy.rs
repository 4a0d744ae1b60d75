//! What stands before a send: the checks, and the limits of the profile. Nothing is called when they stop it.

use serde_json::json;

use crate::harness::Home;
use crate::stub_server::{Answer, Stub};

/// Returns a server that takes every message.
fn server() -> Stub {
    Stub::start(|_| Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()))
}

/// Returns a home whose default profile `stub` has more settings.
fn home_with(stub: &Stub, more: &str) -> Home {
    let home = stub.home();
    let file = home.path().join(".config/chatquill/config.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    home.configure(&format!("{text}{more}\n"));
    home
}

#[test]
fn errors_stop_a_send_before_a_socket_opens() {
    let stub = server();
    let home = stub.home();
    let faulty = r#"{"text": "a", "thread": {"name": "spaces/B/threads/T"}}"#;
    let arguments = ["send", "-", "-s", "spaces/A"];
    let outcome = home.run_with_input(&arguments, faulty.as_bytes());
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.contains("(thread-other-space)"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("--no-check"), "{}", outcome.stderr);
    assert_eq!(stub.calls.try_iter().count(), 0);

    let outcome = home.run_with_input(
        &["send", "-", "-s", "spaces/A", "--no-check"],
        faulty.as_bytes(),
    );
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let calls: Vec<String> = stub.calls.try_iter().collect();
    assert!(
        calls.iter().any(|call| call.starts_with("POST")),
        "{calls:?}"
    );
}

#[test]
fn unknown_fields_alone_stop_nothing() {
    let stub = server();
    let home = stub.home();
    let outcome = home.run_with_input(
        &["send", "-", "-s", "spaces/A", "--strict"],
        br#"{"text": "a", "newIn2030": 1}"#,
    );
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("warning: standard input: /message/newIn2030"),
        "{}",
        outcome.stderr
    );
    assert_eq!(stub.calls.try_iter().count(), 1);
}

#[test]
fn warnings_are_told_and_stop_only_a_strict_send() {
    let stub = server();
    let home = stub.home();
    let key = [
        "send",
        "-s",
        "spaces/A",
        "-t",
        "a",
        "--thread-key",
        "https://ci.example/42",
    ];
    let strict = [&key[..], &["--strict"]].concat();
    let outcome = home.run(&strict);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("(thread-key-address)"),
        "{}",
        outcome.stderr
    );
    let calls: Vec<String> = stub.calls.try_iter().collect();
    assert!(
        !calls.iter().any(|call| call.starts_with("POST")),
        "{calls:?}"
    );

    let outcome = home.run(&key);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("warning: /message/thread/threadKey: "),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_guarded_profile_wants_yes() {
    let stub = server();
    let home = home_with(&stub, "guard = \"production\"");
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--yes"), "{}", outcome.stderr);
    assert_eq!(stub.calls.try_iter().count(), 0);
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a", "--yes"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
}

#[test]
fn a_profile_writes_to_its_listed_spaces_only() {
    let stub = server();
    let home = home_with(&stub, "spaces = [\"spaces/A\"]");
    let outcome = home.run(&["send", "-s", "spaces/B", "-t", "a", "--yes", "--no-check"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("may not write to spaces/B"),
        "{}",
        outcome.stderr
    );
    assert_eq!(stub.calls.try_iter().count(), 0);
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
}

#[test]
fn a_read_only_profile_writes_nowhere() {
    let stub = server();
    let home = home_with(&stub, "read_only = true");
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a", "--yes"]);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("read-only"), "{}", outcome.stderr);
    assert_eq!(stub.calls.try_iter().count(), 0);
    let shown = home.run(&["send", "-s", "spaces/A", "-t", "a", "--dry-run"]);
    assert_eq!(
        shown.status, 0,
        "a dry run writes nothing: {}",
        shown.stderr
    );
}

#[test]
fn an_edit_that_the_profile_forbids_reads_nothing() {
    for limit in ["read_only = true", "spaces = [\"spaces/B\"]"] {
        let stub = server();
        let home = home_with(&stub, limit);
        let outcome = home.run(&["message", "edit", "spaces/A/messages/1", "-t", "a"]);
        assert_eq!(outcome.status, 3, "{}", outcome.stderr);
        assert_eq!(stub.calls.try_iter().count(), 0, "{limit}");
    }
}

#[test]
fn without_a_profile_nothing_is_sent() {
    let home = Home::new();
    let outcome = home.run(&["send", "-s", "spaces/AAAArelease1", "-t", "a"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (3, ""));
    assert!(outcome.stderr.contains("--sandbox"), "{}", outcome.stderr);
    for asked in [&["--sandbox"][..], &["--as", "app"], &["--dry-run"]] {
        let all = [&["send", "-s", "spaces/AAAArelease1", "-t", "a"][..], asked].concat();
        let outcome = home.run(&all);
        assert_eq!(outcome.status, 0, "{asked:?} {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("embedded sandbox"),
            "{asked:?} {}",
            outcome.stderr
        );
    }
}
