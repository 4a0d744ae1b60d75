//! `chatquill send` whose response was lost: in doubt whatever the later responses are, and never posted twice.

use crate::harness::{Lane, SOON, at_once, ended, eventually};

/// Responses to the remaining attempts after the first response was lost.
const REFUSALS: [&str; 11] = [
    "status:429:0*20",
    "status:429:3600*20",
    "status:503:0*20",
    "status:400*20",
    "status:401*20",
    "status:403*20",
    "status:404*20",
    "status:409*20",
    "status:501*20",
    "html:502*1",
    "status:403*1",
];

/// Returns each way to lose a response, followed by each refusal.
fn cases() -> Vec<(&'static str, &'static str)> {
    let lost = ["drop-after*1", "truncate*1"];
    // The gateway's page is followed by a refusal, too, so that no case succeeds by itself.
    let refusals = REFUSALS.iter().copied();
    refusals
        .flat_map(|refusal| lost.map(|lost| (lost, refusal)))
        .collect()
}

/// Returns a lane whose first response was lost and whose next attempt was refused.
fn refused(lost: &str, refusal: &str) -> Lane {
    let lane = Lane::new("only once");
    lane.meets(&[lost, refusal, "status:403*20"]);
    lane
}

#[test]
fn a_lost_answer_is_doubt_whatever_refuses_after_it() {
    at_once(12, &cases(), |&(lost, refusal)| {
        let lane = refused(lost, refusal);
        let outcome = lane.send(&[]);
        let what = format!("{lost}, {refusal}: {outcome:?}");
        assert_eq!(outcome.status, 5, "{what}");
        assert_eq!(outcome.stdout, "", "{what}");
        let ids = lane.record_ids();
        assert_eq!(ids.len(), 1, "the record stays: {what}");
        assert_eq!(outcome.told_id(), Some(&*ids[0]), "{what}");
        assert_eq!(lane.count(), 1, "{what}");
    });
}

#[test]
fn the_same_command_posts_nothing_twice_after_a_lost_answer() {
    at_once(12, &cases(), |&(lost, refusal)| {
        let lane = refused(lost, refusal);
        let first = lane.send(&[]);
        lane.clear();
        let again = lane.send(&[]);
        let what = format!("{lost}, {refusal}: {first:?}, then {again:?}");
        assert_eq!(lane.count(), 1, "{what}");
        assert_eq!(again.status, 0, "{what}");
        assert!(again.had_arrived(), "{what}");
        assert!(lane.record_ids().is_empty(), "the record has ended: {what}");
    });
}

#[test]
fn the_told_request_id_posts_nothing_twice_after_a_lost_answer() {
    at_once(12, &cases(), |&(lost, refusal)| {
        let lane = refused(lost, refusal);
        let first = lane.send(&[]);
        lane.clear();
        let what = format!("{lost}, {refusal}: {first:?}");
        let id = first.told_id().unwrap_or_else(|| panic!("no ID: {what}"));
        let again = lane.send(&["--request-id", id]);
        let what = format!("{what}, then {again:?}");
        assert_eq!(lane.count(), 1, "{what}");
        assert_eq!(again.status, 0, "{what}");
        assert!(again.had_arrived(), "{what}");
        assert!(lane.record_ids().is_empty(), "the record has ended: {what}");
    });
}

#[test]
fn a_repeat_that_is_refused_for_good_stays_in_doubt() {
    let lane = Lane::new("still in doubt");
    let id = lane.leave_in_doubt();
    for refusal in ["status:403*5", "status:400*5", "status:404*5"] {
        lane.meets(&[refusal]);
        let outcome = lane.send(&[]);
        assert_eq!(outcome.status, 5, "{refusal}: {outcome:?}");
        assert_eq!(outcome.told_id(), Some(&*id), "{refusal}: {outcome:?}");
        assert_eq!(lane.record_ids(), [id.as_str()], "{refusal}: {outcome:?}");
        lane.clear();
    }
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
}

#[test]
fn a_repeat_that_is_refused_names_the_ways_out() {
    let lane = Lane::new("refused again and again");
    let id = lane.leave_in_doubt();
    lane.meets(&["status:403*9"]);
    let arguments = ["outbox", "retry", &id, "--yes"];
    let outcome = ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(outcome.status, 5, "{outcome:?}");
    for part in [
        "look into the space".to_owned(),
        format!("chatquill outbox drop {id} "),
        format!("chatquill outbox retry {id} "),
    ] {
        assert!(outcome.stderr.contains(&part), "{part}: {outcome:?}");
    }
    lane.clear();
}

#[test]
fn a_killed_send_is_finished_by_the_same_command() {
    let lane = Lane::new("killed");
    let id = lane.leave_in_doubt();
    let outcome = lane.send(&[]);
    assert_eq!(lane.count(), 1, "{outcome:?}");
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    let ids = lane.posted_ids();
    assert!(ids.iter().all(|posted| *posted == id), "{ids:?}");
    assert!(lane.record_ids().is_empty(), "{outcome:?}");
}

#[test]
fn a_repeat_that_posts_does_not_claim_that_it_had_arrived() {
    let lane = Lane::new("not there yet");
    // The sandbox stores nothing before the latency is over, nor when the program is gone by then.
    lane.meets(&["latency:60000"]);
    let mut child = lane.start_send(&[]);
    eventually("a record", SOON, || lane.record_ids().len() == 1);
    child.kill().unwrap();
    child.wait().unwrap();
    lane.clear();
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(!outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
    assert!(lane.record_ids().is_empty(), "{outcome:?}");
}

#[test]
fn what_surely_arrived_may_be_sent_again_as_a_new_message() {
    let lane = Lane::new("the daily report");
    for day in 1..=2 {
        let outcome = lane.send(&[]);
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert!(!outcome.had_arrived(), "{outcome:?}");
        assert_eq!(lane.count(), day, "{outcome:?}");
    }
    assert_ne!(lane.posted_ids()[0], lane.posted_ids()[1]);
}
