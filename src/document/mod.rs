//! A JSON document that is edited and verified by a schema.

pub mod broken;
pub mod conform;
pub mod cursor;
pub mod edit;
pub mod history;
pub mod letter;
pub mod limit;
pub mod meant;
pub mod missing;
pub mod node;
pub mod number;
pub mod patch;
pub mod plain;
pub mod pointer;
pub mod position;
pub mod program;
pub mod reader;
pub mod scalar;
pub mod schema;
pub mod schema_file;
pub mod source;
pub mod spot;
pub mod token;
