//! What a command looks up before a send is repeated as the send itself is.

use chatquill::sandbox::fault_injection::Fault;

use crate::environment::RELEASE;
use crate::harness::{Lane, Outcome, at_once, ended};

const SPACES: &str = "GET /v1/spaces";
const MEMBERS: &str = "GET /v1/spaces/*/members";
const DIRECT: &str = "GET /v1/spaces:findDirectMessage";
const GRACE: &str = "users/100000000000000000002";

/// Injects faults into these requests of a lane, in this order.
fn meet(lane: &Lane, on: &str, faults: &[&str]) {
    for fault in faults {
        let fault: Fault = fault.parse().unwrap();
        lane.world.talk.sandbox.inject(fault.on(on));
    }
}

/// Runs `chatquill send` of the lane's message with these arguments.
fn send(lane: &Lane, more: &[&str]) -> Outcome {
    let arguments = [&["send", "--text", &lane.text], more].concat();
    ended(lane.command(&arguments).spawn().unwrap())
}

#[test]
fn a_lookup_before_a_send_is_repeated_and_the_wait_is_told() {
    let once: [(&[&str], &str, &[&str]); 9] = [
        (&["-s", "eng-release"], SPACES, &["status:429:0*1"]),
        (&["-s", "eng-release"], SPACES, &["drop-after*1"]),
        (&["-s", "eng-release"], SPACES, &["html:502*1"]),
        (&["-s", "eng-release"], SPACES, &["truncate*1"]),
        (&["-s", "AAAArelease1"], SPACES, &["status:503:0*3"]),
        (
            &["-s", "eng-release", "--dry-run"],
            SPACES,
            &["status:429:0*1"],
        ),
        (
            &["-s", RELEASE, "-s", "eng-release"],
            SPACES,
            &["status:429:0*1"],
        ),
        (&["--to", GRACE], DIRECT, &["status:429:0*1"]),
        (
            &["-s", RELEASE, "--viewer", "Grace Hopper"],
            MEMBERS,
            &["status:429:0*1"],
        ),
    ];
    at_once(3, &once, |&(arguments, on, faults)| {
        let lane = Lane::new("looked up");
        meet(&lane, on, faults);
        let outcome = send(&lane, arguments);
        assert_eq!(outcome.status, 0, "{arguments:?} {faults:?}: {outcome:?}");
        let told = outcome.stderr.matches("trying again in").count();
        let waits = if faults[0].ends_with("*3") { 3 } else { 1 };
        assert_eq!(told, waits, "{arguments:?} {faults:?}: {outcome:?}");
    });
}

#[test]
fn the_composer_repeats_its_lists_and_says_why_it_waits() {
    let lane = Lane::new("listed");
    meet(&lane, SPACES, &["status:503:0*2"]);
    let draft = serde_json::json!({"parent": RELEASE, "message": {"text": "listed"}});
    lane.home().write("drafts/draft-1.json", draft.to_string());
    let mut session = lane.home().start();
    session.sees("trying again in").sees("15 spaces");
    session.sees("& Ada Lovelace, Grace");
    meet(&lane, MEMBERS, &["status:429:1*1"]);
    session.keys("\x1b4").keys("\r").sees("trying again in");
    session.sees("Grace Hopper");
    crate::composer::quit(session);
}

#[test]
fn a_lookup_that_never_succeeds_ends_the_send_for_later() {
    let lane = Lane::new("not now");
    meet(&lane, SPACES, &["status:503:0*20"]);
    let outcome = send(&lane, &["-s", "eng-release"]);
    assert_eq!(outcome.status, 4, "{outcome:?}");
    assert_eq!(outcome.stderr.matches("trying again in").count(), 4);
    assert!(lane.posted_ids().is_empty());
}
