//! U01, U03, U04, U10, U11 and U23: fields and enum values that a sender may not use.

use serde_json::Value;

use crate::document::schema::{Field, Sender, Senders};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Rule;
use crate::message::checks::rules::sender::{
    ACCESSORY_USER_AUTH, ATTACHMENT_WEBHOOK, CARDS_USER_AUTH, NOTIFY_USER_AUTH, PRIVATE_USER_AUTH,
    SENDER_FIELD,
};

/// Rules of fields that a sender may not set; the rule of all others is U23.
const KEPT: &[(&str, &Rule)] = &[
    ("cardsV2", &CARDS_USER_AUTH),
    ("cards", &CARDS_USER_AUTH),
    ("accessoryWidgets", &ACCESSORY_USER_AUTH),
    ("privateMessageViewer", &PRIVATE_USER_AUTH),
    ("attachment", &ATTACHMENT_WEBHOOK),
];

/// Checks whether the sender may set a field to a value, and returns whether it may.
pub fn field(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) -> bool {
    let Some(sender) = report.context.schema_sender() else {
        return true;
    };
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    if !field.senders.allows(sender)
        && !is_empty
        && field.scope != crate::document::schema::Where::Reply
    {
        let rule = KEPT
            .iter()
            .find(|(name, _)| here.kind.name == "Message" && *name == field.name)
            .map_or(&SENDER_FIELD, |(_, rule)| *rule);
        let words = sentence(&field.name, field.senders, sender);
        report.add(
            Finding::new(rule, here.at(key), words)
                .right_for(field.senders)
                .perhaps("Remove the field", here.remove(key)),
        );
        // A message that a person may not send now may be right all the same: its cards are checked, too.
        return true;
    }
    let choice = value
        .as_str()
        .and_then(|word| field.choices().iter().find(|choice| choice.name == word));
    if let Some(choice) = choice.filter(|choice| !choice.senders.allows(sender)) {
        let rule = if field.name == "notificationType" && sender != Sender::Webhook {
            &NOTIFY_USER_AUTH
        } else {
            &SENDER_FIELD
        };
        let words = sentence(&choice.name, choice.senders, sender);
        report.add(
            Finding::new(rule, here.at(key), words)
                .right_for(choice.senders)
                .perhaps("Remove the field", here.remove(key)),
        );
    }
    true
}

/// Returns the sentence that says who can set it, and who cannot.
fn sentence(what: &str, senders: Senders, sender: Sender) -> String {
    let mut able: Vec<&str> = Vec::new();
    for (kind, words) in [
        (Sender::App, "an app"),
        (Sender::User, "a person"),
        (Sender::Webhook, "a webhook"),
    ] {
        if senders.allows(kind) {
            able.push(words);
        }
    }
    if senders.allows(Sender::Preview) && !senders.allows(Sender::User) {
        able.push("a person in the developer preview");
    }
    let unable = match sender {
        Sender::App => "An app",
        Sender::User | Sender::Preview => "A person",
        Sender::Webhook => "A webhook",
    };
    format!(
        "{unable} cannot send {what}; {} can.",
        format_value::list(&able).replace(" and ", " or ")
    )
}
