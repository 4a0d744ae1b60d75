//! Manners in the terminal: what is switched on, which colours and signs are used, what the config file may say of it.

use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;

use crate::environment::{Home, WIDE};
use crate::session::{Session, Tape, key};

/// Returns the command of the program with these environment variables.
fn with(home: &Home, variables: &[(&str, &str)]) -> CommandBuilder {
    let mut command = home.chatquill();
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}

fn start(home: &Home, variables: &[(&str, &str)]) -> Session {
    let mut session = Session::start(with(home, variables), WIDE);
    session.until("the first frame", |tape| tape.text().contains("Spaces"));
    session.keys(key::TEXT);
    session
}

fn has(tape: &Tape, sequence: &str) -> bool {
    let sequence = sequence.as_bytes();
    tape.bytes
        .windows(sequence.len())
        .any(|window| window == sequence)
}

/// Returns the parameters of all SGR sequences.
fn styles(tape: &Tape) -> Vec<String> {
    let text = String::from_utf8_lossy(&tape.bytes).into_owned();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences.collect()
}

fn quit(session: &mut Session) {
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn without_a_terminal_to_draw_in_it_says_so() {
    let home = Home::new();
    let ended = Command::new(env!("CARGO_BIN_EXE_chatquill"))
        .env_clear()
        .env("CHATQUILL_HOME", home.path(""))
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{told}");
    assert!(told.contains("Standard output is not a terminal"), "{told}");
    assert!(ended.stdout.is_empty());
    assert!(!home.path("drafts").exists());
}

#[test]
fn mouse_and_keyboard_protocol_can_be_turned_off() {
    for (config, is_on) in [
        ("", true),
        ("[terminal]\nmouse = false\nkitty_keys = false\n", false),
    ] {
        let home = Home::new();
        home.write("config.toml", config);
        let mut session = start(&home, &[]);
        session.keys("words").sees("words");
        session.look(|tape| {
            assert_eq!(has(tape, "\x1b[?1000h"), is_on);
            assert_eq!(has(tape, "\x1b[>1u"), is_on);
        });
        quit(&mut session);
        session.look(|tape| {
            assert_eq!(has(tape, "\x1b[?1000l"), is_on);
            assert_eq!(has(tape, "\x1b[<1u"), is_on);
        });
    }
}

#[test]
fn a_key_bound_over_typing_or_twice_is_left_out_and_told() {
    let home = Home::new();
    home.write(
        "config.toml",
        "[keys.everywhere]\n\"x\" = \"quit\"\nf9 = \"show-size\"\nF9 = \"quit\"\n",
    );
    let mut session = start(&home, &[]);
    session
        .sees("2 keys of the config file are left out")
        .sees("config.toml:2:1: in [keys.everywhere]: \"x\" is typed there")
        .sees("config.toml:4:1: in [keys.everywhere]: \"F9\" is bound above already")
        .sees("The other keys work. Correct the file and start again");
    session.keys("xyz").sees("xyz");
    session.keys("\x1b[20~").sees("32,000 bytes");
    session.keys(key::ESC).sees_no_more("32,000 bytes");
    quit(&mut session);
    assert_eq!(home.draft("draft-1"), "xyz");
}

#[test]
fn colours_are_those_that_the_terminal_has() {
    for (term, colorterm, theme, expected) in [
        ("linux", "", "dark", ""),
        ("xterm-256color", "", "dark", "38;5;"),
        ("xterm-256color", "truecolor", "dark", "38;2;"),
    ] {
        let home = Home::new();
        home.write("config.toml", format!("theme = \"{theme}\"\n"));
        let mut session = start(&home, &[("TERM", term), ("COLORTERM", colorterm)]);
        session.keys("words").sees("words");
        session.look(|tape| {
            let styles = styles(tape);
            for depth in ["38;2;", "38;5;"] {
                // ratatui writes the sixteen as indices below 16, which such terminals know.
                let far = |style: &&String| {
                    let index = style.split(depth).nth(1)?.split(';').next()?.parse().ok();
                    index.filter(|index: &u16| depth == "38;2;" || *index > 15)
                };
                let is_used = styles.iter().any(|style| far(&style).is_some());
                assert_eq!(is_used, depth == expected, "{term} {colorterm} {depth}");
            }
        });
        quit(&mut session);
    }
}

#[test]
fn the_theme_follows_the_ground_that_the_terminal_reports() {
    // The colour of the name of the program, on white and on black.
    for (reply, expected) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "38;2;11;87;208"),
        ("\x1b]11;rgb:0000/0000/0000\x07", "38;2;138;180;248"),
    ] {
        let home = Home::new();
        let mut session = start(&home, &[("COLORTERM", "truecolor")]);
        session.until("the question", |tape| has(tape, "\x1b]11;?\x1b\\"));
        let drawn = |tape: &Tape| {
            let question = tape.bytes.windows(6).position(|at| at == b"\x1b]11;?");
            let frame = tape.bytes.windows(8).position(|at| at == b"\x1b[?2026h");
            frame < question
        };
        session.look(|tape| {
            assert!(drawn(tape), "the first frame waits for no reply");
            assert!(!styles(tape).iter().any(|style| style.contains("38;2;")));
        });
        session.keys(reply);
        session.until("the colours", |tape| {
            styles(tape).iter().any(|style| style.contains(expected))
        });
        session.keys("words").sees("words");
        quit(&mut session);
        assert_eq!(home.draft("draft-1"), "words", "the reply is no text");
    }
}

#[test]
fn the_environment_tells_the_ground_for_the_first_frame() {
    let home = Home::new();
    let variables = [("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")];
    let mut session = start(&home, &variables);
    session.look(|tape| {
        let expected = |style: &String| style.contains("38;2;11;87;208");
        assert!(styles(tape).iter().any(expected));
    });
    quit(&mut session);
}

#[test]
fn on_a_terminal_of_which_nothing_is_known_no_text_has_a_colour() {
    for variables in [&[("TERM", "linux")][..], &[]] {
        let home = Home::new();
        let mut session = start(&home, variables);
        session.keys("words").sees("words");
        session.look(|tape| {
            for style in styles(tape) {
                let is_coloured = style.split(';').any(|code| matches!(code, "38" | "48"));
                assert!(!is_coloured, "{style}");
            }
            assert_eq!(has(tape, "\x1b]11;?"), variables.is_empty());
        });
        quit(&mut session);
    }
}

#[test]
fn without_unicode_borders_and_signs_are_ascii() {
    for (variables, letter) in [
        (&[("LC_ALL", "C")][..], "?"),
        (&[("TERM", "linux"), ("LANG", "C.UTF-8")], "é"),
    ] {
        let home = Home::new();
        let mut session = start(&home, variables);
        session.keys("caf\u{e9} \u{1f389}!");
        session
            .sees(&format!("caf{letter} ? !"))
            .sees("+- Spaces")
            .sees("# eng-release");
        session.look(|tape| {
            let strange: String = tape
                .text()
                .chars()
                .filter(|c| !c.is_ascii() && (letter == "?" || !c.is_alphanumeric()))
                .collect();
            assert_eq!(strange, "", "{}", tape.text());
        });
        quit(&mut session);
        assert_eq!(home.draft("draft-1"), "caf\u{e9} \u{1f389}!");
    }
}

#[test]
fn the_title_of_the_terminal_comes_back() {
    let home = Home::new();
    let mut session = start(&home, &[]);
    session.keys("words").sees("words");
    quit(&mut session);
    session.look(|tape| {
        let find = |sequence: &str| {
            let text = String::from_utf8_lossy(&tape.bytes).into_owned();
            text.find(sequence)
        };
        let (push, set, pop) = (
            find("\x1b[22;0t"),
            find("\x1b]0;chatquill"),
            find("\x1b[23;0t"),
        );
        assert!(
            push.is_some() && push < set && set < pop,
            "{push:?} {set:?} {pop:?}"
        );
    });
}
