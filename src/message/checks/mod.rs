//! Checks of a draft: what Google Chat would refuse, ignore or draw badly, found before anything is sent.

pub mod addresses;
pub mod buttons;
pub mod card_structure;
pub mod card_texts;
pub mod check;
pub mod citations;
pub mod collector;
pub mod content;
pub mod duplicate_keys;
pub mod finding;
#[cfg(test)]
#[expect(
    clippy::large_stack_arrays,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "a table of drafts is as long as it is, and its drafts are values"
)]
pub mod fixtures;
pub mod format_value;
pub mod forms;
pub mod ignored;
pub mod images;
pub mod inputs;
pub mod layouts;
pub mod left_to_program;
pub mod mentions;
pub mod object_context;
pub mod placeholders;
pub mod quoted_values;
pub mod request;
pub mod schema_findings;
pub mod text_syntax;
pub mod typed_text;
pub mod url;
pub mod webhook_urls;
pub mod wrong_syntax;
#[macro_use]
pub mod rule;
pub mod check_context;
pub mod field_rules;
pub mod references;
pub mod rules;
pub mod sender_fields;
pub mod sender_rules;
pub mod text_context;
pub mod texts;
pub mod threads;
