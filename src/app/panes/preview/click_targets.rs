//! Clickable targets of the rendered message, top to bottom.

use crate::render::line::{ClickAction, Line};

/// A click target: neighbouring handles below each other that do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickTarget {
    /// Their action.
    pub action: ClickAction,
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// Returns the JSON Pointer, into the request, of what an action expands or pages.
#[must_use]
pub fn pointer(action: &ClickAction) -> &str {
    match action {
        ClickAction::Toggle(at) | ClickAction::Turn(at, _) => at,
    }
}

/// Returns the click targets from the top, those of several lines once.
#[must_use]
pub fn click_targets(lines: &[Line]) -> Vec<ClickTarget> {
    let mut targets: Vec<ClickTarget> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for handle in line.handles() {
            let same = targets
                .iter_mut()
                .rev()
                .find(|target| target.action == handle.action && target.last + 1 >= row);
            match same {
                Some(target) => target.last = row,
                None => targets.push(ClickTarget {
                    action: handle.action.clone(),
                    first: row,
                    last: row,
                }),
            }
        }
    }
    targets
}
