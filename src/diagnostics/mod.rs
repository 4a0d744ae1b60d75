//! What went wrong, in words for a person: what happened, why, what to do, and where.

pub mod diagnostic;
pub mod excerpt;
pub mod harmful;
pub mod terminal;
