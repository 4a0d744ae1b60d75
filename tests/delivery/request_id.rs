//! A request ID that the user gives identifies one message.

use crate::harness::Lane;

/// Sends a different message under the ID, which must be refused before anything leaves.
#[track_caller]
fn is_refused(lane: &Lane, id: &str) {
    let asked = lane.world.talk.sandbox.requests().len();
    let outcome = lane.send_of("two", &["--request-id", id]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert_eq!(outcome.stdout, "", "{outcome:?}");
    assert_eq!(lane.world.talk.sandbox.requests().len(), asked);
    assert_eq!(lane.count_of("two"), 0, "{outcome:?}");
}

#[test]
fn an_id_of_a_sent_message_is_refused_for_other_words() {
    let lane = Lane::new("one");
    let outcome = lane.send(&["--request-id", "X-1"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    is_refused(&lane, "X-1");
    let outcome = lane.send(&["--request-id", "X-1"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
}

#[test]
fn an_id_of_a_message_in_doubt_is_refused_for_other_words() {
    let lane = Lane::new("one");
    let id = lane.leave_in_doubt();
    is_refused(&lane, &id);
    assert_eq!(lane.record_ids(), [id.as_str()], "the doubt stays");
    let outcome = lane.send(&["--request-id", &id]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
}

#[test]
fn an_id_of_a_message_in_doubt_is_refused_for_another_space() {
    let lane = Lane::new("one");
    let id = lane.leave_in_doubt();
    let asked = lane.world.talk.sandbox.requests().len();
    let other = [
        "send",
        "-t",
        "one",
        "-s",
        "spaces/AAAAincident",
        "--request-id",
        &id,
    ];
    let outcome = crate::harness::ended(lane.command(&other).spawn().unwrap());
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert_eq!(lane.world.talk.sandbox.requests().len(), asked);
}

#[test]
fn an_id_given_by_the_person_is_kept_in_doubt() {
    let lane = Lane::new("mine");
    lane.meets(&["drop-after*1", "status:403*20"]);
    let outcome = lane.send(&["--request-id", "X-2"]);
    assert_eq!(outcome.status, 5, "{outcome:?}");
    assert_eq!(outcome.told_id(), Some("X-2"), "{outcome:?}");
    lane.clear();
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(lane.count(), 1, "{outcome:?}");
}
