//! Tests of a drawn single-line input.

use ratatui::style::Modifier;

use super::*;
use crate::editor::motion::{Anchor, Motion};

fn drawn(line: &mut LineInput, width: u16) -> (Buffer, Option<u16>) {
    line.layout(width);
    let area = Rect::new(1, 0, width, 1);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + 2, 1));
    let styles = LineStyles {
        selection: Style::new().add_modifier(Modifier::REVERSED),
        ..LineStyles::default()
    };
    let caret = draw(line, area, &styles, &mut buffer);
    (buffer, caret.map(|caret| caret.x))
}

#[test]
fn the_end_or_the_start_is_in_sight_with_the_caret() {
    let mut line = LineInput::new("ab你好cd");
    let (buffer, caret) = drawn(&mut line, 6);
    assert_eq!((buffer, caret), (Buffer::with_lines([" 好cd   "]), Some(5)));
    line.step(Motion::First, Anchor::Drop);
    let (buffer, caret) = drawn(&mut line, 6);
    assert_eq!((buffer, caret), (Buffer::with_lines([" ab你好 "]), Some(1)));
    line.step(Motion::Right, Anchor::Keep);
    let (buffer, _) = drawn(&mut line, 6);
    assert_eq!(buffer[(1, 0)].modifier, Modifier::REVERSED);
    assert_eq!(buffer[(2, 0)].modifier, Modifier::empty());
}

#[test]
fn no_size_panics_and_no_control_gets_through() {
    let mut line = LineInput::new("👨‍👩‍👧\u{202E}x");
    for width in 0..5 {
        let (buffer, _) = drawn(&mut line, width);
        assert!(
            !buffer
                .content()
                .iter()
                .any(|cell| cell.symbol().contains('\u{202E}'))
        );
    }
}

#[test]
fn an_empty_field_says_what_it_is_for() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    draw_placeholder("filter", buffer.area, &LineStyles::default(), &mut buffer);
    assert_eq!(buffer, Buffer::with_lines(["filter"]));
}
