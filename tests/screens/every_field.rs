//! Every field of every type that a card can hold is reached, set, read back and unset through the cards pane, by
//! keys alone.

use std::collections::BTreeMap;

use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::event::Size;
use chatquill::app::panes::cards::row_text::{self, ValueState};
use chatquill::document::edit;
use chatquill::document::form::{Row, RowKind};
use chatquill::document::pointer;
use chatquill::document::schema::{Field, Kind, Meaning, Schema, Type};
use serde_json::{Value, json};

use crate::harness::{Setting, Stage};

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Returns the types below the cards and accessory widgets of a message, each with a request that holds an object of
/// it, and its path.
fn types() -> BTreeMap<String, (Value, String)> {
    let schema = Schema::builtin();
    let mut found = BTreeMap::new();
    let mut open = Vec::new();
    for (kind, path) in [
        ("CardWithId", "/message/cardsV2/0"),
        ("AccessoryWidget", "/message/accessoryWidgets/0"),
    ] {
        open.push((kind.to_owned(), with(&json!({}), path), path.to_owned()));
    }
    while let Some((name, request, path)) = open.pop() {
        if found.contains_key(&name) {
            continue;
        }
        let kind = schema.get(&name).unwrap();
        for field in &kind.fields {
            if let Kind::Type(inner) = &field.kind {
                let item = if field.repeated { "/0" } else { "" };
                let below = format!("{}{item}", pointer::join(&path, &field.name));
                open.insert(0, (inner.clone(), with(&request, &below), below));
            }
        }
        found.insert(name, (request, path));
    }
    found
}

fn with(request: &Value, path: &str) -> Value {
    let mut request = request.clone();
    let schema = Schema::builtin();
    edit::set(schema, "CreateMessageRequest", &request, path, json!({}))
        .unwrap()
        .apply(&mut request)
        .unwrap();
    request
}

/// Goes with the arrow keys until the cursor of the outline is on the part that holds a path.
fn to_part(mut stage: Stage, path: &str) -> Stage {
    let nodes = stage.app.panes.cards.nodes();
    let around = nodes
        .iter()
        .rev()
        .find(|node| pointer::is_within(path, &node.path));
    let part = around
        .unwrap_or_else(|| panic!("{path} is in no part"))
        .path
        .clone();
    stage = stage.keys("home");
    for _ in 0..stage.app.panes.cards.nodes().len() {
        if stage.app.panes.cards.cursor() == part {
            return stage;
        }
        stage = stage.keys("down");
    }
    panic!("the arrows do not lead to {part}");
}

/// Goes with the arrow keys until the cursor of the form is on a row, expanding what is collapsed.
fn to_row(mut stage: Stage, is_it: &dyn Fn(&Row<'_>) -> bool) -> Option<Stage> {
    stage = stage.keys("home");
    for _ in 0..200 {
        let rows = stage.app.panes.cards.rows(stage.app.document.draft());
        let at = stage.app.panes.cards.row_of(&rows);
        if is_it(&rows[at]) {
            return Some(stage);
        }
        if rows[at].is_folded {
            stage = stage.keys("space");
            continue;
        }
        if at + 1 == rows.len() {
            return None;
        }
        stage = stage.keys("down");
    }
    None
}

/// Returns whether a field of the object at a path is set on a row: its own row, or the choice that it is a member
/// of.
fn is_row_of(row: &Row<'_>, kind: &Type, path: &str, field: &Field) -> bool {
    match row.kind {
        RowKind::Union(own, union, _) => {
            own.name == kind.name && row.path == path && field.union.as_ref() == Some(&union.name)
        }
        RowKind::Apart(_) => false,
        _ => row.path == pointer::join(path, &field.name),
    }
}

/// Presses the keys that set the field under the cursor.
fn set(stage: Stage, field: &Field) -> Stage {
    let rows = stage.app.panes.cards.rows(stage.app.document.draft());
    let row = &rows[stage.app.panes.cards.row_of(&rows)];
    if let RowKind::Union(..) = row.kind {
        let stage = pick(stage.keys("enter"), &field.name);
        return leave(stage, field);
    }
    let stage = stage.keys("enter");
    if field.repeated || matches!(field.kind, Kind::Type(_)) {
        return leave(stage, field);
    }
    match (&field.kind, field.means) {
        (Kind::Flag, _) => stage,
        (Kind::Choice(choices), _) => pick(stage, &choices[choices.len() - 1].name),
        (_, Some(Meaning::KnownIcon)) => pick(stage, "STAR"),
        (_, Some(Meaning::MaterialIcon)) => pick(stage, "alarm"),
        (_, Some(Meaning::EpochMilliseconds)) => stage.write("12:30").keys("enter"),
        (Kind::Lines, _) => stage.write("two lines").keys("esc"),
        (Kind::Whole | Kind::Real | Kind::Long, _) => stage.write("7").keys("enter"),
        _ => stage.write("words").keys("enter"),
    }
}

/// Chooses the row of this name from the open list.
fn pick(stage: Stage, name: &str) -> Stage {
    assert!(
        matches!(stage.app.overlay.dialog(), Some(Dialog::Picker(_))),
        "nothing asks for {name}"
    );
    stage.write(name).keys("enter")
}

/// Returns whether something is to be chosen.
fn asks(stage: &Stage) -> bool {
    matches!(stage.app.overlay.dialog(), Some(Dialog::Picker(_)))
}

/// Leaves the picker or editor that a new part opens at once: a choice, a first value.
fn leave(mut stage: Stage, field: &Field) -> Stage {
    if stage.app.panes.cards.editor().is_none() && !asks(&stage) {
        // The fields of an object that is unset are only shown so far.
        stage = stage.keys("enter");
    }
    if asks(&stage) {
        stage = stage.keys("enter");
    }
    if stage.app.panes.cards.editor().is_some() {
        let is_colour = Schema::builtin()
            .type_of(field)
            .is_some_and(|kind| kind.means == Some(Meaning::Colour));
        stage = stage
            .write(if is_colour { "#1a73e8" } else { "first" })
            .keys("enter");
        if stage.app.panes.cards.editor().is_some() {
            stage = stage.keys("esc");
        }
    }
    stage
}

#[test]
fn every_field_of_every_type_is_set_and_unset_by_keys() {
    let mut count = 0;
    for (name, (request, path)) in types() {
        let kind = Schema::builtin().get(&name).unwrap();
        for field in &kind.fields {
            let what = format!("{name}.{}", field.name);
            let setting = Setting {
                request: request.clone(),
                ..Setting::default()
            };
            let is_it = |row: &Row<'_>| is_row_of(row, kind, &path, field);
            let open = |stage: Stage| {
                let stage = to_part(stage.keys("esc esc esc"), &path).keys("enter");
                to_row(stage, &is_it).unwrap_or_else(|| panic!("no row for {what}"))
            };
            let place = pointer::join(&path, &field.name);
            let stage = Stage::connected(SIZE, setting).keys("f4");
            let stage = if stage.app.document.draft().get(&place).is_some() {
                open(stage).keys("delete")
            } else {
                stage
            };
            assert_eq!(
                stage.app.document.draft().get(&place),
                None,
                "{what} is set at first"
            );
            let mut stage = set(open(stage), field);
            // What is unset is shown level by level, and set by its first value.
            for _ in 0..4 {
                if stage.app.document.draft().get(&place).is_none() {
                    stage = leave(stage, field);
                }
            }
            let held = stage.app.document.draft().get(&place).cloned();
            assert!(
                held.is_some_and(|held| !held.is_null()),
                "{what} was not set: {}",
                stage.app.document.draft().request()
            );
            let stage = open(stage);
            let rows = stage.app.panes.cards.rows(stage.app.document.draft());
            let row = &rows[stage.app.panes.cards.row_of(&rows)];
            let told = row_text::value(row, stage.app.document.draft().request());
            assert_eq!(told.state, ValueState::Set, "{what} reads {told:?}");
            let stage = stage.keys("delete");
            assert_eq!(
                stage.app.document.draft().get(&place),
                None,
                "{what} was not unset"
            );
            count += 1;
        }
    }
    assert!(count > 200, "only {count} fields were tried");
}
