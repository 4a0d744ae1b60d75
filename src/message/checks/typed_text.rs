//! X23 to X25: what a program wrote into a text by mistake, and Chat shows as typed.

use std::ops::Range;

use serde_json::Value;

use crate::document::edit::{self, Edit};
use crate::document::schema::{Kind, Schema};
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::text::{CARD_AS_TEXT, ENTITY_AS_TYPED, LITERAL_NEWLINE};
use crate::message::checks::text_context::CheckedText;
use crate::message::import;
use crate::message::markup::entity::entity;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Message", message),
    ("CardHeader", |here, report| {
        plain(here, &["title", "subtitle"], report);
    }),
    ("Section", |here, report| html(here, &["header"], report)),
    ("TextParagraph", |here, report| {
        html(here, &["text"], report);
    }),
    ("DecoratedText", |here, report| {
        html(here, &["text", "topLabel", "bottomLabel"], report);
    }),
    ("Button", |here, report| plain(here, &["text"], report)),
    ("OverflowMenuItem", |here, report| {
        plain(here, &["text"], report);
    }),
    ("Chip", |here, report| plain(here, &["label"], report)),
    ("Grid", |here, report| plain(here, &["title"], report)),
    ("GridItem", |here, report| {
        plain(here, &["title", "subtitle"], report);
    }),
    ("TextInput", |here, report| {
        let fields = ["label", "hintText", "placeholderText", "value"];
        plain(here, &fields, report);
    }),
    ("SelectionInput", |here, report| {
        plain(here, &["label"], report);
    }),
    ("SelectionItem", |here, report| {
        plain(here, &["text", "bottomText"], report);
    }),
    ("SuggestionItem", |here, report| {
        plain(here, &["text"], report);
    }),
    ("DateTimePicker", |here, report| {
        plain(here, &["label"], report);
    }),
    ("CitedSource", |here, report| {
        plain(here, &["title"], report);
    }),
    ("Snippet", |here, report| plain(here, &["text"], report)),
    ("Footer", |here, report| plain(here, &["text"], report)),
];

fn message(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !card_as_text(here, report) {
        plain(here, &["text", "fallbackText"], report);
    }
}

/// Checks texts that are shown as they are: entities and backslashes mean nothing in them.
fn plain(here: &ObjectContext<'_>, fields: &[&str], report: &mut Report<'_>) {
    for field in fields {
        let checked = CheckedText::of(here, field);
        entities(&checked, report);
        newlines(&checked, report);
    }
}

/// Checks texts in card HTML, or in card Markdown: entities mean something there.
fn html(here: &ObjectContext<'_>, fields: &[&str], report: &mut Report<'_>) {
    for field in fields {
        newlines(&CheckedText::of(here, field), report);
    }
}

fn entities(checked: &CheckedText<'_>, report: &mut Report<'_>) {
    let found = entities_of(checked.text);
    let Some((first, _)) = found.first() else {
        return;
    };
    let shown = &checked.text[first.clone()];
    let words = format!("{shown} is shown as typed: entities have a meaning in card texts only.");
    let clean = replaced(checked.text, &found);
    let fix = checked.object.set(checked.field, clean);
    report.add(
        checked
            .finding(&ENTITY_AS_TYPED, first.clone(), words)
            .perhaps("Write the characters themselves", fix),
    );
}

/// Returns the entities of a text outside of code, and the characters they mean.
fn entities_of(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('&') {
        if let Some((length, letter)) = entity(&text[at..]) {
            found.push((at..at + length, letter.to_string()));
        }
    }
    outside_of_code(text, found)
}

fn newlines(checked: &CheckedText<'_>, report: &mut Report<'_>) {
    // In a field of one line a break is a space.
    let field = checked.object.kind.field(checked.field);
    let has_lines = field.is_some_and(|field| field.kind == Kind::Lines);
    let found = newlines_of(checked.text, if has_lines { "\n" } else { " " });
    let Some((first, _)) = found.first() else {
        return;
    };
    let shown = &checked.text[first.clone()];
    let words = format!("{shown} is shown as typed: it is a backslash and letters, no line break.");
    let clean = replaced(checked.text, &found);
    let fix = checked.object.set(checked.field, clean);
    let label = if has_lines {
        "Write line breaks"
    } else {
        "Write spaces"
    };
    report.add(
        checked
            .finding(&LITERAL_NEWLINE, first.clone(), words)
            .perhaps(label, fix),
    );
}

/// Returns the line breaks that are written as a backslash and letters, with what they mean.
///
/// A word with other backslashes, or with a drive, is a path of Windows.
fn newlines_of(text: &str, line_break: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        if !word.contains("\\n") || is_path(word) {
            continue;
        }
        for (place, _) in word.match_indices("\\n") {
            let is_double = word[..place].ends_with("\\r");
            let from = start + place - if is_double { 2 } else { 0 };
            found.push((from..start + place + 2, line_break.to_owned()));
        }
    }
    outside_of_code(text, found)
}

fn is_path(word: &str) -> bool {
    let others = word
        .match_indices('\\')
        .any(|(at, _)| !matches!(word[at + 1..].chars().next(), Some('n' | 'r' | 't')));
    let drive = word.split_once(":\\").map_or("", |(drive, _)| drive);
    let drive = drive.trim_start_matches(|c: char| !c.is_alphanumeric());
    others || (drive.len() == 1 && drive.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Leaves out what stands between backticks: code is shown as typed on purpose.
fn outside_of_code(
    text: &str,
    mut found: Vec<(Range<usize>, String)>,
) -> Vec<(Range<usize>, String)> {
    let (mut at, mut ticks) = (0, 0);
    found.retain(|(part, _)| {
        let between = text.get(at..part.start).unwrap_or("");
        ticks += between.bytes().filter(|&byte| byte == b'`').count();
        at = part.start;
        ticks % 2 == 0
    });
    found
}

fn replaced(text: &str, parts: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, written) in parts {
        out.push_str(text.get(at..range.start).unwrap_or(""));
        out.push_str(written);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Reports a text that is the JSON of cards, and returns whether it is.
fn card_as_text(here: &ObjectContext<'_>, report: &mut Report<'_>) -> bool {
    let checked = CheckedText::of(here, "text");
    let is_json = checked.text.trim_start().starts_with(['{', '[']);
    if !is_json || !CARD_KEYS.iter().any(|key| checked.text.contains(key)) {
        return false;
    }
    let Ok(opened) = import::open(checked.text) else {
        return false;
    };
    let inner = opened.request.get("message");
    let cards = inner.and_then(|message| message.get("cardsV2"));
    let Some(cards) = cards.filter(|cards| cards.as_array().is_some_and(|list| !list.is_empty()))
    else {
        return false;
    };
    let words = format!(
        "The text is the JSON of {}, and is shown as that.",
        opened.form.words()
    );
    let finding = checked.finding(&CARD_AS_TEXT, 0..checked.text.len(), words);
    let inner_text = inner.and_then(|message| message.get("text"));
    report.add(match taken(here, cards, inner_text) {
        Some(edits) => finding.perhaps("Make it the cards of the message", edits),
        None => finding,
    });
    true
}

/// Keys without which a JSON has no card.
const CARD_KEYS: [&str; 5] = ["cardsV2", "cards_v2", "sections", "widgets", "\"cards\""];

/// Returns the edits that put the cards, and the text beside them, in the place of the text; `None` where the message
/// has cards already.
fn taken(here: &ObjectContext<'_>, cards: &Value, text: Option<&Value>) -> Option<Vec<Edit>> {
    if here.has("cardsV2") {
        return None;
    }
    let mut request = here.request.clone();
    let mut edits = match text {
        Some(text) => here.set("text", text.clone()),
        None => here.remove("text"),
    };
    for edit in edits.clone() {
        edit.apply(&mut request).ok()?;
    }
    edits.extend(edit::set(
        Schema::builtin(),
        "CreateMessageRequest",
        &request,
        &here.at("cardsV2"),
        cards.clone(),
    ));
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_told_from_paths() {
        for (text, clean) in [
            ("done\\nall\\r\\ngreen", "done\nall\ngreen"),
            ("C:\\new\\notes", "C:\\new\\notes"),
            ("\\\\server\\new", "\\\\server\\new"),
            ("write `\\n` or \\n", "write `\\n` or \n"),
            ("(c:\\new)", "(c:\\new)"),
            ("todo:\\n\\n- a", "todo:\n\n- a"),
            ("plain", "plain"),
        ] {
            assert_eq!(replaced(text, &newlines_of(text, "\n")), clean, "{text}");
        }
    }
}
