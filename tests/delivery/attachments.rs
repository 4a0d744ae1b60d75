//! Files of a message: a cut between upload and create uploads again, under the same request ID.

use chatquill::sandbox::fault_injection::Fault;
use serde_json::{Value, json};

use crate::composer::quit;
use crate::environment::RELEASE;
use crate::harness::{Lane, Outcome, SOON, ended, eventually};
use crate::key_latency;
use crate::session::{Session, key};

/// Creates a lane whose profile is a person, who may attach files, and a file.
fn lane(bytes: usize) -> Lane {
    let lane = Lane::new("see the file");
    let sandbox = &lane.world.talk.sandbox;
    lane.home().write("user.json", sandbox.authorized_user());
    let base = sandbox.base();
    let config = format!(
        "default_profile = \"ada\"\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"user.json\"\napi_base = {base:?}\n"
    );
    lane.home().write("config.toml", config);
    lane.home().write("notes.txt", "w".repeat(bytes));
    lane
}

fn send(lane: &Lane) -> Outcome {
    ended(lane.start_send(&["--attach", "notes.txt", "--json"]))
}

fn uploads(lane: &Lane) -> usize {
    lane.world.requests("POST", "/attachments:upload").len()
}

#[test]
fn a_cut_between_upload_and_create_uploads_again_and_posts_once() {
    let lane = lane(100);
    // Stored, but no response comes, and the next attempt is refused.
    lane.meets(&["drop-after*1", "status:403*1"]);
    let first = send(&lane);
    assert_eq!(first.status, 5, "{first:?}");
    assert_eq!((lane.record_ids().len(), uploads(&lane)), (1, 1));
    let second = send(&lane);
    assert_eq!(second.status, 0, "{second:?}");
    assert!(second.had_arrived(), "{second:?}");
    assert_eq!((lane.count(), uploads(&lane)), (1, 2));
    let record = lane.world.messages(RELEASE, &lane.text);
    assert_eq!(record[0]["attachment"][0]["contentName"], "notes.txt");
}

#[test]
fn a_failed_upload_leaves_nothing_behind() {
    let lane = lane(100);
    let fault = "status:403*1@POST /upload/v1/spaces/*/attachments:upload";
    lane.world.talk.sandbox.inject(fault.parse().unwrap());
    let refused = send(&lane);
    assert_eq!(refused.status, 3, "{refused:?}");
    let error: Value = serde_json::from_str(&refused.stdout).unwrap();
    assert_eq!(error["error"]["mayHaveArrived"], false);
    let words = error["error"]["message"].as_str().unwrap();
    assert!(words.starts_with("A file was not uploaded"), "{words}");
    assert_eq!((lane.count(), lane.record_ids().len()), (0, 0));
    assert_eq!(send(&lane).status, 0);
}

/// Picks the file in the composer.
pub fn attach(session: &mut Session) {
    session.keys(key::COMMANDS).sees("Commands");
    session.paste("attach a file").sees("Attach a file");
    session.keys(key::ENTER).sees("Attach a file ·");
    session.paste("notes").sees("notes.txt").keys(key::ENTER);
    session.sees("✔ With notes.txt");
}

fn compose(lane: &Lane) -> Session {
    let draft = json!({"parent": RELEASE, "message": {"text": "Report of the week"}});
    lane.home().write("drafts/draft-1.json", draft.to_string());
    again(lane)
}

fn again(lane: &Lane) -> Session {
    let mut session = lane.home().start();
    session.sees("ada (user)").sees(" spaces");
    session
}

#[test]
fn the_composer_attaches_a_file_which_a_restart_keeps_and_sends_it_once() {
    let lane = lane(3000);
    let mut session = compose(&lane);
    attach(&mut session);
    session.sees("+ 1 file");
    quit(session);
    let mut session = again(&lane);
    session.sees("+ 1 file");
    session
        .keys(key::SEND)
        .sees("With notes.txt: 3,000 B are uploaded first");
    session.keys(key::ENTER).sees("Sent to # eng-release");
    session.sees_no_more("+ 1 file");
    let sent = lane.world.messages(RELEASE, "Report of the week");
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["attachment"][0]["contentName"], "notes.txt");
    assert_eq!(uploads(&lane), 1);
    // What is sent next has no file.
    session.keys("no file").sees("no file");
    session.keys(key::SEND).sees("Enter sends").keys(key::ENTER);
    session.sees("Sent to # eng-release");
    let plain = lane.world.messages(RELEASE, "no file");
    assert!(plain[0]["attachment"].is_null(), "{}", plain[0]);
    quit(session);
}

#[test]
fn keys_are_answered_while_the_composer_uploads() {
    let lane = lane(9 << 20);
    let mut session = compose(&lane);
    attach(&mut session);
    let slow: Fault = "latency:300".parse().unwrap();
    lane.world.talk.sandbox.inject(slow.on("* /upload/*"));
    session.keys(key::SEND).sees("Enter sends").keys(key::ENTER);
    session.sees("uploading files");
    let taken = key_latency::latencies(&mut session);
    key_latency::judge("an upload", &taken);
    session.sees("Sent to # eng-release");
    eventually("what was typed meanwhile", SOON, || {
        lane.home().draft("draft-1") == "qzjxkvwqzjxkvwqzjxkv"
    });
    quit(session);
}

#[test]
fn only_a_person_is_offered_to_attach() {
    let lane = Lane::new("by an app");
    let mut session = lane.compose();
    session.keys(key::COMMANDS).sees("Commands");
    session
        .paste("attach a file")
        .sees("Attach a file")
        .keys(key::ENTER);
    session.sees("Only a person can attach files");
    quit(session);
}
