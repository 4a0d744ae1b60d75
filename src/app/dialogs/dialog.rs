//! The dialogs, which lie over the panes and take the focus.

use crate::app::dialogs::activity::Activity;
use crate::app::dialogs::save_file::SaveFile;
use crate::app::dialogs::save_template::SaveTemplate;
use crate::app::dialogs::size_report::SizeReport;
use crate::app::dialogs::template_form::TemplateForm;
use crate::app::dialogs::template_gallery::TemplateGallery;
use crate::app::events::ticket::Ticket;
use crate::app::picker::list::{Picker, Purpose};
use crate::editor::line_input::LineInput;
use crate::input::keymap::Place;
use crate::message::request::Outgoing;

/// The word that a guarded profile wants typed before each send.
pub const GUARD: &str = "send";

/// A dialog over the panes.
pub enum Dialog {
    /// A picker.
    Picker(Box<Picker>),
    /// The key help of a place, scrolled down by so many rows.
    Help {
        /// The place whose keys are shown.
        place: Place,
        /// The first visible row.
        scroll: usize,
    },
    /// The line that asks before a send.
    Confirm,
    /// The line that asks for [`GUARD`] to be typed before a production send.
    ///
    /// The ticket is that of a message that is sent again; `None` for the open draft.
    Guard(LineInput, Option<Ticket>),
    /// The line that asks before the text of an old doubt is posted a second time.
    ConfirmResend(Box<DoubtfulSend>),
    /// The activity list: what was sent, is being sent, or failed.
    Activity(Activity),
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
}

/// A message whose text went out long ago with an unknown outcome.
pub struct DoubtfulSend {
    /// The message to send, without a `requestId`.
    pub request: Outgoing,
    /// The display name of the space.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// When the text went out first, formatted for people.
    pub since: String,
}

impl Dialog {
    /// Returns the place whose key bindings it uses.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Picker(picker) if picker.purpose == Purpose::Draft => Place::Drafts,
            Self::Picker(_) | Self::Guard(..) => Place::Filter,
            Self::Help { .. } => Place::Help,
            Self::Confirm | Self::ConfirmResend(_) => Place::Confirm,
            Self::Activity(_) => Place::Activity,
            Self::TemplateGallery(_) => Place::Templates,
            Self::TemplateForm(_) => Place::TemplateForm,
            Self::SaveTemplate(_) => Place::SaveTemplate,
            Self::SizeReport(_) => Place::Size,
            Self::SaveFile(_) => Place::SaveFile,
        }
    }
}
