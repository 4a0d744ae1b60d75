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
    let outcome = home.run(&["show", "a.json", "--plain", "--width", "40"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
}

#[test]
fn conversations_are_read_out_by_their_names() {
    let home = Home::new();
    let outcome = session(&home, &["", "eng-release"]);
    let listed = outcome.stdout.as_str();
    assert!(listed.contains("@ Ada Lovelace\n"), "{listed}");
    assert!(!listed.contains("@ Direct message"), "{listed}");
}

#[test]
fn a_message_id_is_typed_without_its_beginning_as_in_the_composer() {
    let home = Home::new();
    let lines = [
        "eng-release",
        "Hello",
        ".",
        "option id release-42",
        "checks",
    ];
    let outcome = session(&home, &lines);
    let said = &outcome.stdout;
    assert!(said.contains("id: client-release-42\n"), "{said}");
    assert!(said.contains("The checks found nothing."), "{said}");
}

#[test]
fn what_was_opened_is_no_warning() {
    let home = Home::new();
    let slack = r#"{"text": "Hi", "channel": "C1", "blocks": [{"type": "video", "title": "x"}]}"#;
    home.write("slack.json", slack);
    let outcome = session(&home, &["eng-release", ".", "open slack.json"]);
    let said = &outcome.stdout;
    assert!(said.contains("\nOpened slack.json as "), "{said}");
    assert!(!said.contains("Warning: Opened"), "{said}");
}

#[test]
fn words_that_the_disk_refuses_are_written_to_another_place() {
    let lines = ["eng-release", "last words", ".", "quit"];
    for (then, status) in [(["save kept.json", "quit"], 0), (["", "quit"], 4)] {
        let home = Home::new();
        home.write(".local/share/chatquill/drafts", "no folder");
        let outcome = session(&home, &[lines.as_slice(), &then].concat());
        let said = &outcome.stdout;
        assert_eq!(outcome.status, status, "{said}{}", outcome.stderr);
        assert!(said.contains(".local/share/chatquill/drafts: "), "{said}");
        assert!(said.contains("\"save FILE\" writes it to another place."));
        assert!(said.contains("\"quit\" once more quits without the last words."));
        if status == 0 {
            let kept = std::fs::read_to_string(home.path().join("kept.json")).unwrap();
            assert!(kept.contains("last words"), "{kept}");
        }
    }
}

#[test]
fn an_existing_file_is_not_overwritten() {
    let home = Home::new();
    let kept = home.write("kept.json", "mine");
    let lines = ["eng-release", "words", ".", "save kept.json"];
    let outcome = session(&home, &lines);
    let said = &outcome.stdout;
    assert!(
        said.contains("Not written: the file already exists."),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "mine");
}

#[test]
fn a_misspelt_name_is_answered_with_the_one_that_is_meant() {
    let home = Home::new();
    let lines = [
        "eng-relaese",
        "eng-release",
        "words",
        ".",
        "chekcs",
        "template thnks",
        "option notfy silent",
    ];
    let outcome = session(&home, &lines);
    for meant in ["eng-release", "checks", "Thanks", "notify"] {
        let words = format!("Did you mean {meant:?}?");
        assert!(
            outcome.stdout.contains(&words),
            "{meant}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn a_dot_leaves_the_blanks_of_a_template() {
    let home = Home::new();
    let lines = [
        "eng-release",
        "words",
        ".",
        "template thanks",
        "Ada",
        ".",
        "json",
    ];
    let outcome = session(&home, &lines);
    let (_, after) = outcome.stdout.split_once("The blanks are left.").unwrap();
    assert!(after.contains("\"text\": \"words\""), "{}", outcome.stdout);
    assert!(!after.contains("Ada"), "{}", outcome.stdout);
}
