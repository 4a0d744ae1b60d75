//! Unlimited undo and redo of the edits of a document.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::edit::{Edit, Error};
use crate::document::path_map::Shift;

/// Which undo group an edit joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// None: it is a step of its own.
    Alone,
    /// The group of this number.
    ///
    /// It is undone together with the edit before it, if that has the same number and nothing came between: the
    /// characters of one word, say.
    With(u64),
}

/// Undo and redo stacks of a document.
///
/// A mark `M` is stored with each step, before and after it: where the cursor was, what was selected.
///
/// ```
/// use chatquill::document::edit::Edit;
/// use chatquill::document::history::{History, Join};
/// use serde_json::json;
///
/// let mut document = json!({"text": "a"});
/// let mut history = History::default();
/// let edit = Edit::Replace { path: "/text".into(), value: "b".into() };
/// history.make(&mut document, [edit], Join::Alone, ("before", "after"))?;
/// assert_eq!(history.undo(&mut document)?, Some("before"));
/// assert_eq!(document, json!({"text": "a"}));
/// assert_eq!(history.redo(&mut document)?, Some("after"));
/// # Ok::<(), chatquill::document::edit::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct History<M> {
    done: Vec<Arc<Step<M>>>,
    undone: Vec<Arc<Step<M>>>,
    open: Option<u64>,
    shifts: Vec<Shift>,
}

/// Steps of a history, shared with it: those that can be undone, and those that can be redone, the next one last.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps<M> {
    /// The steps that can be undone.
    pub done: Vec<Arc<Step<M>>>,
    /// The steps that can be redone.
    pub undone: Vec<Arc<Step<M>>>,
}

impl<M> Default for Steps<M> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            undone: Vec::new(),
        }
    }
}

/// A step of a history, with the edits that take it back, or make it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step<M> {
    /// Edits that take the step back (or make it again), last one first.
    back: Vec<Edit>,
    before: M,
    after: M,
}

impl<M> Default for History<M> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            undone: Vec::new(),
            open: None,
            shifts: Vec::new(),
        }
    }
}

impl<M: Clone> History<M> {
    /// Applies edits as one step.
    ///
    /// If one of them fails, none is applied. Clears the redo stack.
    ///
    /// # Errors
    /// Returns why a change does not fit; none is made then.
    pub fn make(
        &mut self,
        document: &mut Value,
        edits: impl IntoIterator<Item = Edit>,
        join: Join,
        marks: (M, M),
    ) -> Result<(), Error> {
        let back = apply_all(document, edits, &mut self.shifts)?;
        if back.is_empty() {
            return Ok(());
        }
        self.undone.clear();
        let number = match join {
            Join::Alone => None,
            Join::With(number) => Some(number),
        };
        let joins = number.is_some() && number == self.open;
        self.open = number;
        let (before, after) = marks;
        match self.done.last_mut() {
            Some(step) if joins => {
                let step = Arc::make_mut(step);
                for edit in back {
                    let taken = step.back.last_mut().is_some_and(|last| last.absorb(&edit));
                    if !taken {
                        step.back.push(edit);
                    }
                }
                step.after = after;
            }
            _ => self.done.push(Arc::new(Step {
                back,
                before,
                after,
            })),
        }
        Ok(())
    }

    /// Closes the open undo group: the cursor has moved, or a while has passed.
    pub fn end_group(&mut self) {
        self.open = None;
    }

    /// Undoes the last step and returns the mark from before it; `None` if there is none.
    ///
    /// # Errors
    /// Returns why the step does not fit a document that was changed past the history.
    pub fn undo(&mut self, document: &mut Value) -> Result<Option<M>, Error> {
        self.open = None;
        let mark = |step: &Step<M>| step.before.clone();
        let (from, to) = (&mut self.done, &mut self.undone);
        turn(document, from, to, &mut self.shifts, mark)
    }

    /// Redoes the last undone step and returns the mark from after it; `None` if there is none.
    ///
    /// # Errors
    /// Returns why the step does not fit a document that was changed past the history.
    pub fn redo(&mut self, document: &mut Value) -> Result<Option<M>, Error> {
        self.open = None;
        let mark = |step: &Step<M>| step.after.clone();
        let (from, to) = (&mut self.undone, &mut self.done);
        turn(document, from, to, &mut self.shifts, mark)
    }

    /// Makes the last undone steps, so many, one step.
    pub fn merge_undone(&mut self, count: usize) {
        let Some(start) = self.undone.len().checked_sub(count.max(1)) else {
            return;
        };
        // The last one of the stack is redone first, and the edits of a step the last one first.
        let mut steps = self.undone.split_off(start).into_iter();
        if let Some(first) = steps.next() {
            let mut merged = Arc::unwrap_or_clone(first);
            for step in steps.map(Arc::unwrap_or_clone) {
                merged.back.extend(step.back);
                merged.before = step.before;
            }
            self.undone.push(Arc::new(merged));
        }
    }

    /// Returns the edits that [`History::undo`] would apply, the last one first; empty if there is no step.
    pub fn next_back(&self) -> &[Edit] {
        self.done.last().map_or(&[], |step| &step.back)
    }

    /// Returns the edits that [`History::redo`] would apply, the last one first; empty if there is no step.
    pub fn next_again(&self) -> &[Edit] {
        self.undone.last().map_or(&[], |step| &step.back)
    }

    /// Returns the steps nearest to the present, at most so many of each kind.
    pub fn steps(&self, most: usize) -> Steps<M> {
        let last = |steps: &[Arc<Step<M>>]| steps[steps.len().saturating_sub(most)..].to_vec();
        Steps {
            done: last(&self.done),
            undone: last(&self.undone),
        }
    }

    /// Puts steps of an earlier run before those of this one; what can be redone only where nothing was done since.
    pub fn restore(&mut self, steps: Steps<M>) {
        if self.done.is_empty() && self.undone.is_empty() {
            self.undone = steps.undone;
        }
        let since = std::mem::replace(&mut self.done, steps.done);
        self.done.extend(since);
    }

    /// Returns how paths moved in the last step that was made, undone or redone.
    pub fn shifts(&self) -> &[Shift] {
        &self.shifts
    }

    /// Returns the number of steps that can be undone.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// Returns the number of steps that can be redone.
    pub fn ahead(&self) -> usize {
        self.undone.len()
    }
}

fn turn<M: Clone>(
    document: &mut Value,
    from: &mut Vec<Arc<Step<M>>>,
    to: &mut Vec<Arc<Step<M>>>,
    shifts: &mut Vec<Shift>,
    mark: impl Fn(&Step<M>) -> M,
) -> Result<Option<M>, Error> {
    let Some(step) = from.pop() else {
        return Ok(None);
    };
    let mut step = Arc::unwrap_or_clone(step);
    let edits = std::mem::take(&mut step.back);
    step.back = apply_all(document, edits.into_iter().rev(), shifts)?;
    let found = mark(&step);
    to.push(Arc::new(step));
    Ok(Some(found))
}

/// Applies all edits or none, and returns their inverses.
///
/// `shifts` receives how paths moved.
fn apply_all(
    document: &mut Value,
    edits: impl IntoIterator<Item = Edit>,
    shifts: &mut Vec<Shift>,
) -> Result<Vec<Edit>, Error> {
    let mut back = Vec::new();
    shifts.clear();
    for edit in edits {
        shifts.extend(Shift::of(&edit, document));
        match edit.apply(document) {
            Ok(inverse) => back.push(inverse),
            Err(error) => {
                for inverse in back.into_iter().rev() {
                    // The inverse of what was just done always fits.
                    let _ = inverse.apply(document);
                }
                shifts.clear();
                return Err(error);
            }
        }
    }
    Ok(back)
}

#[cfg(test)]
mod tests;
