//! Adaptive Cards, alone or as an attachment of Microsoft Teams.
//!
//! <https://adaptivecards.io/explorer/>

use serde_json::Value;

use crate::message::foreign::card_builder::{CardBuilder, escaped, items, text, unmarked};

const NO_COUNTERPART: &str = "Google Chat has no counterpart";

/// Returns the Adaptive Card in a value and the path to it, if there is one.
#[must_use]
pub fn card(value: &Value) -> Option<(&Value, String)> {
    if text(value, "type") == "AdaptiveCard" {
        return Some((value, String::new()));
    }
    let mut attachments = items(value, "attachments").iter().enumerate();
    attachments.find_map(|(number, item)| {
        let content = item.get("content")?;
        let is_card = text(item, "contentType").contains("card.adaptive")
            || text(content, "type") == "AdaptiveCard";
        is_card.then(|| (content, format!("/attachments/{number}/content")))
    })
}

/// Converts a card.
#[must_use]
pub fn converted(value: &Value) -> (Value, Vec<String>) {
    let mut out = CardBuilder::default();
    if let Some((found, path)) = card(value) {
        text(value, "text").clone_into(&mut out.text);
        elements(&mut out, items(found, "body"), &format!("{path}/body"));
        actions(
            &mut out,
            items(found, "actions"),
            &format!("{path}/actions"),
        );
        let more = items(value, "attachments").len();
        for number in 1..more {
            out.lose(&format!("/attachments/{number}"), "one card is converted");
        }
    }
    out.message()
}

fn elements(card: &mut CardBuilder, list: &[Value], path: &str) {
    for (number, item) in list.iter().enumerate() {
        element(card, item, &format!("{path}/{number}"));
    }
}

fn element(card: &mut CardBuilder, item: &Value, path: &str) {
    if item.get("separator") == Some(&Value::Bool(true)) {
        card.divider();
    }
    match text(item, "type") {
        "TextBlock" => {
            let is_title = matches!(
                text(item, "size"),
                "Large" | "ExtraLarge" | "large" | "extraLarge"
            ) || text(item, "style") == "heading"
                || matches!(text(item, "weight"), "Bolder" | "bolder");
            if !(is_title && card.title(&unmarked(text(item, "text")))) {
                card.markdown(text(item, "text"));
            }
        }
        "RichTextBlock" => {
            let runs = items(item, "inlines").iter();
            let words: Vec<&str> = runs
                .map(|run| run.as_str().unwrap_or_else(|| text(run, "text")))
                .collect();
            card.html(&escaped(&words.concat()));
        }
        "FactSet" => {
            for fact in items(item, "facts") {
                card.fact(
                    &escaped(text(fact, "title").trim_end_matches(':')),
                    &escaped(text(fact, "value")),
                );
            }
        }
        "Image" => card.image(text(item, "url"), text(item, "altText")),
        "ImageSet" => {
            for image in items(item, "images") {
                card.image(text(image, "url"), text(image, "altText"));
            }
        }
        "Container" => elements(card, items(item, "items"), &format!("{path}/items")),
        "ColumnSet" => {
            card.lost
                .push(format!("{path}: its columns stand below each other."));
            for (number, column) in items(item, "columns").iter().enumerate() {
                elements(
                    card,
                    items(column, "items"),
                    &format!("{path}/columns/{number}/items"),
                );
            }
        }
        "ActionSet" => actions(card, items(item, "actions"), &format!("{path}/actions")),
        other => card.lose(&format!("{path} ({other})"), NO_COUNTERPART),
    }
}

fn actions(card: &mut CardBuilder, list: &[Value], path: &str) {
    let mut links = Vec::new();
    for (number, action) in list.iter().enumerate() {
        if text(action, "type") == "Action.OpenUrl" {
            links.push((
                text(action, "title").to_owned(),
                text(action, "url").to_owned(),
            ));
        } else {
            card.lose(
                &format!("{path}/{number} ({})", text(action, "type")),
                "only buttons that open a page are converted",
            );
        }
    }
    card.buttons(&links);
}
