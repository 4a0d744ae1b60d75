//! Writes the config file: a new one with comments, or one more profile, without touching the words that stand there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::atomic_write;

/// A config file that sets nothing, with comments that explain what can be set.
pub const TEMPLATE: &str = include_str!("../../assets/config.toml");

/// The line of [`TEMPLATE`] in whose place the default profile is written.
const NO_DEFAULT: &str = "# default_profile = \"build-bot\"\n";

/// The JSON Schema of the config file, without the names that the keymap and the themes bring.
pub const SCHEMA_TEXT: &str = include_str!("../../assets/config-schema.json");

/// The name of the JSON Schema beside the config file.
const SCHEMA: &str = "config-schema.json";

/// The beginning of the line by which editors find the JSON Schema.
const DIRECTIVE: &str = "#:schema ";

/// Creates the file (mode 0600) with this text.
///
/// # Errors
/// Returns the error of the disk; also where something stands there by now, be it a link to nothing.
pub fn create(file: &Path, text: &str) -> io::Result<()> {
    if file.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    atomic_write::write(file, text.as_bytes())
}

/// Replaces the text of the file, which must be `before` still; a link stays one.
///
/// # Errors
/// Returns the error of the disk; also where somebody else has changed the file.
pub fn replace(file: &Path, before: &str, text: &str) -> io::Result<()> {
    let target: PathBuf = fs::canonicalize(file)?;
    if fs::read(&target)? != before.as_bytes() {
        return Err(io::Error::other("another program has just changed it"));
    }
    atomic_write::write(&target, text.as_bytes())
}

/// Writes the JSON Schema beside the config file, where the file names it.
///
/// # Errors
/// Returns the error of the disk.
pub fn write_schema(file: &Path, schema: &str) -> io::Result<()> {
    let names_it = fs::read_to_string(file)?
        .lines()
        .any(|line| line.trim() == format!("{DIRECTIVE}./{SCHEMA}"));
    if !names_it {
        return Ok(());
    }
    atomic_write::write(&file.with_file_name(SCHEMA), schema.as_bytes())
}

/// Returns the text of a config file with one more profile at its end.
///
/// `before` is the text so far, `None` where there is no file; `table` are the lines of the profile. The words that
/// stand there stay as they are. With `as_default` the profile becomes the one that sends where none is named.
#[must_use]
pub fn with_profile(before: Option<&str>, name: &str, table: &str, as_default: bool) -> String {
    let line = format!("default_profile = {}\n", quoted(name));
    let mut text = match before {
        None if as_default => TEMPLATE.replacen(NO_DEFAULT, &line, 1),
        None => TEMPLATE.to_owned(),
        // A key of the file itself must stand before its first table.
        Some(before) if as_default => {
            let at = if before.starts_with(DIRECTIVE) {
                before.find('\n').map_or(0, |end| end + 1)
            } else if before.starts_with('\u{feff}') {
                '\u{feff}'.len_utf8()
            } else {
                0
            };
            let (head, rest) = before.split_at(at);
            format!("{head}{line}{rest}")
        }
        Some(before) => before.to_owned(),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if !text.trim().is_empty() {
        text.push('\n');
    }
    text.push_str(table);
    text
}

/// Writes a text as TOML does.
#[must_use]
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::config::Config;

    const TABLE: &str = "[profiles.new]\nsender = \"sandbox\"\n";

    #[test]
    fn the_template_is_a_config_that_sets_nothing() {
        let (config, faults) = Config::examine(Path::new("/c"), TEMPLATE);
        assert_eq!((config, faults), (Config::default(), Vec::new()));
        let without: String = TEMPLATE
            .lines()
            .skip(3)
            .map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line)))
            .filter(|line| line.starts_with(['[', '#']) || line.contains(" = "))
            .collect();
        let (config, faults) = Config::examine(Path::new("/c"), &without);
        assert!(
            faults.is_empty() && config.broken.is_empty(),
            "{faults:?} {config:?}"
        );
        assert_eq!(config.profiles.len(), 3);
        assert_eq!(config.ignored, []);
    }

    #[test]
    fn a_profile_is_added_and_no_word_is_touched() {
        for before in [
            None,
            Some(""),
            Some("# mine\ntheme=\"dark\" # odd  spacing\n[profiles.old]\nsender='sandbox'"),
            Some("#:schema ./config-schema.json\ntheme = \"dark\"\n"),
            Some("\u{feff}theme = \"dark\"\n"),
        ] {
            for as_default in [false, true] {
                let text = with_profile(before, "new", TABLE, as_default);
                let (config, faults) = Config::examine(Path::new("/c"), &text);
                assert!(faults.is_empty(), "{faults:?}\n{text}");
                assert!(config.profiles.contains_key("new"), "{text}");
                let default = as_default.then_some("new");
                assert_eq!(config.default_profile.as_deref(), default, "{text}");
                for line in before.unwrap_or("").lines() {
                    assert!(text.lines().any(|other| other == line) || line.contains('\u{feff}'));
                }
            }
        }
    }
}
