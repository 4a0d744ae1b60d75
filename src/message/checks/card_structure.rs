//! C: cards, headers, sections and footers.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::proto3_scalar::whole;
use crate::document::schema::Schema;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::card::{
    CARD_EMPTY, CARD_ID_DUP, CARD_ID_MISSING, COLLAPSE_COUNT, COLLAPSE_OFF, COLLAPSE_PAIR,
    FOOTER_BUTTONS, WIDGET_COUNT, WIDGET_EMPTY,
};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("Message", card_ids),
    ("Card", empty),
    ("Card", widgets),
    ("CardFixedFooter", footer),
    ("Section", collapse),
    ("Section", collapse_count),
    ("CollapseControl", pair),
    ("Widget", widget),
    ("Widgets", widget),
    ("NestedWidget", widget),
];

/// Maximum number of widgets of a card.
pub const WIDGETS: usize = 100;

fn card_ids(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let cards = here.list("cardsV2");
    if cards.len() < 2 {
        return;
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (place, card) in cards.iter().enumerate() {
        let id = card.get("cardId").and_then(Value::as_str).unwrap_or("");
        let path = here.item("cardsV2", place);
        if id.is_empty() {
            let words = format!("Card {} of {} has no cardId.", place + 1, cards.len());
            report.add(Finding::new(&CARD_ID_MISSING, path, words));
        } else if let Some(first) = seen.insert(id, place) {
            let words = format!(
                "Cards {} and {} have the ID {}.",
                first + 1,
                place + 1,
                format_value::quoted(id)
            );
            report.add(Finding::new(&CARD_ID_DUP, format!("{path}/cardId"), words));
        }
    }
}

fn empty(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let has_header = here
        .child("header")
        .is_some_and(|header| !header.is_empty());
    if !has_header && !here.is_set("sections") {
        report.add(Finding::new(
            &CARD_EMPTY,
            here.path(),
            "The card has no header and no sections.",
        ));
    }
}

fn widgets(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let sections = here.list("sections");
    let mut total = 0;
    for (place, section) in sections.iter().enumerate() {
        total += section
            .get("widgets")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        if total > WIDGETS {
            let all: usize = sections
                .iter()
                .filter_map(|section| section.get("widgets")?.as_array())
                .map(Vec::len)
                .sum();
            let gone = format_value::count(sections.len() - place, "section");
            let words = format!(
                "The card has {all} widgets; from the 101st on they are not shown, and {gone} with them."
            );
            report.add(Finding::new(
                &WIDGET_COUNT,
                here.item("sections", place),
                words,
            ));
            return;
        }
    }
}

fn footer(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.has("primaryButton") {
        report.add(Finding::new(
            &FOOTER_BUTTONS,
            here.path(),
            "The footer has no primaryButton.",
        ));
    }
    for name in ["primaryButton", "secondaryButton"] {
        let Some(button) = here.child(name) else {
            continue;
        };
        let lacks = |field: &&str| match button.get(*field) {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Object(members)) => *field == "onClick" && members.is_empty(),
            Some(_) => false,
        };
        let missing: Vec<&str> = ["text", "color", "onClick"]
            .iter()
            .filter(|field| lacks(field))
            .copied()
            .collect();
        if !missing.is_empty() {
            let words = format!(
                "The {name} of the footer has no {}.",
                format_value::list(&missing)
            );
            report.add(Finding::new(&FOOTER_BUTTONS, here.at(name), words));
        }
    }
}

fn collapse(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.flag("collapsible") {
        return;
    }
    for field in ["collapseControl", "uncollapsibleWidgetsCount"] {
        if here.has(field) && here.get(field) != Some(&Value::from(0)) {
            let words = format!("{field} is set, but the section is not collapsible.");
            report.add(Finding::new(&COLLAPSE_OFF, here.at(field), words).perhaps(
                "Make the section collapsible",
                here.set("collapsible", true),
            ));
        }
    }
}

fn collapse_count(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let widgets = here.list("widgets").len();
    let count = here.get("uncollapsibleWidgetsCount").and_then(whole);
    let shows_all = count
        .and_then(|count| usize::try_from(count).ok())
        .is_some_and(|count| count >= widgets);
    if shows_all && widgets > 0 && here.flag("collapsible") {
        let words = format!(
            "uncollapsibleWidgetsCount keeps all {} in sight.",
            format_value::count(widgets, "widget")
        );
        report.add(Finding::new(
            &COLLAPSE_COUNT,
            here.at("uncollapsibleWidgetsCount"),
            words,
        ));
    }
}

fn pair(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let (has, lacks) = match (here.has("expandButton"), here.has("collapseButton")) {
        (true, false) => ("expandButton", "collapseButton"),
        (false, true) => ("collapseButton", "expandButton"),
        _ => return,
    };
    let words = format!("{has} is set, but not {lacks}.");
    report.add(Finding::new(&COLLAPSE_PAIR, here.path(), words));
}

fn widget(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(union) = here.kind.union("data") else {
        return;
    };
    let is_some = union.members.iter().any(|member| here.has(member));
    // A misplaced widget, or one of an unknown name, is reported as such.
    let is_other = here.object.keys().any(|key| {
        let elsewhere = Schema::builtin()
            .get("Widget")
            .and_then(|widget| widget.spelt(key));
        here.kind.spelt(key).is_none() || elsewhere.is_some_and(|field| field.union.is_some())
    });
    if !is_some && !is_other {
        let words = if here.object.is_empty() {
            "The widget is empty.".to_owned()
        } else {
            format!("The widget has none of {}.", union.members.join(", "))
        };
        report.add(Finding::new(&WIDGET_EMPTY, here.path(), words));
    }
}
