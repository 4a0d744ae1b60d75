//! Invalid files, settings and command lines: an error with its position, and the right exit status.

use serde_json::json;

use crate::harness::Home;

fn told(home: &Home, arguments: &[&str], status: i32) -> String {
    let outcome = home.run(arguments);
    assert_eq!(outcome.status, status, "{arguments:?}\n{}", outcome.stderr);
    assert_eq!(outcome.stdout, "", "{arguments:?}");
    outcome
        .stderr
        .replace(&home.path().display().to_string(), "~")
}

#[test]
fn wrong_usage_is_status_2() {
    let home = Home::new();
    for arguments in [
        &["send"][..],
        &["send", "-t", "a", "--as", "robot"],
        &["frobnicate"],
        &["sandbox", "--port", "99999"],
    ] {
        told(&home, arguments, 2);
    }
    for arguments in [&["--help"][..], &["send", "--help"], &["--version"]] {
        let outcome = home.run(arguments);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        assert!(outcome.stdout.contains("chatquill"));
    }
}

#[test]
fn broken_messages_tell_file_line_and_column() {
    let home = Home::new();
    home.write("broken.json", "{\n  \"text\": \"a\" \"b\"\n}\n");
    home.write("quote.json", "{\"text\": \"say \"hi\" now\"}");
    home.write("empty.json", "");
    home.write("odd.json", "{\"txet\": \"a\"}");
    home.write("latin.json", b"{\n\"text\": \"caf\xe9\"}");
    home.write("huge.json", vec![b' '; (1 << 20) + 1]);
    for (file, expected) in [
        (
            "broken.json",
            "chatquill: broken.json:2:15: Expected `,` or `}`, found `\"b\"`.\n      \"text\": \"a\" \"b\"\n                  ^\nCorrect the marked place.\n",
        ),
        (
            "quote.json",
            "chatquill: quote.json:1:16: Expected `,` or `}`, found `hi`.\n    {\"text\": \"say \"hi\" now\"}\n                   ^\nA quotation mark inside of a text needs a backslash before it.\n",
        ),
        (
            "empty.json",
            "chatquill: empty.json:1:1: It is empty.\nExpected a request,",
        ),
        (
            "odd.json",
            "chatquill: odd.json:1:1: This is JSON, but not a message: its fields are txet.\n",
        ),
        (
            "latin.json",
            "chatquill: latin.json:2:13: This is not UTF-8 text. Save the file as UTF-8.\n",
        ),
        (
            "huge.json",
            "chatquill: huge.json: It is larger than 1 MiB.",
        ),
        (
            "none.json",
            "chatquill: none.json: It cannot be read: No such file or directory",
        ),
    ] {
        let words = told(&home, &["send", file, "-s", "spaces/A"], 2);
        assert!(words.starts_with(expected), "{file}\n{words}");
    }
}

#[test]
fn broken_settings_tell_the_place() {
    for (config, arguments, status, expected) in [
        (
            "theme = ",
            &["spaces"][..],
            2,
            "chatquill: ~/.config/chatquill/config.toml:1:9: This is not TOML: ",
        ),
        (
            "[profiles.a]\nsender = \"ap\"",
            &["spaces", "--profile", "a"],
            2,
            "chatquill: ~/.config/chatquill/config.toml:2:10: sender cannot be \"ap\". Did you mean \"app\"?\n",
        ),
        (
            "",
            &["spaces", "--profile", "me"],
            2,
            "chatquill: There is no profile \"me\". None is configured yet: chatquill init adds one, or write [profiles.me] into the config file.\n",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"~/none.json\"",
            &["spaces", "--profile", "a"],
            3,
            "chatquill: ~/none.json: The credentials file cannot be read: No such file or directory",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"~/torn.json\"",
            &["spaces", "--profile", "a"],
            3,
            "chatquill: ~/torn.json:2:1: The file is not JSON: EOF while parsing a value.",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"~/user.json\"",
            &["spaces", "--profile", "a"],
            3,
            "chatquill: ~/user.json: The credentials are of the type authorized_user. An app needs a service account's key",
        ),
        (
            "[profiles.a]\nsender = \"user\"\nadc = true",
            &["spaces", "--profile", "a"],
            3,
            "chatquill: There are no application default credentials. Run gcloud",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"~/k.json\"",
            &["spaces", "--profile", "a", "--as", "user"],
            2,
            "chatquill: The profile \"a\" sends as app, not as user.",
        ),
    ] {
        let home = Home::new();
        home.configure(config);
        home.write("torn.json", "{\"type\": \"service_account\",\n");
        let user = json!({"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"});
        home.write("user.json", user.to_string());
        let words = told(&home, arguments, status);
        assert!(words.starts_with(expected), "{config}\n{words}");
    }
}

#[test]
fn old_names_in_the_config_are_noted() {
    let home = Home::new();
    home.configure("pictures = \"off\"\n[keys.keeping]\nf12 = \"choose\"\n");
    let outcome = home.run(&["spaces"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let file = "chatquill: ~/.config/chatquill/config.toml";
    let notes = format!(
        "{file}:1:1: \"pictures\" is now \"images\". The old name still works.\n\
         {file}:2:7: [keys.keeping] is now [keys.save_file]. The old name still works.\n"
    );
    let written = outcome
        .stderr
        .replace(&home.path().display().to_string(), "~");
    assert!(written.starts_with(&notes), "{written}");
    home.configure("images = \"off\"\n[keys.save_file]\nf12 = \"choose\"\n");
    let outcome = home.run(&["spaces"]);
    assert!(!outcome.stderr.contains("is now"), "{}", outcome.stderr);
}

#[test]
fn a_data_folder_holds_the_settings() {
    let home = Home::new();
    home.write("elsewhere/config.toml", "theme = 1");
    let words = told(&home, &["spaces", "--data-dir", "elsewhere"], 2);
    assert!(
        words.starts_with("chatquill: elsewhere/config.toml:1:9:"),
        "{words}"
    );
    let outcome = home
        .command(&["spaces"])
        .env("CHATQUILL_HOME", "elsewhere")
        .output()
        .unwrap();
    assert_eq!(outcome.status.code(), Some(2));
}
