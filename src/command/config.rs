//! `chatquill config`: where the config file is, editing it, and every mistake in it.

use std::ffi::OsStr;
use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::Command as Process;

use serde_json::json;

use crate::command::config_arguments::ConfigCommand;
use crate::command::failure::{Failure, Kind};
use crate::command::output;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::settings::config::Config;
use crate::settings::config_file::{self, TEMPLATE};
use crate::settings::error::ConfigError;
use crate::settings::keymaps;
use crate::settings::paths::{PathOptions, Paths};
use crate::view::theme::Theme;

/// The editors that draw in the terminal, as they are mostly called.
const TERMINAL_EDITORS: [&str; 14] = [
    "vi", "vim", "nvim", "nano", "pico", "hx", "helix", "micro", "kak", "joe", "jed", "ne", "mg",
    "mcedit",
];

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(command: &ConfigCommand, folders: &PathOptions) -> Result<(), Failure> {
    let paths = Paths::find(folders)?;
    match command {
        ConfigCommand::Path => {
            let path = paths.config_file().display().to_string();
            output::result(&crate::chat::sanitize::line(&path))
        }
        ConfigCommand::Edit => edit(&paths),
        ConfigCommand::Check { json } => check(&paths, *json),
    }
}

fn edit(paths: &Paths) -> Result<(), Failure> {
    let file = paths.config_file();
    let set = |name| {
        let value = std::env::var(name).ok();
        value.filter(|value| !value.trim().is_empty())
    };
    let editor = set("VISUAL").or_else(|| set("EDITOR"));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    if draws_in_terminal(&editor) && !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::usage(Diagnostic::new(
            format!("There is no terminal here that {editor:?} could draw in."),
            format!(
                "Edit {} in another way; chatquill config check looks at it.",
                shown(&file)
            ),
        )));
    }
    if !file.exists() {
        create(&file, TEMPLATE)?;
        output::note(&format!("created {}", shown(&file)));
    }
    // The variable may hold arguments, so the shell splits it; the file name is passed untouched.
    let ended = Process::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(&file)
        .status();
    let why = match ended {
        Ok(status) if status.success() => return check(paths, false),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    let editor = crate::chat::sanitize::name(&editor);
    Err(Failure::usage(format!(
        "The editor {editor:?} failed ({why}). Set VISUAL or EDITOR to an editor that runs here, such as vim or nano."
    )))
}

/// Returns whether an editor is known to draw in the terminal, where it would wait for keys for ever without one.
fn draws_in_terminal(editor: &str) -> bool {
    let program = editor.split_whitespace().next().unwrap_or_default();
    let program = Path::new(program).file_name().and_then(OsStr::to_str);
    program.is_some_and(|program| TERMINAL_EDITORS.contains(&program))
}

/// Creates the config file with this text, and the JSON Schema that it names beside it.
///
/// # Errors
/// Where the disk refuses.
pub fn create(file: &Path, text: &str) -> Result<(), Failure> {
    config_file::create(file, text).map_err(|error| cannot_write(file, &error))?;
    write_schema(file)
}

/// Writes the JSON Schema beside the config file, where a text names it.
///
/// # Errors
/// Where the disk refuses.
pub fn write_schema(file: &Path) -> Result<(), Failure> {
    let schema = output::pretty(&super::schema::config());
    config_file::write_schema(file, &format!("{schema}\n"))
        .map_err(|error| cannot_write(file, &error))
}

/// Creates the failure of a config file that cannot be written.
#[must_use]
pub fn cannot_write(file: &Path, error: &io::Error) -> Failure {
    Failure::later(format!(
        "{}: The config file cannot be written: {error}. Check the folder, or name another file with --config.",
        shown(file)
    ))
}

fn shown(file: &Path) -> String {
    crate::chat::sanitize::line(&file.display().to_string())
}

fn check(paths: &Paths, as_json: bool) -> Result<(), Failure> {
    let file = paths.config_file();
    if !file.exists() && !paths.is_config_named() {
        output::note(&format!(
            "{} does not exist; chatquill init writes one",
            shown(&file)
        ));
        return if as_json {
            output::result("[]")
        } else {
            Ok(())
        };
    }
    // A file that cannot be read, or is not text, has that one fault.
    let faults = match Config::read_text(paths) {
        Ok(text) => faults(&file, &text, paths),
        Err(fault) => vec![fault],
    };
    print(&faults, as_json)?;
    match faults.len() {
        0 => Ok(()),
        count => {
            let noun = if count == 1 { "mistake" } else { "mistakes" };
            Err(Failure::new(
                Kind::Settings,
                format!("{count} {noun} in {}.", shown(&file)),
            ))
        }
    }
}

/// Returns all that is wrong with the text of a config file, from its top to its end.
#[must_use]
pub fn faults(file: &Path, text: &str, paths: &Paths) -> Vec<ConfigError> {
    let (config, mut faults) = Config::examine(file, text);
    for name in &config.old_names {
        output::note(&name.to_string());
    }
    faults.extend(keymaps::load(&config, file, &paths.keymaps()).1);
    if let Some(theme) = &config.theme
        && let Err(error) = Theme::load(theme, &paths.themes())
    {
        let fault = ConfigError::new(format!("{error}."), error.remedy(&paths.themes()));
        faults.push(fault.in_file(file, Some(config.theme_position)));
    }
    faults.extend(config.broken.into_values().flatten());
    faults.extend(config.no_default);
    faults.extend(config.ignored);
    faults.sort_by_key(|fault| fault.diagnostic.position());
    faults
}

fn print(faults: &[ConfigError], as_json: bool) -> Result<(), Failure> {
    if as_json {
        let list = faults.iter().map(|fault| {
            let told = &fault.diagnostic;
            let (line, column) = told.position();
            json!({
                "file": told.place.as_ref().map(|place| place.file.clone()),
                "line": line,
                "column": column,
                "message": told.title,
                "help": told.remedy,
            })
        });
        return output::result(&output::json(&list.collect()));
    }
    for fault in faults {
        let text = terminal::text(&fault.diagnostic);
        output::result(&crate::chat::sanitize::line(&text))?;
    }
    Ok(())
}
