//! Composers and commands that share one data folder: no text of one gets into another's draft or message.

use std::collections::BTreeMap;

use serde_json::json;

use crate::composer::{arrives, confirm, quit};
use crate::environment::RELEASE;
use crate::harness::{Lane, SOON, at_once, ended, eventually};
use crate::random::Chance;
use crate::session::{Session, Tape, key};

const COMPOSERS: usize = 3;
const SENDS: usize = 4;

/// A program that uses the folder.
#[derive(Debug)]
enum User {
    Composer(usize),
    Command(usize),
}

/// Counts each message of the composers and the commands in the space.
fn counts(lane: &Lane) -> BTreeMap<String, usize> {
    let page = lane
        .world
        .get(&format!("v1/{RELEASE}/messages?pageSize=1000"));
    let texts = page["messages"].as_array().unwrap().iter();
    let mut counts = BTreeMap::new();
    let ours = |text: &&str| text.starts_with(['C', 'S']) && text.contains(':');
    for text in texts
        .filter_map(|message| message["text"].as_str())
        .filter(ours)
    {
        *counts.entry(text.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// Returns the number of the draft that a composer has open.
fn number(session: &Session) -> usize {
    let mut found = None;
    eventually("a draft of its own", SOON, || {
        let text = session.look(Tape::text);
        found = (0..COMPOSERS).find(|number| text.contains(&format!("C{number}:")));
        found.is_some()
    });
    found.unwrap()
}

/// Types and sends some messages; all of them are reported as sent.
fn compose(lane: &Lane, seed: usize) {
    let mut session = lane.world.start();
    let who = number(&session);
    let draft = format!("draft-{}", who + 1);
    let mut chance = Chance::new(u64::try_from(seed).unwrap());
    session.keys(key::TEXT).keys("\x1b[1;5F");
    let mut words = format!("C{who}:");
    for sent in 0..SENDS {
        for _ in 0..5 + chance.below(30) {
            let letter = chance.one_of(&["a", "b", "c", " d", "e", "ü"]);
            session.keys(letter);
            words.push_str(letter);
        }
        eventually("the words on disk", SOON, || {
            lane.home().draft(&draft) == words
        });
        confirm(&mut session);
        arrives(&session);
        assert_eq!(lane.count_of(&words), 1, "{words}");
        eventually("an empty draft", SOON, || {
            lane.home().draft(&draft).is_empty()
        });
        words = format!("C{who}:{sent}:");
        session.keys(key::TEXT).keys(&words);
    }
    eventually("the words on disk", SOON, || {
        lane.home().draft(&draft) == words
    });
    quit(session);
    assert_eq!(lane.home().draft(&draft), words);
}

#[test]
fn composers_and_commands_share_one_folder() {
    let lane = Lane::new("");
    for number in 0..COMPOSERS {
        let draft = json!({"parent": RELEASE, "message": {"text": format!("C{number}:")}});
        let file = format!("drafts/draft-{}.json", number + 1);
        lane.home().write(&file, draft.to_string());
    }
    assert!(counts(&lane).is_empty());
    let users = [
        User::Composer(1),
        User::Composer(2),
        User::Composer(3),
        User::Command(1),
        User::Command(2),
    ];
    at_once(users.len(), &users, |user| match user {
        User::Composer(seed) => compose(&lane, *seed),
        User::Command(who) => {
            for sent in 0..2 * SENDS {
                let outcome = ended(lane.start_send_of(&format!("S{who}:{sent}"), &[]));
                assert_eq!(outcome.status, 0, "{outcome:?}");
            }
        }
    });
    let counts = counts(&lane);
    let new = COMPOSERS * SENDS + 2 * 2 * SENDS;
    assert_eq!(counts.len(), new, "{counts:?}");
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    assert!(lane.record_ids().is_empty());
}
