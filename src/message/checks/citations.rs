//! X14 to X16: citations, and the tags that mark them in the text.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value;

use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::text::{
    CITATION_NO_MARKDOWN, CITATION_TAG_UNMATCHED, CITATION_UNREFERENCED,
};
use crate::message::checks::text_context::CheckedText;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, Piece, Syntax};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[("Message", citations)];

fn citations(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let checked = CheckedText::of(here, "text");
    let elements = here.child("elements");
    let cited = elements
        .and_then(|elements| elements.get("citations"))
        .and_then(Value::as_array);
    let cited: &[Value] = cited.map_or(&[], Vec::as_slice);
    if cited.is_empty() && !checked.text.contains("<chat-citation") {
        return;
    }
    let is_markdown = here.text("markupSyntax") == "MARKUP_SYNTAX_MARKDOWN";
    if !is_markdown && !cited.is_empty() {
        let words = "The message has citations, but its text is not Markdown.";
        report.add(
            Finding::new(&CITATION_NO_MARKDOWN, here.at("elements"), words).perhaps(
                "Read the text as Markdown",
                here.set("markupSyntax", "MARKUP_SYNTAX_MARKDOWN"),
            ),
        );
        return;
    }
    let tags = tags(checked.text);
    let tagged: HashSet<&str> = tags
        .iter()
        .map(|(_, id)| &checked.text[id.clone()])
        .collect();
    let mut ids = HashSet::new();
    for (place, citation) in cited.iter().enumerate() {
        let id = citation.get("id").and_then(Value::as_str).unwrap_or("");
        ids.insert(id);
        if !id.is_empty() && !tagged.contains(id) {
            let words = format!(
                "The text does not mark the citation {}.",
                format_value::quoted(id)
            );
            let path = format!("{}/citations/{place}", here.at("elements"));
            report.add(Finding::new(&CITATION_UNREFERENCED, path, words));
        }
    }
    for (range, id) in tags {
        let id = &checked.text[id];
        if !ids.contains(id) {
            let words = format!("The message has no citation {}.", format_value::quoted(id));
            report.add(checked.finding(&CITATION_TAG_UNMATCHED, range, words));
        }
    }
}

/// Returns the byte ranges of the opening tags of citations, and of their IDs.
fn tags(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    read(text, Syntax::Markdown)
        .spans
        .into_iter()
        .filter_map(|span| match span.piece {
            Piece::Open(Mark::Citation(id)) => Some((span.range, id)),
            _ => None,
        })
        .collect()
}
