//! `chatquill sandbox` and `chatquill spaces`, together as people use them.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};

use serde_json::{Value, json};

#[cfg(unix)]
use crate::harness::signal;
use crate::harness::{Home, finish};
use crate::stub_server::{Answer, Stub};

/// A sandbox in its own process, ended with its test.
pub struct Running {
    child: Option<Child>,
    pub base: String,
}

impl Running {
    pub fn start(home: &Home, arguments: &[&str]) -> Self {
        let all: Vec<&str> = ["sandbox"]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        let mut child = home.command(&all).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child: Some(child),
            base: line.trim_end().to_owned(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Writes profiles for the two credentials that a sandbox wrote into `keys`.
fn configure(home: &Home, base: &str) {
    home.configure(&format!(
        "[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {base:?}\n\
         [profiles.ada]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n"
    ));
}

#[test]
fn profiles_speak_to_a_sandbox_as_to_google() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    assert!(
        sandbox.base.starts_with("http://127.0.0.1:"),
        "{}",
        sandbox.base
    );
    configure(&home, &sandbox.base);
    for name in ["service-account.json", "authorized-user.json"] {
        let file = home.path().join("keys").join(name);
        let key: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(key["token_uri"], format!("{}/token", sandbox.base));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    let arguments = [
        "send",
        "--profile",
        "bot",
        "-s",
        "AAAArelease1",
        "-t",
        "once",
        "--request-id",
        "r-1",
        "--json",
    ];
    let [first, second] = [home.run(&arguments), home.run(&arguments)].map(|outcome| {
        let name = serde_json::from_str::<Value>(&outcome.stdout).unwrap()["name"].clone();
        (outcome.status, name, outcome.stderr)
    });
    assert_eq!(first.1, second.1, "the same request is not posted twice");
    assert_eq!((first.0, first.2.as_str(), second.0), (0, "", 0));
    assert!(second.2.contains("nothing new was posted"), "{}", second.2);
    let reply = home.run(&[
        "send",
        "--profile",
        "ada",
        "-s",
        "AAAArelease1",
        "-t",
        "as a person",
        "--json",
    ]);
    let reply: Value = serde_json::from_str(&reply.stdout).unwrap();
    assert_eq!(reply["sender"]["type"], "HUMAN");
    let tokens = home.path().join(".local/state/chatquill/tokens");
    assert_eq!(
        std::fs::read_dir(tokens).unwrap().count(),
        2,
        "one file for each identity"
    );
}

#[cfg(unix)]
#[test]
fn a_sandbox_ends_when_told() {
    for name in ["TERM", "INT"] {
        let home = Home::new();
        let mut sandbox = Running::start(&home, &[]);
        let child = sandbox.child.take().unwrap();
        signal(&child, name);
        let outcome = finish(child);
        assert_eq!(
            (
                outcome.status,
                outcome.stdout.as_str(),
                outcome.stderr.as_str()
            ),
            (0, "", "")
        );
    }
}

#[test]
fn a_file_that_no_sandbox_wrote_stays() {
    let home = Home::new();
    drop(Running::start(&home, &["--credentials", "keys"]));
    // Its own files, of another port, are replaced.
    drop(Running::start(&home, &["--credentials", "keys"]));
    for name in [
        "service-account.json",
        "authorized-user.json",
        "client-secret.json",
        "webhook-url.txt",
    ] {
        let home = Home::new();
        let file = home.write(&format!("keys/{name}"), "a real one");
        let outcome = home.run(&["sandbox", "--credentials", "keys"]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{name}");
        assert!(outcome.stderr.contains(name), "{}", outcome.stderr);
        assert_eq!(std::fs::read_to_string(file).unwrap(), "a real one");
        assert_eq!(
            std::fs::read_dir(home.path().join("keys")).unwrap().count(),
            1
        );
    }
}

#[test]
fn a_taken_port_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let outcome = Home::new().run(&["sandbox", "--port", &port]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (4, ""));
    assert!(
        outcome
            .stderr
            .contains(&format!("127.0.0.1:{port}: Address already in use")),
        "{}",
        outcome.stderr
    );
}

#[test]
fn spaces_are_listed_for_people_and_for_programs() {
    let home = Home::new();
    let outcome = home.run(&["spaces", "--filter", "release ENG"]);
    assert_eq!(outcome.stdout, "spaces/AAAArelease1  space   eng-release\n");
    let outcome = home.run(&["spaces", "--json"]);
    let spaces: Vec<Value> = serde_json::from_str(&outcome.stdout).unwrap();
    assert!(spaces.len() > 10);
    let release = &spaces[0];
    assert_eq!(release["displayName"], "eng-release");
    assert_eq!(release["spaceType"], "SPACE");
    let outcome = home.run(&["spaces", "--json", "--filter", "no such space"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, "[]\n"));
}

#[test]
fn ten_thousand_spaces_are_listed_page_by_page() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--spaces", "10000", "--credentials", "keys"]);
    configure(&home, &sandbox.base);
    let outcome = home.run(&["spaces", "--profile", "bot"]);
    assert!(
        outcome.stdout.lines().count() > 10_000,
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_reader_who_leaves_is_no_fault() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--spaces", "5000", "--credentials", "keys"]);
    configure(&home, &sandbox.base);
    let mut child = home
        .command(&["spaces", "--profile", "bot"])
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let outcome = finish(child);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let closed = home
        .command(&["--help"])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(closed.success());
}

#[test]
fn hostile_names_reach_no_terminal() {
    let stub = Stub::start(|_| {
        let spaces = json!({"spaces": [{"name": "spaces/A", "displayName": "\u{1b}[2J\u{9b}31mred\u{202e}"}]});
        Answer::Say(200, spaces.to_string())
    });
    let home = stub.home();
    for arguments in [&["spaces"][..], &["spaces", "--json"]] {
        let outcome = home.run(arguments);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        assert!(outcome.stdout.contains("[2J31mred"));
        assert!(!outcome.stdout.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
    }
    let stub = Stub::start(|_| {
        let spaces = json!({"spaces": [{"name": "spaces/A"}], "nextPageToken": "again"});
        Answer::Say(200, spaces.to_string())
    });
    let outcome = stub.home().run(&["spaces"]);
    assert_eq!(outcome.status, 4);
    assert!(
        outcome.stderr.contains("its pages form a loop"),
        "{}",
        outcome.stderr
    );
}
