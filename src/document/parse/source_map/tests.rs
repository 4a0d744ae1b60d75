//! What parsing promises: tables of accepted texts and of errors, and properties over any text.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const TEXT: &str = "// a comment\n{\n  \"text\": \"a \\u00e9\\ud83d\\udc4b\\n*b*\", /* x */\n  cards_v2: [{'cardId': 'c', }, 5],\n}\n";

#[test]
fn places_are_found() {
    let source = Source::read(TEXT).unwrap();
    for (path, key, value, is_there) in [
        (
            "/text",
            Some("\"text\""),
            "\"a \\u00e9\\ud83d\\udc4b\\n*b*\"",
            true,
        ),
        ("/cardsV2", Some("cards_v2"), "[{'cardId': 'c', }, 5]", true),
        ("/cardsV2/0/cardId", Some("'cardId'"), "'c'", true),
        ("/cardsV2/0/card/header", None, "{'cardId': 'c', }", false),
        ("/cardsV2/1", None, "5", true),
        ("/nope", None, &TEXT[13..TEXT.len() - 1], false),
    ] {
        let found = source.find(path);
        assert_eq!(found.key.map(|key| &TEXT[key]), key, "{path}");
        assert_eq!(
            (&TEXT[found.node.span.clone()], found.is_there),
            (value, is_there),
            "{path}"
        );
    }
}

#[test]
fn parts_of_texts_are_found() {
    let source = Source::read(TEXT).unwrap();
    let meant = "a é👋\n*b*";
    for (part, written) in [
        ("*b*", "*b*"),
        ("👋", "\\ud83d\\udc4b"),
        ("é", "\\u00e9"),
        ("\n", "\\n"),
    ] {
        let start = meant.find(part).unwrap();
        let found = source.part("/text", &(start..start + part.len())).unwrap();
        assert_eq!(&TEXT[found], written);
    }
    let end = source.part("/text", &(meant.len()..meant.len())).unwrap();
    assert_eq!((end.is_empty(), &TEXT[end.end..=end.end]), (true, "\""));
    assert_eq!(source.part("/nope", &(0..1)), None);
    assert_eq!(position(TEXT, TEXT.find("*b*").unwrap()), (3, 34));
    let joined = "{a: 'one ' + // first\n  \"two\"}";
    let source = Source::read(joined).unwrap();
    for (part, written) in [(0..3, "one"), (4..7, "two"), (5..6, "w"), (7..7, "")] {
        assert_eq!(&joined[source.part("/a", &part).unwrap()], written);
    }
}

/// Value, and the remarks on how it was understood.
#[test]
fn json_is_read_as_people_have_it() {
    for (text, value, aside) in [
        (
            "{\"a\": [1, true, null]}",
            json!({"a": [1, true, null]}),
            "",
        ),
        ("\u{feff} {}", json!({}), ""),
        (
            "{a: 1, // one\n /* two */ 'b': 2, # three\n}",
            json!({"a": 1, "b": 2}),
            "comments",
        ),
        (
            "{$a: [1,], 7: 'it\\'s', \"d e\": \"\",}",
            json!({"$a": [1], "7": "it's", "d e": ""}),
            "",
        ),
        ("{a: `two\nlines`}", json!({"a": "two\nlines"}), ""),
        ("{a: 'one\\\n two'}", json!({"a": "one two"}), ""),
        ("{a: 'b' +\n \"c\" + `d`}", json!({"a": "bcd"}), ""),
        (
            "{a: 0x10, b: +5, c: -3, d: 1_000}",
            json!({"a": 16, "b": 5, "c": -3, "d": 1000}),
            "",
        ),
        (
            "{a: undefined, b: [undefined]}",
            json!({"b": [null]}),
            "undefined is left out",
        ),
        ("{a: True, b: None}", json!({"a": true, "b": null}), ""),
        (
            "{a: MessageReplyOption.REPLY_MESSAGE_OR_FAIL}",
            json!({"a": "REPLY_MESSAGE_OR_FAIL"}),
            "`MessageReplyOption.REPLY_MESSAGE_OR_FAIL` is taken as \"REPLY_MESSAGE_OR_FAIL\".",
        ),
        (
            "{a: 1,\n a: 2}",
            json!({"a": 2}),
            "`a` is set twice; the value at 2:2 is used.",
        ),
        ("{a: 1};\n", json!({"a": 1}), ""),
        ("```json\n{a: 1}\n```\n", json!({"a": 1}), ""),
        ("```\n{a: 1}", json!({"a": 1}), ""),
        (
            "{\"\\u0061\": \"\\ud83d\\udc4b\\/\"}",
            json!({"a": "👋/"}),
            "",
        ),
        ("{\"a\": \"\t\"}", json!({"a": "\t"}), ""),
        ("{true: 1, null: 2}", json!({"true": 1, "null": 2}), ""),
        ("{größe: '你好'}", json!({"größe": "你好"}), ""),
    ] {
        let source = Source::read(text).unwrap_or_else(|broken| panic!("{text}: {broken:?}"));
        let (read, asides) = source.value();
        assert_eq!(read, value, "{text}");
        assert!(asides.join(" ").contains(aside), "{text}: {asides:?}");
        assert_eq!(asides.is_empty(), aside.is_empty(), "{text}: {asides:?}");
    }
}

#[test]
fn numbers_stay_as_they_are_written() {
    for (number, spelling) in [
        ("0", "0"),
        ("-0", "-0"),
        ("1.0", "1.0"),
        ("1.10", "1.10"),
        ("-1.5e-7", "-1.5e-7"),
        ("1e+3", "1e+3"),
        // The library signs every exponent; it is the same number.
        ("1E3", "1e+3"),
        ("1e400", "1e+400"),
        ("12345678901234567890", "12345678901234567890"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
        ("0.10000000000000000000001", "0.10000000000000000000001"),
    ] {
        let text = format!("{{\"a\":{number}}}");
        let (value, _) = Source::read(&text).unwrap().value();
        let written = value.to_string();
        assert_eq!(written, format!("{{\"a\":{spelling}}}"));
        assert_eq!(Source::read(&written).unwrap().value().0, value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}

/// A text, the position of its error, the message, and a part of the remedy.
type Case = (&'static str, (usize, usize), &'static str, &'static str);

const BROKEN: &[Case] = &[
    (
        "",
        (1, 1),
        "Expected a value, found the end of the text.",
        "",
    ),
    (
        "{\"a\": 1 \"b\": 2}",
        (1, 9),
        "Expected `,` or `}`, found `\"b\"`.",
        "comma",
    ),
    (
        "{\"a\": \"b\" \"c\"}",
        (1, 11),
        "Expected `,` or `}`, found `\"c\"`.",
        "Correct",
    ),
    (
        "{\n  \"你好\": \"好\" x\n}",
        (2, 13),
        "Expected `,` or `}`, found `x`.",
        "",
    ),
    (
        "{\"a\"}",
        (1, 5),
        "Expected `:` after the key `\"a\"`, found `}`.",
        "colon",
    ),
    (
        "{\"a\" 1}",
        (1, 6),
        "Expected `:` after the key `\"a\"`, found `1`.",
        "colon",
    ),
    ("{a:}", (1, 4), "Expected a value, found `}`.", "quotes"),
    ("{a: ,}", (1, 5), "Expected a value, found `,`.", ""),
    (
        "{a: 1,, b: 2}",
        (1, 7),
        "Expected a key or `}`, found `,`.",
        "remove",
    ),
    ("[1,,2]", (1, 4), "Expected a value, found `,`.", ""),
    ("[1 2]", (1, 4), "Expected `,` or `]`, found `2`.", ""),
    (
        "{a: 1",
        (1, 6),
        "`}` is missing at the end, for `{` (1:1).",
        "Write `}` at the end.",
    ),
    (
        "{a: [1, {b: 2",
        (1, 14),
        "`}]}` is missing at the end, for `{` (1:9), `a: [` (1:5) and `{` (1:1).",
        "",
    ),
    (
        "{a: [1}",
        (1, 7),
        "`]` is missing before `}`, for `a: [` (1:5).",
        "before the marked place",
    ),
    (
        "[{a: 1]",
        (1, 7),
        "`}` is missing before `]`, for `{` (1:2).",
        "",
    ),
    (
        "{a: 1]",
        (1, 6),
        "Expected `}`, found `]`, which closes nothing.",
        "Remove",
    ),
    (
        "{a: [1, b: 2}",
        (1, 9),
        "`],` is missing before `b`, for `a: [` (1:5).",
        "",
    ),
    (
        "{a: 1}}",
        (1, 7),
        "After the end of the JSON `}` follows.",
        "Only one value",
    ),
    (
        "{a: 1} {b: 2}",
        (1, 8),
        "After the end of the JSON `{` follows.",
        "",
    ),
    ("a: 1", (1, 1), "`{` is missing before `a`.", "Write {"),
    ("\"a\": 1}", (1, 1), "`{` is missing before `\"a\"`.", ""),
    (
        "{a: 'b}\n",
        (1, 5),
        "The text that begins here has no closing ' on its line.",
        "\\n",
    ),
    (
        "{a: \"b",
        (1, 5),
        "The text that begins here has no closing \" on its line.",
        "",
    ),
    (
        "{a: `b\n",
        (1, 5),
        "The text that begins here has no closing `",
        "",
    ),
    (
        "{a: `b ${c}`}",
        (1, 8),
        "`${` inserts a value here",
        "value itself",
    ),
    (
        "{a: '\\ud83d'}",
        (1, 6),
        "\\ud83d is one half of a character",
        "character itself",
    ),
    (
        "{a: 1 /* b }",
        (1, 7),
        "The comment that begins here has no end.",
        "*/",
    ),
    ("{a: Infinity}", (1, 5), "JSON has no Infinity.", "number"),
    ("{a: -Infinity}", (1, 5), "JSON has no Infinity.", ""),
    ("{a: +Infinity}", (1, 5), "JSON has no Infinity.", ""),
    ("{a: NaN}", (1, 5), "JSON has no NaN.", ""),
    ("{a: 007}", (1, 5), "`007` begins with a 0", "decimal"),
    ("{a: 1.2.3}", (1, 5), "`1.2.3` is not a number.", ""),
    (
        "{a: b}",
        (1, 5),
        "`b` is a variable, whose value is not known here.",
        "quotes",
    ),
    (
        "{a, b: 1}",
        (1, 2),
        "`a` is a variable, whose value is not known here.",
        "",
    ),
    ("{a: b.c}", (1, 5), "`b.c` is a variable", ""),
    (
        "{a: 'b' + c}",
        (1, 11),
        "Only texts in quotes can be joined with `+`, found `c`.",
        "known",
    ),
    (
        "{a: 1 + 2}",
        (1, 7),
        "Expected `,` or `}`, found `+`.",
        "evaluated",
    ),
    (
        "{a: b(1)}",
        (1, 5),
        "`b` is a variable",
        "also 1:6: Expected `,` or `}`, found `(`.",
    ),
    (
        "{...a}",
        (1, 2),
        "`...` inserts fields from elsewhere.",
        "Write out",
    ),
    ("{a: 1,\n b: @}", (2, 5), "Expected a value, found `@`.", ""),
];

#[test]
fn what_is_broken_is_told_with_its_place() {
    for &(text, at, what, remedy) in BROKEN {
        let broken = Source::read(text).unwrap_err();
        assert_eq!(broken.position(), at, "{text}: {broken:?}");
        assert!(broken.title.starts_with(what), "{text}: {broken:?}");
        assert!(broken.remedy.contains(remedy), "{text}: {broken:?}");
    }
    let broken = Source::read(&"[".repeat(10_000)).unwrap_err();
    assert_eq!(broken.position(), (1, 129));
    assert_eq!(
        broken.title,
        "Values are nested deeper than 128 levels here."
    );
}

#[test]
fn indents_tell_which_bracket_is_missing() {
    for (text, told) in [
        (
            "{\n  head: {\n    title: 'a',\n    url: 'b'\n  body: [{\n    c: 1\n  }]\n}",
            "5:3 `},` is missing before `body`, for `head: {` (2:9).",
        ),
        (
            "{\n  head: {\n    title: 'a',\n  body: [{\n    c: 1\n  }]\n}",
            "4:3 `},` is missing before `body`, for `head: {` (2:9).",
        ),
        (
            "{\n  s: [{\n    a: [{ b: {\n        c: 'd'\n      ]}, {\n      e: 1,\n    }],\n}",
            "5:7 `}}` is missing before `]`, for `b: {` (3:14) and `{` (3:9).",
        ),
        (
            "{\n  a: [{\n    c: { d: {\n      e: 1\n  }, {\n    f: 2\n  }]\n}",
            "5:3 `}}` is missing before `}`, for `d: {` (3:13) and `c: {` (3:8).",
        ),
        // Only a comma is missing.
        (
            "{\n  a: 1\n  b: 2\n}",
            "3:3 Expected `,` or `}`, found `b`.",
        ),
        (
            "{\"a\": 1\n\"b\": 2}",
            "2:1 Expected `,` or `}`, found `\"b\"`.",
        ),
        (
            "[\n  'a'\n  'b'\n]",
            "3:3 Expected `,` or `]`, found `'b'`.",
        ),
    ] {
        let broken = Source::read(text).unwrap_err();
        let (line, column) = broken.position();
        assert_eq!(
            format!("{line}:{column} {}", broken.title),
            told,
            "{text}\n{broken:?}"
        );
    }
    // A text without errors is parsed, however it is indented.
    let odd = "{ a: {\n    b: {\n      c: 1\n  }\n}, d: [\n1,\n2]}";
    let (value, _) = Source::read(odd).unwrap().value();
    assert_eq!(value, json!({"a": {"b": {"c": 1}}, "d": [1, 2]}));
}

/// Any value, not too deep, with the numbers that people write.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no others", |real| real.is_finite())
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Text made of the characters that matter to the parser.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop::sample::select(vec![
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "'",
                "`",
                "\\",
                "\n",
                "  ",
                "a",
                "b:",
                "1",
                "-",
                "+",
                "//",
                "/*",
                "*/",
                "${",
                "\\u",
                "d83d",
                "é",
                "true",
                "=",
                "(",
                ")",
                ";",
                "return ",
                "\u{feff}",
                "text: 'a'",
                "cardsV2",
                "const x = {",
                "```",
                ".",
                "e",
                "\r",
            ]),
            0..60,
        )
        .prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    #[test]
    fn what_json_writes_is_read_alike(value in any_value()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let source = Source::read(&text).unwrap();
            let (read, asides) = source.value();
            prop_assert_eq!(&read, &value);
            prop_assert!(asides.is_empty());
        }
    }

    #[test]
    fn any_text_is_read_or_told_of(text in any_text()) {
        match Source::read(&text) {
            Ok(source) => {
                let (value, _) = source.value();
                prop_assert_eq!(Source::read(&value.to_string()).unwrap().value().0, value);
            }
            Err(broken) => {
                let (line, column) = broken.position();
                let lines: Vec<&str> = text.split('\n').collect();
                prop_assert!((1..=lines.len()).contains(&line));
                prop_assert!((1..=lines[line - 1].chars().count() + 1).contains(&column));
                prop_assert!(!broken.title.is_empty());
                // What a strict JSON parser takes is never refused.
                prop_assert!(serde_json::from_str::<Value>(&text).is_err());
            }
        }
    }
}

#[test]
fn the_innermost_member_at_a_byte_is_found() {
    let text = r#"{"a": [1, {"b~": "x"}], "c": {}}"#;
    let source = Source::read(text).unwrap();
    for (part, path) in [
        ("{\"a", ""),
        ("\"a\"", "/a"),
        ("1", "/a/0"),
        ("{\"b", "/a/1"),
        ("\"x", "/a/1/b~0"),
        ("{}", "/c"),
    ] {
        assert_eq!(source.path_at(text.find(part).unwrap()), path, "{part}");
    }
    assert_eq!(source.path_at(9_999), "");
}
