//! `chatquill send --to PERSON`: the direct message is found, or set up where that was allowed.

use serde_json::Value;

use crate::harness::{Home, Outcome};
use crate::sandbox::Running;

/// Returns a home with an app, a person and a webhook of a sandbox as profiles.
fn home() -> (Home, Running) {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    let base = &sandbox.base;
    home.configure(&format!(
        "[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {base:?}\n\
         [profiles.me]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n\
         [profiles.hook]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n"
    ));
    (home, sandbox)
}

fn to(home: &Home, profile: &str, person: &str, more: &[&str]) -> Outcome {
    let send = [
        "send",
        "--profile",
        profile,
        "--to",
        person,
        "-t",
        "hi",
        "--json",
    ];
    home.run(&[&send[..], more].concat())
}

/// Returns the space that a message was sent into.
fn space(outcome: &Outcome) -> String {
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let sent: Value = serde_json::from_str(outcome.stdout.lines().next().unwrap()).unwrap();
    let name = sent["name"].as_str().unwrap();
    name.split('/').nth(1).unwrap().to_owned()
}

#[test]
fn a_person_is_written_to_by_address_and_by_id() {
    let (home, _sandbox) = home();
    for person in [
        "grace@example.com",
        "users/100000000000000000002",
        "100000000000000000002",
    ] {
        assert_eq!(
            space(&to(&home, "me", person, &[])),
            "dmAdaGrace1",
            "{person}"
        );
    }
    assert_eq!(
        space(&to(&home, "bot", "users/100000000000000000002", &[])),
        "dmGrace0001"
    );
}

#[test]
fn a_conversation_is_set_up_once_and_only_where_that_was_allowed() {
    let (home, _sandbox) = home();
    let refused = to(&home, "me", "alan@example.com", &[]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("Add --yes"), "{}", refused.stderr);
    let dry = to(&home, "me", "alan@example.com", &["--yes", "--dry-run"]);
    assert_eq!(
        dry.status, 2,
        "nothing is set up by a dry run: {}",
        dry.stdout
    );
    let made = to(&home, "me", "alan@example.com", &["--yes"]);
    assert!(made.stderr.contains("was set up"), "{}", made.stderr);
    let first = space(&made);
    let again = to(&home, "me", "alan@example.com", &[]);
    assert_eq!(space(&again), first);
    assert!(!again.stderr.contains("was set up"), "{}", again.stderr);
}

#[test]
fn what_a_sender_cannot_do_is_told_before_anything_is_sent() {
    let (home, _sandbox) = home();
    for (profile, person, status, words) in [
        ("bot", "grace@example.com", 2, "by an e-mail address"),
        (
            "bot",
            "users/100000000000000000005x",
            1,
            "No conversation with",
        ),
        ("bot", "users/100000000000000000013", 1, "write to it first"),
        ("hook", "grace@example.com", 2, "its own space only"),
        (
            "me",
            "nobody@example.com",
            1,
            "No conversation with nobody@example.com",
        ),
        ("me", "grace", 2, "e-mail address, or users/ID"),
    ] {
        let outcome = to(&home, profile, person, &["--yes"]);
        assert_eq!(
            outcome.status, status,
            "{profile} {person} {}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains(words),
            "{person}: {}",
            outcome.stderr
        );
    }
    home.configure(
        "[profiles.me]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\nspaces = [\"spaces/A\"]\n",
    );
    let both = home.run(&["send", "--to", "a@b.c", "-s", "x", "-t", "hi"]);
    assert_eq!(both.status, 2);
}
