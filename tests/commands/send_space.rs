//! `--space`: an ID, an address, or the exact name of a space.

use serde_json::{Value, json};

use crate::harness::Home;
use crate::stub_server::{Answer, Stub};

/// Returns a server with three spaces, two of one name.
fn server() -> Stub {
    Stub::start(|call| match call {
        0 => Answer::Say(
            200,
            json!({"spaces": [
                {"name": "spaces/A", "displayName": "Eng Release"},
                {"name": "spaces/B", "displayName": "ops"},
                {"name": "spaces/C", "displayName": "Ops"},
            ]})
            .to_string(),
        ),
        _ => Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()),
    })
}

#[test]
fn a_space_is_found_by_its_exact_name() {
    let stub = server();
    let outcome = stub.home().run(&["send", "-s", "eng release", "-t", "a"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let calls: Vec<String> = stub.calls.try_iter().collect();
    assert!(calls[0].starts_with("GET /v1/spaces?"), "{calls:?}");
    assert!(
        calls[1].starts_with("POST /v1/spaces/A/messages?"),
        "{calls:?}"
    );
}

#[test]
fn a_dry_run_finds_one_space_as_a_send_does() {
    for given in [
        &["-s", "eng release"][..],
        &["-s", "eng release", "-s", "spaces/B"],
    ] {
        let stub = server();
        let arguments = [&["send", "-t", "a", "--dry-run"], given].concat();
        let outcome = stub.home().run(&arguments);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        assert!(
            outcome.stdout.contains("/v1/spaces/A/messages"),
            "{}",
            outcome.stdout
        );
    }
    let stub = server();
    let outcome = stub
        .home()
        .run(&["send", "-t", "a", "--dry-run", "-s", "ops"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    let stub = server();
    let outcome = stub
        .home()
        .run(&["send", "-t", "a", "--dry-run", "-s", "release"]);
    assert_eq!(outcome.status, 2, "a word is no ID: {}", outcome.stdout);
}

#[test]
fn a_name_of_none_or_of_several_is_never_guessed() {
    for (name, words, candidate) in [
        ("eng-release", "No space is called", ""),
        ("eng", "No space is called", "spaces/A  Eng Release"),
        ("ops", "2 spaces are called", "spaces/C  Ops"),
    ] {
        let stub = server();
        let outcome = stub.home().run(&["send", "-s", name, "-t", "a"]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{name}");
        for words in [words, candidate] {
            assert!(outcome.stderr.contains(words), "{name} {}", outcome.stderr);
        }
        let calls: Vec<String> = stub.calls.try_iter().collect();
        assert!(
            !calls.iter().any(|call| call.starts_with("POST")),
            "{calls:?}"
        );
    }
}

#[test]
fn a_viewer_is_a_member_of_the_exact_name() {
    let home = Home::new();
    let send = |viewer: &str, more: &[&str]| {
        let all = [
            "send",
            "--sandbox",
            "-t",
            "a",
            "--dry-run",
            "--json",
            "--viewer",
            viewer,
        ];
        home.run(&[&all[..], more].concat())
    };
    let release = ["-s", "eng-release"];
    let listed = send("grace", &release);
    assert_eq!(listed.status, 2, "{}", listed.stderr);
    assert!(
        listed
            .stderr
            .contains("No member of the space is called \"grace\""),
        "{}",
        listed.stderr
    );
    assert!(listed.stderr.contains("Grace Hopper"), "{}", listed.stderr);
    let found = send("grace hopper", &release);
    assert_eq!(found.status, 0, "{}", found.stderr);
    let request: Value = serde_json::from_str(&found.stdout).unwrap();
    let viewer = request["body"]["privateMessageViewer"]["name"]
        .as_str()
        .unwrap();
    assert!(viewer.starts_with("users/1"), "{viewer}");
    let given = send(viewer, &release);
    assert!(given.stdout.contains(viewer), "{}", given.stderr);
    let several = send("Grace Hopper", &["-s", "spaces/A", "-s", "spaces/B"]);
    assert_eq!(several.status, 2);
    assert!(
        several.stderr.contains("Give users/ID."),
        "{}",
        several.stderr
    );
}

#[test]
fn direct_messages_are_listed_by_the_people_in_them() {
    let home = Home::new();
    let outcome = home.run(&["spaces", "--as", "user", "--json"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let spaces: Vec<Value> = serde_json::from_str(&outcome.stdout).unwrap();
    let direct: Vec<&Value> = spaces
        .iter()
        .filter(|space| space["spaceType"] == "DIRECT_MESSAGE")
        .collect();
    assert!(!direct.is_empty(), "{}", outcome.stdout);
    for space in direct {
        assert_ne!(space["displayName"], "", "{space}");
    }
    let filtered = home.run(&["spaces", "--as", "user", "--filter", "grace direct"]);
    assert!(filtered.stdout.contains("Grace"), "{}", filtered.stdout);
}
