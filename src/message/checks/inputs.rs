//! F01 to F16: form inputs, each on its own.

use std::collections::HashSet;

use serde_json::Value;

use crate::document::proto3_scalar::whole;
use crate::message::checks::check_context::Surface;
use crate::message::checks::collector::{Check, FormInput, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Severity;
use crate::message::checks::rules::form::{
    DATASOURCE_CLASH, DATASOURCE_CONFIGS, INPUT_NAME, MULTISELECT_ONLY, PICKER_VALUE,
    SELECTION_MIXED_SOURCE, SELECTION_NONE, SELECTION_ONE, SELECTION_VALUE_DUP, TEXTINPUT_CAPTION,
    TEXTINPUT_SUGGEST_MULTI,
};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("TextInput", name),
    ("SelectionInput", name),
    ("DateTimePicker", name),
    ("SwitchControl", name),
    ("TextInput", caption),
    ("TextInput", suggestions),
    ("SelectionInput", choices),
    ("SelectionInput", chosen),
    ("SelectionInput", values),
    ("SelectionInput", multiselect),
    ("SelectionInput", configs),
    ("DateTimePicker", value),
];

/// Length of a day, in milliseconds.
const DAY: i64 = 86_400_000;

fn name(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let name = here.text("name");
    if name.is_empty() {
        let words = format!("The {} has no name.", here.kind.label.to_lowercase());
        let finding = Finding::new(&INPUT_NAME, here.path(), words);
        report.add(match report.context.surface {
            Surface::Dialog => finding,
            Surface::Message => finding.only(Severity::Warning),
        });
    }
    let input = FormInput {
        kind: here.kind.name.clone(),
        choice: here.text("type").to_owned(),
        name: name.to_owned(),
        path: here.path(),
    };
    if let Some(card) = report.card() {
        card.inputs.push(input);
    }
}

fn caption(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("label") && !here.is_set("hintText") {
        let words = "The text input has neither label nor hintText.";
        report.add(Finding::new(&TEXTINPUT_CAPTION, here.path(), words));
    }
}

fn suggestions(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.text("type") == "MULTIPLE_LINE" && here.has("initialSuggestions") {
        let words = "The text input is MULTIPLE_LINE, but suggestions make it a single line.";
        report.add(Finding::new(
            &TEXTINPUT_SUGGEST_MULTI,
            here.at("type"),
            words,
        ));
    }
}

fn choices(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let sources = [
        "externalDataSource",
        "platformDataSource",
        "dataSourceConfigs",
    ];
    if !here.is_set("items") && !sources.into_iter().any(|source| here.is_set(source)) {
        let words = "The selection has no items and no data source.";
        report.add(Finding::new(&SELECTION_NONE, here.path(), words));
    }
    if here.is_set("items") && here.has("platformDataSource") {
        let words = "The selection has items and a platformDataSource.";
        report.add(Finding::new(
            &SELECTION_MIXED_SOURCE,
            here.at("platformDataSource"),
            words,
        ));
    }
}

fn chosen(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let kind = here.text("type");
    if !matches!(kind, "RADIO_BUTTON" | "DROPDOWN") {
        return;
    }
    let is_chosen = |item: &&Value| item.get("selected") == Some(&Value::Bool(true));
    let count = here.list("items").iter().filter(is_chosen).count();
    if count > 1 {
        let words = format!("{count} items are selected, but a {kind} holds one.");
        report.add(Finding::new(&SELECTION_ONE, here.at("items"), words));
    }
}

fn values(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (place, item) in here.list("items").iter().enumerate() {
        let value = item.get("value").and_then(Value::as_str).unwrap_or("");
        let words = if value.is_empty() {
            format!("Item {} has no value.", place + 1)
        } else if seen.insert(value) {
            continue;
        } else {
            format!(
                "Item {} has the value {} of an earlier one.",
                place + 1,
                format_value::quoted(value)
            )
        };
        report.add(Finding::new(
            &SELECTION_VALUE_DUP,
            here.item("items", place),
            words,
        ));
    }
}

fn multiselect(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.text("type") == "MULTI_SELECT" {
        return;
    }
    // With dataSourceConfigs these are ignored anyway, which is reported there.
    if !here.is_set("dataSourceConfigs") {
        for field in ["multiSelectMaxSelectedItems", "multiSelectMinQueryLength"] {
            if here.has(field) {
                let words = format!("{field} is set, but the type is not MULTI_SELECT.");
                report.add(
                    Finding::new(&MULTISELECT_ONLY, here.at(field), words)
                        .perhaps("Remove the field", here.remove(field)),
                );
            }
        }
    }
    for (place, item) in here.list("items").iter().enumerate() {
        for field in ["bottomText", "startIconUri"] {
            if item
                .get(field)
                .and_then(Value::as_str)
                .is_some_and(|text| !text.is_empty())
            {
                let words = format!(
                    "Item {} has a {field}, but the type is not MULTI_SELECT.",
                    place + 1
                );
                let path = format!("{}/{field}", here.item("items", place));
                report.add(Finding::new(&MULTISELECT_ONLY, path, words));
            }
        }
    }
}

fn configs(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let configs = here.list("dataSourceConfigs");
    if configs.is_empty() {
        return;
    }
    let kind = here.text("type");
    if kind != "DROPDOWN" {
        let words = "dataSourceConfigs is ignored: the type is not DROPDOWN.";
        report.add(Finding::new(
            &DATASOURCE_CONFIGS,
            here.at("dataSourceConfigs"),
            words,
        ));
    }
    if configs.len() > 1 {
        let words = format!(
            "dataSourceConfigs has {} entries; only the first counts.",
            configs.len()
        );
        report.add(Finding::new(
            &DATASOURCE_CONFIGS,
            here.item("dataSourceConfigs", 1),
            words,
        ));
    }
    for field in [
        "multiSelectMaxSelectedItems",
        "multiSelectMinQueryLength",
        "externalDataSource",
        "platformDataSource",
    ] {
        if here.has(field) {
            let words = format!("{field} is ignored together with dataSourceConfigs.");
            report.add(
                Finding::new(&DATASOURCE_CLASH, here.at(field), words)
                    .perhaps("Remove the field", here.remove(field)),
            );
        }
    }
}

fn value(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let Some(value) = here.get("valueMsEpoch").and_then(whole) else {
        return;
    };
    let path = here.at("valueMsEpoch");
    match here.text("type") {
        "DATE_ONLY" if value.rem_euclid(DAY) != 0 => {
            let midnight = value - value.rem_euclid(DAY);
            let words = format!("valueMsEpoch is {value}, which is not midnight UTC.");
            report.add(Finding::new(&PICKER_VALUE, path, words).perhaps(
                "Take midnight of that day",
                here.set("valueMsEpoch", midnight.to_string()),
            ));
        }
        "TIME_ONLY" if !(0..DAY).contains(&value) => {
            let words = format!("valueMsEpoch is {value}, which is not a time of day.");
            report.add(Finding::new(&PICKER_VALUE, path, words).perhaps(
                "Take the time of day",
                here.set("valueMsEpoch", value.rem_euclid(DAY).to_string()),
            ));
        }
        _ => {}
    }
}
