//! What lies over the panes and has the keys while it does.

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

/// Something that lies over the panes.
pub enum Dialog {
    /// A list to choose from.
    Chooser(Box<Chooser>),
    /// The keys of a place, scrolled down by so many rows.
    Help {
        /// The place whose keys are shown.
        place: Place,
        /// The first row in sight.
        scroll: usize,
    },
    /// The line that asks before a send.
    Confirm,
    /// The line that asks for [`GUARD`] to be typed before a send in earnest: of the message of this
    /// ticket again, or of the open draft.
    Guard(Line, Option<Ticket>),
    /// The line that asks before words of an old doubt are posted a second time.
    Second(Box<Second>),
    /// What was sent, is being sent, or failed.
    Activity(Activity),
    /// The messages to start from.
    Gallery(Box<Gallery>),
    /// The blanks of one of them.
    Blanks(Box<Blanks>),
    /// The title under which the draft becomes a template.
    Saving(Saving),
    /// What of the message weighs how much.
    Scale(Box<Scale>),
    /// The line that asks for the file a tab is written to.
    Keeping(Box<Destination>),
}

/// A message whose words went out long ago with an outcome that nobody knows.
pub struct Second {
    /// What is to be sent, without a `requestId`.
    pub request: Outgoing,
    /// How the space is called.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// When the words went out first, in words for a person.
    pub since: String,
}

impl Dialog {
    /// The place whose keys it takes.
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
