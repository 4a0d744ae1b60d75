//! A send that is held back can be taken back, and a kill meanwhile sends nothing.

use rustix::process::Signal;

use crate::composer::{confirm, quit};
use crate::harness::{Lane, SOON, ended, eventually};
use crate::session::{Session, key};

/// Creates a lane whose sends are held back for so many seconds.
fn held(seconds: u64) -> (Lane, Session) {
    let lane = Lane::new("take it back");
    let config = std::fs::read_to_string(lane.home().path("config.toml")).unwrap();
    let more = format!("{config}\n[behaviour]\nundo_send = \"{seconds}s\"\n");
    lane.home().write("config.toml", more);
    let session = lane.compose();
    (lane, session)
}

#[test]
fn a_send_is_taken_back_by_a_key_and_leaves_later_if_it_is_not() {
    let (lane, mut session) = held(2);
    confirm(&mut session);
    session.sees("in 2 s").sees("in 1 s");
    session
        .keys(key::CANCEL)
        .sees("Taken back: nothing was sent");
    assert_eq!(lane.posted_ids().len(), 0);
    assert!(lane.record_ids().is_empty());
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    confirm(&mut session);
    session.sees("✔ Sent to");
    assert_eq!(lane.count(), 1);
    quit(session);
}

#[test]
fn a_kill_while_it_is_held_back_sends_nothing_and_keeps_the_words() {
    let (lane, mut session) = held(30);
    confirm(&mut session);
    session.sees("in 29 s").signal(Signal::KILL);
    assert!(session.dies());
    assert_eq!(lane.posted_ids().len(), 0);
    assert!(lane.record_ids().is_empty());
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    let mut session = lane.again();
    session.sees(&lane.text);
    quit(session);
    assert_eq!(lane.count(), 0);
}

#[test]
fn a_test_send_goes_to_the_test_space_of_the_profile() {
    let lane = Lane::new("try it");
    let test = |more: &[&str]| {
        let mut arguments = vec!["send", "--test", "--text", "try it"];
        arguments.extend(more);
        ended(lane.command(&arguments).spawn().unwrap())
    };
    let refused = test(&[]);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert!(
        refused.stderr.contains("Add test_space ="),
        "{}",
        refused.stderr
    );
    let base = lane.world.talk.sandbox.base().to_owned();
    lane.configure("build-bot", &base, "test_space = \"AAAAincident\"\n");
    assert_eq!(test(&["--message-id", "client-a"]).status, 0);
    assert_eq!(
        test(&["--message-id", "client-a"]).status,
        0,
        "an ID is used once only"
    );
    assert_eq!(
        lane.world.messages("spaces/AAAAincident", "try it").len(),
        2
    );
    assert_eq!(lane.count(), 0);
    // From the composer, too: the draft stays as it is.
    let mut session = lane.compose();
    session.keys(key::COMMANDS).keys("test space\r");
    session.sees("✔ Sent to # eng-incidents");
    eventually("the message", SOON, || {
        lane.world.messages("spaces/AAAAincident", "try it").len() == 3
    });
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    quit(session);
}
