//! Findings about what only the program knows out of which a message was read: they judge a blank, not its value.

use serde_json::Value;

use crate::message::checks::finding::Finding;
use crate::message::import::ImportedJson;
use crate::message::template_placeholder;

/// Rules about content that is missing where something was left out.
const ABSENT: [&str; 21] = [
    "buttonlist-empty",
    "button-face",
    "button-onclick",
    "card-empty",
    "carousel-empty",
    "chip-face",
    "columns-count",
    "content-missing",
    "crop-aspect",
    "decorated-text",
    "field-missing",
    "form-no-submit",
    "grid-empty",
    "icon-empty",
    "message-empty",
    "overflow-empty",
    "overflow-item",
    "required-widgets",
    "section-empty",
    "selection-none",
    "widget-empty",
];

/// Removes the findings that judge what only the program knows.
pub fn remove(findings: &mut Vec<Finding>, opened: &ImportedJson) {
    if opened.blanks.is_empty() && opened.left_out.is_empty() {
        return;
    }
    findings
        .retain(|finding| !is_about_blank(finding, opened) && !is_about_absence(finding, opened));
}

fn is_about_blank(finding: &Finding, opened: &ImportedJson) -> bool {
    let value = opened
        .request
        .pointer(&finding.path)
        .and_then(Value::as_str);
    let Some(text) = value else {
        return false;
    };
    let is_blank = |name: &str| opened.blanks.iter().any(|blank| blank.name == name);
    let has_blank = |text: &str| template_placeholder::all(text).any(|found| is_blank(found.name));
    // An address or a colour whose beginning is not known cannot be judged, nor can an ID by its characters.
    let quotes_blank = opened.blanks.iter().any(|blank| {
        finding
            .message
            .contains(&format!("\"{{{{{}}}}}", blank.name))
    });
    let is_id = matches!(finding.path.as_str(), "/messageId" | "/requestId") && has_blank(text);
    let part = finding
        .part
        .as_ref()
        .and_then(|part| text.get(part.clone()));
    quotes_blank || is_id || part.is_some_and(|part| part.starts_with("{{") && has_blank(part))
}

fn is_about_absence(finding: &Finding, opened: &ImportedJson) -> bool {
    let is_rule = ABSENT.contains(&finding.rule.id);
    is_rule
        && opened.left_out.iter().any(|left| {
            let mut above = Some(left.as_str());
            // The place itself, what holds it, and what holds the list that it was in.
            (0..3).any(|_| {
                let is_place = above == Some(finding.path.as_str());
                above = above
                    .and_then(|path| path.rsplit_once('/'))
                    .map(|(above, _)| above);
                is_place
            })
        })
}
