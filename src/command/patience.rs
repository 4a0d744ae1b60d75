//! The patience of a command with its calls: which are made again, and how their waits are told.

use std::time::Duration;

use crate::chat::retry::{Patience, RetryWait};
use crate::chat::sanitize;
use crate::command::output;
use crate::delivery::progress::random_unit;
use crate::settings::connect::Connection;

/// Has the reading calls of a connection repeated as sends are, and tells their waits as those of sends.
#[must_use]
pub fn patient(connection: Connection) -> Connection {
    let patience = Patience {
        random: random_unit,
        tell: report_wait,
    };
    Connection {
        client: connection.client.with_patience(Some(patience)),
        ..connection
    }
}

/// Tells on standard error why a call is made again, and when.
pub fn report_wait(waiting: &RetryWait) {
    output::note(&format!(
        "{}; trying again in {:.1} s ({} of {})",
        sanitize::line(&waiting.because.to_string()),
        waiting.wait.max(Duration::from_millis(100)).as_secs_f32(),
        waiting.attempt,
        waiting.of
    ));
}
