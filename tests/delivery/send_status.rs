//! The exit status of `chatquill send` tells what happened to the message.

use crate::harness::{Lane, SOON, at_once, eventually};

/// The faults of the posts, the exit status, and the number of messages and records afterwards.
const CASES: [(&[&str], i32, usize, usize); 15] = [
    (&[], 0, 1, 0),
    (&["latency:300*1"], 0, 1, 0),
    (&["status:503:0*1"], 0, 1, 0),
    (&["status:400*20"], 1, 0, 0),
    (&["status:404*20"], 1, 0, 0),
    (&["status:409*20"], 1, 0, 0),
    (&["status:403*20"], 3, 0, 0),
    (&["status:401*20"], 3, 0, 0),
    (&["status:429:0*20"], 4, 0, 0),
    (&["status:429:3600*20"], 4, 0, 0),
    (&["status:503:0*20"], 4, 0, 0),
    (&["status:503:3600*20"], 4, 0, 0),
    (&["drop-after*1", "status:403*20"], 5, 1, 1),
    (&["truncate*1", "status:400*20"], 5, 1, 1),
    (&["drop-before*1", "status:403*20"], 5, 0, 1),
];

#[test]
fn the_exit_status_says_what_became_of_the_message() {
    at_once(8, &CASES, |&(faults, status, messages, records)| {
        let lane = Lane::new("what became of it");
        lane.meets(faults);
        let outcome = lane.send(&[]);
        assert_eq!(outcome.status, status, "{faults:?}: {outcome:?}");
        assert_eq!(lane.count(), messages, "{faults:?}: {outcome:?}");
        let ids = lane.record_ids();
        assert_eq!(ids.len(), records, "{faults:?}: {outcome:?}");
        let told = outcome.told_id();
        assert_eq!(
            told,
            ids.first().map(String::as_str),
            "{faults:?}: {outcome:?}"
        );
    });
}

#[test]
fn what_never_left_is_to_be_tried_later() {
    let lane = Lane::new("no network");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    lane.configure("build-bot", &base, "");
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 4, "{outcome:?}");
    assert!(lane.record_ids().is_empty(), "{outcome:?}");
}

#[test]
fn an_interrupted_send_that_waits_after_a_refused_connection_is_not_in_doubt() {
    let lane = Lane::new("no network");
    // The token is known, so that the send itself meets the closed port.
    assert_eq!(lane.send(&[]).status, 0);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    lane.configure("build-bot", &base, "");
    for signal in ["-INT", "-KILL"] {
        let child = lane.start_send(&["--json"]);
        let waits = || {
            let listed = lane
                .command(&["outbox", "list", "--json"])
                .output()
                .unwrap();
            String::from_utf8(listed.stdout)
                .unwrap()
                .contains("\"waiting\"")
        };
        eventually("the wait for another try", SOON, waits);
        let pid = child.id().to_string();
        let mut kill = std::process::Command::new("kill");
        assert!(kill.args([signal, &pid]).status().unwrap().success());
        let outcome = crate::harness::ended(child);
        if signal == "-INT" {
            let error: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
            assert_eq!(error["error"]["mayHaveArrived"], false, "{outcome:?}");
            assert!(lane.record_ids().is_empty(), "{outcome:?}");
        }
    }
    // What was killed is still to be sent.
    let listed = lane
        .command(&["outbox", "list", "--json"])
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("\"queued\""), "{listed}");
}

#[test]
fn missing_credentials_and_wrong_usage_have_their_own_statuses() {
    let lane = Lane::new("nothing leaves");
    let no_space = lane.command(&["send", "--text", "a"]).spawn().unwrap();
    assert_eq!(crate::harness::ended(no_space).status, 2);
    std::fs::remove_file(lane.home().path("key.json")).unwrap();
    let outcome = lane.send(&[]);
    assert_eq!(outcome.status, 3, "{outcome:?}");
    assert!(lane.posted_ids().is_empty());
    assert!(lane.record_ids().is_empty());
}
