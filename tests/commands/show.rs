//! `chatquill show`: what it prints, for whom, and with which looks.

use crate::home::{Home, Outcome};

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
