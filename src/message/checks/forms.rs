//! F02 and F17 to F24: actions, and all inputs of a card.

use std::collections::HashMap;

use serde_json::Value;

use crate::chat::sender::SenderKind;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::form::{
    ACTION_FUNCTION, ACTION_PARAM_DUP, FORM_NO_SUBMIT, INPUT_NAME_DUP, OPEN_DIALOG,
    PERSIST_SPINNER, REQUIRED_KIND, REQUIRED_WIDGETS,
};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Action", called),
    ("Action", wanted),
    ("Action", dialog),
    ("Action", values_kept),
    ("Action", parameters),
];

/// Check functions for a whole card.
pub const CARD: &[Check] = &[names, required, submitted];

fn called(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if let Some(card) = report.card() {
        card.is_submitted |= matches!(here.key, "action" | "onChangeAction");
    }
    if !here.is_set("function") {
        report.add(Finding::new(
            &ACTION_FUNCTION,
            here.path(),
            "The action names no function.",
        ));
    }
}

fn wanted(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let wanted: Vec<(String, String)> = here
        .list("requiredWidgets")
        .iter()
        .enumerate()
        .filter_map(|(place, name)| {
            Some((
                here.item("requiredWidgets", place),
                name.as_str()?.to_owned(),
            ))
        })
        .collect();
    if let Some(card) = report.card() {
        card.wanted.extend(wanted);
    }
}

fn dialog(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.text("interaction") != "OPEN_DIALOG" {
        return;
    }
    let context = report.context;
    let who = if context.is_sent_by(SenderKind::Webhook) {
        "a webhook"
    } else if context.known.is_asynchronous {
        "an app that answers later"
    } else {
        return;
    };
    let words = format!("The action opens a dialog, which {who} cannot.");
    report.add(Finding::new(&OPEN_DIALOG, here.at("interaction"), words));
}

fn values_kept(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.flag("persistValues") && here.text("loadIndicator") != "NONE" {
        let words = "The action keeps the values, but shows a spinner.";
        report.add(
            Finding::new(&PERSIST_SPINNER, here.at("persistValues"), words)
                .perhaps("Show no spinner", here.set("loadIndicator", "NONE")),
        );
    }
}

fn parameters(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (place, parameter) in here.list("parameters").iter().enumerate() {
        let key = parameter.get("key").and_then(Value::as_str).unwrap_or("");
        if let Some(first) = seen.insert(key, place) {
            let words = format!(
                "Parameters {} and {} have the key {}.",
                first + 1,
                place + 1,
                format_value::quoted(key)
            );
            report.add(Finding::new(
                &ACTION_PARAM_DUP,
                here.item("parameters", place),
                words,
            ));
        }
    }
}

fn names(_: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(card) = report.cards.last() else {
        return;
    };
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut found = Vec::new();
    for input in card.inputs.iter().filter(|input| !input.name.is_empty()) {
        if seen.insert(&input.name, &input.path).is_some() {
            let words = format!(
                "Another input of the card has the name {}.",
                format_value::quoted(&input.name)
            );
            found.push(Finding::new(
                &INPUT_NAME_DUP,
                format!("{}/name", input.path),
                words,
            ));
        }
    }
    report.found.append(&mut found);
}

fn required(_: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(card) = report.cards.last() else {
        return;
    };
    let mut found = Vec::new();
    for (path, name) in &card.wanted {
        let shown = format_value::quoted(name);
        let Some(input) = card.inputs.iter().find(|input| input.name == *name) else {
            let words = format!("The card has no input named {shown}.");
            found.push(Finding::new(&REQUIRED_WIDGETS, path, words));
            continue;
        };
        let is_verified = match input.kind.as_str() {
            "SelectionInput" => matches!(input.choice.as_str(), "DROPDOWN" | "MULTI_SELECT"),
            kind => kind != "SwitchControl",
        };
        if !is_verified {
            let kind = if input.choice.is_empty() {
                "CHECK_BOX"
            } else {
                &input.choice
            };
            let kind = if input.kind == "SwitchControl" {
                "switch"
            } else {
                kind
            };
            let words = format!("The input {shown} is a {kind}, which is not verified.");
            found.push(Finding::new(&REQUIRED_KIND, path, words));
        }
    }
    report.found.append(&mut found);
}

fn submitted(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(card) = report.cards.last() else {
        return;
    };
    if !card.inputs.is_empty() && !card.is_submitted {
        let count = format_value::count(card.inputs.len(), "input");
        let them = if card.inputs.len() == 1 { "it" } else { "them" };
        let words = format!("The card has {count}, but nothing that submits {them}.");
        report.add(Finding::new(&FORM_NO_SUBMIT, here.path(), words));
    }
}
