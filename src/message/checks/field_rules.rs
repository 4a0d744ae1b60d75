//! Checks each field against the schema: constraints, place, sender, deprecation, output only.

use serde_json::Value;

use crate::document::constraint::Violation;
use crate::document::did_you_mean::fold;
use crate::document::edit::Edit;
use crate::document::schema::{Field, Where};
use crate::message::checks::addresses;
use crate::message::checks::check_context::Surface;
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::placeholders;
use crate::message::checks::rule::{Rule, Severity};
use crate::message::checks::rules::{card, form, image, message, text, thread};
use crate::message::checks::schema_findings::renamed;
use crate::message::checks::sender_fields;
use crate::message::checks::webhook_urls;

/// Rules of violated constraints, by type and field; the rule of all others is M28.
const BOUNDS: &[(&str, &str, &Rule)] = &[
    ("CreateMessageRequest", "parent", &message::PARENT_FORMAT),
    (
        "CreateMessageRequest",
        "threadKey",
        &thread::THREAD_KEY_LENGTH,
    ),
    ("Thread", "threadKey", &thread::THREAD_KEY_LENGTH),
    ("Thread", "name", &thread::THREAD_NAME_FORM),
    ("QuotedMessageMetadata", "name", &thread::QUOTE_NAME),
    ("Citation", "id", &text::CITATION_ID),
    ("Snippet", "text", &text::SNIPPET_LENGTH),
    ("Section", "widgets", &card::SECTION_EMPTY),
    ("Section", "id", &card::STUDIO_ID_FORMAT),
    ("Widget", "id", &card::STUDIO_ID_FORMAT),
    (
        "Section",
        "uncollapsibleWidgetsCount",
        &card::COLLAPSE_COUNT,
    ),
    ("OverflowMenu", "items", &card::OVERFLOW_EMPTY),
    ("Columns", "columnItems", &card::COLUMNS_COUNT),
    ("Grid", "columnCount", &card::GRID_COLUMNS),
    ("ImageCropStyle", "aspectRatio", &card::CROP_ASPECT),
    ("TextParagraph", "maxLines", &card::MAX_LINES),
    ("Color", "red", &card::COLOR_RANGE),
    ("Color", "green", &card::COLOR_RANGE),
    ("Color", "blue", &card::COLOR_RANGE),
    ("Color", "alpha", &card::COLOR_RANGE),
    ("MaterialIcon", "name", &image::MATERIAL_NAME),
    ("MaterialIcon", "weight", &image::MATERIAL_WEIGHT),
    ("MaterialIcon", "grade", &image::MATERIAL_GRADE),
    ("SelectionInput", "items", &form::SELECTION_ITEMS),
    (
        "SelectionInput",
        "multiSelectMaxSelectedItems",
        &form::MULTISELECT_MAX,
    ),
    (
        "SelectionInput",
        "multiSelectMinQueryLength",
        &form::MULTISELECT_MIN,
    ),
    ("DateTimePicker", "timezoneOffsetDate", &form::PICKER_OFFSET),
    ("Validation", "characterLimit", &form::CHAR_LIMIT),
];

/// Rules of missing fields, by type and field; the rule of all others is M29.
///
/// `None` is set where another rule checks more closely.
const MISSING: &[(&str, &str, Option<&Rule>)] = &[
    ("CreateMessageRequest", "parent", None),
    ("CreateMessageRequest", "message", None),
    ("QuotedMessageMetadata", "name", Some(&thread::QUOTE_NAME)),
    (
        "QuotedMessageMetadata",
        "lastUpdateTime",
        Some(&thread::QUOTE_TIME),
    ),
    ("Citation", "id", Some(&text::CITATION_ID)),
    ("CitedSource", "title", Some(&text::SOURCE_REQUIRED)),
    ("CitedSource", "uri", Some(&text::SOURCE_REQUIRED)),
    ("ElementsImage", "imageUri", Some(&text::SOURCE_REQUIRED)),
    ("CardHeader", "title", Some(&card::HEADER_TITLE)),
    ("Section", "widgets", Some(&card::SECTION_EMPTY)),
    ("DecoratedText", "text", None),
    ("Button", "onClick", None),
    ("OpenLink", "url", Some(&card::OPENLINK_URL)),
    ("OverflowMenu", "items", Some(&card::OVERFLOW_EMPTY)),
    ("OverflowMenuItem", "text", Some(&card::OVERFLOW_ITEM)),
    ("OverflowMenuItem", "onClick", Some(&card::OVERFLOW_ITEM)),
    ("MaterialIcon", "name", Some(&image::MATERIAL_NAME)),
    ("TextInput", "name", None),
    ("SelectionInput", "name", None),
    ("DateTimePicker", "name", None),
];

/// Checks a field that is set, and returns whether its value is to be checked, too.
///
/// It is not where nothing shows it: Chat draws no fields of other programs, and nobody reads what Google Chat
/// fills itself.
pub fn field(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) -> bool {
    bounds(here, field, key, value, report);
    choices(here, field, key, value, report);
    let told = (here.kind.name.as_str(), field.name.as_str());
    if field.deprecated {
        deprecated(here, field, key, report);
    }
    match field.scope {
        Where::OutputOnly => {
            let words = format!("Google Chat sets {} itself.", field.name);
            report.add(
                Finding::new(&message::OUTPUT_ONLY_SET, here.at(key), words)
                    .safely("Remove the field", here.remove(key)),
            );
            return false;
        }
        Where::AddOn | Where::Studio => {
            let (rule, program) = if field.scope == Where::AddOn {
                (&card::ADDON_ONLY, "Workspace add-ons")
            } else {
                (&card::STUDIO_ONLY, "Workspace Studio")
            };
            let words = format!("{} works only in {program}.", field.name);
            let finding = Finding::new(rule, here.at(key), words);
            // A click without its only action would hide the card.
            report.add(if here.kind.name == "OnClick" {
                finding
            } else {
                finding.perhaps("Remove the field", here.remove(key))
            });
            return false;
        }
        Where::Reply => {
            let words = format!("{} works only in the answer to an interaction.", field.name);
            report.add(
                Finding::new(&message::ACTION_RESPONSE_ON_CREATE, here.at(key), words)
                    .safely("Remove the field", here.remove(key)),
            );
            return false;
        }
        Where::Dialog
            if told == ("Card", "fixedFooter") && report.context.surface == Surface::Message =>
        {
            let words = "A fixed footer is not shown in a message.".to_owned();
            report.add(Finding::new(&card::FOOTER_IN_MESSAGE, here.at(key), words));
        }
        Where::Message | Where::ChatOnly | Where::Dialog | Where::Deprecated => {}
    }
    addresses::field(here, field, key, report);
    placeholders::field(here, field, key, value, report);
    webhook_urls::field(here, field, key, value, report);
    sender_fields::field(here, field, key, value, report)
}

fn bounds(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) {
    if let Some(violation) = field.limit.violation(value) {
        report.add(broken(here, field, key, value, &violation));
    }
}

fn broken(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    violation: &Violation,
) -> Finding {
    let told = (here.kind.name.as_str(), field.name.as_str());
    let rule = match violation {
        Violation::NotHttps => &image::IMAGE_URL_HTTPS,
        Violation::Beginning { .. } if told.1 == "messageId" => &message::MESSAGE_ID_PREFIX,
        Violation::Letter { .. } if told.1 == "messageId" => &message::MESSAGE_ID_CHARSET,
        Violation::TooLong { .. } if told.1 == "messageId" => &message::MESSAGE_ID_LENGTH,
        Violation::Form { .. } if told.0 == "User" && here.key == "privateMessageViewer" => {
            &crate::message::checks::rules::sender::PRIVATE_VIEWER_FORM
        }
        _ => BOUNDS
            .iter()
            .find(|(kind, name, _)| (*kind, *name) == told)
            .map_or(&message::VALUE_LIMIT, |(_, _, rule)| *rule),
    };
    let finding = Finding::new(rule, here.at(key), sentence(&field.name, value, violation));
    mended(here, key, value, violation, finding)
}

fn sentence(name: &str, value: &Value, violation: &Violation) -> String {
    let value = format_value::value(value);
    match violation {
        Violation::TooLong { max, found } => format!(
            "{name} has {}; at most {} are allowed.",
            format_value::count(*found, "character"),
            format_value::grouped(*max)
        ),
        Violation::TooFew { .. } => format!("{name} is empty."),
        Violation::TooMany { max, found } => {
            format!(
                "{name} has {}; at most {max} are allowed.",
                format_value::count(*found, "item")
            )
        }
        Violation::TooSmall { min } => format!("{name} is {value}; the minimum is {min}."),
        Violation::TooLarge { max } => format!("{name} is {value}; the maximum is {max}."),
        Violation::NoEffect { values } => {
            let known: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!(
                "{name} is {value}; only {} have an effect.",
                known.join(", ")
            )
        }
        Violation::NotHttps => format!("{name} is {value}, which does not begin with https://."),
        Violation::Beginning { prefix } => {
            format!("{name} is {value}, which does not begin with {prefix}.")
        }
        Violation::Letter { letter, alphabet } => {
            format!("{name} is {value}, and {letter:?} is not one of {alphabet}.")
        }
        Violation::Form { form } => format!("{name} is {value}, but must have the form {form}."),
    }
}

fn mended(
    here: &ObjectContext<'_>,
    key: &str,
    value: &Value,
    violation: &Violation,
    finding: Finding,
) -> Finding {
    match (violation, value) {
        (Violation::NotHttps, Value::String(text)) if text.starts_with("http://") => {
            let secure = text.replacen("http:", "https:", 1);
            finding.perhaps("Write https://", here.set(key, secure))
        }
        (Violation::Beginning { prefix }, Value::String(text)) => {
            let bare = text.strip_prefix("custom-").unwrap_or(text);
            let whole = format!("{prefix}{bare}");
            finding.perhaps(format!("Begin with {prefix}"), here.set(key, whole))
        }
        (Violation::Letter { .. }, Value::String(text)) if matches!(key, "messageId" | "name") => {
            let other = if key == "name" { '_' } else { '-' };
            let plain = |letter: char| match letter.to_ascii_lowercase() {
                fits if fits.is_ascii_alphanumeric() => fits,
                _ => other,
            };
            let written: String = text.chars().map(plain).collect();
            finding.perhaps(format!("Write {written}"), here.set(key, written))
        }
        _ => finding,
    }
}

/// Reports enum values that mean nothing, or that another value has replaced.
fn choices(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) {
    let Some(word) = value.as_str().filter(|_| !field.choices().is_empty()) else {
        return;
    };
    if word.ends_with("_UNSPECIFIED") || word == "UNKNOWN" {
        let words = format!("{} is {word}, which means unset.", field.name);
        report.add(
            Finding::new(&message::ENUM_UNSPECIFIED, here.at(key), words)
                .safely("Remove the field", here.remove(key)),
        );
    }
    let is_old = field
        .choices()
        .iter()
        .any(|choice| choice.name == word && choice.deprecated);
    if is_old {
        let words = format!("{} is {word}, the old name of CHECK_BOX.", field.name);
        report.add(
            Finding::new(&message::DEPRECATED_FIELD, here.at(key), words)
                .safely("Write CHECK_BOX", here.set(key, "CHECK_BOX")),
        );
    }
}

fn deprecated(here: &ObjectContext<'_>, field: &Field, key: &str, report: &mut Report<'_>) {
    let path = here.at(key);
    let told = (here.kind.name.as_str(), field.name.as_str());
    let finding = |instead: &str| {
        let words = format!("{} has been replaced by {instead}.", field.name);
        Finding::new(&message::DEPRECATED_FIELD, path.clone(), words)
    };
    report.add(match told {
        ("Message", "cards") => finding("cardsV2"),
        ("CreateMessageRequest", "threadKey") => finding("message.thread.threadKey"),
        ("DecoratedText", "icon") => match renamed(here.request, &path, "startIcon") {
            Some(edits) => finding("startIcon").safely("Write startIcon", edits),
            None => finding("startIcon"),
        },
        ("Chip", "enabled") => {
            let mut edits = vec![Edit::Remove { path: path.clone() }];
            if here.get(key) == Some(&Value::Bool(false)) && !here.has("disabled") {
                let (path, value) = (here.at("disabled"), Value::Bool(true));
                edits.push(Edit::Insert {
                    path,
                    at: None,
                    value,
                });
            }
            finding("disabled").safely("Use disabled", edits)
        }
        _ => {
            let words = format!("{} is deprecated.", field.name);
            Finding::new(&message::DEPRECATED_FIELD, path.clone(), words)
        }
    });
}

/// Checks for missing fields that are required.
pub fn missing(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    for field in &here.kind.fields {
        let is_needed = field.required || field.limit.min_items.is_some();
        if !is_needed || here.is_set(&field.name) || (field.repeated && here.has(&field.name)) {
            continue;
        }
        // A field that is set under another spelling is reported as such.
        let is_misspelt =
            |key: &String| here.kind.spelt(key).is_none() && fold(key) == fold(&field.name);
        if here.object.keys().any(is_misspelt) {
            continue;
        }
        let told = (here.kind.name.as_str(), field.name.as_str());
        let known = MISSING
            .iter()
            .find(|(kind, name, _)| (*kind, *name) == told);
        let rule = match known {
            Some((_, _, None)) => continue,
            Some((_, _, Some(rule))) => *rule,
            None => &message::FIELD_MISSING,
        };
        let label = here.kind.label.to_lowercase();
        let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "An"
        } else {
            "A"
        };
        let words = format!("{article} {label} needs {}.", named(&field.name));
        let finding = Finding::new(rule, here.path(), words);
        // Nobody can click on what is disabled, so that nothing is amiss but the field.
        let is_idle = field.name == "onClick" && here.flag("disabled");
        report.add(if is_idle {
            finding.only(Severity::Warning)
        } else {
            finding
        });
    }
}

/// Returns a field name with an article.
fn named(field: &str) -> String {
    match field {
        "widgets" => "at least one widget".to_owned(),
        "items" => "at least one item".to_owned(),
        "id" | "uri" | "imageUri" | "imageUrl" | "onClick" => format!("an {field}"),
        "lastUpdateTime" | "url" => format!("its {field}"),
        other => format!("a {other}"),
    }
}
