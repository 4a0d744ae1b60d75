//! `chatquill show`: what it prints, for which sender, and with which styles.

use chatquill::images::png;
use chatquill::images::raster::Raster;
use serde_json::json;

use crate::harness::{Home, Outcome};
use crate::image_server::{Answer, Host};

const CARD: &str = r#"{
  "text": "*Out* now",
  "markupSyntax": "MARKUP_SYNTAX_CHAT",
  "cardsV2": [{"cardId": "a", "card": {
    "header": {"title": "Release 2.4"},
    "sections": [{"collapsible": true, "uncollapsibleWidgetsCount": 1, "widgets": [
      {"textParagraph": {"text": "First"}},
      {"textParagraph": {"text": "Second"}}
    ]}]
  }}]
}"#;

fn show(home: &Home, arguments: &[&str]) -> String {
    let all = [&["show", "card.json"], arguments].concat();
    let Outcome {
        status,
        stdout,
        stderr,
        ..
    } = home.run(&all);
    assert_eq!((status, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

#[test]
fn a_message_is_printed_at_a_width() {
    let home = Home::new();
    home.write("card.json", CARD);
    let seen = [
        "◆ Chat app ▐App▌ now",
        "Out now",
        "",
        "╭──────────────────────╮",
        "│ Release 2.4          │",
        "├──────────────────────┤",
        "│ First                │",
        "│ ⌄ Show more          │",
        "╰──────────────────────╯",
        "",
    ];
    assert_eq!(show(&home, &["--width", "24"]), seen.join("\n"));
    let open = show(&home, &["--width", "24", "--expand"]);
    assert!(open.contains("│ Second               │"), "{open}");
}

#[test]
fn looks_are_given_where_they_are_wanted() {
    let home = Home::new();
    home.write("card.json", CARD);
    for (arguments, is_coloured) in [
        (&[][..], false),
        (&["--color", "auto"], false),
        (&["--color", "never"], false),
        (&["--color", "always"], true),
    ] {
        let seen = show(&home, arguments);
        assert_eq!(
            seen.contains("\u{1b}[1mOut\u{1b}[0m"),
            is_coloured,
            "{seen:?}"
        );
        assert_eq!(seen.contains('\u{1b}'), is_coloured, "{seen:?}");
    }
}

#[test]
fn the_sender_is_the_one_asked_for() {
    let home = Home::new();
    home.write("card.json", CARD);
    home.configure(
        "default_profile = \"build-bot\"\n[profiles.build-bot]\nsender = \"app\"\nkey_file = \"/none.json\"\n",
    );
    for (arguments, first) in [
        (&[][..], "◆ build-bot ▐App▌ now"),
        (&["--as", "user"], "● You via Chat app now"),
        (&["--as", "webhook"], "◆ Webhook ▐App▌ now"),
    ] {
        let seen = show(&home, arguments);
        assert_eq!(seen.lines().next(), Some(first));
    }
}

#[test]
fn what_cannot_be_shown_is_said() {
    let home = Home::new();
    home.write("broken.json", "{\"text\": }");
    for file in ["broken.json", "missing.json"] {
        let outcome = home.run(&["show", file]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
        assert!(outcome.stderr.contains(file), "{}", outcome.stderr);
    }
    let outcome = home.run_with_input(&["show", "-"], b"{\"text\": \"a\\u001b[2J\\u202eb\"}");
    assert_eq!(outcome.status, 0);
    assert!(!outcome.stdout.contains(['\u{1b}', '\u{202e}']));
}

/// Writes a card with two images, and starts a server that has one of them.
fn pictured(home: &Home) -> Host {
    let raster = Raster::new(8, 4, [200, 30, 40, 255].repeat(32)).unwrap();
    let file = Answer::File("image/png", png::file(&raster).unwrap());
    let host = Host::start([("/a.png", file)]);
    let image = |name: &str| json!({"image": {"imageUrl": format!("{}/{name}", host.base)}});
    let widgets = [image("a.png"), image("b.png")];
    let card = json!({"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]});
    home.write("card.json", card.to_string());
    host
}

#[test]
fn pictures_are_fetched_when_they_are_asked_for() {
    let home = Home::new();
    let host = pictured(&home);
    let boxes = show(&home, &["--width", "40"]);
    assert!(
        boxes.contains("a.png") && boxes.contains("b.png"),
        "{boxes}"
    );
    assert_eq!(show(&home, &["--width", "40", "--images=off"]), boxes);
    let outcome = home.run(&["show", "card.json", "--width", "40", "--images"]);
    assert_eq!(outcome.stdout, boxes, "no terminal is there");
    assert!(
        outcome.stderr.contains("images are not loaded"),
        "{}",
        outcome.stderr
    );
    assert_eq!(host.count(), 0);
    for (protocol, start, is_text) in [
        ("half-blocks", "\u{1b}[38;5;160;48;5;160m▀▀▀", true),
        ("kitty", "\u{1b}_Ga=T,U=1,q=2,f=100,i=", false),
        (
            "iterm2",
            "\u{1b}7\u{1b}[9A\u{1b}[3G\u{1b}]1337;File=inline=1;",
            false,
        ),
        ("sixel", "\u{1b}7\u{1b}[9A\u{1b}[3G\u{1b}P0;1;0q", false),
    ] {
        let before = host.count();
        let option = format!("--images={protocol}");
        let outcome = home.run(&["show", "card.json", "--width", "40", &option]);
        assert_eq!(outcome.status, 0);
        let asked = "Loading 2 images from 127.0.0.1";
        assert!(outcome.stderr.contains(asked), "{}", outcome.stderr);
        assert!(
            outcome.stdout.contains(start),
            "{protocol}: {:?}",
            outcome.stdout
        );
        assert!(outcome.stdout.contains("HTTP 404 not found"), "{protocol}");
        assert_eq!(outcome.stdout.contains('▀'), is_text, "{protocol}");
        assert_eq!(host.count(), before + 2, "{protocol}");
    }
    let before = host.count();
    let never = [
        "show",
        "card.json",
        "--images=half-blocks",
        "--color",
        "never",
    ];
    let outcome = home.run(&never);
    assert!(!outcome.stdout.contains('\u{1b}'), "{:?}", outcome.stdout);
    assert!(
        outcome.stderr.contains("colours are switched off"),
        "{}",
        outcome.stderr
    );
    assert_eq!(host.count(), before);
}
