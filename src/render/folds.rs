//! Open and closed parts of the preview, and its pages.

use std::collections::HashMap;

use crate::document::path_map::Shift;
use crate::render::line::ClickAction;

/// Parts that are open and pages that are shown, by the JSON Pointers of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    toggled: HashMap<String, bool>,
    pages: HashMap<String, usize>,
    opens_all: bool,
}

impl Folds {
    /// Creates a state with everything open, and all pages one below the other.
    #[must_use]
    pub fn open() -> Self {
        Self {
            opens_all: true,
            ..Self::default()
        }
    }

    /// Applies the click action of a handle.
    pub fn act(&mut self, action: &ClickAction) {
        match action {
            ClickAction::Toggle(at) => {
                let is_open = self.is_open(at);
                self.toggled.insert(at.clone(), !is_open);
            }
            ClickAction::Turn(at, page) => {
                self.pages.insert(at.clone(), *page);
            }
        }
    }

    /// Moves the state along with its parts, after an edit moved them.
    pub fn map_paths(&mut self, shifts: &[Shift]) {
        let at = |at: String| Shift::map_through(shifts, &at);
        let toggled = std::mem::take(&mut self.toggled).into_iter();
        self.toggled = toggled
            .filter_map(|(path, is_open)| Some((at(path)?, is_open)))
            .collect();
        let pages = std::mem::take(&mut self.pages).into_iter();
        self.pages = pages
            .filter_map(|(path, page)| Some((at(path)?, page)))
            .collect();
    }

    /// Returns whether the part at the pointer is open.
    #[must_use]
    pub fn is_open(&self, at: &str) -> bool {
        self.toggled.get(at).copied().unwrap_or(self.opens_all)
    }

    /// Returns the page shown of the `count` at the pointer, or `None` where all are.
    #[must_use]
    pub fn page(&self, at: &str, count: usize) -> Option<usize> {
        if self.opens_all {
            return None;
        }
        let page = self.pages.get(at).copied().unwrap_or(0);
        Some(page.min(count.saturating_sub(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_remembered() {
        let mut folds = Folds::default();
        let toggle = ClickAction::Toggle("/a".to_owned());
        assert!(!folds.is_open("/a"));
        folds.act(&toggle);
        assert!(folds.is_open("/a") && !folds.is_open("/b"));
        folds.act(&toggle);
        assert!(!folds.is_open("/a"));
        folds.act(&ClickAction::Turn("/a".to_owned(), 2));
        assert_eq!(folds.page("/a", 5), Some(2));
        assert_eq!(folds.page("/a", 2), Some(1));
        assert_eq!(folds.page("/b", 0), Some(0));
        let mut open = Folds::open();
        assert_eq!((open.is_open("/a"), open.page("/a", 5)), (true, None));
        open.act(&toggle);
        assert!(!open.is_open("/a"));
    }
}
