//! Secrets in play: commands are run with real ones, and all that they wrote is searched for them.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::{Home, Outcome};
use crate::sandbox::Running;

/// The places that may hold secrets, below the home; each file there is readable by its owner only.
const SAFES: [&str; 4] = [
    "keys",
    ".local/share/chatquill/webhooks",
    ".local/share/chatquill/credentials",
    ".local/state/chatquill/tokens",
];

/// A command that prints a secret's file, and writes down its own arguments and environment and those of its parents.
#[cfg(target_os = "linux")]
const SPY: &str = "for process in $$ $PPID; do\n\
    tr '\\0' '\\n' </proc/$process/cmdline; tr '\\0' '\\n' </proc/$process/environ\n\
    done >>children.txt\nexec cat \"$1\"\n";

/// Returns the marked words: parts of the keys, tokens and URLs that are in play.
fn secrets(home: &Home) -> Vec<String> {
    let read = |name: &str| std::fs::read_to_string(home.path().join("keys").join(name)).unwrap();
    let json = |name: &str| serde_json::from_str::<Value>(&read(name)).unwrap();
    let key = json("service-account.json");
    let pem = key["private_key"].as_str().unwrap().to_owned();
    let url = read("webhook-url.txt");
    let query = url.trim().split_once('?').unwrap().1.to_owned();
    let mut marked: Vec<String> = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap().1.to_owned())
        .collect();
    marked.push(pem.lines().nth(3).unwrap().to_owned());
    marked.push(
        json("authorized-user.json")["refresh_token"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    marked.push(
        json("client-secret.json")["installed"]["client_secret"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    assert!(marked.iter().all(|word| word.len() > 5), "{marked:?}");
    marked
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Plays commands that touch every kind of secret, those that fail as well; returns what they said.
#[expect(clippy::too_many_lines, reason = "a list of commands")]
fn play(home: &Home, url: &str) -> Vec<(String, Outcome)> {
    let torn = url.replace("token=", "tocken=");
    let runs: &[(&[&str], &str)] = &[
        (&["webhook", "add", "alerts"], url),
        (&["webhook", "add", "torn"], &torn),
        (&["webhook", "list", "--json"], ""),
        (&["init", "--webhook", "--name", "more"], url),
        (
            &[
                "init",
                "--yes",
                "--key-file",
                "keys/service-account.json",
                "--name",
                "third",
                "--no-test",
            ],
            "",
        ),
        (&["doctor", "--json"], ""),
        (&["auth", "status", "--json"], ""),
        (&["config", "check"], ""),
        (&["spaces", "--profile", "bot", "--json"], ""),
        (
            &["send", "-s", "alerts", "-t", "by a webhook", "--json"],
            "",
        ),
        (
            &["send", "-s", "alerts", "-t", "dry", "--dry-run", "--json"],
            "",
        ),
        (&["send", "-s", "alerts", "-t", "dry", "--dry-run"], ""),
        (&["send", "-s", url, "-t", "in an argument"], ""),
        (&["send", "--profile", "hook", "-t", "by its profile"], ""),
        (
            &[
                "send",
                "--profile",
                "hook",
                "-s",
                "spaces/AAAAother",
                "-t",
                "elsewhere",
            ],
            "",
        ),
        (
            &[
                "send",
                "--profile",
                "bot",
                "-s",
                "AAAArelease1",
                "-t",
                "by the app",
            ],
            "",
        ),
        (
            &[
                "send",
                "--profile",
                "me",
                "-s",
                "AAAArelease1",
                "-t",
                "by Ada",
            ],
            "",
        ),
        (
            &[
                "send",
                "--profile",
                "me",
                "--to",
                "nobody@example.com",
                "-t",
                "x",
            ],
            "",
        ),
        (
            &[
                "send",
                "--profile",
                "bot",
                "-s",
                "AAAAnowhere1",
                "-t",
                "refused",
                "--json",
            ],
            "",
        ),
        (
            &[
                "live",
                "--profile",
                "bot",
                "-s",
                "AAAArelease1",
                "--",
                "/usr/bin/env",
            ],
            "",
        ),
        (
            &[
                "send",
                "--profile",
                "keyed",
                "-s",
                "AAAArelease1",
                "-t",
                "by a command",
            ],
            "",
        ),
        (&["history", "list", "--json"], ""),
        (&["outbox", "list", "--json"], ""),
        (&["drafts", "list"], ""),
        (&["auth", "logout", "--profile", "me"], ""),
        (&["webhook", "rm", "alerts"], ""),
    ];
    let said = |(arguments, input): &(&[&str], &str)| {
        let mut all = vec!["--log", "debug"];
        all.extend(*arguments);
        (
            arguments.join(" "),
            home.run_with_input(&all, input.as_bytes()),
        )
    };
    runs.iter().map(said).collect()
}

#[test]
fn no_secret_leaves_its_file() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    let base = &sandbox.base;
    home.configure(&format!(
        "[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {base:?}\n\
         [profiles.me]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n\
         [profiles.hook]\nsender = \"webhook\"\nurl_command = \"sh spy.sh keys/webhook-url.txt\"\n\
         [profiles.keyed]\nsender = \"app\"\nkey_command = \"sh spy.sh keys/service-account.json\"\napi_base = {base:?}\n"
    ));
    home.write("spy.sh", SPY);
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    let marked = secrets(&home);
    let said = play(&home, url.trim());
    let sent = said
        .iter()
        .filter(|(line, outcome)| line.starts_with("send") && outcome.status == 0);
    assert!(
        sent.count() >= 5,
        "{:?}",
        said.iter()
            .map(|(line, o)| (line, o.status))
            .collect::<Vec<_>>()
    );
    for (line, outcome) in &said {
        for word in &marked {
            assert!(
                !outcome.stdout.contains(word) && !outcome.stderr.contains(word),
                "{line}: {word}"
            );
        }
    }
    let children = std::fs::read_to_string(home.path().join("children.txt")).unwrap();
    for part in [
        "spy.sh",
        "keys/webhook-url.txt",
        "keys/service-account.json",
        "HOME=",
    ] {
        assert!(children.contains(part), "{part}: {children}");
    }
    let mut all = Vec::new();
    files(home.path(), &mut all);
    assert!(
        all.iter().any(|path| path.ends_with("chatquill.log")),
        "{all:?}"
    );
    for path in all {
        let below = path.strip_prefix(home.path()).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        if SAFES.iter().any(|safe| below.starts_with(safe)) {
            assert_eq!(mode & 0o077, 0, "{}", below.display());
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for word in &marked {
            assert!(!text.contains(word), "{}: {word}", below.display());
        }
    }
}
