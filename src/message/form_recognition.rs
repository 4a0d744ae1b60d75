//! Recognizes the form of a value by the fields that only one form has.

use serde_json::{Map, Value};

use crate::document::schema::{Schema, Type};
use crate::message::foreign::system::System;
use crate::message::import_form::{BODY, ImportForm};
use crate::message::source::envelope;
use crate::message::source::literal::Rank;

/// Says how sure it is that a value is a message.
#[must_use]
pub fn rank(value: &Value) -> Option<Rank> {
    // An empty object may mean anything.
    if value.as_object().is_some_and(Map::is_empty) {
        return None;
    }
    let form = form(value)?;
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    let is_sure = match form {
        ImportForm::Request => value.get("message").is_some_and(Value::is_object),
        ImportForm::Message => {
            has(&[
                "cardsV2",
                "cards_v2",
                "cards",
                "accessoryWidgets",
                "accessory_widgets",
            ]) || (value.get("text").is_some_and(Value::is_string)
                && !has(&["onClick", "on_click", "type", "icon", "value", "level"]))
        }
        ImportForm::Card => has(&["sections"]),
        ImportForm::Call
        | ImportForm::CardWithId
        | ImportForm::CardList
        | ImportForm::BareCards
        | ImportForm::TextAndCard
        | ImportForm::Foreign(_) => true,
        ImportForm::Sections | ImportForm::Section | ImportForm::Widgets | ImportForm::Widget => {
            false
        }
    };
    Some(if is_sure { Rank::Strong } else { Rank::Weak })
}

/// Returns the form of a value; `None` if it is no part of a message.
#[must_use]
pub fn form(value: &Value) -> Option<ImportForm> {
    if let Some(system) = System::of(value) {
        return Some(ImportForm::Foreign(system));
    }
    if System::other(value).is_some() || envelope::is_event(value) {
        return None;
    }
    let Value::Array(items) = value else {
        return object_form(value);
    };
    let mut forms = items.iter().map(object_form);
    let first = forms.next()??;
    let list = match first {
        ImportForm::CardWithId => ImportForm::CardList,
        ImportForm::Card => ImportForm::BareCards,
        ImportForm::Section => ImportForm::Sections,
        ImportForm::Widget => ImportForm::Widgets,
        _ => return None,
    };
    forms.all(|form| form == Some(first)).then_some(list)
}

fn object_form(value: &Value) -> Option<ImportForm> {
    let has = |type_name: &str, but: &[&str]| {
        let known = Schema::builtin().get(type_name)?;
        value
            .as_object()?
            .keys()
            .any(|key| is_field(known, key) && !but.contains(&key.as_str()))
            .then_some(())
    };
    // A parameter of a URL, whose name has a dot.
    let has_parameter = || {
        value
            .get("createMessageNotificationOptions.notificationType")
            .map(|_| ())
    };
    if value.get("message").is_some_and(Value::is_object) {
        return Some(ImportForm::Request);
    }
    if value.get(BODY).is_some_and(Value::is_object) {
        return Some(ImportForm::Call);
    }
    if value.get("card").is_some_and(Value::is_object) {
        let has_text = value.get("text").is_some_and(Value::is_string);
        if has_text && value.get("cardId").is_none() {
            return Some(ImportForm::TextAndCard);
        }
        return Some(ImportForm::CardWithId);
    }
    if value.get("widgets").is_some_and(Value::is_array) {
        return Some(ImportForm::Section);
    }
    // Both a message and a card have a `name`, which says nothing.
    if value.get("sections").is_some() || value.get("header").is_some() {
        return Some(ImportForm::Card);
    }
    has("Message", &["name"])
        .map(|()| ImportForm::Message)
        .or_else(|| {
            has("CreateMessageRequest", &[])
                .or_else(has_parameter)
                .map(|()| ImportForm::Request)
        })
        .or_else(|| has("Card", &["name"]).map(|()| ImportForm::Card))
        .or_else(|| has("Widget", &[]).map(|()| ImportForm::Widget))
        .or_else(|| value.as_object()?.is_empty().then_some(ImportForm::Message))
}

fn is_field(known: &Type, key: &str) -> bool {
    known.spelt(key).is_some()
}
