//! Properties of soft wrap.

use proptest::prelude::*;

use super::*;
use crate::cells::grapheme::{boundary_from, column_of};

fn rows(line: &str, width: u16, policy: Policy) -> Vec<&str> {
    let breaks = breaks(line, width, policy);
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([line.len()]);
    starts
        .zip(ends)
        .map(|(start, end)| &line[start..end])
        .collect()
}

#[test]
fn json_is_cut_where_it_can_be_read() {
    let cases: [(&str, u16, &[&str]); 12] = [
        ("\"abcdef\"", 4, &["\"abc", "de", "f\""]),
        ("\"one two three\"", 10, &["\"one two ", "three\""]),
        ("  \"a\": \"one two\"", 12, &["  \"a\": \"one ", "two\""]),
        (
            r#"{"a":[1,2,3],"b":4}"#,
            10,
            &[r#"{"a":[1,2,"#, r#"3],"b":4"#, "}"],
        ),
        (r#""ab\ncd""#, 20, &[r#""ab\n"#, r#"cd""#]),
        (r#""ab\n""#, 20, &[r#""ab\n""#]),
        (r#""ab\\ncd""#, 20, &[r#""ab\\ncd""#]),
        (r#""abc\"d""#, 5, &[r#""abc"#, r#"\"d"#, "\""]),
        (r#""ab\u001bcd""#, 8, &[r#""ab"#, r"\u001b", "cd\""]),
        (r"\u001b", 4, &[r"\u00", "1b"]),
        (r#""你好\n世界""#, 20, &[r#""你好\n"#, r#"世界""#]),
        (r#""你\"你""#, 4, &["\"你", r#"\""#, "你", "\""]),
    ];
    for (line, width, expected) in cases {
        assert_eq!(
            rows(line, width, Policy::Json),
            expected,
            "{line} at {width}"
        );
    }
}

#[test]
fn a_name_of_json_is_whole_in_a_narrow_pane() {
    let line = format!("{}\"knownIcon\": \"STAR\"", " ".repeat(26));
    for width in 20..60 {
        let name = "\"knownIcon\":";
        let rows = rows(&line, width, Policy::Json);
        assert!(
            rows.iter().any(|row| row.contains(name)),
            "{width}: {rows:?}"
        );
    }
    assert_eq!(rows(&line, 38, Policy::Json).len(), 1);
    assert_eq!(Policy::Json.lead(&line, 38), 13);
    assert_eq!(Policy::Json.lead(&line, 60), 26);
}

fn pieces(choice: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(choice), 0..60).prop_map(|pieces| pieces.concat())
}

const PLAIN: &[&str] = &[
    "a",
    "word",
    " ",
    "    ",
    "\"",
    r"\n",
    r"\\",
    r"\u001b",
    "a-very-long-address/with/parts",
];
const MIXED: &[&str] = &[
    "a", "word ", " ", "\t", "你", "。", "「", "👍🏽", "\u{200D}", "\u{301}", "🇩", "🇪", "ᄀ", "ᅡ",
    r"\n", r"\\", "\"", r"\u001b", "\u{3000}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_way_cuts_like_the_careful_one(line in pieces(PLAIN), width in 1..30_u16) {
        for policy in [Policy::Words, Policy::Json] {
            let mut careful = Vec::new();
            flow(&line, 0, width, policy, |at| { careful.push(at); Go::On });
            prop_assert_eq!(breaks(&line, width, policy), careful);
        }
    }

    #[test]
    fn rows_fit_and_make_up_the_line(line in pieces(MIXED), width in 6..30_u16) {
        for policy in [Policy::Words, Policy::Json] {
            let rows = rows(&line, width, policy);
            prop_assert_eq!(rows.concat(), line.clone());
            for (number, row) in rows.into_iter().enumerate() {
                let width = policy.room(&line, number, width);
                let shown = if policy == Policy::Words { row.trim_end_matches([' ', '\t', '\u{3000}']) } else { row };
                let fits = column_of(shown, shown.len()) <= width;
                // A pile of Hangul letters is one cluster of any width.
                prop_assert!(fits || clusters(shown, 0).count() == 1, "{:?}", row);
            }
        }
    }

    #[test]
    fn a_change_cuts_as_if_cut_anew(line in pieces(MIXED), inserted in pieces(MIXED), a in any::<usize>(), b in any::<usize>(), width in 1..30_u16) {
        let place = |n: usize| boundary_from(&line, n % (line.len() + 1));
        let (from, to) = (place(a).min(place(b)), place(a).max(place(b)));
        let changed = [&line[..from], &inserted, &line[to..]].concat();
        let change = Change { at: from, removed: to - from, inserted: inserted.len() };
        for policy in [Policy::Words, Policy::Json] {
            let old = breaks(&line, width, policy);
            prop_assert_eq!(rebreak(&changed, width, policy, &old, change), breaks(&changed, width, policy));
        }
    }
}
