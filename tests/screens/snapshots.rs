//! The screens of all states, compared with the snapshots under `snapshots/`.

use chatquill::app::events::event::Size;
use chatquill::view::theme::Theme;

use crate::screen_text;
use crate::states;

/// The sizes that every state is drawn at.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (30, 8)];

/// A size whose screens are long to read, and the states that need it.
const LARGE: (u16, u16) = (200, 60);
const DRAWN_LARGE: &[&str] = &[
    "first_start",
    "spaces_listed",
    "text_written",
    "text_long_and_scrolled",
    "options_all_set",
    "cards_outline",
    "thread_refused",
    "viewer_chooser",
    "preview_compact_scrolled",
    "card",
    "code_python",
    "diff_opened",
    "checks",
    "size",
    "confirm",
    "sent",
    "activity",
    "help",
    "gallery",
    "blanks_of_many_lines",
];

fn stored(name: &str, text: &str) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn every_state_looks_as_stored() {
    let theme = Theme::named("dark").unwrap();
    for (name, reach) in states::ALL {
        let large = DRAWN_LARGE.contains(name).then_some(LARGE);
        let screens = SIZES.into_iter().chain(large).map(|(width, height)| {
            let stage = reach(Size { width, height });
            screen_text::text(&stage.draw(&theme))
        });
        let screens: Vec<String> = screens.collect();
        stored(name, &screens.join("\n"));
    }
}

#[test]
fn every_theme_looks_as_stored() {
    let size = Size {
        width: 120,
        height: 24,
    };
    for name in [
        "auto",
        "terminal",
        "dark",
        "light",
        "high-contrast",
        "monochrome",
    ] {
        let theme = Theme::named(name).unwrap();
        let mut looks = String::new();
        for reach in [states::text_written, states::spaces_filtered] {
            looks.push_str(&screen_text::looks(&reach(size).draw(&theme).0));
            looks.push('\n');
        }
        stored(&format!("theme_{name}"), &looks);
    }
}
