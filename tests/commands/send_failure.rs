//! How `chatquill send` says that it failed: exit status, words, JSON.

use serde_json::{Value, json};

use crate::harness::{Home, finish};
use crate::stub_server::{Answer, Stub};

/// Returns the error of a run as JSON, which must be all of standard output.
fn error(home: &Home, arguments: &[&str], status: i32) -> Value {
    let outcome = home.run(arguments);
    assert_eq!(outcome.status, status, "{arguments:?} {}", outcome.stderr);
    assert_ne!(
        outcome.stderr, "",
        "the words are on standard error as well"
    );
    let mut json: Value = serde_json::from_str(&outcome.stdout).unwrap();
    json["error"].take()
}

#[test]
fn a_failure_is_json_where_json_is_asked_for() {
    let stub = Stub::start(|_| Answer::Say(403, json!({"error": {"message": "no"}}).to_string()));
    let home = stub.home();
    let send = ["send", "-s", "spaces/A", "-t", "a", "--json"];
    let told = error(&home, &send, 3);
    assert_eq!(told["kind"], "permission");
    assert_eq!(
        (&told["status"], &told["reason"]),
        (&json!(403), &json!("PERMISSION_DENIED"))
    );
    assert_eq!(told["mayHaveArrived"], false);

    for (arguments, status, kind) in [
        (
            &["send", "-s", "spaces/A", "-t", "", "--json"][..],
            1,
            "check",
        ),
        (&["send", "-t", "a", "--json"], 2, "usage"),
        (&["send", "--json"], 2, "usage"),
        (
            &[
                "send",
                "-s",
                "spaces/A",
                "-t",
                "a",
                "--json",
                "--profile",
                "x",
            ],
            2,
            "settings",
        ),
    ] {
        let told = error(&home, arguments, status);
        assert_eq!(told["kind"], kind, "{arguments:?}");
        assert!(
            !told["message"].as_str().unwrap().is_empty(),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_doubt_tells_its_request_id_in_json() {
    let stub = Stub::start(|call| match call {
        0 => Answer::Cut,
        _ => Answer::Say(400, json!({"error": {"message": "no"}}).to_string()),
    });
    let home = stub.home();
    let arguments = [
        "send",
        "-s",
        "spaces/A",
        "-t",
        "a",
        "--json",
        "--request-id",
        "r-1",
    ];
    let told = error(&home, &arguments, 5);
    assert_eq!(told["kind"], "in_doubt");
    assert_eq!(told["requestId"], "r-1");
    assert_eq!(told["mayHaveArrived"], true);
}

#[cfg(target_os = "linux")]
#[test]
fn the_name_is_told_where_standard_output_is_full() {
    let stub =
        Stub::start(|_| Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()));
    let home = stub.home();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = home.command(&["send", "-s", "spaces/A", "-t", "a"]);
    let outcome = finish(command.stdout(full).spawn().unwrap());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("Sent: spaces/A/messages/B.B."),
        "{}",
        outcome.stderr
    );
    let mut child = home
        .command(&["send", "-s", "spaces/A", "-t", "b"])
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let outcome = finish(child);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("Sent: spaces/A/messages/B.B."),
        "{}",
        outcome.stderr
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_names_of_several_are_told_where_standard_output_is_full() {
    let stub =
        Stub::start(|_| Answer::Say(200, json!({"name": "spaces/A/messages/B.B"}).to_string()));
    let home = stub.home();
    for json in [&[][..], &["--json"]] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let many = ["send", "-s", "spaces/A", "-s", "spaces/B", "-t", "a"];
        let mut command = home.command(&[&many[..], json].concat());
        let outcome = finish(command.stdout(full).spawn().unwrap());
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        let told = outcome.stderr.matches("spaces/A/messages/B.B").count();
        assert_eq!(told, 2, "{}", outcome.stderr);
    }
}

#[test]
fn the_help_of_send_has_the_exit_statuses() {
    let outcome = Home::new().run(&["send", "--help"]);
    for line in [
        "5  in doubt",
        "6  some of several failed",
        "143 after SIGTERM",
    ] {
        assert!(outcome.stdout.contains(line), "{line}\n{}", outcome.stdout);
    }
}

#[test]
fn a_space_that_refuses_is_a_row_of_whole_sentences() {
    let words = "The caller does not have permission";
    let stub =
        Stub::start(move |_| Answer::Say(403, json!({"error": {"message": words}}).to_string()));
    let arguments = ["send", "-s", "spaces/A", "-s", "spaces/B", "-t", "a"];
    let outcome = stub.home().run(&arguments);
    let rows: Vec<&str> = outcome.stdout.lines().take(2).collect();
    for row in rows {
        assert!(row.contains(&format!("{words}. ")), "{row}");
        assert!(row.ends_with('.') && !row.contains(".."), "{row}");
    }
    assert!(outcome.stderr.contains("nothing twice"), "{outcome:?}");
}

#[test]
fn an_embedded_sandbox_promises_nothing_of_the_next_run() {
    let arguments = [
        "send",
        "--sandbox",
        "-s",
        "spaces/AAAArelease1",
        "-s",
        "spaces/AAAAnowhere",
        "-t",
        "a",
    ];
    let outcome = Home::new().run(&arguments);
    assert_eq!(outcome.status, 6, "{outcome:?}");
    assert!(outcome.stderr.contains("Not sent to 1 of 2"), "{outcome:?}");
    assert!(!outcome.stderr.contains("same command"), "{outcome:?}");
}
