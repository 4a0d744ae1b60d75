//! The screenshots of the README, made from the program's own screens.
//!
//! `UPDATE_PICTURES=1 cargo test --test screens` writes them anew.

use std::fs;
use std::path::Path;

use chatquill::app::events::event::Size;
use chatquill::view::theme::Theme;
use ratatui::buffer::Cell;

use crate::harness::Stage;
use crate::states;
use crate::svg;

/// A screenshot: the file's name, its alternative text, the size, and how the state is reached.
type Picture = (&'static str, &'static str, (u16, u16), fn(Size) -> Stage);

/// The theme of all pictures but those of [`THEMES`].
const THEME: &str = "dark";

/// The pictures in other themes.
const THEMES: [(&str, &str); 2] = [
    ("card_light", "light"),
    ("card_high_contrast", "high-contrast"),
];

const PICTURES: &[Picture] = &[
    (
        "compose",
        "The composer: spaces, text, options, and the request as JSON",
        (120, 27),
        compose,
    ),
    (
        "spaces",
        "Spaces filtered by a few letters, the matched ones marked",
        (80, 18),
        spaces,
    ),
    (
        "options",
        "Options: a private viewer, a thread and what will become of it",
        (96, 24),
        options,
    ),
    (
        "cards",
        "Building a card: its outline, the form of a button, and the JSON of both",
        (120, 38),
        building,
    ),
    (
        "card",
        "The message as Chat shows it, beside the text",
        (120, 40),
        states::card,
    ),
    (
        "card_light",
        "The message as Chat shows it, in the light theme",
        (120, 40),
        states::card,
    ),
    (
        "card_high_contrast",
        "The message as Chat shows it, in the high-contrast theme",
        (120, 40),
        states::card,
    ),
    (
        "confirm",
        "The line that asks before a send",
        (96, 22),
        states::confirm,
    ),
    (
        "sending",
        "A message on its way while typing goes on",
        (96, 22),
        states::sending,
    ),
    (
        "sent",
        "The message has arrived: its name and its thread",
        (96, 22),
        states::sent,
    ),
    (
        "gallery",
        "The gallery of messages to start from, and how Chat will show the one under the cursor",
        (120, 36),
        states::gallery,
    ),
    ("help", "The keys of the spaces pane", (96, 30), help),
    (
        "narrow",
        "A narrow terminal: one pane at a time",
        (44, 18),
        states::text_written,
    ),
];

fn compose(size: Size) -> Stage {
    Stage::writing(size)
        .write(states::RELEASE_NOTE)
        .keys("f5 down enter")
        .write("release-2.4")
        .keys("enter f3")
}

fn building(size: Size) -> Stage {
    states::cards_outline(size).keys("esc down enter")
}

fn help(size: Size) -> Stage {
    Stage::writing(size).keys("f2 f1")
}

fn spaces(size: Size) -> Stage {
    states::spaces_listed(size).keys("/").write("en re")
}

fn options(size: Size) -> Stage {
    states::options_all_set(size).keys("down")
}

#[test]
fn the_pictures_show_the_program_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots");
    let renews = std::env::var_os("UPDATE_PICTURES").is_some();
    for (file, words, (width, height), reach) in PICTURES {
        let named = THEMES.iter().find(|(own, _)| own == file);
        let theme = Theme::named(named.map_or(THEME, |(_, theme)| theme)).unwrap();
        let mut ground = Cell::default();
        ground.set_style(theme.text.0);
        let stage = reach(Size {
            width: *width,
            height: *height,
        });
        let fresh = svg::svg(words, &stage.draw(&theme), &ground);
        let path = folder.join(format!("{file}.svg"));
        if renews {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &fresh).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == fresh,
            "{} is out of date; UPDATE_PICTURES=1 cargo test --test screens renews the pictures",
            path.display()
        );
        assert!(fresh.len() < 40_000, "{file} has {} bytes", fresh.len());
    }
}
