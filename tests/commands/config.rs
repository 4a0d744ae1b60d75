//! `chatquill config`: where the file is, editing it, and every mistake in it.

use serde_json::Value;

use crate::harness::Home;

const FILE: &str = ".config/chatquill/config.toml";

#[test]
fn the_path_is_printed_whether_the_file_exists_or_not() {
    let home = Home::new();
    let expected = home.path().join(FILE).display().to_string();
    assert_eq!(home.run(&["config", "path"]).stdout.trim(), expected);
    let named = home.run(&["config", "path", "--config", "none.toml"]);
    assert_eq!((named.status, named.stdout.trim()), (0, "none.toml"));
}

#[test]
fn every_mistake_is_told_with_its_place_in_the_order_of_the_file() {
    let home = Home::new();
    home.configure(
        "them = \"dark\"\ntheme = \"sepia\"\nlog = \"loud\"\ndefault_profile = \"none\"\n\
         [profiles.a]\nsender = \"app\"\nread_onyl = true\npace = 3\n\
         [profiles.b]\nsender = \"robot\"\n\
         [keys.text]\n\"ctrl+g\" = \"fly\"\n[keys.txt]\n\"f9\" = \"send\"\n\
         [history]\nentries = 0\nbites = 1\n",
    );
    let outcome = home.run(&["config", "check", "--json"]);
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    let list: Vec<Value> = serde_json::from_str(outcome.stdout.lines().next().unwrap()).unwrap();
    let told: Vec<(u64, u64, &str)> = list
        .iter()
        .map(|fault| {
            let number = |key: &str| fault[key].as_u64().unwrap();
            assert!(!fault["help"].as_str().unwrap().is_empty(), "{fault}");
            (
                number("line"),
                number("column"),
                fault["message"].as_str().unwrap(),
            )
        })
        .collect();
    let places: Vec<(u64, u64)> = told
        .iter()
        .map(|(line, column, _)| (*line, *column))
        .collect();
    let expected = [
        (1, 1),
        (2, 1),
        (3, 7),
        (4, 19),
        (6, 1),
        (7, 1),
        (8, 8),
        (10, 10),
        (12, 1),
        (14, 1),
        (16, 11),
        (17, 1),
    ];
    assert_eq!(places, expected, "{told:#?}");
    let human = home.run(&["config", "check"]);
    assert_eq!(human.status, 2);
    assert_eq!(human.stdout.lines().count(), 12, "{}", human.stdout);
    let first = human.stdout.lines().next().unwrap();
    assert!(
        first.contains("config.toml:1:1: \"them\"") && first.contains("\"theme\"?"),
        "{first}"
    );
    assert!(human.stderr.contains("12 mistakes"), "{}", human.stderr);
}

#[test]
fn a_sound_file_and_none_at_all_have_no_mistakes() {
    let home = Home::new();
    let none = home.run(&["config", "check"]);
    assert_eq!(
        (none.status, none.stdout.as_str()),
        (0, ""),
        "{}",
        none.stderr
    );
    home.configure("[profiles.play]\nsender = \"sandbox\"\n");
    let sound = home.run(&["config", "check", "--json"]);
    assert_eq!((sound.status, sound.stdout.trim()), (0, "[]"));
    let named = home.run(&["config", "check", "--config", "none.toml"]);
    assert_eq!(named.status, 2, "{}", named.stdout);
    home.configure("theme = \"dark\nlog = \n");
    let no_toml = home.run(&["config", "check"]);
    assert_eq!(no_toml.status, 2);
    assert!(
        no_toml.stdout.contains(":1:") && no_toml.stdout.contains(":2:"),
        "{}",
        no_toml.stdout
    );
}

#[cfg(unix)]
#[test]
fn editing_creates_a_file_with_comments_and_checks_it_after() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let edit = |editor: &str| {
        let mut command = home.command(&["config", "edit"]);
        let path = std::env::var_os("PATH").unwrap();
        command.env("PATH", path).env("EDITOR", editor);
        crate::harness::finish(command.spawn().unwrap())
    };
    let outcome = edit("true");
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let file = home.path().join(FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("#:schema ./config-schema.json\n"),
        "{text}"
    );
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let schema = std::fs::read_to_string(file.with_file_name("config-schema.json")).unwrap();
    assert_eq!(schema, home.run(&["schema", "config"]).stdout);
    let outcome = edit("sed -i 's/^# log = .*/log = \"loud\"/'");
    assert_eq!(outcome.status, 2, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("log cannot be \"loud\""),
        "{}",
        outcome.stdout
    );
    let outcome = edit("no-such-editor");
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("VISUAL"), "{}", outcome.stderr);
}

#[test]
fn no_editor_waits_where_there_is_no_terminal() {
    let home = Home::new();
    for editor in ["", "vim -u NONE", "/usr/bin/nano"] {
        let mut command = home.command(&["config", "edit"]);
        command.env_remove("EDITOR").env("VISUAL", editor);
        let output = command.stdin(std::process::Stdio::null()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("There is no terminal here"), "{told}");
        assert!(told.contains(FILE), "{told}");
        assert!(!home.path().join(FILE).exists());
    }
}
