//! Drafts: on disk within a second however the program ends, and back at the next start.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chatquill::app::controllers::number_format::thousands;
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
fn what_came_of_a_send_does_not_stand_above_another_draft() {
    let world = World::new();
    let request = r#"{"parent": "spaces/AAAArelease1", "message": {"text": "sent words"}}"#;
    world.home.write("drafts/draft-1.json", request);
    let other = r#"{"message": {"text": "other words"}}"#;
    world.home.write("drafts/draft-2.json", other);
    let mut session = world.start();
    session.keys(key::DRAFTS).sees("Open a file…");
    session.keys("sent").keys(key::ENTER).sees("sent words");
    session.keys(key::SEND).sees("Enter sends").keys(key::ENTER);
    session.sees("Sent to # eng-release").keys(key::DRAFTS);
    session.sees("Open a file…").keys("other").keys(key::ENTER);
    session
        .sees("draft-2")
        .sees_no_more("Sent to # eng-release");
    session.keys(key::QUIT);
    assert!(session.ends().success());
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

#[test]
fn undo_survives_a_restart_and_a_switch_of_drafts() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("draft-1")
        .keys(key::TEXT)
        .keys("one ")
        .keys("two");
    session.sees("one two").keys(key::QUIT);
    assert!(session.ends().success());
    let mut session = home.start();
    session.sees("one two").keys(key::TEXT).keys(key::UNDO);
    session.sees_no_more("one two").keys("\x19").sees("one two");
    session
        .keys(key::NEW_DRAFT)
        .sees("draft-2")
        .sees_no_more("one two");
    session.keys(key::TEXT).keys("another").sees("another");
    session.keys(key::DRAFTS).sees("open here");
    session.keys(key::DOWN).keys(key::ENTER);
    session.sees("chatquill  draft-1").sees("one two");
    session.keys(key::TEXT).keys(key::UNDO);
    session.sees_no_more("one two").keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "one ");
}

#[test]
fn a_file_that_another_program_changed_is_kept_beside_what_is_written_on() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT).keys("mine");
    session.until("the draft is on disk", |_| home.draft("draft-1") == "mine");
    // Until then it does not know the file as its own.
    session.sees_no_more("●");
    home.write(
        "drafts/draft-1.json",
        "{\"message\": {\"text\": \"from elsewhere\"}}",
    );
    session.keys("!").sees("Another program changed draft-1");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "mine!");
    assert_eq!(home.draft("draft-2"), "from elsewhere");
}
