//! Finds the messages in what people have: programs, shell commands, Markdown, YAML, prose, JSON around them.
pub mod blank_fields;
pub mod call_parameters;
pub mod ci_expressions;
pub mod client_names;
pub mod envelope;
pub mod fence;
pub mod json_scan;
pub mod literal;
pub mod program;
pub mod search;
pub mod shell;
pub mod text_kind;
pub mod unread;
