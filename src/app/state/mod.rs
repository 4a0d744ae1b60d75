//! What the program knows: findings, outbox, spaces, members, names.

pub mod broadcast;
pub mod custom_emoji;
pub mod destination;
pub mod findings;
pub mod foreign_draft;
pub mod launch;
pub mod members;
pub mod message_changes;
pub mod open_document;
pub mod open_state;
pub mod option_fields;
pub mod outbox;
pub mod profile_choice;
pub mod quoted_messages;
pub mod register;
pub mod session;
pub mod space_list;
pub mod space_names;
pub mod ui_memory;
pub mod unparsed_parts;
