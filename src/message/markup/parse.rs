//! Parses a text in any of the four syntaxes.

use crate::message::markup::span::{ParsedMarkup, Syntax};
use crate::message::markup::{html, markdown};

/// Parses a text into spans.
#[must_use]
pub fn read(source: &str, syntax: Syntax) -> ParsedMarkup {
    match syntax {
        Syntax::CardHtml => html::read(source),
        Syntax::Chat | Syntax::Markdown | Syntax::CardMarkdown => markdown::read(source, syntax),
    }
}
