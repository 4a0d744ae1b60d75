//! Tests of the config file.

use super::*;
use crate::chat::sender::SenderKind;
use crate::settings::profile::{ProfileSender, UserCredentials};
use crate::settings::secret_source::SecretSource;
use std::path::PathBuf;

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(Path::new("/c/config.toml"), text).map_err(|fault| fault.to_string())
}

/// Returns the first fault that a file has, wherever it counts.
fn fault(text: &str) -> String {
    let config = match parse(text) {
        Ok(config) => config,
        Err(fault) => return fault,
    };
    let mut faults = config.broken.values().flatten().chain(&config.ignored);
    let unnamed = config
        .profile(None)
        .err()
        .filter(|_| config.broken.is_empty());
    let first = faults.next().cloned().or(unnamed);
    first.map_or(String::new(), |fault| fault.to_string())
}

const WHOLE: &str = r#"
default_profile = "build-bot"
theme = "dark"
images = "half-blocks"

[profiles.build-bot]
sender = "app"
key_file = "/keys/build-bot.json"
api_base = "http://127.0.0.1:8085"
guard = "production"
spaces = ["spaces/AAAA", "B"]

[profiles.delegate]
sender = "app"
key_file = "bot.json"
subject = "ada@example.com"

[profiles.me]
sender = "user"
client_secret = "/keys/client_secret.json"
developer_preview = true

[profiles.alerts]
sender = "webhook"
url_env = "ALERTS_WEBHOOK_URL"

[profiles.play]
sender = "sandbox"

[keys.text]
"ctrl+enter" = "send"

[behaviour]
confirm_send = false

[compose]
markup = "markdown"
editing = "vim"

[terminal]
mouse = false
kitty_keys = false
colors = "16"
unicode = false

[history]
entries = 500
bytes = 2_000_000
"#;

#[test]
fn a_whole_file_is_read() {
    let config = parse(WHOLE).unwrap();
    let bot = config.profile(None).unwrap().unwrap();
    assert_eq!(bot.name, "build-bot");
    assert!(bot.policy.is_production);
    assert_eq!(
        bot.policy.spaces,
        Some(vec!["spaces/AAAA".to_owned(), "spaces/B".to_owned()])
    );
    assert_eq!(bot.kind(), SenderKind::App);
    let delegate = config.profile(Some("delegate")).unwrap().unwrap();
    assert_eq!(delegate.kind(), SenderKind::User);
    assert_eq!(
        delegate.sender,
        ProfileSender::App {
            key: SecretSource::File(PathBuf::from("/c/bot.json")),
            subject: Some("ada@example.com".into())
        }
    );
    assert_eq!(
        config.profiles["me"].sender,
        ProfileSender::User(UserCredentials::ClientSecret(
            "/keys/client_secret.json".into()
        ))
    );
    assert_eq!(
        config.profiles["alerts"].sender,
        ProfileSender::Webhook(SecretSource::Variable("ALERTS_WEBHOOK_URL".into()))
    );
    assert_eq!(config.keys[0].position, (31, 1));
    assert_eq!(config.images, ImageSetting::HalfBlocks);
    assert_eq!(config.confirm_send, Some(false));
    assert_eq!(config.markup, Some("MARKUP_SYNTAX_MARKDOWN"));
    assert!(config.edits_as_vim);
    let bounds = Bounds {
        entries: 500,
        bytes: 2_000_000,
    };
    assert_eq!(config.history, bounds);
    let terminal = TerminalOptions {
        mouse: false,
        kitty_keys: false,
        colors: Some(Colors::Sixteen),
        unicode: Some(false),
    };
    assert_eq!(config.terminal, terminal);
    assert_eq!(parse("").unwrap(), Config::default());
}

#[test]
fn faults_tell_place_kind_and_remedy() {
    for (text, expected) in [
        (
            "default_profile = 7",
            "/c/config.toml:1:19: default_profile is an integer. It must be a text in quotes.",
        ),
        ("theme = \"dark", "/c/config.toml:1:14: This is not TOML: "),
        (
            "\nthem = \"dark\"",
            "/c/config.toml:2:1: \"them\" is not a setting of the config file. Did you mean \"theme\"?",
        ),
        (
            "colour = 1",
            "/c/config.toml:1:1: \"colour\" is not a setting of the config file. Known settings: default_profile, theme, keymap, images, log, profiles, keys, behaviour, compose, terminal, history.",
        ),
        (
            "images = \"kity\"",
            "/c/config.toml:1:10: images cannot be \"kity\". Did you mean \"kitty\"?",
        ),
        (
            "default_profile = \"x\"",
            "/c/config.toml:1:19: There is no profile \"x\". None is configured yet: chatquill init adds one, or write [profiles.x] into the config file.",
        ),
        (
            "[profiles.a]\nsender = \"ap\"\nkey_file = \"k\"",
            "/c/config.toml:2:10: sender cannot be \"ap\". Did you mean \"app\"?",
        ),
        (
            "[profiles.a]\nsender = \"robot\"",
            "/c/config.toml:2:10: sender cannot be \"robot\". Choose one of: app, user, webhook, sandbox.",
        ),
        (
            "[profiles.a]\nkey_file = \"k\"",
            "/c/config.toml:2:1: [profiles.a] has no sender. Add sender =",
        ),
        (
            "[profiles.a]\nsender = \"app\"",
            "/c/config.toml:2:1: [profiles.a] has no key. Add key_file",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkeyfile = \"k\"",
            "/c/config.toml:2:1: [profiles.a] has no key.",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"k\"\nsubjct = \"k\"",
            "/c/config.toml:4:1: \"subjct\" is not a setting of [profiles.a]. Did you mean \"subject\"?",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"\"",
            "/c/config.toml:3:12: key_file is empty.",
        ),
        (
            "[profiles.a]\nsender = \"app\"\nkey_file = \"k\"\napi_base = \"http://chat.example\"",
            "/c/config.toml:4:12: the address \"http://chat.example\" cannot be used",
        ),
        (
            "[profiles.a]\nsender = \"user\"\nadc = \"yes\"",
            "/c/config.toml:3:7: adc is a string. It must be true or false.",
        ),
        (
            "[profiles.a]\nsender = \"user\"\nadc = true\nclient_secret = \"x\"",
            "/c/config.toml:2:10: [profiles.a] has more than one kind",
        ),
        (
            "[profiles.a]\nsender = \"webhook\"\nurl = \"https://x?key=1\"",
            "/c/config.toml:3:7: A webhook's address is a secret",
        ),
        (
            "[profiles]\na = 1",
            "/c/config.toml:2:5: profiles.a is an integer. It must be a table.",
        ),
        (
            "[profiles.a]\nsender = \"sandbox\"\nspaces = [\"eng release\"]",
            "/c/config.toml:3:10: spaces has \"eng release\", which is not the ID of a space.",
        ),
        (
            "[profiles.a]\nsender = \"sandbox\"\nread_only = \"yes\"",
            "/c/config.toml:3:13: read_only is a string. It must be true or false.",
        ),
        (
            "[history]\nentries = 0",
            "/c/config.toml:2:11: entries cannot be 0. It must be from 1 to 1000000.",
        ),
        (
            "[history]\nbytes = \"1 MB\"",
            "/c/config.toml:2:9: bytes is a string. It must be a whole number.",
        ),
        (
            "[history]\nentrys = 5",
            "/c/config.toml:2:1: \"entrys\" is not a setting of [history]. Did you mean \"entries\"?",
        ),
        (
            "[behaviour]\nconfirm_send = 1",
            "/c/config.toml:2:16: confirm_send is an integer.",
        ),
    ] {
        let told = fault(text);
        assert!(told.starts_with(expected), "{text}\n{told}\n{expected}");
    }
}

#[test]
fn a_broken_profile_stops_only_itself() {
    let text = "default_profile = \"good\"\ncolour = 1\n[profiles.good]\nsender = \"sandbox\"\n\
                [profiles.bad]\nsender = \"sandbox\"\nread_onyl = true\n";
    let config = parse(text).unwrap();
    assert_eq!(config.profile(None).unwrap().unwrap().name, "good");
    let told = config.profile(Some("bad")).unwrap_err().to_string();
    assert!(
        told.starts_with("/c/config.toml:7:1: \"read_onyl\""),
        "{told}"
    );
    assert!(!config.profiles.contains_key("bad"));
    assert_eq!(config.ignored.len(), 1, "{:?}", config.ignored);
    let config = parse(&text.replace("\"good\"\n", "\"bad\"\n")).unwrap();
    assert!(config.profile(None).is_err());
}

#[test]
fn old_names_are_read_and_noted() {
    let old = parse(
        "pictures = \"off\"\n[keys.keeping]\nf9 = \"choose\"\n[keys.card]\np = \"next-handle\"\n",
    );
    let new = parse(
        "images = \"off\"\n[keys.save_file]\nf9 = \"choose\"\n[keys.card]\np = \"next-control\"\n",
    );
    let (old, new) = (old.unwrap(), new.unwrap());
    assert_eq!((old.images, &old.keys), (new.images, &new.keys));
    let hints: Vec<String> = old.old_names.iter().map(OldName::to_string).collect();
    assert_eq!(
        hints,
        [
            "/c/config.toml:1:1: \"pictures\" is now \"images\". The old name still works.",
            "/c/config.toml:2:7: [keys.keeping] is now [keys.save_file]. The old name still works.",
            "/c/config.toml:5:1: the action \"next-handle\" is now \"next-control\". The old name still works.",
        ]
    );
    assert_eq!(new.old_names, []);
}

#[test]
fn a_misspelt_profile_is_suggested() {
    let config = parse(WHOLE).unwrap();
    let told = config.profile(Some("build_bot")).unwrap_err().to_string();
    assert_eq!(
        told,
        "There is no profile \"build_bot\". Did you mean \"build-bot\"?"
    );
}
