//! Collects the findings of a walk, and facts about each card for the rules about all of it.

use crate::message::checks::check_context::CheckContext;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Severity;

/// Check function: one rule, or a few that check the same object.
pub type Check = fn(&ObjectContext<'_>, &mut Report<'_>);

/// Collector of the findings of one walk through a request.
#[derive(Debug)]
pub struct Report<'a> {
    /// Context of the checks.
    pub context: &'a CheckContext,
    /// The findings in the order in which they were made.
    pub found: Vec<Finding>,
    /// Facts about the cards that contain the current object, the innermost last.
    pub cards: Vec<CardFacts>,
}

/// Facts about the widgets of a card, for the rules about all of them.
#[derive(Debug, Default)]
pub struct CardFacts {
    /// The form inputs.
    pub inputs: Vec<FormInput>,
    /// Input names that actions require, each with the path of its mention.
    pub wanted: Vec<(String, String)>,
    /// Whether something submits the form.
    pub is_submitted: bool,
}

/// A form input of a card.
#[derive(Clone, Debug)]
pub struct FormInput {
    /// The type, such as `TextInput`.
    pub kind: String,
    /// Its `type`, empty where unset.
    pub choice: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
}

impl<'a> Report<'a> {
    /// Creates an empty collector.
    #[must_use]
    pub fn new(context: &'a CheckContext) -> Self {
        Self {
            context,
            found: Vec::new(),
            cards: Vec::new(),
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// Lowers the findings from an index on to warnings: they are about what a message does not show.
    pub fn soften(&mut self, from: usize) {
        for finding in self.found.iter_mut().skip(from) {
            finding.severity = finding.severity.max(Severity::Warning);
        }
    }

    /// Returns the facts about the innermost card.
    pub fn card(&mut self) -> Option<&mut CardFacts> {
        self.cards.last_mut()
    }
}
