//! Drawing is a pure function of the state: it changes nothing, and returns the same twice.

use chatquill::app::events::event::Size;
use chatquill::view::theme::Theme;

use crate::harness::Stage;
use crate::screen_text;
use crate::states;

#[test]
fn drawing_twice_gives_the_same_and_changes_nothing() {
    let theme = Theme::named("dark").unwrap();
    for (name, reach) in states::ALL {
        let size = Size {
            width: 97,
            height: 31,
        };
        let stage = reach(size);
        let before = told(&stage);
        let first = stage.draw(&theme);
        assert_eq!(
            first,
            stage.draw(&theme),
            "{name} is drawn differently twice"
        );
        assert_eq!(before, told(&stage), "{name} is changed by drawing");
        // The same events lead to the same screen.
        assert_eq!(
            first,
            reach(size).draw(&theme),
            "{name} is reached differently"
        );
    }
}

/// Returns all observable state.
fn told(stage: &Stage) -> impl PartialEq + std::fmt::Debug {
    let app = &stage.app;
    (
        (
            app.document.draft().request().to_string(),
            app.document.draft().revision(),
        ),
        (
            app.panes.text.text(),
            app.panes.text.caret(),
            app.panes.text.position(),
        ),
        (
            app.panes.focus(),
            app.place(),
            app.document.draft().bytes(),
            app.is_busy(),
        ),
        (app.panes.spaces.extent(), app.panes.preview.json.position()),
        (app.overlay.notice(), app.session.connection().clone()),
        app.outbox.entries().to_vec(),
    )
}

#[test]
fn no_character_is_cut_or_drawn_over() {
    let theme = Theme::named("dark").unwrap();
    for (name, reach) in states::ALL {
        for (width, height) in [(30, 8), (80, 24), (120, 40), (163, 47)] {
            let (buffer, caret) = reach(Size { width, height }).draw(&theme);
            for (row, y) in screen_text::clusters(&buffer).into_iter().zip(0..) {
                for (x, cells, cell) in row {
                    assert!(x + cells <= width, "{name}: {:?} hangs over", cell.symbol());
                    let under = (x + 1..x + cells).map(|under| buffer[(under, y)].symbol());
                    for under in under {
                        assert_eq!(under, " ", "{name}: drawn over {:?}", cell.symbol());
                    }
                    let is_clean = !cell.symbol().chars().any(char::is_control);
                    assert!(is_clean, "{name}: {:?} is a control", cell.symbol());
                }
            }
            if let Some(caret) = caret {
                assert!(buffer.area.contains(caret), "{name}: the caret is outside");
            }
        }
    }
}
