//! What the program knows: findings, outbox, spaces, members, names.

pub mod findings;
pub mod members;
pub mod open_state;
pub mod option_fields;
pub mod outbox;
pub mod space_list;
pub mod space_names;
pub mod unparsed_parts;
