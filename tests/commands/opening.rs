//! Files as people have them: what each is taken for, what is told of it, and what cannot be sent.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::Home;

fn case(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/opening");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn each_is_opened_and_what_it_was_taken_for_is_told() {
    let home = Home::new();
    for (name, message, told) in [
        (
            "01-python-docstring.txt",
            json!({"text": "Nightly build done"}),
            "taken as a message, from 6:11 of the program",
        ),
        (
            "03-python-text-in-parentheses.txt",
            json!({"text": "Nightly build done"}),
            "from 1:11 of the program",
        ),
        (
            "07-node-request-with-call.txt",
            json!({"text": "Nightly build done"}),
            "The requestId is left out: `randomUUID()` at 3:14",
        ),
        (
            "19-prose-then-fence.txt",
            json!({"text": "Nightly build done"}),
            "from 4:1 of the text",
        ),
        (
            "21-shell-heredoc.txt",
            json!({"text": "Nightly build done"}),
            "from 2:1 of the shell command",
        ),
        (
            "23-addon-create-message.json",
            json!({"text": "Nightly build done"}),
            "from 5:20 of the JSON",
        ),
    ] {
        home.write(name, case(name));
        let outcome = home.run(&["send", name, "-s", "spaces/AAAA", "--dry-run", "--json"]);
        assert_eq!(outcome.status, 0, "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(told), "{name}: {}", outcome.stderr);
        let sent: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(sent["body"], message, "{name}");
    }
}

#[test]
fn what_only_the_program_knows_is_named_and_never_sent() {
    let home = Home::new();
    let name = "04-js-template-value.txt";
    home.write(name, case(name));
    let outcome = home.run(&["send", name, "-s", "spaces/AAAA", "--dry-run"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    let told = "04-js-template-value.txt:2:16: Something is filled in here that only the program knows: `number`.";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    for command in [
        &["show", name][..],
        &["export", name, "--to", "json"],
        &["check", name],
    ] {
        let outcome = home.run(command);
        let told =
            "`${number}` at 2:16 is filled in by the program: it is the blank {{number}} here.";
        assert!(outcome.stderr.contains(told), "{command:?} {outcome:?}");
    }
    assert!(
        home.run(&["show", name])
            .stdout
            .contains("Build {{number}} done")
    );
}

/// Inputs of the kinds that people have, each with its message, and what is told of it.
#[rustfmt::skip]
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("object.php", "<?php\n$m = ['text' => \"Order $order->id of $names[0]: {$a->b->c}\"];\n",
     r#"{"text": "Order {{id}} of {{names}}: {{c}}"}"#, "`$order->id` at 2:24"),
    ("steps.yml", "jobs:\n  n:\n    steps:\n      - run: |\n          curl -d '{\"text\": \"${{ github.workflow }} failed\"}' \"$URL\"\n",
     r#"{"text": "{{workflow}} failed"}"#, "`${{ github.workflow }}` at 5:30"),
    ("with.yml", "steps:\n  - uses: some/action\n    with:\n      json: '{\"text\": \"${{ github.ref }} by ${{ github.actor }}\", \"thread\": {\"threadKey\": \"${{ github.ref }}\"}}'\n",
     r#"{"text": "{{ref}} by {{actor}}", "thread": {"threadKey": "{{ref}}"}}"#, "`${{ github.actor }}` at 4:45"),
    ("number.yml", "steps:\n  - run: |\n      cat <<'END' | curl -d @- \"$URL\"\n      {\"text\": \"run ${{ github.run_number }} costs $5\"}\n      END\n",
     r#"{"text": "run {{run_number}} costs $5"}"#, "`${{ github.run_number }}` at 4:21"),
    ("filter.sh", "#!/bin/sh\npayload=$(jq -n --arg text \"Release $V\" '{text: $text, thread: {threadKey: \"rel\"}}')\ncurl -d \"$payload\" \"$URL\"\n",
     r#"{"text": "{{text}}", "thread": {"threadKey": "rel"}}"#, "`$text` at 2:49"),
    ("item.yml", "n:\n  script:\n    - 'curl -H \"a: b\" --data \"{\\\"text\\\":\\\"Job $CI_JOB_NAME failed\\\"}\" \"$URL\"'\n",
     r#"{"text": "Job {{CI_JOB_NAME}} failed"}"#, "`$CI_JOB_NAME` at 3:"),
    ("map.ex", "defmodule Notify do\n  def run(v) do\n    body = Jason.encode!(%{text: \"Release #{v} is out\", thread: %{threadKey: \"rel\"}})\n    HTTPoison.post(url, body)\n  end\nend\n",
     r#"{"text": "Release {{v}} is out", "thread": {"threadKey": "rel"}}"#, "`#{v}` at 3:"),
    ("url.go", "package main\n\nfunc main() {\n\tm := Message{Text: \"a\", CardsV2: []Card{{CardID: \"b\", Card: Card{Sections: []S{{Widgets: []W{{Image: &I{ImageURL: \"https://e.com\", OnClick: &O{OpenLink: &L{URL: \"https://e.com\"}}}}}}}}}}}\n}\n",
     r#"{"text": "a", "cardsV2": [{"cardId": "b", "card": {"sections": [{"widgets": [{"image": {"imageUrl": "https://e.com", "onClick": {"openLink": {"url": "https://e.com"}}}}]}]}}]}"#, "of the program"),
    ("some.js", "const m = {cardsV2: [{card: {sections: [{widgets: [{divider: {}}, open && {divider: {}}].filter(Boolean)}]}}]};\n",
     r#"{"cardsV2": [{"card": {"sections": [{"widgets": [{"divider": {}}]}]}}]}"#, "/message/cardsV2/0/card/sections/0/widgets/1 is left out: `open && {divider: {}}` at 1:67"),
    ("format.py", "body = {\"text\": f\"took {time.time() - t0:.1f}s, {name!r:>10}\"}\n",
     r#"{"text": "took {{t0}}s, {{name}}"}"#, "`{time.time() - t0:.1f}` at 1:24"),
    ("host.sh", "curl -d \"{\\\"text\\\": \\\"on $(hostname -f)\\\"}\" $URL\n",
     r#"{"text": "on {{hostname}}"}"#, "`$(hostname -f)` at"),
    ("dict.py", "import json\nmsg = json.dumps(dict(text=\"via dict(%s)\" % x, thread=dict(threadKey=\"k\")))\n",
     r#"{"text": "via dict({{x}})", "thread": {"threadKey": "k"}}"#, "`x` at 2:45"),
    ("typed.ts", "const requestBody: chat_v1.Schema$Message = {\n  text: 'typed' as string,\n} satisfies chat_v1.Schema$Message;\n",
     r#"{"text": "typed"}"#, "from 1:45 of the program"),
    ("update.json", r#"{"hostAppDataAction": {"chatDataAction": {"updateMessageAction": {"message": {"text": "upd"}}}}}"#,
     r#"{"text": "upd"}"#, "of the JSON"),
    ("string.json", r#""{\"text\": \"in a string\"}""#, r#"{"text": "in a string"}"#, "of the JSON"),
];

#[test]
fn further_inputs_of_each_kind_open_as_what_they_say() {
    let home = Home::new();
    for (name, content, message, told) in KINDS {
        home.write(name, content);
        let outcome = home.run(&["export", name, "--to", "json"]);
        assert_eq!(outcome.status, 0, "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(told), "{name}: {}", outcome.stderr);
        let opened: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let message: Value = serde_json::from_str(message).unwrap();
        assert_eq!(opened["message"], message, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_not_said_to_be_missing() {
    let home = Home::new();
    for (name, content) in [
        (
            "body.ps1",
            "$body = @{\n    text = \"Release is out\"\n} | ConvertTo-Json\n",
        ),
        (
            "main.tf",
            "locals {\n  message = {\n    text = \"Deployed ${var.name}\"\n  }\n}\n",
        ),
        (
            "card.gs",
            "function a() {\n  return CardService.newTextParagraph().setText(\"Hello\");\n}\n",
        ),
        (
            "put.kt",
            "fun a() {\n    val p = buildJsonObject {\n        put(\"text\", \"Hello\")\n    }\n}\n",
        ),
    ] {
        home.write(name, content);
        let outcome = home.run(&["show", name]);
        assert_eq!(outcome.status, 2, "{name}");
        let told = "There may be a message in it, but it cannot be read";
        assert!(outcome.stderr.contains(told), "{name}: {}", outcome.stderr);
    }
}

#[test]
fn a_message_that_is_not_read_is_named_beside_one_that_is() {
    let home = Home::new();
    let built = "val b = buildJsonObject {\n    put(\"text\", \"two\")\n}\n";
    home.write(
        "one.kt",
        format!("val a = \"\"\"{{\"text\": \"one\"}}\"\"\"\n{built}"),
    );
    home.write(
        "two.kt",
        format!("val a = \"\"\"{{\"text\": \"one\"}}\"\"\"\n{built}val c = \"\"\"{{\"text\": \"three\"}}\"\"\"\n"),
    );
    home.write(
        "card.gs",
        "const a = {text: \"one\"};\nconst b = CardService.newCardBuilder().build();\n",
    );
    for (name, status, place) in [
        ("one.kt", 0, "buildJsonObject at 2:9"),
        ("two.kt", 2, "buildJsonObject at 2:9"),
        ("card.gs", 0, "CardService at 2:11"),
    ] {
        let outcome = home.run(&["show", name]);
        assert_eq!(outcome.status, status, "{name}: {}", outcome.stderr);
        let words = format!("There may be another message in it, which cannot be read: {place}");
        assert!(
            outcome.stderr.contains(&words),
            "{name}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn messages_of_yaml_beside_a_command_are_found_too() {
    let home = Home::new();
    let workflow = "steps:\n  - run: |\n      curl -d '{\"text\": \"of a command\"}' \"$URL\"\n  - uses: some/action\n    with:\n      body: >\n        {\"text\": \"of an action\"}\n";
    home.write("two.yml", workflow);
    let outcome = home.run(&["show", "two.yml"]);
    assert_eq!(outcome.status, 2);
    for words in [
        "There are 2 messages in it.",
        "#1  3:16  a message: of a command",
        "#2  7:9  a message: of an action",
    ] {
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

#[test]
fn a_card_of_another_system_is_named() {
    let home = Home::new();
    let name = "29-teams-message-card.json";
    home.write(name, case(name));
    let outcome = home.run(&["show", name]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("This is a card of Microsoft Teams"),
        "{}",
        outcome.stderr
    );
    for words in ["Nightly build", "State", "green"] {
        assert!(outcome.stdout.contains(words), "{}", outcome.stdout);
    }
}

#[test]
fn one_of_several_messages_is_chosen_by_its_number() {
    let home = Home::new();
    home.write("two.json", r#"[{"text": "one"}, {"text": "two"}]"#);
    let outcome = home.run(&["show", "two.json"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""));
    for words in [
        "two.json:1:1: There are 2 messages in it.",
        "#2  1:19  a message: two",
        "such as FILE#2",
    ] {
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
    let outcome = home.run(&["export", "two.json#2", "--to", "json"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let opened: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(opened, json!({"message": {"text": "two"}}));
    let outcome = home.run(&["export", "two.json#3", "--to", "json"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("none of the number 3"),
        "{}",
        outcome.stderr
    );
    // A file that is called so itself is opened as it is.
    home.write("a#2", r#"{"text": "a"}"#);
    assert_eq!(home.run(&["show", "a#2"]).status, 0);
}

#[test]
fn words_that_are_no_json_are_told_how_to_be_sent() {
    let home = Home::new();
    for words in [&case("31-plain-text.txt"), "hello", "Note: it's done"] {
        let outcome = home.run_with_input(&["send", "-", "-s", "AAAA"], words.as_bytes());
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (2, ""),
            "{words}"
        );
        assert!(
            outcome.stderr.contains("--text -"),
            "{words}: {}",
            outcome.stderr
        );
    }
    home.write("words.txt", "hello, it is done");
    let outcome = home.run(&["send", "words.txt", "-s", "AAAA"]);
    assert_eq!(outcome.status, 2);
    let told = "chatquill send --text - < words.txt";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    for command in [
        &["check", "words.txt"][..],
        &["show", "words.txt"],
        &["words.txt", "--plain"],
    ] {
        let outcome = home.run(command);
        let shown = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(shown.contains(told), "{command:?}: {shown}");
    }
    let outcome = home.run(&[r#"{"text": "hi"}"#]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("Pipe it in"), "{}", outcome.stderr);
    let outcome = home.run(&["send", r#"{"text": "hi"}"#, "-s", "AAAA"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome
            .stderr
            .contains("This is JSON, and not the name of a file."),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("send -"), "{}", outcome.stderr);
}

#[test]
fn utf_16_is_named_with_a_mark_and_without() {
    let home = Home::new();
    let wide = |text: &str, is_big: bool| -> Vec<u8> {
        let of = |unit: u16| {
            if is_big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(of).collect()
    };
    for (name, bytes, told) in [
        (
            "little.json",
            wide(r#"{"text": "hi"}"#, false),
            "UTF-16 text without a mark",
        ),
        (
            "big.json",
            wide(r#"{"text": "Käse"}"#, true),
            "UTF-16 text without a mark",
        ),
        (
            "marked.json",
            wide("\u{feff}{\"text\": \"hi\"}", false),
            "This is UTF-16 text",
        ),
    ] {
        home.write(name, bytes);
        for command in ["show", "check", "export"] {
            let more: &[&str] = if command == "export" {
                &["--to", "json"]
            } else {
                &[]
            };
            let outcome = home.run(&[&[command, name], more].concat());
            assert_eq!(outcome.status, 2, "{command} {name}");
            assert!(
                outcome.stderr.contains(told),
                "{command} {name}: {}",
                outcome.stderr
            );
        }
    }
}

#[test]
fn line_ends_of_windows_draw_one_break_each_and_are_told() {
    let home = Home::new();
    home.write("crlf.json", case("15-crlf-in-text.json"));
    home.write("card.json", r#"{"cardsV2": [{"card": {"sections": [{"widgets": [{"textParagraph": {"text": "one\r\ntwo"}}]}]}}]}"#);
    let outcome = home.run(&["show", "crlf.json", "--width", "40"]);
    assert!(
        outcome.stdout.contains("one\ntwo\nthree\n"),
        "{:?}",
        outcome.stdout
    );
    assert!(
        outcome.stderr.contains("line ends of Windows"),
        "{}",
        outcome.stderr
    );
    let outcome = home.run(&["show", "card.json", "--width", "40"]);
    let rows: Vec<&str> = outcome.stdout.lines().collect();
    let at = rows.iter().position(|row| row.contains("one")).unwrap();
    assert!(rows[at + 1].contains("two"), "{}", outcome.stdout);
}
