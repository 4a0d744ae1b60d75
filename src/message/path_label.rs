//! Labels for paths in a message, in words for people.

use serde_json::Value;

use crate::document::pointer;

/// Names of list items that are not the name of the list without its last letter.
const ITEMS: &[(&str, &str)] = &[
    ("cardsV2", "card"),
    ("accessoryWidgets", "accessory widget"),
    ("columnItems", "column"),
    ("attachment", "attachment"),
    ("cardActions", "card action"),
];

/// Returns the label of a JSON Pointer into a request: `card 1 › section 2 › widget 3 › text`.
///
/// Names of fields are those of the API; objects that only wrap the value are left out.
#[must_use]
pub fn words(path: &str) -> String {
    let steps: Vec<String> = pointer::steps(path).collect();
    let mut told = Vec::new();
    let mut rest = steps.as_slice();
    while let [step, further @ ..] = rest {
        rest = further;
        if let Some((place, below)) = first_place(further) {
            told.push(format!("{} {}", item(step), place + 1));
            rest = below;
        } else if !wraps(step, further) {
            told.push(step.clone());
        }
    }
    if told.is_empty() {
        return steps
            .last()
            .map_or("the request", |step| step.as_str())
            .to_owned();
    }
    told.join(" › ")
}

fn first_place(steps: &[String]) -> Option<(usize, &[String])> {
    let (first, below) = steps.split_first()?;
    Some((pointer::place(first)?, below))
}

fn item(list: &str) -> String {
    let known = ITEMS.iter().find(|(name, _)| *name == list);
    known.map_or_else(
        || list.strip_suffix('s').unwrap_or(list).to_owned(),
        |(_, word)| (*word).to_owned(),
    )
}

/// Returns whether a step can be left out, since what follows it says as much.
fn wraps(step: &str, further: &[String]) -> bool {
    let holds_a_list = further
        .get(1)
        .is_some_and(|next| pointer::place(next).is_some());
    match step {
        "message" | "card" => !further.is_empty(),
        step => step.ends_with("List") && holds_a_list,
    }
}

/// Returns the number of the line in which a part of the text at a path begins, from 1; `None` if the text has
/// one line.
#[must_use]
pub fn line(request: &Value, path: &str, start: usize) -> Option<usize> {
    let text = request.pointer(path)?.as_str()?;
    let before = text.get(..start)?;
    text.contains('\n')
        .then(|| before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_are_told_in_words() {
        for (path, told) in [
            ("", "the request"),
            ("/message", "message"),
            ("/message/text", "text"),
            ("/requestId", "requestId"),
            (
                "/message/cardsV2/0/card/sections/1/widgets/2/buttonList/buttons/0/icon",
                "card 1 › section 2 › widget 3 › button 1 › icon",
            ),
            ("/message/cardsV2/1/card", "card 2 › card"),
            (
                "/message/cardsV2/1/card/header/title",
                "card 2 › header › title",
            ),
            (
                "/message/cardsV2/0/card/sections/0/widgets/0/decoratedText/text",
                "card 1 › section 1 › widget 1 › decoratedText › text",
            ),
            ("/message/accessoryWidgets/0", "accessory widget 1"),
            ("/message/a~1b", "a/b"),
        ] {
            assert_eq!(words(path), told, "{path}");
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        let request = json!({"text": "a\nb\nc", "one": "abc"});
        assert_eq!(line(&request, "/text", 0), Some(1));
        assert_eq!(line(&request, "/text", 4), Some(3));
        assert_eq!(line(&request, "/one", 1), None);
        assert_eq!(line(&request, "/none", 0), None);
    }
}
