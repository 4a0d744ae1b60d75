//! Many sends by several processes, with random faults and kills at random moments, started again until the record is
//! empty: each message is there once.

use std::time::Duration;

use rustix::process::Signal;

use crate::broadcast::lane;
use crate::composer::{
    Said, again_from_activity, arrives, confirm, quit, said, says, send_again_if_there, shown,
};
use crate::harness::{LONG, Lane, SOON, at_once, comes, ended};
use crate::random::Chance;
use crate::session::{Session, Tape, key};

const FAULTS: [&str; 7] = [
    "drop-after*1",
    "drop-before*1",
    "status:503*1",
    "status:500*1",
    "truncate*1",
    "status:429:1*1",
    "latency:300*2",
];

/// Returns the request ID of the record of this text, if one is on disk.
fn record_id(lane: &Lane, text: &str) -> Option<String> {
    let files = std::fs::read_dir(lane.home().path("outbox"));
    let files = files.into_iter().flatten().flatten();
    let quoted = format!("{text}\\\"");
    let mut records = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    let record = records.find(|record| record.contains(&quoted))?;
    let record: serde_json::Value = serde_json::from_str(&record).ok()?;
    Some(record["requestId"].as_str()?.to_owned())
}

/// A message that is sent until it is there.
struct Try {
    text: String,
    space: String,
    /// The ID that a careful script gives; the others rely on the records.
    request_id: Option<String>,
    seed: u64,
}

/// Sends a message, with faults and kills, until it is said to be sent.
///
/// What is in doubt is sent again, or repeated from its record by its ID.
fn send(lane: &Lane, one: &Try) {
    let mut chance = Chance::new(one.seed);
    for round in 0.. {
        assert!(round < 12, "{} does not get through", one.text);
        if round < 3 && chance.below(3) == 0 {
            lane.meets(&[*chance.one_of(&FAULTS)]);
        }
        let of_record = record_id(lane, &one.text).filter(|_| chance.below(2) == 0);
        let mut arguments = vec!["send", "--text", &one.text, "--space", &one.space];
        if let Some(id) = &of_record {
            arguments = vec!["outbox", "retry", id];
        } else if let Some(id) = &one.request_id {
            arguments.extend(["--request-id", id]);
        }
        let mut child = lane.command(&arguments).spawn().unwrap();
        if round < 3 && chance.below(5) < 2 {
            let moment = Duration::from_millis(chance.below(500) as u64);
            comes(moment, || child.try_wait().unwrap().is_some());
            let _ = child.kill();
        }
        let outcome = ended(child);
        if outcome.status == 0 {
            return;
        }
        // Without an ID, what ended just before its kill is over, as whoever looks into the space sees.
        let is_there = || !lane.world.messages(&one.space, &one.text).is_empty();
        let is_unknown = one.request_id.is_none() && record_id(lane, &one.text).is_none();
        if outcome.status == -1 && is_unknown && is_there() {
            return;
        }
    }
}

#[test]
fn two_hundred_sends_to_twenty_spaces_are_there_once_each() {
    let (lane, spaces) = lane(20);
    let tries: Vec<Try> = (0..200)
        .map(|number| Try {
            text: format!("torture {number}."),
            space: spaces[number % spaces.len()].clone(),
            request_id: (number % 2 == 0).then(|| format!("torture-{number}")),
            seed: 1_000 + number as u64,
        })
        .collect();
    at_once(6, &tries, |one| send(&lane, one));
    lane.clear();
    let is_empty = || {
        lane.record_ids().is_empty() || {
            ended(lane.command(&["outbox", "retry"]).spawn().unwrap());
            lane.record_ids().is_empty()
        }
    };
    assert!(
        comes(LONG, is_empty),
        "the record is not empty: {:?}",
        lane.record_ids()
    );
    let mut all = 0;
    let mut wrong = Vec::new();
    for space in &spaces {
        let page = lane
            .world
            .get(&format!("v1/{space}/messages?pageSize=1000"));
        let found: Vec<&str> = page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|message| message["text"].as_str())
            .filter(|text| text.starts_with("torture "))
            .collect();
        all += found.len();
        let ours = tries.iter().filter(|one| one.space == *space);
        for one in ours {
            match found.iter().filter(|text| **text == one.text).count() {
                1 => {}
                count => wrong.push(format!("{} is there {count} times", one.text)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(all, 200);
}

/// Sends a text from the composer, which may be killed; returns the composer that goes on.
fn compose(lane: &Lane, mut session: Session, text: &str, chance: &mut Chance) -> Session {
    if chance.below(3) == 0 {
        lane.meets(&[*chance.one_of(&FAULTS)]);
    }
    session.keys(key::TEXT).keys(text).sees(text);
    confirm(&mut session);
    if chance.below(4) > 0 {
        let said = said(&session);
        lane.clear();
        if said != Said::Sent {
            finish(&mut session, chance, true);
        }
        return session;
    }
    let moment = Duration::from_millis(chance.below(600) as u64);
    comes(moment, || session.look(shown).is_some());
    session.signal(Signal::KILL);
    assert!(session.dies());
    lane.clear();
    let mut session = lane.again();
    let told = says(
        &session,
        SOON / 10,
        &["on the way", "had arrived", "✔ Sent to"],
    );
    let is_there = lane.count_of(text) == 1;
    // A draft that says nothing of a send and is not there was never sent: the kill was before.
    if told || !is_there || !lane.home().draft("draft-1").is_empty() {
        finish(&mut session, chance, told);
    }
    session
}

/// Finishes an unfinished send, as a careful person does, or one who sends again.
fn finish(session: &mut Session, chance: &mut Chance, is_told: bool) {
    let is_listed = session.look(|tape: &Tape| !tape.text().contains("✔ Sent to"));
    if is_told && is_listed && chance.below(2) == 0 {
        again_from_activity(session);
        arrives(session);
    } else {
        send_again_if_there(session);
    }
}

#[test]
fn fifty_sends_of_composers_are_there_once_each() {
    let composers: Vec<u64> = (1..=5).collect();
    at_once(5, &composers, |seed| {
        let lane = Lane::new("");
        let mut chance = Chance::new(*seed);
        let mut session = lane.again();
        // The space is chosen once.
        session.keys("\x1b1").paste(crate::environment::RELEASE);
        session
            .sees("eng-release")
            .keys(key::ENTER)
            .sees("→ # eng-release");
        let texts: Vec<String> = (0..10)
            .map(|number| format!("composer {seed} send {number}."))
            .collect();
        for text in &texts {
            session = compose(&lane, session, text, &mut chance);
            let is_empty = || lane.home().draft("draft-1").is_empty();
            assert!(
                comes(SOON, is_empty),
                "{text}: {}",
                session.look(Tape::text)
            );
        }
        quit(session);
        let counts: Vec<usize> = texts.iter().map(|text| lane.count_of(text)).collect();
        assert_eq!(counts, [1; 10], "composer {seed}");
        assert!(lane.record_ids().is_empty());
    });
}
