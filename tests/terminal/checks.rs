//! Mistakes in a message: shown while it is composed, gone to, fixed, undone, ignored.

use crate::environment::{Home, RELEASE, World};
use crate::failures::written;
use crate::send::send;
use crate::session::{Session, key};

const CHECKS: &str = "\x1b[19~";
const UNDO: &str = "\x1a";
const FIRST: &str = "g";

/// Returns a message with five mistakes: two that block a send, three that do not.
fn broken() -> String {
    format!(
        r#"{{
  "parent": "{RELEASE}",
  "messageId": "Release 2.4",
  "message": {{
    "text": "tell @Ada",
    "lastUpdateTime": "2026-01-01T00:00:00Z",
    "thread": {{"threadKey": "release-2.4"}},
    "cardsV2": [{{"cardId": "a", "card": {{"header": {{"title": "T"}}, "sections": [{{"widgets": [
      {{"buttonList": {{"buttons": [{{"text": "Notes"}}]}}}}
    ]}}]}}}}]
  }}
}}"#
    )
}

/// Puts the cursor of the Checks tab on the finding with this sentence.
fn at(session: &mut Session, sentence: &str, downs: usize) {
    session.keys(CHECKS).keys(FIRST);
    for _ in 0..downs {
        session.keys("j");
    }
    session.sees(sentence);
}

#[test]
fn five_mistakes_are_seen_gone_to_mended_and_undone() {
    let world = World::new();
    world.home.write("drafts/draft-1.json", broken());
    let mut session = world.start();
    session.sees("2 errors  3 warnings").sees("Checks 5");
    for sentence in [
        "messageId is \"Release 2.4\"",
        "The button has no onClick",
        "The thread is ignored",
        "Google Chat sets lastUpdateTime",
        "@Ada is only text",
    ] {
        session.keys(CHECKS).sees(sentence);
    }

    // The errors block the send, and the cursor goes to the first one.
    session
        .keys(key::SEND)
        .sees("Not sent. messageId is")
        .sees("One more error");
    session.sees("┏━ Options");
    assert!(world.requests("POST", "/messages").is_empty());

    // From the findings to their places in the message.
    at(&mut session, "makes the whole card", 1);
    session.keys(key::ENTER).sees("┏━ Cards");
    at(&mut session, "Chat markup mentions with", 3);
    session.keys(key::ENTER).sees("┏━ Text");
    session.keys("X").sees("tell X@Ada");
    session.keys(UNDO).sees("tell @Ada");

    // A fix is one step, and undo takes it back.
    at(&mut session, "Google Chat fills this field", 4);
    session
        .keys("f")
        .sees("Done: Remove the field")
        .sees("2 errors  2 warnings");
    session.sees_no_more("Google Chat sets lastUpdateTime");
    session.keys(UNDO).sees("2 errors  3 warnings");

    // A warning is ignored for this draft, an error never.
    at(&mut session, "Chat markup mentions with", 3);
    session.keys("i").sees("2 errors  2 warnings");
    session
        .keys(FIRST)
        .keys("i")
        .sees("An error cannot be ignored");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    let kept = std::fs::read_to_string(world.home.path("drafts/draft-1.json")).unwrap();
    assert!(
        kept.contains("tell @Ada") && !kept.contains("mention-form"),
        "{kept}"
    );
    let mut session = world.start();
    session.sees("2 errors  2 warnings");
    session
        .keys(CHECKS)
        .keys("G")
        .keys("i")
        .sees("2 errors  3 warnings");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn the_gauge_is_explained_and_leads_to_the_heaviest_part() {
    let home = Home::new();
    let text = "x".repeat(33_000);
    home.write(
        "drafts/draft-1.json",
        format!(r#"{{"message": {{"text": "{text}"}}}}"#),
    );
    let mut session = home.start();
    session.sees("33,011 / 32,000 B  2 parts").sees("1 warning");
    session.keys("\x07").sees("1,011 too many");
    session.sees("It is 1,011 bytes too large to be sent.");
    session.keys(key::ENTER).sees("┏━ Text");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_sent_draft_that_is_not_open_any_more_is_emptied() {
    let world = World::new();
    let mut session = written(&world, "on its way", &["latency:1500*1"]);
    send(&mut session);
    session
        .sees("Sending to")
        .keys(key::NEW_DRAFT)
        .sees("draft-2");
    session.sees("It was draft-1, which is emptied");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "");
    assert_eq!(world.messages(RELEASE, "on its way").len(), 1);
}
