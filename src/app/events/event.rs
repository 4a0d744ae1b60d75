//! The events of the program: keys, the mouse, the terminal, and replies to its effects.

use std::sync::Arc;
use std::time::Duration;

use crate::app::events::ticket::Ticket;
use crate::chat::resources::{Member, Space};
use crate::chat::sender::SenderKind;
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::images::error::ImageError;
use crate::images::placement::{CellSize, Placement, PreparedImage};
use crate::images::raster::Raster;
use crate::input::chord::Chord;
use crate::message::draft_file::{DraftEntry, DraftId, OpenDraft};
use crate::message::import::ImportedJson;
use crate::store::directory::Folder;
use crate::store::outbox::Record;
use crate::store::templates::{OwnTemplate, TemplateSaved};

/// The screen's size, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Size {
    /// Cells across.
    pub width: u16,
    /// Cells down.
    pub height: u16,
}

/// An event that the program handles.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The first event: the screen is known.
    Started,
    /// Idle: a frame is on the screen and no key waits, so there is time to recompute what depends on the
    /// draft.
    Idle,
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// An unbracketed paste: so many characters at once, line ends among them, that nobody typed them.
    UnbracketedPaste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen was resized.
    Resized(Size),
    /// Time passed, as the span since the start; sent only while something is animated.
    Tick(Duration),
    /// A request was answered.
    Replied(Ticket, Reply),
    /// An unsolicited message of the runtime.
    Background(BackgroundEvent),
}

/// A mouse event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The kind of event.
    pub kind: MouseKind,
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
}

/// The kind of a mouse event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button was pressed, for the first, second or third time in a row.
    Press(u8),
    /// The mouse moved with the left button held.
    Drag,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// The reply to a request, by who gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// From the thread that calls Google Chat.
    Chat(ChatReply),
    /// From the thread that keeps drafts, templates and caches.
    Disk(DiskReply),
    /// About the user's files.
    File(FileReply),
    /// The image at this address, or why there is none.
    Image(String, Result<Arc<Raster>, ImageError>),
    /// The text as the editor left it.
    Edited(Result<String, Diagnostic>),
    /// The task that should have answered panicked.
    Panicked(Diagnostic),
}

/// The result of a call to Google Chat.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatReply {
    /// A page of the spaces.
    Spaces(Result<Page<Space>, Diagnostic>),
    /// One space by its name.
    Space(Result<Space, Diagnostic>),
    /// A page of the members of this space.
    Members(String, Result<Page<Member>, Diagnostic>),
    /// The send is on disk under this `requestId`, and its first byte leaves now.
    Sending(String),
    /// The send waits and will be tried again: why, and for how long.
    Waiting(String, Duration),
    /// The message is in Chat.
    Sent(Sent),
    /// The message is not in Chat, or nobody knows.
    NotSent(NotSent),
    /// Nothing was sent: the same text went out long ago, with an unknown outcome.
    ///
    /// Whether to repeat it is for the user to decide. With the time at which it went out.
    OldDoubt(Box<Record>, String),
}

/// The result of work on the disk.
#[derive(Clone, Debug, PartialEq)]
pub enum DiskReply {
    /// The drafts on disk, the latest first.
    Drafts(Result<Vec<DraftEntry>, Diagnostic>),
    /// Another draft is open now.
    Opened(Result<OpenDraft, Diagnostic>),
    /// The user's own templates, by title.
    Templates(Result<Vec<OwnTemplate>, Diagnostic>),
    /// The result of saving a template.
    TemplateSaved(Result<TemplateSaved, Diagnostic>),
}

/// The result of work with one of the user's files.
#[derive(Clone, Debug, PartialEq)]
pub enum FileReply {
    /// The entries of a folder.
    Folder(Result<Folder, Diagnostic>),
    /// A message that was imported from a file.
    Imported(Result<Box<ImportedMessage>, Diagnostic>),
    /// The result of writing a file.
    Written(WriteResult),
}

/// The result of writing a file.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteResult {
    /// The file holds the text now; this is its path.
    Done(String),
    /// A file exists at this path already, and was left alone.
    Exists(String),
    /// The file cannot be written.
    Failed(Diagnostic),
}

/// A page of a long list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// The token of the next page, if there is one.
    pub next: Option<String>,
}

/// A message that Chat accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its resource name, `spaces/S/messages/M`.
    pub name: String,
    /// Its thread, `spaces/S/threads/T`; empty where Chat returns none.
    pub thread: String,
    /// How long it took, from the first byte to the answer.
    pub took: Duration,
    /// When Chat accepted it, by the user's own clock, RFC 3339.
    pub at: String,
    /// When it arrived, where an earlier try had posted it and this one nothing new.
    pub earlier: Option<String>,
}

/// A message that Chat did not accept, or of which nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub struct NotSent {
    /// What happened, why, and what to do.
    pub problem: Diagnostic,
    /// The `requestId` it was sent under; sending again under it cannot post twice.
    pub request_id: String,
    /// Whether the message may be in Chat all the same.
    pub unsure: bool,
}

/// A message that was imported.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedMessage {
    /// Where it came from, for sentences: a file's name, or words.
    pub name: String,
    /// The message.
    pub opened: ImportedJson,
}

/// An unsolicited message of the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundEvent {
    /// The sender is known now, and whether the server answers.
    Connected(Result<Sender, Diagnostic>),
    /// The draft is on disk as it was last handed over.
    Saved(DraftId),
    /// The draft could not be written.
    NotSaved(Diagnostic),
    /// The sends that earlier runs left unfinished, the oldest first, and how many such records cannot be read.
    Unfinished(Vec<Leftover>, usize),
    /// The result of copying to the clipboard.
    Copied(Result<(), Diagnostic>),
    /// An image is ready for its place.
    Ready(Placement, Arc<PreparedImage>),
    /// The size of a terminal cell, in pixels.
    Cell(CellSize),
    /// A part of the program panicked; the program continues.
    Panicked(Diagnostic),
}

/// The sender, as the title bar shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The profile's name; empty for the sandbox that needs none.
    pub profile: String,
    /// The kind of credentials.
    pub kind: SenderKind,
    /// Whether the server is the embedded sandbox, not Google.
    pub is_sandbox: bool,
    /// Whether messages go to people who must not be bothered by mistake: each send wants a typed word.
    pub is_production: bool,
    /// Whether a user may send cards, too: their project is in Google's developer preview.
    pub has_preview: bool,
}
