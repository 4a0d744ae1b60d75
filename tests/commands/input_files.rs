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
