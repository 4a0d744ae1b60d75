//! Invalid files and hostile servers: reported with their position, the program keeps running, no escape sequence
//! gets out.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::json;

use crate::environment::{Home, World};
use crate::send::send;
use crate::session::key;

#[test]
fn a_broken_config_never_makes_the_sandbox_the_sender() {
    for (config, place) in [
        (
            "theme = \"terminal\"\ndefault_profile = build-bot\n",
            "config.toml:2:19",
        ),
        (
            "default_profile = \"prod\"\n[profiles.prod]\nsender = \"sandbox\"\nread_onyl = true\n",
            "config.toml:4:1",
        ),
    ] {
        let home = Home::new();
        home.write("config.toml", config);
        let mut session = home.start();
        session
            .sees(place)
            .sees("nothing is sent until it is corrected");
        session.keys(key::TEXT).keys("it works").sees("it works");
        session.keys(key::SEND).sees("Not sent: ").sees(place);
        session.sees("nothing is sent until it is corrected");
        session.keys(key::QUIT);
        assert!(session.ends().success());
        assert_eq!(home.draft("draft-1"), "it works");
    }
}

#[test]
fn old_names_in_the_config_work_with_a_hint() {
    let home = Home::new();
    home.write(
        "config.toml",
        "[keys.gallery]\nf12 = \"new-draft\"\n[keys.card]\nf12 = \"write-file\"\n",
    );
    let mut session = home.start();
    session
        .sees("The config file uses old names, which still work")
        .sees("config.toml:1:7: [keys.gallery] is now [keys.templates]")
        .sees("config.toml:4:1: the action \"write-file\" is now \"save-file\"");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    home.write(
        "config.toml",
        "[keys.templates]\nf12 = \"new-draft\"\n[keys.card]\nf12 = \"save-file\"\n",
    );
    let mut session = home.start();
    session.sees("15 spaces");
    assert!(session.look(|tape| !tape.text().contains("old names")));
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_broken_draft_is_told_with_its_place_and_left_alone() {
    let home = Home::new();
    let broken = "{\n  \"message\": ,\n";
    let file = home.write("drafts/draft-1.json", broken);
    let mut session = home.start();
    session.sees("draft-1.json:2:14").sees("draft-2");
    session
        .keys(key::TEXT)
        .keys("it works")
        .sees("it works")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-2"), "it works");
    assert_eq!(std::fs::read_to_string(file).unwrap(), broken);
}

#[test]
fn a_broken_key_is_told_with_its_place() {
    let world = World::new();
    world
        .home
        .write("key.json", "{\"type\": \"service_account\",\n oops}");
    let mut session = world.home.start();
    session.sees("key.json:2:2").sees("not connected");
    session
        .keys(key::TEXT)
        .keys("it works")
        .sees("it works")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "it works");
}

/// Sequences from the network that must never reach a terminal: a title, the clipboard, colours, C1, a change of the
/// writing direction.
const HOSTILE: &str =
    "\u{1b}]0;owned\u{7}\u{1b}]52;c;b3duZWQ=\u{7}\u{1b}[97;41;5m\u{9b}31m\u{202e}evil\r\nname";

#[test]
fn no_sequence_of_a_hostile_server_reaches_the_terminal() {
    let world = World::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    world.profile(&format!("http://{}", listener.local_addr().unwrap()));
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || answer(stream.unwrap()));
        }
    });
    let mut session = world.home.start();
    session.sees("# ]0;owned").sees("1 space");
    session.keys(key::ENTER).sees("→ # ");
    session.keys("hello").sees("hello");
    send(&mut session);
    session
        .sees("Not sent")
        .sees("hello")
        .keys(key::ACTIVITY)
        .sees("Activity");
    session
        .keys(key::ESC)
        .sees_no_more("Activity")
        .paste(HOSTILE);
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert!(world.home.draft("draft-1").contains("evil"));
    session.look(|tape| {
        let all = String::from_utf8_lossy(&tape.bytes).into_owned();
        for sequence in [
            "\u{1b}]0;owned",
            "\u{1b}]52;",
            "\u{1b}[97;41;5m",
            "\u{9b}",
            "\u{202e}",
        ] {
            assert!(!all.contains(sequence), "{sequence:?} got out");
        }
    });
}

/// Responds to one request with a hostile list of spaces, or a hostile error.
fn answer(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    let space = json!({"name": "spaces/AAAAevil", "spaceType": "SPACE", "displayName": HOSTILE, "spaceThreadingState": "THREADED_MESSAGES"});
    let (status, body) = if first.starts_with("GET /v1/spaces?") {
        (200, json!({"spaces": [space]}))
    } else if first.starts_with("GET ") {
        (200, space)
    } else {
        (
            400,
            json!({"error": {"code": 400, "status": HOSTILE, "message": HOSTILE}}),
        )
    };
    let body = body.to_string();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} {HOSTILE:?}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
}
