//! Edit of a message in Chat: the fields that change, their `updateMask`, and the difference in lines.

use serde_json::{Map, Value, json};

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::document::diff::gaps;
use crate::message::export::json::pretty;

/// The fields that an edit may change, and their names in an `updateMask`.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/patch>
pub const EDITABLE: [(&str, &str); 4] = [
    (TEXT, "text"),
    ("attachment", "attachment"),
    ("cardsV2", "cards_v2"),
    ("accessoryWidgets", "accessory_widgets"),
];

/// How a text is read; it goes with the text and is never in the mask.
pub const MARKUP: &str = "markupSyntax";

const TEXT: &str = "text";

/// The fields that a draft of an edit holds; files stay as they are.
const DRAFTED: [&str; 3] = [TEXT, "cardsV2", "accessoryWidgets"];

/// An edit: new values of fields of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The fields that change, as `updateMask` names them: `text`, `cards_v2`, ….
    pub mask: Vec<String>,
    /// A `Message` with their new values; with `markupSyntax`, which says how the text is read and is never in the mask.
    pub message: Value,
}

impl Edit {
    /// Creates the edit that sets these fields; others than the editable ones are not in its mask.
    #[must_use]
    pub fn of(fields: Map<String, Value>) -> Self {
        let mask = EDITABLE
            .iter()
            .filter(|(field, _)| fields.contains_key(*field))
            .map(|(_, path)| (*path).to_owned())
            .collect();
        Self {
            mask,
            message: Value::Object(fields),
        }
    }

    /// Returns the edit that makes one message another: only what differs, what is gone as an empty value.
    ///
    /// A text whose syntax differs is another text, since it is read anew.
    #[must_use]
    pub fn between(before: &Value, after: &Value) -> Self {
        let mut fields = Map::new();
        for field in DRAFTED {
            let (old, new) = (set(before, field), set(after, field));
            let is_same = old == new && (field != TEXT || old.is_none() || !differs(before, after));
            if is_same {
                continue;
            }
            let empty = || if field == TEXT { json!("") } else { json!([]) };
            fields.insert(field.to_owned(), new.cloned().unwrap_or_else(empty));
        }
        if fields.contains_key(TEXT)
            && let Some(markup) = set(after, MARKUP)
        {
            fields.insert(MARKUP.to_owned(), markup.clone());
        }
        Self::of(fields)
    }

    /// Returns whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mask.is_empty()
    }

    /// Returns the `updateMask` as the call has it.
    #[must_use]
    pub fn update_mask(&self) -> String {
        self.mask.join(",")
    }

    /// Returns whether what the edit replaces reads alike in two messages.
    ///
    /// White space at the end of a text is Chat's to cut.
    #[must_use]
    pub fn replaces_alike(&self, one: &Value, other: &Value) -> bool {
        let value = |message: &Value, field: &str| match set(message, field) {
            Some(Value::String(text)) => Some(json!(text.trim_end())),
            value => value.cloned(),
        };
        self.replaced()
            .all(|field| value(one, field) == value(other, field))
    }

    /// Returns a message in which the fields that the edit replaces are those of another one.
    #[must_use]
    pub fn rebased(&self, before: &Value, in_chat: &Value) -> Value {
        let mut rebased = before.clone();
        let Some(fields) = rebased.as_object_mut() else {
            return rebased;
        };
        let markup = self.replaced().find(|field| *field == TEXT);
        for field in self.replaced().chain(markup.map(|_| MARKUP)) {
            match in_chat.get(field) {
                Some(value) => fields.insert(field.to_owned(), value.clone()),
                None => fields.shift_remove(field),
            };
        }
        rebased
    }

    /// Returns the fields that the edit replaces.
    fn replaced(&self) -> impl Iterator<Item = &'static str> {
        let is_masked = |path: &str| self.mask.iter().any(|masked| masked == path);
        let fields = EDITABLE.into_iter();
        fields.filter_map(move |(field, path)| is_masked(path).then_some(field))
    }

    /// Returns the fields that change, each with the lines that go and come.
    #[must_use]
    pub fn differences(&self, before: &Value) -> Vec<(&'static str, Vec<String>)> {
        self.replaced()
            .map(|field| {
                let old = lines_of(before.get(field));
                (field, difference(&old, &lines_of(self.message.get(field))))
            })
            .collect()
    }
}

/// Returns the fields of a message that a draft of an edit begins with: a person edits the text alone.
#[must_use]
pub fn drafted(message: &Value, sender: SenderKind) -> Value {
    let is_kept = |field: &str| match sender {
        SenderKind::User => matches!(field, TEXT | MARKUP),
        SenderKind::App | SenderKind::Webhook => field == MARKUP || DRAFTED.contains(&field),
    };
    let fields = message.as_object().into_iter().flatten();
    let fields = fields.filter(|(field, _)| is_kept(field) && set(message, field).is_some());
    Value::Object(
        fields
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect(),
    )
}

/// Returns the fields of a draft's message that no edit can change.
#[must_use]
pub fn fixed_fields(message: &Value) -> Vec<&str> {
    let is_fixed = |field: &&String| {
        *field != MARKUP && !DRAFTED.contains(&field.as_str()) && set(message, field).is_some()
    };
    let fields = message.as_object().into_iter().flatten();
    let fixed = fields.map(|(field, _)| field).filter(is_fixed);
    fixed.map(String::as_str).collect()
}

/// Returns a message with its text as it is written: the `text` of an answer has lost its mentions.
///
/// `formattedText` is in Chat's own syntax, since no other was asked for.
#[must_use]
pub fn marked(message: &Value) -> Value {
    let mut marked = message.clone();
    if let Some(text) = message.get("formattedText") {
        marked[TEXT] = text.clone();
        marked[MARKUP] = json!("MARKUP_SYNTAX_CHAT");
    }
    marked
}

/// Returns whether the texts of two messages are read differently.
fn differs(before: &Value, after: &Value) -> bool {
    set(before, MARKUP) != set(after, MARKUP)
}

/// Returns the value of a field; `None` for one that equals unset.
fn set<'a>(message: &'a Value, field: &str) -> Option<&'a Value> {
    message.get(field).filter(|value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    })
}

/// Returns a value in lines that are harmless on a terminal; nothing for one that equals unset.
fn lines_of(value: Option<&Value>) -> Vec<String> {
    let text = match value {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) if items.is_empty() => return Vec::new(),
        Some(Value::String(text)) => sanitize::text(text),
        Some(other) => pretty(other),
    };
    text.lines().map(str::to_owned).collect()
}

/// Returns the lines that go and come, in order; of those that stay, one before and one after.
fn difference(old: &[String], new: &[String]) -> Vec<String> {
    let mut shown = Vec::new();
    for gap in gaps(old, new) {
        let before = gap.old.start.checked_sub(1);
        shown.extend(
            before
                .and_then(|at| old.get(at))
                .map(|line| format!("  {line}")),
        );
        let gone = old.get(gap.old.clone()).unwrap_or_default();
        shown.extend(gone.iter().map(|line| format!("- {line}")));
        let come = new.get(gap.new.clone()).unwrap_or_default();
        shown.extend(come.iter().map(|line| format!("+ {line}")));
        shown.extend(old.get(gap.old.end).map(|line| format!("  {line}")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_has_only_what_differs_and_clears_what_is_gone() {
        let chat = "MARKUP_SYNTAX_CHAT";
        let card = json!([{"cardId": "c"}]);
        let before = json!({"text": "one", "markupSyntax": chat, "cardsV2": card});
        for (after, mask, message) in [
            (before.clone(), "", json!({})),
            (
                json!({"text": "two", "markupSyntax": chat, "cardsV2": card}),
                "text",
                json!({"text": "two", "markupSyntax": chat}),
            ),
            (
                json!({"text": "one", "markupSyntax": chat}),
                "cards_v2",
                json!({"cardsV2": []}),
            ),
            (
                json!({"markupSyntax": chat, "cardsV2": card}),
                "text",
                json!({"text": "", "markupSyntax": chat}),
            ),
            (
                json!({"text": "one", "cardsV2": card}),
                "text",
                json!({"text": "one"}),
            ),
            (
                json!({"text": "one", "markupSyntax": chat, "cardsV2": card, "accessoryWidgets": [{}]}),
                "accessory_widgets",
                json!({"accessoryWidgets": [{}]}),
            ),
        ] {
            let edit = Edit::between(&before, &after);
            assert_eq!(edit.update_mask(), mask, "{after}");
            assert_eq!(edit.message, message, "{after}");
        }
        assert!(Edit::between(&json!({}), &json!({"text": "", "cardsV2": []})).is_empty());
    }

    #[test]
    fn a_person_edits_the_text_alone() {
        let message = json!({"name": "n", "text": "one", "cardsV2": [{}], "thread": {"name": "t"}});
        assert_eq!(drafted(&message, SenderKind::User), json!({"text": "one"}));
        assert_eq!(
            drafted(&message, SenderKind::App),
            json!({"text": "one", "cardsV2": [{}]})
        );
        assert_eq!(fixed_fields(&message), ["name", "thread"]);
    }

    #[test]
    fn only_what_an_edit_replaces_is_compared_and_taken_from_chat() {
        let edit = Edit::between(&json!({"text": "one"}), &json!({"text": "two"}));
        let before = json!({"text": "one", "cardsV2": [{}]});
        for (in_chat, is_alike) in [
            (json!({"text": "one "}), true),
            (json!({"text": "other", "cardsV2": [{}]}), false),
            (json!({}), false),
        ] {
            assert_eq!(
                edit.replaces_alike(&before, &in_chat),
                is_alike,
                "{in_chat}"
            );
        }
        let in_chat = json!({"text": "other", "markupSyntax": "MARKUP_SYNTAX_CHAT"});
        let rebased =
            json!({"text": "other", "cardsV2": [{}], "markupSyntax": "MARKUP_SYNTAX_CHAT"});
        assert_eq!(edit.rebased(&before, &in_chat), rebased);
    }

    #[test]
    fn a_difference_shows_its_neighbours() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (old, new) = (lines("a\nb\nc\nd"), lines("a\nB\nc\nd"));
        assert_eq!(difference(&old, &new), ["  a", "- b", "+ B", "  c"]);
        assert_eq!(difference(&[], &lines("x")), ["+ x"]);
        assert!(difference(&old, &old).is_empty());
    }
}
