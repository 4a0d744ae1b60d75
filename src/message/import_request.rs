//! Makes a request from a value of a recognized form.

use serde_json::{Value, json};

use crate::document::schema::Schema;
use crate::document::validate::normalise;
use crate::message::cards_v1::{convert, is_legacy};
use crate::message::import_form::{BODY, ImportForm};

/// Returns the request made from a value of a form, and remarks on it.
///
/// Cards of the first version are converted to the second.
#[must_use]
pub fn request(form: ImportForm, value: &Value) -> (Value, Vec<String>) {
    let schema = Schema::builtin();
    let of = |kind: &str| normalise(schema, kind, value);
    let list = |kind: &str| -> Vec<Value> {
        let items = value.as_array().into_iter().flatten();
        items.map(|item| normalise(schema, kind, item)).collect()
    };
    let in_card = |card: Value| json!({"message": {"cardsV2": [{"card": card}]}});
    let mut request = match form {
        ImportForm::Request => of("CreateMessageRequest"),
        ImportForm::Call => normalise(schema, "CreateMessageRequest", &plain(value)),
        ImportForm::Message => json!({"message": of("Message")}),
        ImportForm::CardWithId => json!({"message": {"cardsV2": [of("CardWithId")]}}),
        ImportForm::TextAndCard => {
            let mut message = value.clone();
            if let Some(fields) = message.as_object_mut() {
                let card = fields.shift_remove("card");
                fields.insert("cardsV2".to_owned(), json!([{"card": card}]));
            }
            json!({"message": normalise(schema, "Message", &message)})
        }
        ImportForm::Foreign(system) => {
            let (message, omitted) = system.converted(value);
            let first = format!(
                "This is {}; it was converted to a message of Google Chat.",
                system.words()
            );
            let asides = std::iter::once(first).chain(omitted).collect();
            return (json!({"message": message}), asides);
        }
        ImportForm::CardList => {
            json!({"message": normalise(schema, "Message", &json!({"cardsV2": value}))})
        }
        ImportForm::Card => {
            let old = of("LegacyCard");
            if is_legacy(&old) {
                json!({"message": {"cards": [old]}})
            } else {
                in_card(of("Card"))
            }
        }
        ImportForm::BareCards => {
            let old = list("LegacyCard");
            if old.iter().any(is_legacy) {
                json!({"message": {"cards": old}})
            } else {
                json!({"message": {"cardsV2": with_ids(list("Card"))}})
            }
        }
        ImportForm::Sections => in_card(json!({"sections": list("Section")})),
        ImportForm::Section => in_card(json!({"sections": [of("Section")]})),
        ImportForm::Widgets => in_card(json!({"sections": [{"widgets": list("Widget")}]})),
        ImportForm::Widget => in_card(json!({"sections": [{"widgets": [of("Widget")]}]})),
    };
    let told = request.get_mut("message").and_then(convert);
    let first = told
        .as_ref()
        .map(|_| "Its cards are of version 1; they were converted to cardsV2.".to_owned());
    let asides = first.into_iter().chain(told.unwrap_or_default());
    let asides = asides.collect();
    (request, asides)
}

/// Gives cards the IDs that several of them must have.
fn with_ids(cards: Vec<Value>) -> Vec<Value> {
    if let [card] = &cards[..] {
        return vec![json!({"card": card})];
    }
    let with_id = |(card, number)| json!({"cardId": format!("card-{number}"), "card": card});
    cards.into_iter().zip(1..).map(with_id).collect()
}

/// Converts a [`ImportForm::Call`] to a request, with its message under `message`.
fn plain(call: &Value) -> Value {
    let members = call.as_object().into_iter().flatten();
    let named = members.map(|(key, value)| match key.as_str() {
        BODY => ("message".to_owned(), value.clone()),
        _ => (key.clone(), value.clone()),
    });
    Value::Object(named.collect())
}
