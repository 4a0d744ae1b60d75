//! What happens to the program: keys, the mouse, the terminal, and answers from the world.

use std::sync::Arc;
use std::time::Duration;

use crate::app::events::ticket::Ticket;
use crate::chat::resources::{Member, Space};
use crate::chat::sender::SenderKind;
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::images::error::Fault;
use crate::images::placement::{CellSize, Fit, Ready};
use crate::images::raster::Raster;
use crate::input::chord::Chord;
use crate::message::draft_file::{DraftEntry, DraftId, OpenDraft};
use crate::message::import::Opened;
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

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The first event: the screen is there.
    Started,
    /// A frame is on the screen and no key waits: there is time for what follows from the draft.
    Drawn,
    /// A key went down.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// So many characters came at once, line ends among them, that nobody typed them.
    Flood(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has another size.
    Resized(Size),
    /// Time passed, as the span since the start; comes only while something moves.
    Tick(Duration),
    /// The world answered.
    Replied(Ticket, Reply),
    /// The world has something to say unasked.
    News(News),
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub deed: MouseDeed,
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseDeed {
    /// The left button went down, for the first, second or third time in a row.
    Press(u8),
    /// It moved with the left button held.
    Drag,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// The answer to a question that an effect asked, by who gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Of the thread that calls Google Chat.
    Chat(ChatReply),
    /// Of the thread that keeps drafts, templates and caches.
    Disk(DiskReply),
    /// Of the person's files.
    File(FileReply),
    /// The image at this address, or why there is none.
    Picture(String, Result<Arc<Raster>, Fault>),
    /// The text came back from the editor.
    Edited(Result<String, Diagnostic>),
    /// The task that should have answered broke.
    Broke(Diagnostic),
}

/// What came of a call to Google Chat.
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
    /// Nothing was sent: the same words went out so long ago, with an outcome nobody knows, that
    /// repeating them is for the person to decide. With the time at which they went out.
    OldDoubt(Box<Record>, String),
}

/// What came of work on the disk.
#[derive(Clone, Debug, PartialEq)]
pub enum DiskReply {
    /// The drafts on disk, the latest first.
    Drafts(Result<Vec<DraftEntry>, Diagnostic>),
    /// Another draft is open now.
    Opened(Result<OpenDraft, Diagnostic>),
    /// The person's own templates, by title.
    Templates(Result<Vec<OwnTemplate>, Diagnostic>),
    /// The template is on disk, or not.
    TemplateSaved(Result<TemplateSaved, Diagnostic>),
}

/// What came of work with a file of the person.
#[derive(Clone, Debug, PartialEq)]
pub enum FileReply {
    /// What is in a folder.
    Folder(Result<Folder, Diagnostic>),
    /// A message that was read from a file.
    Brought(Result<Box<Brought>, Diagnostic>),
    /// The file was written, or not.
    Written(Written),
}

/// What became of a file that was to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// It holds the text now; this is its path.
    Done(String),
    /// There is one of this path already, which was left alone.
    Taken(String),
    /// It cannot be written.
    Failed(Diagnostic),
}

/// A part of a long list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The token of the next page, if there is one.
    pub next: Option<String>,
}

/// A message that Chat took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its resource name, `spaces/S/messages/M`.
    pub name: String,
    /// Its thread, `spaces/S/threads/T`; empty where Chat tells none.
    pub thread: String,
    /// How long it took, from the first byte to the answer.
    pub took: Duration,
    /// When Chat took it, by the person's own clock, RFC 3339.
    pub at: String,
    /// The time at which it had arrived, where an earlier try had posted it and this one nothing new.
    pub earlier: Option<String>,
}

/// A message that Chat did not take, or of which nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub struct NotSent {
    /// What happened, why, and what to do.
    pub problem: Diagnostic,
    /// The `requestId` it was sent under; sending again under it cannot post twice.
    pub request_id: String,
    /// Whether the message may be in Chat all the same.
    pub unsure: bool,
}

/// A message that comes from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// What it comes from, for sentences: a file's name, or words.
    pub name: String,
    /// The message.
    pub opened: Opened,
}

/// What the world says unasked.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Who sends is known now, and whether the server answers.
    Connected(Result<Sender, Diagnostic>),
    /// The draft is on disk as it was last handed over.
    Saved(DraftId),
    /// The draft could not be written.
    NotSaved(Diagnostic),
    /// The sends that earlier runs left unfinished, the oldest first, and how many records of such
    /// cannot be read.
    Unfinished(Vec<Leftover>, usize),
    /// The clipboard has it, or not.
    Copied(Result<(), Diagnostic>),
    /// A picture is ready for its place.
    Ready(Fit, Arc<Ready>),
    /// A cell of the terminal has so many pixels.
    Cell(CellSize),
    /// A part of the program broke; it goes on.
    Broke(Diagnostic),
}

/// Who sends, as the top line says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The profile's name; empty for the sandbox that needs none.
    pub profile: String,
    /// The kind of credentials.
    pub kind: SenderKind,
    /// The server is the embedded sandbox, not Google.
    pub is_sandbox: bool,
    /// Messages go to people who must not be bothered by mistake: each send wants a typed word.
    pub is_production: bool,
    /// A person may send cards, too: their project is in Google's developer preview.
    pub has_preview: bool,
}
