//! What is cut, copied or killed is pasted again.

use chatquill::app::events::effect::{Effect, TerminalCommand};
use chatquill::app::events::event::{Event, Reply, Size};
use chatquill::view::theme::Theme;

use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn text(stage: &Stage) -> &str {
    stage.app.document.draft().text()
}

/// Answers the question for the desktop's clipboard.
fn desktop(stage: Stage, text: Option<&str>) -> Stage {
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Terminal(TerminalCommand::ReadClipboard(ticket)) => Some(*ticket),
        _ => None,
    });
    let reply = Reply::Clipboard(text.map(str::to_owned));
    stage.event(Event::Replied(asked.expect("the desktop is asked"), reply))
}

#[test]
fn what_is_cut_copied_or_killed_is_pasted() {
    for (keys, rest) in [
        ("ctrl+a ctrl+x", "one two"),
        ("ctrl+a ctrl+c right", "one twoone two"),
        ("ctrl+u", "one two"),
        ("home ctrl+k", "one two"),
    ] {
        let stage = Stage::writing(SIZE)
            .write("one two")
            .keys(keys)
            .keys("ctrl+v");
        let stage = desktop(stage, None);
        assert_eq!(text(&stage), rest, "{keys}");
    }
}

#[test]
fn kills_in_a_row_are_one() {
    let stage = Stage::writing(SIZE)
        .write("one\ntwo\nthree")
        .keys("ctrl+home ctrl+k ctrl+k ctrl+k");
    assert_eq!(text(&stage), "\nthree");
    let stage = desktop(stage.keys("ctrl+end ctrl+v"), None);
    assert_eq!(text(&stage), "\nthreeone\ntwo");
    let stage = Stage::writing(SIZE)
        .write("one two")
        .keys("ctrl+left ctrl+k ctrl+u");
    let stage = desktop(stage.keys("ctrl+v"), None);
    assert_eq!(text(&stage), "one ", "another direction is another kill");
}

#[test]
fn a_kill_is_offered_to_the_desktop_and_a_deleted_word_is_not() {
    let offered = |stage: &Stage| {
        let offers = stage.effects.iter().filter_map(|effect| match effect {
            Effect::Terminal(TerminalCommand::Offer(text)) => Some(text.clone()),
            _ => None,
        });
        offers.collect::<Vec<_>>()
    };
    let stage = Stage::writing(SIZE).write("one two").keys("ctrl+w");
    assert!(offered(&stage).is_empty());
    assert_eq!(offered(&stage.keys("ctrl+u")), ["one "]);
}

#[test]
fn the_desktop_goes_first_and_keys_wait_for_it() {
    let stage = Stage::writing(SIZE)
        .write("a ")
        .keys("ctrl+a ctrl+c right ctrl+v")
        .write("!");
    assert_eq!(text(&stage), "a ", "what is typed stands behind the paste");
    let stage = desktop(stage, Some("from\r\nelsewhere"));
    assert_eq!(text(&stage), "a from\nelsewhere!");
    assert_eq!(text(&stage.keys("ctrl+z ctrl+z")), "a ");
}

#[test]
fn a_field_takes_a_paste_too_and_nothing_says_so() {
    let stage = desktop(Stage::writing(SIZE).keys("ctrl+f ctrl+v"), Some("needle"));
    let screen = screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0);
    assert!(screen.contains("needle"), "{screen}");
    let stage = desktop(Stage::writing(SIZE).keys("ctrl+v"), None);
    let screen = screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0);
    assert!(screen.contains("Nothing to paste"), "{screen}");
}

#[test]
fn words_that_match_no_space_are_kept_for_the_text() {
    let stage = Stage::connected(SIZE, Setting::default()).write("Soup at noon");
    let stage = stage.keys("esc");
    let seen = screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0);
    assert!(seen.contains("No space matched \"Soup at noon\""), "{seen}");
    assert!(seen.contains("Ctrl+V in the text pastes them"), "{seen}");
    let stage = desktop(stage.keys("f3 ctrl+v"), None);
    assert_eq!(text(&stage), "Soup at noon");
}
