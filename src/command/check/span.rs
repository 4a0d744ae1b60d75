//! Maps a finding to its bytes in the file.

use std::ops::Range;

use crate::document::parse::ast::NodeKind;
use crate::document::parse::source_map::Source;
use crate::message::checks::finding::Finding;
use crate::message::import::ImportForm;

/// Rules about a field as such: its key is underlined, not its value.
const OF_THE_KEY: [&str; 13] = [
    "M04", "M05", "M09", "M10", "M21", "M22", "C08", "C10", "C11", "C14", "C43", "C44", "U23",
];

/// Returns the bytes of the file that a finding is about: a part of a text, a scalar, or the key of a larger or
/// missing value.
#[must_use]
pub fn range(source: &Source<'_>, form: ImportForm, finding: &Finding) -> Range<usize> {
    let path = form.within(&finding.path).unwrap_or_default();
    if let Some(part) = finding
        .part
        .as_ref()
        .and_then(|part| source.part(&path, part))
    {
        return part;
    }
    let found = source.find(&path);
    let span = found.node.span.clone();
    let is_plain = matches!(found.node.kind, NodeKind::Text(_) | NodeKind::Plain(_));
    if is_plain && found.is_there && !OF_THE_KEY.contains(&finding.rule.code) {
        return span;
    }
    found.key.unwrap_or(match found.node.kind {
        NodeKind::Object(_) | NodeKind::List(_) => span.start..span.start + 1,
        _ => span,
    })
}
