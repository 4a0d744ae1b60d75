//! From the first start to a message in Chat, and a reply in its thread.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::environment::{Home, RELEASE, WIDE, World};
use crate::session::{Session, key};

/// Chooses a space by the filter.
pub fn choose(session: &mut Session, space: &str) {
    session.keys("/").keys(space).keys(key::ENTER);
    session.sees(&format!("→ # {space}"));
}

/// Sends the message, and confirms.
pub fn send(session: &mut Session) {
    session.keys(key::SEND).sees("Enter sends");
    session.keys(key::ENTER);
}

#[test]
fn a_newcomer_sends_and_replies_in_the_thread() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys("你好👋🏽🌎").sees("29 / 32,000 B");
    session.keys(key::OPTIONS).keys(key::DOWN).keys(key::ENTER);
    session.keys("release-2.4").sees("release-2.4");
    session.keys(key::ENTER).sees("key release-2.4");
    send(&mut session);
    session.sees("Sent to # eng-release");

    let sent = world.messages(RELEASE, "你好👋🏽🌎");
    assert_eq!(sent.len(), 1);
    let posted = world.requests("POST", "/messages");
    assert_eq!(posted.len(), 1);
    assert_eq!(
        posted[0]["body"],
        r#"{"text":"你好👋🏽🌎","thread":{"threadKey":"release-2.4"}}"#
    );
    let query = &posted[0]["query"];
    assert!(query.to_string().contains("requestId"), "{query}");
    assert!(
        query
            .to_string()
            .contains("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
        "{query}"
    );

    session.keys(key::REPLY).sees("Write the reply");
    session.keys("and again");
    send(&mut session);
    session.until("the reply", |_| {
        world.messages(RELEASE, "and again").len() == 1
    });
    let reply = &world.messages(RELEASE, "and again")[0];
    assert_eq!(reply["thread"]["name"], sent[0]["thread"]["name"]);
    assert_eq!(reply["threadReply"], true);
    session.sees("Sent to # eng-release").keys(key::COPY_NAME);
    let copied = STANDARD.encode(reply["name"].as_str().unwrap());
    let copy = format!("\x1b]52;c;{copied}\x07");
    session.until("the copy of the name", |tape| {
        String::from_utf8_lossy(&tape.bytes).contains(&copy)
    });
    session
        .sees("Copied by way of the terminal")
        .keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn without_any_profile_the_sandbox_inside_answers() {
    let home = Home::new();
    let mut session = Session::start(home.chatquill(), WIDE);
    session.sees("app · sandbox · 15 spaces");
    choose(&mut session, "eng-release");
    session.keys("hello").sees("hello");
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn one_member_alone_sees_a_private_message() {
    let world = World::new();
    let mut session = world.start();
    choose(&mut session, "eng-release");
    session.keys("for your eyes").sees("for your eyes");
    session
        .keys(key::OPTIONS)
        .keys(key::ENTER)
        .sees("Who sees it")
        .sees("Alan Turing");
    session
        .keys("ada")
        .keys(key::ENTER)
        .sees("only Ada Lovelace");
    send(&mut session);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
    let sent = world.messages(RELEASE, "for your eyes");
    let viewer = &sent[0]["privateMessageViewer"]["name"];
    assert_eq!(viewer, "users/100000000000000000001");
}
