//! Parts of a card that Chat omits silently.

use serde_json::Value;

use crate::render::json_access::{flag, list};

/// Maximum number of widgets of a card.
///
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/cards#card>
const WIDGETS: usize = 100;

/// Returns how many sections of a card are drawn.
///
/// The one that goes beyond 100 widgets is not, and none after it.
#[must_use]
pub fn sections(card: &Value) -> usize {
    let sections = list(card, "sections");
    let mut count = 0;
    sections
        .iter()
        .position(|section| {
            count += list(section, "widgets").len();
            count > WIDGETS
        })
        .unwrap_or(sections.len())
}

/// Returns whether a button of the card has no click action: then Chat draws no card.
///
/// <https://developers.google.com/workspace/chat/troubleshoot-cards>
#[must_use]
pub fn has_idle_button(card: &Value) -> bool {
    match card {
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            let is_idle = match name.as_str() {
                "buttons" => value.as_array().is_some_and(|all| all.iter().any(is_idle)),
                // Buttons that open and close a section need no click action.
                name => name == "button" && is_idle(value),
            };
            // Only dialogs draw a footer.
            is_idle || (name != "fixedFooter" && has_idle_button(value))
        }),
        Value::Array(items) => items.iter().any(has_idle_button),
        _ => false,
    }
}

fn is_idle(button: &Value) -> bool {
    // Whether a disabled one hides the card, too, is not confirmed.
    button.is_object()
        && !flag(button, "disabled")
        && match button.get("onClick") {
            None | Some(Value::Null) => true,
            Some(Value::Object(click)) => click.values().all(Value::is_null),
            Some(_) => false,
        }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_section_beyond_the_limit_goes_and_all_after_it() {
        let section = |count: usize| json!({"widgets": vec![json!({"divider": {}}); count]});
        for (counts, shown) in [
            (vec![100], 1),
            (vec![101], 0),
            (vec![60, 40, 0], 3),
            (vec![60, 41, 1], 1),
            (vec![], 0),
        ] {
            let sections: Vec<_> = counts.iter().copied().map(section).collect();
            assert_eq!(
                super::sections(&json!({"sections": sections})),
                shown,
                "{counts:?}"
            );
        }
    }

    #[test]
    fn idle_buttons_are_found_wherever_they_are() {
        for (card, is_idle) in [
            (json!({"buttonList": {"buttons": [{"text": "a"}]}}), true),
            (
                json!({"buttons": [{"onClick": {"openLink": {}}}, {"onClick": {}}]}),
                true,
            ),
            (json!({"button": {"onClick": {"action": null}}}), true),
            (json!({"collapseControl": {"expandButton": {}}}), false),
            (json!({"buttons": [{"onClick": {"action": {}}}]}), false),
            (
                json!({"fixedFooter": {"primaryButton": {}, "button": {}}}),
                false,
            ),
            (json!({"chips": [{"label": "a"}]}), false),
            (json!({"buttons": [{"disabled": true}]}), false),
            (json!({"buttons": [{"disabled": false}]}), true),
        ] {
            let card = json!({"sections": [card]});
            assert_eq!(has_idle_button(&card), is_idle, "{card}");
        }
    }
}
