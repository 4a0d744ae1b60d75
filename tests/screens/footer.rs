//! What the footer names can be clicked.

use chatquill::app::events::event::{Event, Mouse, MouseKind, Size};
use chatquill::view::theme::Theme;

use crate::harness::Stage;
use crate::screen_text;
use crate::states;

const SIZE: Size = Size {
    width: 100,
    height: 30,
};

fn rows(stage: &Stage) -> Vec<String> {
    let (buffer, _) = stage.draw(&Theme::named("dark").unwrap());
    screen_text::rows(&buffer)
}

/// Clicks on the last row that has these words.
fn click(stage: Stage, words: &str) -> Stage {
    let rows = rows(&stage);
    let row = rows.iter().rposition(|row| row.contains(words)).unwrap();
    let column = rows[row].find(words).unwrap();
    let column = rows[row][..column].chars().count();
    stage.event(Event::Mouse(Mouse {
        kind: MouseKind::Press(1),
        column: u16::try_from(column).unwrap(),
        row: u16::try_from(row).unwrap(),
    }))
}

#[test]
fn keys_of_the_status_line_and_of_the_pane_are_clicked() {
    let stage = click(states::text_written(SIZE), "commands");
    assert!(rows(&stage).concat().contains("Commands"));
    let stage = click(states::text_written(SIZE), "^F find");
    assert!(rows(&stage).concat().contains("Find"));
    let stage = click(states::text_written(SIZE), "^S send");
    assert!(
        rows(&stage).concat().contains("Enter sends"),
        "{}",
        rows(&stage).join("\n")
    );
}

#[test]
fn keys_below_a_notice_and_of_a_dialog_are_clicked() {
    let stage = states::sent(SIZE);
    assert!(rows(&stage).concat().contains("Sent to"));
    let stage = click(stage, "^F find");
    assert!(rows(&stage).concat().contains("Find"));
    let stage = states::text_written(SIZE).keys("ctrl+p");
    let stage = click(stage, "Esc back");
    assert!(!rows(&stage).concat().contains("Commands"));
}
