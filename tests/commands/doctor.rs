//! `chatquill doctor`: what it finds, and what it says to do.

use serde_json::Value;

use crate::harness::Home;
use crate::sandbox::Running;

/// Returns the result, message and remedy of a check, from the JSON output.
fn found(home: &Home, arguments: &[&str], what: &str) -> Vec<(String, String, String)> {
    let mut all = vec!["doctor", "--json"];
    all.extend(arguments);
    let outcome = home.run(&all);
    let list: Vec<Value> = serde_json::from_str(outcome.stdout.lines().next().unwrap()).unwrap();
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    list.iter()
        .filter(|line| line["check"] == what)
        .map(|line| {
            (
                text(line, "result"),
                text(line, "message"),
                text(line, "fix"),
            )
        })
        .collect()
}

#[test]
fn an_empty_home_is_well_and_a_broken_config_is_not() {
    let home = Home::new();
    let outcome = home.run(&["doctor", "--offline"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("the sandbox is used"),
        "{}",
        outcome.stdout
    );
    home.configure("[profiles.a]\nsender = \"robot\"\n");
    let outcome = home.run(&["doctor", "--offline"]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.stdout.contains("sender cannot be"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_default_profile_that_does_not_exist_is_a_fault_with_its_fix() {
    let home = Home::new();
    home.configure("default_profile = \"bto\"\n[profiles.bot]\nsender = \"sandbox\"\n");
    let lines = found(&home, &["--offline"], "default profile");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0].0, "error");
    assert!(
        lines[0].1.contains("There is no profile \"bto\""),
        "{lines:?}"
    );
    assert!(lines[0].2.contains("bot"), "{lines:?}");
    assert_eq!(home.run(&["doctor", "--offline"]).status, 1);
}

#[test]
fn profiles_are_tried_by_a_real_call() {
    let home = Home::new();
    let sandbox = Running::start(&home, &["--credentials", "keys"]);
    home.configure(&format!(
        "[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {base:?}\n\
         [profiles.gone]\nsender = \"app\"\nkey_file = \"~/none.json\"\n\
         [profiles.ada]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n\
         [profiles.hook]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n",
        base = sandbox.base
    ));
    let bot = found(&home, &[], "profile bot");
    assert_eq!(bot[0].0, "ok", "{bot:?}");
    assert!(bot[0].1.contains("app is not configured"), "{bot:?}");
    let ada = found(&home, &[], "profile ada");
    assert_eq!(
        (ada[0].0.as_str(), ada[1].0.as_str()),
        ("ok", "ok"),
        "{ada:?}"
    );
    assert!(
        ada[1].1.contains("granted: chat.messages.create"),
        "{ada:?}"
    );
    let clock = found(&home, &[], "clock");
    assert_eq!((clock.len(), clock[0].0.as_str()), (1, "ok"), "{clock:?}");
    let gone = found(&home, &[], "profile gone");
    assert_eq!(gone[0].0, "error");
    assert!(
        gone[0].1.contains("none.json") && !gone[0].2.is_empty(),
        "{gone:?}"
    );
    let hook = found(&home, &[], "profile hook");
    assert!(hook[0].1.contains("only a message shows"), "{hook:?}");
    let outcome = home.run(&["doctor"]);
    assert_eq!(outcome.status, 1);
    let url = std::fs::read_to_string(home.path().join("keys/webhook-url.txt")).unwrap();
    let token = url.trim().rsplit('=').next().unwrap();
    assert!(!outcome.stdout.contains(token) && !outcome.stderr.contains(token));
    drop(sandbox);
    let bot = found(&home, &[], "profile bot");
    assert_eq!(bot[0].0, "error", "{bot:?}");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let _sandbox = Running::start(&home, &["--credentials", "keys"]);
    home.configure(
        "[profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\n",
    );
    let key = home.path().join("keys/service-account.json");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let lines = found(&home, &["--offline"], "profile bot");
    assert_eq!(lines[0].0, "warning");
    assert_eq!(lines[0].2, "chmod 600 ~/keys/service-account.json");
    assert_eq!(lines[1].0, "ok");
}
