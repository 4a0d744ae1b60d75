//! Tests of the drawn text: graphemes are where the cursor says, nothing is lost, no control character drawn.

use proptest::prelude::*;
use ratatui::buffer::CellWidth;
use ratatui::style::{Color, Modifier};

use super::*;
use crate::editor::motion::{Anchor, Motion};

fn styles() -> TextStyles {
    TextStyles {
        selection: Style::new().add_modifier(Modifier::REVERSED),
        scrollbar: Style::new().fg(Color::Blue),
        ..TextStyles::default()
    }
}

/// Draws the pane as lines of text, and returns the cursor's cell.
fn drawn(text: &mut Text, width: u16, height: u16) -> (Vec<String>, Option<(u16, u16)>, Buffer) {
    text.layout(width, height);
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let caret = draw(text, area, &styles(), &mut buffer);
    let lines = area
        .rows()
        .map(|row| {
            let mut line = String::new();
            let mut x = 0;
            while x < row.width {
                let cell = &buffer[(x, row.y)];
                line.push_str(cell.symbol());
                x += cell.cell_width().max(1);
            }
            line.trim_end().to_owned()
        })
        .collect();
    (lines, caret.map(|at| (at.x, at.y)), buffer)
}

#[test]
fn each_cluster_is_one_step_and_stands_where_the_caret_says() {
    let clusters = [
        "你",
        "e\u{301}",
        "👨‍👩‍👧‍👦",
        "👍🏽",
        "❤\u{FE0F}",
        "⚠\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
        "ｶﾞ",
        "🇩🇪",
        "각",
        "กำ",
        "क्षि",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "ש",
        "\u{301}",
        "\t",
        "\u{7}",
    ];
    for cluster in clusters {
        let mut text = Text::new(&format!("a{cluster}Z"));
        text.step(Motion::First, Anchor::Drop);
        text.step(Motion::Right, Anchor::Drop);
        if cluster != "\u{301}" {
            text.step(Motion::Right, Anchor::Drop);
        }
        let (_, caret, buffer) = drawn(&mut text, 20, 1);
        let (x, _) = caret.expect("a caret");
        assert_eq!(buffer[(x, 0)].symbol(), "Z", "{cluster:?}");
        let splice = text.delete(Motion::Left).expect("a cluster");
        text.apply(&splice);
        let rest = if cluster == "\u{301}" { "Z" } else { "aZ" };
        assert_eq!(text.text(), rest, "{cluster:?}");
    }
}

#[test]
fn wide_characters_are_all_drawn() {
    for (cluster, count) in [("❤\u{FE0F}", 40), ("👨‍👩‍👧", 12), ("好", 33)] {
        let mut text = Text::new(&cluster.repeat(count));
        let (lines, ..) = drawn(&mut text, 20, 12);
        assert_eq!(lines.concat(), cluster.repeat(count));
        assert!(lines.iter().all(|line| line.cell_width() < 20));
    }
}

#[test]
fn rows_end_where_people_end_them() {
    let cases: [(&str, u16, &[&str]); 14] = [
        ("one two three", 8, &["one two", "three"]),
        ("one two     three", 8, &["one two", "three"]),
        ("one two ", 8, &["one two"]),
        ("one two            ", 8, &["one two"]),
        ("abcdefghij", 5, &["abcd", "efgh", "ij"]),
        ("a abcdefgh", 5, &["a", "abcd", "efgh"]),
        ("  abcdefgh", 5, &["  ab", "cdef", "gh"]),
        ("你好世界再见", 6, &["你好", "世界", "再见"]),
        ("a你好世界", 6, &["a你好", "世界"]),
        ("你好世。界", 7, &["你好", "世。界"]),
        ("你「好世", 6, &["你", "「好", "世"]),
        ("ab\n\ncd", 6, &["ab", "", "cd"]),
        ("a\tb", 9, &["a   b"]),
        ("你", 2, &["…"]),
    ];
    for (written, width, rows) in cases {
        let (mut lines, ..) = drawn(&mut Text::new(written), width, 12);
        lines.truncate(
            rows.len().max(
                lines
                    .iter()
                    .rposition(|l| !l.is_empty())
                    .map_or(0, |i| i + 1),
            ),
        );
        assert_eq!(lines, rows, "{written:?} at {width}");
    }
}

#[test]
fn what_is_selected_shows_line_ends_too() {
    let mut text = Text::new("ab\n\ncd");
    text.select_all();
    text.step(Motion::Left, Anchor::Keep);
    let (_, _, buffer) = drawn(&mut text, 6, 3);
    let selected: Vec<String> = Rect::new(0, 0, 6, 3)
        .rows()
        .map(|row| {
            let mark = |x| match buffer[(x, row.y)].modifier {
                Modifier::REVERSED => '#',
                _ => '.',
            };
            (0..6).map(mark).collect()
        })
        .collect();
    assert_eq!(selected, ["###...", "#.....", "#....."]);
}

#[test]
fn a_bar_shows_which_part_is_in_sight() {
    let mut text = Text::new(&"x\n".repeat(20));
    let (lines, ..) = drawn(&mut text, 4, 4);
    assert_eq!(lines, ["x", "x", "x", "  ▐".replace("  ", "   ").as_str()]);
    text.scroll(-40);
    let (lines, caret, _) = drawn(&mut text, 4, 4);
    assert_eq!(
        (lines, caret),
        (
            vec!["x  ▐".into(), "x".into(), "x".into(), "x".into()],
            None
        )
    );
}

#[test]
fn an_empty_pane_says_what_it_is_for() {
    let area = Rect::new(0, 0, 10, 2);
    let mut buffer = Buffer::empty(area);
    draw_placeholder("Write a message", area, &styles(), &mut buffer);
    assert_eq!(buffer, Buffer::with_lines(["Write a   ", "message   "]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_visible_is_lost_and_nothing_forbidden_drawn(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "word", " ", "  ", "\t", "\n", "你", "。", "「", "ｶﾞ", "\u{301}", "e\u{301}", "👍🏽", "\u{200D}", "👨‍👩‍👧", "🇩🇪", "🇩",
            "1\u{FE0F}\u{20E3}", "❤\u{FE0F}", "각", "שלום", "\u{202E}", "\u{2066}", "\u{2028}", "\u{200B}", "क्षि", "\u{1b}[31m", "\u{9b}", "\u{7f}", "\r", "ﷺ",
        ]), 0..60),
        width in 4..40_u16,
        select in any::<bool>(),
    ) {
        let written = pieces.concat();
        let mut text = Text::new(&written);
        if select {
            text.select_all();
        }
        text.step(Motion::Last, if select { Anchor::Keep } else { Anchor::Drop });
        text.scroll(-1000);
        text.layout(width, 400);
        let (lines, ..) = drawn(&mut text, width, 400);
        let visible = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '▐')).collect::<String>();
        let expected: String = written
            .split('\n')
            .flat_map(|line| grapheme::clusters(line, 0))
            .map(|cluster| grapheme::shown(cluster.text))
            .filter(|(_, cells)| *cells > 0)
            .map(|(symbol, _)| symbol)
            .collect();
        prop_assert_eq!(visible(&lines.concat()), visible(&expected));
        let is_forbidden = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c);
        prop_assert!(!lines.concat().contains(is_forbidden));
    }

    #[test]
    fn any_size_is_drawn(width in 0..6_u16, height in 0..4_u16, x in 0..5_u16, y in 0..5_u16) {
        let mut text = Text::new("你 a\tb\n👨‍👩‍👧x");
        text.select_all();
        text.layout(width, height);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 4));
        let area = Rect::new(x, y, width, height);
        let caret = draw(&text, area, &styles(), &mut buffer);
        prop_assert!(caret.is_none_or(|caret| area.contains(caret)));
    }
}
