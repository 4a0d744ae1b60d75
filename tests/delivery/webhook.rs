//! Webhooks, which have no request ID: what may have arrived is never sent again without a word.

use crate::harness::{Lane, Outcome, ended};

/// The space of the sandbox's webhook.
const INCIDENTS: &str = "spaces/AAAAincident";

/// Returns a lane whose default profile is the sandbox's webhook.
fn lane(text: &str) -> Lane {
    let lane = Lane::new(text);
    lane.home()
        .write("webhook.txt", lane.world.talk.sandbox.webhook_url());
    lane.home().write(
        "config.toml",
        "default_profile = \"alerts\"\n[profiles.alerts]\nsender = \"webhook\"\nurl_file = \"webhook.txt\"\n",
    );
    lane
}

fn run(lane: &Lane, arguments: &[&str]) -> Outcome {
    ended(lane.command(arguments).spawn().unwrap())
}

/// Sends the message of the lane, with more options.
fn send(lane: &Lane, more: &[&str]) -> Outcome {
    let arguments = ["send", "--text", &lane.text, "--space", INCIDENTS];
    run(lane, &[&arguments, more].concat())
}

fn count(lane: &Lane) -> usize {
    lane.world.messages(INCIDENTS, &lane.text).len()
}

fn posts(lane: &Lane) -> usize {
    lane.world.requests("POST", "/messages").len()
}

#[test]
fn a_lost_answer_ends_the_attempts_and_leaves_the_record_in_doubt() {
    for fault in ["drop-after*1", "truncate*1", "status:500:0*1", "html:502*1"] {
        let lane = lane("posted once");
        lane.meets(&[fault]);
        let outcome = send(&lane, &[]);
        assert_eq!(outcome.status, 5, "{fault}: {outcome:?}");
        assert_eq!(posts(&lane), 1, "{fault}: {outcome:?}");
        assert_eq!(lane.record_ids().len(), 1, "{fault}");
        assert!(
            outcome.stderr.contains("would post a second one"),
            "{fault}: {outcome:?}"
        );
        assert!(!outcome.stderr.contains("--request-id"), "{outcome:?}");
    }
}

#[test]
fn what_surely_did_not_arrive_is_tried_again() {
    let lane = lane("tried again");
    lane.meets(&["status:429:0*1", "status:503:0*1"]);
    let outcome = send(&lane, &[]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!((count(&lane), lane.record_ids().len()), (1, 0));
}

#[test]
fn the_same_command_asks_before_it_posts_a_second_message() {
    let lane = lane("asked first");
    lane.meets(&["drop-after*1"]);
    assert_eq!(send(&lane, &[]).status, 5);
    let id = lane.record_ids().remove(0);
    for more in [&[][..], &["--request-id", &id]] {
        let outcome = send(&lane, more);
        assert_eq!(outcome.status, 2, "{more:?}: {outcome:?}");
        assert!(outcome.stderr.contains("a second one"), "{outcome:?}");
        assert!(outcome.stderr.contains("--yes"), "{outcome:?}");
        assert_eq!(posts(&lane), 1, "{more:?}");
    }
    let outcome = send(&lane, &["--yes"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert_eq!(count(&lane), 2, "as the user wanted");
}

#[test]
fn the_outbox_asks_before_it_repeats() {
    let lane = lane("repeated on purpose");
    lane.meets(&["drop-after*1"]);
    assert_eq!(send(&lane, &[]).status, 5);
    let outcome = run(&lane, &["outbox", "retry"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("a second message"), "{outcome:?}");
    assert_eq!((posts(&lane), lane.record_ids().len()), (1, 1));
    let outcome = run(&lane, &["outbox", "retry", "--yes"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(!outcome.had_arrived(), "{outcome:?}");
    assert_eq!((count(&lane), lane.record_ids().len()), (2, 0));
}
