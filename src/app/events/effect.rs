//! The effects that the program requests: plain data, nested by who carries them out.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::app::events::broadcast::BroadcastOrder;
use crate::app::events::message_change::MessageChange;
use crate::app::events::ticket::Ticket;
use crate::chat::resources::Space;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::chat::webhook::Webhook;
use crate::delivery::intent::Intent;
use crate::diagnostics::diagnostic::SignInNeed;
use crate::images::placement::ImageJob;
use crate::message::attached_file::AttachedFile;
use crate::message::checks::ignored::Ignored;
use crate::message::destination::Destination;
use crate::message::draft_file::DraftId;
use crate::message::edit_target::EditTarget;
use crate::message::export::language::Language;
use crate::message::request::Outgoing;
use crate::message::sent::LastSent;
use crate::message::split::Part;
use crate::message::undo_steps::UndoSteps;
use crate::message::unparsed_json::UnparsedJson;
use crate::store::outbox::Origin;
use crate::store::templates::TemplateFile;
use crate::store::ui_state::{LastView, PaneSizes};

/// An effect, by who carries it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// For the thread that calls Google Chat.
    Chat(ChatCommand),
    /// For the thread that keeps drafts, templates and caches on disk.
    Disk(DiskCommand),
    /// For the user's files.
    File(FileCommand),
    /// For the thread that fetches and fits images.
    Image(ImageCommand),
    /// For the terminal.
    Terminal(TerminalCommand),
    /// Connects another profile, which carries out the calls from now on; those under way end under their own.
    Connect {
        /// The profile's name; empty for the embedded sandbox.
        profile: String,
        /// The kind of sender, on the sandbox.
        kind: SenderKind,
    },
    /// For the thread of a sign-in.
    SignIn(SignInCommand),
    /// Quits the program.
    Quit,
}

/// An account of one's own: one more profile, and the sign-in of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInCommand {
    /// Adds a profile that sends by the JSON file at this path; answered by `SignInReply::Added` or `NotAdded`.
    AddProfile(Ticket, String),
    /// Begins the sign-in of this profile, which allows these besides composing, in place of one under way; answered by
    /// `Reply::SignIn`, several times.
    Begin(Ticket, String, Vec<SignInNeed>),
    /// Takes what was pasted: the address that the browser ended at, or its code.
    Paste(Secret),
    /// Ends the sign-in that is under way.
    Cancel,
}

/// A call to Google Chat.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatCommand {
    /// Lists the spaces from this page on (one page), answered by `ChatReply::Spaces`.
    ListSpaces(Ticket, Option<String>),
    /// Reads one space, answered by `ChatReply::Space`.
    GetSpace(Ticket, String),
    /// Finds the direct message with a person, answered by `ChatReply::DirectMessage`.
    FindDirectMessage {
        /// The ticket of the request.
        ticket: Ticket,
        /// The person, `users/ID` or `users/EMAIL`.
        user: String,
        /// Whether it is set up where there is none.
        sets_up: bool,
    },
    /// Lists the members of a space from this page on, answered by `ChatReply::Members`.
    ListMembers(Ticket, String, Option<String>),
    /// Lists the custom emoji of the organisation, answered by `ChatReply::CustomEmoji`.
    ListCustomEmoji(Ticket),
    /// Delivers a message; answered by `ChatReply::Sent`, `NotSent` or `OldDoubt`, before that by
    /// `ChatReply::Sending` and any number of `ChatReply::Waiting`.
    Send(Ticket, Outgoing, Intent),
    /// Delivers a message to a space in parts, one after the other; answered by `ChatReply::PartsSent` or `NotSent`,
    /// before that by `ChatReply::PartSent` for each part.
    SendParts(Ticket, String, Vec<Part>, Vec<AttachedFile>),
    /// Delivers a message to many spaces at the same time; answered by `BroadcastReply::Ended`, `NotBegun` or
    /// `ViewerAbsent`, before that by `SpaceDone` for each space and any number of `Waiting`.
    Broadcast(Ticket, Box<BroadcastOrder>),
    /// Changes a message that is in Chat; answered by `ChatReply::Changed`, before that by any number of
    /// `ChatReply::Waiting`.
    Change(Ticket, MessageChange),
    /// Reads a message as it stands, whose sender and server are these where they are known; answered by
    /// `ChatReply::Message`.
    ReadMessage(Ticket, String, Option<Origin>),
    /// Lists the latest messages of a space, or of this thread in it; answered by `ChatReply::Messages`.
    ListMessages(Ticket, String, Option<String>),
    /// Cancels the request of this ticket.
    Cancel(Ticket),
}

/// Work for the disk. Pending draft writes are flushed before anything else is done.
#[derive(Clone, Debug, PartialEq)]
pub enum DiskCommand {
    /// Writes a draft, debounced; later writes of the same draft replace it.
    SaveDraft {
        /// The draft's ID.
        id: DraftId,
        /// The request.
        request: Arc<Value>,
    },
    /// Stores the undo steps that lead to the request that was saved last, in the sidecar of this draft.
    SaveUndo(DraftId, UndoSteps),
    /// Reads the undo steps that lead to the request of this draft; answered by `DiskReply::Undo`.
    LoadUndo(Ticket, DraftId, Arc<Value>),
    /// Stores which findings are ignored, in the sidecar of this draft.
    SaveIgnored(DraftId, Vec<Ignored>),
    /// Saves the title that the user gave a draft.
    SaveTitle(DraftId, String),
    /// Saves the files that go with a draft.
    SaveFiles(DraftId, Vec<AttachedFile>),
    /// Stores by whom the space of this draft was chosen, in its sidecar.
    SaveDestination(DraftId, Option<Destination>),
    /// Stores what was last sent from this draft, in its sidecar.
    SaveLastSent(DraftId, LastSent),
    /// Stores the JSON of parts that did not parse, in the sidecar of this draft.
    SaveUnparsed(DraftId, Vec<UnparsedJson>),
    /// Empties the draft of this message, which is not open any more, if it still holds what was sent.
    EmptyDraft(Outgoing),
    /// Removes the record of the send with this `requestId`: it has ended, or is not wanted any more.
    ///
    /// The record stays while a draft could not be written, since that may be the one it empties.
    EndSend(String),
    /// Removes the log of a message in parts, as `EndSend` removes a record.
    EndLog(PathBuf),
    /// Lists the drafts, answered by `DiskReply::Drafts`.
    ListDrafts(Ticket),
    /// Closes the open draft and opens this one, or a new one; answered by `DiskReply::Opened`.
    OpenDraft(Ticket, Option<DraftId>),
    /// Closes the open draft and opens the one that edits this message, or a new one; answered by
    /// `DiskReply::Opened`.
    StartEdit(Ticket, Box<EditTarget>),
    /// Ends the draft of an edit that was made, with what stands in Chat now; it stays where it was changed since.
    EndEdit(DraftId, Value),
    /// Lists the sends of all runs, the latest first; answered by `DiskReply::History`.
    ListHistory(Ticket),
    /// Moves a draft that is not open to the trash; answered by `DiskReply::Drafts`.
    DeleteDraft(Ticket, DraftId),
    /// Brings back the draft that this program deleted last; answered by `DiskReply::Drafts`.
    RestoreDraft(Ticket),
    /// Lists the user's own templates, answered by `DiskReply::Templates`.
    ListTemplates(Ticket),
    /// Writes one of the user's own templates, answered by `DiskReply::TemplateSaved`.
    SaveTemplate(Ticket, TemplateFile),
    /// Keeps a webhook under a name, which must be free; answered by `DiskReply::WebhookKept`.
    KeepWebhook(Ticket, String, Webhook),
    /// Caches the spaces of this profile from now on; answered by `DiskReply::CachedSpaces`.
    UseProfile(Ticket, String),
    /// Stores the spaces for the next start.
    SaveSpaces(Vec<Arc<Space>>),
    /// Stores the language of the Code tab for the next start.
    SaveLanguage(Language),
    /// Stores what is typed into the blanks of templates, by the title of the template.
    SaveTemplateAnswers(HashMap<String, Vec<String>>),
    /// Stores how the panes are resized for the next start.
    SavePaneSizes(PaneSizes),
    /// Stores what is shown at the end for the next start.
    SaveView(LastView),
    /// Stores which spaces were chosen last for the next start, the latest first.
    SaveRecentSpaces(Vec<String>),
    /// Stores which spaces are pinned.
    SavePinnedSpaces(Vec<String>),
}

/// Work with the user's files, outside the program's own folders.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Lists a folder, `~` being the home directory; answered by `FileReply::Folder`.
    ListFolder(Ticket, PathBuf),
    /// Reads a file and imports it as a message; answered by `FileReply::Imported`.
    ReadFile(Ticket, PathBuf),
    /// Reads a file that goes with the message, for its size and hash; answered by `FileReply::Described`.
    DescribeFile(Ticket, PathBuf),
    /// Writes a text to a file, answered by `FileReply::Written`.
    WriteFile {
        /// The ticket of the request.
        ticket: Ticket,
        /// The path as the user writes it.
        path: String,
        /// The text to write.
        text: String,
        /// Whether an existing file is replaced.
        overwrites: bool,
    },
}

/// Work with the images of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum ImageCommand {
    /// Fetches images from these addresses, each answered by `Reply::Image`.
    Fetch(Ticket, Vec<String>),
    /// Cancels all image fetches.
    DropAll,
    /// Scales an image to its place, answered by `News::Ready`.
    Prepare(ImageJob),
}

/// Work that needs the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum TerminalCommand {
    /// Copies a text to the clipboard.
    Copy(String),
    /// Hands a text to the desktop's clipboard alone, where there is one; nothing is said of it.
    Offer(String),
    /// Reads the desktop's clipboard; answered by `Reply::Clipboard`.
    ReadClipboard(Ticket),
    /// Opens a text in the user's editor; answered by `Reply::Edited`.
    Edit(Ticket, EditorBuffer),
    /// Gives the terminal to the shell until resumed.
    Suspend,
    /// Redraws every cell.
    Repaint,
    /// Draws in the theme of this name from now on.
    SetTheme(String),
}

/// A text for the user's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorBuffer {
    /// The text.
    pub text: String,
    /// The suffix of its file's name, which tells an editor what it is: `.md`, `.json`.
    pub suffix: &'static str,
    /// The line to start at, from 1.
    pub line: usize,
}
