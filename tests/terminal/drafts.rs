//! Drafts: on disk within a second whatever ends the program, and back at the next start.

use rustix::process::Signal;

use crate::session::key;
use crate::world::{Home, World};

#[test]
fn a_draft_is_found_again_after_quitting() {
    let world = World::new();
    let mut session = world.start();
    session
        .keys(key::TEXT)
        .keys("half a thought 你好👋🏽")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "half a thought 你好👋🏽");
    let mut session = world.start();
    session.sees("draft-1").sees("half a thought");
    session.keys(key::TEXT).keys("!").keys(key::QUIT);
    assert!(session.ends().success());
    let text = world.home.draft("draft-1");
    assert!(
        ["!half a thought 你好👋🏽", "half a thought 你好👋🏽!"].contains(&text.as_str()),
        "{text}"
    );
}

#[test]
fn a_killed_program_loses_a_second_at_most() {
    let world = World::new();
    let mut session = world.start();
    session.keys(key::TEXT).keys("first ");
    // Typed on and on, so that a save that waits for a pause would never come.
    let mut typed = "first ".to_owned();
    session.until("a save while typing goes on", |_| {
        world.home.draft("draft-1").contains("first")
    });
    session.keys("second ").sees("second");
    typed.push_str("second ");
    session.until("the second save", |_| {
        world.home.draft("draft-1").contains("second")
    });
    session.keys("lost, perhaps").signal(Signal::KILL);
    assert!(session.dies());
    let kept = world.home.draft("draft-1");
    assert!(kept.starts_with(&typed), "{kept}");
    let mut session = world.start();
    session.sees("first second");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn two_programs_at_once_write_different_drafts() {
    let world = World::new();
    let mut first = world.start();
    let mut second = world.start();
    first.sees("draft-1").keys(key::TEXT).keys("of the first");
    second.sees("draft-2").keys(key::TEXT).keys("of the second");
    first.keys(key::QUIT);
    assert!(first.ends().success());
    second.keys(key::DRAFTS).sees("of the first");
    second.keys(key::ESC).sees_no_more("of the first");
    second.keys(key::QUIT);
    assert!(second.ends().success());
    assert_eq!(world.home.draft("draft-1"), "of the first");
    assert_eq!(world.home.draft("draft-2"), "of the second");
}

#[test]
fn drafts_are_started_and_switched() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("draft-1")
        .keys(key::TEXT)
        .keys("number one")
        .keys(key::NEW_DRAFT);
    session
        .sees("draft-2")
        .keys(key::TEXT)
        .keys("number two")
        .sees("number two");
    session.keys(key::DRAFTS).sees("number one");
    session.keys("draft-1").keys(key::ENTER);
    session.sees_no_more("draft-2").sees("number one");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "number one");
    assert_eq!(home.draft("draft-2"), "number two");
}
