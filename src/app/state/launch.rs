//! What the command line of the composer asks for: a new draft that opens filled in.

use std::rc::Rc;

use crate::message::draft_file::DraftId;
use crate::message::preset::Preset;
use crate::message::template::Template;

/// A space that is looked for once the program runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedSpace {
    /// By its exact name, or its bare ID.
    Named(String),
    /// The direct message with a person, `users/ID` or `users/EMAIL`.
    Person(String),
}

/// A space that is looked for, for a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedSpace {
    /// The space.
    pub space: WantedSpace,
    /// The draft that goes there.
    pub draft: DraftId,
}

/// What a new draft begins with.
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// The space, where only the list of spaces or the server knows it.
    pub space: Option<WantedSpace>,
    /// What is set in the message, and the values of its blanks.
    pub preset: Preset,
    /// The template.
    pub template: Option<Rc<Template>>,
}

impl Launch {
    /// Returns whether nothing but values for the blanks of a file is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Preset {
            space,
            thread,
            text,
            values: _,
        } = &self.preset;
        self.space.is_none()
            && self.template.is_none()
            && space.is_none()
            && thread.is_none()
            && text.is_none()
    }
}
