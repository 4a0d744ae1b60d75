//! Retry policy: which failed calls are repeated, and after how long.

use std::future::Future;
use std::time::Duration;

use crate::chat::error::Error;

/// Truncated exponential backoff with jitter, as Google asks for on 429 and 5xx.
///
/// <https://developers.google.com/workspace/chat/limits>
///
/// ```
/// use std::time::Duration;
///
/// use chatquill::chat::error::Error;
/// use chatquill::chat::retry::Policy;
///
/// let policy = Policy::default();
/// let lost = Error::Network {
///     to: "chat.googleapis.com".into(),
///     why: "no route".into(),
///     reached: false,
/// };
/// assert_eq!(policy.wait(1, &lost, 0.0), Some(Duration::from_secs(1)));
/// assert_eq!(policy.wait(policy.attempts, &lost, 0.0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// Maximum number of attempts, the first one included.
    pub attempts: u32,
    /// The first wait; each next one is twice as long.
    pub base: Duration,
    /// The longest wait before jitter is added.
    pub cap: Duration,
    /// Maximum random addition, so that many clients do not come back at once.
    pub jitter: Duration,
    /// The longest `Retry-After` that is honoured; a longer one ends the attempts.
    pub patience: Duration,
    /// Whether a call that may have been carried out is made again.
    ///
    /// Safe only where it carries a `requestId`, which a webhook's cannot.
    pub repeats_doubt: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 5,
            base: Duration::from_secs(1),
            cap: Duration::from_secs(32),
            jitter: Duration::from_secs(1),
            patience: Duration::from_mins(2),
            repeats_doubt: true,
        }
    }
}

/// A wait before the next attempt, for the message on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryWait {
    /// The attempt that comes after the wait, counted from 1.
    pub attempt: u32,
    /// How many attempts there are at most.
    pub of: u32,
    /// How long the wait is.
    pub wait: Duration,
    /// Why the last attempt failed.
    pub because: Error,
}

/// How the reading calls of a client are repeated, and who hears of the waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Returns numbers in `0.0..1.0`.
    pub random: fn() -> f64,
    /// Is called before each wait.
    pub tell: fn(&RetryWait),
}

impl Policy {
    /// Returns how long to wait after `made` attempts, the last of which failed with `error`; `None` ends the
    /// attempts.
    ///
    /// `random` is in `0.0..1.0`.
    #[must_use]
    pub fn wait(&self, made: u32, error: &Error, random: f64) -> Option<Duration> {
        let is_unsafe = error.may_have_arrived() && !self.repeats_doubt;
        if made >= self.attempts || !error.is_passing() || is_unsafe {
            return None;
        }
        if let Error::Api {
            retry_after: Some(asked),
            ..
        } = error
        {
            let jitter = self
                .jitter
                .min(Duration::from_secs(1))
                .mul_f64(random.clamp(0.0, 1.0));
            return (*asked <= self.patience).then(|| *asked + jitter / 4);
        }
        let doubled = self
            .base
            .saturating_mul(2_u32.saturating_pow(made.saturating_sub(1)));
        Some(doubled.min(self.cap) + self.jitter.mul_f64(random.clamp(0.0, 1.0)))
    }
}

/// Makes a call until it succeeds, fails for good, or the attempts are used up.
///
/// Each attempt must carry the same `requestId`. `random` returns numbers in `0.0..1.0`; `tell` is called before each
/// wait. Dropping the future stops everything, a wait included.
///
/// # Errors
/// Returns the error of the last attempt.
pub async fn run<T, Call, Answer>(
    policy: Policy,
    mut random: impl FnMut() -> f64,
    mut tell: impl FnMut(&RetryWait),
    mut call: Call,
) -> Result<T, Error>
where
    Call: FnMut() -> Answer,
    Answer: Future<Output = Result<T, Error>>,
{
    let mut made = 0;
    loop {
        made += 1;
        let error = match call().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let Some(wait) = policy.wait(made, &error, random()) else {
            return Err(error);
        };
        tell(&RetryWait {
            attempt: made + 1,
            of: policy.attempts,
            wait,
            because: error,
        });
        tokio::time::sleep(wait).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(http: u16, retry_after: Option<u64>) -> Error {
        Error::from_answer(http, b"", retry_after.map(Duration::from_secs))
    }

    fn network() -> Error {
        Error::Network {
            to: "x".into(),
            why: "reset".into(),
            reached: true,
        }
    }

    #[test]
    fn waits_follow_the_table() {
        let policy = Policy::default();
        let seconds = |n: f64| Some(Duration::from_secs_f64(n));
        for (made, error, random, expected) in [
            (1, api(503, None), 0.0, seconds(1.0)),
            (1, api(503, None), 0.5, seconds(1.5)),
            (2, api(500, None), 0.0, seconds(2.0)),
            (3, api(502, None), 0.0, seconds(4.0)),
            (4, api(429, None), 0.0, seconds(8.0)),
            (5, api(503, None), 0.0, None),
            (1, api(429, Some(7)), 0.0, seconds(7.0)),
            (1, api(429, Some(7)), 1.0, seconds(7.25)),
            (1, api(429, Some(3600)), 0.0, None),
            (1, network(), 0.0, seconds(1.0)),
            (1, api(400, None), 0.0, None),
            (1, api(401, None), 0.0, None),
            (1, api(403, None), 0.0, None),
            (1, api(404, None), 0.0, None),
            (1, api(409, None), 0.0, None),
            (1, api(501, None), 0.0, None),
        ] {
            assert_eq!(
                policy.wait(made, &error, random),
                expected,
                "{made} {error}"
            );
        }
    }

    #[test]
    fn what_may_have_arrived_is_not_repeated_without_a_request_id() {
        let policy = Policy {
            repeats_doubt: false,
            ..Policy::default()
        };
        let refused = Error::Network {
            to: "x".into(),
            why: "refused".into(),
            reached: false,
        };
        for (error, is_repeated) in [
            (api(429, None), true),
            (api(503, None), true),
            (refused, true),
            (api(500, None), false),
            (api(502, None), false),
            (api(504, None), false),
            (network(), false),
        ] {
            let wait = policy.wait(1, &error, 0.0);
            assert_eq!(wait.is_some(), is_repeated, "{error}");
        }
    }

    #[test]
    fn a_wait_never_passes_the_cap() {
        let policy = Policy {
            attempts: u32::MAX,
            ..Policy::default()
        };
        for made in [6, 20, 31, 32, 33, 1000, u32::MAX - 1] {
            let wait = policy.wait(made, &network(), 1.0);
            assert_eq!(wait, Some(policy.cap + policy.jitter), "{made}");
        }
    }

    #[tokio::test]
    async fn the_loop_ends_with_the_last_error() {
        let policy = Policy {
            base: Duration::ZERO,
            jitter: Duration::ZERO,
            ..Policy::default()
        };
        let mut calls = 0;
        let mut waits = Vec::new();
        let outcome: Result<(), Error> = run(
            policy,
            || 0.0,
            |waiting| waits.push(waiting.attempt),
            || {
                calls += 1;
                std::future::ready(Err(network()))
            },
        )
        .await;
        assert_eq!(outcome, Err(network()));
        assert_eq!(calls, 5);
        assert_eq!(waits, [2, 3, 4, 5]);
    }
}
