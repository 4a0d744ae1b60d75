//! Tests of the drawn JSON tab.

use ratatui::style::Color;
use serde_json::json;

use super::*;

fn styles() -> JsonTabStyles {
    JsonTabStyles {
        head: Style::new().fg(Color::DarkGray),
        json: JsonStyles {
            key: Style::new().fg(Color::Blue),
            string: Style::new().fg(Color::Green),
            number: Style::new().fg(Color::Yellow),
            literal: Style::new().fg(Color::Magenta),
            punctuation: Style::new().fg(Color::White),
            ..JsonStyles::default()
        },
        mark: Style::new().bg(Color::Red),
        ..JsonTabStyles::default()
    }
}

fn drawn(tab: &mut JsonTab, width: u16, height: u16) -> Buffer {
    tab.layout(width, height);
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(tab, area, &styles(), &mut buffer);
    buffer
}

/// Returns the colours of a row, a letter a cell.
fn colours(buffer: &Buffer, y: u16) -> String {
    let letter = |x| match buffer[(x, y)].fg {
        Color::DarkGray => 'h',
        Color::Blue => 'k',
        Color::Green => 's',
        Color::Yellow => 'n',
        Color::Magenta => 'l',
        Color::White => 'p',
        _ => '.',
    };
    (0..buffer.area.width).map(letter).collect()
}

#[test]
fn pieces_keep_their_colours_over_rows() {
    let mut tab = JsonTab::default();
    tab.reveal(Some("/n"));
    let head = ["POST /v1".to_owned()];
    tab.show(
        1,
        &head,
        &json!({"text": "0123456789", "n": 12, "b": true}),
        None,
    );
    let buffer = drawn(&mut tab, 13, 7);
    let rows: Vec<_> = (0..7).map(|y| colours(&buffer, y)).collect();
    assert_eq!(
        rows,
        [
            "hhhhhhhh.....",
            "p............",
            "kkkkkkpp.....",
            "..ssssssssss.",
            "..ssp........",
            "kkkppnnp.....",
            "kkkppllll....",
        ]
    );
    assert_eq!(buffer[(0, 5)].bg, Color::Red);
    assert_eq!(buffer[(0, 4)].bg, Color::Reset);
}

#[test]
fn nothing_that_steers_a_terminal_is_drawn() {
    let mut tab = JsonTab::default();
    let hostile = "\u{1b}]0;x\u{7}\u{7f}\u{9b}31m\u{202E}abc\u{2066}";
    tab.show(1, &[hostile.to_owned()], &json!({ hostile: hostile }), None);
    for width in 1..60 {
        let buffer = drawn(&mut tab, width, 30);
        let is_forbidden = |c: char| c.is_control() || "\u{202E}\u{2066}".contains(c);
        let forbidden = buffer
            .content()
            .iter()
            .any(|cell| cell.symbol().contains(is_forbidden));
        assert!(!forbidden, "at {width}");
    }
}

#[test]
fn any_size_is_drawn() {
    let mut tab = JsonTab::default();
    tab.show(1, &["你".to_owned()], &json!({"你": "👨‍👩‍👧\n你"}), None);
    for width in 0..8 {
        for height in 0..6 {
            drawn(&mut tab, width, height);
        }
    }
}
