//! What the world must do for the program: plain values, nested by who carries them out.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::app::events::ticket::Ticket;
use crate::chat::resources::Space;
use crate::delivery::intent::Intent;
use crate::images::placement::Order as ImageJob;
use crate::message::checks::ignored::Ignored;
use crate::message::draft_file::DraftId;
use crate::message::export::language::Language;
use crate::message::request::Outgoing;
use crate::message::sent::LastSent;
use crate::message::unparsed_json::UnparsedJson;
use crate::store::templates::TemplateFile;

/// What the world must do for the program, by who does it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// For the thread that calls Google Chat.
    Chat(ChatCommand),
    /// For the thread that keeps drafts, templates and caches on disk.
    Disk(DiskCommand),
    /// For the files of the person.
    File(FileCommand),
    /// For the thread that fetches and fits images.
    Image(ImageCommand),
    /// For the terminal.
    Terminal(TerminalCommand),
    /// Leave.
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
    /// Gives up what this ticket asked for.
    Cancel(Ticket),
}

/// Work for the disk. Drafts that wait to be written are written before anything else is done.
#[derive(Clone, Debug, PartialEq)]
pub enum DiskCommand {
    /// Writes a draft, soon; later ones of the same draft replace it.
    SaveDraft {
        /// Its name.
        id: DraftId,
        /// The request.
        request: Arc<Value>,
    },
    /// Keeps which findings are ignored, beside the draft of this name.
    KeepIgnored(DraftId, Vec<Ignored>),
    /// Keeps what was sent from the draft of this name last.
    KeepSent(DraftId, LastSent),
    /// Keeps the JSON of its parts that could not be read, beside the draft of this name.
    KeepRejected(DraftId, Vec<UnparsedJson>),
    /// Empties the draft that this is of, which is not open any more, if it still holds what was sent.
    EmptyDraft(Outgoing),
    /// Removes the record of the send with this `requestId`: it has ended, or is not wanted any more.
    /// The record stays while a draft could not be written, since that may be the one it empties.
    EndSend(String),
    /// Lists the drafts, answered by `DiskReply::Drafts`.
    ListDrafts(Ticket),
    /// Lets go of the open draft and opens this one, or a new one; answered by `DiskReply::Opened`.
    OpenDraft(Ticket, Option<DraftId>),
    /// Deletes a draft that is not open; answered by `DiskReply::Drafts`.
    DeleteDraft(Ticket, DraftId),
    /// Lists the person's own templates, answered by `DiskReply::Templates`.
    ListTemplates(Ticket),
    /// Writes a template of the person's own, answered by `DiskReply::TemplateSaved`.
    SaveTemplate(Ticket, TemplateFile),
    /// Keeps the spaces for the next start.
    KeepSpaces(Vec<Space>),
    /// Keeps the language of the code for the next start.
    KeepLanguage(Language),
}

/// Work with the files of the person, outside the program's own folders.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Lists a folder, `~` being the home directory; answered by `FileReply::Folder`.
    ListFolder(Ticket, PathBuf),
    /// Reads a file and opens it as a message; answered by `FileReply::Brought`.
    ReadFile(Ticket, PathBuf),
    /// Writes a text to a file, answered by `FileReply::Written`.
    WriteFile {
        /// The question.
        ticket: Ticket,
        /// The path as a person writes it.
        path: String,
        /// What is written.
        text: String,
        /// A file that is there already is replaced.
        overwrites: bool,
    },
}

/// Work with the images of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum ImageCommand {
    /// Fetches images from these addresses, each answered by `Reply::Picture`.
    FetchPictures(Ticket, Vec<String>),
    /// Gives up all images that are being fetched.
    DropPictures,
    /// Fits an image to its place, answered by `News::Ready`.
    MakeReady(ImageJob),
}

/// Work that needs the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum TerminalCommand {
    /// Puts a text on the clipboard.
    Copy(String),
    /// Lets the person edit a text in their editor; answered by `Reply::Edited`.
    Edit(Ticket, Manuscript),
    /// Gives the terminal to the shell until resumed.
    Suspend,
    /// Draws every cell anew.
    Repaint,
}

/// A text for the person's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manuscript {
    /// The text.
    pub text: String,
    /// How the name of its file ends, which tells an editor what it is: `.md`, `.json`.
    pub suffix: &'static str,
    /// The line to begin at, from 1.
    pub line: usize,
}
