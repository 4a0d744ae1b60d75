//! `chatquill keys`: lists the keys of the composer, with those of the config file.

use std::fmt::Write as _;
use std::path::Path;

use crate::chat::sanitize;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::output;
use crate::command::reference_arguments::Keys;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::input::keymap::{Keymap, Place};
use crate::settings::keymaps;

/// Runs the command: the keys of a place, or of all; or the keymaps.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(setup: &Setup, options: &Keys) -> Result<(), Failure> {
    if options.keymaps {
        return list(setup);
    }
    if let Some(name) = &options.keymap {
        return print(name);
    }
    let place = options.place.as_deref();
    let keymap = keymap(setup);
    let words: Vec<String> = keymap.places().map(Place::word).collect();
    if let Some(name) = place
        && !words.iter().any(|word| word == name)
    {
        let what = remedy(
            name,
            words.iter().map(String::as_str),
            format!("The places are {}.", words.join(", ")),
        );
        let name = sanitize::line(name);
        let title = format!("There is no place {name:?}.");
        return Err(Failure::usage(Diagnostic::new(title, what)));
    }
    let wanted = keymap
        .places()
        .filter(|at| place.is_none_or(|name| at.word() == name));
    let tables: Vec<String> = wanted.map(|place| table(&keymap, place)).collect();
    output::result(tables.join("\n").trim_end())
}

/// Returns the built-in keys with those of the config file; what is wrong there is told.
fn keymap(setup: &Setup) -> Keymap {
    let folder = setup.paths.keymaps();
    let (keymap, faults) = keymaps::load(&setup.config, Path::new("config.toml"), &folder);
    for fault in faults {
        output::note(&sanitize::line(&format!("{fault} The other keys work.")));
    }
    keymap
}

/// Lists the keymaps, the chosen one marked.
fn list(setup: &Setup) -> Result<(), Failure> {
    let chosen = setup.config.keymap.as_deref().unwrap_or(keymaps::DEFAULT);
    let builtin = keymaps::builtin().map(|(name, about)| (name.to_owned(), about));
    let own = keymaps::own(&setup.paths.keymaps()).into_iter();
    let mut out = String::new();
    for (name, about) in builtin.chain(own.map(|name| (name, "Your own."))) {
        let mark = if name == chosen { '*' } else { ' ' };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{mark} {name:<14} {about}");
    }
    output::result(out.trim_end_matches('\n'))
}

/// Prints the file of a built-in keymap, from which an own one can be made.
fn print(name: &str) -> Result<(), Failure> {
    match keymaps::source(name) {
        Some(text) => output::result(text.trim_end()),
        None => Err(Failure::usage(Diagnostic::new(
            format!(
                "There is no built-in keymap {:?} with a file.",
                sanitize::line(name)
            ),
            remedy(
                name,
                keymaps::builtin().map(|(name, _)| name),
                "chatquill keys --keymaps lists them.",
            ),
        ))),
    }
}

/// Formats the keys of a place, as its table of the config file is headed.
fn table(keymap: &Keymap, place: Place) -> String {
    let rows = keymap.bindings(place).iter().map(|binding| {
        let keys: Vec<String> = binding.chords().iter().map(ToString::to_string).collect();
        (keys.join("  "), binding.action.word(), &*binding.help)
    });
    let rows: Vec<_> = rows.collect();
    let width = |of: fn(&(String, String, &str)) -> usize| rows.iter().map(of).max();
    let keys_width = width(|row| row.0.chars().count()).unwrap_or_default();
    let action_width = width(|row| row.1.chars().count()).unwrap_or_default();
    let mut out = format!("[keys.{}]\n", place.word());
    for (keys, action, help) in &rows {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{keys:<keys_width$}  {action:<action_width$}  {help}");
    }
    out
}
