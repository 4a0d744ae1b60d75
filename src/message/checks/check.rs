//! Runs all rules on a draft: one walk through the request, each object passed to the rules of its type.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::document::schema::{Schema, Type, Where};
use crate::message::checks::check_context::{CheckContext, Surface};
use crate::message::checks::collector::{CardFacts, Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::{
    buttons, card_structure, card_texts, citations, content, field_rules, forms, images, inputs,
    layouts, quoted_values, request, schema_findings, sender_rules, texts, threads, typed_text,
};

/// Check functions of each family, by the type of object they check.
const FAMILIES: &[&[(&str, Check)]] = &[
    request::CHECKS,
    sender_rules::CHECKS,
    threads::CHECKS,
    card_structure::CHECKS,
    buttons::CHECKS,
    images::CHECKS,
    layouts::CHECKS,
    inputs::CHECKS,
    forms::CHECKS,
    texts::CHECKS,
    citations::CHECKS,
    card_texts::CHECKS,
    typed_text::CHECKS,
];

/// Check functions for a whole card, run once all of it has been walked.
const CARD: &[Check] = forms::CARD;

static BY_TYPE: LazyLock<HashMap<&str, Vec<Check>>> = LazyLock::new(|| {
    let mut by_type: HashMap<&str, Vec<Check>> = HashMap::new();
    for (kind, check) in FAMILIES.iter().copied().flatten() {
        by_type.entry(kind).or_default().push(*check);
    }
    by_type
});

/// Returns all findings of a normalised `CreateMessageRequest`, the most severe first, then in the order in
/// which they were found.
#[must_use]
pub fn check(request: &Value, context: &CheckContext) -> Vec<Finding> {
    let mut report = Report::new(context);
    schema_findings::check(request, &mut report);
    let request = &*quoted_values::read(request, &mut report);
    if let (Some(kind), Value::Object(object)) =
        (Schema::builtin().get("CreateMessageRequest"), request)
    {
        let here = ObjectContext {
            request,
            kind,
            object,
            up: None,
            key: "",
            place: None,
        };
        visit(&here, &mut report);
    }
    let mut found = few_of_a_text(report.found);
    found.sort_by_key(|finding| finding.severity);
    found
}

/// Maximum number of findings of a rule in one text; more would only repeat it.
const MOST: usize = 50;

/// Leaves out what only repeats the findings of a rule in a long text.
fn few_of_a_text(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    found.retain(|finding| {
        if finding.part.is_none() {
            return true;
        }
        let key = (finding.rule.code, finding.path.clone());
        let count = counts.entry(key).or_default();
        *count += 1;
        *count <= MOST
    });
    found
}

fn visit(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let is_card = here.kind.name == "Card";
    if is_card {
        report.cards.push(CardFacts::default());
    }
    for check in BY_TYPE.get(here.kind.name.as_str()).into_iter().flatten() {
        check(here, report);
    }
    field_rules::missing(here, report);
    content::missing(here, report);
    for (key, value) in here.object {
        let Some(field) = here.kind.spelt(key).filter(|_| !value.is_null()) else {
            continue;
        };
        let known = report.found.len();
        if field_rules::field(here, field, key, value, report)
            && let Some(kind) = Schema::builtin().type_of(field)
        {
            descend(here, kind, key, value, report);
        }
        if field.scope == Where::Dialog && report.context.surface == Surface::Message {
            report.soften(known);
        }
    }
    if is_card {
        for check in CARD {
            check(here, report);
        }
        report.cards.pop();
    }
}

fn descend(up: &ObjectContext<'_>, kind: &Type, key: &str, value: &Value, report: &mut Report<'_>) {
    let mut object = |value: &Value, place: Option<usize>| {
        if let Value::Object(object) = value {
            let here = ObjectContext {
                request: up.request,
                kind,
                object,
                up: Some(up),
                key,
                place,
            };
            visit(&here, report);
        }
    };
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                object(item, Some(place));
            }
        }
        single => object(single, None),
    }
}
