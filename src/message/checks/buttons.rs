//! C: buttons, links, menus and chips.

use serde_json::{Map, Value};

use crate::message::checks::addresses;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Severity;
use crate::message::checks::rules::card::{
    BUTTON_COLOR_TYPE, BUTTON_FACE, BUTTON_ICON_ALT, BUTTON_ONCLICK, BUTTONLIST_EMPTY, CHIP_FACE,
    COLOR_ALPHA, OPENLINK_HTTP, OPENLINK_URL, OVERFLOW_ITEM, OVERFLOW_NESTED,
};
use crate::message::checks::url;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Button", does_something),
    ("Button", face),
    ("Button", colour),
    ("BorderStyle", border),
    ("ButtonList", buttons),
    ("OverflowMenuItem", menu_item),
    ("OpenLink", link),
    ("Chip", chip),
];

fn does_something(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    // A footer's button is reported by the footer; what opens and closes a section needs no click action.
    // <https://developers.google.com/apps-script/reference/card-service/collapse-control>
    let is_apart = |up: &ObjectContext<'_>| {
        matches!(up.kind.name.as_str(), "CardFixedFooter" | "CollapseControl")
    };
    if here.up.is_some_and(is_apart) {
        return;
    }
    let (path, fault) = match here.get("onClick") {
        None => (here.path(), "The button has no onClick"),
        Some(Value::Object(click)) if is_idle(click) => {
            (here.at("onClick"), "The button's onClick is empty")
        }
        Some(_) => return,
    };
    let is_accessory = |up: &ObjectContext<'_>| {
        up.up
            .is_some_and(|list| list.kind.name == "AccessoryWidget")
    };
    let (effect, perhaps) = if here.up.is_some_and(is_accessory) {
        ("a click does nothing", "a click does nothing")
    } else {
        (
            "the whole card is hidden",
            "the card may be hidden (unconfirmed)",
        )
    };
    let words = format!("{fault}: {effect}.");
    report.add(if here.flag("disabled") {
        let words = format!("The button is disabled and has no onClick: {perhaps}.");
        Finding::new(&BUTTON_ONCLICK, path, words).only(Severity::Warning)
    } else {
        Finding::new(&BUTTON_ONCLICK, path, words)
    });
}

fn is_idle(click: &Map<String, Value>) -> bool {
    click.values().all(Value::is_null)
}

fn face(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.is_set("text") {
        return;
    }
    let Some(icon) = here.child("icon") else {
        report.add(Finding::new(
            &BUTTON_FACE,
            here.path(),
            "The button has neither text nor icon.",
        ));
        return;
    };
    let alt = icon.get("altText").and_then(Value::as_str).unwrap_or("");
    if alt.is_empty() && !here.is_set("altText") {
        let words = "The button has an icon, but no altText.";
        report.add(Finding::new(&BUTTON_ICON_ALT, here.path(), words));
    }
}

fn colour(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(colour) = here.child("color") else {
        return;
    };
    let kind = here.text("type");
    if !matches!(kind, "" | "FILLED" | "TYPE_UNSPECIFIED") {
        let words = format!("The button is {kind}, but its color makes it FILLED.");
        report.add(
            Finding::new(&BUTTON_COLOR_TYPE, here.at("type"), words)
                .safely("Remove the type", here.remove("type")),
        );
    }
    opaque(&here.at("color"), colour, report);
}

fn border(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if let Some(colour) = here.child("strokeColor") {
        opaque(&here.at("strokeColor"), colour, report);
    }
}

fn opaque(path: &str, colour: &Map<String, Value>, report: &mut Report<'_>) {
    if let Some(alpha) = colour
        .get("alpha")
        .filter(|alpha| alpha.as_f64().is_some_and(|alpha| alpha < 1.0))
    {
        let words = format!("alpha is {alpha}, but the colour is drawn opaque.");
        let path = format!("{path}/alpha");
        let edit = crate::document::edit::Edit::Remove { path: path.clone() };
        report.add(Finding::new(&COLOR_ALPHA, path, words).safely("Remove alpha", vec![edit]));
    }
}

fn buttons(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("buttons") {
        report.add(Finding::new(
            &BUTTONLIST_EMPTY,
            here.path(),
            "The list has no buttons.",
        ));
    }
}

fn menu_item(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(click) = here.child("onClick") else {
        return;
    };
    if is_idle(click) {
        let words = "The menu item's onClick is empty.";
        let finding = Finding::new(&OVERFLOW_ITEM, here.at("onClick"), words);
        report.add(if here.flag("disabled") {
            finding.only(Severity::Warning)
        } else {
            finding
        });
    }
    if click.contains_key("overflowMenu") {
        let words = format!(
            "The menu item {} opens a menu.",
            format_value::quoted(here.text("text"))
        );
        report.add(Finding::new(
            &OVERFLOW_NESTED,
            format!("{}/overflowMenu", here.at("onClick")),
            words,
        ));
    }
}

fn link(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let url = here.text("url");
    if url.is_empty() {
        return;
    }
    let path = here.at("url");
    if !url::is_whole(url) {
        let finding = Finding::new(&OPENLINK_URL, path, addresses::incomplete(url));
        let clean = url::without_spaces(url);
        report.add(if url::is_whole(&clean) {
            finding.perhaps("Write it without spaces", here.set("url", clean))
        } else if url::looks_like_a_host(url) {
            finding.perhaps(
                "Begin with https://",
                here.set("url", format!("https://{url}")),
            )
        } else {
            finding
        });
    } else if url
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("http://"))
    {
        let words = format!(
            "The address {} is opened as https.",
            format_value::quoted(url)
        );
        let secure = format!("https://{}", &url[7..]);
        report.add(
            Finding::new(&OPENLINK_HTTP, path, words)
                .safely("Write https://", here.set("url", secure)),
        );
    }
}

fn chip(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("label") && !here.has("icon") {
        report.add(Finding::new(
            &CHIP_FACE,
            here.path(),
            "The chip has neither label nor icon.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::message::checks::check::check;
    use crate::message::checks::check_context::CheckContext;
    use crate::message::checks::finding::Finding;

    fn found(message: &Value, rule: &str) -> Finding {
        let request = json!({"message": message});
        let mut all = check(&request, &CheckContext::default());
        all.retain(|finding| finding.rule.id == rule);
        all.swap_remove(0)
    }

    fn of_button(button: &Value, rule: &str) -> Finding {
        let widget = json!({"buttonList": {"buttons": [button]}});
        found(
            &json!({"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]}),
            rule,
        )
    }

    #[test]
    fn an_address_with_spaces_is_not_called_incomplete() {
        for (url, words, fix) in [
            (
                " https://a.example",
                "has white space in it",
                Some("Write it without spaces"),
            ),
            (
                "https://a.example/a b",
                "has white space in it",
                Some("Write it without spaces"),
            ),
            ("a.example", "is not complete", Some("Begin with https://")),
            ("a b", "is not complete", None),
        ] {
            let button = json!({"text": "x", "onClick": {"openLink": {"url": url}}});
            let finding = of_button(&button, "openlink-url");
            assert!(
                finding.message.ends_with(&format!("{words}.")),
                "{}",
                finding.message
            );
            assert_eq!(finding.fix.map(|fix| fix.words).as_deref(), fix, "{url}");
        }
    }

    #[test]
    fn an_accessory_button_hides_no_card() {
        let button = json!({"buttonList": {"buttons": [{"text": "x"}]}});
        let message = json!({"text": "t", "accessoryWidgets": [button]});
        let finding = found(&message, "button-onclick");
        assert_eq!(
            finding.message,
            "The button has no onClick: a click does nothing."
        );
    }

    #[test]
    fn an_only_action_is_not_offered_for_removal() {
        let button = json!({"text": "x", "onClick": {"openDynamicLinkAction": {"function": "f"}}});
        assert_eq!(of_button(&button, "addon-only").fix, None);
    }
}
