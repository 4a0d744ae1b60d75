//! Drafts: on disk within a second however the program ends, and back at the next start.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chatquill::app::controllers::send::thousands;
use rustix::process::Signal;

use crate::environment::{Home, World};
use crate::session::{PATIENCE, key};

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
    let home = Home::new();
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT);
    // Typed without a pause, so that a save that waits for one would never come.
    let mut typed = Vec::new();
    let mut saves = BTreeSet::new();
    while saves.len() < 4 {
        session.keys("x");
        typed.push(Instant::now());
        let bytes = thousands(r#"{"text":""}"#.len() + typed.len());
        session.sees(&format!(" {bytes} / 32,000 B"));
        saves.insert(home.draft("draft-1").len());
        let took = typed[0].elapsed();
        assert!(took < PATIENCE, "nothing is saved while typing goes on");
    }
    let killed = Instant::now();
    session.signal(Signal::KILL);
    assert!(session.dies());
    let second = Duration::from_secs(1);
    let must = typed.iter().filter(|at| killed - **at > second).count();
    let kept = home.draft("draft-1");
    assert!(kept.len() >= must, "{} of {must}", kept.len());
    let mut session = home.start();
    session
        .sees("draft-1")
        .sees(&kept[..kept.len().min(20)])
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), kept);
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
fn what_is_typed_right_after_a_new_draft_goes_into_it() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT).keys("number one");
    let at_once = [key::NEW_DRAFT, key::TEXT, "number two", key::QUIT];
    session.keys(&at_once.concat());
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "number one");
    assert_eq!(home.draft("draft-2"), "number two");
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
