//! The terminal's cursor stands on the selected row, so that a screen reader follows it.

use chatquill::app::events::event::Size;
use chatquill::view::theme::Theme;

use crate::harness::Stage;
use crate::states;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// A list: its name, the state that shows it, and the keys that lead there.
type List = (&'static str, fn(Size) -> Stage, &'static str);

/// Asserts that the cursor stands on a row in the style of the selected one; returns its row.
fn selected(stage: &Stage, name: &str) -> u16 {
    let theme = Theme::named("dark").unwrap();
    let (buffer, caret) = stage.draw(&theme);
    let caret = caret.unwrap_or_else(|| panic!("{name}: there is no cursor"));
    let row = (caret.x..buffer.area.right()).map(|x| buffer[(x, caret.y)].bg);
    let is_lit = row.take(4).any(|ground| Some(ground) == theme.current.0.bg);
    assert!(is_lit, "{name}: the cursor is at {caret:?}");
    caret.y
}

#[test]
fn it_follows_the_selection_in_every_list() {
    let lists: [List; 8] = [
        ("spaces", states::spaces_listed, ""),
        ("outline", states::cards_outline, "esc home"),
        ("form", states::cards_outline, ""),
        ("options", states::options_at_rest, "alt+4"),
        ("palette", states::text_written, "ctrl+p"),
        ("templates", states::gallery, ""),
        ("ways to send", states::text_written, "alt+w"),
        ("size", states::card, "ctrl+g"),
    ];
    for (name, reach, keys) in lists {
        let stage = reach(SIZE).keys(keys);
        let before = selected(&stage, name);
        let stage = stage.keys("down");
        assert!(selected(&stage, name) > before, "{name}");
    }
}

#[test]
fn it_stands_where_words_are_typed() {
    let theme = Theme::named("dark").unwrap();
    for (reach, keys) in [
        (states::spaces_listed as fn(Size) -> Stage, "e n g"),
        (states::text_written, "ctrl+p e n g"),
    ] {
        let (buffer, caret) = reach(SIZE).keys(keys).draw(&theme);
        let caret = caret.unwrap();
        let words: String = (caret.x - 3..caret.x)
            .map(|x| buffer[(x, caret.y)].symbol())
            .collect();
        assert_eq!(words, "eng");
    }
}
