//! Keymaps by name: key bindings in a file of their own, laid over the built-in keys and under those of the config file.

use std::io;
use std::path::{Path, PathBuf};

use crate::document::did_you_mean;
use crate::input::keymap::{self, Keymap, Place};
use crate::settings::config::{Config, Rebinding};
use crate::settings::error::ConfigError;
use crate::store::{regular_file, theme_files};

/// Maximum bytes of a file; the built-in ones have about 1,500.
const LIMIT: u64 = 1 << 16;

/// The name of the built-in keys alone.
pub const DEFAULT: &str = "default";

/// The built-in keymaps beside them, and their files.
const BUILTIN: [(&str, &str); 1] = [("emacs", include_str!("../../assets/keymaps/emacs.toml"))];

/// Returns the built-in keymaps: the name, and a sentence about it, which heads its file.
pub fn builtin() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let about = |text: &'static str| text.lines().next().unwrap_or_default();
    let files = BUILTIN.iter();
    std::iter::once((DEFAULT, "The built-in keys."))
        .chain(files.map(move |(name, text)| (*name, about(text).trim_start_matches("# "))))
}

/// Returns the file of a built-in keymap.
#[must_use]
pub fn source(name: &str) -> Option<&'static str> {
    let found = BUILTIN.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

/// Returns the names of the keymaps that are files in this folder, sorted, without those of built-in ones.
#[must_use]
pub fn own(folder: &Path) -> Vec<String> {
    let names = theme_files::names(folder).into_iter();
    let is_own = |name: &String| name != DEFAULT && source(name).is_none();
    names.filter(is_own).collect()
}

/// Returns the built-in keys with those of a keymap and of the config file, and what of them cannot be bound.
///
/// `file` is the config file as it is named in faults, `folder` that of own keymaps.
#[must_use]
pub fn load(config: &Config, file: &Path, folder: &Path) -> (Keymap, Vec<ConfigError>) {
    let mut faults = Vec::new();
    let mut keymap = Keymap::builtin().unwrap_or_else(|error| {
        faults.push(ConfigError::new(error.to_string(), "Please report it."));
        Keymap::default()
    });
    if let Some(name) = &config.keymap {
        match bindings(name, folder) {
            Ok((path, keys, own_faults)) => {
                faults.extend(own_faults);
                bind(&mut keymap, &keys, &path, &mut faults);
            }
            Err(fault) => faults.push(fault.in_file(file, Some(config.keymap_position))),
        }
    }
    bind(&mut keymap, &config.keys, file, &mut faults);
    (keymap, faults)
}

fn bind(keymap: &mut Keymap, keys: &[Rebinding], file: &Path, faults: &mut Vec<ConfigError>) {
    keymap.begin_file();
    for key in keys {
        if let Err(error) = keymap.rebind(&key.place, &key.chord, &key.action) {
            let fault = ConfigError::new(format!("{error}."), remedy_for(&error, keymap));
            faults.push(fault.in_file(file, Some(key.position)));
        }
    }
}

/// Returns what to do about a binding that cannot be: the name that is meant, where one is not known.
fn remedy_for(error: &keymap::Error, keymap: &Keymap) -> String {
    let otherwise = "chatquill keys lists them.";
    let places = keymap.places();
    let (written, known): (&str, Vec<String>) = match error {
        keymap::Error::Place(place) => (place, places.map(Place::word).collect()),
        keymap::Error::Action { action, .. } => {
            let bindings = places.flat_map(|place| keymap.bindings(place));
            (action, bindings.map(|own| own.action.word()).collect())
        }
        _ => return otherwise.to_owned(),
    };
    did_you_mean::remedy(written, known.iter().map(String::as_str), otherwise)
}

type Read = (PathBuf, Vec<Rebinding>, Vec<ConfigError>);

/// Returns the bindings of a keymap, and the name of its file in faults.
fn bindings(name: &str, folder: &Path) -> Result<Read, ConfigError> {
    let path = PathBuf::from(format!("keymaps/{name}.toml"));
    let text = match source(name) {
        _ if name == DEFAULT => String::new(),
        Some(text) => text.to_owned(),
        None => read(name, folder)?,
    };
    let (config, faults) = Config::examine(&path, &text);
    Ok((path, config.keys, faults))
}

fn read(name: &str, folder: &Path) -> Result<String, ConfigError> {
    let unknown = || {
        let names: Vec<&str> = builtin().map(|(name, _)| name).collect();
        let otherwise = format!(
            "There are {}, and own ones as files, keymaps/NAME.toml beside the config file.",
            names.join(", ")
        );
        let own = own(folder);
        let known: Vec<&str> = names
            .into_iter()
            .chain(own.iter().map(String::as_str))
            .collect();
        ConfigError::new(
            format!("There is no keymap {name:?}."),
            did_you_mean::remedy(name, known.into_iter(), otherwise),
        )
    };
    if !theme_files::is_name(name) {
        return Err(unknown());
    }
    let file = folder.join(format!("{name}.toml"));
    regular_file::read_text(&file, LIMIT).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => unknown(),
        _ => ConfigError::new(
            format!("The file of the keymap {name:?} cannot be read: {error}."),
            "Check the file and its permissions.",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::parse(Path::new("config.toml"), text).unwrap()
    }

    #[test]
    fn each_built_in_keymap_binds_what_it_says() {
        let folder = tempfile::tempdir().unwrap();
        for (name, about) in builtin() {
            assert!(about.ends_with('.'), "{name}: {about}");
            let (_, faults) = load(
                &config(&format!("keymap = {name:?}")),
                Path::new("c"),
                folder.path(),
            );
            assert_eq!(faults, [], "{name}");
        }
        let (keymap, _) = load(&config("keymap = \"emacs\""), Path::new("c"), folder.path());
        let place = keymap
            .places()
            .find(|place| place.word() == "text")
            .unwrap();
        let words: Vec<String> = ["ctrl+a", "ctrl+k", "ctrl+y"]
            .into_iter()
            .filter_map(|chord| keymap.resolve(place, chord.parse().unwrap()))
            .map(|(_, action)| action.word())
            .collect();
        assert_eq!(words, ["home", "delete-to-end", "paste"]);
    }

    #[test]
    fn the_config_file_goes_before_its_keymap_and_faults_have_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let own = "[keys.everywhere]\n\"f9\" = \"send\"\n\"f10\" = \"quit\"\n\"f11\" = \"fly\"\n";
        std::fs::write(folder.path().join("mine.toml"), own).unwrap();
        let config = config("keymap = \"mine\"\n[keys.everywhere]\n\"f10\" = \"undo\"\n");
        let (keymap, faults) = load(&config, Path::new("c.toml"), folder.path());
        let place = keymap.places().next().unwrap();
        let action = |chord: &str| {
            keymap
                .resolve(place, chord.parse().unwrap())
                .map(|(_, action)| action.word())
        };
        assert_eq!(action("f9").as_deref(), Some("send"));
        assert_eq!(action("f10").as_deref(), Some("undo"));
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            matches!(&told[..], [only] if only.starts_with("keymaps/mine.toml:4:1: ")),
            "{told:?}"
        );
        assert_eq!(super::own(folder.path()), ["mine"]);
    }

    #[test]
    fn a_keymap_that_is_not_there_is_named_at_its_place() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["nothing", "../mine", ""] {
            let config = Config {
                keymap: Some(name.to_owned()),
                keymap_position: (2, 1),
                ..Config::default()
            };
            let (_, faults) = load(&config, Path::new("c.toml"), folder.path());
            let told = faults[0].to_string();
            let expected = format!(
                "c.toml:2:1: There is no keymap {name:?}. There are default, emacs, and own ones"
            );
            assert!(told.starts_with(&expected), "{told}");
        }
    }
}
