//! Handles panics of a part of the program.

use std::panic;
use std::thread::{self, ThreadId};

use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::event::{BackgroundEvent, Event};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::runtime::terminal;

/// Sets the panic hook.
///
/// On the thread that draws, the terminal is restored before the message is printed, or it would be lost with
/// the alternate screen. On any other thread the program lives on, so the screen is left alone and the message
/// goes to the log.
pub fn set_hook() {
    let drawing: ThreadId = thread::current().id();
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            terminal::restore();
            print(info);
        } else {
            tracing::error!("a part of the program broke: {info}");
        }
    }));
}

/// A guard that reports when its thread panics: the thread's work stops.
pub struct PanicGuard {
    /// The problem to report to the user.
    pub problem: Diagnostic,
    /// The channel to the program.
    pub events: UnboundedSender<Event>,
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        if thread::panicking() {
            // Nobody listens once the program ends.
            let event = BackgroundEvent::Panicked(self.problem.clone());
            let _ = self.events.send(Event::Background(event));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::unbounded_channel;

    #[test]
    fn a_thread_that_breaks_is_told_of() {
        let problem = Diagnostic::new("It broke", "Start again.");
        for (breaks, told) in [
            (false, None),
            (
                true,
                Some(Event::Background(BackgroundEvent::Panicked(
                    problem.clone(),
                ))),
            ),
        ] {
            let (events, mut heard) = unbounded_channel();
            let problem = problem.clone();
            let thread = thread::spawn(move || {
                let _watch = PanicGuard { problem, events };
                assert!(!breaks, "on purpose");
            });
            assert_eq!(thread.join().is_err(), breaks);
            assert_eq!(heard.blocking_recv(), told);
        }
    }
}
