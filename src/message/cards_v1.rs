//! Cards of the first version, turned into those of the second.
//!
//! <https://developers.google.com/workspace/chat/api/reference/rest/v1/cards-v1>

use serde_json::{Map, Value, json};

use crate::document::pointer;

/// How a field of the first version is converted.
enum FieldMapping {
    /// Its value stays as it is.
    Same,
    /// Its value, or each item of it, is of this type.
    Of(&'static str),
    /// Its enum value becomes the second one; a value that is not named stays.
    Words(&'static [(&'static str, &'static str)]),
    /// A boolean, which old samples write as a text.
    Flag,
    /// It names an icon.
    Icon,
    /// The second version has no such field.
    Lost,
}

use FieldMapping::{Flag, Icon, Lost, Of, Same, Words};

/// A field of the first version, the path of its value in the second, and how it is converted.
///
/// An empty path is the object itself, into which the fields of the value go.
type Rule = (&'static str, &'static str, FieldMapping);

/// All types of the first version by their names in the schema, with all their fields.
const TYPES: &[(&str, &[Rule])] = &[
    (
        "LegacyCard",
        &[
            ("header", "header", Of("LegacyCardHeader")),
            ("sections", "sections", Of("LegacySection")),
            ("name", "name", Same),
            ("cardActions", "cardActions", Of("LegacyCardAction")),
        ],
    ),
    (
        "LegacyCardHeader",
        &[
            ("title", "title", Same),
            ("subtitle", "subtitle", Same),
            ("imageUrl", "imageUrl", Same),
            ("imageStyle", "imageType", Words(SHAPES)),
        ],
    ),
    (
        "LegacySection",
        &[
            ("header", "header", Same),
            ("widgets", "widgets", Of("LegacyWidgetMarkup")),
        ],
    ),
    (
        "LegacyCardAction",
        &[
            ("actionLabel", "actionLabel", Same),
            ("onClick", "onClick", Of("LegacyOnClick")),
        ],
    ),
    (
        "LegacyWidgetMarkup",
        &[
            ("textParagraph", "textParagraph", Of("LegacyTextParagraph")),
            ("image", "image", Of("LegacyImage")),
            ("keyValue", "decoratedText", Of("LegacyKeyValue")),
            ("buttons", "buttonList/buttons", Of("LegacyButton")),
        ],
    ),
    ("LegacyTextParagraph", &[("text", "text", Same)]),
    (
        "LegacyImage",
        &[
            ("imageUrl", "imageUrl", Same),
            ("onClick", "onClick", Of("LegacyOnClick")),
            ("aspectRatio", "", Lost),
        ],
    ),
    (
        "LegacyKeyValue",
        &[
            ("content", "text", Same),
            ("topLabel", "topLabel", Same),
            ("bottomLabel", "bottomLabel", Same),
            ("contentMultiline", "wrapText", Flag),
            ("icon", "startIcon", Icon),
            ("iconUrl", "startIcon/iconUrl", Same),
            ("button", "button", Of("LegacyButton")),
            ("onClick", "onClick", Of("LegacyOnClick")),
        ],
    ),
    (
        "LegacyButton",
        &[
            ("textButton", "", Of("LegacyTextButton")),
            ("imageButton", "", Of("LegacyImageButton")),
        ],
    ),
    (
        "LegacyTextButton",
        &[
            ("text", "text", Same),
            ("onClick", "onClick", Of("LegacyOnClick")),
        ],
    ),
    (
        "LegacyImageButton",
        &[
            ("icon", "icon", Icon),
            ("iconUrl", "icon/iconUrl", Same),
            ("name", "altText", Same),
            ("onClick", "onClick", Of("LegacyOnClick")),
        ],
    ),
    (
        "LegacyOnClick",
        &[
            ("openLink", "openLink", Of("LegacyOpenLink")),
            ("action", "action", Of("LegacyFormAction")),
        ],
    ),
    ("LegacyOpenLink", &[("url", "url", Same)]),
    (
        "LegacyFormAction",
        &[
            ("actionMethodName", "function", Same),
            ("parameters", "parameters", Of("LegacyActionParameter")),
        ],
    ),
    (
        "LegacyActionParameter",
        &[("key", "key", Same), ("value", "value", Same)],
    ),
];

/// Crop shapes of an image; unset is a square in both versions.
const SHAPES: &[(&str, &str)] = &[
    ("IMAGE_STYLE_UNSPECIFIED", ""),
    ("IMAGE", "SQUARE"),
    ("AVATAR", "CIRCLE"),
];

/// Icons that the second version does not know by name, and the Material symbols nearest to them.
const SYMBOLS: [(&str, &str); 2] = [
    ("EVENT_PERFORMER", "theater_comedy"),
    ("OFFER", "local_offer"),
];

/// Keys that only cards of the first version have.
const KEYS: [&str; 6] = [
    "imageStyle",
    "keyValue",
    "contentMultiline",
    "textButton",
    "imageButton",
    "actionMethodName",
];

/// Converts the cards of the first version in a normalised message into `cardsV2`, unless it has cards of the
/// second already.
///
/// Returns what was lost, as sentences; `None` if there is nothing to convert.
pub fn convert(message: &mut Value) -> Option<Vec<String>> {
    let fields = message.as_object_mut()?;
    let has_new = fields
        .get("cardsV2")
        .is_some_and(|cards| !matches!(cards, Value::Null) && *cards != json!([]));
    let place = fields.keys().position(|key| key == "cards")?;
    let cards = fields
        .get("cards")
        .filter(|_| !has_new)?
        .as_array()
        .filter(|cards| !cards.is_empty() && cards.iter().all(Value::is_object))?
        .clone();
    let mut told = Vec::new();
    let count = cards.len();
    let turned = cards.iter().enumerate().map(|(number, card)| {
        let card = turned("LegacyCard", card, &format!("/cards/{number}"), &mut told);
        if count == 1 {
            json!({"card": card})
        } else {
            // Several cards of a message need IDs.
            json!({"cardId": format!("card-{}", number + 1), "card": card})
        }
    });
    let turned = turned.collect();
    fields.shift_remove("cardsV2");
    let place = place.min(fields.len() - 1);
    fields.shift_remove("cards");
    fields.shift_insert(place, "cardsV2".to_owned(), turned);
    Some(told)
}

/// Returns whether a normalised card is of the first version, by keys that only those have.
#[must_use]
pub fn is_legacy(card: &Value) -> bool {
    match card {
        Value::Object(fields) => fields
            .iter()
            .any(|(key, value)| KEYS.contains(&key.as_str()) || is_legacy(value)),
        Value::Array(items) => items.iter().any(is_legacy),
        _ => false,
    }
}

/// Converts a value of a type of the first version to the second.
fn turned(kind: &str, value: &Value, path: &str, told: &mut Vec<String>) -> Value {
    let Value::Object(fields) = value else {
        return value.clone();
    };
    let rules = TYPES.iter().find(|(name, _)| *name == kind);
    let rules = rules.map_or(&[][..], |(_, rules)| rules);
    let mut out = Map::new();
    for (key, value) in fields {
        let path = pointer::join(path, key);
        let Some((_, place, fate)) = rules.iter().find(|(name, ..)| name == key) else {
            told.push(format!("{path} is unknown and is kept as it is."));
            put(&mut out, key, value.clone());
            continue;
        };
        match fate {
            Same => put(&mut out, place, value.clone()),
            Of(kind) => put(&mut out, place, each(kind, value, &path, told)),
            Flag => {
                let flag = match value.as_str() {
                    Some("true") => Value::from(true),
                    Some("false") => Value::from(false),
                    _ => value.clone(),
                };
                put(&mut out, place, flag);
            }
            Lost => told.push(format!("{path} is dropped: cardsV2 has no equivalent.")),
            Icon => icon(&mut out, place, value, &path, told),
            Words(words) => {
                let word = words.iter().find(|(old, _)| value == old);
                match word {
                    Some((_, "")) => {}
                    Some((_, new)) => put(&mut out, place, Value::from(*new)),
                    None => {
                        told.push(format!("{path} is {value}, which is unknown and is kept."));
                        put(&mut out, place, value.clone());
                    }
                }
            }
        }
    }
    Value::Object(out)
}

/// Converts each item of a list, or the value itself.
///
/// A widget that has buttons together with other content becomes two.
fn each(kind: &str, value: &Value, path: &str, told: &mut Vec<String>) -> Value {
    let Value::Array(items) = value else {
        return turned(kind, value, path, told);
    };
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let path = pointer::join(path, &at.to_string());
        match item {
            Value::Object(fields)
                if kind == "LegacyWidgetMarkup"
                    && fields.len() > 1
                    && fields.contains_key("buttons") =>
            {
                let mut rest = fields.clone();
                let buttons = rest.shift_remove("buttons");
                out.push(turned(kind, &Value::Object(rest), &path, told));
                out.push(turned(kind, &json!({"buttons": buttons}), &path, told));
            }
            item => out.push(turned(kind, item, &path, told)),
        }
    }
    Value::Array(out)
}

/// Returns the icon of a name, below a path.
fn icon(
    out: &mut Map<String, Value>,
    place: &str,
    name: &Value,
    path: &str,
    told: &mut Vec<String>,
) {
    if name == "ICON_UNSPECIFIED" {
        return;
    }
    if let Some((old, symbol)) = SYMBOLS.iter().find(|(old, _)| name == old) {
        told.push(format!(
            "{path} is {old}, which cardsV2 does not know; the symbol {symbol} replaces it."
        ));
        put(out, place, json!({"materialIcon": {"name": symbol}}));
    } else {
        put(out, &format!("{place}/knownIcon"), name.clone());
    }
}

/// Sets a value at a path with slashes; an object is merged into the one that is there.
fn put(out: &mut Map<String, Value>, place: &str, value: Value) {
    match (place.split_once('/'), value) {
        (None, Value::Object(fields)) if place.is_empty() => {
            for (key, value) in fields {
                put(out, &key, value);
            }
        }
        (Some((first, rest)), value) => {
            let below = out.entry(first).or_insert_with(|| json!({}));
            if let Value::Object(below) = below {
                put(below, rest, value);
            }
        }
        (None, Value::Object(fields)) if out.get(place).is_some_and(Value::is_object) => {
            if let Some(Value::Object(there)) = out.get_mut(place) {
                there.extend(fields);
            }
        }
        (None, value) => {
            out.insert(place.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests;
