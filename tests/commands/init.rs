//! `chatquill init`: from an empty home to a sender, by answers from a pipe.

use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Home, Outcome};
use crate::sandbox::Running;

const FILE: &str = ".config/chatquill/config.toml";

fn config(home: &Home) -> String {
    std::fs::read_to_string(home.path().join(FILE)).unwrap_or_default()
}

fn secret(home: &Home) -> String {
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    url.trim().to_owned()
}

fn says(outcome: &Outcome, words: &str) {
    assert!(
        outcome.stderr.contains(words),
        "{words}: {}",
        outcome.stderr
    );
}

#[test]
fn a_webhook_is_kept_by_three_answers_and_sends() {
    let home = Home::new();
    let _sandbox = Running::start(&home, &["--credentials", "keys"]);
    let url = secret(&home);
    // The damage of a web page is repaired, and what is no URL is asked for again by a person only.
    let answers = format!("1\n{}\nalerts\n", url.replace('&', "&#38;"));
    let outcome = home.run_with_input(&["init"], answers.as_bytes());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    says(&outcome, "Workspace account");
    says(&outcome, "has been repaired");
    says(&outcome, "chatquill send --space alerts --text Hello");
    let token = url.rsplit('=').next().unwrap();
    assert!(!outcome.stderr.contains(token) && !outcome.stdout.contains(token));
    let sent = home.run(&["send", "--space", "alerts", "--text", "Hello"]);
    assert_eq!(sent.status, 0, "{}", sent.stderr);
    let wrong = home.run_with_input(&["init", "--webhook"], b"https://example.com/x\n");
    assert_eq!(wrong.status, 2, "{}", wrong.stderr);
}

#[test]
fn an_app_is_tried_and_written_with_comments() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    let arguments = ["init", "--api-base", sandbox.base.as_str()];
    let outcome = home.run_with_input(
        &arguments,
        b"3\nnone.json\nkeys/service-account.json\nbot\n",
    );
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    for words in [
        "none.json",
        "add the app to each space",
        "enableflow?apiid=chat.googleapis.com",
        "no-topic",
        "Google Chat answers",
        "next: chatquill spaces --profile bot",
    ] {
        says(&outcome, words);
    }
    let text = config(&home);
    assert!(
        text.contains("key_file = \"~/keys/service-account.json\""),
        "{text}"
    );
    assert!(
        text.starts_with("#:schema ") && text.contains("default_profile = \"bot\""),
        "{text}"
    );
    let mode = std::fs::metadata(home.path().join(FILE))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let checked = home.run(&["config", "check"]);
    assert_eq!(checked.status, 0, "{}", checked.stdout);
    let sent = home.run(&["send", "-s", "AAAArelease1", "-t", "hi"]);
    assert_eq!(sent.status, 0, "{}", sent.stderr);
}

#[test]
fn an_unclear_answer_is_asked_again_with_the_choices_and_an_end_is_told() {
    let home = Home::new();
    let outcome = home.run_with_input(&["init"], b"banana\n");
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    says(
        &outcome,
        "\"banana\" is neither 1, 2, 3 nor a file that is here",
    );
    let asked = outcome.stderr.matches("1, 2, 3, or the path").count();
    assert_eq!(asked, 3, "asked twice, then missing: {}", outcome.stderr);
    assert_eq!(config(&home), "");
}

#[test]
fn an_existing_file_keeps_its_words_and_its_default() {
    let home = Home::new();
    let _sandbox = Running::start(&home, &["--credentials", "keys"]);
    let before = "# mine\ndefault_profile=\"play\"   # odd\n[profiles.play]\nsender='sandbox'\n";
    home.configure(before);
    let arguments = ["init", "--client-secret", "keys/client-secret.json"];
    let taken = home.run_with_input(&[&arguments[..], &["--name", "play"]].concat(), b"");
    assert_eq!(taken.status, 2, "{}", taken.stderr);
    assert_eq!(config(&home), before);
    let outcome = home.run_with_input(&arguments, b"play\nodd name\nme\n");
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    for words in [
        "after 7 days",
        "Desktop app",
        "auth/clients",
        "next: chatquill auth login --profile me",
    ] {
        says(&outcome, words);
    }
    let text = config(&home);
    assert!(
        text.starts_with(before) && text.contains("[profiles.me]"),
        "{text}"
    );
    assert_eq!(home.run(&["config", "check"]).status, 0);
}

#[test]
fn nothing_is_written_where_it_cannot_work_or_an_answer_is_missing() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    let base = sandbox.base.clone();
    drop(sandbox);
    let key = [
        "init",
        "--yes",
        "--key-file",
        "keys/service-account.json",
        "--api-base",
        base.as_str(),
    ];
    let dead = home.run(&key);
    assert_eq!(dead.status, 4, "{}", dead.stderr);
    says(&dead, "--no-test");
    assert_eq!(home.run(&["init", "--yes"]).status, 2);
    let ended = home.run_with_input(&["init"], b"3\n");
    assert_eq!(ended.status, 2);
    says(&ended, "--key-file");
    home.write(
        "web.json",
        r#"{"web":{"client_id":"a","client_secret":"b"}}"#,
    );
    let web = home.run(&["init", "--client-secret", "web.json"]);
    assert_eq!(web.status, 3, "{}", web.stderr);
    says(&web, "Desktop app");
    assert_eq!(config(&home), "");
    let untested = home.run(&[&key[..], &["--no-test"]].concat());
    assert_eq!(untested.status, 0, "{}", untested.stderr);
    assert!(config(&home).contains("key_file"));
    home.configure("[profiles.a\n");
    let broken = home.run(&key);
    assert_eq!(broken.status, 2);
    assert_eq!(config(&home), "[profiles.a\n");
}
