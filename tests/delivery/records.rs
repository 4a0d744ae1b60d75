//! Records in doubt: read before anything is sent, reported, never used where they do not match.

use crate::composer::{ACTIVITY, arrives, ask, close_activity, confirm, quit, says};
use crate::environment::{RELEASE, World};
use crate::harness::{Lane, SOON, at_once, comes, eventually};
use crate::session::{Tape, key};

#[test]
fn a_record_younger_than_an_hour_is_used_again() {
    let lane = Lane::new("fifty minutes later");
    lane.leave_in_doubt();
    lane.age_records(50);
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
}

#[test]
fn an_older_record_is_not_used_by_send_but_named() {
    let lane = Lane::new("the same words daily");
    let id = lane.leave_in_doubt();
    lane.age_records(120);
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(!outcome.had_arrived(), "{outcome:?}");
    assert!(
        outcome.stderr.contains(&id),
        "the old doubt is named: {outcome:?}"
    );
    assert_eq!(lane.count(), 2, "today's is not lost: {outcome:?}");
    assert_eq!(lane.record_ids(), [id], "the old doubt is not settled");
}

#[test]
fn an_older_record_is_asked_about_by_the_composer() {
    let lane = Lane::new("asked again");
    lane.leave_in_doubt();
    lane.age_records(120);
    let mut session = lane.compose();
    ask(&mut session);
    let screen = session.look(Tape::text).to_lowercase();
    let asks = [
        "may be there",
        "may have arrived",
        "perhaps",
        "in doubt",
        "twice",
        "second",
    ];
    assert!(asks.iter().any(|words| screen.contains(words)), "{screen}");
    session.keys(key::ESC).sees_no_more("Enter sends");
    quit(session);
    assert_eq!(lane.count(), 1);
    assert_eq!(lane.record_ids().len(), 1, "the doubt stays");
}

#[test]
fn other_words_go_out_and_the_unfinished_ones_are_told() {
    let lane = Lane::new("the first words");
    let id = lane.leave_in_doubt();
    let outcome = lane.send_of("other words", &[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(lane.count_of("other words"), 1, "{outcome:?}");
    let is_told = outcome.stderr.contains(&id) || outcome.stderr.contains(&lane.text);
    assert!(is_told, "the unfinished send is told of: {outcome:?}");
    assert_eq!(lane.record_ids(), [id], "its doubt stays");
    assert_eq!(lane.count(), 1);
}

#[test]
fn the_composer_uses_the_record_of_a_command() {
    let lane = Lane::new("begun by a command");
    lane.leave_in_doubt();
    let mut session = lane.compose();
    confirm(&mut session);
    arrives(&session);
    assert_eq!(lane.count(), 1);
    eventually("the end of the record", SOON, || {
        lane.record_ids().is_empty()
    });
    quit(session);
}

#[test]
fn a_command_uses_the_record_of_the_composer() {
    let lane = Lane::new("begun on the screen");
    lane.kill_while_sending();
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
}

#[test]
fn a_record_of_another_space_is_not_used() {
    let lane = Lane::new("two spaces");
    lane.leave_in_doubt();
    let other = "spaces/AAAAincident";
    let arguments = ["send", "--text", &lane.text, "--space", other];
    let outcome = crate::harness::ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(!outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.world.messages(other, &lane.text).len(), 1);
    assert_eq!(lane.record_ids().len(), 1, "its doubt stays");
}

/// How the profile of a record differs from the current profile.
#[derive(Debug)]
enum Turned {
    Other,
    Renamed,
    ReAddressed,
}

/// Changes the profile; returns the sandbox that it connects to where that is a new one.
fn turn(lane: &Lane, turned: &Turned) -> Option<World> {
    let base = lane.world.talk.sandbox.base();
    match turned {
        Turned::Other => {
            let old = format!(
                "\n[profiles.build-bot]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = {base:?}\n"
            );
            lane.configure("another-bot", base, &old);
            None
        }
        Turned::Renamed => {
            lane.configure("another-bot", base, "");
            None
        }
        Turned::ReAddressed => {
            let elsewhere = World::new();
            let sandbox = &elsewhere.talk.sandbox;
            lane.home().write("key.json", sandbox.service_account_key());
            lane.configure("build-bot", sandbox.base(), "");
            Some(elsewhere)
        }
    }
}

const TURNS: [Turned; 3] = [Turned::Other, Turned::Renamed, Turned::ReAddressed];

#[test]
fn the_composer_shows_records_of_other_profiles_and_does_not_send_them() {
    at_once(3, &TURNS, |turned| {
        let lane = Lane::new("of old");
        lane.leave_in_doubt();
        let elsewhere = turn(&lane, turned);
        let mut session = lane.home().start();
        session.sees(" 15 spaces");
        session.keys(key::ACTIVITY).sees(ACTIVITY);
        let is_shown = says(&session, SOON, &["of old"]);
        assert!(is_shown, "{turned:?}\n{}", session.look(Tape::text));
        let posts = lane.posted_ids().len();
        session.keys("s");
        let is_posted = comes(SOON / 10, || lane.posted_ids().len() > posts);
        assert!(!is_posted, "{turned:?}");
        close_activity(&mut session);
        quit(session);
        if let Some(elsewhere) = elsewhere {
            assert_eq!(elsewhere.messages(RELEASE, "of old").len(), 0, "{turned:?}");
        }
        assert_eq!(lane.record_ids().len(), 1, "{turned:?}");
    });
}

#[test]
fn send_tells_of_records_of_other_profiles_and_does_not_use_them() {
    at_once(3, &TURNS, |turned| {
        let lane = Lane::new("of old");
        let id = lane.leave_in_doubt();
        let elsewhere = turn(&lane, turned);
        let outcome = lane.send(&[]);
        let what = format!("{turned:?}: {outcome:?}");
        assert_eq!(outcome.status, 0, "{what}");
        assert!(!outcome.had_arrived(), "{what}");
        let is_told = outcome.stderr.contains(&id) || outcome.stderr.contains("of old");
        assert!(is_told, "the unfinished send is told of: {what}");
        assert_eq!(lane.record_ids(), [id], "its doubt stays: {what}");
        let there = elsewhere.map_or(lane.count() - 1, |elsewhere| {
            elsewhere.messages(RELEASE, "of old").len()
        });
        assert_eq!(there, 1, "{what}");
    });
}

#[test]
fn a_record_is_on_disk_as_long_as_the_send_is_under_way() {
    let lane = Lane::new("watched");
    lane.meets(&["latency:700*1"]);
    let child = lane.start_send(&[]);
    eventually("a record", SOON, || lane.record_ids().len() == 1);
    assert_eq!(lane.count(), 0, "nothing was posted before it");
    let outcome = crate::harness::ended(child);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(lane.record_ids().is_empty());
}
