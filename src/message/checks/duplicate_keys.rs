//! M30: one key twice in an object, which only the text of a file shows.

use std::collections::{HashMap, HashSet};

use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::source_map::Source;
use crate::document::pointer;
use crate::document::resolve::{SchemaNode, resolve};
use crate::document::schema::{Schema, Type};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::rules::message::DUPLICATE_KEY;
use crate::message::import_form::ImportForm;

/// Returns the keys that an object of a document sets more than once, each at its last place.
#[must_use]
pub fn check(source: &Source<'_>, form: ImportForm) -> Vec<Finding> {
    if !has_duplicates(source.root()) {
        return Vec::new();
    }
    let root = form.pointer();
    let kind = match resolve(Schema::builtin(), "CreateMessageRequest", root) {
        Some(SchemaNode::Object(kind)) => Some(kind),
        Some(SchemaNode::List(field)) => Schema::builtin().type_of(field),
        _ => None,
    };
    let mut found = Vec::new();
    match &source.root().kind {
        // The items are the cards, without the object that holds each in a message.
        NodeKind::List(cards) if form == ImportForm::BareCards => {
            let kind = Schema::builtin().get("Card");
            for (place, card) in cards.iter().enumerate() {
                walk(card, &format!("{root}/{place}/card"), kind, &mut found);
            }
        }
        _ => walk(source.root(), root, kind, &mut found),
    }
    found
}

/// Returns whether an object sets a key more than once: hardly any does, and no path is needed to see that.
fn has_duplicates(node: &Node) -> bool {
    const FEW: usize = 16;
    match &node.kind {
        NodeKind::Object(members) => {
            let is_twice = if members.len() <= FEW {
                members.iter().enumerate().any(|(place, member)| {
                    members[..place]
                        .iter()
                        .any(|other| other.name == member.name)
                })
            } else {
                let names: HashSet<&str> = members.iter().map(|member| &*member.name).collect();
                names.len() < members.len()
            };
            is_twice || members.iter().any(|member| has_duplicates(&member.value))
        }
        NodeKind::List(items) => items.iter().any(has_duplicates),
        NodeKind::Text(_) | NodeKind::Plain(_) => false,
    }
}

fn walk(node: &Node, path: &str, kind: Option<&Type>, found: &mut Vec<Finding>) {
    match &node.kind {
        NodeKind::Object(members) => {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for member in members {
                *counts.entry(&member.name).or_default() += 1;
            }
            for member in members {
                let field = kind.and_then(|kind| kind.spelt(&member.name));
                let name = field.map_or(member.name.as_str(), |field| &field.name);
                let path = pointer::join(path, name);
                if let Some(count) = counts.remove(member.name.as_str()).filter(|&n| n > 1) {
                    let times = if count == 2 { "twice" } else { "several times" };
                    let shown = format_value::quoted(&member.name);
                    let words = format!("{shown} is set {times}; the last value is taken here.");
                    found.push(Finding::new(&DUPLICATE_KEY, &*path, words));
                }
                let below = field.and_then(|field| Schema::builtin().type_of(field));
                walk(&member.value, &path, below, found);
            }
        }
        NodeKind::List(items) => {
            for (place, item) in items.iter().enumerate() {
                walk(item, &format!("{path}/{place}"), kind, found);
            }
        }
        NodeKind::Text(_) | NodeKind::Plain(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::import::find;

    #[test]
    fn each_key_that_is_there_twice_is_found_once() {
        for (text, paths) in [
            (
                r#"{"text": "a", "text": "b", "text": "c"}"#,
                &["/message/text"][..],
            ),
            (
                r#"{"cards_v2": [{"card": {}, "card": {"header": {}}}]}"#,
                &["/message/cardsV2/0/card"],
            ),
            (r#"{"text": "a", "x": {"y": 1, "y": 2}}"#, &["/message/x/y"]),
            (r#"{"text": "a", "thread": {"text": "b"}}"#, &[]),
            (
                r#"[{"card": {}}, {"card": {}, "cardId": "b", "cardId": "c"}]"#,
                &["/message/cardsV2/1/cardId"],
            ),
            (
                r#"[{"sections": []}, {"header": {"title": "a", "title": "b"}, "sections": []}]"#,
                &["/message/cardsV2/1/card/header/title"],
            ),
        ] {
            let found = find(text).unwrap();
            let told: Vec<_> = check(&found.source, found.form)
                .into_iter()
                .map(|finding| finding.path)
                .collect();
            assert_eq!(told, paths, "{text}");
        }
    }
}
