//! The undo history of a single-line input that belongs to no draft: filters, dialogs.

/// The most steps that are kept.
const STEPS: usize = 100;

/// A text and its cursor, as a byte offset.
type Step = (String, usize);

/// What was typed before, and what was undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineHistory {
    past: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the next character joins the last step.
    is_typing: bool,
}

impl LineHistory {
    /// Records the text before a change; characters typed in a row are one step.
    pub fn record(&mut self, text: &str, caret: usize, is_typed: bool) {
        self.undone.clear();
        let joins = is_typed && std::mem::replace(&mut self.is_typing, is_typed);
        if joins {
            return;
        }
        if self.past.len() == STEPS {
            self.past.remove(0);
        }
        self.past.push((text.to_owned(), caret));
    }

    /// Ends the present step: what is typed next is another.
    pub fn end_step(&mut self) {
        self.is_typing = false;
    }

    /// Returns whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Returns the state before the last step; `now` is kept for [`Self::redo`].
    pub fn undo(&mut self, now: Step) -> Option<Step> {
        self.is_typing = false;
        let before = self.past.pop()?;
        self.undone.push(now);
        Some(before)
    }

    /// Returns the state after the step that was undone last.
    pub fn redo(&mut self, now: Step) -> Option<Step> {
        self.is_typing = false;
        let after = self.undone.pop()?;
        self.past.push(now);
        Some(after)
    }
}
