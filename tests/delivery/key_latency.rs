//! Keys are answered while a message is on its way, whatever it meets: 50 ms is the aim, measured from the key to the screen.

use std::time::{Duration, Instant};

use crate::broadcast;
use crate::composer::{confirm, quit};
use crate::composer_broadcast;
use crate::harness::Lane;
use crate::session::{Session, Tape};

/// The aim for a key, which the middle of all must reach even in a debug build.
const AIM: Duration = Duration::from_millis(50);
/// The bound of the slowest key, on a machine that does other things at the same time.
const SLOWEST: Duration = Duration::from_secs(1);
/// Faults that keep a send on its way while keys are typed.
const FAULTS: [&[&str]; 8] = [
    &["latency:60000"],
    &["status:503"],
    &["status:429:3"],
    &["html:502"],
    &["drop-before"],
    &["drop-after*1", "status:503"],
    &["truncate*1", "status:503"],
    &["expired*3", "latency:60000"],
];

/// Types letters one by one, and returns how long each took to be on the screen, the quickest first.
pub fn latencies(session: &mut Session) -> Vec<Duration> {
    let mut taken = Vec::new();
    let mut typed = String::new();
    for letter in "qzjxkvwqzjxkvwqzjxkv".chars() {
        typed.push(letter);
        let began = Instant::now();
        session.keys(&letter.to_string()).sees(&typed);
        taken.push(began.elapsed());
    }
    taken.sort_unstable();
    taken
}

/// Asserts that keys are answered, and prints the figures.
#[track_caller]
#[expect(clippy::print_stdout, reason = "the figures, for whoever measures")]
pub fn judge(what: &str, taken: &[Duration]) {
    let (middle, slowest) = (taken[taken.len() / 2], taken[taken.len() - 1]);
    println!("{what}: middle {middle:.1?}, slowest {slowest:.1?}");
    assert!(middle < AIM, "{what}: {taken:?}");
    assert!(slowest < SLOWEST, "{what}: {taken:?}");
}

#[test]
fn keys_are_answered_during_every_fault() {
    for faults in FAULTS {
        let lane = Lane::new("on its way");
        lane.meets(faults);
        let mut session = lane.compose();
        confirm(&mut session);
        session.sees("Sending to");
        let taken = latencies(&mut session);
        judge(&faults.join(" "), &taken);
        assert!(
            session.look(|tape: &Tape| !tape.text().contains("Sent to")),
            "{faults:?}"
        );
        lane.clear();
        session.keys("\x1bc");
        quit(session);
    }
}

#[test]
fn keys_are_answered_during_a_send_to_many_spaces() {
    let (lane, spaces) = broadcast::lane(16);
    lane.meets(&["latency:400*60", "status:503*60"]);
    let mut session = composer_broadcast::compose(&lane);
    composer_broadcast::send_to(&mut session, &spaces);
    session.keys("q").sees("q");
    let taken = latencies(&mut session);
    judge("to many spaces", &taken);
    lane.clear();
    session.keys("\x1bc").sees("Stopped");
    quit(session);
}
