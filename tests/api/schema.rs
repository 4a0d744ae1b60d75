//! `assets/schema.toml` against Google's published schema: nothing missing, nothing invented.

use std::collections::{BTreeMap, BTreeSet};

use chatquill::document::schema::{Field, Kind, Schema, Send, Type, camel, snake};

use crate::discovery::{Fact, Published};

/// Published fields that we leave out on purpose, as `Type.field` in our names, with the reason.
const LEFT_OUT: [(&str, &str); 0] = [];

/// Fields of requests that are one object of ours where Google has dotted parameters.
const GROUPED: [(&str, &str); 1] = [("CreateMessageRequest", "createMessageNotificationOptions")];

/// Identifiers that Google does not mark as output only, but that a sender cannot choose.
const GIVEN_BY_GOOGLE: [&str; 4] = [
    "Message.name",
    "Attachment.name",
    "Reaction.name",
    "MessagePin.name",
];

/// Unions that only the reference pages name, because the typed packages lack the fields.
const FROM_THE_PAGES: [(&str, &str); 11] = [
    ("PlatformDataSource", "hostAppDataSource"),
    ("DataSourceConfig", "remoteDataSource"),
    ("DataSourceConfig", "platformDataSource"),
    ("TextInput", "hostAppDataSource"),
    ("DateTimePicker", "hostAppDataSource"),
    ("HostAppDataSourceMarkup", "chatDataSource"),
    ("HostAppDataSourceMarkup", "workflowDataSource"),
    ("ChatClientDataSourceMarkup", "spaceDataSource"),
    ("EventAction", "commonWidgetAction"),
    ("CommonWidgetAction", "updateVisibilityAction"),
    ("Condition", "expressionDataCondition"),
];

#[test]
fn the_schema_is_as_published() {
    let wrong = all_differences(Schema::builtin());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_difference_is_named() {
    let file = include_str!("../../assets/schema.toml");
    for (from, to, told) in [
        (
            "\nwrapText = {",
            "\nwrapTexts = {",
            "DecoratedText.wrapText is missing",
        ),
        (
            "\nwrapText = {",
            "\nwrapTexts = {",
            "DecoratedText.wrapTexts is invented",
        ),
        (
            "\nmessage = {",
            "\nmessages = {",
            "CreateMessageRequest.messages is invented",
        ),
        (
            "wrapText = { kind = \"flag\"",
            "wrapText = { kind = \"text\"",
            "DecoratedText.wrapText: the kind",
        ),
        ("\"OVERLAY\"", "\"OVERLAP\"", "OpenLink.openAs: the choices"),
        (
            "number = 3, ",
            "",
            "notificationType: the number of NOTIFICATION_TYPE_SILENT",
        ),
        (
            "kind = \"Section\", repeated = true",
            "kind = \"Section\"",
            "Card.sections: repeated",
        ),
        (
            "kind = \"Divider\", union = \"data\"",
            "kind = \"Divider\"",
            "Widget.divider: union",
        ),
        (
            "sender = { kind = \"User\", output_only = true",
            "sender = { kind = \"User\"",
            "Message.sender: output_only",
        ),
        (
            "form = \"spaces/{space}\"",
            "form = \"rooms/{room}\"",
            "CreateMessageRequest.parent: form",
        ),
        (
            "send = \"query\", help = \"A random",
            "help = \"A random",
            "CreateMessageRequest.requestId: send",
        ),
    ] {
        assert!(file.contains(from), "{from}");
        let schema = Schema::parse(&file.replacen(from, to, 1)).unwrap();
        let wrong = all_differences(&schema).join("\n");
        assert!(wrong.contains(told), "{told} is not in:\n{wrong}");
    }
}

fn all_differences(schema: &Schema) -> Vec<String> {
    let published = Published::read();
    let mut wrong: Vec<String> = published
        .needed()
        .into_iter()
        .filter(|name| schema.get(&published.ours(name)).is_none())
        .map(|name| format!("the type {name} is missing"))
        .collect();
    for kind in schema.types() {
        let facts = facts_of(&published, schema, kind);
        for (name, fact) in &facts {
            let place = format!("{}.{name}", kind.name);
            let field = kind.field(name);
            if field.is_none() != LEFT_OUT.iter().any(|(left, _)| *left == place) {
                wrong.push(format!("{place} is missing, or left out no more"));
            }
            let told = field.map(|field| differences(&published, kind, field, fact));
            wrong.extend(
                told.into_iter()
                    .flatten()
                    .map(|what| format!("{place}: {what}")),
            );
        }
        for field in &kind.fields {
            if !facts.contains_key(&field.name) && !stands_for_more(&published, kind, field) {
                wrong.push(format!("{}.{} is invented", kind.name, field.name));
            }
        }
    }
    wrong
}

/// Returns whether a field of a request is its whole body, or groups dotted parameters.
fn stands_for_more(published: &Published, kind: &Type, field: &Field) -> bool {
    let Kind::Type(name) = &field.kind else {
        return false;
    };
    let mut bodies = kind
        .methods
        .iter()
        .filter_map(|method| published.body_of(method));
    let body = bodies.any(|body| body == *name && field.name.eq_ignore_ascii_case(&body));
    body || GROUPED.contains(&(kind.name.as_str(), field.name.as_str()))
}

fn facts_of<'a>(
    published: &'a Published,
    schema: &Schema,
    kind: &Type,
) -> BTreeMap<String, Fact<'a>> {
    let mut facts = published.fields(kind);
    for (request, group) in GROUPED {
        let prefix = format!("{group}.");
        if kind.name == request {
            facts.retain(|name, _| !name.starts_with(&prefix));
        } else if kind.name.eq_ignore_ascii_case(group) {
            let whole = published.fields(schema.get(request).unwrap());
            facts.extend(whole.into_iter().filter_map(|(name, fact)| {
                let short = name.strip_prefix(&prefix)?.to_owned();
                Some((short, fact))
            }));
        }
    }
    facts
}

fn differences(published: &Published, kind: &Type, field: &Field, fact: &Fact<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |fine: bool, what: String| {
        if !fine {
            wrong.push(what);
        }
    };
    let place = format!("{}.{}", kind.name, field.name);
    hold(
        fact.allows(published, &field.kind),
        format!("the kind {:?}", field.kind),
    );
    hold(field.repeated == fact.repeated(), "repeated".to_owned());
    let given = GIVEN_BY_GOOGLE.contains(&place.as_str());
    hold(
        field.output_only == (fact.says("readOnly") || given),
        "output_only".to_owned(),
    );
    hold(
        field.deprecated == fact.says("deprecated"),
        "deprecated".to_owned(),
    );
    hold(
        field.required || !fact.says("required"),
        "required".to_owned(),
    );
    hold(
        field.presence == published.presence(kind, &field.name),
        "presence".to_owned(),
    );
    let words: Vec<_> = field.choices().iter().map(|c| c.name.as_str()).collect();
    hold(words == fact.choices(), format!("the choices {words:?}"));
    for choice in field.choices() {
        let number = published.number(kind, &field.name, &choice.name);
        let fine = number.is_none_or(|number| number == i64::from(choice.number));
        hold(fine, format!("the number of {}: {number:?}", choice.name));
    }
    if !FROM_THE_PAGES.contains(&(kind.name.as_str(), field.name.as_str())) {
        let union = published.union_of(kind, &field.name);
        hold(field.union.as_deref() == union, format!("union: {union:?}"));
    }
    let send = match fact.word("location") {
        Some("path") => Send::Path,
        Some("query") => Send::Query,
        _ => Send::Body,
    };
    hold(field.send == send, format!("send: {send:?}"));
    if let Some(pattern) = fact.word("pattern") {
        let form = field.limit.form.as_deref().map(pattern_of);
        hold(form.as_deref() == Some(pattern), format!("form: {pattern}"));
    }
    wrong
}

/// Returns the pattern that Google writes for a form such as `spaces/{space}`.
fn pattern_of(form: &str) -> String {
    let parts: Vec<_> = form
        .split('/')
        .map(|part| if part.starts_with('{') { "[^/]+" } else { part })
        .collect();
    format!("^{}$", parts.join("/"))
}

#[test]
fn every_type_can_be_reached() {
    let (published, schema) = (Published::read(), Schema::builtin());
    let requests = schema.types().filter(|kind| !kind.methods.is_empty());
    let mut waiting: Vec<String> = requests.map(|kind| kind.name.clone()).collect();
    waiting.extend(published.answers().map(|name| published.ours(name)));
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let Some(kind) = schema.get(&name) else {
            continue;
        };
        if reached.insert(name) {
            let below = kind.fields.iter().filter_map(|field| schema.type_of(field));
            waiting.extend(below.map(|kind| kind.name.clone()));
        }
    }
    for kind in schema.types() {
        assert!(
            reached.contains(&kind.name),
            "nothing leads to {}",
            kind.name
        );
    }
}

#[test]
fn words_for_people_are_sentences() {
    let sentence = |text: &str| {
        let first_is_large = text.chars().next().is_some_and(char::is_uppercase);
        first_is_large && text.ends_with('.') && !text.contains(". ") && text.len() <= 130
    };
    for kind in Schema::builtin().types() {
        assert!(!kind.label.is_empty(), "{} has no label", kind.name);
        assert!(sentence(&kind.help), "{}: {}", kind.name, kind.help);
        for field in &kind.fields {
            let place = format!("{}.{}", kind.name, field.name);
            assert!(sentence(&field.help), "{place}: {}", field.help);
            for choice in field.choices() {
                let help = &choice.help;
                assert!(help.is_empty() || sentence(help), "{place}: {help}");
            }
        }
    }
}

#[test]
fn bounds_and_defaults_suit_their_fields() {
    for kind in Schema::builtin().types() {
        for field in &kind.fields {
            let place = format!("{}.{}", kind.name, field.name);
            let limit = &field.limit;
            let text = matches!(field.kind, Kind::Text | Kind::Lines | Kind::Address);
            let number = matches!(field.kind, Kind::Whole | Kind::Long | Kind::Real);
            let of_text = limit.max_chars.is_some()
                || limit.prefix.is_some()
                || limit.alphabet.is_some()
                || limit.form.is_some();
            let of_number = limit.min.is_some() || limit.max.is_some() || !limit.values.is_empty();
            let of_list = limit.min_items.is_some() || limit.max_items.is_some();
            assert!(text || !of_text, "{place} is no text");
            assert!(number || !of_number, "{place} is no number");
            assert!(field.repeated || !of_list, "{place} is no list");
            assert!(!limit.https || field.kind == Kind::Address, "{place}");
            if let Some(default) = &field.default {
                let known = field.choices().iter().any(|choice| choice.name == *default);
                assert!(known || number, "{place} has an unknown default {default}");
            }
            for slip in &field.aliases {
                assert!(kind.spelt(slip).is_none(), "{place}: {slip} is a field");
            }
        }
    }
}

#[test]
fn both_spellings_lead_to_each_field() {
    for kind in Schema::builtin().types() {
        for (place, field) in kind.fields.iter().enumerate() {
            assert_eq!(camel(&snake(&field.name)), field.name);
            assert_eq!(kind.position(&field.name), Some(place));
            let spelt = kind.spelt(&snake(&field.name)).unwrap();
            assert_eq!(spelt.name, field.name, "{}", kind.name);
        }
        for union in &kind.unions {
            assert!(union.members.iter().all(|name| kind.field(name).is_some()));
        }
    }
}
