//! `chatquill send --attach`: the file is uploaded, then the message created; a file that changed is told.

use serde_json::Value;

use crate::harness::Home;
use crate::sandbox::Running;

const SPACE: &str = "spaces/AAAArelease1";

fn sandbox(home: &Home) -> Running {
    let sandbox = Running::start(home, &["--credentials", "keys"]);
    home.configure(&format!(
        "default_profile = \"ada\"\n[profiles.ada]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n\
         [profiles.bot]\nsender = \"app\"\nkey_file = \"~/keys/service-account.json\"\napi_base = {base:?}\n",
        base = sandbox.base,
    ));
    sandbox
}

#[test]
fn a_file_is_uploaded_and_attached() {
    let home = Home::new();
    let _sandbox = sandbox(&home);
    home.write("chart.png", b"not really a picture");
    home.write("notes.txt", "words");
    let run = home.run(&[
        "send",
        "-s",
        SPACE,
        "-t",
        "see",
        "--attach",
        "chart.png",
        "--attach",
        "notes.txt",
        "--json",
    ]);
    assert_eq!(run.status, 0, "{run:?}");
    let message: Value = serde_json::from_str(&run.stdout).unwrap();
    let files = message["attachment"].as_array().unwrap();
    assert_eq!(files.len(), 2, "{message}");
    assert_eq!(files[0]["contentName"], "chart.png");
    assert_eq!(files[0]["contentType"], "image/png");
}

#[test]
fn what_cannot_be_attached_is_refused_or_told_before_anything_leaves() {
    let home = Home::new();
    let _sandbox = sandbox(&home);
    home.write("a.txt", "words");
    home.write("setup.exe", "MZ");
    home.write("empty.txt", "");
    for (arguments, status, words) in [
        (
            vec!["--profile", "bot", "--attach", "a.txt"],
            3,
            "Only a person",
        ),
        (
            vec!["--attach", "setup.exe"],
            0,
            "Google Chat may refuse it",
        ),
        (vec!["--attach", "empty.txt"], 2, "it is empty"),
        (
            vec!["--attach", "none.txt"],
            2,
            "none.txt cannot be attached",
        ),
        (
            vec!["--attach", "a.txt", "--viewer", "users/1"],
            1,
            "private viewer",
        ),
    ] {
        let mut all = vec!["send", "-s", SPACE, "-t", "see"];
        all.extend(&arguments);
        let run = home.run(&all);
        assert_eq!(run.status, status, "{arguments:?} {run:?}");
        assert!(run.stderr.contains(words), "{arguments:?} {run:?}");
    }
}
