//! Bulk input: large pastes, unbracketed pastes, many resizes; not a byte is lost.

use crate::environment::{Home, WIDE};
use crate::session::{Tape, key};

/// Returns a text of so many bytes, with characters of every length and long lines, its lines ended by `end`.
fn text(bytes: usize, end: &str) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < bytes - 40 {
        number += 1;
        let line = [
            "the quick brown fox",
            "你好世界",
            "naïve café",
            "👋🏽🌎",
            "e\u{301}",
        ][number % 5];
        text.push_str(line);
        text.push_str(&number.to_string());
        text.push_str(if number % 7 == 0 { end } else { " " });
    }
    text.push_str(&"x".repeat(bytes - text.len()));
    text
}

#[test]
fn a_paste_of_the_largest_message_arrives_whole() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("draft-1")
        .keys(key::TEXT)
        .sees("Write the message");
    let pasted = text(32_000, "\r");
    session.paste(&pasted);
    let expected = pasted.replace('\r', "\n");
    session.until("the paste on disk", |_| home.draft("draft-1") == expected);
    session.sees("xxx").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_flood_without_brackets_arrives_whole() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("draft-1")
        .keys(key::TEXT)
        .sees("Write the message");
    let typed = text(32 * 1024, "\r");
    session.keys(&typed);
    let expected = typed.replace('\r', "\n");
    session.until("the flood on disk", |_| home.draft("draft-1") == expected);
    session.sees("xxx").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_storm_of_sizes_leaves_the_screen_whole() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("15 spaces")
        .keys(key::TEXT)
        .keys("in the storm");
    session.sees("23 / 32,000 B").sees_no_more("Direct message");
    let picture = |tape: &Tape| {
        let text = tape.text().replace('●', " ");
        text.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    // The JSON follows the text once no key waits.
    session.sees("\"text\": \"in the storm\"");
    let before = session.look(picture);
    for round in 0..10_u16 {
        for size in [
            (1, 1),
            (200, 60),
            (5, 40),
            (300, 2),
            (79, 23),
            (1, 50),
            (2, 2),
        ] {
            session.resize((size.0 + round % 3, size.1)).keys("s");
        }
        session.keys(&"\x7f".repeat(7));
    }
    session.resize((25, 7)).sees("25×7 is too small");
    session
        .resize((1, 1))
        .until("one cell", |tape| tape.text().len() < 5);
    session.resize(WIDE);
    session.until("the screen as it was", |tape| picture(tape) == before);
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "in the storm");
}

#[test]
fn a_key_that_is_held_down_in_the_preview_types_nothing() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT).keys("as it was");
    session.sees("as it was");
    session.keys("\x1b5").keys(&"j".repeat(200));
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "as it was");
}

#[test]
fn escape_and_the_key_after_it_may_come_in_one_read() {
    for to_text in ["\x1bOR", "\x1b[13~", "\x1b2"] {
        let home = Home::new();
        let mut session = home.start();
        session.sees("draft-1").keys(key::TEXT).keys("one");
        session.sees("one").keys(&format!("\x1b{to_text} two"));
        session.sees("one two").keys("\x1b\x1b[200~pasted\x1b[201~");
        session.sees("one twopasted").keys(key::QUIT);
        assert!(session.ends().success());
        assert_eq!(home.draft("draft-1"), "one twopasted", "{to_text:?}");
    }
}
