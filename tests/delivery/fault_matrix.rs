//! Each fault of the network and of Google, alone and in sequence, over both ways of sending.

use crate::composer::{self, Said, arrives, confirm, quit};
use crate::harness::{Lane, SOON, at_once, comes};
use crate::random::Chance;

/// The faults that one attempt can meet.
const KINDS: [&str; 10] = [
    "latency:300",
    "status:429:0",
    "status:429",
    "status:500",
    "status:503",
    "html:502",
    "drop-before",
    "drop-after",
    "truncate",
    "expired",
];

/// Faults with which surely nothing is posted, whatever else the attempts meet.
const SURE: [&str; 5] = [
    "latency:300",
    "status:429",
    "status:503",
    "status:403",
    "expired",
];

/// The report of a way of sending, and the records that it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    said: Said,
    records: usize,
}

/// Each of the faults meets one attempt, in this order; after them the attempts meet the last without end.
#[derive(Clone, Debug)]
struct Sequence {
    faults: Vec<&'static str>,
    /// The fault after those; `None` where all further attempts succeed.
    last: Option<&'static str>,
}

impl Sequence {
    /// Draws so many faults at random, and at random an end that succeeds or not.
    fn of(chance: &mut Chance, kinds: usize) -> Self {
        let faults = (0..kinds).map(|_| *chance.one_of(&KINDS)).collect();
        let ends = [None, Some("status:503:0"), Some("status:403")];
        let last = *chance.one_of(&ends);
        Self { faults, last }
    }

    fn lane(&self) -> Lane {
        let lane = Lane::new("through the faults");
        let faults = self.faults.iter().map(|fault| format!("{fault}*1"));
        let last = self.last.map(str::to_owned);
        lane.meets(&faults.chain(last).collect::<Vec<_>>());
        lane
    }

    /// Returns whether no attempt can have posted anything unnoticed.
    fn is_sure(&self) -> bool {
        let mut all = self.faults.iter().chain(&self.last);
        all.all(|fault| SURE.iter().any(|sure| fault.starts_with(sure)))
    }

    /// Asserts that the report agrees with the records and with the server.
    #[track_caller]
    fn judge(&self, kept: Kept, count: usize, way: &str) {
        let what = format!("{way} {self:?}: {kept:?}, {count} on the server");
        match kept.said {
            Said::Sent => assert_eq!((count, kept.records), (1, 0), "{what}"),
            Said::Not => assert_eq!((count, kept.records), (0, 0), "{what}"),
            Said::Perhaps => {
                assert_eq!(kept.records, 1, "{what}");
                assert!(!self.is_sure(), "{what}");
            }
        }
        if self.last.is_none() {
            assert_eq!(kept.said, Said::Sent, "{what}");
        }
    }

    /// Sends by the command, then again without faults where it is not sent.
    #[track_caller]
    fn by_command(&self) -> Kept {
        let lane = self.lane();
        let outcome = lane.send(&[]);
        let said = match outcome.status {
            0 => Said::Sent,
            5 => Said::Perhaps,
            1 | 3 | 4 => Said::Not,
            _ => panic!("{self:?}: {outcome:?}"),
        };
        let records = lane.record_ids().len();
        let kept = Kept { said, records };
        self.judge(kept, lane.count(), "command");
        if said != Said::Sent {
            lane.clear();
            let again = lane.send(&[]);
            assert_eq!(again.status, 0, "{self:?}: {again:?}");
            assert_eq!(lane.count(), 1, "{self:?}: {outcome:?}, then {again:?}");
            assert!(lane.record_ids().is_empty(), "{self:?}: {again:?}");
        }
        kept
    }

    /// Sends by the composer, then again without faults where it is not sent.
    #[track_caller]
    fn by_composer(&self) -> Kept {
        let lane = self.lane();
        let mut session = lane.compose();
        confirm(&mut session);
        let said = composer::said(&session);
        // The record of a sent message ends after the emptied draft is on disk.
        if said != Said::Perhaps {
            comes(SOON, || lane.record_ids().is_empty());
        }
        let records = lane.record_ids().len();
        let kept = Kept { said, records };
        self.judge(kept, lane.count(), "composer");
        if said != Said::Sent {
            lane.clear();
            confirm(&mut session);
            arrives(&session);
            assert_eq!(lane.count(), 1, "{self:?}: {kept:?}");
        }
        quit(session);
        kept
    }
}

#[test]
fn the_command_tells_the_truth_of_each_fault_without_end() {
    let sequences = KINDS.map(|kind| Sequence {
        faults: Vec::new(),
        last: Some(kind),
    });
    // Most of the time they wait between their attempts.
    at_once(KINDS.len(), &sequences, |sequence| {
        sequence.by_command();
    });
}

#[test]
fn the_command_tells_the_truth_of_each_two_faults() {
    let mut sequences = Vec::new();
    for first in KINDS {
        for second in KINDS {
            sequences.push(Sequence {
                faults: vec![first, second],
                last: Some("status:403"),
            });
        }
    }
    at_once(50, &sequences, |sequence| {
        sequence.by_command();
    });
}

#[test]
fn both_ways_tell_and_keep_the_same() {
    let mut chance = Chance::new(11);
    let mut sequences: Vec<Sequence> = KINDS
        .iter()
        .map(|&kind| Sequence {
            faults: vec![kind],
            last: Some("status:403"),
        })
        .collect();
    for kinds in [1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3] {
        sequences.push(Sequence::of(&mut chance, kinds));
    }
    at_once(11, &sequences, |sequence| {
        let (command, composer) = (sequence.by_command(), sequence.by_composer());
        assert_eq!(command, composer, "the two ways differ: {sequence:?}");
    });
}
