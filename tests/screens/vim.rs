//! The keys of vim in the text, where the config asks for them.

use chatquill::app::events::event::{Event, Size};
use chatquill::app::events::pane::Pane;
use chatquill::editor::vim::Vim;
use chatquill::view::theme::Theme;

use crate::harness::Stage;
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

fn vim() -> Stage {
    let mut stage = Stage::writing(SIZE);
    stage.app.panes.vim = Some(Vim::default());
    stage
}

#[test]
fn letters_are_commands_until_a_mode_types_them() {
    let stage = vim();
    assert!(screen(&stage).contains("NORMAL"), "{}", screen(&stage));
    let stage = stage.write("xihello world");
    assert!(screen(&stage).contains("INSERT"), "{}", screen(&stage));
    assert_eq!(text(&stage), "hello world");
    let stage = stage.keys("esc").write("bdw");
    assert!(screen(&stage).contains("NORMAL"), "{}", screen(&stage));
    assert_eq!(text(&stage), "hello ");
    let stage = stage.write("u");
    assert_eq!(text(&stage), "hello world");
    assert_eq!(text(&stage.keys("ctrl+r")), "hello ");
}

#[test]
fn what_is_changed_is_undone_with_the_rest_of_the_draft() {
    let stage = vim().write("ione two").keys("esc").write("0dwp");
    assert_eq!(text(&stage), "tone wo");
    let stage = stage.keys("ctrl+z ctrl+z");
    assert_eq!(text(&stage), "one two");
}

#[test]
fn what_is_inserted_at_once_is_one_undo_step() {
    let stage = vim().write("ione two three").keys("esc").write("0wciwA B");
    let stage = stage.keys("enter").write("C :rocket").keys("enter esc");
    assert_eq!(text(&stage), "one A B\nC 🚀 three");
    let stage = stage.write("u");
    assert_eq!(text(&stage), "one two three");
    let stage = stage.write("oX Y").keys("esc ctrl+z");
    assert_eq!(text(&stage), "one two three");
    assert_eq!(text(&stage.keys("ctrl+z")), "");
}

#[test]
fn completion_works_while_text_is_inserted() {
    let stage = vim().write("i:rocket").keys("enter");
    assert_eq!(text(&stage), "🚀");
    let stage = stage.write(":tada").keys("esc esc");
    assert!(screen(&stage).contains("NORMAL"), "{}", screen(&stage));
    let stage = stage.write("A!").keys("esc");
    assert_eq!(text(&stage), "🚀:tada!");
}

#[test]
fn fields_of_one_line_are_typed_as_ever() {
    let stage = vim().keys("ctrl+f").write("dw");
    assert!(screen(&stage).contains("dw"), "{}", screen(&stage));
    let stage = stage.keys("esc tab");
    assert_eq!(stage.app.panes.focus(), Pane::Cards);
}

#[test]
fn a_key_that_is_held_down_is_a_command_each_time() {
    let stage = vim().write("iabcdef").keys("esc").write("0");
    let stage = stage.event(Event::UnbracketedPaste("xx\nx".into()));
    assert_eq!(text(&stage), "def");
}
