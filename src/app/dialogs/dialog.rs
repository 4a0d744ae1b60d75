//! The dialogs, which lie over the panes and take the focus.

use crate::app::dialogs::activity::Activity;
use crate::app::dialogs::save_file::Destination;
use crate::app::dialogs::save_template::Saving;
use crate::app::dialogs::size_report::Scale;
use crate::app::dialogs::template_form::Blanks;
use crate::app::dialogs::template_gallery::Gallery;
use crate::app::events::ticket::Ticket;
use crate::app::picker::list::{Chooser, Purpose};
use crate::editor::line_input::Line;
use crate::input::keymap::Place;
use crate::message::request::Outgoing;

/// The word that a guarded profile wants typed before each send.
pub const GUARD: &str = "send";

/// A dialog over the panes.
pub enum Dialog {
    /// A picker.
    Chooser(Box<Chooser>),
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
    Guard(Line, Option<Ticket>),
    /// The line that asks before the text of an old doubt is posted a second time.
    Second(Box<Second>),
    /// The activity list: what was sent, is being sent, or failed.
    Activity(Activity),
    /// The template gallery.
    Gallery(Box<Gallery>),
    /// The template form.
    Blanks(Box<Blanks>),
    /// The line that asks for the title to save the draft as a template.
    Saving(Saving),
    /// The size report: the heaviest parts of the message.
    Scale(Box<Scale>),
    /// The line that asks for the path a tab is written to.
    Keeping(Box<Destination>),
}

/// A message whose text went out long ago with an unknown outcome.
pub struct Second {
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
            Self::Chooser(chooser) if chooser.purpose == Purpose::Draft => Place::Drafts,
            Self::Chooser(_) | Self::Guard(..) => Place::Filter,
            Self::Help { .. } => Place::Help,
            Self::Confirm | Self::Second(_) => Place::Confirm,
            Self::Activity(_) => Place::Activity,
            Self::Gallery(_) => Place::Templates,
            Self::Blanks(_) => Place::TemplateForm,
            Self::Saving(_) => Place::SaveTemplate,
            Self::Scale(_) => Place::Size,
            Self::Keeping(_) => Place::SaveFile,
        }
    }
}
