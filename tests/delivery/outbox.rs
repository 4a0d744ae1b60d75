//! `chatquill outbox`: what did not end is listed, repeated once, or dropped, by its own profile and server only.

use serde_json::Value;

use crate::environment::{RELEASE, World};
use crate::harness::{Lane, Outcome, SOON, ended, eventually};

/// Runs `chatquill outbox` with these arguments.
fn outbox(lane: &Lane, arguments: &[&str]) -> Outcome {
    let all = [&["outbox"], arguments].concat();
    ended(lane.command(&all).spawn().unwrap())
}

fn listed(lane: &Lane) -> Value {
    let outcome = outbox(lane, &["list", "--json"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// Returns the names in the outbox, without temporary files that a kill may leave.
fn left_over(lane: &Lane) -> Vec<String> {
    let files = std::fs::read_dir(lane.home().path("outbox")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with(".tmp")).collect()
}

#[test]
fn a_killed_send_is_listed_and_repeated_without_posting_twice() {
    let lane = Lane::new("killed before its answer");
    let id = lane.leave_in_doubt();
    let row = &listed(&lane)[0];
    assert_eq!(row["id"], *id);
    assert_eq!(row["state"], "unknown");
    assert_eq!(
        (&row["space"], &row["profile"]),
        (&RELEASE.into(), &"build-bot".into())
    );
    assert_eq!(row["title"], *lane.text);
    assert!(row["ageSeconds"].as_i64().unwrap() < 60, "{row}");
    let shown = outbox(&lane, &["list"]);
    for part in ["unknown", RELEASE, "build-bot", &id, &lane.text] {
        assert!(shown.stdout.contains(part), "{part}: {shown:?}");
    }
    let outcome = outbox(&lane, &["retry", &id]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    assert!(outcome.stdout.contains(RELEASE), "{outcome:?}");
    assert_eq!(lane.count(), 1);
    assert_eq!(listed(&lane), Value::Array(vec![]));
    assert_eq!(left_over(&lane), [""; 0], "neither a lock nor a history");
}

#[test]
fn what_has_an_own_id_is_looked_up_before_anything_is_sent() {
    let lane = Lane::new("looked up by its own ID");
    lane.meets(&["drop-after*1"]);
    let mut child = lane.start_send(&["--message-id", "client-look-up"]);
    eventually("the message in its space", SOON, || lane.count() == 1);
    lane.meets(&["latency:60000"]);
    child.kill().unwrap();
    child.wait().unwrap();
    lane.clear();
    let posts = lane.posted_ids().len();
    let outcome = outbox(&lane, &["retry"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.had_arrived(), "{outcome:?}");
    assert_eq!(lane.posted_ids().len(), posts, "nothing was posted");
    assert_eq!((lane.count(), lane.record_ids().len()), (1, 0));
}

#[test]
fn a_record_is_never_sent_through_another_profile_or_server() {
    let lane = Lane::new("of another server");
    let id = lane.leave_in_doubt();
    let other = World::new();
    lane.configure("build-bot", other.talk.sandbox.base(), "");
    let outcome = outbox(&lane, &["retry", &id]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(
        outcome.stderr.contains("another address now"),
        "{outcome:?}"
    );
    lane.configure("other", lane.world.talk.sandbox.base(), "");
    let outcome = outbox(&lane, &["retry"]);
    assert_eq!(outcome.status, 2, "{outcome:?}");
    assert!(
        outcome
            .stderr
            .contains("belongs to the profile \"build-bot\""),
        "{outcome:?}"
    );
    assert!(other.requests("POST", "/messages").is_empty());
    assert_eq!(lane.record_ids(), std::slice::from_ref(&id));
    assert_eq!(listed(&lane)[0]["id"], *id, "it is shown all the same");
}

#[test]
fn a_dropped_send_is_in_the_history() {
    let lane = Lane::new("no longer wanted");
    let id = lane.leave_in_doubt();
    let outcome = outbox(&lane, &["drop", &id[..8]]);
    assert_eq!((outcome.status, lane.record_ids().len()), (0, 0));
    let arguments = ["history", "list", "--json"];
    let outcome = ended(lane.command(&arguments).spawn().unwrap());
    let entries: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(entries[0]["id"], *id);
    assert_eq!(entries[0]["state"], "unknown");
    assert_eq!(outbox(&lane, &["drop", &id]).status, 2, "it is gone");
}

#[test]
fn a_send_that_never_began_is_sent_and_not_in_doubt() {
    let lane = Lane::new("queued");
    let base = lane.world.talk.sandbox.base();
    let record = format!(
        r#"{{"requestId":"q-1","parent":"{RELEASE}","query":[],"body":"{{\"text\":\"queued\"}}","profile":"build-bot","base":"{base}","since":"2026-11-01T00:00:00Z","state":"queued"}}"#
    );
    lane.home().write("outbox/q-1.json", record);
    lane.home().write("outbox/torn.json", "{\"requestId\":");
    assert_eq!(listed(&lane)[0]["state"], "queued");
    let outcome = outbox(&lane, &["retry"]);
    assert_eq!(outcome.status, 0, "{outcome:?}");
    assert!(outcome.stderr.contains("torn.json"), "{outcome:?}");
    assert!(!outcome.had_arrived(), "{outcome:?}");
    assert_eq!(
        (lane.count(), lane.posted_ids()),
        (1, vec!["q-1".to_owned()])
    );
    assert_eq!(outbox(&lane, &["drop", "torn.json"]).status, 0);
    assert_eq!(left_over(&lane), [""; 0]);
}

#[test]
fn a_send_under_way_is_left_to_the_program_that_sends_it() {
    let lane = Lane::new("under way elsewhere");
    lane.meets(&["status:503*1"]);
    let mut child = lane.start_send(&[]);
    eventually("the first attempt", SOON, || lane.posted_ids().len() == 1);
    lane.meets(&["latency:60000"]);
    eventually("the wait between two attempts", SOON, || {
        let rows = listed(&lane);
        rows[0]["state"] == "waiting" && rows[0]["reason"] != ""
    });
    let id = lane.record_ids()[0].clone();
    for arguments in [["retry", &id], ["drop", &id]] {
        let outcome = outbox(&lane, &arguments);
        assert_eq!(outcome.status, 4, "{outcome:?}");
        assert!(outcome.stderr.contains("right now"), "{outcome:?}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_guarded_profile_repeats_nothing_unasked() {
    let lane = Lane::new("guarded since");
    let id = lane.leave_in_doubt();
    let base = lane.world.talk.sandbox.base();
    lane.configure("build-bot", base, "guard = \"production\"\n");
    let asked = outbox(&lane, &["retry", &id]);
    assert_eq!(asked.status, 2, "{asked:?}");
    assert!(asked.stderr.contains("--yes"), "{asked:?}");
    assert_eq!(listed(&lane)[0]["id"], *id, "it stays in the outbox");
    let confirmed = outbox(&lane, &["retry", &id, "--yes"]);
    assert_eq!(confirmed.status, 0, "{confirmed:?}");
    assert_eq!(lane.count(), 1);
}
