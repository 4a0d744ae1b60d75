//! The config file: profiles, keys, theme, behaviour.

use std::path::Path;

use indexmap::IndexMap;
use toml::de::DeTable;

use crate::document::did_you_mean::remedy;
use crate::images::protocol::{ImageSetting, SETTINGS};
use crate::settings::error::ConfigError;
use crate::settings::log::{LEVELS, LogLevel};
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;
use crate::settings::renamed::{self, Kind, OldName};
use crate::settings::table_reader::{Source, TableReader};
use crate::store::history::Bounds;
use crate::store::regular_file;

/// Maximum bytes of the config file; real ones have a few thousand.
const LIMIT: u64 = 1 << 20;

/// Whether the keys of vim edit the text, by its words in the file.
const EDITINGS: [(&str, bool); 2] = [("plain", false), ("vim", true)];

/// The markups of new drafts, by their words in the file.
const MARKUPS: [(&str, &str); 2] = [
    ("chat", "MARKUP_SYNTAX_CHAT"),
    ("markdown", "MARKUP_SYNTAX_MARKDOWN"),
];

/// The parsed config file; everything has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The profile that is used when none is named.
    pub default_profile: Option<String>,
    /// The profiles by name, in the order of the file.
    pub profiles: IndexMap<String, Profile>,
    /// The theme's name.
    pub theme: Option<String>,
    /// Line and column of the theme, counted from 1.
    pub theme_position: (usize, usize),
    /// The name of the keymap that is laid over the built-in keys.
    pub keymap: Option<String>,
    /// Line and column of the keymap, counted from 1.
    pub keymap_position: (usize, usize),
    /// Key bindings that differ from the built-in ones, in the order of the file.
    pub keys: Vec<Rebinding>,
    /// Whether `Ctrl+S` asks before it sends.
    pub confirm_send: Option<bool>,
    /// How many seconds a send of the composer can be taken back before its first byte leaves; 0 sends at once.
    pub undo_send: u64,
    /// The `markupSyntax` that new drafts carry; `None` leaves it unset.
    pub markup: Option<&'static str>,
    /// Whether the text is edited with the keys of vim.
    pub edits_as_vim: bool,
    /// How much of the history of sends is kept.
    pub history: Bounds,
    /// What of the terminal is used.
    pub terminal: TerminalOptions,
    /// How images are shown, once the user turns them on.
    pub images: ImageSetting,
    /// How much is logged.
    pub log: Option<LogLevel>,
    /// The old names that the file uses.
    pub old_names: Vec<OldName>,
    /// The profiles that cannot be used, and why; the others can.
    pub broken: IndexMap<String, Vec<ConfigError>>,
    /// Why there is no default profile, where one is named.
    pub no_default: Option<ConfigError>,
    /// The keys that mean nothing, which are ignored.
    pub ignored: Vec<ConfigError>,
}

/// What of the terminal the composer uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Whether clicks and the wheel of the mouse come to the program.
    pub mouse: bool,
    /// Whether the enhanced keyboard protocol of kitty is switched on where the terminal has it.
    pub kitty_keys: bool,
    /// How many colours it has; `None` where the environment says it.
    pub colors: Option<Colors>,
    /// Whether it shows Unicode; `None` where the environment says it.
    pub unicode: Option<bool>,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            mouse: true,
            kitty_keys: true,
            colors: None,
            unicode: None,
        }
    }
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// The sixteen of ANSI.
    Sixteen,
    /// The cube of 216 and a few more.
    Indexed,
    /// 24 bits.
    True,
}

/// The numbers of colours, by their words in the file.
const COLORS: [(&str, Option<Colors>); 4] = [
    ("auto", None),
    ("16", Some(Colors::Sixteen)),
    ("256", Some(Colors::Indexed)),
    ("truecolor", Some(Colors::True)),
];

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
    /// Reads and parses the config file of a run; a missing one counts as empty, unless it was named.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn read(paths: &Paths) -> Result<Self, ConfigError> {
        Self::parse(&paths.config_file(), &Self::read_text(paths)?)
    }

    /// Reads the text of the config file of a run; a missing one counts as empty, unless it was named.
    ///
    /// # Errors
    /// Returns why it cannot be read, and what to do about it.
    pub fn read_text(paths: &Paths) -> Result<String, ConfigError> {
        let file = &paths.config_file();
        match regular_file::read(file, LIMIT) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
                ConfigError::new("The config file is not UTF-8 text.", "Save it as UTF-8.")
                    .in_file(file, Some(byte_position(&error)))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if !paths.is_config_named() {
                    return Ok(String::new());
                }
                Err(ConfigError::new(
                    "There is no such config file.",
                    "Correct --config or CHATQUILL_CONFIG.",
                )
                .in_file(file, None))
            }
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
        let (config, faults) = Self::examine(file, text);
        faults.into_iter().next().map_or(Ok(config), Err)
    }

    /// Parses the text of the file as far as it can be understood.
    ///
    /// Also returns what keeps it from being used at all; what stops less is in the config itself.
    #[must_use]
    pub fn examine(file: &Path, text: &str) -> (Self, Vec<ConfigError>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source { file, text };
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let faults = errors.iter().map(|error| {
                let byte = error.span().map_or(0, |span| span.start);
                let words = error.message().replace('\n', "; ");
                let what = format!("This is not TOML: {words}.");
                source.fault(byte, what, "Correct the line.")
            });
            return (Self::default(), faults.collect());
        }
        let mut section = TableReader::new(source, table.get_ref(), String::new());
        let mut config = Self {
            default_profile: section.text("default_profile"),
            theme: section.text("theme"),
            theme_position: section.position_of("theme").unwrap_or_default(),
            keymap: section.text("keymap"),
            keymap_position: section.position_of("keymap").unwrap_or_default(),
            ..Self::default()
        };
        let images = config.setting(&section, "images");
        config.images = section.choice(images, &SETTINGS).unwrap_or_default();
        config.log = section.choice("log", &LEVELS);
        config.read_profiles(&mut section);
        let mut faults = config.read_keys(&mut section);
        if let Some(mut behaviour) = section.section("behaviour") {
            config.confirm_send = behaviour.flag("confirm_send");
            config.undo_send = behaviour.seconds("undo_send", 1..=60).unwrap_or(0);
            faults.extend(behaviour.faults());
            config.ignored.extend(behaviour.unknown());
        }
        if let Some(mut compose) = section.section("compose") {
            config.markup = compose.choice("markup", &MARKUPS);
            config.edits_as_vim = compose.choice("editing", &EDITINGS).unwrap_or_default();
            faults.extend(compose.faults());
            config.ignored.extend(compose.unknown());
        }
        if let Some(mut terminal) = section.section("terminal") {
            config.terminal = TerminalOptions {
                mouse: terminal.flag("mouse").unwrap_or(true),
                kitty_keys: terminal.flag("kitty_keys").unwrap_or(true),
                colors: terminal.choice("colors", &COLORS).flatten(),
                unicode: terminal.flag("unicode"),
            };
            faults.extend(terminal.faults());
            config.ignored.extend(terminal.unknown());
        }
        if let Some(mut history) = section.section("history") {
            config.history = bounds(&mut history);
            faults.extend(history.faults());
            config.ignored.extend(history.unknown());
        }
        if let Some(name) = &config.default_profile
            && !config.profiles.contains_key(name)
            && !config.broken.contains_key(name)
        {
            let remedy = config.which_profile(name);
            let what = format!("There is no profile {name:?}.");
            config.no_default = Some(section.fault_at("default_profile", what, &remedy));
        }
        config.ignored.extend(section.unknown());
        faults.extend(section.faults());
        faults.sort_by_key(|fault| fault.diagnostic.position());
        (config, faults)
    }

    fn read_profiles(&mut self, section: &mut TableReader<'_>) {
        let folder = section.source().file.parent().unwrap_or(Path::new("."));
        for (name, profile) in section.sections("profiles") {
            let read = profile
                .map_err(|fault| vec![fault])
                .and_then(|table| Profile::read(name.clone(), table, folder));
            match read {
                Ok(profile) => {
                    self.profiles.insert(name, profile);
                }
                Err(faults) => {
                    self.broken.insert(name, faults);
                }
            }
        }
    }

    /// Reads the key bindings; returns what is wrong with them.
    fn read_keys(&mut self, section: &mut TableReader<'_>) -> Vec<ConfigError> {
        let source = section.source();
        let mut faults = Vec::new();
        for (place, keys) in section.sections("keys") {
            let mut keys = match keys {
                Ok(keys) => keys,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let place = self.current(Kind::Place, place, source, keys.position());
            for pair in keys.pairs() {
                let action = self.current(Kind::Action, pair.value, source, pair.position);
                self.keys.push(Rebinding {
                    place: place.clone(),
                    chord: pair.key,
                    action,
                    position: pair.position,
                });
            }
            faults.extend(keys.faults());
        }
        faults
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
        if name.is_none()
            && let Some(fault) = &self.no_default
        {
            return Err(fault.clone());
        }
        let Some(name) = name.or(self.default_profile.as_deref()) else {
            return Ok(None);
        };
        if let Some(fault) = self.broken.get(name).and_then(|faults| faults.first()) {
            return Err(fault.clone());
        }
        match self.profiles.get(name) {
            Some(profile) => Ok(Some(profile)),
            None => Err(ConfigError::new(
                format!("There is no profile {name:?}."),
                self.which_profile(name),
            )),
        }
    }

    fn which_profile(&self, name: &str) -> String {
        let all = self.profiles.keys().chain(self.broken.keys());
        let known: Vec<&str> = all.map(String::as_str).collect();
        let otherwise = if known.is_empty() {
            format!("Add [profiles.{name}] to the config file.")
        } else {
            format!("There are: {}.", known.join(", "))
        };
        remedy(name, known.iter().copied(), otherwise)
    }
}

/// Parses `[history]`: how many sends are kept, and in how many bytes.
///
/// An entry has at most some 200 kB, so that the smallest file holds the latest one.
fn bounds(section: &mut TableReader<'_>) -> Bounds {
    let mut bounds = Bounds::default();
    if let Some(entries) = section.whole("entries", 1..=1_000_000) {
        bounds.entries = usize::try_from(entries).unwrap_or(usize::MAX);
    }
    if let Some(bytes) = section.whole("bytes", 1 << 20..=1 << 30) {
        bounds.bytes = bytes;
    }
    bounds
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
}
