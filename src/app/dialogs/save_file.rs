//! The dialog that asks for the path into which the content of a tab, or a draft, is written.

use crate::app::events::ticket::Ticket;
use crate::editor::line_input::LineInput;

/// The state of the dialog.
#[derive(Debug)]
pub struct SaveFile {
    /// The path that is typed.
    pub line: LineInput,
    /// The tab's content when the dialog was opened.
    pub text: String,
    /// The kind of content, for people: "JSON tab".
    pub what: String,
    /// The revision of the draft that is written whole, as the disk refused it.
    pub rescues: Option<u64>,
    /// The path of an existing file; entered once more, it is overwritten.
    pub taken: Option<String>,
    /// Why the last try failed.
    pub fault: String,
    /// The ticket of the write that is under way.
    pub awaits: Option<Ticket>,
}
