//! M31: objects that are there and hold nothing.

use crate::document::schema::{Field, Schema};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::message::CONTENT_MISSING;

/// Types whose own rules tell more of an empty object: C06, C22, C34, C42, C45 and C46.
const TOLD: [&str; 8] = [
    "Widget",
    "Widgets",
    "NestedWidget",
    "ButtonList",
    "Icon",
    "Columns",
    "Carousel",
    "Grid",
];

/// Checks an object for the content without which it means nothing.
pub fn missing(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let needed = here.kind.needed();
    let is_there = |name: &String| {
        let is_object = here
            .kind
            .field(name)
            .is_some_and(|field| !field.repeated && Schema::builtin().type_of(field).is_some());
        // An empty object is told of by itself; an empty text or list holds nothing.
        here.is_set(name) || (is_object && here.has(name))
    };
    if needed.is_empty() || needed.iter().any(is_there) || is_told(here) {
        return;
    }
    // An empty list is told of at its key, all else at the object.
    let empty = needed.iter().find(|name| here.has(name));
    let path = empty.map_or_else(|| here.path(), |name| here.at(name));
    let name = match here.place {
        Some(_) => format!("An entry of {}", here.key),
        None => here.key.to_owned(),
    };
    let in_messages = |name: &&str| {
        let field = here.kind.field(name);
        field.is_some_and(Field::counts_in_messages)
    };
    let names = needed.iter().map(String::as_str).filter(in_messages);
    let words = match &names.collect::<Vec<_>>()[..] {
        [one] => format!("{name} has no {one}: nothing is shown of it."),
        names => format!("{name} has none of {}.", names.join(", ")),
    };
    report.add(Finding::new(&CONTENT_MISSING, path, words));
}

/// Returns whether another rule tells of it: that of the type, of the object around it, or of a misspelt key.
fn is_told(here: &ObjectContext<'_>) -> bool {
    let up = here.up.map_or("", |up| up.kind.name.as_str());
    let is_of_click = here.kind.name == "OnClick"
        && (up == "OverflowMenuItem" || (up == "Button" && !is_quiet_button(here)));
    // A decorated text whose only text is empty has none (C38).
    let is_only_text = up == "DecoratedText"
        && here.key == "contentText"
        && here.up.is_some_and(|up| !up.is_set("text"));
    TOLD.contains(&here.kind.name.as_str())
        || is_of_click
        || is_only_text
        || here.object.keys().any(|key| here.kind.spelt(key).is_none())
}

/// Returns whether the button around a click is one whose click no other rule looks at.
fn is_quiet_button(click: &ObjectContext<'_>) -> bool {
    let holder = click.up.and_then(|button| button.up);
    holder.is_some_and(|holder| holder.kind.name == "CollapseControl")
}
