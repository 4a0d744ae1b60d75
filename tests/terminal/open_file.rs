//! Opening messages: a file named on the command line, piped in, chosen or pasted.

use serde_json::{Value, json};

use crate::environment::{Home, WIDE};
use crate::restored::assert_back;
use crate::session::{Session, key};

/// A code sample, as a guide prints it.
const SAMPLE: &str = "\
const request = {
  // Replace this.
  parent: 'spaces/AAAA',
  message: {
    text: 'Hello, ' + 'world',
    cardsV2: [{ card: { header: { title: 'Report', }, }, }],
  },
};
client.createMessage(request);
";

fn draft(home: &Home, id: &str) -> Value {
    let text = std::fs::read_to_string(home.path(&format!("drafts/{id}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn sample() -> Value {
    json!({
        "parent": "spaces/AAAA",
        "message": {
            "text": "Hello, world",
            "cardsV2": [{"card": {"header": {"title": "Report"}}}],
        },
    })
}

#[test]
fn a_file_that_is_named_is_opened_as_a_new_draft() {
    let home = Home::new();
    let earlier = home.write(
        "drafts/draft-1.json",
        "{\"message\": {\"text\": \"earlier\"}}",
    );
    let file = home.write("sample.js", SAMPLE);
    let mut command = home.chatquill();
    command.arg("sample.js");
    let mut session = Session::start(command, WIDE);
    session
        .sees("Opened sample.js as a request, from 1:17 of the program")
        .sees("It is now draft-2.")
        .sees("Hello, world")
        .keys(key::QUIT);
    assert!(session.ends().success());
    session.look(assert_back);
    assert_eq!(draft(&home, "draft-2"), sample());
    assert_eq!(std::fs::read_to_string(file).unwrap(), SAMPLE);
    assert!(
        std::fs::read_to_string(earlier)
            .unwrap()
            .contains("earlier")
    );
}

#[test]
fn a_path_that_is_typed_or_pasted_among_the_drafts_is_opened() {
    let home = Home::new();
    let file = home.write("sample.js", SAMPLE);
    let mut session = Session::start(home.chatquill(), WIDE);
    session
        .sees("Spaces")
        .keys(key::DRAFTS)
        .sees("Open a file…")
        .paste(&file.display().to_string())
        .sees("Enter takes the text as the path of a file")
        .keys("\r")
        .sees("sample.js as a request")
        .keys(key::DRAFTS)
        .sees("Open a file…")
        .paste("missing.json")
        .sees("Enter takes the text as the path of a file")
        .keys("\r")
        .sees("missing.json")
        .sees("Not opened")
        .keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn what_is_piped_in_is_opened_and_keys_come_from_the_terminal() {
    for arguments in ["", " -"] {
        let home = Home::new();
        home.write("card.json", "{\"header\": {\"title\": \"Piped\"}}");
        let mut command = home.command("sh");
        let line = format!(
            "cat card.json | {}{arguments}",
            env!("CARGO_BIN_EXE_chatquill")
        );
        command.args(["-c", &line]);
        let mut session = Session::start(command, WIDE);
        session
            .sees("Opened standard input as a card")
            .keys(key::TEXT)
            .keys("typed")
            .sees("typed")
            .keys(key::QUIT);
        assert!(session.ends().success());
        assert_eq!(
            draft(&home, "draft-1"),
            json!({"message": {
                "text": "typed",
                "cardsV2": [{"card": {"header": {"title": "Piped"}}}],
            }})
        );
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_told_and_the_draft_stays() {
    let home = Home::new();
    home.write(
        "drafts/draft-1.json",
        "{\"message\": {\"text\": \"earlier\"}}",
    );
    home.write(
        "torn.js",
        "const a = {\n  b: {\n    text: 'x'\n  c: 1\n};\n".replace("b:", "message:"),
    );
    let mut command = home.chatquill();
    command.arg("torn.js");
    let mut session = Session::start(command, WIDE);
    session
        .sees("Not opened: torn.js:4:3")
        .sees("`},` is missing before `c`, for `message: {` (2:12).")
        .sees("earlier")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "earlier");
    let mut command = home.chatquill();
    command.arg("none.json");
    let mut session = Session::start(command, WIDE);
    session.sees("none.json: There is no such file and no such command.");
    assert_eq!(session.ends().exit_code(), 2);
}

#[test]
fn a_file_is_chosen_from_its_folder() {
    let home = Home::new();
    home.write(
        "drafts/draft-1.json",
        "{\"message\": {\"text\": \"earlier\"}}",
    );
    home.write("cards/sample.js", SAMPLE);
    home.write("cards/broken.json", "{\"text\": }");
    home.write("cards/\u{1b}[31mred.json", "{}");
    home.write("cards/.hidden.json", "{}");
    let mut session = home.start();
    session.sees("earlier").keys("\x1bo").sees("cards/");
    session.keys("car").sees("1 of").keys("/");
    session
        .sees("sample.js")
        .sees("[31mred.json")
        .sees_no_more(".hidden.json");
    session.keys(".").sees(".hidden.json");
    session
        .keys("\x7f")
        .keys("brok")
        .sees("1 of")
        .keys(key::ENTER);
    session
        .sees("broken.json:1:10")
        .sees("Expected a value, found `}`.")
        .sees("draft-1");
    session
        .keys("\x1bo")
        .sees("sample.js")
        .keys("samp")
        .sees("1 of");
    session.keys(key::ENTER);
    session
        .sees("sample.js as a request")
        .sees("It is now draft-2; draft-1 is kept.")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "earlier");
    assert_eq!(draft(&home, "draft-2"), sample());
    session.look(|tape| {
        let windows = tape.bytes.windows(8);
        assert_eq!(windows.filter(|part| part == b"\x1b[31mred").count(), 0);
    });
}

#[test]
fn json_that_is_pasted_into_the_preview_is_opened() {
    let home = Home::new();
    let mut session = home.start();
    session
        .sees("draft-1")
        .keys("\x1b5")
        .paste("{text: 'one',}");
    session
        .sees("Opened the paste as a message")
        .sees("It is now draft-1.");
    session.keys("\x1b5").paste("{text: 'two'}");
    session.sees("It is now draft-2; draft-1 is kept.");
    session.keys("\x1b5").paste("{text: 'three'");
    session
        .sees("Not opened: the paste, 1:15")
        .sees("`}` is missing at the end")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "one");
    assert_eq!(home.draft("draft-2"), "two");
}
