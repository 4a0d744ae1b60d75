//! A person's walk through the composer: send, quit, come back, reply, read the thread, edit, quote, react, delete.

use serde_json::Value;

use crate::composer::{ACTIVITY, quit};
use crate::environment::RELEASE;
use crate::harness::{Lane, SOON, eventually};
use crate::session::{Session, key};

/// Returns a lane whose default profile is Ada, a person.
fn lane() -> Lane {
    let lane = Lane::new("");
    let sandbox = &lane.world.talk.sandbox;
    lane.home().write("ada.json", sandbox.authorized_user());
    let config = format!(
        "default_profile = \"ada\"\n\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"ada.json\"\napi_base = {:?}\n",
        sandbox.base()
    );
    lane.home().write("config.toml", config);
    lane
}

fn start(lane: &Lane) -> Session {
    let mut session = lane.home().start();
    session.sees("ada (user)").sees(" 14 spaces");
    session
}

/// Sends what is written, and waits until it is in the space; returns it.
fn send(lane: &Lane, session: &mut Session, text: &str) -> Value {
    session.keys(text).sees(text);
    session.keys(key::SEND).sees("Enter sends");
    session.keys(key::ENTER).sees("Sent to # eng-release");
    let sent = lane.world.messages(RELEASE, text);
    assert_eq!(sent.len(), 1, "{text}");
    sent[0].clone()
}

/// Opens the activity, with the history read.
fn activity(session: &mut Session, rows: usize) {
    session.keys(key::ACTIVITY).sees(ACTIVITY);
    session.sees(&format!(" {rows} ━┓")).sees("/ to search");
}

#[test]
fn a_message_stays_in_the_hands_of_its_writer() {
    let lane = lane();
    let mut session = start(&lane);
    session.keys("/").keys("eng-release").keys(key::ENTER);
    session.sees("→ # eng-release");
    let first = send(&lane, &mut session, "the first words");
    quit(session);

    let mut session = start(&lane);
    activity(&mut session, 1);
    session
        .keys("r")
        .sees("joins the thread of the sent message");
    session.keys(key::PREVIEW).keys("3");
    session.sees("Thread 1").sees("the first words");
    session.keys(key::TEXT);
    let reply = send(&lane, &mut session, "and a reply");
    assert_eq!(reply["thread"]["name"], first["thread"]["name"]);
    assert_eq!(reply["threadReply"], true);

    activity(&mut session, 2);
    session.keys("e").sees("edits: and a reply");
    session.keys(", edited").sees("and a reply, edited");
    session.keys(key::SEND).sees("+ and a reply, edited");
    session
        .keys(key::ENTER)
        .sees("✔ Edited: and a reply, edited");
    let edited = lane.world.messages(RELEASE, "and a reply, edited");
    assert_eq!(edited[0]["name"], reply["name"]);

    activity(&mut session, 2);
    session.sees("✎ edited").keys("b");
    session
        .sees("As it stands in Chat")
        .sees(&format!("\"name\": {}", reply["name"]));
    session.keys(key::ESC).sees_no_more("As it stands in Chat");
    session
        .keys("Q")
        .sees("Write below the quote of: and a reply, edited");
    let quoting = send(&lane, &mut session, "as I said");
    let quoted = &quoting["quotedMessageMetadata"];
    assert_eq!(quoted["name"], reply["name"]);
    assert_eq!(quoted["lastUpdateTime"], edited[0]["lastUpdateTime"]);

    activity(&mut session, 3);
    session
        .keys("j")
        .sees("✎ edited")
        .keys(":")
        .sees("thumbs up");
    session.keys(key::ENTER).sees("Reacted with 👍");
    let name = reply["name"].as_str().unwrap();
    let reactions = lane.world.get(&format!("v1/{name}/reactions"));
    assert_eq!(reactions["reactions"][0]["emoji"]["unicode"], "👍");
    session.keys("D").sees("for everybody?").keys(key::ENTER);
    session.sees("✔ Deleted: and a reply, edited");
    eventually("the deletion", SOON, || {
        lane.world
            .messages(RELEASE, "and a reply, edited")
            .is_empty()
    });
    session.keys(key::ESC).sees_no_more(ACTIVITY);
    quit(session);
    assert_eq!(lane.world.requests("POST", "/messages").len(), 3);
}
