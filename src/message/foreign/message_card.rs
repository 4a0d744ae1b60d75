//! Microsoft Teams' `MessageCard` of Office 365 connectors.
//!
//! <https://learn.microsoft.com/outlook/actionable-messages/message-card-reference>

use serde_json::Value;

use crate::message::foreign::card_builder::{
    CardBuilder, escaped, items, lose_others, text, unmarked,
};

const NO_COUNTERPART: &str = "Google Chat has no counterpart";

/// Converts a card.
#[must_use]
pub fn converted(value: &Value) -> (Value, Vec<String>) {
    const KNOWN: [&str; 8] = [
        "@type",
        "@context",
        "title",
        "summary",
        "text",
        "sections",
        "potentialAction",
        "correlationId",
    ];
    let mut card = CardBuilder::default();
    if !card.title(&unmarked(text(value, "title"))) {
        card.title(&unmarked(text(value, "summary")));
    }
    card.markdown(text(value, "text"));
    for (number, item) in items(value, "sections").iter().enumerate() {
        section(&mut card, item, &format!("/sections/{number}"));
    }
    if !items(value, "potentialAction").is_empty() {
        card.section("");
    }
    actions(
        &mut card,
        items(value, "potentialAction"),
        "/potentialAction",
    );
    lose_others(&mut card, value, "", &KNOWN, NO_COUNTERPART);
    card.message()
}

fn section(card: &mut CardBuilder, item: &Value, path: &str) {
    const KNOWN: [&str; 10] = [
        "title",
        "activityTitle",
        "activitySubtitle",
        "activityText",
        "text",
        "facts",
        "images",
        "heroImage",
        "potentialAction",
        "markdown",
    ];
    card.section(&escaped(text(item, "title")));
    if !text(item, "activityTitle").is_empty()
        && !card.title(&unmarked(text(item, "activityTitle")))
    {
        card.markdown(text(item, "activityTitle"));
    }
    if !text(item, "activitySubtitle").is_empty()
        && !card.subtitle(&unmarked(text(item, "activitySubtitle")))
    {
        card.markdown(text(item, "activitySubtitle"));
    }
    card.markdown(text(item, "activityText"));
    card.markdown(text(item, "text"));
    for fact in items(item, "facts") {
        card.fact(
            &escaped(text(fact, "name").trim_end_matches(':')),
            &escaped(text(fact, "value")),
        );
    }
    let hero = item.get("heroImage").into_iter();
    for image in hero.chain(items(item, "images")) {
        card.image(text(image, "image"), text(image, "title"));
    }
    actions(
        card,
        items(item, "potentialAction"),
        &format!("{path}/potentialAction"),
    );
    lose_others(card, item, path, &KNOWN, NO_COUNTERPART);
}

fn actions(card: &mut CardBuilder, list: &[Value], path: &str) {
    let mut links = Vec::new();
    for (number, action) in list.iter().enumerate() {
        let target = items(action, "targets")
            .iter()
            .find(|target| !text(target, "uri").is_empty());
        let url = match target {
            Some(target) => text(target, "uri"),
            // Its older form.
            None => action
                .get("target")
                .and_then(|target| target.get(0).or(Some(target)))
                .and_then(Value::as_str)
                .unwrap_or(""),
        };
        if matches!(text(action, "@type"), "OpenUri" | "ViewAction") && !url.is_empty() {
            links.push((text(action, "name").to_owned(), url.to_owned()));
        } else {
            card.lose(
                &format!("{path}/{number} ({})", text(action, "@type")),
                "only buttons that open a page are converted",
            );
        }
    }
    card.buttons(&links);
}
