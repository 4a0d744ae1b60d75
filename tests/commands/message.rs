//! `chatquill message`, `history` and `outbox` where no sandbox of their own is needed.

use serde_json::json;

use crate::harness::Home;
use crate::stub_server::{Answer, Stub};

const NAME: &str = "spaces/AAAA/messages/T.M";

#[test]
fn nothing_is_done_without_a_profile() {
    let home = Home::new();
    for (arguments, words) in [
        (&["message", "get", NAME][..], "read messages"),
        (&["message", "edit", NAME, "-t", "x"], "edit messages"),
        (&["message", "delete", NAME, "--yes"], "delete messages"),
        (&["message", "react", NAME, "👍"], "react to messages"),
        (&["message", "pin", NAME], "pin messages"),
    ] {
        let outcome = home.run(arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (3, ""));
        assert!(
            outcome.stderr.contains("No profile is chosen") && outcome.stderr.contains(words),
            "{outcome:?}"
        );
    }
    let outcome = home.run(&["message", "get", NAME, "--as", "webhook"]);
    assert_eq!(outcome.status, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("A webhook only creates"));
    let outcome = home.run(&["message", "get", NAME, "--sandbox"]);
    assert_eq!(
        outcome.status, 1,
        "the sandbox is asked, and has none: {outcome:?}"
    );
    assert!(outcome.stderr.contains("404"), "{outcome:?}");
}

#[test]
fn empty_stores_are_told_and_are_no_failure() {
    let home = Home::new();
    for command in ["history", "outbox"] {
        let outcome = home.run(&[command, "list", "--json"]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (0, "[]\n"));
        let outcome = home.run(&[command, "list"]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (0, ""));
        assert!(!outcome.stderr.is_empty());
    }
    assert_eq!(home.run(&["outbox", "retry"]).status, 0);
    assert_eq!(home.run(&["outbox", "retry", "no-such-id"]).status, 2);
    assert_eq!(home.run(&["history", "resend", "no-such-id"]).status, 2);
}

#[test]
fn a_custom_emoji_is_found_by_its_name() {
    let stub = Stub::start(|number| {
        let answer = match number {
            0 => json!({"customEmojis": [{"uid": "u-1", "emojiName": ":other:"}],
                "nextPageToken": "2"}),
            1 => json!({"customEmojis": [{"uid": "u-2", "emojiName": ":party-parrot:"}]}),
            _ => json!({"name": format!("{NAME}/reactions/R")}),
        };
        Answer::Say(200, answer.to_string())
    });
    let home = stub.home();
    let outcome = home.run(&["message", "react", NAME, ":party-parrot:"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    let calls: Vec<String> = stub.calls.try_iter().collect();
    assert!(
        calls[0].starts_with("GET /v1/customEmojis?pageSize=200 "),
        "{calls:?}"
    );
    assert!(calls[1].contains("pageToken=2"), "{calls:?}");
    assert!(
        calls[2].starts_with(&format!("POST /v1/{NAME}/reactions ")),
        "{calls:?}"
    );
}

#[test]
fn an_unknown_custom_emoji_is_told_and_nothing_is_sent() {
    let stub = Stub::start(|_| Answer::Say(200, "{}".to_owned()));
    let outcome = stub.home().run(&["message", "react", NAME, ":nobody:"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(outcome.stderr.contains(":nobody:"), "{outcome:?}");
    assert_eq!(stub.calls.try_iter().count(), 1, "it was looked up alone");
}

#[test]
fn a_message_from_the_network_steers_no_terminal() {
    let stub = Stub::start(|_| {
        let message = json!({"name": NAME, "text": "a\u{1b}]0;title\u{7}b",
            "thread": {"name": "spaces/AAAA/threads/\u{1b}[2J"},
            "sender": {"displayName": "\u{1b}[31mEve", "type": "HUMAN"}});
        Answer::Say(200, message.to_string())
    });
    let home = stub.home();
    for more in [&["--json"][..], &["--color", "never"]] {
        let outcome = home.run(&[&["message", "get", NAME], more].concat());
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert!(!outcome.stdout.contains(['\u{1b}', '\u{7}']), "{outcome:?}");
    }
}
