//! The dialogs, which lie over the panes and take the focus.

use crate::app::dialogs::activity::Activity;
use crate::app::dialogs::broadcast_table::BroadcastTable;
use crate::app::dialogs::find_bar::FindBar;
use crate::app::dialogs::help::Help;
use crate::app::dialogs::save_file::SaveFile;
use crate::app::dialogs::save_template::SaveTemplate;
use crate::app::dialogs::setup::Setup;
use crate::app::dialogs::size_report::SizeReport;
use crate::app::dialogs::template_form::TemplateForm;
use crate::app::dialogs::template_gallery::TemplateGallery;
use crate::app::events::ticket::Ticket;
use crate::app::picker::list::Picker;
use crate::editor::line_input::LineInput;
use crate::message::request::Outgoing;

/// The word that a guarded profile wants typed before each send.
pub const GUARD: &str = "send";

/// A dialog over the panes.
pub enum Dialog {
    /// A picker.
    Picker(Box<Picker>),
    /// The keys of a place, and the manual.
    Help(Box<Help>),
    /// The line that asks before a send.
    Confirm,
    /// The line that asks for [`GUARD`] to be typed before a production send.
    Guard(LineInput, GuardedSend),
    /// The table of the message to many spaces.
    Broadcast(BroadcastTable),
    /// The line that asks before the text of an old doubt is posted a second time.
    ConfirmResend(Box<DoubtfulSend>),
    /// The line that asks before the message of a ticket goes on to the spaces where it is missing.
    ConfirmResume(Ticket),
    /// Find and replace in the text.
    Find(Box<FindBar>),
    /// The line that asks for a format of the text.
    Format,
    /// The line that asks for the address of a link in the text.
    LinkAddress(LineInput),
    /// The line that asks for the title of the draft.
    DraftTitle(LineInput),
    /// The activity list: what was sent, is being sent, or failed.
    Activity(Box<Activity>),
    /// The template gallery.
    TemplateGallery(Box<TemplateGallery>),
    /// The template form.
    TemplateForm(Box<TemplateForm>),
    /// The line that asks for the title to save the draft as a template.
    SaveTemplate(SaveTemplate),
    /// The size report: the heaviest parts of the message.
    SizeReport(Box<SizeReport>),
    /// The line that asks for the path a tab is written to.
    SaveFile(Box<SaveFile>),
    /// The ways to send for real, and what each needs.
    Setup(Box<Setup>),
}

/// What is sent once [`GUARD`] was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardedSend {
    /// The open draft.
    Draft,
    /// The open draft, to the test space.
    Test,
    /// The message of this ticket, which was not sent.
    Again(Ticket),
}

/// A message whose text went out with an unknown outcome: long ago, or by a webhook.
pub struct DoubtfulSend {
    /// The message to send; with its `requestId` where its own record is sent again.
    pub request: Outgoing,
    /// The display name of the space.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// When the text went out first, formatted for people; empty where that is not known.
    pub since: String,
}
