//! The form of each kind of widget, with a value in every field that messages use.

use chatquill::app::events::event::Size;
use chatquill::document::schema::{Kind, Schema};
use chatquill::view::theme::Theme;
use serde_json::{Map, Value, json};

use crate::harness::{Setting, Stage};
use crate::screen_text;

/// Returns a value for a field, down to a depth.
fn sample(kind: &Kind, depth: usize) -> Option<Value> {
    Some(match kind {
        Kind::Text => "words".into(),
        Kind::Lines => "two\nlines".into(),
        Kind::Flag => true.into(),
        Kind::Whole => 100.into(),
        Kind::Long => "1795617000000".into(),
        Kind::Real => 0.5.into(),
        Kind::Address => "https://example.com/a.png".into(),
        Kind::Choice(choices) => choices[choices.len() - 1].name.clone().into(),
        Kind::Type(name) if depth > 0 => object(name, depth - 1),
        Kind::Type(_) | Kind::Bytes | Kind::Time | Kind::Duration => return None,
    })
}

fn object(name: &str, depth: usize) -> Value {
    let kind = Schema::builtin().get(name).unwrap();
    let mut members = Map::new();
    let mut unions = Vec::new();
    for field in kind
        .fields
        .iter()
        .filter(|field| field.counts_in_messages())
    {
        if field.union.is_some() {
            if unions.contains(&&field.union) {
                continue;
            }
            unions.push(&field.union);
        }
        let Some(value) = sample(&field.kind, depth) else {
            continue;
        };
        let value = if field.repeated {
            json!([value])
        } else {
            value
        };
        members.insert(field.name.clone(), value);
    }
    Value::Object(members)
}

#[test]
fn each_widget_has_its_form() {
    let size = Size {
        width: 120,
        height: 60,
    };
    let theme = Theme::named("monochrome").unwrap();
    let widget = Schema::builtin().get("Widget").unwrap();
    let members = widget.fields.iter().filter(|field| field.union.is_some());
    for field in members {
        let Kind::Type(name) = &field.kind else {
            panic!("{} is no object", field.name);
        };
        let held = json!({field.name.as_str(): object(name, 2)});
        let request =
            json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": [held]}]}}]}});
        let setting = Setting {
            request,
            ..Setting::default()
        };
        let stage = Stage::connected(size, setting).keys("f4 down down enter");
        let drawn = screen_text::text(&stage.draw(&theme));
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(format!("form_{}", field.name), drawn) });
    }
}
