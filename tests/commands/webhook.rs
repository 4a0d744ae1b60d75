//! Webhooks: kept under names, and as profiles.

use serde_json::Value;

use crate::harness::Home;
use crate::sandbox::Running;

const URL: &str =
    "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=AIza-mark&token=mark-t%3D";

#[test]
fn a_webhook_is_kept_listed_and_removed() {
    let home = Home::new();
    let added = home.run_with_input(&["webhook", "add", "alerts"], URL.as_bytes());
    assert_eq!(
        (added.status, added.stdout.as_str()),
        (0, ""),
        "{}",
        added.stderr
    );
    assert!(added.stderr.contains("spaces/AAAA"), "{}", added.stderr);
    let damaged = URL.replace('&', "&#38;");
    let again = home.run_with_input(&["webhook", "add", "alerts"], damaged.as_bytes());
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("--replace"), "{}", again.stderr);
    let other = home.run_with_input(&["webhook", "add", "other"], damaged.as_bytes());
    assert!(
        other.stderr.contains("has been repaired"),
        "{}",
        other.stderr
    );
    let listed = home.run(&["webhook", "list"]);
    assert_eq!(listed.stdout, "alerts  spaces/AAAA\nother   spaces/AAAA\n");
    let json = home.run(&["webhook", "list", "--json"]);
    let found: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(found[0]["name"], "alerts");
    assert_eq!(home.run(&["webhook", "rm", "alerts"]).status, 0);
    assert_eq!(home.run(&["webhook", "rm", "alerts"]).status, 2);
    for outcome in [added, again, other, listed, json] {
        let said = outcome.stdout + &outcome.stderr;
        assert!(!said.contains("mark"), "{said}");
    }
}

#[test]
fn what_is_no_webhook_is_not_kept_and_not_shown() {
    let home = Home::new();
    for (given, why) in [
        ("", "no URL came from standard input"),
        ("https://hooks.example/mark-1", "not the URL of a webhook"),
        (
            "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=mark-2",
            "has no token",
        ),
        (
            "https://evil.example/v1/spaces/AAAA/messages?key=mark-3&token=mark",
            "does not lead to chat.googleapis.com",
        ),
    ] {
        let outcome = home.run_with_input(&["webhook", "add", "alerts"], given.as_bytes());
        assert_eq!(outcome.status, 2, "{given}");
        assert!(outcome.stderr.contains(why), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("mark"), "{}", outcome.stderr);
    }
    let outcome = home.run(&["webhook", "add", URL]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("must not be an argument"),
        "{}",
        outcome.stderr
    );
    assert!(!outcome.stderr.contains("mark"), "{}", outcome.stderr);
    assert_eq!(home.run(&["webhook", "list"]).stdout, "");
}

#[test]
fn a_webhook_profile_sends_into_its_space() {
    let home = Home::new();
    let _sandbox = Running::start(&home, &["--credentials", "keys"]);
    home.configure(
        "[profiles.file]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n\
         [profiles.command]\nsender = \"webhook\"\nurl_command = \"cat ~/keys/webhook-url.txt\"\n",
    );
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    let space = url
        .split('/')
        .find(|part| part.starts_with("AAAA"))
        .unwrap();
    for profile in ["file", "command"] {
        let outcome = home.run(&[
            "send",
            "--profile",
            profile,
            "-s",
            space,
            "-t",
            "FIRING",
            "--json",
        ]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let sent: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert!(
            sent["name"]
                .as_str()
                .unwrap()
                .starts_with(&format!("spaces/{space}/messages/"))
        );
        let elsewhere = home.run(&[
            "send",
            "--profile",
            profile,
            "-s",
            "AAAArelease1",
            "-t",
            "x",
        ]);
        assert_ne!(elsewhere.status, 0);
        assert!(
            elsewhere.stderr.contains("another space"),
            "{}",
            elsewhere.stderr
        );
    }
    let secrets: Vec<&str> = url.split(['=', '&']).skip(1).step_by(2).collect();
    let outbox = home.path().join(".local/state/chatquill/outbox");
    for entry in std::fs::read_dir(outbox).into_iter().flatten() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(
            secrets.iter().all(|secret| !text.contains(secret.trim())),
            "{text}"
        );
    }
}

/// Posts a message as curl does, and returns its name.
fn posted_by_hand(url: &str, body: &str) -> String {
    use std::io::{Read as _, Write as _};
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json; charset=UTF-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let json = answer.split_once("\r\n\r\n").unwrap().1;
    let message: Value = serde_json::from_str(json).unwrap();
    message["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_webhook_stores_the_same_from_us_and_by_hand() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    home.configure(&format!(
        "[profiles.hook]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n\
         [profiles.ada]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {:?}\n",
        sandbox.base
    ));
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    let space = url
        .split('/')
        .find(|part| part.starts_with("AAAA"))
        .unwrap();
    let card =
        r#"{"text":"你好 *FIRING*","cardsV2":[{"cardId":"c","card":{"header":{"title":"Disk"}}}]}"#;
    let file = home.write("card.json", card);
    let sent = home.run(&[
        "send",
        "--profile",
        "hook",
        "-s",
        space,
        file.to_str().unwrap(),
        "--json",
    ]);
    let sent: Value = serde_json::from_str(&sent.stdout).unwrap();
    let names = [
        sent["name"].as_str().unwrap().to_owned(),
        posted_by_hand(url.trim(), card),
    ];
    let [ours, theirs] = names.map(|name| {
        let got = home.run(&["message", "get", &name, "--profile", "ada", "--json"]);
        let mut message: Value = serde_json::from_str(&got.stdout).unwrap();
        let fields = message.as_object_mut().unwrap();
        for field in ["name", "createTime", "thread"] {
            assert!(fields.remove(field).is_some(), "{field}");
        }
        message
    });
    assert_eq!(ours, theirs);
}

/// Returns a home with a running sandbox, whose webhook is kept as `alerts`; and the space it posts to.
fn kept() -> (Home, Running, String) {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    let added = home.run(&["webhook", "add", "alerts", "--file", "keys/webhook-url.txt"]);
    assert_eq!(added.status, 0, "{}", added.stderr);
    let listed = home.run(&["webhook", "list"]).stdout;
    let space = listed.split_whitespace().nth(1).unwrap().to_owned();
    (home, sandbox, space)
}

#[test]
fn a_kept_webhook_sends_under_its_name_without_a_profile() {
    let (home, _sandbox, space) = kept();
    let outcome = home.run(&["send", "--space", "alerts", "--text", "FIRING"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let start = format!("Sent as alerts (webhook): {space}/messages/");
    assert!(outcome.stdout.starts_with(&start), "{}", outcome.stdout);
    let history = home.run(&["history", "list", "--json"]).stdout;
    let rows: Value = serde_json::from_str(&history).unwrap();
    assert_eq!(rows[0]["sender"], "webhook", "{history}");
    let shown = home.run(&["history", "list"]).stdout;
    assert!(shown.contains("alerts (webhook)"), "{shown}");
    let many = home.run(&["send", "-s", "alerts", "-s", "spaces/A", "-t", "x"]);
    assert_eq!(many.status, 2);
    assert!(many.stderr.contains("is a webhook"), "{}", many.stderr);
}

#[test]
fn the_checks_before_a_kept_webhook_are_those_of_a_webhook() {
    let (home, _sandbox, _) = kept();
    let outcome = home.run(&[
        "send", "--space", "alerts", "--text", "x", "--viewer", "users/1",
    ]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("(private-user-auth)"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_name_of_a_webhook_and_of_a_space_is_told_apart() {
    let (home, sandbox, space) = kept();
    home.configure(&format!(
        "default_profile = \"bot\"\n[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {:?}\n",
        sandbox.base
    ));
    let sent = home.run(&["send", "--space", "alerts", "--text", "by the webhook"]);
    assert_eq!(sent.status, 0, "{}", sent.stderr);
    assert!(sent.stdout.contains("alerts (webhook)"), "{}", sent.stdout);
    let add = [
        "webhook",
        "add",
        "eng-release",
        "--file",
        "keys/webhook-url.txt",
    ];
    assert_eq!(home.run(&add).status, 0);
    let outcome = home.run(&["send", "--space", "eng-release", "--text", "to whom?"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    for part in ["Both a webhook and a space", &space, "spaces/AAAArelease1"] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
}

#[test]
fn a_url_as_a_space_is_refused_without_a_word_of_it() {
    let home = Home::new();
    for arguments in [
        &["send", "--space", URL, "--text", "x"][..],
        &["send", "-s", URL, "-s", "spaces/A", "-t", "x"],
        &["live", "--sandbox", "--space", URL, "--", "true"],
        &["send", "--as", "webhook", "--space", URL, "--text", "x"],
    ] {
        let outcome = home.run(arguments);
        assert_eq!(outcome.status, 2, "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("webhook add"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("mark"), "{}", outcome.stderr);
    }
}

#[test]
fn a_webhook_needs_no_space() {
    let (home, _sandbox, space) = kept();
    home.configure(
        "[profiles.file]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n",
    );
    for who in [&["--profile", "file"][..], &["--as", "webhook"]] {
        let outcome = home.run(&[who, &["send", "--text", "FIRING"]].concat());
        assert_eq!(outcome.status, 0, "{who:?}: {}", outcome.stderr);
        assert!(
            outcome.stdout.contains(&format!("{space}/messages/")),
            "{}",
            outcome.stdout
        );
    }
}

#[test]
fn a_dry_run_shows_the_webhook_without_its_secrets() {
    let (home, _sandbox, space) = kept();
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    let dry = ["send", "-s", "alerts", "-t", "x", "--dry-run", "--json"];
    let outcome = home.run(&dry);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let shown: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let address = shown["url"].as_str().unwrap();
    assert!(
        address.ends_with(&format!("/v1/{space}/messages?key=•••&token=•••")),
        "{address}"
    );
    assert!(shown["query"].get("requestId").is_none(), "{shown}");
    for secret in url.trim().split(['=', '&']).skip(1).step_by(2) {
        assert!(!outcome.stdout.contains(secret), "{}", outcome.stdout);
    }
}

#[test]
fn a_url_in_a_message_stops_it_and_is_not_shown() {
    let home = Home::new();
    let message = serde_json::json!({"parent": "spaces/A", "message": {"text": format!("post to {URL}"),
        "cardsV2": [{"card": {"sections": [{"widgets": [{"image": {"imageUrl": URL, "altText": "x"}}]}]}}]}});
    home.write("leak.json", message.to_string());
    home.write(
        "pretty.json",
        serde_json::to_string_pretty(&message).unwrap(),
    );
    for arguments in [
        &["check", "leak.json"][..],
        &["check", "pretty.json"],
        &["check", "--format", "json", "leak.json"],
        &["check", "--format", "sarif", "leak.json"],
        &["send", "--sandbox", "leak.json"],
    ] {
        let outcome = home.run(arguments);
        assert_eq!(outcome.status, 1, "{arguments:?}: {}", outcome.stderr);
        let said = outcome.stdout + &outcome.stderr;
        assert!(said.contains("webhook-secret"), "{said}");
        assert!(!said.contains("mark"), "{arguments:?}: {said}");
    }
}
