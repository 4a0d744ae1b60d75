//! Messages of other chat systems: named, and converted where Google Chat has a fair counterpart.
pub mod adaptive_card;
pub mod card_builder;
pub mod discord;
pub mod message_card;
pub mod slack;
pub mod system;
