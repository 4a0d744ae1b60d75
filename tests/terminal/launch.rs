//! The composer opened filled in from the shell: space, thread, text, template, blanks.

use serde_json::Value;

use crate::environment::{Home, RELEASE, WIDE, World};
use crate::session::{Session, key};

/// Starts the program with these arguments, and variables of the environment.
fn start(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Session {
    let mut command = home.chatquill();
    command.args(arguments);
    for (name, value) in environment {
        command.env(name, value);
    }
    Session::start(command, WIDE)
}

/// Returns a draft on disk.
fn draft(home: &Home, id: &str) -> Value {
    let text = std::fs::read_to_string(home.path(&format!("drafts/{id}.json")));
    serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default()
}

#[test]
fn space_thread_and_text_open_in_a_new_draft_and_keep_the_old_one() {
    let world = World::new();
    let mut session = world.start();
    session
        .keys(key::TEXT)
        .keys("of yesterday")
        .sees("of yesterday");
    session.keys(key::QUIT);
    assert!(session.ends().success());

    let arguments = [
        "-s",
        "ENG-Release",
        "--thread-key",
        "deploy-42",
        "--text",
        "Deployed *2.4*",
    ];
    let mut session = start(&world.home, &arguments, &[]);
    session.sees("draft-2").sees("→ # eng-release");
    session.sees("Deployed *2.4*").sees("key deploy-42");
    // The cursor is at the end of the text.
    session.keys(" today").sees("*2.4* today");
    session.keys(key::SEND).sees("Enter sends").keys(key::ENTER);
    session.sees("Sent to # eng-release").keys(key::QUIT);
    assert!(session.ends().success());
    let posted = world.requests("POST", "/messages");
    assert_eq!(
        posted[0]["body"],
        r#"{"text":"Deployed *2.4* today","thread":{"threadKey":"deploy-42"}}"#
    );
    let query = posted[0]["query"].to_string();
    assert!(
        query.contains("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
        "{query}"
    );
    assert_eq!(world.home.draft("draft-1"), "of yesterday");
}

#[test]
fn what_is_filled_in_is_on_disk_without_a_key() {
    let home = Home::new();
    let mut session = start(&home, &["-s", RELEASE, "-t", "as it is"], &[]);
    session.sees("as it is").keys(key::QUIT);
    assert!(session.ends().success());
    let draft = draft(&home, "draft-1");
    assert_eq!(draft["parent"], RELEASE);
    assert_eq!(draft["message"]["text"], "as it is");
}

#[test]
fn a_name_that_no_space_has_is_looked_for_among_the_spaces() {
    let world = World::new();
    let mut session = start(&world.home, &["--space", "eng-rel", "-t", "hello"], &[]);
    session.sees("No space is called \"eng-rel\"").sees("hello");
    session.keys(key::ENTER).sees("→ # eng-release");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(world.home.draft("draft-1"), "hello");
}

#[test]
fn a_person_is_written_to_by_their_direct_message() {
    let home = Home::new();
    let arguments = [
        "--sandbox",
        "--as",
        "user",
        "--to",
        "grace@example.com",
        "-t",
        "hello",
    ];
    let mut session = start(&home, &arguments, &[]);
    session
        .sees("→ @ Grace Hopper")
        .sees("hello")
        .keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_template_asks_only_for_what_nothing_has_filled_in() {
    let home = Home::new();
    let template = r#"{"template": {"title": "Rollout", "blanks": [
        {"name": "service", "prompt": "Service", "default": "payments"},
        {"name": "release-version", "prompt": "Version"},
        {"name": "who", "prompt": "By"}
    ]}, "message": {"text": "{{service}} {{release-version}} by {{who}}"}}"#;
    home.write("templates/rollout.json", template);
    let arguments = [
        "--sandbox",
        "--template",
        "rollout",
        "--set",
        "service=api",
        "-s",
        RELEASE,
    ];
    let environment = [("CHATQUILL_SET_RELEASE_VERSION", "2.4")];

    let mut session = start(&home, &arguments, &environment);
    session.sees("api").sees("2.4").sees("3 of 3");
    session
        .keys("Ada")
        .keys(key::ENTER)
        .sees("api 2.4 by Ada")
        .sees("draft-1");
    session.keys(key::QUIT);
    assert!(session.ends().success());

    // Left, it keeps what is known, and the default of an example is never taken unseen.
    let arguments = ["--sandbox", "--template", "rollout", "--set", "who=Ada"];
    let mut session = start(&home, &arguments, &environment);
    session.sees("1 of 3").keys(key::ESC);
    session.sees("{{service}} 2.4 by Ada").keys(key::QUIT);
    assert!(session.ends().success());

    let all = [&arguments[..], &["--set", "service=api"]].concat();
    let mut session = start(&home, &all, &environment);
    session
        .sees("api 2.4 by Ada")
        .sees("draft-3")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(draft(&home, "draft-1")["parent"], RELEASE);
}

#[test]
fn the_blanks_of_a_program_are_filled_in() {
    let home = Home::new();
    let program = "import os\nbody = {\"text\": f\"{service} {version} is out\"}\n";
    let file = home.write("notify.py", program).display().to_string();
    let arguments = [
        &file,
        "--set",
        "service=api",
        "-s",
        RELEASE,
        "--thread-key",
        "k",
    ];
    let mut session = start(&home, &arguments, &[]);
    session.sees("2 of 2").keys("2.4").keys(key::ENTER);
    session.sees("api 2.4 is out").sees("key k").keys(key::QUIT);
    assert!(session.ends().success());

    let all = [&arguments[..], &["--set", "version=2.5"]].concat();
    let mut session = start(&home, &all, &[]);
    session.sees("api 2.5 is out").keys(key::QUIT);
    assert!(session.ends().success());
    let wrong = [&file, "--set", "servcie=api"];
    let mut session = start(&home, &wrong, &[]);
    session
        .sees("has no blank \"servcie\"")
        .sees("service, version");
    session
        .keys(key::ESC)
        .sees("{{service}} {{version}} is out");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}
