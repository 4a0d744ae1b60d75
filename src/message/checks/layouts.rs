//! C38 to C50: decorated texts, columns, grids and carousels.

use std::collections::HashSet;

use serde_json::Value;

use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rule::Severity;
use crate::message::checks::rules::card::{
    CAROUSEL_EMPTY, COLUMNS_COUNT, CROP_ASPECT, DECORATED_BOTH_FORMS, DECORATED_TEXT,
    DECORATED_TOPLABEL, DECORATED_WRAP, GRID_CLICK_ID, GRID_EMPTY,
};

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("DecoratedText", words),
    ("DecoratedText", both_forms),
    ("DecoratedText", long_lines),
    ("Columns", columns),
    ("Carousel", carousel),
    ("CarouselCard", slide),
    ("Grid", grid),
    ("Grid", grid_clicks),
    ("ImageCropStyle", crop),
];

/// Number of characters above which a text is longer than its line in a card.
const LONG_TEXT: usize = 80;

/// Number of characters above which a label is longer than its line.
const LONG_LABEL: usize = 60;

fn words(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let content = here
        .child("contentText")
        .and_then(|content| content.get("text"));
    let has_content = content
        .and_then(Value::as_str)
        .is_some_and(|text| !text.is_empty());
    if !here.is_set("text") && !has_content {
        let words = "The decorated text has no text.";
        report.add(Finding::new(&DECORATED_TEXT, here.path(), words));
    }
}

fn both_forms(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    for (plain, rich) in [
        ("text", "contentText"),
        ("topLabel", "topLabelText"),
        ("bottomLabel", "bottomLabelText"),
    ] {
        if here.is_set(plain) && here.has(rich) {
            let words = format!("{plain} and {rich} are both set.");
            report.add(
                Finding::new(&DECORATED_BOTH_FORMS, here.at(rich), words)
                    .perhaps(format!("Keep {rich}"), here.remove(plain)),
            );
        }
    }
}

fn long_lines(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let text = here.text("text");
    let long = text.chars().count() > LONG_TEXT || text.contains('\n') || text.contains("<br>");
    if long && !here.flag("wrapText") {
        let words = format!(
            "The text of {} is cut at the end of the line.",
            format_value::count(text.chars().count(), "character")
        );
        report.add(
            Finding::new(&DECORATED_WRAP, here.at("text"), words)
                .perhaps("Let it wrap", here.set("wrapText", true)),
        );
    }
    let label = here.text("topLabel").chars().count();
    if label > LONG_LABEL {
        let words = format!(
            "The upper label of {} is cut at the end of the line.",
            format_value::count(label, "character")
        );
        report.add(Finding::new(
            &DECORATED_TOPLABEL,
            here.at("topLabel"),
            words,
        ));
    }
}

fn columns(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("columnItems") {
        let words = "The columns widget has no columns.";
        report.add(Finding::new(&COLUMNS_COUNT, here.path(), words).only(Severity::Warning));
    }
}

fn carousel(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("carouselCards") {
        report.add(Finding::new(
            &CAROUSEL_EMPTY,
            here.path(),
            "The carousel has no slides.",
        ));
    }
}

fn slide(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("widgets") && !here.is_set("footerWidgets") {
        report.add(Finding::new(
            &CAROUSEL_EMPTY,
            here.path(),
            "The slide has no widgets.",
        ));
    }
}

fn grid(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here.is_set("items") {
        report.add(Finding::new(
            &GRID_EMPTY,
            here.path(),
            "The grid has no tiles.",
        ));
    }
}

fn grid_clicks(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if !here
        .child("onClick")
        .is_some_and(|click| click.contains_key("action"))
    {
        return;
    }
    let mut seen = HashSet::new();
    for (place, item) in here.list("items").iter().enumerate() {
        let id = item.get("id").and_then(Value::as_str).unwrap_or("");
        let words = if id.is_empty() {
            format!(
                "Tile {} has no id, so the app cannot tell which tile was clicked.",
                place + 1
            )
        } else if seen.insert(id) {
            continue;
        } else {
            format!(
                "Tile {} has the id {} of an earlier one.",
                place + 1,
                format_value::quoted(id)
            )
        };
        report.add(Finding::new(
            &GRID_CLICK_ID,
            here.item("items", place),
            words,
        ));
    }
}

fn crop(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let is_custom = here.text("type") == "RECTANGLE_CUSTOM";
    let ratio = here.get("aspectRatio").and_then(Value::as_f64);
    match ratio {
        None | Some(0.0) if is_custom => {
            let words = "The shape is RECTANGLE_CUSTOM, but there is no aspectRatio.";
            report.add(Finding::new(&CROP_ASPECT, here.path(), words));
        }
        Some(ratio) if !is_custom => {
            let words = format!("aspectRatio is {ratio}, but the shape is not RECTANGLE_CUSTOM.");
            report.add(
                Finding::new(&CROP_ASPECT, here.at("aspectRatio"), words).perhaps(
                    "Make the shape RECTANGLE_CUSTOM",
                    here.set("type", "RECTANGLE_CUSTOM"),
                ),
            );
        }
        _ => {}
    }
}
