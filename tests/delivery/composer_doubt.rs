//! The composer whose response was lost: in doubt whatever the later responses are, and never posted twice.

use crate::composer::{
    ACTIVITY, Said, again_from_activity, arrives, ask, close_activity, confirm, quit, said,
    send_again_if_there, shown,
};
use crate::harness::{Lane, SOON, at_once, comes, eventually};
use crate::session::{Session, Tape, key};

const LOST_THEN_BUSY: [&str; 2] = ["drop-after*1", "status:503:0*20"];

/// Returns a composer whose message is stored, and which shows that it is in doubt; no faults remain.
fn in_doubt(lane: &Lane, faults: &[&str]) -> Session {
    lane.meets(faults);
    let mut session = lane.compose();
    confirm(&mut session);
    assert_eq!(
        said(&session),
        Said::Perhaps,
        "{}",
        session.look(Tape::text)
    );
    assert_eq!(lane.count(), 1);
    assert_eq!(lane.record_ids().len(), 1, "the record stays");
    lane.clear();
    session
}

/// Asserts that the message is there once, nothing is in doubt, and the draft is emptied.
fn ends_well(lane: &Lane, session: Session) {
    assert_eq!(lane.count(), 1, "{}", session.look(Tape::text));
    eventually("the end of the record", SOON, || {
        lane.record_ids().is_empty()
    });
    quit(session);
    assert_eq!(lane.home().draft("draft-1"), "");
}

#[test]
fn sending_again_after_lost_answers_posts_nothing_twice() {
    let cases: [&[&str]; 3] = [
        &["drop-after*5"],
        &LOST_THEN_BUSY,
        &["truncate*1", "status:403*20"],
    ];
    at_once(3, &cases, |faults| {
        let lane = Lane::new("on the screen");
        let mut session = in_doubt(&lane, faults);
        confirm(&mut session);
        arrives(&session);
        ends_well(&lane, session);
    });
}

#[test]
fn a_guarded_profile_sends_what_is_in_doubt_again() {
    let lane = Lane::guarded("in earnest");
    lane.meets(&LOST_THEN_BUSY);
    let mut session = lane.compose();
    ask(&mut session).keys("send").keys(key::ENTER);
    assert_eq!(said(&session), Said::Perhaps);
    lane.clear();
    ask(&mut session).keys("send").keys(key::ENTER);
    arrives(&session);
    ends_well(&lane, session);
}

#[test]
fn a_guarded_profile_sends_again_from_the_activity() {
    let lane = Lane::guarded("in earnest, again");
    lane.meets(&LOST_THEN_BUSY);
    let mut session = lane.compose();
    ask(&mut session).keys("send").keys(key::ENTER);
    assert_eq!(said(&session), Said::Perhaps);
    lane.clear();
    let before = lane.posted_ids().len();
    session.keys(key::ACTIVITY).sees(ACTIVITY).keys("s");
    // The production confirmation may come here, too.
    let asks = |session: &Session| session.look(|tape| tape.text().contains("PRODUCTION: type"));
    let is_sent = || lane.posted_ids().len() > before;
    let goes = comes(SOON, || is_sent() || asks(&session));
    assert!(goes, "it is not sent again\n{}", session.look(Tape::text));
    if asks(&session) {
        session.keys("send").keys(key::ENTER);
    }
    eventually("another post", SOON, is_sent);
    // Esc would take the notice off where it comes first.
    arrives(&session);
    assert_eq!(lane.count(), 1);
    eventually("the end of the record", SOON, || {
        lane.record_ids().is_empty()
    });
}

/// Repeats the first row of the activity with this refusal: the doubt stays, on the screen and on the disk.
fn stays_in_doubt(lane: &Lane, session: &mut Session, refusal: &str) {
    let ids = lane.record_ids();
    let before = lane.posted_ids().len();
    lane.meets(&[refusal]);
    session.keys(key::ACTIVITY).sees(ACTIVITY).keys("s");
    eventually("the refusal", SOON, || lane.posted_ids().len() > before);
    let denies = |tape: &Tape| tape.text().to_lowercase().contains("✘ not sent");
    let is_denied = comes(SOON / 10, || session.look(denies));
    assert!(!is_denied, "{refusal}\n{}", session.look(Tape::text));
    close_activity(session);
    assert_eq!(
        said(session),
        Said::Perhaps,
        "{refusal}\n{}",
        session.look(Tape::text)
    );
    assert_eq!(lane.record_ids(), ids, "{refusal}: the record stays");
}

#[test]
fn a_repeat_from_the_activity_that_is_refused_for_good_stays_in_doubt() {
    let refusals = ["status:403*1", "status:400*1", "status:404*1"];
    at_once(3, &refusals, |refusal| {
        let lane = Lane::new("refused then");
        let mut session = in_doubt(&lane, &LOST_THEN_BUSY);
        stays_in_doubt(&lane, &mut session, refusal);
        again_from_activity(&mut session);
        arrives(&session);
        ends_well(&lane, session);
    });
}

#[test]
fn a_repeat_of_a_killed_send_that_is_refused_for_good_stays_in_doubt() {
    let lane = Lane::new("killed, then refused");
    lane.kill_while_sending();
    let mut session = lane.again();
    session.sees("on the way");
    stays_in_doubt(&lane, &mut session, "status:403*1");
    again_from_activity(&mut session);
    arrives(&session);
    ends_well(&lane, session);
}

#[test]
fn a_send_that_was_given_up_is_not_posted_twice() {
    let lane = Lane::new("given up");
    let mut session = lane.stored_and_waiting();
    session.keys(key::CANCEL).sees("Gave up");
    lane.clear();
    confirm(&mut session);
    arrives(&session);
    ends_well(&lane, session);
}

#[test]
fn a_send_that_was_given_up_is_not_posted_twice_after_a_restart() {
    let lane = Lane::new("given up and left");
    let mut session = lane.stored_and_waiting();
    session.keys(key::CANCEL).sees("Gave up");
    lane.clear();
    quit(session);
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    let mut session = lane.again();
    send_again_if_there(&mut session);
    ends_well(&lane, session);
}

#[test]
fn a_draft_in_doubt_is_not_posted_twice_after_a_restart() {
    let lane = Lane::new("left in doubt");
    let session = in_doubt(&lane, &LOST_THEN_BUSY);
    quit(session);
    let mut session = lane.again();
    send_again_if_there(&mut session);
    ends_well(&lane, session);
}

#[test]
fn a_changed_draft_goes_out_as_new_and_the_line_says_so() {
    let lane = Lane::new("as it was");
    let mut session = in_doubt(&lane, &LOST_THEN_BUSY);
    session.keys(key::TEXT).keys("!");
    eventually("the change on disk", SOON, || {
        lane.home().draft("draft-1").contains('!')
    });
    let changed = lane.home().draft("draft-1");
    ask(&mut session).sees("earlier");
    session.keys(key::ENTER);
    arrives(&session);
    assert_eq!(
        lane.count_of(&changed),
        1,
        "it is not taken for the old words"
    );
    assert_eq!(lane.count(), 1);
    eventually("only the doubt of the old words", SOON, || {
        lane.record_ids().len() == 1
    });
    quit(session);
}

#[test]
fn the_same_words_may_be_sent_again_once_they_surely_arrived() {
    let lane = Lane::new("hello");
    let mut session = lane.compose();
    for times in 1..=2 {
        confirm(&mut session);
        arrives(&session);
        assert_eq!(lane.count(), times, "{}", session.look(Tape::text));
        eventually("an empty draft", SOON, || {
            lane.home().draft("draft-1").is_empty()
        });
        session.keys(key::TEXT).keys(&lane.text);
        eventually("the draft", SOON, || {
            lane.home().draft("draft-1") == lane.text
        });
    }
    assert_ne!(lane.posted_ids()[0], lane.posted_ids()[1]);
    quit(session);
}

#[test]
fn what_was_surely_refused_is_not_in_doubt() {
    let lane = Lane::new("refused");
    lane.meets(&["status:503:0*1", "status:403*1"]);
    let mut session = lane.compose();
    confirm(&mut session);
    assert_eq!(said(&session), Said::Not);
    assert_eq!(session.look(shown), Some(Said::Not));
    assert!(lane.record_ids().is_empty());
    confirm(&mut session);
    arrives(&session);
    ends_well(&lane, session);
}
