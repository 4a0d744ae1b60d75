//! Signals that ask a command to end.

use std::future::Future;

use crate::command::failure::{Failure, Kind};
use crate::platform::signals::EndSignals;

/// Waits for what cannot do harm when it is cut off, such as a list.
///
/// # Errors
/// Where a signal asked to end first.
pub async fn or_end<T>(future: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::select! {
        value = future => Ok(value),
        signal = Interrupt::listen().asked() => {
            Err(Failure::new(Kind::Interrupted(signal), "Interrupted.".to_owned()))
        }
    }
}

/// Listens for the signals that ask to end, from its creation on.
pub struct Interrupt {
    signals: EndSignals,
}

impl Interrupt {
    /// Starts to listen.
    #[must_use]
    pub fn listen() -> Self {
        let signals = EndSignals::listen();
        Self { signals }
    }

    /// Waits until the command is asked to end; returns the number of the signal.
    pub async fn asked(mut self) -> i32 {
        self.signals.first().await
    }
}
