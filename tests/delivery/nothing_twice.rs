//! Sends that fail at random and are killed at any moment, by users who follow the instructions and by users who send
//! again: each message is there once.

use rustix::process::Signal;

use crate::composer::{Said, says};
use crate::composer::{again_from_activity, arrives, confirm, quit, said, send_again_if_there};
use crate::harness::{LONG, Lane, SOON, at_once, comes, ended};
use crate::random::Chance;
use crate::session::Session;

const FAULTS: [&str; 12] = [
    "drop-before*1",
    "drop-after*1",
    "drop-after*2",
    "truncate*1",
    "status:429:0*2",
    "status:503:0*5",
    "status:500:0*2",
    "html:502*1",
    "expired*1",
    "latency:300*2",
    "status:403*1",
    "status:429:600*1",
];

/// The moment at which a send is killed.
#[derive(Clone, Copy, Debug)]
enum Killed {
    Never,
    /// Once its record is on the disk.
    Begun,
    /// Once a request came to the server.
    Asked,
    /// Once its message is on the server.
    Stored,
}

/// One send by one user.
#[derive(Debug)]
struct Try {
    text: String,
    faults: Vec<&'static str>,
    killed: Killed,
    /// Whether the user follows the instructions; the other ones send again.
    is_careful: bool,
}

fn tries(seed: u64, count: usize) -> Vec<Try> {
    let mut chance = Chance::new(seed);
    let kills = [
        Killed::Never,
        Killed::Never,
        Killed::Begun,
        Killed::Asked,
        Killed::Stored,
    ];
    (0..count)
        .map(|number| Try {
            text: format!("send {number}"),
            faults: (0..=chance.below(3))
                .map(|_| *chance.one_of(&FAULTS))
                .collect(),
            killed: *chance.one_of(&kills),
            is_careful: chance.below(2) == 0,
        })
        .collect()
}

impl Try {
    fn lane(&self) -> Lane {
        let lane = Lane::new(&self.text);
        lane.meets(&self.faults);
        lane
    }

    /// Waits for the moment to kill, or until the send is over before that; returns whether to kill it.
    fn waits(&self, lane: &Lane, mut is_over: impl FnMut() -> bool) -> bool {
        let is_time = || match self.killed {
            Killed::Never => false,
            Killed::Begun => !lane.record_ids().is_empty(),
            Killed::Asked => !lane.posted_ids().is_empty(),
            Killed::Stored => lane.count() > 0,
        };
        comes(LONG, || is_over() || is_time());
        !matches!(self.killed, Killed::Never)
    }
}

#[test]
fn nothing_sent_by_commands_is_there_twice() {
    at_once(15, &tries(7, 30), |one| {
        let lane = one.lane();
        let mut child = lane.start_send(&[]);
        if one.waits(&lane, || child.try_wait().unwrap().is_some()) {
            // It may have ended already.
            let _ = child.kill();
        }
        let first = ended(child);
        let what = format!("{one:?}: {first:?}");
        let count = lane.count();
        assert!(first.status != 0 || count == 1, "{what}");
        let is_told = first.told_id().is_some() || first.status == -1;
        assert!(count == 0 || first.status == 0 || is_told, "{what}");
        lane.clear();
        // One that was killed after everything was done and before it could report that is over.
        let is_over = first.status == -1 && count == 1 && lane.record_ids().is_empty();
        if first.status != 0 && !is_over {
            let id = first.told_id().filter(|_| one.is_careful);
            let more: Vec<&str> = id.map_or(vec![], |id| vec!["--request-id", id]);
            let second = lane.send(&more);
            assert_eq!(second.status, 0, "{what}, then {second:?}");
        }
        assert_eq!(lane.count(), 1, "{what}");
        assert!(lane.record_ids().is_empty(), "{what}");
    });
}

/// Finishes an unfinished send, as a user does who finds the composer like this.
fn finish(one: &Try, session: &mut Session, is_unfinished: bool) {
    if one.is_careful && is_unfinished {
        again_from_activity(session);
        arrives(session);
    } else {
        send_again_if_there(session);
    }
}

#[test]
fn nothing_sent_by_composers_is_there_twice() {
    at_once(8, &tries(8, 16), |one| {
        let lane = one.lane();
        let mut session = lane.compose();
        confirm(&mut session);
        let is_over = || session.look(crate::composer::shown).is_some();
        let is_killed = one.waits(&lane, is_over);
        if is_killed {
            session.signal(Signal::KILL);
            assert!(session.dies());
            lane.clear();
            session = lane.again();
            let told = says(&session, SOON / 10, &["on the way", "had arrived"]);
            finish(one, &mut session, told);
        } else {
            let said = said(&session);
            let count = lane.count();
            assert!(
                said != Said::Not || count == 0,
                "{one:?}: {said:?}, {count}"
            );
            lane.clear();
            if said != Said::Sent {
                finish(one, &mut session, true);
            }
        }
        assert_eq!(lane.count(), 1, "{one:?}");
        quit(session);
    });
}
