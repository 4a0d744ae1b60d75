//! The line that asks for the file into which the content of a tab is written.

use crate::app::events::ticket::Ticket;
use crate::editor::line_input::Line;

/// The line that asks where to.
#[derive(Debug)]
pub struct Destination {
    /// The path as it is typed.
    pub line: Line,
    /// What the tab held when it was asked for.
    pub text: String,
    /// What it is, for people.
    pub what: &'static str,
    /// The path that is taken: asked for once more, it is overwritten.
    pub taken: Option<String>,
    /// Why the last try failed.
    pub fault: String,
    /// The file that is being written.
    pub awaits: Option<Ticket>,
}
