//! Exports a request as a program that sends it, one file a language.

pub mod apps_script;
pub mod client_libraries;
pub mod client_support;
pub mod curl;
pub mod expr;
pub mod java;
pub mod java_builder;
pub mod json;
pub mod language;
pub mod literal_writer;
pub mod node;
pub mod plan;
pub mod program;
pub mod python;
pub mod string_literal;
pub mod url;
