//! `chatquill send`.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

#[cfg(unix)]
use crate::harness::signal;
use crate::harness::{Home, finish};
use crate::stub_server::{Answer, Stub};

const NOTE: &str = "chatquill: using an embedded sandbox as app (--sandbox); nothing reaches Google, and its data is gone when the command ends\n";

/// Returns a home whose default profile needs neither network nor key for a dry run.
fn dry() -> Home {
    let home = Home::new();
    home.configure(
        "default_profile = \"bot\"\n[profiles.bot]\nsender = \"app\"\nkey_file = \"~/nowhere.json\"\n",
    );
    home
}

#[test]
fn a_dry_run_prints_what_would_be_sent() {
    let home = dry();
    let outcome = home.run(&[
        "send",
        "--dry-run",
        "--json",
        "--space",
        "spaces/AAAA",
        "--text",
        "你好",
        "--thread-key",
        "k",
        "--message-id",
        "client-a",
        "--viewer",
        "123",
        "--notification",
        "silent",
        "--markup",
        "chat",
        "--request-id",
        "r-1",
    ]);
    let expected = concat!(
        r#"{"method":"POST","url":"https://chat.googleapis.com/v1/spaces/AAAA/messages","#,
        r#""query":{"messageReplyOption":"REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD","#,
        r#""messageId":"client-a","#,
        r#""createMessageNotificationOptions.notificationType":"NOTIFICATION_TYPE_SILENT","#,
        r#""requestId":"r-1"},"#,
        r#""body":{"text":"你好","thread":{"threadKey":"k"},"#,
        r#""privateMessageViewer":{"name":"users/123"},"markupSyntax":"MARKUP_SYNTAX_CHAT"},"bytes":124}"#,
        "\n"
    );
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));

    let outcome = home.run(&[
        "send",
        "--dry-run",
        "-s",
        "spaces/AAAA",
        "-t",
        "hi",
        "--request-id",
        "r",
    ]);
    let expected = "POST https://chat.googleapis.com/v1/spaces/AAAA/messages\n  requestId = r\n\n{\n  \"text\": \"hi\"\n}\n\n13 of 32,000 bytes\n";
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, expected));
}

#[test]
fn each_form_of_json_becomes_the_same_request() {
    let home = dry();
    let card = json!({"header": {"title": "T"}});
    let body = json!({"cardsV2": [{"card": card}]});
    for (input, expected) in [
        (json!({"parent": "spaces/B", "message": body}), &body),
        (json!({"cards_v2": [{"card": card}]}), &body),
        (json!({"card": card}), &body),
        (card.clone(), &body),
    ] {
        let arguments = ["send", "-", "--dry-run", "--json", "-s", "spaces/A"];
        let outcome = home.run_with_input(&arguments, input.to_string().as_bytes());
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let shown: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(&shown["body"], expected, "{input}");
        assert_eq!(shown["bytes"], expected.to_string().len());
        let id = shown["query"]["requestId"].as_str().unwrap();
        assert_eq!(id.len(), 36, "a random UUID: {id}");
    }
}

#[test]
fn a_sandbox_that_is_asked_for_takes_it_and_says_so() {
    let home = Home::new();
    let outcome = home.run(&[
        "send",
        "--space",
        "spaces/AAAArelease1",
        "--text",
        "你好 👋🏽",
        "--json",
        "--sandbox",
    ]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert_eq!(outcome.stderr, NOTE);
    let message: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(message["text"], "你好 👋🏽");
    assert_eq!(message["sender"]["type"], "BOT");

    let outcome = home.run(&[
        "send",
        "--space",
        "spaces/AAAArelease1",
        "--text",
        "a",
        "--as",
        "user",
    ]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert!(lines[0].starts_with("Sent as sandbox (user): spaces/AAAArelease1/messages/"));
    assert!(lines[1].starts_with("Thread: spaces/AAAArelease1/threads/"));
    let outbox = home.path().join(".local/state/chatquill/outbox");
    assert_eq!(std::fs::read_dir(outbox).unwrap().count(), 0);
}

#[test]
fn the_sandbox_needs_neither_proxy_nor_certificates() {
    let home = Home::new();
    home.configure("[profiles.a]\nsender = \"sandbox\"\n[profiles.b]\nsender = \"sandbox\"\n");
    let outcome = home
        .command(&["send", "-s", "AAAArelease1", "-t", "a", "--as", "user"])
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .env("SSL_CERT_FILE", "/nowhere")
        .env("SSL_CERT_DIR", "/nowhere")
        .spawn()
        .unwrap();
    let outcome = finish(outcome);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("(choose one with --profile: a, b)"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn refusals_end_with_their_status_and_googles_words() {
    let home = Home::new();
    let card = json!({"header": {"title": "T"}, "sections": []}).to_string();
    for (arguments, input, status, words) in [
        (
            vec!["-s", "spaces/nope", "-t", "a"],
            "",
            1,
            "404 NOT_FOUND: Requested entity was not found.",
        ),
        (
            vec!["-s", "spaces/dmAdaGrace1", "-t", "a"],
            "",
            3,
            "403 PERMISSION_DENIED: This Chat app is not a member of this space.",
        ),
        (
            vec!["-s", "spaces/AAAArelease1", "-t", "", "--no-check"],
            "",
            1,
            "400 INVALID_ARGUMENT: Message cannot be empty.",
        ),
        (
            vec![
                "-s",
                "spaces/AAAArelease1",
                "-",
                "--as",
                "user",
                "--no-check",
            ],
            card.as_str(),
            1,
            "Message cannot have cards for requests carrying human credentials.",
        ),
        (
            vec![
                "-s",
                "spaces/AAAArelease1",
                "-t",
                "a",
                "--message-id",
                "custom-a",
            ],
            "",
            2,
            "--message-id cannot be",
        ),
        (
            vec!["-t", "a"],
            "",
            2,
            "No space is named. Add --space SPACE; chatquill spaces lists them.",
        ),
        (
            vec!["--space", "spaces/AAAArelease1"],
            "",
            2,
            "<FILE|--text <TEXT>|--attach <FILE>|--template <NAME>>",
        ),
    ] {
        let all: Vec<&str> = ["send", "--sandbox"].into_iter().chain(arguments).collect();
        let outcome = home.run_with_input(&all, input.as_bytes());
        assert_eq!(outcome.status, status, "{all:?} {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{all:?}");
        assert!(outcome.stderr.contains(words), "{all:?} {}", outcome.stderr);
    }
    let long = "x".repeat(32_000);
    let outcome = home.run(&["send", "--sandbox", "-s", "spaces/A", "-t", &long]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.stderr.contains("(message-too-large)"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_busy_server_is_asked_again_under_the_same_request_id() {
    let stub = Stub::start(|call| match call {
        0 => Answer::Cut,
        _ => Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()),
    });
    let home = stub.home();
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert_eq!(
        outcome.stdout,
        "Sent as stub (user): spaces/A/messages/B.B\n"
    );
    assert!(
        outcome.stderr.contains("trying again in"),
        "{}",
        outcome.stderr
    );
    let calls: Vec<String> = stub.calls.try_iter().collect();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0], calls[1]);
    assert!(calls[0].starts_with("POST /v1/spaces/A/messages?requestId="));
}

#[test]
fn a_send_is_on_the_disk_before_a_byte_of_it_leaves() {
    let outbox: Arc<OnceLock<PathBuf>> = Arc::default();
    let place = outbox.clone();
    let stub = Stub::start(move |_| {
        let records = std::fs::read_dir(place.get().unwrap()).unwrap().count();
        let name = format!("spaces/A/messages/{records}");
        Answer::Say(200, json!({ "name": name }).to_string())
    });
    let home = stub.home();
    let folder = home.path().join(".local/state/chatquill/outbox");
    outbox.set(folder.clone()).unwrap();
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a"]);
    assert_eq!(outcome.stdout, "Sent as stub (user): spaces/A/messages/1\n");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupted_send_says_how_to_send_it_safely() {
    let stub = Stub::start(|_| Answer::Keep);
    let home = stub.home();
    let child = home
        .command(&["send", "-s", "spaces/A", "-t", "a", "--request-id", "r-1"])
        .spawn()
        .unwrap();
    stub.calls
        .recv_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    signal(&child, "INT");
    let outcome = finish(child);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (130, ""));
    assert_eq!(outcome.signal, Some(2), "it ends by the signal itself");
    assert!(
        outcome
            .stderr
            .contains("--request-id r-1 sends it again without posting twice"),
        "{}",
        outcome.stderr
    );
    let entry = std::fs::read_to_string(home.path().join(".local/state/chatquill/outbox/r-1.json"))
        .unwrap();
    let entry: Value = serde_json::from_str(&entry).unwrap();
    assert_eq!(entry["body"], "{\"text\":\"a\"}");
    assert!(!entry.to_string().contains("t0ken"));
}

#[test]
fn secrets_stay_in_their_files() {
    let stub = Stub::start(|_| Answer::Say(403, json!({"error": {"message": "no"}}).to_string()));
    let home = stub.home();
    let outcome = home.run(&["send", "-s", "spaces/A", "-t", "a"]);
    assert_eq!(outcome.status, 3);
    let all = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(
        !["t0ken", "s3cret", "refr3sh"]
            .iter()
            .any(|secret| all.contains(secret)),
        "{all}"
    );
    let tokens = home.path().join(".local/state/chatquill/tokens");
    let file = std::fs::read_dir(tokens).unwrap().next().unwrap().unwrap();
    assert!(
        std::fs::read_to_string(file.path())
            .unwrap()
            .contains("t0ken")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
