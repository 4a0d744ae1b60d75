//! Title of a message in lists: its first words, or the title of its first card.

use serde_json::Value;

/// Maximum characters of a title, without the `…` of a longer one.
const LIMIT: usize = 60;

/// Returns the first line of the text, in at most 60 characters; the title of the first card if there is no text.
///
/// `message` is a `Message` in the API's JSON. The title may hold any character: it is not sanitized for a terminal.
#[must_use]
pub fn title(message: &Value) -> String {
    let text_at = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let mut lines = text_at("/text").unwrap_or("").lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty());
    let card = || text_at("/cardsV2/0/card/header/title");
    let mut characters = line.or_else(card).unwrap_or("").chars();
    let mut title: String = characters.by_ref().take(LIMIT).collect();
    if characters.next().is_some() {
        title.push('…');
    }
    title
}

/// Returns the title of a message, or else what it holds: "2 cards, 1 attachment"; empty where it holds nothing.
#[must_use]
pub fn heading(message: &Value) -> String {
    let own = title(message);
    if !own.is_empty() {
        return own;
    }
    let count = |list: &str| {
        let items = message.get(list).and_then(Value::as_array);
        items.map_or(0, Vec::len)
    };
    let held = [
        (count("cardsV2"), "card"),
        (count("accessoryWidgets"), "accessory widget"),
        (count("attachment"), "attachment"),
        (
            usize::from(message.get("quotedMessageMetadata").is_some()),
            "quote",
        ),
    ];
    let words = held.iter().filter(|(count, _)| *count > 0);
    let words = words.map(|(count, what)| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_called_by_its_first_words() {
        let card = json!([{"card": {"header": {"title": "Deploy"}}}]);
        for (message, expected) in [
            (json!({"text": "\n  one \ntwo"}), "one"),
            (json!({"text": " \n", "cardsV2": card}), "Deploy"),
            (json!({"cardsV2": card}), "Deploy"),
            (json!({"cardsV2": "odd"}), ""),
            (json!(null), ""),
        ] {
            assert_eq!(title(&message), expected, "{message}");
        }
        for (message, expected) in [
            (json!({"text": "one", "cardsV2": card}), "one"),
            (json!({"cardsV2": [{}]}), "1 card"),
            (
                json!({"cardsV2": [{}, {}], "accessoryWidgets": [{}], "attachment": [{}]}),
                "2 cards, 1 accessory widget, 1 attachment",
            ),
            (json!({"quotedMessageMetadata": {"name": "x"}}), "1 quote"),
            (json!({"cardsV2": "odd"}), ""),
        ] {
            assert_eq!(heading(&message), expected, "{message}");
        }
        let long = title(&json!({"text": "好".repeat(61)}));
        assert_eq!((long.chars().count(), long.ends_with('…')), (61, true));
    }
}
