//! The rate guard over processes, against a sandbox with Google's quotas.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::thread;

use crate::harness::{Home, Outcome, signal};
use crate::sandbox::Running;

/// A space of the sandbox that the app belongs to.
const SPACE: &str = "spaces/AAAArelease1";
const PROGRAMS: usize = 3;
const SENDS: usize = 3;

/// Starts a sandbox with quotas, and configures a profile for it.
fn sandbox(home: &Home, more: &str) -> Running {
    let sandbox = Running::start(home, &["--quota", "--credentials", "keys"]);
    home.configure(&format!(
        "default_profile = \"bot\"\n[profiles.bot]\nsender = \"app\"\nkey_file = {:?}\napi_base = {:?}\n{more}",
        home.path().join("keys/service-account.json").to_str().unwrap(),
        sandbox.base,
    ));
    sandbox
}

/// Sends from several programs at once, one message after the other in each.
fn send_all(home: &Home) -> Vec<Outcome> {
    thread::scope(|scope| {
        let programs: Vec<_> = (0..PROGRAMS)
            .map(|program| {
                scope.spawn(move || {
                    let send = |number| {
                        let text = format!("{program}.{number}");
                        home.run(&["send", "--space", SPACE, "--text", &text])
                    };
                    (0..SENDS).map(send).collect::<Vec<_>>()
                })
            })
            .collect();
        programs
            .into_iter()
            .flat_map(|program| program.join().unwrap())
            .collect()
    })
}

fn is_refused(outcome: &Outcome) -> bool {
    outcome.stderr.contains("exhausted")
}

#[test]
fn programs_that_keep_pace_are_never_refused_by_a_quota() {
    let home = Home::new();
    let _sandbox = sandbox(&home, "pace = true\n");
    let sent = send_all(&home);
    assert_eq!(sent.len(), PROGRAMS * SENDS);
    for outcome in &sent {
        assert_eq!(outcome.status, 0, "{outcome:?}");
        assert!(!is_refused(outcome), "{outcome:?}");
    }
    let waits = sent.iter().filter(|sent| sent.stderr.contains("waiting"));
    assert!(waits.count() > 0, "nobody told of a wait: {sent:?}");
}

#[test]
fn without_pace_on_loopback_the_quotas_of_the_sandbox_refuse_a_stream() {
    let home = Home::new();
    let _sandbox = sandbox(&home, "");
    let sent = send_all(&home);
    assert!(sent.iter().any(is_refused), "{sent:?}");
}

#[test]
fn what_is_cut_off_in_its_wait_for_a_turn_is_not_sent() {
    let home = Home::new();
    let _sandbox = sandbox(&home, "pace = true\n");
    let send = ["send", "--space", SPACE, "--text", "cut off"];
    // On a slow machine the turn may come before the program does.
    let waited = (0..10).any(|_| {
        assert_eq!(home.run(&send).status, 0);
        let mut command = home.command(&send);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut words = BufReader::new(child.stderr.take().unwrap()).lines();
        let is_wait = |line: &std::io::Result<String>| line.as_ref().unwrap().contains("a second");
        if !words.any(|line| is_wait(&line)) {
            child.wait().unwrap();
            return false;
        }
        signal(&child, "INT");
        let rest: Vec<String> = words.map(Result::unwrap).collect();
        child.wait().unwrap();
        rest.iter()
            .any(|line| line.contains("before anything was sent"))
    });
    assert!(waited);
    let left = home.run(&["outbox", "list"]);
    assert_eq!(left.stdout, "", "{left:?}");
}
