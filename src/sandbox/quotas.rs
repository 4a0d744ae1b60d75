//! Google's quotas as token buckets that refill: small bursts pass, a stream does not.

use std::collections::HashMap;

use time::OffsetDateTime;

use super::method::Work;

/// Fill levels of the buckets, which are updated only when a call comes.
#[derive(Debug, Default)]
pub struct Quotas {
    spaces: HashMap<(String, Bucket), Level>,
    project: HashMap<Bucket, Level>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bucket {
    Read,
    Write,
    React,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    left: f64,
    at: OffsetDateTime,
}

impl Quotas {
    /// Returns whether a call is within its quota; if so, it is counted.
    ///
    /// A space allows 1 write, 15 reads and 5 reactions a second over all callers, the project 3000 writes and 3000
    /// reads, and 600 reactions, a minute.
    pub fn allow(&mut self, work: Work, space: &str, now: OffsetDateTime) -> bool {
        let (bucket, in_space, in_project) = match work {
            Work::Read => (Bucket::Read, Some((30.0, 15.0)), 3000.0),
            Work::ReadAll => (Bucket::Read, None, 3000.0),
            // Google lets a few writes pass before it refuses.
            Work::Write => (Bucket::Write, Some((3.0, 1.0)), 3000.0),
            Work::React => (Bucket::React, Some((10.0, 5.0)), 600.0),
        };
        let project = self.project.entry(bucket).or_insert(Level {
            left: in_project,
            at: now,
        });
        if !project.has_one(in_project, in_project / 60.0, now) {
            return false;
        }
        if let Some((size, a_second)) = in_space {
            let key = (space.to_owned(), bucket);
            let level = self.spaces.entry(key).or_insert(Level {
                left: size,
                at: now,
            });
            if !level.has_one(size, a_second, now) {
                return false;
            }
            level.left -= 1.0;
        }
        project.left -= 1.0;
        true
    }
}

impl Level {
    fn has_one(&mut self, size: f64, a_second: f64, now: OffsetDateTime) -> bool {
        let passed = (now - self.at).as_seconds_f64().max(0.0);
        self.left = (self.left + passed * a_second).min(size);
        self.at = now;
        self.left >= 1.0
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_burst_passes_and_a_stream_does_not() {
        let (mut quotas, start) = (Quotas::default(), datetime!(2026-11-23 10:00 UTC));
        for (space, millis, allowed) in [
            ("A", 0, true),
            ("A", 0, true),
            ("A", 0, true),
            ("A", 0, false),
            ("B", 0, true),
            ("A", 500, false),
            ("A", 1000, true),
            ("A", 1000, false),
        ] {
            let now = start + Duration::milliseconds(millis);
            assert_eq!(
                quotas.allow(Work::Write, space, now),
                allowed,
                "{space} {millis}"
            );
        }
        assert!(quotas.allow(Work::Read, "A", start + Duration::seconds(1)));
    }
}
