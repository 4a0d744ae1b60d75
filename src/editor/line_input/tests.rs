//! Tests of the single-line input. In the tables `|` is the cursor, `[ ]` the selection's ends.

use proptest::prelude::*;

use super::*;

fn parse(notation: &str) -> LineInput {
    let at = |mark| {
        let at = notation.find(mark)?;
        Some(at - notation[..at].matches(['|', '[', ']']).count())
    };
    let mut line = LineInput::new(&notation.replace(['|', '[', ']'], ""));
    line.caret = at('|').expect("a caret");
    if let (Some(start), Some(end)) = (at('['), at(']')) {
        line.anchor = Some(if line.caret == start { end } else { start });
    }
    line
}

fn notation(line: &LineInput) -> String {
    let mut text = line.text.clone();
    match line.selected_range() {
        Some(range) if range.end == line.caret => {
            text.insert_str(range.end, "|]");
            text.insert(range.start, '[');
        }
        Some(range) => {
            text.insert(range.end, ']');
            text.insert_str(range.start, "[|");
        }
        None => text.insert(line.caret, '|'),
    }
    text
}

#[test]
fn edits_and_moves_go_by_clusters() {
    use crate::editor::motion::Anchor::{Drop, Keep};
    type Operation = fn(&mut LineInput);
    let cases: [(&str, Operation, &str); 22] = [
        ("he|llo", |l| _ = l.insert('x'), "hex|llo"),
        ("he|llo", |l| _ = l.insert('\n'), "he|llo"),
        ("a[b|]c", |l| _ = l.insert('x'), "ax|c"),
        ("a|b", |l| _ = l.paste("x\r\ny\tz\u{1b}"), "ax y z|b"),
        ("a👍🏽|", |l| _ = l.delete(Motion::Left), "a|"),
        ("|👨‍👩‍👧b", |l| _ = l.delete(Motion::Right), "|b"),
        ("one two|", |l| _ = l.delete(Motion::WordLeft), "one |"),
        ("one| two", |l| _ = l.delete(Motion::WordRight), "one|"),
        ("one t|wo", |l| _ = l.delete(Motion::LineStart), "|wo"),
        ("one t|wo", |l| _ = l.delete(Motion::LineEnd), "one t|"),
        ("a[bc|]d", |l| _ = l.delete(Motion::WordLeft), "a|d"),
        ("a你|", |l| l.step(Motion::Left, Drop), "a|你"),
        ("|e\u{301}x", |l| l.step(Motion::Right, Drop), "e\u{301}|x"),
        ("ab|cd", |l| l.step(Motion::Up, Drop), "|abcd"),
        ("ab|cd", |l| l.step(Motion::Last, Keep), "ab[cd|]"),
        ("ab|cd", |l| l.step(Motion::RowStart, Keep), "[|ab]cd"),
        ("a[bc|]d", |l| l.step(Motion::Left, Drop), "a|bcd"),
        ("a[|bc]d", |l| l.step(Motion::Right, Drop), "abc|d"),
        ("a|b", LineInput::select_all, "[ab|]"),
        ("one two|", |l| l.select_word_at(1), "[one|] two"),
        ("你好|", |l| l.click(3, Drop), "你|好"),
        ("|你好", |l| l.set("x"), "x|"),
    ];
    for (before, action, after) in cases {
        let mut line = parse(before);
        action(&mut line);
        assert_eq!(notation(&line), after, "{before:?}");
    }
}

#[test]
fn what_is_written_is_counted() {
    let cases = [
        (Limit::Clusters(5), (2, 5)),
        (Limit::Characters(5), (3, 5)),
        (Limit::Bytes(5), (9, 5)),
    ];
    for (limit, count) in cases {
        assert_eq!(LineInput::new("a👍🏽").limited(limit).count(), Some(count));
    }
    assert_eq!(LineInput::new("a").count(), None);
}

#[test]
fn a_long_line_scrolls_with_its_caret() {
    let mut line = LineInput::new("0123456789");
    line.layout(5);
    assert_eq!((line.first_in_sight(), line.caret_column()), (6, 4));
    line.step(Motion::First, Anchor::Drop);
    line.layout(5);
    assert_eq!((line.first_in_sight(), line.caret_column()), (0, 0));
    line.step(Motion::Last, Anchor::Drop);
    line.layout(5);
    line.delete(Motion::Left);
    line.layout(5);
    assert_eq!((line.first_in_sight(), line.caret_column()), (5, 4));
    line.layout(40);
    assert_eq!((line.first_in_sight(), line.caret_column()), (0, 9));
}

#[test]
fn cutting_hands_out_what_was_selected() {
    let mut line = parse("a[b|]c");
    assert_eq!(line.cut().as_deref(), Some("b"));
    assert_eq!((notation(&line).as_str(), line.cut()), ("a|c", None));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_caret_is_always_in_sight(text in "(a|你|👍🏽|e\u{301}|\u{200D}|\u{202E}|🇩| ){0,30}", steps in prop::collection::vec(0..7_u8, 0..30), width in 0..12_u16) {
        let mut line = LineInput::new(&text);
        for step in steps {
            match step {
                0 => line.step(Motion::Left, Anchor::Drop),
                1 => line.step(Motion::WordLeft, Anchor::Keep),
                2 => line.step(Motion::Right, Anchor::Keep),
                3 => _ = line.delete(Motion::Left),
                4 => _ = line.delete(Motion::WordRight),
                5 => _ = line.insert('🇪'),
                _ => _ = line.paste("\u{301}你\n"),
            }
            line.layout(width);
            prop_assert!(line.caret_column() < width.max(1));
            prop_assert_eq!(grapheme::boundary_from(&line.text, line.caret), line.caret);
            prop_assert_eq!(grapheme::boundary_from(&line.text, line.start), line.start);
            prop_assert!(line.start <= line.caret);
        }
    }
}
