//! Looks at the program, its folders and the terminal.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use crate::command::doctor::examination::{Examined, Health, short};
use crate::command::doctor::terminal_query::{self, Answer};
use crate::images::protocol::{self, ImageSetting};
use crate::platform::{desktop, files};
use crate::settings::clipboard_command;
use crate::settings::paths::Paths;

/// Looks at the program itself.
#[must_use]
pub fn program() -> Examined {
    Examined::new(
        "version",
        Health::Info,
        format!(
            "chatquill {} on {} {}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH
        ),
    )
}

/// Looks at the folders: whether they can be written to, and by whom.
#[must_use]
pub fn folders(paths: &Paths) -> Vec<Examined> {
    let all = [
        ("drafts", paths.drafts()),
        ("outbox", paths.outbox()),
        ("tokens", paths.tokens()),
        ("credentials", paths.credentials()),
        ("webhooks", paths.webhooks()),
    ];
    all.iter().map(|(what, path)| folder(what, path)).collect()
}

fn folder(what: &str, path: &Path) -> Examined {
    let what = format!("folder of {what}");
    let place = short(path);
    // What does not exist yet is created below the nearest folder that does.
    let Some(nearest) = path.ancestors().find(|folder| folder.exists()) else {
        return Examined::new(what, Health::Error, format!("{place} cannot be created"))
            .remedy("Name another folder with --data-dir.");
    };
    if let Err(error) = tempfile::tempfile_in(nearest) {
        return Examined::new(
            what,
            Health::Error,
            format!("{place} cannot be written to: {error}"),
        )
        .remedy("Check who owns the folder and its permissions, or name another with --data-dir.");
    }
    if nearest != path {
        return Examined::new(
            what,
            Health::Ok,
            format!("{place} is created when it is needed"),
        );
    }
    match shared(path) {
        Some(mode) => Examined::new(
            what,
            Health::Warning,
            format!("{place} is open to others (mode {mode:o})"),
        )
        .remedy(format!("chmod 700 {place}")),
        None => Examined::new(what, Health::Ok, place),
    }
}

/// Returns the permissions of a file or folder that others than its owner may read or write.
#[must_use]
pub fn shared(path: &Path) -> Option<u32> {
    files::permissions(path).filter(|mode| mode & 0o077 != 0)
}

/// Returns what the terminal said of its keys and its cursor.
fn answers(answer: Option<&Answer>) -> Vec<Examined> {
    let Some(answer) = answer else {
        let words = "the terminal does not answer what it can do";
        return vec![Examined::new("keys", Health::Info, words)];
    };
    let keys = if answer.has_kitty_keys {
        "all keys can be told apart (the kitty protocol)"
    } else {
        "as terminals have always sent them; some keys with Ctrl and Shift look like others"
    };
    let cursor = match &answer.cursor_shape {
        Some(shape) => format!("its shape can be read and set back ({shape})"),
        None => "its shape cannot be read".to_owned(),
    };
    vec![
        Examined::new("keys", Health::Info, keys),
        Examined::new("cursor", Health::Info, cursor),
    ]
}

/// Looks at the terminal: what its environment tells, and what it answers itself.
#[must_use]
pub fn terminal() -> Vec<Examined> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut found = Vec::new();
    let name = variable("TERM").unwrap_or_default();
    found.push(match (io::stdout().is_terminal(), name.as_str()) {
        (true, "dumb" | "") => Examined::new(
            "terminal",
            Health::Warning,
            "TERM names no terminal that can draw",
        )
        .remedy("Use another terminal for the composer; the commands work everywhere."),
        (true, _) => Examined::new("terminal", Health::Ok, name.clone()),
        (false, _) => Examined::new("terminal", Health::Info, "standard output is no terminal"),
    });
    if io::stdout().is_terminal() && name != "dumb" {
        found.extend(answers(terminal_query::ask().as_ref()));
    }
    let colours = match (variable("NO_COLOR"), variable("COLORTERM").as_deref()) {
        (Some(_), _) => "none, as NO_COLOR asks",
        (None, Some("truecolor" | "24bit")) => "24 bit",
        (None, _) => "256; a terminal with 24 bit sets COLORTERM=truecolor",
    };
    found.push(Examined::new("colours", Health::Info, colours));
    let images = match protocol::choose(ImageSetting::Auto, variable) {
        Ok(protocol) => protocol.words().to_owned(),
        Err(why) => format!("none: {why}"),
    };
    found.push(Examined::new("images", Health::Info, images));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    let is_unicode = locale.as_deref().is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    found.push(if is_unicode || desktop::is_always_utf8() {
        Examined::new("locale", Health::Ok, locale.unwrap_or_default())
    } else {
        Examined::new(
            "locale",
            Health::Warning,
            "it does not name UTF-8; signs and boxes may be wrong",
        )
        .remedy("export LANG=C.UTF-8")
    });
    let tool = clipboard_command::find(
        clipboard_command::Direction::Copy,
        |name| std::env::var_os(name),
        |file| Path::new(file).is_file(),
    );
    found.push(Examined::new(
        "clipboard",
        Health::Info,
        match tool {
            Some((tool, _)) => format!("{tool}, and the terminal"),
            None => "the terminal alone; whether it takes a copy is not known".to_owned(),
        },
    ));
    let editor = variable("VISUAL").or_else(|| variable("EDITOR"));
    found.push(match editor {
        Some(editor) => Examined::new("editor", Health::Ok, crate::chat::sanitize::name(&editor)),
        None => Examined::new(
            "editor",
            Health::Info,
            "neither VISUAL nor EDITOR is set; vi is used",
        ),
    });
    found
}
