//! JSON documents: parsing, editing, and validation against a schema.

pub mod candidates;
pub mod constraint;
pub mod convert;
pub mod did_you_mean;
pub mod diff;
pub mod edit;
pub mod form;
pub mod history;
pub mod json_schema;
pub mod outline;
pub mod parse;
pub mod path_map;
pub mod pointer;
pub mod proto3_scalar;
pub mod resolve;
pub mod schema;
pub mod schema_loader;
pub mod summary;
pub mod text_patch;
pub mod typed_document;
pub mod validate;
