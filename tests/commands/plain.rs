//! The composer in plain lines: a whole session as a transcript, and what a line may do.

use crate::harness::{Home, Outcome};

/// Runs a session whose lines are these.
fn session(home: &Home, lines: &[&str]) -> Outcome {
    let input = lines.join("\n") + "\n";
    home.run_with_input(&["--plain"], input.as_bytes())
}

/// Replaces what differs from run to run: the names of messages and threads, and how long it took.
fn stable(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let cut = |line: &str, before: &str| match line.find(before) {
            Some(at) => format!("{}…", &line[..at + before.len()]),
            None => line.to_owned(),
        };
        let line = cut(line, "/messages/");
        let line = cut(&line, "/threads/");
        cut(&line, "✔ Sent to # eng-release in ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

const CARD: &str = r#"{"cardsV2": [{"cardId": "c", "card": {
    "header": {"title": "Nightly"},
    "sections": [{"widgets": [
        {"decoratedText": {"topLabel": "Tests", "text": "<b>9</b> failed"}},
        {"buttonList": {"buttons": [
            {"text": "Log", "onClick": {"openLink": {"url": "https://example.com/log"}}}
        ]}}
    ]}]
}}]}"#;

#[test]
fn a_whole_session_can_be_followed_by_its_transcript_alone() {
    let home = Home::new();
    home.write("card.json", CARD);
    let card = home.path().join("card.json");
    let open = format!("open {}", card.display());
    let outcome = session(
        &home,
        &[
            "eng",
            "eng-release",
            "Hello *team*",
            "second line",
            ".",
            "show",
            "checks",
            "option markup chat",
            "option notify silent",
            "undo",
            "option",
            "fly",
            "send",
            "no",
            "send",
            "yes",
            "sent",
            &open,
            "show",
            "send",
            "yes",
            "template thanks",
            "Ada",
            "the review",
            "",
            "",
            "show",
            "quit",
        ],
    );
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(!outcome.stdout.contains('\u{1b}'), "no escape sequence");
    let shown = outcome
        .stdout
        .replace(&card.display().to_string(), "card.json");
    insta::assert_snapshot!(stable(&shown));
}

#[test]
fn the_end_of_the_input_keeps_the_draft() {
    let home = Home::new();
    let outcome = session(&home, &["eng-release", "half a th"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let outcome = session(&home, &["show"]);
    assert!(
        outcome.stdout.contains("Text: half a th"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_production_profile_wants_its_word() {
    let home = Home::new();
    home.configure(
        "default_profile = \"p\"\n[profiles.p]\nsender = \"sandbox\"\nguard = \"production\"\n",
    );
    let lines = [
        "eng-release",
        "Hi",
        ".",
        "send",
        "yes",
        "send",
        "send",
        "sent",
    ];
    let outcome = session(&home, &lines);
    for words in [
        "This is a production profile.",
        "Type send to send",
        "Not sent.",
        "✔ Sent to # eng-release",
    ] {
        assert!(outcome.stdout.contains(words), "{}", outcome.stdout);
    }
    assert_eq!(outcome.stdout.matches("✔ Sent to").count(), 1);
}

#[test]
fn what_keeps_a_message_back_is_said() {
    let home = Home::new();
    let lines = [
        "",
        "nowhere",
        "eng-release",
        ".",
        "send",
        "option viewer Nobody",
    ];
    let outcome = session(&home, &lines);
    for words in [
        "No space is called \"nowhere\".",
        "Not sent: the message is empty.",
        "Nobody here is called so. A viewer is the name of a member, users/ID, an e-mail address, or everyone.",
    ] {
        assert!(outcome.stdout.contains(words), "{}", outcome.stdout);
    }
}

#[test]
fn a_viewer_is_chosen_by_the_name_of_a_member() {
    let home = Home::new();
    let lines = [
        "eng-release",
        "Hello",
        ".",
        "option viewer grace",
        "option viewer",
        "json",
    ];
    let outcome = session(&home, &lines);
    assert!(
        outcome.stdout.contains("viewer: only Grace Hopper"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_message_is_shown_in_words() {
    let home = Home::new();
    home.write("a.json", r#"{"text": "Hi <users/all>, [x]"}"#);
    let outcome = home.run(&["show", "a.json", "--plain"]);
    assert_eq!(outcome.stdout, "Text: Hi @all, [x]\n", "{}", outcome.stderr);
    let outcome = home.run(&["show", "a.json", "--plain", "--width", "9"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
}
