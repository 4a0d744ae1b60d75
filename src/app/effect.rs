//! What the world must do for the program: plain values, carried out by the shell.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::app::rejected::Rejected;
use crate::app::ticket::Ticket;
use crate::chat::wire::Space;
use crate::message::checks::ignored::Ignored;
use crate::message::export::language::Language;
use crate::message::sent::LastSent;
use crate::pixels::fit::Order;

/// The name of a draft on disk, such as `draft-3`.
pub type DraftId = String;

/// A deed the program asks of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// List the spaces from this page on (one page), answered by `Reply::Spaces`.
    ListSpaces(Ticket, Option<String>),
    /// Read one space, answered by `Reply::Space`.
    GetSpace(Ticket, String),
    /// List the members of a space from this page on, answered by `Reply::Members`.
    ListMembers(Ticket, String, Option<String>),
    /// Keep the spaces for the next start.
    KeepSpaces(Vec<Space>),
    /// Post a message; answered by `Reply::Sent` or `Reply::NotSent`, before that any number of
    /// `Reply::Waiting`.
    Send(Ticket, Request),
    /// Give up what this ticket asked for.
    Cancel(Ticket),
    /// Forget the send of this `requestId`, which is not wanted any more.
    ForgetSend(String),
    /// Write a draft, soon; later ones of the same draft replace it.
    SaveDraft {
        /// Its name.
        id: DraftId,
        /// The request.
        request: Arc<Value>,
    },
    /// Keep which findings are ignored, beside the draft of this name.
    KeepIgnored(DraftId, Vec<Ignored>),
    /// Keep what was sent from the draft of this name last.
    KeepSent(DraftId, LastSent),
    /// Keep the language of the code for the next start.
    KeepLanguage(Language),
    /// Keep the JSON of its parts that could not be read, beside the draft of this name.
    KeepRejected(DraftId, Vec<Rejected>),
    /// Empty the draft that this is of, which is not open any more, if it still holds what was sent.
    EmptyDraft(Request),
    /// List the drafts, answered by `Reply::Drafts`.
    ListDrafts(Ticket),
    /// Let go of the open draft and open this one, or a new one; answered by `Reply::Opened`.
    OpenDraft(Ticket, Option<DraftId>),
    /// Delete a draft that is not open; answered by `Reply::Drafts`.
    DeleteDraft(Ticket, DraftId),
    /// List the person's own templates, answered by `Reply::Templates`.
    ListTemplates(Ticket),
    /// Write a template of the person's own, answered by `Reply::TemplateSaved`.
    SaveTemplate(Ticket, TemplateFile),
    /// List a folder, `~` being the home directory; answered by `Reply::Folder`.
    ListFolder(Ticket, PathBuf),
    /// Read a file and open it as a message; answered by `Reply::Brought`.
    ReadFile(Ticket, PathBuf),
    /// Write a text to a file of the person's, answered by `Reply::Written`.
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
    /// Fetch pictures from these addresses, each answered by `Reply::Picture`.
    FetchPictures(Ticket, Vec<String>),
    /// Give up all pictures that are being fetched.
    DropPictures,
    /// Make a picture ready for its place, told by `News::Ready`.
    MakeReady(Order),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the person edit a text in their editor; answered by `Reply::Edited`.
    Edit(Ticket, Manuscript),
    /// Give the terminal to the shell until resumed.
    Suspend,
    /// Draw every cell anew.
    Repaint,
    /// Leave.
    Quit,
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

/// A template of the person's own, to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateFile {
    /// Its title, from which the file gets its name.
    pub title: String,
    /// What the file holds.
    pub content: Value,
    /// Whether it may take the place of one that is there.
    pub replaces: bool,
}

/// A message on its way: what `spaces.messages.create` gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The name of the draft it is of; empty where none is known.
    pub draft: DraftId,
    /// The space's resource name.
    pub parent: String,
    /// What else stands in the address, without the `requestId`.
    pub query: Vec<(String, String)>,
    /// The message as compact JSON, byte for byte as previewed.
    pub body: String,
    /// The `requestId` of an earlier try of the same message; `None` for a new one.
    pub request_id: Option<String>,
}
