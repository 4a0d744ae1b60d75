//! Drafts that break each rule and drafts that do not, by family.

pub mod card;
pub mod case;
pub mod form;
pub mod message;
pub mod picture;
pub mod sender;
pub mod text;
pub mod thread;
pub mod whole;
