//! A request as a program that sends it, one file a language.

pub mod apps_script;
pub mod carry;
pub mod clients;
pub mod code;
pub mod curl;
pub mod http;
pub mod java;
pub mod java_builder;
pub mod json;
pub mod language;
pub mod nested;
pub mod node;
pub mod plan;
pub mod program;
pub mod python;
pub mod quote;
