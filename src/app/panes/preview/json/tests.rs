//! Tests of the JSON tab.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn head() -> Vec<String> {
    vec!["POST /v1/spaces/AAAA/messages?requestId=1".into()]
}

fn tab(body: &Value, width: u16, height: u16) -> JsonTab {
    let mut tab = JsonTab::default();
    tab.show(1, &head(), body, None);
    tab.layout(width, height);
    tab
}

/// Returns the visible rows with their indent; marked ones begin with `>`.
fn rows(tab: &JsonTab) -> Vec<String> {
    let row = |shown| {
        let sign = match shown {
            VisibleRow::Body {
                is_marked: true, ..
            } => ">",
            _ => "",
        };
        let (VisibleRow::Head { text, indent, .. } | VisibleRow::Body { text, indent, .. }) = shown;
        format!("{sign}{}{text}", " ".repeat(indent.into()))
    };
    tab.rows_in_sight().map(row).collect()
}

#[test]
fn the_request_is_shown_with_its_address() {
    let mut tab = tab(&json!({"text": "a\nb"}), 60, 10);
    let address = "POST /v1/spaces/AAAA/messages?requestId=1";
    assert_eq!(
        rows(&tab),
        [address, "{", r#"  "text": "a\n"#, "    b\"", "}"]
    );
    assert_eq!(tab.copy(), r#"{"text":"a\nb"}"#);
    tab.toggle();
    tab.show(1, &head(), &json!({"text": "a\nb"}), None);
    assert_eq!(rows(&tab), [address, r#"{"text":"a\n"#, r#"  b"}"#]);
    assert_eq!(tab.copy(), r#"{"text":"a\nb"}"#);
}

#[test]
fn what_is_asked_for_comes_into_sight_and_is_marked() {
    let members: serde_json::Map<_, _> = (0..30)
        .map(|n| (format!("m{n}"), json!({"x": n})))
        .collect();
    let body = Value::Object(members);
    let mut tab = tab(&body, 60, 5);
    let mut ask = |pointer: Option<&str>| {
        tab.reveal(pointer);
        tab.show(1, &head(), &body, None);
        tab.layout(60, 5);
        rows(&tab)
    };
    let shown = ask(Some("/m20"));
    assert_eq!(shown[2..], [">  \"m20\": {", ">    \"x\": 20", ">  },"]);
    let shown = ask(Some("/m20/x"));
    assert_eq!(shown[3], ">    \"x\": 20");
    assert_eq!(ask(Some("/m0"))[0], ">  \"m0\": {");
    assert!(ask(None).iter().all(|row| !row.starts_with('>')));
}

#[test]
fn scrolling_stops_at_both_ends() {
    let mut tab = tab(&json!((0..20).collect::<Vec<_>>()), 20, 4);
    let moves = [
        (Motion::Up, 0),
        (Motion::Down, 1),
        (Motion::PageDown, 5),
        (Motion::Last, 21),
        (Motion::Down, 21),
        (Motion::PageUp, 17),
        (Motion::First, 0),
    ];
    assert_eq!(tab.position().1, 25);
    for (motion, top) in moves {
        tab.step(motion);
        assert_eq!(tab.position().0, top, "{motion:?}");
    }
    tab.step(Motion::Last);
    tab.show(2, &[], &json!([]), None);
    tab.layout(20, 4);
    assert_eq!(rows(&tab), ["[]"]);
}

fn body() -> impl Strategy<Value = Value> {
    let text = prop::collection::vec(
        prop::sample::select(vec![
            "a", "word ", "你", "👍🏽", "\u{301}", "\u{200D}", "\n", "\"", "\\", "\u{1b}", "\u{9b}",
            "\u{202E}", "🇩",
        ]),
        0..40,
    );
    let text = text.prop_map(|pieces| pieces.concat());
    let key = prop::sample::select(vec!["text", "cardsV2", "thread"]);
    prop::collection::vec((key, text, any::<bool>()), 0..4).prop_map(|members| {
        let member = |(key, text, deep): (&str, String, bool)| {
            (
                key.to_owned(),
                if deep {
                    json!([{"k": text}, 1, null])
                } else {
                    json!(text)
                },
            )
        };
        Value::Object(members.into_iter().map(member).collect())
    })
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a\"\\n你 ]{0,30}".prop_map(Value::from),
    ]
}

/// Returns the pointers to all scalars.
fn leaves(value: &Value) -> Vec<String> {
    let below = |step: String, value: &Value| {
        let below = leaves(value).into_iter();
        below
            .map(move |path| format!("/{step}{path}"))
            .collect::<Vec<_>>()
    };
    match value {
        Value::Object(members) => {
            let members = members.iter();
            members
                .flat_map(|(key, value)| below(key.clone(), value))
                .collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(place, value)| below(place.to_string(), value))
                .collect()
        }
        _ => vec![String::new()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_the_json_after_any_changes(bodies in prop::collection::vec((body(), any::<bool>(), 0..3_usize), 1..6), width in 1..40_u16) {
        let mut tab = JsonTab::default();
        for (revision, (body, toggles, head)) in (1..).zip(bodies) {
            if toggles {
                tab.toggle();
            }
            tab.show(revision, &vec!["head".to_owned(); head], &body, None);
            tab.layout(width, u16::MAX);
            let anew = Rows::new(tab.lines(), tab.rows.width(), Policy::Json);
            prop_assert_eq!(&tab.rows, &anew);
            let expected = match tab.form() {
                Form::Pretty => serde_json::to_string_pretty(&body).unwrap(),
                Form::Compact => serde_json::to_string(&body).unwrap(),
            };
            let mut shown = String::new();
            for row in tab.rows_in_sight() {
                if let VisibleRow::Body { text, start, .. } = row {
                    // The spaces at the start of a line are its indent.
                    let gap = &expected[shown.len()..start];
                    let spaces = gap.strip_prefix('\n').unwrap_or(gap);
                    prop_assert!(spaces.is_empty() || gap.starts_with('\n'));
                    prop_assert!(spaces.bytes().all(|byte| byte == b' '));
                    shown.push_str(gap);
                    shown.push_str(text);
                }
            }
            prop_assert_eq!(shown, expected);
            prop_assert_eq!(tab.copy(), serde_json::to_string(&body).unwrap());
        }
    }

    #[test]
    fn a_value_put_in_the_place_of_another_leaves_what_printing_anew_would(
        body in body(),
        values in prop::collection::vec((any::<prop::sample::Index>(), leaf()), 1..4),
        is_compact in any::<bool>(),
        width in 1..40_u16,
    ) {
        let mut body = body;
        let paths = leaves(&body);
        let mut tab = JsonTab::default();
        if is_compact {
            tab.toggle();
        }
        let noted = paths.iter().map(|path| (path.clone(), Severity::Warning));
        tab.note(1, || noted.collect());
        tab.reveal(paths.last().map(String::as_str));
        tab.show(1, &head(), &body, None);
        tab.layout(width, u16::MAX);
        for (revision, (index, value)) in (2..).zip(values) {
            if paths.is_empty() {
                break;
            }
            let path = index.get(&paths);
            *body.pointer_mut(path).unwrap() = value;
            tab.show(revision, &head(), &body, Some(path));
            let mut anew = tab.clone();
            anew.print(&head(), &body);
            anew.seeks = true;
            anew.show(revision, &head(), &body, None);
            prop_assert_eq!(&tab.body, &anew.body);
            prop_assert_eq!(&tab.rows, &anew.rows);
            prop_assert_eq!(&tab.findings, &anew.findings);
            prop_assert_eq!(&tab.revealed, &anew.revealed);
        }
    }
}
