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
            format!(
                "None is configured yet: chatquill init adds one, or write [profiles.{name}] into the config file."
            )
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
mod tests;
