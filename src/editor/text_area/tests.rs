//! Tests of the text area: motions and edits as tables, everything else as properties.
//!
//! In the tables `|` is the cursor and `[ ]` are the ends of the selection.

use proptest::prelude::*;

use super::*;
use crate::editor::change::Splice;
use crate::editor::edit::{LIMIT, Paste};
use crate::editor::motion::{Anchor, Motion};

/// Parses a text at `width` cells a row from its notation.
fn parse(notation: &str, width: u16) -> Text {
    let plain = notation.replace(['|', '[', ']'], "");
    let offset = |mark: char| {
        let at = notation.find(mark)?;
        let before = &notation[..at];
        Some(at - before.matches(['|', '[', ']']).count())
    };
    let mut text = Text::new(&plain);
    text.layout(width + 1, 10);
    let caret = text.place(offset('|').expect("a caret"));
    text.put_caret(caret, Side::After);
    if let (Some(start), Some(end)) = (offset('['), offset(']')) {
        let (start, end) = (text.place(start), text.place(end));
        text.anchor = Some(if caret == start { end } else { start });
    }
    text
}

/// Applies a change and returns it.
fn done(text: &mut Text, splice: Option<Splice>) -> Option<Splice> {
    let splice = splice?;
    text.apply(&splice);
    Some(splice)
}

fn notation(text: &Text) -> String {
    let mut marks = vec![(text.caret_offset(), '|')];
    if let Some(range) = text.selected_range() {
        marks.insert(0, (range.start, '['));
        marks.push((range.end, ']'));
        marks.sort_by_key(|(at, _)| *at);
        if text.caret_offset() == range.end {
            marks.swap(1, 2);
            marks.sort_by_key(|(at, mark)| (*at, *mark == ']'));
        }
    }
    let mut shown = text.text();
    for (at, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

fn rows(text: &Text) -> Vec<String> {
    (0..text.rows.count())
        .map(|index| text.row_text(text.rows.row(index)).to_owned())
        .collect()
}

#[test]
fn the_notation_reads_what_it_writes() {
    for case in ["|", "he|llo", "a[b|]c", "a[|b]c", "[ab\nc|]", "[|你]\n"] {
        assert_eq!(notation(&parse(case, 80)), case);
    }
}

#[test]
fn motions_lead_where_people_expect() {
    use crate::editor::motion::Anchor::{Drop, Keep};
    use crate::editor::motion::Motion::*;
    let cases = [
        ("he|llo", Left, Drop, "h|ello"),
        ("he|llo", Right, Drop, "hel|lo"),
        ("|hello", Left, Drop, "|hello"),
        ("hello|", Right, Drop, "hello|"),
        ("a\n|b", Left, Drop, "a|\nb"),
        ("a|\nb", Right, Drop, "a\n|b"),
        ("a[bc|]d", Left, Drop, "a|bcd"),
        ("a[bc|]d", Right, Drop, "abc|d"),
        ("a[|bc]d", Right, Drop, "abc|d"),
        ("ab|cd", Left, Keep, "a[|b]cd"),
        ("a[|b]cd", Right, Keep, "ab|cd"),
        ("ab|cd", Right, Keep, "ab[c|]d"),
        ("a你|好", Left, Drop, "a|你好"),
        ("👨‍👩‍👧|x", Left, Drop, "|👨‍👩‍👧x"),
        ("|🇩🇪🇫🇷", Right, Drop, "🇩🇪|🇫🇷"),
        ("one two| three", WordLeft, Drop, "one |two three"),
        ("one |two", WordLeft, Drop, "|one two"),
        ("one| two three", WordRight, Drop, "one two| three"),
        ("foo|.bar()", WordRight, Drop, "foo.|bar()"),
        ("|snake_case x", WordRight, Drop, "snake_case| x"),
        ("a\n|b", WordLeft, Drop, "a|\nb"),
        ("a|\n b", WordRight, Drop, "a\n| b"),
        ("|東京タワーへ", WordRight, Drop, "東京|タワーへ"),
        ("東京タワーへ|", WordLeft, Drop, "東京タワー|へ"),
        ("one| two", WordRight, Keep, "one[ two|]"),
        ("ab\nc|d", LineStart, Drop, "ab\n|cd"),
        ("a|b\ncd", LineEnd, Drop, "ab|\ncd"),
        ("ab\nc|d", First, Drop, "|ab\ncd"),
        ("a|b\ncd", Last, Drop, "ab\ncd|"),
        ("a|b\ncd", Last, Keep, "a[b\ncd|]"),
        ("abc|d\nx\nabcd", Down, Drop, "abcd\nx|\nabcd"),
        ("a|b", Up, Drop, "|ab"),
        ("a|b", Down, Drop, "ab|"),
        ("a|b\ncd", Down, Keep, "a[b\nc|]d"),
        ("a你|b\n你bc", Down, Drop, "a你b\n你b|c"),
        ("ab|\n你好", Down, Drop, "ab\n你|好"),
        ("a|b\n你好", Down, Drop, "ab\n|你好"),
        ("a|b\nc\nd", PageDown, Drop, "ab\nc\nd|"),
        ("ab\nc\nd|", PageUp, Drop, "a|b\nc\nd"),
    ];
    for (before, motion, anchor, after) in cases {
        let mut text = parse(before, 80);
        text.step(motion, anchor);
        assert_eq!(notation(&text), after, "{before:?} {motion:?} {anchor:?}");
    }
}

#[test]
fn moves_over_wrapped_rows_go_by_what_is_seen() {
    let mut text = parse("one two thr|ee four", 8);
    assert_eq!(rows(&text), ["one two ", "three ", "four"]);
    let steps = [
        (Motion::RowStart, "one two |three four", (0, 1)),
        (Motion::RowEnd, "one two three |four", (6, 1)),
        (Motion::Up, "one tw|o three four", (6, 0)),
        (Motion::RowEnd, "one two |three four", (8, 0)),
        (Motion::Down, "one two three |four", (6, 1)),
        (Motion::Down, "one two three four|", (4, 2)),
        (Motion::Up, "one two three |four", (6, 1)),
        (Motion::Left, "one two three| four", (5, 1)),
        (Motion::LineStart, "|one two three four", (0, 0)),
        (Motion::LineEnd, "one two three four|", (4, 2)),
    ];
    for (motion, after, cell) in steps {
        text.step(motion, Anchor::Drop);
        text.layout(9, 10);
        assert_eq!(
            (notation(&text).as_str(), text.caret_cell()),
            (after, Some(cell))
        );
    }
}

#[test]
fn the_column_is_remembered_over_short_lines() {
    let mut text = parse("abcdef|gh\nx\n\nabcdefgh", 80);
    for after in [
        "abcdefgh\nx|\n\nabcdefgh",
        "abcdefgh\nx\n|\nabcdefgh",
        "abcdefgh\nx\n\nabcdef|gh",
    ] {
        text.step(Motion::Down, Anchor::Drop);
        assert_eq!(notation(&text), after);
    }
}

type Edit = fn(&Text) -> Option<Splice>;

/// The text before, the edit, the text after, and the change as `at:removed/inserted`.
#[rustfmt::skip]
const EDITS: &[(&str, Edit, &str, &str)] = {
    use crate::editor::motion::Motion::*;
    &[
        ("he|llo", |t| t.insert('x'), "hex|llo", "2:/x"),
        ("he|llo", |t| t.insert('\u{7}'), "he|llo", ""),
        ("a|", |t| t.insert('\t'), "a\t|", "1:/\t"),
        ("a|b", |t| Some(t.newline()), "a\n|b", "1:/\n"),
        ("你|", |t| t.insert('好'), "你好|", "3:/好"),
        ("e|", |t| t.insert('\u{301}'), "e\u{301}|", "1:/\u{301}"),
        ("|\u{301}", |t| t.insert('e'), "e\u{301}|", "0:/e"),
        ("a[bc|]d", |t| t.insert('x'), "ax|d", "1:bc/x"),
        ("a[|b\nc]d", |t| t.insert('x'), "ax|d", "1:b\nc/x"),
        ("[a|]", |t| t.insert('a'), "a|", "0:a/a"),
        ("[|a]", |t| t.insert('a'), "a|", "0:a/a"),
        ("he|llo", |t| t.delete(Left), "h|llo", "1:e/"),
        ("he|llo", |t| t.delete(Right), "he|lo", "2:l/"),
        ("|a", |t| t.delete(Left), "|a", ""),
        ("a|", |t| t.delete(Right), "a|", ""),
        ("a\n|b", |t| t.delete(Left), "a|b", "1:\n/"),
        ("a|\nb", |t| t.delete(Right), "a|b", "1:\n/"),
        ("x👩‍🚀|", |t| t.delete(Left), "x|", "1:👩‍🚀/"),
        ("|👍🏽x", |t| t.delete(Right), "|x", "0:👍🏽/"),
        ("e\u{301}|", |t| t.delete(Left), "|", "0:e\u{301}/"),
        ("one two|", |t| t.delete(WordLeft), "one |", "4:two/"),
        ("one| two", |t| t.delete(WordRight), "one|", "3: two/"),
        ("a\nbc|d", |t| t.delete(LineStart), "a\n|d", "2:bc/"),
        ("a\n|d", |t| t.delete(LineStart), "a|d", "1:\n/"),
        ("a|bc\nd", |t| t.delete(LineEnd), "a|\nd", "1:bc/"),
        ("a|\nd", |t| t.delete(LineEnd), "a|d", "1:\n/"),
        ("a[b|]c", |t| t.delete(WordLeft), "a|c", "1:b/"),
    ]
};

#[test]
fn edits_say_what_they_did() {
    for (before, edit, after, change) in EDITS {
        let mut text = parse(before, 80);
        let was = text.text();
        let splice = edit(&text);
        let splice = done(&mut text, splice);
        assert_eq!(notation(&text), *after, "{before:?}");
        let said = splice.as_ref().map_or(String::new(), |splice| {
            format!("{}:{}/{}", splice.at, splice.removed, splice.inserted)
        });
        assert_eq!(said, *change, "{before:?}");
        if let Some(splice) = splice {
            assert_eq!(splice.applied(&was), Some(text.text()));
        }
    }
}

#[test]
fn pastes_come_in_clean_and_whole() {
    let cases = [
        ("a|b", "x\r\ny\rz", "ax\ny\nz|b"),
        ("|", "\u{1b}[31mred\u{7}\u{9b}\u{7f}", "red|"),
        ("|", "a\tb", "a\tb|"),
        ("a[b|]c", "1\n2", "a1\n2|c"),
        ("|", "👨‍👩‍👧\u{fe0f}你", "👨‍👩‍👧\u{fe0f}你|"),
    ];
    for (before, pasted, after) in cases {
        let mut text = parse(before, 80);
        let Paste::Change(splice) = text.paste(pasted) else {
            panic!("{before:?} {pasted:?}");
        };
        text.apply(&splice);
        let shown = text.text();
        let caret = text.caret_offset();
        assert_eq!(format!("{}|{}", &shown[..caret], &shown[caret..]), after);
        assert_eq!(
            splice.inverse().applied(&shown).as_deref(),
            Some(&*before.replace(['|', '[', ']'], ""))
        );
    }
    let mut text = Text::new("a");
    assert_eq!(text.paste("\u{7}"), Paste::Nothing);
    let bytes = LIMIT + 1;
    assert_eq!(text.paste(&"x".repeat(LIMIT)), Paste::TooLong { bytes });
    assert_eq!(text.text(), "a");
    text.select_all();
    assert!(matches!(text.paste(&"x".repeat(LIMIT)), Paste::Change(_)));
}

#[test]
fn cutting_hands_out_what_was_selected() {
    let mut text = parse("a[b\nc|]d", 80);
    let splice = text.cut().expect("a selection");
    assert_eq!(splice.removed, "b\nc");
    assert_eq!(
        notation(&text),
        "a[b\nc|]d",
        "whoever holds the text cuts it"
    );
    text.apply(&splice);
    assert_eq!(notation(&text), "a|d");
    assert_eq!(text.cut(), None);
    text.select_all();
    assert_eq!(text.selected_text().as_deref(), Some("ad"));
}

#[test]
fn the_mouse_hits_what_is_seen() {
    let mut text = parse("one two 你好\nthree|", 7);
    assert_eq!(rows(&text), ["one two ", "你好", "three"]);
    let cases = [
        ((2, 0), "on|e two 你好\nthree"),
        ((1, 1), "one two |你好\nthree"),
        ((2, 1), "one two 你|好\nthree"),
        ((9, 1), "one two 你好|\nthree"),
        ((3, 8), "one two 你好\nthr|ee"),
    ];
    for ((column, row), after) in cases {
        text.click(column, row, Anchor::Drop);
        assert_eq!(notation(&text), after);
    }
    text.click(1, 0, Anchor::Drop);
    text.drag_to(3, 0);
    assert_eq!(notation(&text), "o[ne|] two 你好\nthree");
    text.drag_to(-4, 0);
    assert_eq!(notation(&text), "[|o]ne two 你好\nthree");
    text.select_word_at(5, 0);
    assert_eq!(notation(&text), "one [two|] 你好\nthree");
    text.drag_to(1, 0);
    assert_eq!(notation(&text), "[|one two] 你好\nthree");
    text.drag_to(1, 2);
    assert_eq!(notation(&text), "one [two 你好\nthree|]");
    text.select_line_at(1, 1);
    assert_eq!(notation(&text), "[one two 你好|]\nthree");
    text.click(1, 2, Anchor::Keep);
    assert_eq!(notation(&text), "[one two 你好\nt|]hree");
}

#[test]
fn the_wheel_leaves_the_caret_and_typing_returns_to_it() {
    let mut text = Text::new(&"x\n".repeat(30));
    text.layout(20, 5);
    assert_eq!(
        (text.position(), text.caret_cell()),
        ((26, 31), Some((0, 4)))
    );
    text.scroll(-100);
    text.layout(20, 5);
    assert_eq!((text.position().0, text.caret_cell()), (0, None));
    text.scroll(3);
    text.layout(20, 4);
    assert_eq!(text.position().0, 3);
    let splice = text.insert('y');
    done(&mut text, splice);
    text.layout(20, 4);
    assert_eq!((text.position().0, text.caret_cell()), (27, Some((1, 3))));
    text.scroll(100);
    assert_eq!(text.position().0, 27);
}

#[test]
fn a_new_text_keeps_caret_and_rows_right() {
    let mut text = Text::new("one\ntwo\nthree");
    text.layout(6, 3);
    text.set("one\n👍🏽\nthree", 5);
    assert_eq!(notation(&text), "one\n👍🏽|\nthree");
    assert_eq!(rows(&text), ["one", "👍🏽", "three"]);
    text.set("", 9);
    assert_eq!((notation(&text).as_str(), text.is_empty()), ("|", true));
    text.set("a\rb\u{1b}", 9);
    assert_eq!(text.text(), "a\rb\u{1b}");
}

#[test]
fn edits_beyond_what_the_model_can_jump_to_are_right() {
    let long = "é".repeat(70_000);
    let mut text = Text::new(&long);
    let splice = text.insert('x');
    assert_eq!(done(&mut text, splice).map(|made| made.at), Some(140_000));
    let splice = text.delete(Motion::Left);
    assert_eq!(
        done(&mut text, splice).map(|made| made.removed),
        Some("x".into())
    );
    assert_eq!(text.text(), long);
    let tall = "\n".repeat(70_000);
    let mut text = Text::new(&tall);
    let splice = text.insert('x');
    done(&mut text, splice);
    assert_eq!(text.lines().last().map(String::as_str), Some("x"));
    text.step(Motion::Left, Anchor::Keep);
    text.step(Motion::Left, Anchor::Keep);
    let splice = text.delete(Motion::Left);
    done(&mut text, splice);
    assert_eq!(text.text(), tall[1..]);
}

/// Returns pieces that break editors: each joins with, widens, hides or splits its neighbours.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "word ",
        " ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "你好",
        "。",
        "「",
        "ｶﾞ",
        "ﾊﾟ",
        "e\u{301}",
        "\u{301}",
        "👍🏽",
        "\u{1F3FD}",
        "👨‍👩‍👧",
        "\u{200D}",
        "🇩🇪",
        "🇩",
        "1\u{FE0F}\u{20E3}",
        "❤\u{FE0F}",
        "\u{FE0F}",
        "각",
        "ᄀ",
        "ᅡ",
        "ᆨ",
        "שלום",
        "مرحبا",
        "\u{202E}",
        "\u{200B}",
        "क्षि",
        "ก็",
        "\u{7}",
        "\u{9B}",
        "\r",
        "ﷺ",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "https://example.com/a-long-address?x=1",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[derive(Clone, Debug)]
enum Operation {
    Insert(char),
    Paste(String),
    Delete(Motion),
    Step(Motion, Anchor),
    Click(u16, u16, Anchor),
    Word(u16, u16),
    Drag(i32, i32),
    Scroll(i32),
    Cut,
    All,
    Settle(u16, u16),
}

fn operation() -> impl Strategy<Value = Operation> {
    use crate::editor::motion::Motion::*;
    let motion = prop::sample::select(vec![
        Left, Right, WordLeft, WordRight, Up, Down, PageUp, PageDown, RowStart, RowEnd, LineStart,
        LineEnd, First, Last,
    ]);
    let anchor = prop::sample::select(vec![Anchor::Drop, Anchor::Keep]);
    let c = prop::sample::select(
        "a \n\t你\u{301}\u{200D}👩🇩\u{FE0F}ᅡ\u{7}"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        4 => c.prop_map(Operation::Insert),
        2 => nasty().prop_map(Operation::Paste),
        3 => motion.clone().prop_map(Operation::Delete),
        4 => (motion, anchor.clone()).prop_map(|(m, a)| Operation::Step(m, a)),
        1 => (0..30_u16, 0..12_u16, anchor).prop_map(|(c, r, a)| Operation::Click(c, r, a)),
        1 => (0..30_u16, 0..12_u16).prop_map(|(c, r)| Operation::Word(c, r)),
        1 => (-3..30_i32, -2..14_i32).prop_map(|(c, r)| Operation::Drag(c, r)),
        1 => (-20..20_i32).prop_map(Operation::Scroll),
        1 => Just(Operation::Cut),
        1 => Just(Operation::All),
        1 => (0..30_u16, 0..12_u16).prop_map(|(w, h)| Operation::Settle(w, h)),
    ]
}

fn carry_out(text: &mut Text, operation: Operation) -> Option<Splice> {
    let splice = match operation {
        Operation::Insert(c) => text.insert(c),
        Operation::Paste(pasted) => match text.paste(&pasted) {
            Paste::Change(splice) => Some(splice),
            Paste::Nothing | Paste::TooLong { .. } => None,
        },
        Operation::Delete(motion) => text.delete(motion),
        Operation::Cut => text.cut(),
        operation => {
            carry_out_without_change(text, &operation);
            None
        }
    };
    done(text, splice)
}

fn carry_out_without_change(text: &mut Text, operation: &Operation) {
    match *operation {
        Operation::Step(motion, anchor) => text.step(motion, anchor),
        Operation::Click(column, row, anchor) => text.click(column, row, anchor),
        Operation::Word(column, row) => text.select_word_at(column, row),
        Operation::Drag(column, row) => text.drag_to(column, row),
        Operation::Scroll(rows) => text.scroll(rows),
        Operation::All => text.select_all(),
        Operation::Settle(width, height) => text.layout(width, height),
        Operation::Insert(_) | Operation::Paste(_) | Operation::Delete(_) | Operation::Cut => {
            unreachable!()
        }
    }
}

fn stands_between_clusters(text: &Text, place: Place) -> bool {
    place
        == Place {
            line: place.line,
            byte: grapheme::boundary_from(text.line(place.line), place.byte),
        }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_operations_keep_the_text_whole(start in nasty(), operations in prop::collection::vec(operation(), 1..40), width in 1..20_u16) {
        let mut text = Text::new(&start);
        let mut history = Vec::new();
        text.layout(width, 6);
        for operation in operations {
            let before = text.text();
            let follows = !matches!(operation, Operation::Scroll(_) | Operation::Settle(..) | Operation::Cut | Operation::Paste(_) | Operation::Insert(_) | Operation::Delete(_));
            let splice = carry_out(&mut text, operation);
            let after = text.text();
            prop_assert_eq!(after.len(), text.len());
            if let Some(splice) = splice {
                prop_assert_eq!(splice.applied(&before), Some(after.clone()));
                prop_assert_eq!(splice.inverse().applied(&after), Some(before));
                prop_assert!(text.caret_offset() >= splice.caret());
                history.push(splice);
            } else {
                prop_assert_eq!(&before, &after);
            }
            prop_assert!(stands_between_clusters(&text, text.caret));
            if let Some(anchor) = text.anchor {
                prop_assert!(stands_between_clusters(&text, anchor));
            }
            // The rows updated in steps are the rows wrapped from scratch.
            let anew = Rows::new(after.split('\n'), text.rows.width(), Policy::Words);
            prop_assert_eq!(&text.rows, &anew);
            if follows {
                let height = text.height;
                text.layout(text.rows.width() + 1, height);
                let (column, row) = text.caret_cell().expect("the caret in sight");
                prop_assert!(column <= text.rows.width() && row < height);
            }
        }
        let mut undone = text.text();
        for splice in history.iter().rev() {
            undone = splice.inverse().applied(&undone).expect("a step back");
            text.set(&undone, splice.at);
            prop_assert_eq!(text.text(), undone.clone());
            prop_assert!(stands_between_clusters(&text, text.caret));
        }
        prop_assert_eq!(undone, start);
    }
}
