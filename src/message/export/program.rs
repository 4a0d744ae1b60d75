//! Exports a request as the text of a program, in any language.

use serde_json::Value;

use super::language::Language;
use super::plan::Plan;
use super::{apps_script, curl, java, json, node, python};
use crate::chat::sender::SenderKind;

/// Returns the program that sends a normalised `CreateMessageRequest`; it ends with a line end.
#[must_use]
pub fn program(request: &Value, language: Language, sender: SenderKind) -> String {
    let plan = Plan::new(request, sender);
    match language {
        Language::Json => format!("{}\n", json::pretty(request)),
        Language::Curl => curl::program(&plan),
        Language::Node => node::program(&plan),
        Language::Python => python::program(&plan),
        Language::Java => java::program(&plan),
        Language::AppsScript => apps_script::program(&plan),
    }
}
