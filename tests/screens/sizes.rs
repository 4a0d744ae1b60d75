//! Any size of screen is drawn without a panic.

use chatquill::app::events::event::{Event, Mouse, MouseKind, Size};
use chatquill::view::theme::Theme;

use crate::states;

#[test]
fn no_size_panics() {
    let theme = Theme::named("dark").unwrap();
    for (_, reach) in states::ALL {
        let mut stage = reach(Size {
            width: 40,
            height: 20,
        });
        for width in 1..=40 {
            for height in 1..=20 {
                stage.take(Event::Resized(Size { width, height }));
                stage.draw(&theme);
            }
        }
    }
}

#[test]
fn no_start_at_any_size_panics() {
    let theme = Theme::named("dark").unwrap();
    for (width, height) in [(0, 0), (1, 1), (1, 60), (300, 1), (29, 7), (30, 7), (31, 9)] {
        for (_, reach) in states::ALL {
            reach(Size { width, height }).draw(&theme);
        }
    }
}

#[test]
fn huge_screens_are_drawn() {
    let theme = Theme::named("dark").unwrap();
    for (width, height) in [(1_000, 300), (3_000, 8), (30, 1_500)] {
        for (_, reach) in states::ALL.iter().step_by(6) {
            reach(Size { width, height }).draw(&theme);
        }
    }
}

#[test]
fn the_mouse_may_be_anywhere() {
    let steps = [
        MouseKind::Press(1),
        MouseKind::Drag,
        MouseKind::WheelUp,
        MouseKind::WheelDown,
        MouseKind::Press(2),
        MouseKind::Press(3),
    ];
    for (width, height) in [(12, 3), (33, 9), (84, 22), (124, 24)] {
        for (_, reach) in states::ALL {
            let mut stage = reach(Size { width, height });
            for row in 0..=height {
                for column in (0..=width).step_by(3) {
                    let at = usize::from(row + column) % steps.len();
                    let step = steps[at];
                    stage.take(Event::Mouse(Mouse {
                        kind: step,
                        column,
                        row,
                    }));
                }
            }
        }
    }
}
