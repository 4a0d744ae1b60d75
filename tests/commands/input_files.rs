//! Input that `send`, `check` and `export` accept, their messages about it, and what is sent.

use serde_json::{Value, json};

use crate::harness::Home;

const OLD: &str = r#"{"cards": [{"header": {"title": "Old", "imageStyle": "AVATAR"}, "sections": [{"widgets": [
    {"image": {"imageUrl": "https://example.com/a.png", "aspectRatio": 2}}]}]}]}"#;

const SAMPLE: &str = "import {client} from './client.js';\nclient.createMessage({\n  message: { text: 'a' + 'b' }, // joined\n});\n";

#[test]
fn files_are_taken_for_what_they_are() {
    let home = Home::new();
    for (file, text, told, message) in [
        (
            "sample.js",
            SAMPLE,
            &["chatquill: sample.js: taken as a request, from 2:22 of the program"][..],
            json!({"text": "ab"}),
        ),
        (
            "widget.json",
            "{divider: {}}",
            &["chatquill: widget.json: taken as a widget, put into a card"],
            json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"divider": {}}]}]}}]}),
        ),
        (
            "old.json",
            OLD,
            &[
                "chatquill: old.json: Its cards are of version 1; they were converted to cardsV2.",
                "chatquill: old.json: /cards/0/sections/0/widgets/0/image/aspectRatio is dropped",
            ],
            json!({"cardsV2": [{"card": {
                "header": {"title": "Old", "imageType": "CIRCLE"},
                "sections": [{"widgets": [{"image": {"imageUrl": "https://example.com/a.png"}}]}],
            }}]}),
        ),
        (
            "newer.json",
            "{\"text\": \"a\", \"newIn2030\": {\"ratio\": 1.50, \"id\": 123456789012345678901234567890}}",
            &["chatquill: warning: newer.json: /message/newIn2030"],
            serde_json::from_str(
                "{\"text\": \"a\", \"newIn2030\": {\"ratio\": 1.50, \"id\": 123456789012345678901234567890}}",
            )
            .unwrap(),
        ),
    ] {
        home.write(file, text);
        let outcome = home.run(&["send", file, "-s", "spaces/AAAA", "--dry-run", "--json"]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        for words in told {
            assert!(outcome.stderr.contains(words), "{words}\n{}", outcome.stderr);
        }
        let sent: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(sent["body"].to_string(), message.to_string(), "{file}");
        let checked = home.run(&["check", file]);
        assert_ne!(checked.status, 2, "{}", checked.stderr);
        let written = home.run(&["export", file, "--to", "json"]);
        assert_eq!(written.status, 0, "{}", written.stderr);
    }
}

#[test]
fn findings_in_a_program_are_shown_where_they_stand() {
    let home = Home::new();
    home.write(
        "sample.js",
        "send({\n  cardsV2: [{ card: { header: { titel: 'a' } } }],\n});\n",
    );
    let outcome = home.run(&["check", "sample.js"]);
    assert_eq!(outcome.status, 1, "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("sample.js:2:"),
        "{}",
        outcome.stdout
    );
}

#[test]
#[cfg(unix)]
fn a_pipe_of_a_name_is_not_waited_for_and_what_the_shell_hands_on_is_read() {
    let home = Home::new();
    let pipe = home.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let told = "it is a pipe or a device, not a file. Pipe it into standard input, and name - as the file.";
    for name in ["pipe", "/dev/zero"] {
        for arguments in [
            &["check", name][..],
            &["show", name],
            &["export", name, "--to", "json"],
            &["send", name, "-s", "AAAA", "--dry-run"],
            &["send", "--text", "a", "--spaces-from", name, "--dry-run"],
        ] {
            let outcome = home.run(arguments);
            assert_eq!(outcome.status, 2, "{arguments:?}: {}", outcome.stderr);
            assert!(
                outcome.stderr.contains(told),
                "{arguments:?}: {}",
                outcome.stderr
            );
        }
    }
    home.write("a.json", "{\"text\": \"a\"}");
    for arguments in [&["check", "/dev/stdin"][..], &["show", "/dev/fd/0"]] {
        let outcome = home.run_with_input(arguments, b"{\"text\": \"a\"}");
        assert_eq!(outcome.status, 0, "{arguments:?}: {}", outcome.stderr);
    }
    let program = env!("CARGO_BIN_EXE_chatquill");
    let script = format!("'{program}' show <(cat a.json) && '{program}' check <(cat a.json)");
    let outcome = std::process::Command::new("bash")
        .args(["-c", &script])
        .env("HOME", home.path())
        .current_dir(home.path())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(outcome.status.success(), "{outcome:?}");
}

#[test]
fn words_in_the_place_of_a_file_are_told_from_a_path() {
    let home = Home::new();
    for (name, is_words) in [
        ("It is a *bold* claim", true),
        ("The deploy is done.", true),
        ("release notes.json", false),
        ("notes/of the day/one", false),
    ] {
        let outcome = home.run(&["send", name, "-s", "AAAA", "--dry-run"]);
        assert_eq!(outcome.status, 2);
        let has_hint = outcome.stderr.contains("give them to --text");
        assert_eq!(has_hint, is_words, "{name}: {}", outcome.stderr);
    }
    // There are no words in an empty file.
    home.write("empty.json", "");
    let outcome = home.run(&["send", "empty.json", "-s", "AAAA", "--dry-run"]);
    assert!(
        !outcome.stderr.contains("these words"),
        "{}",
        outcome.stderr
    );
}
