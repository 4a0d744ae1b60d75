//! The config file: which one is read, and what a fault in it stops.

use crate::harness::Home;

const GOOD: &str = "[profiles.play]\nsender = \"sandbox\"\n";

/// Sends by a profile of the embedded sandbox.
const SEND: [&str; 6] = ["send", "--profile", "play", "-s", "AAAArelease1", "-t"];

fn send(more: &[&'static str]) -> Vec<&'static str> {
    [&SEND[..], &["x"], more].concat()
}

#[test]
fn the_named_config_beats_the_variable_and_that_the_folder() {
    let home = Home::new();
    home.configure("[profiles.of-xdg]\nsender = \"sandbox\"\n");
    home.write(
        "data/config.toml",
        "[profiles.of-folder]\nsender = \"sandbox\"\n",
    );
    home.write(
        "variable.toml",
        "[profiles.of-variable]\nsender = \"sandbox\"\n",
    );
    home.write(
        "option.toml",
        "[profiles.of-option]\nsender = \"sandbox\"\n",
    );
    let known = |arguments: &[&str], variable: &str| {
        let mut command = home.command(&[arguments, &["spaces", "--profile", "none"]].concat());
        if !variable.is_empty() {
            command.env("CHATQUILL_CONFIG", variable);
        }
        crate::harness::finish(command.spawn().unwrap()).stderr
    };
    let folder = ["--data-dir", "data"];
    let option = ["--data-dir", "data", "--config", "option.toml"];
    for (arguments, variable, expected) in [
        (&[][..], "", "of-xdg"),
        (&folder[..], "", "of-folder"),
        (&folder[..], "variable.toml", "of-variable"),
        (&option[..], "variable.toml", "of-option"),
    ] {
        let told = known(arguments, variable);
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn a_named_config_that_is_missing_is_no_empty_one() {
    let home = Home::new();
    let outcome = home.run(&["--config", "none.toml", "spaces"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("none.toml: There is no such config file"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn an_unknown_key_at_the_top_is_told_and_ignored() {
    let home = Home::new();
    home.configure(&format!("colour = 1\n{GOOD}"));
    let outcome = home.run(&send(&[]));
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("config.toml:1:1: \"colour\" is not a setting"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_misspelt_guard_stops_its_profile_only() {
    let home = Home::new();
    home.configure(&format!(
        "{GOOD}[profiles.prod]\nsender = \"sandbox\"\nread_onyl = true\n"
    ));
    let good = home.run(&send(&[]));
    assert_eq!(good.status, 0, "{}", good.stderr);
    let bad = home.run(&["send", "--profile", "prod", "-s", "AAAArelease1", "-t", "x"]);
    assert_eq!(bad.status, 2, "{}", bad.stderr);
    assert!(
        bad.stderr.contains("config.toml:5:1: \"read_onyl\""),
        "{}",
        bad.stderr
    );
}

#[test]
fn the_sandbox_that_is_asked_for_needs_no_config_that_can_be_read() {
    let home = Home::new();
    home.configure("[profiles.prod\nsender = \"app\"\n");
    let arguments = ["send", "-s", "AAAArelease1", "-t", "x"];
    let refused = home.run(&arguments);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    let outcome = home.run(&[&arguments[..], &["--sandbox"]].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    for words in ["warning: ", "config.toml:1:15", "using an embedded sandbox"] {
        assert!(
            outcome.stderr.contains(words),
            "{words}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_hundred_thousand_spaces_are_read_from_a_file() {
    let home = Home::new();
    // Refused once the file was read, so that nothing is checked so many times.
    home.configure("[profiles.play]\nsender = \"sandbox\"\nread_only = true\n");
    let name = |number| format!("spaces/AAAA{number:08}\n");
    let mut names: String = (0..100_000).map(name).collect();
    let send = [
        "send",
        "-t",
        "x",
        "--profile",
        "play",
        "--spaces-from",
        "spaces.txt",
    ];
    home.write("spaces.txt", &names);
    let outcome = home.run(&send);
    assert_eq!(outcome.status, 3, "{}", outcome.stderr);
    names.push_str("spaces/AAAAmore\n");
    home.write("spaces.txt", names);
    let outcome = home.run(&send);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("100001 spaces are too many"),
        "{}",
        outcome.stderr
    );
}
