//! The events of the program: keys, the mouse, the terminal, and replies to its effects.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::app::events::broadcast::BrokenBroadcast;
use crate::app::events::message_change::NotChanged;
use crate::app::events::past_send::PastSend;
use crate::app::events::read_back::ReadBack;
use crate::app::events::ticket::Ticket;
use crate::chat::resources::{CustomEmoji, Member, MessagesPage, Space};
use crate::chat::sender::SenderKind;
use crate::chat::write_policy::WritePolicy;
use crate::delivery::change::Done;
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::images::error::ImageError;
use crate::images::placement::{CellSize, Placement, PreparedImage};
use crate::images::raster::Raster;
use crate::input::chord::Chord;
use crate::message::attached_file::AttachedFile;
use crate::message::draft_file::{DraftEntry, DraftId, OpenDraft};
use crate::message::import::{Candidate, ImportedJson};
use crate::message::preset::Preset;
use crate::message::undo_steps::UndoSteps;
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
    /// The left button was released.
    Release,
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
    /// About the sign-in of a person.
    SignIn(SignInReply),
    /// The image at this address, or why there is none.
    Image(String, Result<Arc<Raster>, ImageError>),
    /// The text of the desktop's clipboard; `None` where it cannot be read, or has none.
    Clipboard(Option<String>),
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
    /// The direct message with a person; none where there is none.
    DirectMessage(Result<Option<Space>, Diagnostic>),
    /// A page of the members of this space.
    Members(String, Result<Page<Member>, Diagnostic>),
    /// The custom emoji of the organisation.
    CustomEmoji(Result<Vec<CustomEmoji>, Diagnostic>),
    /// The send is on disk under this `requestId`, and its first byte leaves now.
    Sending(String),
    /// The send is held back for so many seconds more; 0: its first byte may leave from now on.
    Held(u64),
    /// A send that was cancelled while it was held back: whether nothing of it had left.
    TakenBack(bool),
    /// The send waits and will be tried again: why, and for how long.
    Waiting(String, Duration),
    /// So many bytes of the files, of so many, are at Google.
    Uploading(u64, u64),
    /// The message is in Chat.
    Sent(Sent),
    /// So many parts of so many are in Chat.
    PartSent(usize, usize),
    /// All parts are in Chat: the first one, and the log to be removed once the emptied draft is on disk.
    PartsSent(Sent, PathBuf),
    /// What is heard of a message to many spaces.
    Broadcast(BroadcastReply),
    /// The message is not in Chat, or nobody knows.
    NotSent(NotSent),
    /// A message was changed, or why not.
    Changed(Result<Done, NotChanged>),
    /// A message as it stands, or why it cannot be read.
    Message(ReadBack),
    /// The latest messages, the latest first.
    Messages(Result<MessagesPage, Diagnostic>),
    /// Nothing was sent: the same text went out long ago, with an unknown outcome.
    ///
    /// Whether to repeat it is for the user to decide. With the time at which it went out.
    OldDoubt(Box<Record>, String),
}

/// News of a sign-in.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInReply {
    /// The page to open in a browser, and the port of this machine that the browser comes back to.
    Started {
        /// The page's URL.
        url: String,
        /// The port.
        port: u16,
    },
    /// What was pasted holds no code, and why.
    NotACode(String),
    /// The browser came back with a code, which is exchanged now.
    Answered,
    /// The profile is signed in, and a call has proved it.
    Done {
        /// The profile.
        profile: String,
        /// Who is signed in, and what was not granted or will end.
        told: Diagnostic,
    },
    /// Nobody is signed in, or what was kept does not work.
    Failed(Diagnostic),
    /// A profile was added to the config file.
    Added(Box<AddedProfile>),
    /// No profile was added, and why.
    NotAdded(Diagnostic),
}

/// A profile of the config file, or the embedded sandbox.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileChoice {
    /// The sender, as far as it is known before the server is asked.
    pub sender: Sender,
    /// The server's base URL; `sandbox` for an embedded one.
    pub server: String,
    /// Whether a person signs in for it, in a browser.
    pub signs_in: bool,
    /// Why it cannot be used.
    pub fault: Option<Diagnostic>,
}

/// A profile that was added to the config file.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedProfile {
    /// Its name.
    pub name: String,
    /// The config file, for people.
    pub file: String,
    /// All profiles that can be chosen now.
    pub choices: Vec<ProfileChoice>,
}

/// What is heard of a message to many spaces.
#[derive(Clone, Debug, PartialEq)]
pub enum BroadcastReply {
    /// It has arrived in this space as a whole, or nobody knows, or it failed.
    SpaceDone(String, Result<Sent, NotSent>),
    /// It waits in this space: why, and for how long.
    Waiting(String, String, Duration),
    /// Nothing was sent: it cannot be begun.
    NotBegun(NotSent),
    /// Nothing was sent: the only viewer is not a member of these spaces.
    ViewerAbsent(Vec<String>),
    /// It has ended in all spaces; with the log, which is to be removed once the emptied draft is on disk.
    Ended(PathBuf),
    /// It was stopped; with what its log and the records know of each space.
    Stopped(BrokenBroadcast),
}

/// The result of work on the disk.
#[derive(Clone, Debug, PartialEq)]
pub enum DiskReply {
    /// The drafts on disk, the latest first.
    Drafts(Result<Vec<DraftEntry>, Diagnostic>),
    /// A webhook is kept, or why not.
    WebhookKept(Result<KeptWebhook, Diagnostic>),
    /// The spaces that were cached for a profile.
    CachedSpaces(Vec<Space>),
    /// Another draft is open now.
    Opened(Result<Box<OpenDraft>, Diagnostic>),
    /// The undo steps of the draft that was opened.
    Undo(UndoSteps),
    /// The sends of all runs, the latest first.
    History(Result<Vec<PastSend>, Diagnostic>),
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
    /// What was found in a file.
    Imported(Result<FoundMessage, Diagnostic>),
    /// A file that goes with the message.
    Described(Result<AttachedFile, Diagnostic>),
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
    /// When that was, as a row of the activity shows it; empty where that is not known.
    pub day: String,
}

/// What a text holds that was read as a message.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundMessage {
    /// One message.
    One(Box<ImportedMessage>),
    /// Several, of which one has to be chosen.
    Several(Arc<SeveralMessages>),
}

impl FoundMessage {
    /// Returns the same, with what the command line sets in the message.
    #[must_use]
    pub fn with(self, preset: Preset) -> Self {
        match self {
            Self::One(imported) => Self::One(Box::new(ImportedMessage {
                preset,
                ..*imported
            })),
            Self::Several(several) => Self::Several(Arc::new(SeveralMessages {
                preset,
                ..SeveralMessages::clone(&several)
            })),
        }
    }
}

/// A text with several messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeveralMessages {
    /// Where it came from, for sentences: a file's name, or words.
    pub name: String,
    /// The text.
    pub text: String,
    /// The messages in it, in its order.
    pub candidates: Vec<Candidate>,
    /// What the command line sets in the one that is chosen.
    pub preset: Preset,
}

/// A message that was imported.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedMessage {
    /// Where it came from, for sentences: a file's name, or words.
    pub name: String,
    /// The message.
    pub opened: ImportedJson,
    /// What the command line sets in it.
    pub preset: Preset,
}

/// An unsolicited message of the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundEvent {
    /// The sender is known now, and whether the server answers.
    Connected(Result<Sender, Diagnostic>),
    /// The server of a profile whose secret alone knows it.
    Server {
        /// The profile.
        profile: String,
        /// The base URL.
        server: String,
    },
    /// The draft is on disk as it was last handed over.
    Saved(DraftId),
    /// Another program wrote the file of this draft; its version is kept under the second name.
    ForeignVersion(DraftId, DraftId),
    /// The draft could not be written.
    NotSaved(Diagnostic),
    /// The sends that earlier runs left unfinished, the oldest first, and how many such records cannot be read.
    Unfinished(Vec<Leftover>, usize),
    /// The messages to many spaces that earlier runs left unfinished, the latest first.
    BrokenBroadcasts(Vec<BrokenBroadcast>),
    /// The result of copying to the clipboard.
    Copied(Result<CopyTarget, Diagnostic>),
    /// The theme that was chosen cannot be used.
    NotThemed(Diagnostic),
    /// Quitting was refused, since the draft could not be written.
    QuitRefused(Diagnostic),
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
    /// What it may write, and where; a production profile wants a word typed before each send.
    pub policy: WritePolicy,
    /// Whether a user may send cards, too: their project is in Google's developer preview.
    pub has_preview: bool,
}

/// A kept webhook, as the composer knows it: its secret stays on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptWebhook {
    /// Its name.
    pub name: String,
    /// The resource name of its only space.
    pub space: String,
    /// The base URL of its server.
    pub server: String,
}

/// Who was handed a text for the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyTarget {
    /// The desktop's own command.
    Desktop,
    /// The terminal alone, which does not answer.
    Terminal,
}
