//! Tests of the boundaries, the inverse, and the formatting.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, MarkupErrorKind, Piece};

fn texts(text: &str, syntax: Syntax, limit: usize) -> Vec<String> {
    let split = split(text, syntax, limit, limit);
    assert_eq!(split.join(), text);
    split.parts.into_iter().map(|part| part.text).collect()
}

#[test]
fn a_text_within_the_limit_is_one_part_unchanged() {
    assert_eq!(texts("  a\n\n", Syntax::Chat, 10), ["  a\n\n"]);
    assert_eq!(texts("", Syntax::Chat, 10), [""]);
}

#[test]
fn a_cut_is_at_the_best_boundary() {
    for (text, limit, parts) in [
        (
            "One two.\n\nThree four.",
            16,
            vec!["One two.", "Three four."],
        ),
        ("One two.\nThree four.", 16, vec!["One two.", "Three four."]),
        ("One two. Three four.", 16, vec!["One two.", "Three four."]),
        ("One, e. g. two three", 14, vec!["One, e. g.", "two three"]),
        ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
        ("一二三。四五六", 14, vec!["一二三。", "四五六"]),
        ("👨‍👩‍👧👨‍👩‍👧", 20, vec!["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("a b - c d", 6, vec!["a", "b - c d"]),
    ] {
        let found = texts(text, Syntax::Chat, limit);
        if parts.last() == Some(&"b - c d") {
            assert!(
                found.iter().all(|part| !part.starts_with("- ")),
                "{found:?}"
            );
        } else {
            assert_eq!(found, parts, "{text:?}");
        }
    }
}

#[test]
fn links_mentions_and_pairs_stay_whole() {
    for (text, syntax, whole) in [
        (
            "aaaa bbbb <https://e.com/x|label of it> cc dd",
            Syntax::Chat,
            "<https://e.com/x|label of it>",
        ),
        (
            "aaaa bbbb [label of it](https://e.com/x) cc dd",
            Syntax::Markdown,
            "[label of it](https://e.com/x)",
        ),
        (
            "aaaa bbbb cccc dddd <users/1234567890> cc dd",
            Syntax::Chat,
            "<users/1234567890>",
        ),
        (
            "aaaa bbbb cccc *some bold words here* cc dd",
            Syntax::Chat,
            "*some bold words here*",
        ),
        (
            "aaaa bbbb cccc `some code words here` cc dd",
            Syntax::Chat,
            "`some code words here`",
        ),
        (
            "aaaa bbbb cccc\n```\ncode\nmore\n```\ncc dd ee",
            Syntax::Markdown,
            "```\ncode\nmore\n```",
        ),
    ] {
        let found = texts(text, syntax, 40);
        assert!(found.len() > 1, "{found:?}");
        assert!(found.iter().any(|part| part.contains(whole)), "{found:?}");
    }
}

#[test]
fn a_code_block_over_the_limit_is_closed_and_opened_again() {
    let text = "```rust\nlet a = 1;\nlet b = 2;\nlet c = 3;\n```";
    assert_eq!(
        texts(text, Syntax::Markdown, 33),
        [
            "```rust\nlet a = 1;\n```",
            "```rust\nlet b = 2;\n```",
            "```rust\nlet c = 3;\n```"
        ]
    );
    let text = "*aaaa bbbb cccc dddd eeee*";
    assert_eq!(
        texts(text, Syntax::Chat, 16),
        ["*aaaa bbbb*", "*cccc dddd eeee*"]
    );
    let text = "> aaaa bbbb cccc dddd";
    assert_eq!(
        texts(text, Syntax::Chat, 14),
        ["> aaaa bbbb", "> cccc dddd"]
    );
}

#[test]
fn the_last_part_leaves_room_for_what_goes_with_it() {
    let split = split("aaaa bbbb cccc dddd", Syntax::Chat, 100, 10);
    let texts: Vec<&str> = split.parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(texts, ["aaaa", "bbbb", "cccc dddd"]);
}

#[test]
fn a_megabyte_is_split_at_once() {
    let text = "word ".repeat(200_000);
    let split = split(&text, Syntax::Markdown, 31_900, 20_000);
    assert_eq!(split.join(), text);
    assert_eq!(split.parts.len(), 32);
}

#[test]
fn no_text_is_looked_at_again_and_again() {
    for piece in [
        "*b* ",
        "`",
        "*a ",
        "\n",
        " ",
        "```\n",
        "🇩🇪",
        "<users/1> ",
        "x",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let began = std::time::Instant::now();
        assert_eq!(split(&text, Syntax::Markdown, 1000, 500).join(), text);
        // A hundredth of it on an idle machine; a search that starts again for each part takes minutes.
        assert!(began.elapsed().as_secs() < 20, "{piece:?}");
    }
}

fn unclosed(text: &str, syntax: Syntax) -> usize {
    let errors = read(text, syntax).errors;
    let is_unclosed =
        |kind: MarkupErrorKind| matches!(kind, MarkupErrorKind::Unclosed | MarkupErrorKind::Fence);
    errors
        .iter()
        .filter(|error| is_unclosed(error.kind))
        .count()
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c]{1,6}",
        4 => Just(" ".to_owned()),
        1 => Just(". ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => "\\*[ab]{1,4}( [ab]{1,4}){0,6}\\*".prop_map(|text| format!(" {text} ")),
        1 => "_[ab]{1,4}( [ab]{1,4}){0,3}_".prop_map(|text| format!(" {text} ")),
        1 => "`[ab ]{1,20}`",
        1 => "([ab \"]{0,9}\n){1,6}".prop_map(|text| format!("\n```\n{text}```\n")),
        1 => Just("<https://e.com/a|a b>".to_owned()),
        1 => Just("[a b](https://e.com/a)".to_owned()),
        1 => Just("<users/123>".to_owned()),
        1 => Just("👨‍👩‍👧".to_owned()),
        1 => Just("e\u{301}".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("> ".to_owned()),
        1 => "[*_~`<>\\[\\]\\\\:|]",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn parts_joined_give_the_text_and_each_is_within_the_limit(
        text in any_text(), limit in 60_usize..200, last in 30_usize..200, is_chat: bool,
    ) {
        let syntax = if is_chat { Syntax::Chat } else { Syntax::Markdown };
        let split = split(&text, syntax, limit, last);
        prop_assert_eq!(split.join(), text.clone());
        let mut before = 0;
        for (index, part) in split.parts.iter().enumerate() {
            let is_last = index + 1 == split.parts.len();
            let limit = if is_last { last.min(limit) } else { limit };
            prop_assert!(escaped_within(&part.text, limit).is_some() || split.parts.len() == 1, "{:?}", part);
            prop_assert!(split.parts.len() == 1 || !part.text.trim().is_empty());
            before += part.text.len();
        }
        prop_assert!(before > 0 || text.trim().is_empty());
    }

    #[test]
    fn formatting_stays_balanced_and_graphemes_whole(
        text in any_text(), limit in 80_usize..200, is_chat: bool,
    ) {
        let syntax = if is_chat { Syntax::Chat } else { Syntax::Markdown };
        let split = split(&text, syntax, limit, limit);
        let loose: usize = split.parts.iter().map(|part| unclosed(&part.text, syntax)).sum();
        prop_assert!(loose <= unclosed(&text, syntax), "{:?}", split.parts);
        let links = |text: &str| {
            let spans = read(text, syntax).spans;
            spans.iter().filter(|span| matches!(span.piece, Piece::Mention(_) | Piece::Open(Mark::Link(_)))).count()
        };
        let kept: usize = split.parts.iter().map(|part| links(&part.text)).sum();
        prop_assert_eq!(kept, links(&text), "{:?}", split.parts);
        let starts: std::collections::HashSet<usize> =
            text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut at = split.lead.len();
        for part in &split.parts {
            at += part.text.len() - part.reopened - part.closed;
            prop_assert!(starts.contains(&at) || part.gap.starts_with('\n'), "{:?}", part);
            at += part.gap.len();
            prop_assert!(starts.contains(&at), "{:?}", part);
        }
    }
}
