//! Images in the running program: nothing is fetched before the key, and no image is left in the terminal.

use chatquill::images::png;
use chatquill::images::raster::Raster;
use serde_json::json;
use vt100::Color;

use crate::environment::{Home, WIDE};
use crate::image_server::{Answer, Host};
use crate::session::{Session, Tape, key};

const CARD_TAB: &str = "\x1b[18~";

/// The content of the box of the image that exists.
const BOX: &str = "╎              a.png              ╎";

/// Starts a server with an image of one colour.
fn host() -> Host {
    let raster = Raster::new(80, 20, [200, 30, 40, 255].repeat(1600)).unwrap();
    Host::start([(
        "/a.png",
        Answer::File("image/png", png::file(&raster).unwrap()),
    )])
}

/// Returns a home with a message with that image and one that does not exist.
fn home(host: &Host) -> Home {
    let home = Home::new();
    let image = |name: &str| json!({"image": {"imageUrl": format!("{}/{name}", host.base)}});
    let widgets = [image("a.png"), image("b.png")];
    let card = json!({"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]});
    home.write("card.json", card.to_string());
    home
}

fn start(home: &Home, variables: &[(&str, &str)]) -> Session {
    let mut command = home.chatquill();
    command.arg("card.json");
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut session = Session::start(command, WIDE);
    session.sees(" 15 spaces").keys(CARD_TAB).sees(BOX);
    session
}

/// Counts the cells with an upper half block whose two halves have this colour.
fn pixels(tape: &Tape, colour: Color) -> usize {
    let cells = (0..WIDE.1).flat_map(|row| (0..WIDE.0).map(move |column| (row, column)));
    cells
        .filter_map(|(row, column)| tape.screen().cell(row, column))
        .filter(|cell| {
            cell.contents() == "▀" && cell.fgcolor() == colour && cell.bgcolor() == colour
        })
        .count()
}

#[test]
fn pictures_come_when_they_are_asked_for() {
    let host = host();
    let home = home(&host);
    for (variables, colour) in [
        (&[][..], Color::Idx(160)),
        (&[("COLORTERM", "truecolor")], Color::Rgb(200, 30, 40)),
    ] {
        let before = host.count();
        let mut session = start(&home, variables);
        session.sees("p images");
        assert_eq!(host.count(), before, "nobody asked yet");
        session.keys("p").sees("1 image loaded, 1 not loaded");
        session.until("pixels", |tape| pixels(tape, colour) > 100);
        session.sees("⚠ HTTP 404 not found").sees_no_more(BOX);
        assert_eq!(host.count(), before + 2);
        session.keys("p").sees(BOX).sees_no_more("▀");
        session
            .keys("p")
            .until("pixels", |tape| pixels(tape, colour) > 100);
        session.sees("⚠ HTTP 404 not found");
        assert_eq!(
            host.count(),
            before + 3,
            "only what was not there is asked again"
        );
        session.keys(key::QUIT).ends();
    }
}

#[test]
fn what_the_terminal_was_handed_is_taken_back() {
    let host = host();
    let home = home(&host);
    let mut session = start(&home, &[("TERM", "xterm-kitty")]);
    let holds = |tape: &Tape, words: &[u8]| tape.bytes.windows(words.len()).any(|it| it == words);
    assert!(!session.look(|tape| holds(tape, b"\x1b_G")));
    session.keys("p").until("a picture", |tape| {
        holds(tape, b"\x1b_Ga=T,U=1,q=2,f=100,i=") && tape.text().contains('\u{10eeee}')
    });
    session.keys(key::QUIT).ends();
    assert!(session.look(|tape| holds(tape, b"\x1b_Ga=d,d=I,q=2,i=")));
}

#[test]
fn no_colours_no_pictures() {
    let host = host();
    let home = home(&host);
    let mut session = start(&home, &[("NO_COLOR", "1")]);
    session
        .keys("p")
        .sees("Images are not shown here: colours are switched off");
    home.write("config.toml", "images = \"off\"\n");
    session.keys(key::QUIT).ends();
    let mut session = start(&home, &[]);
    session
        .keys("p")
        .sees("Images are not shown here: images is set to \"off\"");
    session.keys(key::QUIT).ends();
    assert_eq!(host.count(), 0);
}
