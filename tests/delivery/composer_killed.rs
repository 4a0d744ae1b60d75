//! The composer is killed around the moment of its send: nothing is posted twice, nothing happens without a report.

use rustix::process::Signal;

use crate::composer::{confirm, quit, says, send_again_if_there};
use crate::harness::{Lane, SOON, at_once, comes, eventually};
use crate::session::Tape;

#[test]
fn a_kill_while_sending_posts_nothing_twice() {
    let lane = Lane::new("cut off");
    lane.kill_while_sending();
    assert_eq!(lane.record_ids().len(), 1);
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    let mut session = lane.again();
    send_again_if_there(&mut session);
    assert_eq!(lane.count(), 1, "{}", session.look(Tape::text));
    eventually("the end of the record", SOON, || {
        lane.record_ids().is_empty()
    });
    quit(session);
    assert_eq!(lane.home().draft("draft-1"), "");
}

#[test]
fn a_kill_before_the_message_was_stored_loses_nothing() {
    let lane = Lane::new("not stored yet");
    lane.meets(&["latency:60000"]);
    let mut session = lane.compose();
    confirm(&mut session);
    eventually("a record", SOON, || lane.record_ids().len() == 1);
    session.signal(Signal::KILL);
    assert!(session.dies());
    lane.clear();
    let mut session = lane.again();
    send_again_if_there(&mut session);
    assert_eq!(lane.count(), 1, "{}", session.look(Tape::text));
    quit(session);
}

#[test]
fn a_kill_right_after_sent_leaves_no_words_of_which_nothing_tells() {
    let texts: Vec<String> = (1..=6).map(|round| format!("round {round}")).collect();
    at_once(2, &texts, |text| {
        let lane = Lane::new(text);
        let mut session = lane.compose();
        confirm(&mut session);
        session.sees("✔ Sent to").signal(Signal::KILL);
        assert!(session.dies());
        let mut session = lane.again();
        let tells = [
            "on the way",
            "had arrived",
            "✔ Sent to",
            "? Perhaps not sent",
        ];
        let is_empty = comes(SOON / 5, || lane.home().draft("draft-1").is_empty());
        let is_told = says(&session, SOON / 5, &tells);
        assert!(is_empty || is_told, "{}", session.look(Tape::text));
        send_again_if_there(&mut session);
        assert_eq!(lane.count(), 1, "{}", session.look(Tape::text));
        quit(session);
    });
}

#[test]
fn a_record_ends_only_after_the_emptied_draft_is_on_disk() {
    let lane = Lane::new("in this order");
    lane.meets(&["latency:500*1"]);
    let mut session = lane.compose();
    confirm(&mut session);
    eventually("a record", SOON, || lane.record_ids().len() == 1);
    eventually("the end of the record", SOON, || {
        lane.record_ids().is_empty()
    });
    assert_eq!(lane.home().draft("draft-1"), "");
    quit(session);
}
