//! The program's files: looked at before they are read, private, and told of where they are not.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::harness::Home;
use crate::stub_server::{Answer, Stub};

const SEND: [&str; 5] = ["send", "-s", "spaces/A", "-t", "a"];

fn server() -> Stub {
    Stub::start(|_| Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()))
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn a_key_that_is_no_file_ends_the_command() {
    let home = Home::new();
    pipe(&home.path().join("pipe"));
    for key in ["~/pipe", "/dev/zero"] {
        home.configure(&format!(
            "default_profile = \"bot\"\n[profiles.bot]\nsender = \"app\"\nkey_file = {key:?}\n"
        ));
        let outcome = home.run(&SEND);
        assert_eq!(outcome.status, 3, "{key} {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("a pipe or a device"),
            "{key} {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_config_that_is_no_file_ends_the_command() {
    for target in ["/dev/zero", "pipe"] {
        let home = Home::new();
        let config = home.path().join("config.toml");
        if target == "pipe" {
            pipe(&config);
        } else {
            std::os::unix::fs::symlink(target, &config).unwrap();
        }
        let outcome = home.run(&[&SEND[..], &["--data-dir", "."]].concat());
        assert_eq!(outcome.status, 2, "{target} {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("a pipe or a device"),
            "{target} {}",
            outcome.stderr
        );
    }
}

#[test]
fn what_others_may_read_or_write_is_told() {
    let stub = server();
    let home = stub.home();
    let outcome = home.run(&SEND);
    assert_eq!(outcome.stderr, "", "private files are nothing to tell of");
    allow(&home.path().join("user.json"), 0o644);
    let state = home.path().join(".local/state/chatquill");
    allow(&state, 0o777);
    let outcome = home.run(&SEND);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    for words in [
        "others may write the folder",
        "others may read the credentials",
    ] {
        assert!(outcome.stderr.contains(words), "{words} {}", outcome.stderr);
    }
}

#[test]
fn files_of_a_send_are_private() {
    let stub = server();
    let home = stub.home();
    assert_eq!(home.run(&SEND).status, 0);
    let state = home.path().join(".local/state/chatquill");
    let history = home.path().join(".local/share/chatquill/history");
    for folder in [&state, &state.join("outbox"), &state.join("log"), &history] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    for file in [state.join("log/chatquill.log"), history.join("sent.jsonl")] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn what_a_kill_left_behind_is_cleared() {
    let stub = server();
    let home = stub.home();
    let left = home.write(".local/state/chatquill/outbox/.tmpAbC123", "half");
    let old = SystemTime::now() - Duration::from_hours(1);
    let file = std::fs::OpenOptions::new().write(true).open(&left).unwrap();
    file.set_modified(old).unwrap();
    assert_eq!(home.run(&SEND).status, 0);
    assert!(!left.exists());
}
