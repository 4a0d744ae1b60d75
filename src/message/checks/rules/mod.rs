//! Catalogue of all rules with their texts, by family.

pub mod card;
pub mod catalogue;
pub mod form;
pub mod image;
pub mod message;
pub mod sender;
pub mod text;
pub mod thread;
