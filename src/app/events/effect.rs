//! The effects that the program requests: plain data, nested by who carries them out.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::app::events::ticket::Ticket;
use crate::chat::resources::Space;
use crate::delivery::intent::Intent;
use crate::images::placement::ImageJob;
use crate::message::checks::ignored::Ignored;
use crate::message::draft_file::DraftId;
use crate::message::export::language::Language;
use crate::message::request::Outgoing;
use crate::message::sent::LastSent;
use crate::message::unparsed_json::UnparsedJson;
use crate::store::templates::TemplateFile;

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
    /// Quits the program.
    Quit,
}

/// A call to Google Chat.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatCommand {
    /// Lists the spaces from this page on (one page), answered by `ChatReply::Spaces`.
    ListSpaces(Ticket, Option<String>),
    /// Reads one space, answered by `ChatReply::Space`.
    GetSpace(Ticket, String),
    /// Lists the members of a space from this page on, answered by `ChatReply::Members`.
    ListMembers(Ticket, String, Option<String>),
    /// Delivers a message; answered by `ChatReply::Sent`, `NotSent` or `OldDoubt`, before that by
    /// `ChatReply::Sending` and any number of `ChatReply::Waiting`.
    Send(Ticket, Outgoing, Intent),
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
    /// Stores which findings are ignored, in the sidecar of this draft.
    SaveIgnored(DraftId, Vec<Ignored>),
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
    /// Lists the drafts, answered by `DiskReply::Drafts`.
    ListDrafts(Ticket),
    /// Closes the open draft and opens this one, or a new one; answered by `DiskReply::Opened`.
    OpenDraft(Ticket, Option<DraftId>),
    /// Deletes a draft that is not open; answered by `DiskReply::Drafts`.
    DeleteDraft(Ticket, DraftId),
    /// Lists the user's own templates, answered by `DiskReply::Templates`.
    ListTemplates(Ticket),
    /// Writes one of the user's own templates, answered by `DiskReply::TemplateSaved`.
    SaveTemplate(Ticket, TemplateFile),
    /// Stores the spaces for the next start.
    SaveSpaces(Vec<Space>),
    /// Stores the language of the Code tab for the next start.
    SaveLanguage(Language),
}

/// Work with the user's files, outside the program's own folders.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Lists a folder, `~` being the home directory; answered by `FileReply::Folder`.
    ListFolder(Ticket, PathBuf),
    /// Reads a file and imports it as a message; answered by `FileReply::Imported`.
    ReadFile(Ticket, PathBuf),
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
    /// Opens a text in the user's editor; answered by `Reply::Edited`.
    Edit(Ticket, EditorBuffer),
    /// Gives the terminal to the shell until resumed.
    Suspend,
    /// Redraws every cell.
    Repaint,
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
