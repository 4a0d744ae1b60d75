//! The composer sends one message to marked spaces: once each, whatever fails and whenever it is killed.

use rustix::process::Signal;
use serde_json::json;

use crate::broadcast::{each_has_one, lane};
use crate::composer::{quit, says};
use crate::harness::{LONG, Lane, SOON, comes, eventually};
use crate::session::{Session, Tape, key};

const MARK: &str = "\x14";
const SPACES: &str = "\x1b1";
const TABLE: &str = "\x1bm";
const ACTIVITY: &str = "\x1ba";

/// Starts the composer with the message in its draft.
pub fn compose(lane: &Lane) -> Session {
    let draft = json!({"parent": crate::environment::RELEASE, "message": {"text": lane.text}});
    lane.home().write("drafts/draft-1.json", draft.to_string());
    again(lane)
}

fn again(lane: &Lane) -> Session {
    let mut session = lane.home().start();
    session.sees("build-bot (app)").sees(" spaces");
    session
}

/// Marks these spaces, and confirms the send to them.
pub fn send_to(session: &mut Session, spaces: &[String]) {
    for space in spaces {
        session.keys(SPACES).paste(space).sees(&space[7..]);
        session.keys(MARK).sees("marked");
        session.keys(key::ESC).sees("type to filter");
    }
    session
        .keys(key::SEND)
        .sees(&format!("Send to {} marked spaces?", spaces.len()));
    session.keys(key::ENTER).sees("Many spaces");
}

fn stored(lane: &Lane, spaces: &[String]) -> usize {
    let is_there = |space: &&String| !lane.world.messages(space, &lane.text).is_empty();
    spaces.iter().filter(is_there).count()
}

#[test]
fn each_marked_space_gets_it_once_under_faults_and_keys_are_answered_meanwhile() {
    let (lane, spaces) = lane(12);
    lane.meets(&[
        "drop-after*3",
        "status:503*3",
        "drop-before*3",
        "latency:300*3",
    ]);
    let mut session = compose(&lane);
    send_to(&mut session, &spaces);
    // A letter goes on with the text, at once.
    session.keys("x").sees("To all of youx");
    session.sees("Sending to 12 spaces");
    let is_over = || session.look(|tape| tape.text().contains("Sent to 12 spaces"));
    assert!(comes(LONG, is_over), "{}", session.look(Tape::text));
    each_has_one(&lane, &spaces);
    eventually("the rest in the draft", SOON, || {
        lane.home().draft("draft-1") == "x"
    });
    eventually("the end of the records", SOON, || {
        lane.record_ids().is_empty()
    });
    let logs = || {
        std::fs::read_dir(lane.home().path("broadcasts"))
            .unwrap()
            .count()
    };
    eventually("the end of the log", SOON, || logs() == 0);
    session.keys(TABLE).sees("12 of 12 sent");
    quit(session);
}

#[test]
fn a_file_is_uploaded_to_each_marked_space_and_its_bytes_are_said_before() {
    let (lane, _) = lane(3);
    let sandbox = &lane.world.talk.sandbox;
    let (user, base) = (sandbox.authorized_user(), sandbox.base());
    lane.home().write("user.json", user);
    lane.home().write(
        "config.toml",
        format!(
            "default_profile = \"ada\"\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"user.json\"\napi_base = {base:?}\n"
        ),
    );
    let draft = json!({"message": {"text": lane.text}});
    lane.home().write("drafts/draft-1.json", draft.to_string());
    lane.home().write("notes.txt", "w".repeat(1000));
    let mut session = lane.home().start();
    session.sees("ada (user)").sees(" spaces");
    crate::attachments::attach(&mut session);
    session.keys(SPACES).sees("type to filter").keys("\x1b[H");
    for count in 1..=3 {
        session.keys(MARK).sees(&format!("{count} marked"));
    }
    session
        .keys(key::SEND)
        .sees("to each space anew: 3,000 B in all");
    session.keys(key::ENTER).sees("Sent to 3 spaces");
    let uploads = lane.world.requests("POST", "/attachments:upload");
    let sent = lane.world.requests("POST", "/messages");
    assert_eq!((uploads.len(), sent.len()), (3, 3));
    for message in &sent {
        assert!(
            message["body"]
                .as_str()
                .unwrap()
                .contains("attachmentUploadToken")
        );
    }
    quit(session);
}

#[test]
fn a_stopped_send_is_in_doubt_only_where_it_had_begun() {
    let (lane, spaces) = lane(20);
    // The first ones wait for their answers; the others wait for them.
    lane.meets(&["latency:20000*30"]);
    let mut session = compose(&lane);
    send_to(&mut session, &spaces);
    eventually("the first ones", SOON, || lane.record_ids().len() >= 16);
    session.keys(key::CANCEL).sees("Stopped: sent to 0 of 20");
    // The last rows are those that never began.
    session.keys("\x1b[F").sees("The send ended before it came");
    quit(session);
    lane.clear();
}

#[test]
fn what_failed_is_gone_on_with_by_a_key() {
    let (lane, spaces) = lane(6);
    lane.meets(&["status:403*2"]);
    let mut session = compose(&lane);
    send_to(&mut session, &spaces);
    session.sees("Sent to 4 of 6 spaces").sees("2 failed");
    assert_eq!(lane.home().draft("draft-1"), lane.text);
    quit(session);
    // The next run knows that Chat refused it, and why.
    let mut session = again(&lane);
    session.sees("broke off at").keys(ACTIVITY).sees("not sent");
    session.sees_no_more("unsure").keys(key::ESC);
    session.sees_no_more("Activity");
    session.keys(TABLE).sees("Many spaces").sees("✘ ");
    session
        .keys(key::ENTER)
        .sees("the 2 of 6 spaces where it is missing?");
    session
        .sees(&lane.text)
        .keys(key::ENTER)
        .sees("Sent to 6 spaces");
    each_has_one(&lane, &spaces);
    quit(session);
}

#[test]
fn a_kill_at_any_moment_is_told_and_gone_on_with_and_nothing_arrives_twice() {
    // Before the first, while some are on their way, when the last is there.
    for killed_at in [0, 1, 5, 9, 10] {
        let (lane, spaces) = lane(10);
        lane.meets(&["latency:150*30"]);
        let mut session = compose(&lane);
        send_to(&mut session, &spaces);
        eventually("the moment", SOON, || {
            !lane.record_ids().is_empty() && stored(&lane, &spaces) >= killed_at
                || stored(&lane, &spaces) == spaces.len()
        });
        session.signal(Signal::KILL);
        assert!(session.dies());
        lane.clear();
        let mut session = again(&lane);
        let told = [
            "broke off at",
            "just before chatquill last ended",
            "✔ Sent to 10 spaces",
        ];
        let is_told = says(&session, SOON, &told);
        let is_done = lane.home().draft("draft-1").is_empty();
        assert!(is_told || is_done, "{}", session.look(Tape::text));
        if says(&session, SOON / 50, &["broke off at"]) {
            session.keys(TABLE).sees("Many spaces");
            session.keys(key::ENTER).sees("where it is missing?");
            session.keys(key::ENTER).sees("Sent to 10 spaces");
        }
        each_has_one(&lane, &spaces);
        eventually("the end of the records", SOON, || {
            lane.record_ids().is_empty()
        });
        eventually("the empty draft", SOON, || {
            lane.home().draft("draft-1").is_empty()
        });
        quit(session);
    }
}

#[test]
fn a_viewer_who_is_missing_in_one_space_stops_it_before_anything_is_sent() {
    let (lane, spaces) = lane(3);
    let member = |space: &String| {
        let page = lane.world.get(&format!("v1/{space}/members?pageSize=1000"));
        let members = page["memberships"].as_array().unwrap().iter();
        let people = members.filter(|one| one["member"]["type"] == "HUMAN");
        let names = people.map(|one| one["member"]["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<String>>()
    };
    let all: Vec<Vec<String>> = spaces.iter().map(member).collect();
    let everyone = all.iter().flatten();
    let is_somewhere_missing = |user: &&String| all.iter().any(|members| !members.contains(user));
    let viewer = everyone.clone().find(is_somewhere_missing).unwrap();
    let draft = json!({"message": {
        "text": lane.text, "privateMessageViewer": {"name": viewer},
    }});
    lane.home().write("drafts/draft-1.json", draft.to_string());
    let mut session = again(&lane);
    send_to(&mut session, &spaces);
    session
        .sees("Not sent: its only viewer")
        .sees("is not a member of");
    assert_eq!(lane.posted_ids().len(), 0);
    quit(session);
    // The command line says the same.
    lane.home().write("draft.json", draft.to_string());
    let mut arguments = vec!["send", "draft.json"];
    for space in &spaces {
        arguments.extend(["--space", space]);
    }
    let refused = crate::harness::ended(lane.command(&arguments).spawn().unwrap());
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("is not a member of"),
        "{}",
        refused.stderr
    );
    assert_eq!(lane.posted_ids().len(), 0);
}
