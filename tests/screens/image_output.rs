//! Image sequences sent to the terminal: once, at their place, and not while anything covers them.

use std::sync::Arc;

use chatquill::app::events::effect::{Effect, ImageCommand};
use chatquill::app::events::event::{BackgroundEvent, Event, Reply, Size};
use chatquill::images::protocol::Protocol;
use chatquill::images::raster::Raster;
use chatquill::runtime::image_output::ImageOutput;
use chatquill::view::theme::Theme;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Color;
use serde_json::json;

use crate::harness::{Setting, Stage, ticket};

const URL: &str = "https://e.com/a.png";
const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Creates a message with an image of one colour, shown by a protocol.
fn shown(protocol: Protocol) -> Stage {
    let text = |words: &str| json!({"textParagraph": {"text": words}});
    let mut widgets = vec![
        json!({"image": {"imageUrl": URL}}),
        json!({"image": {"imageUrl": URL, "altText": "The same again"}}),
    ];
    widgets.extend((0..30).map(|number| text(&format!("Line {number}"))));
    let card = json!({"card": {"sections": [{"widgets": widgets}]}});
    let setting = Setting {
        request: json!({"message": {"cardsV2": [card]}}),
        ..Setting::default()
    };
    let mut stage = Stage::connected(SIZE, setting);
    stage.app.images.protocol = Ok(protocol);
    stage.app.images.numbers = 0x0001_0200;
    let stage = stage.keys("f7 p");
    let asked = stage.effects.iter().rev();
    let ticket = asked
        .filter(|effect| matches!(effect, Effect::Image(ImageCommand::Fetch(..))))
        .find_map(ticket)
        .unwrap();
    let raster = Raster::new(80, 20, [200, 30, 40, 255].repeat(1600)).unwrap();
    let reply = Reply::Image(URL.into(), Ok(Arc::new(raster)));
    made(stage.event(Event::Replied(ticket, reply)))
}

/// Replies to every request to encode an image.
fn made(mut stage: Stage) -> Stage {
    for effect in std::mem::take(&mut stage.effects) {
        if let Effect::Image(ImageCommand::Prepare(order)) = effect {
            let ready = Arc::new(order.make());
            stage.take(Event::Background(BackgroundEvent::Ready(order.fit, ready)));
        }
    }
    stage
}

fn drawn(stage: &Stage) -> Buffer {
    stage.draw(&Theme::named("dark").unwrap()).0
}

/// Counts the cells that are kept free for pixels.
fn free(buffer: &Buffer) -> usize {
    let cells = buffer.content.iter();
    cells
        .filter(|cell| cell.diff_option == CellDiffOption::Skip)
        .count()
}

#[test]
fn half_blocks_are_text() {
    let stage = shown(Protocol::HalfBlocks);
    let buffer = drawn(&stage);
    let colour = Color::Rgb(200, 30, 40);
    let cells = buffer.content.iter();
    let pixels =
        cells.filter(|cell| cell.symbol() == "▀" && (cell.fg, cell.bg) == (colour, colour));
    assert!(pixels.count() > 200);
    let mut pixels = ImageOutput::default();
    assert_eq!(
        (pixels.before(&stage.app), pixels.after(&stage.app)),
        (String::new(), String::new())
    );
    assert_eq!(free(&buffer), 0);
}

#[test]
fn kitty_is_handed_a_picture_once() {
    let mut stage = shown(Protocol::Kitty { is_in_tmux: false });
    let mut pixels = ImageOutput::default();
    let told = pixels.before(&stage.app);
    assert_eq!(
        told.matches("a=T,U=1,q=2,f=100,i=66049,c=").count(),
        1,
        "{told}"
    );
    assert_eq!(
        told.matches("\u{1b}_Ga=T").count(),
        1,
        "the same place and size twice"
    );
    assert_eq!(pixels.before(&stage.app), "");
    let held = |stage: &Stage| {
        let buffer = drawn(stage);
        let cells = buffer.content.iter();
        let cells = cells.filter(|cell| cell.symbol().starts_with('\u{10eeee}'));
        cells
            .inspect(|cell| assert_eq!(cell.fg, Color::Rgb(1, 2, 1)))
            .count()
    };
    let all = held(&stage);
    assert!(all > 200);
    stage = stage.keys("down down down down down down down");
    let fewer = held(&stage);
    assert!(0 < fewer && fewer < all, "what is scrolled out of sight");
    assert_eq!(
        pixels.before(&stage.app),
        "",
        "scrolling hands nothing over"
    );
    stage = stage.keys("f1");
    assert!(held(&stage) < all, "a dialog lies over it");
    stage = stage.keys("esc p");
    assert_eq!(held(&stage), 0);
    assert_eq!(
        pixels.before(&stage.app),
        "\u{1b}_Ga=d,d=I,q=2,i=66049\u{1b}\\"
    );
    assert_eq!(pixels.put_away(), "", "nothing is left to take back");
    let stage = shown(Protocol::Kitty { is_in_tmux: false });
    pixels.before(&stage.app);
    pixels.forget();
    assert!(
        !pixels.before(&stage.app).is_empty(),
        "a blank screen gets it anew"
    );
    assert_eq!(pixels.put_away(), "\u{1b}_Ga=d,d=I,q=2,i=66049\u{1b}\\");
}

#[test]
fn others_draw_where_a_whole_picture_is_seen() {
    for (protocol, start) in [
        (Protocol::Sixel, "\u{1b}P0;1;0q"),
        (Protocol::Iterm2, "\u{1b}]1337;File=inline=1;"),
    ] {
        let mut stage = shown(protocol);
        let mut pixels = ImageOutput::default();
        let told = pixels.after(&stage.app);
        assert_eq!(told.matches(start).count(), 2, "two places");
        assert!(told.starts_with("\u{1b}7\u{1b}[0m\u{1b}[") && told.ends_with("\u{1b}8"));
        let first = told.split(start).next().unwrap();
        let (row, column) = corner(first);
        let buffer = drawn(&stage);
        let cell = &buffer[(column - 1, row - 1)];
        assert_eq!(
            (cell.symbol(), cell.diff_option),
            ("▀", CellDiffOption::Skip)
        );
        assert_eq!(
            buffer[(column - 2, row - 1)].diff_option,
            CellDiffOption::None
        );
        assert_eq!(pixels.after(&stage.app), "", "nothing changed");
        let all = free(&buffer);
        stage = stage.keys("down");
        assert_eq!(
            pixels.after(&stage.app).matches(start).count(),
            2,
            "both moved"
        );
        assert_eq!(free(&drawn(&stage)), all);
        stage = stage.keys("down down down down down down");
        assert_eq!(
            pixels.after(&stage.app).matches(start).count(),
            1,
            "one is cut"
        );
        assert!(free(&drawn(&stage)) < all);
        stage = stage.keys("home");
        pixels.after(&stage.app);
        stage = stage.keys("f1");
        assert_eq!(pixels.after(&stage.app), "", "a dialog lies over one");
        assert!(free(&drawn(&stage)) < all);
        stage = stage.keys("esc");
        assert!(pixels.after(&stage.app).contains(start), "it comes back");
        for keys in ["1", "2 p"] {
            stage = stage.keys(keys);
            assert_eq!(
                (pixels.after(&stage.app), free(&drawn(&stage))),
                (String::new(), 0)
            );
        }
    }
}

/// Returns row and column, from 1, of the last position that the cursor is moved to.
fn corner(told: &str) -> (u16, u16) {
    let place = told.rsplit("\u{1b}[").next().unwrap().trim_end_matches('H');
    let (row, column) = place.split_once(';').unwrap();
    (row.parse().unwrap(), column.parse().unwrap())
}

#[test]
fn another_size_of_cells_makes_them_anew() {
    let stage = shown(Protocol::Sixel);
    let mut pixels = ImageOutput::default();
    let first = pixels.after(&stage.app);
    let stage = stage.news(BackgroundEvent::Cell((10, 20)));
    assert_eq!(pixels.after(&stage.app), "", "not ready yet");
    let stage = made(stage);
    let then = pixels.after(&stage.app);
    assert!(then.contains("\u{1b}P0;1;0q") && then != first);
}
