//! The options of `chatquill send` that name a thread.

use serde_json::Value;

use crate::harness::Home;

const RELEASE: &str = "spaces/AAAArelease1";

/// Returns the request of a dry run.
fn shown(arguments: &[&str]) -> Value {
    let all = [&["send", "-t", "a", "--dry-run", "--json"][..], arguments].concat();
    let outcome = Home::new().run(&all);
    assert_eq!(outcome.status, 0, "{arguments:?} {}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn a_link_to_a_thread_or_a_message_keeps_its_thread() {
    for arguments in [
        &["--space", "https://chat.google.com/room/AAAA/T?cls=11"][..],
        &[
            "--space",
            "https://mail.google.com/chat/u/0/#chat/space/AAAA/T/M",
        ],
        &["--space", "spaces/AAAA/messages/T.M"],
        &["--thread", "https://chat.google.com/room/AAAA/T"],
    ] {
        let request = shown(arguments);
        let url = request["url"].as_str().unwrap();
        assert!(url.ends_with("/v1/spaces/AAAA/messages"), "{url}");
        let thread = &request["body"]["thread"]["name"];
        assert_eq!(thread, "spaces/AAAA/threads/T", "{arguments:?}");
        let option = &request["query"]["messageReplyOption"];
        assert_eq!(option, "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    }
}

#[test]
fn options_that_name_no_thread_are_refused() {
    for arguments in [
        &["--thread", "https://ci.example/builds/42"][..],
        &["--thread-key", "https://chat.google.com/room/AAAA/T"],
        &["--thread-key", "spaces/AAAA/threads/T"],
        &["--or-fail"],
        &["--thread-key", "never used", "--or-fail"],
    ] {
        let all = [
            &["send", "--sandbox", "-t", "a", "-s", RELEASE][..],
            arguments,
        ]
        .concat();
        let outcome = Home::new().run(&all);
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_thread_that_is_not_there_is_told() {
    let gone = format!("{RELEASE}/threads/GONE");
    let outcome = Home::new().run(&["send", "--sandbox", "-t", "a", "--thread", &gone]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let told = format!("the message is not in the thread {gone}: that is gone");
    assert!(outcome.stderr.contains(&told), "{}", outcome.stderr);
}

#[test]
fn a_space_without_threads_is_told() {
    let home = Home::new();
    let spaces = home.run(&["spaces", "--sandbox", "--json"]);
    let spaces: Vec<Value> = serde_json::from_str(&spaces.stdout).unwrap();
    let flat = spaces
        .iter()
        .find(|space| space["spaceType"] == "DIRECT_MESSAGE")
        .unwrap();
    let space = flat["name"].as_str().unwrap();
    let send = [
        "send",
        "--sandbox",
        "-t",
        "a",
        "-s",
        space,
        "--thread-key",
        "k",
    ];
    let outcome = home.run(&send);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("has no threads"),
        "{}",
        outcome.stderr
    );
    let outcome = home.run(&[&send[..], &["--strict"]].concat());
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
}
