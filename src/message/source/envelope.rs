//! JSON around messages: answers of Google Workspace add-ons, lists of messages, JSON in a string of other JSON.

use serde_json::Value;

use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::parser::parsed;
use crate::document::schema::camel;
use crate::message::source::literal::{Container, Judge, Literal, Rank, value_of};

/// Keys of an add-on's answer on the way to its messages and cards.
///
/// <https://developers.google.com/workspace/add-ons/chat/build>
const ADD_ON: [&str; 12] = [
    "hostAppDataAction",
    "chatDataAction",
    "createMessageAction",
    "updateMessageAction",
    "action",
    "navigations",
    "pushCard",
    "updateCard",
    "renderActions",
    "modifyOperations",
    "submitFormResponse",
    "updateInlinePreviewAction",
];

/// Keys that only such an answer begins with.
const BEGINS: [&str; 3] = ["hostAppDataAction", "renderActions", "action"];

/// Returns whether a value is the answer of an add-on.
fn is_answer(node: &Node) -> bool {
    let NodeKind::Object(members) = &node.kind else {
        return false;
    };
    members.iter().any(|member| {
        let key = camel(&member.name);
        let has_cards = || matches!(&member.value.kind, NodeKind::Object(inner) if inner.iter().any(|inner| camel(&inner.name) == "navigations"));
        BEGINS.contains(&key.as_str()) && (key != "action" || has_cards())
    })
}

/// Returns whether a value is the event of an interaction, which has the message that somebody wrote beside who wrote
/// it and where.
#[must_use]
pub fn is_event(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some_and(Value::is_object);
    has("message") && (value.get("eventTime").is_some() || (has("space") && has("user")))
}

/// Returns the messages inside of a value that is none itself.
#[must_use]
pub fn literals(node: &Node, judge: &Judge<'_>) -> Vec<Literal> {
    let mut found = Vec::new();
    match &node.kind {
        NodeKind::Text(text) => found.extend(of_string(node, text, judge)),
        NodeKind::List(items) => {
            for item in items {
                one(item, judge, &mut found);
            }
        }
        NodeKind::Object(_) if is_answer(node) => of_answer(node, judge, &mut found),
        NodeKind::Object(_) => inside(node, judge, &mut found),
        NodeKind::Plain(_) => {}
    }
    found
}

/// Collects an item of a list: a message, or what has one inside.
fn one(item: &Node, judge: &Judge<'_>, found: &mut Vec<Literal>) {
    match judge(&value_of(item)) {
        Some(Rank::Strong) => found.push(Literal::new(item.clone(), Container::Json, Rank::Strong)),
        _ if is_answer(item) => of_answer(item, judge, found),
        _ => inside(item, judge, found),
    }
}

fn of_answer(node: &Node, judge: &Judge<'_>, found: &mut Vec<Literal>) {
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| of_answer(item, judge, found)),
        NodeKind::Object(members) => {
            for member in members {
                let key = camel(&member.name);
                let is_held = matches!(key.as_str(), "message" | "pushCard" | "updateCard");
                if is_held && judge(&value_of(&member.value)).is_some() {
                    let node = member.value.clone();
                    found.push(Literal::new(node, Container::Json, Rank::Strong));
                } else if ADD_ON.contains(&key.as_str()) {
                    of_answer(&member.value, judge, found);
                }
            }
        }
        NodeKind::Text(_) | NodeKind::Plain(_) => {}
    }
}

/// Collects what is surely a message: a value with cards, or a string that is the JSON of a message.
fn inside(node: &Node, judge: &Judge<'_>, found: &mut Vec<Literal>) {
    match &node.kind {
        NodeKind::Object(members) => {
            let has_cards = members
                .iter()
                .any(|member| matches!(camel(&member.name).as_str(), "cardsV2" | "cards" | "card"));
            if has_cards && judge(&value_of(node)) == Some(Rank::Strong) {
                found.push(Literal::new(node.clone(), Container::Json, Rank::Strong));
                return;
            }
            if is_answer(node) {
                of_answer(node, judge, found);
                return;
            }
            for member in members {
                let is_named = matches!(
                    member.name.as_str(),
                    "message" | "messages" | "requestBody" | "body" | "payload" | "json"
                );
                let is_message = is_named
                    && matches!(member.value.kind, NodeKind::Object(_))
                    && judge(&value_of(&member.value)) == Some(Rank::Strong);
                match &member.value.kind {
                    NodeKind::List(items) if is_named => {
                        for item in items {
                            one(item, judge, found);
                        }
                    }
                    _ if is_message => found.push(Literal::new(
                        member.value.clone(),
                        Container::Json,
                        Rank::Strong,
                    )),
                    _ => inside(&member.value, judge, found),
                }
            }
        }
        NodeKind::List(items) => items.iter().for_each(|item| inside(item, judge, found)),
        NodeKind::Text(text) => found.extend(of_string(node, text, judge)),
        NodeKind::Plain(_) => {}
    }
}

/// Returns the message whose JSON a string is, even as a string in a string.
fn of_string(node: &Node, text: &str, judge: &Judge<'_>) -> Vec<Literal> {
    const DEEP: usize = 4;
    let mut text = text.to_owned();
    for _ in 0..DEEP {
        if !text.trim_start().starts_with(['{', '[', '"']) {
            break;
        }
        let Some(mut inner) = parsed(&text) else {
            break;
        };
        inner.move_to(&node.span);
        if let NodeKind::Text(again) = inner.kind {
            text = again;
            continue;
        }
        if let Some(rank) = judge(&value_of(&inner)) {
            return vec![Literal::new(inner, Container::Json, rank)];
        }
        return if is_answer(&inner) {
            literals(&inner, judge)
        } else {
            Vec::new()
        };
    }
    Vec::new()
}
