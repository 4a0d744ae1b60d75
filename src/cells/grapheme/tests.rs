//! Properties of clusters.

use proptest::prelude::*;

use super::*;

#[test]
fn clusters_take_the_cells_ratatui_gives_them() {
    let cases = [
        ("a", 1),
        ("你", 2),
        ("e\u{301}", 1),
        ("\u{301}", 0),
        ("👨‍👩‍👧", 2),
        ("👍🏽", 2),
        ("❤\u{FE0F}", 2),
        ("🇩🇪", 2),
        ("1\u{FE0F}\u{20E3}", 2),
        ("ｶﾞ", 2),
        ("\u{200B}", 0),
        ("\u{7}", 1),
        ("\u{9B}", 1),
        ("\u{202E}", 1),
    ];
    for (cluster, cells) in cases {
        assert_eq!(shown(cluster).1, cells, "{cluster:?}");
        assert_eq!(clusters(cluster, 0).count(), 1, "{cluster:?}");
    }
    let piled = format!("a{}", "\u{301}".repeat(5_000));
    let (symbol, cells) = shown(&piled);
    assert!(symbol.len() <= LONGEST_SYMBOL && cells == 1);
}

#[test]
fn pasted_text_is_cleaned() {
    let cases = [
        ("a\tb\n", "a\tb\n"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\u{1b}[1m\u{7f}\u{85}x\0", "x"),
        (
            "\u{1b}[31mred \u{1b}[0mand \u{1b}[38;5;4mblue",
            "red and blue",
        ),
        (
            "\u{1b}]8;;https://e.example\u{1b}\\link\u{1b}]8;;\u{7}",
            "link",
        ),
        // What is no whole sequence keeps its letters.
        ("\u{1b}[31", "[31"),
        ("\u{1b}[\u{1b}[Ké", "[é"),
        ("\u{1b}]open", "]open"),
    ];
    for (pasted, clean) in cases {
        assert_eq!(cleaned(pasted), clean);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(MIXED), 0..60).prop_map(|pieces| pieces.concat())
}

const MIXED: &[&str] = &[
    "a", "word ", " ", "\t", "你", "。", "「", "👍🏽", "\u{200D}", "\u{301}", "🇩", "🇪", "ᄀ", "ᅡ",
    r"\n", r"\\", "\"", r"\u001b", "\u{3000}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clusters_are_those_of_unicode(text in pieces()) {
        let ours: Vec<_> = clusters(&text, 0).map(|cluster| cluster.text).collect();
        prop_assert_eq!(ours, text.graphemes(true).collect::<Vec<_>>());
    }

    #[test]
    fn columns_and_bytes_agree(row in pieces()) {
        for cluster in clusters(&row, 0) {
            let column = column_of(&row, cluster.at);
            let back = byte_at(&row, column);
            prop_assert!(back >= cluster.at && column_of(&row, back) == column);
        }
    }
}

#[test]
fn what_never_joins_is_alone_by_the_tables_of_unicode() {
    let plain: Vec<char> = ('\0'..='\u{FFFF}').filter(|c| never_joins(*c)).collect();
    for (one, other) in plain.iter().zip(plain.iter().skip(1).chain([&'a'])) {
        for pair in [
            format!("{one}{other}"),
            format!("{other}{one}"),
            format!("{one}{one}"),
        ] {
            assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
        }
    }
}
