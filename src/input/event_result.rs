//! What became of an action that was offered to a pane, a dialog or an input.

use std::convert::Infallible;

/// Whether an action was taken, and what follows from it elsewhere; `T` is what can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventResult<T = Infallible> {
    /// It was taken, and all is done.
    Consumed,
    /// It was taken; this is left to who offered it.
    Then(T),
    /// It was not taken, so the next may have it.
    Ignored,
}

impl EventResult {
    /// Returns whether the action was taken.
    #[must_use]
    pub fn is_consumed(self) -> bool {
        match self {
            Self::Consumed => true,
            Self::Ignored => false,
        }
    }
}

impl<T> EventResult<T> {
    /// Returns that an action was taken where `is_consumed`, else that it was ignored.
    #[must_use]
    pub fn of(is_consumed: bool) -> Self {
        if is_consumed {
            Self::Consumed
        } else {
            Self::Ignored
        }
    }
}

impl<T> From<T> for EventResult<T> {
    fn from(follows: T) -> Self {
        Self::Then(follows)
    }
}
