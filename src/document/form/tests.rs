//! Cases of the rows of a form.

use super::*;
use serde_json::json;

fn drawn(kind: &str, object: &Value, toggled: &[&str]) -> Vec<String> {
    let schema = Schema::builtin();
    let toggled = toggled.iter().map(|key| (*key).to_owned()).collect();
    let kind = schema.get(kind).unwrap();
    rows(schema, kind, object, "", &toggled)
        .iter()
        .map(|row| {
            let what = match row.kind {
                RowKind::Plain(field) => field.name.clone(),
                RowKind::Object(field, kind) => format!("{} {{{}}}", field.name, kind.name),
                RowKind::Node(field, _) => format!("{} ->", field.name),
                RowKind::List(field) => format!("{} []", field.name),
                RowKind::NodeList(field, _) => format!("{} [->]", field.name),
                RowKind::Item(_, place) => format!("item {place}"),
                RowKind::Add(_) => "+ add".to_owned(),
                RowKind::Union(_, union, set) => {
                    let set = set.map_or("nothing", |field| &field.name);
                    format!("{} = {set}", union.name)
                }
                RowKind::Foreign(_) => format!("foreign {}", row.path),
                RowKind::Apart(count) => format!("{count} apart"),
            };
            let set = if row.is_set { "" } else { "?" };
            let fold = if row.is_folded { " ▸" } else { "" };
            format!("{}{what}{set}{fold}", " ".repeat(row.depth.into()))
        })
        .collect()
}

#[test]
fn a_button_has_a_form() {
    let button = json!({
        "text": "Open",
        "onClick": {"action": {"parameters": [{"key": "a", "value": "1"}], "requiredWidgets": ["x"]}},
        "colour": 1,
        "icon": "STAR",
    });
    let whole = [
        "text",
        "foreign /icon",
        "onClick {OnClick}",
        " data = action",
        "  function?",
        "  parameters []",
        "   item 0",
        "    key",
        "    value",
        "   + add?",
        "  interaction?",
        "  loadIndicator?",
        "  persistValues?",
        "  requiredWidgets []",
        "   item 0",
        "   + add?",
        "  allWidgetsAreRequired?",
        "type?",
        "color {Color}?",
        "disabled?",
        "altText?",
        "foreign /colour",
    ];
    assert_eq!(drawn("Button", &button, &[]), whole);
    let folded = drawn("Button", &button, &["/onClick"]);
    assert_eq!(folded[2], "onClick {OnClick} ▸");
    assert_eq!(folded.len(), whole.len() - 14);
}

#[test]
fn what_a_message_does_not_use_stands_apart() {
    let shut = drawn("OpenLink", &json!({"url": "https://example.com"}), &[]);
    assert_eq!(shut, ["url", "2 apart? ▸"]);
    let opened = drawn("OpenLink", &json!({}), &["\u{0}apart"]);
    assert_eq!(opened, ["url?", "2 apart?", " openAs?", " onClose?"]);
    let set = drawn("OpenLink", &json!({"openAs": "OVERLAY"}), &[]);
    assert_eq!(set, ["url?", "2 apart", " openAs", " onClose?"]);
}

#[test]
fn a_union_is_one_choice() {
    let icon = drawn("Icon", &json!({"knownIcon": "STAR"}), &[]);
    assert_eq!(
        icon,
        ["icons = knownIcon", " knownIcon", "altText?", "imageType?"]
    );
    let both = drawn("Icon", &json!({"iconUrl": "x", "knownIcon": "STAR"}), &[]);
    assert_eq!(both[..3], ["icons = knownIcon", " knownIcon", " iconUrl"]);
    let section = drawn("Section", &json!({"widgets": [{}]}), &[]);
    assert_eq!(section[..2], ["header?", "widgets [->]"]);
    let click = drawn("OnClick", &json!({"card": {"name": "x"}}), &[]);
    assert_eq!(click[..2], ["data = card", " header ->?"]);
}

#[test]
fn rows_are_told_apart_by_their_keys() {
    let schema = Schema::builtin();
    for kind in schema.types() {
        let object = Value::Object(kind.start.clone());
        let found = rows(schema, kind, &object, "", &BTreeSet::new());
        let keys: BTreeSet<String> = found.iter().map(Row::key).collect();
        assert_eq!(keys.len(), found.len(), "{}", kind.name);
    }
}
