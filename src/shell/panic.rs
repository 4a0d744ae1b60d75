//! What happens when a part of the program breaks.

use std::panic;
use std::thread::{self, ThreadId};

use crate::shell::terminal;

/// Sets the hook. On the thread that draws, the terminal is given back before the message is
/// printed, or it would be lost with the alternate screen. On any other thread the program lives on,
/// so the screen is left alone and the message goes to the log.
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
