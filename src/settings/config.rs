//! The config file: profiles, keys, theme, behaviour.

use std::io;
use std::path::Path;

use indexmap::IndexMap;
use toml::de::DeTable;

use crate::images::protocol::{ImageSetting, SETTINGS};
use crate::settings::error::ConfigError;
use crate::settings::profile::Profile;
use crate::settings::renamed::{self, Kind, OldName};
use crate::settings::table_reader::{Source, TableReader, nearest};

/// The parsed config file; everything has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The profile that is used when none is named.
    pub default_profile: Option<String>,
    /// The profiles by name, in the order of the file.
    pub profiles: IndexMap<String, Profile>,
    /// The theme's name.
    pub theme: Option<String>,
    /// Key bindings that differ from the built-in ones, in the order of the file.
    pub keys: Vec<Rebinding>,
    /// Whether `Ctrl+S` asks before it sends.
    pub confirm_send: Option<bool>,
    /// How images are shown, once the user turns them on.
    pub images: ImageSetting,
    /// The old names that the file uses.
    pub old_names: Vec<OldName>,
}

/// One key binding under `[keys.PLACE]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// The place, such as `text`.
    pub place: String,
    /// The key, such as `ctrl+s`.
    pub chord: String,
    /// The action's name.
    pub action: String,
    /// Line and column in the file, counted from 1.
    pub position: (usize, usize),
}

impl Config {
    /// Reads and parses the file; a missing one counts as empty.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        match std::fs::read(file) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::parse(file, &text),
                Err(error) => Err(ConfigError::new(
                    "The config file is not UTF-8 text.",
                    "Save it as UTF-8.",
                )
                .in_file(file, Some(byte_position(&error)))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ConfigError::new(
                format!("The config file cannot be read: {error}."),
                "Check the file and its permissions.",
            )
            .in_file(file, None)),
        }
    }

    /// Parses the text of the file.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn parse(file: &Path, text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source { file, text };
        let table = DeTable::parse(text).map_err(|error| {
            let byte = error.span().map_or(0, |span| span.start);
            let words = error.message().replace('\n', "; ");
            source.fault(
                byte,
                format!("This is not TOML: {words}."),
                "Correct the line.",
            )
        })?;
        let mut section = TableReader::new(source, table.get_ref(), String::new());
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut config = Self {
            default_profile: section.text("default_profile")?,
            theme: section.text("theme")?,
            ..Self::default()
        };
        let images = config.setting(&section, "images");
        config.images = section.choice(images, &SETTINGS)?.unwrap_or_default();
        for (name, profile) in section.sections("profiles")? {
            let profile = Profile::read(name.clone(), profile, folder)?;
            config.profiles.insert(name, profile);
        }
        for (place, keys) in section.sections("keys")? {
            let place = config.current(Kind::Place, place, source, keys.position());
            for pair in keys.pairs()? {
                let action = config.current(Kind::Action, pair.value, source, pair.position);
                config.keys.push(Rebinding {
                    place: place.clone(),
                    chord: pair.key,
                    action,
                    position: pair.position,
                });
            }
        }
        if let Some(mut behaviour) = section.section("behaviour")? {
            config.confirm_send = behaviour.flag("confirm_send")?;
            behaviour.finish()?;
        }
        if let Some(name) = &config.default_profile
            && !config.profiles.contains_key(name)
        {
            let remedy = config.which_profile(name);
            let what = format!("There is no profile {name:?}.");
            return Err(section.fault_at("default_profile", what, &remedy));
        }
        section.finish()?;
        Ok(config)
    }

    /// Returns the key under which the file has a setting: today's, or an old one, which is noted.
    fn setting(&mut self, section: &TableReader<'_>, key: &'static str) -> &'static str {
        let Some(old) = renamed::old_name(Kind::Setting, key) else {
            return key;
        };
        match section.position_of(old) {
            Some(position) if section.position_of(key).is_none() => {
                self.note_old_name(Kind::Setting, (old, key), section.source().file, position);
                old
            }
            _ => key,
        }
    }

    /// Returns today's name of a place or an action; an old one is noted.
    fn current(
        &mut self,
        kind: Kind,
        name: String,
        source: Source<'_>,
        position: (usize, usize),
    ) -> String {
        let Some((old, new)) = renamed::find(kind, &name) else {
            return name;
        };
        self.note_old_name(kind, (old, new), source.file, position);
        new.to_owned()
    }

    fn note_old_name(
        &mut self,
        kind: Kind,
        (old, new): (&'static str, &'static str),
        file: &Path,
        position: (usize, usize),
    ) {
        self.old_names.push(OldName {
            kind,
            old,
            new,
            file: file.to_owned(),
            position,
        });
    }

    /// Returns the profile of this name, or the default one; `None` where no profile is named at all.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn profile(&self, name: Option<&str>) -> Result<Option<&Profile>, ConfigError> {
        let Some(name) = name.or(self.default_profile.as_deref()) else {
            return Ok(None);
        };
        match self.profiles.get(name) {
            Some(profile) => Ok(Some(profile)),
            None => Err(ConfigError::new(
                format!("There is no profile {name:?}."),
                self.which_profile(name),
            )),
        }
    }

    fn which_profile(&self, name: &str) -> String {
        let known: Vec<&str> = self.profiles.keys().map(String::as_str).collect();
        match nearest(name, known.iter().copied()) {
            Some(meant) => format!("Did you mean {meant:?}?"),
            None if known.is_empty() => format!("Add [profiles.{name}] to the config file."),
            None => format!("There are: {}.", known.join(", ")),
        }
    }
}

fn byte_position(error: &std::string::FromUtf8Error) -> (usize, usize) {
    let valid = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
    crate::document::parse::line_col::position(&text, valid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::sender::SenderKind;
    use crate::settings::profile::{ProfileSender, UserCredentials, WebhookUrl};
    use std::path::PathBuf;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(Path::new("/c/config.toml"), text).map_err(|fault| fault.to_string())
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
"#;

    #[test]
    fn a_whole_file_is_read() {
        let config = parse(WHOLE).unwrap();
        let bot = config.profile(None).unwrap().unwrap();
        assert_eq!(bot.name, "build-bot");
        assert!(bot.is_production);
        assert_eq!(bot.kind(), SenderKind::App);
        let delegate = config.profile(Some("delegate")).unwrap().unwrap();
        assert_eq!(delegate.kind(), SenderKind::User);
        assert_eq!(
            delegate.sender,
            ProfileSender::App {
                key_file: PathBuf::from("/c/bot.json"),
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
            ProfileSender::Webhook(WebhookUrl::Variable("ALERTS_WEBHOOK_URL".into()))
        );
        assert_eq!(config.keys[0].position, (30, 1));
        assert_eq!(config.images, ImageSetting::HalfBlocks);
        assert_eq!(config.confirm_send, Some(false));
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
                "/c/config.toml:1:1: \"colour\" is not a setting of the config file. Known settings: default_profile, theme, images, profiles, keys, behaviour.",
            ),
            (
                "images = \"kity\"",
                "/c/config.toml:1:10: images cannot be \"kity\". Did you mean \"kitty\"?",
            ),
            (
                "default_profile = \"x\"",
                "/c/config.toml:1:19: There is no profile \"x\". Add [profiles.x] to the config file.",
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
                "[behaviour]\nconfirm_send = 1",
                "/c/config.toml:2:16: confirm_send is an integer.",
            ),
        ] {
            let told = parse(text).unwrap_err();
            assert!(told.starts_with(expected), "{text}\n{told}\n{expected}");
        }
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
}
