//! Find and replace in the text.

use chatquill::app::events::event::{Event, Size};
use chatquill::app::events::pane::Pane;
use chatquill::view::theme::Theme;
use ratatui::style::Modifier;
use serde_json::json;

use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn screen(stage: &Stage) -> String {
    screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0)
}

fn text(stage: &Stage) -> &str {
    stage.app.document.draft().text()
}

/// Returns the program with this text, the cursor at its start.
fn with_text(text: &str) -> Stage {
    let setting = Setting {
        request: json!({"parent": "spaces/AAAArelease1", "message": {"text": text}}),
        ..Setting::default()
    };
    Stage::connected(SIZE, setting).keys("ctrl+home")
}

fn selected(stage: &Stage) -> Option<std::ops::Range<usize>> {
    stage.app.panes.text.selected_range()
}

#[test]
fn the_matches_are_counted_and_gone_through() {
    let stage = with_text("one two One\ntwo one")
        .keys("ctrl+f")
        .write("one");
    assert!(screen(&stage).contains("1 of 3"), "{}", screen(&stage));
    assert_eq!(selected(&stage), Some(0..3));
    let stage = stage.keys("enter");
    assert_eq!(selected(&stage), Some(8..11));
    let stage = stage.keys("enter down");
    assert!(screen(&stage).contains("1 of 3"), "around the end");
    let stage = stage.keys("up");
    assert!(screen(&stage).contains("3 of 3"), "{}", screen(&stage));
    let stage = stage.keys("esc");
    assert_eq!(
        stage.app.panes.text.caret_offset(),
        16,
        "the cursor stays at the match"
    );
    assert_eq!(selected(&stage), None);
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    assert_eq!(text(&stage), "one two One\ntwo one");
}

#[test]
fn the_first_match_is_the_one_from_the_cursor_on() {
    let stage = with_text("a b a b a").keys("right right ctrl+f").write("a");
    assert_eq!(selected(&stage), Some(4..5));
    let stage = stage.write("x");
    assert!(screen(&stage).contains("no match"), "{}", screen(&stage));
    assert_eq!(selected(&stage), None);
    let stage = stage.keys("backspace");
    assert_eq!(
        selected(&stage),
        Some(4..5),
        "what is looked for grows and shrinks"
    );
}

#[test]
fn a_capital_letter_makes_case_count() {
    let stage = with_text("one One ONE").keys("ctrl+f").write("One");
    assert!(screen(&stage).contains("1 of 1"), "{}", screen(&stage));
}

#[test]
fn what_is_selected_is_looked_for_and_the_words_are_found_again() {
    let stage = with_text("alpha beta alpha").keys("ctrl+shift+right ctrl+f");
    assert!(screen(&stage).contains("1 of 2"), "{}", screen(&stage));
    let stage = stage.keys("esc end ctrl+f");
    assert!(screen(&stage).contains("alpha"), "{}", screen(&stage));
    let stage = stage.write("beta");
    assert!(
        screen(&stage).contains("1 of 1"),
        "typing replaces the words of last time"
    );
}

#[test]
fn a_match_is_replaced_and_the_next_one_is_shown() {
    let stage = with_text("cat dog cat cat")
        .keys("ctrl+f")
        .write("cat")
        .keys("tab")
        .write("cow");
    let stage = stage.keys("enter");
    assert_eq!(text(&stage), "cow dog cat cat");
    assert_eq!(selected(&stage), Some(8..11));
    let stage = stage.keys("down enter");
    assert_eq!(text(&stage), "cow dog cat cow", "one was skipped");
    assert_eq!(text(&stage.keys("esc ctrl+z ctrl+z")), "cat dog cat cat");
}

#[test]
fn all_are_replaced_as_one_step() {
    let stage = with_text("你好 hi 你好\n你好👋")
        .keys("ctrl+f")
        .write("你好")
        .keys("tab")
        .write("早安");
    let stage = stage.keys("alt+enter");
    assert_eq!(text(&stage), "早安 hi 早安\n早安👋");
    assert!(
        screen(&stage).contains("Replaced 3 times"),
        "{}",
        screen(&stage)
    );
    let stage = stage.keys("esc ctrl+z");
    assert_eq!(text(&stage), "你好 hi 你好\n你好👋");
    let stage = with_text("aaa")
        .keys("ctrl+f")
        .write("a")
        .keys("tab")
        .write("aa")
        .keys("alt+enter");
    assert_eq!(
        text(&stage),
        "aaaaaa",
        "what was put in is not replaced again"
    );
    let stage = with_text("abc").keys("ctrl+f").write("b").keys("alt+enter");
    assert_eq!(text(&stage), "ac", "nothing replaces it");
}

#[test]
fn all_matches_in_sight_are_marked() {
    let stage = with_text("one two one two one").keys("ctrl+f").write("one");
    let (buffer, _) = stage.draw(&Theme::named("monochrome").unwrap());
    let marked = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    assert_eq!(marked.count(), 6, "two matches beside the selected one");
}

#[test]
fn the_bar_fits_a_small_screen_and_shows_the_match() {
    let long = "line\n".repeat(30) + "needle";
    let stage = with_text(&long).keys("ctrl+f").write("needle");
    for (width, height) in [(80, 24), (30, 8), (120, 40)] {
        let size = Size { width, height };
        let stage = with_text(&long)
            .event(Event::Resized(size))
            .keys("ctrl+f")
            .write("needle");
        assert!(stage.app.panes.text.caret_cell().is_some(), "{size:?}");
        assert!(screen(&stage).contains("Find"), "{}", screen(&stage));
    }
    assert!(screen(&stage).contains("needle"));
}

#[test]
fn a_whole_message_is_searched_by_key() {
    let long = "the quick brown fox 你好 ".repeat(1200);
    let stage = with_text(&long).keys("ctrl+f").write("fox 你");
    assert!(screen(&stage).contains("1 of 1200"), "{}", screen(&stage));
    let stage = stage.keys("tab").write("dog 你").keys("alt+enter");
    assert_eq!(text(&stage).matches("dog 你好").count(), 1200);
}
