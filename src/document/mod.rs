//! A JSON document that is edited and verified by a schema.

pub mod conform;
pub mod edit;
pub mod history;
pub mod limit;
pub mod meant;
pub mod patch;
pub mod plain;
pub mod pointer;
pub mod schema;
pub mod schema_file;
pub mod source;
pub mod spot;
