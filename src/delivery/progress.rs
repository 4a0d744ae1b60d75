//! Progress of a send, from its record to its outcome.

use std::pin::pin;

use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::chat::client::Client;
use crate::chat::retry::{Patience, RetryWait};
use crate::store::outbox::Record;

/// Progress of a send before its outcome.
#[derive(Debug)]
pub enum Progress<'a> {
    /// The record is on disk, and the first byte leaves now.
    Started {
        /// Its record.
        record: &'a Record,
        /// An earlier attempt to send the same message may have arrived.
        is_repeat: bool,
    },
    /// An attempt failed; there will be another one.
    Waiting(&'a RetryWait),
    /// The attempt waits for its turn among the writes to the space, so long at least.
    Paced(std::time::Duration),
    /// The files of the message are uploaded: so many bytes of so many.
    Uploading(u64, u64),
}

/// Runs calls to a space to their end; `tell` hears of each wait for a turn meanwhile.
pub(crate) async fn telling_waits<T>(
    client: &Client,
    space: &str,
    calls: impl Future<Output = T>,
    tell: impl Fn(std::time::Duration),
) -> T {
    let mut waits = client.waits();
    let mut calls = pin!(calls);
    loop {
        tokio::select! {
            biased;
            answer = &mut calls => return answer,
            told = waits.recv() => match told {
                Ok(wait) if wait.space == space => tell(wait.wait),
                // Others wait, or so many that some went unheard.
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return calls.await,
            },
        }
    }
}

/// Returns a random number in `0.0..1.0`, for the jitter between attempts.
#[must_use]
pub fn random_unit() -> f64 {
    f64::from(Uuid::new_v4().as_fields().0) / (f64::from(u32::MAX) + 1.0)
}

/// Repeats reading calls, where nobody is to hear of the waits.
pub const SILENT: Patience = Patience {
    random: random_unit,
    tell: |_| (),
};

/// Runs what waits for the disk where it holds up no other send; it goes on where the future is dropped.
pub(crate) async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime ends, and with it whoever waits.
            Err(_) => std::future::pending().await,
        },
    }
}
