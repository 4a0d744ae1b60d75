//! Which parts were added and have no word yet: what they lack is no fault so far.

use serde_json::Value;

use crate::document::path_map::Shift;
use crate::document::pointer;
use crate::message::draft::Draft;

/// The parts that were added, each with its path and the value that it began with.
#[derive(Debug, Default)]
pub struct Fresh {
    parts: Vec<(String, Value)>,
}

impl Fresh {
    /// Remembers a part as it was added; those that have changed since they were added are dropped.
    pub fn add(&mut self, path: &str, draft: &Draft) {
        self.parts
            .retain(|(path, value)| draft.get(path) == Some(value));
        if let Some(value) = draft.get(path) {
            self.parts.push((path.to_owned(), value.clone()));
        }
    }

    /// Returns whether a path lies in a part that is as it was added.
    #[must_use]
    pub fn holds(&self, place: &str, draft: &Draft) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|(path, value)| pointer::is_within(place, path) && draft.get(path) == Some(value))
    }

    /// Returns whether no part is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Rebases the paths after an edit moved them; what is gone is dropped.
    pub fn map_paths(&mut self, shifts: &[Shift]) {
        self.parts.retain_mut(|(path, _)| {
            let carried = Shift::map_through(shifts, path);
            carried.map(|carried| *path = carried).is_some()
        });
    }
}
