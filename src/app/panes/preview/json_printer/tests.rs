//! Tests of the JSON printer.

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn pointers_lead_to_members_and_elements() {
    let value = json!({"a": {"b/c": [1, {"~d": "x"}]}, "e": []});
    let cases = [
        ("/a/b~1c/0", Some("1")),
        ("/a/b~1c/1/~0d", Some(r#""~d":"x""#)),
        ("/e", Some(r#""e":[]"#)),
        ("/e/0", Some(r#""e":[]"#)),
        ("/a/missing/deep", Some(r#""a":{"b/c":[1,{"~d":"x"}]}"#)),
        ("/a/b~1c/2", Some(r#""b/c":[1,{"~d":"x"}]"#)),
        ("/a/b~1c/0/deep", Some("1")),
        ("/z", None),
        ("", None),
        ("a", None),
    ];
    let printed = PrintedJson::new(&value, Form::Compact);
    for (pointer, expected) in cases {
        let found = printed.find(&value, pointer);
        assert_eq!(
            found.map(|range| &printed.text[range]),
            expected,
            "{pointer}"
        );
    }
}

#[test]
fn pieces_know_what_they_are() {
    let printed = PrintedJson::new(&json!({"a": [1.5, true, "x"]}), Form::Compact);
    let kinds: Vec<_> = printed.tokens.iter().map(|t| (t.start, t.kind)).collect();
    let expected = [
        (0, Kind::Punctuation),
        (1, Kind::Key),
        (4, Kind::Punctuation),
        (6, Kind::Number),
        (9, Kind::Punctuation),
        (10, Kind::Literal),
        (14, Kind::Punctuation),
        (15, Kind::String),
        (18, Kind::Punctuation),
    ];
    assert_eq!(kinds, expected);
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a\"\\\\\n\t\u{0}-\u{1f}\u{7f}é你]{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z\"/~\n]{0,4}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_prints_what_is_sent(value in value()) {
        let pretty = PrintedJson::new(&value, Form::Pretty);
        let compact = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(&pretty.text, &serde_json::to_string_pretty(&value).unwrap());
        prop_assert_eq!(pretty.compact(), compact.clone());
        prop_assert_eq!(PrintedJson::new(&value, Form::Compact).text, compact);
        let lines: Vec<_> = pretty.text.match_indices('\n').map(|(at, _)| at + 1).collect();
        prop_assert_eq!(&pretty.lines[1..], lines);
    }

    #[test]
    fn every_value_is_found_where_it_was_printed(value in value(), is_pretty in any::<bool>()) {
        let form = if is_pretty { Form::Pretty } else { Form::Compact };
        let printed = PrintedJson::new(&value, form);
        let mut waiting = vec![(String::new(), &value)];
        while let Some((path, above)) = waiting.pop() {
            match above {
                Value::Array(below) => {
                    waiting.extend(below.iter().enumerate().map(|(n, held)| (format!("{path}/{n}"), held)));
                }
                Value::Object(below) => {
                    waiting.extend(below.iter().map(|(key, held)| (pointer::join(&path, key), held)));
                }
                _ => {}
            }
            if let Some(place) = printed.find(&value, &path) {
                let text = &printed.text[place];
                let alone = serde_json::from_str(text).ok();
                let member = || {
                    let inside: Value = serde_json::from_str(&format!("{{{text}}}")).ok()?;
                    inside.as_object()?.values().next().cloned()
                };
                prop_assert_eq!(alone.or_else(member), Some(above.clone()), "{}", path);
            } else {
                prop_assert_eq!(path, "");
            }
        }
    }
}
