//! The JSON Schema of the config file says what its parser says.

use std::collections::BTreeSet;
use std::path::Path;

use chatquill::command::config::faults;
use chatquill::command::schema;
use chatquill::settings::paths::Paths;
use serde_json::Value;

use crate::json_schema::takes;

/// Returns the settings that the parser knows in the table that `text` ends in.
fn known(text: &str) -> BTreeSet<String> {
    let text = format!("{text}\nquetzalcoatl_of_the_moon = 1\n");
    let told = faults(
        Path::new("/c"),
        &text,
        &Paths::in_one_folder(Path::new("/none")),
    );
    let list = told
        .iter()
        .find_map(|fault| fault.diagnostic.remedy.strip_prefix("Known settings: "))
        .expect("a fault that lists the known settings");
    list.trim_end_matches('.')
        .split(", ")
        .map(str::to_owned)
        .collect()
}

fn listed(schema: &Value, pointer: &str) -> BTreeSet<String> {
    let table = schema.pointer(&format!("{pointer}/properties")).unwrap();
    table.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_setting_of_the_parser_is_in_the_schema_and_the_reverse() {
    let schema = schema::config();
    for (text, pointer) in [
        ("", ""),
        ("[behaviour]", "/properties/behaviour"),
        ("[compose]", "/properties/compose"),
        ("[terminal]", "/properties/terminal"),
        ("[history]", "/properties/history"),
        (
            "[profiles.a]\nsender = \"app\"\nkey_env = \"K\"",
            "/definitions/app",
        ),
        (
            "[profiles.a]\nsender = \"user\"\nadc = true",
            "/definitions/user",
        ),
        ("[profiles.a]\nsender = \"sandbox\"", "/definitions/sandbox"),
    ] {
        assert_eq!(known(text), listed(&schema, pointer), "{text}");
    }
    let mut webhook = known("[profiles.a]\nsender = \"webhook\"\nurl_env = \"U\"");
    // The parser knows it only to say that it must not stand there.
    assert!(webhook.remove("url"));
    assert_eq!(webhook, listed(&schema, "/definitions/webhook"));
}

#[test]
fn the_schema_and_the_parser_judge_alike() {
    let schema = schema::config();
    let app = "[profiles.a]\nsender = \"app\"\n";
    let user = "[profiles.a]\nsender = \"user\"\n";
    let hook = "[profiles.a]\nsender = \"webhook\"\n";
    let play = "[profiles.a]\nsender = \"sandbox\"\n";
    let cases = [
        ("", "", true),
        (
            "theme = \"dark\"\nimages = \"off\"\nlog = \"debug\"",
            "",
            true,
        ),
        ("theme = \"sepia\"", "", false),
        ("theme = 3", "", false),
        ("images = \"png\"", "", false),
        ("log = true", "", false),
        ("colour = 1", "", false),
        ("default_profile = \"a\"\n", play, true),
        (app, "key_file = \"k\"", true),
        (
            app,
            "key_file = \"k\"\nsubject = \"a@b.c\"\napi_base = \"http://127.0.0.1:1\"",
            true,
        ),
        (
            app,
            "key_command = \"pass x\"\nguard = \"production\"\nread_only = true\ntest_space = \"AAAA\"\npace = true",
            true,
        ),
        (app, "", false),
        (app, "key_file = \"k\"\nkey_env = \"K\"", false),
        (app, "key_file = \"\"", false),
        (app, "key_file = \"k\"\nadc = true", false),
        (app, "key_file = \"k\"\nspaces = \"spaces/A\"", false),
        (app, "key_file = \"k\"\nspaces = [3]", false),
        (app, "key_file = \"k\"\nguard = \"test\"", false),
        (user, "adc = true\ndeveloper_preview = true", true),
        (user, "client_secret = \"c\"\nadc = false", true),
        (user, "authorized_user = \"c\"", true),
        (user, "", false),
        (user, "adc = false", false),
        (user, "adc = true\nclient_secret = \"c\"", false),
        (
            user,
            "authorized_user = \"a\"\nclient_secret = \"c\"",
            false,
        ),
        (hook, "url_env = \"U\"", true),
        (hook, "url = \"https://x\"", false),
        (
            hook,
            "url_env = \"U\"\napi_base = \"http://127.0.0.1:1\"",
            false,
        ),
        (hook, "", false),
        (play, "spaces = [\"spaces/AAAA\", \"B\"]", true),
        (play, "key_file = \"k\"", false),
        ("[profiles.a]\nsender = \"robot\"", "", false),
        ("[profiles.a]\nkey_file = \"k\"", "", false),
        ("[profiles]\na = 1", "", false),
        ("[keys.text]\n\"ctrl+g\" = \"send\"\nf9 = \"\"", "", true),
        ("[keys.txt]\n\"ctrl+g\" = \"send\"", "", false),
        ("[keys.text]\n\"ctrl+g\" = \"fly\"", "", false),
        ("[keys]\ntext = 1", "", false),
        ("[behaviour]\nconfirm_send = false", "", true),
        ("[behaviour]\nconfirm_send = 1", "", false),
        ("[behaviour]\nundo_send = \"5s\"", "", true),
        ("[behaviour]\nundo_send = 5", "", false),
        (
            "[terminal]\nmouse = false\nkitty_keys = false\ncolors = \"16\"\nunicode = true",
            "",
            true,
        ),
        ("[terminal]\nmouse = 1", "", false),
        ("[terminal]\ncolors = \"8\"", "", false),
        ("[history]\nentries = 5\nbytes = 2_000_000", "", true),
        ("[history]\nentries = 0", "", false),
        ("[history]\nbytes = 5", "", false),
        ("[history]\nentrys = 5", "", false),
    ];
    for (head, tail, is_good) in cases {
        let text = format!("{head}{tail}\n");
        let value: Value = toml::from_str(&text).unwrap();
        let told = faults(
            Path::new("/c"),
            &text,
            &Paths::in_one_folder(Path::new("/none")),
        );
        assert_eq!(told.is_empty(), is_good, "the parser: {text}{told:?}");
        assert_eq!(
            takes(&schema, &schema, &value),
            is_good,
            "the schema: {text}"
        );
    }
}
