//! What has been found so far, and what the objects that were seen have told about their card.

use crate::message::checks::check_context::Setting;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::Here;

/// A rule, or a few that look at the same object.
pub type Check = fn(&Here<'_>, &mut Report<'_>);

/// The findings, as they are collected on one walk through a request.
#[derive(Debug)]
pub struct Report<'a> {
    /// What is known beside the draft.
    pub setting: &'a Setting,
    /// The findings in the order in which they were made.
    pub found: Vec<Finding>,
    /// What is known of the cards in which the walk is, the innermost last.
    pub cards: Vec<Facts>,
}

/// What the widgets of a card tell, for the rules about all of them.
#[derive(Debug, Default)]
pub struct Facts {
    /// The form inputs.
    pub inputs: Vec<Input>,
    /// The names that actions want to be filled, each with its place.
    pub wanted: Vec<(String, String)>,
    /// Whether something submits the form.
    pub is_submitted: bool,
}

/// A form input of a card.
#[derive(Clone, Debug)]
pub struct Input {
    /// The type, such as `TextInput`.
    pub kind: String,
    /// Its `type`, empty where unset.
    pub choice: String,
    /// Its name.
    pub name: String,
    /// Its place.
    pub path: String,
}

impl<'a> Report<'a> {
    /// An empty report.
    #[must_use]
    pub fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            found: Vec::new(),
            cards: Vec::new(),
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// What is known of the innermost card.
    pub fn card(&mut self) -> Option<&mut Facts> {
        self.cards.last_mut()
    }
}
