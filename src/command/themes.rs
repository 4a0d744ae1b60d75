//! `chatquill themes`: lists the themes, or prints the file of one.

use std::fmt::Write as _;

use crate::chat::sanitize;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::output;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::store::theme_files;
use crate::view::theme::{self, Theme};

/// Runs the command: prints the file of the built-in theme of this name, or lists all themes.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(setup: &Setup, name: Option<&str>) -> Result<(), Failure> {
    match name {
        None => list(setup),
        Some(name) => match theme::source(name) {
            Some(text) => output::result(text.trim_end()),
            None => Err(Failure::usage(Diagnostic::new(
                format!("There is no built-in theme {:?}.", sanitize::line(name)),
                remedy(
                    name,
                    theme::builtin().map(|(name, _)| name),
                    "chatquill themes lists them.",
                ),
            ))),
        },
    }
}

fn list(setup: &Setup) -> Result<(), Failure> {
    let chosen = setup.config.theme.as_deref().unwrap_or(theme::DEFAULT);
    let folder = setup.paths.themes();
    let own = theme_files::names(&folder).into_iter();
    let own = own.filter(|name| !theme::is_builtin(name)).map(|name| {
        let about = match Theme::load(&name, &folder) {
            Ok(_) => "Your own.".to_owned(),
            Err(error) => format!("Your own, which cannot be used: {error}"),
        };
        (name, about)
    });
    let builtin = theme::builtin().map(|(name, about)| (name.to_owned(), about.to_owned()));
    let all: Vec<(String, String)> = builtin.chain(own).collect();
    let mut out = String::new();
    for (name, about) in &all {
        let mark = if name == chosen { '*' } else { ' ' };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{mark} {name:<14} {}", sanitize::line(about));
    }
    if !all.iter().any(|(name, _)| name == chosen) {
        let known = all.iter().map(|(name, _)| name.as_str());
        let chosen = sanitize::line(chosen);
        output::note(&format!(
            "There is no theme {chosen:?}, which the config file names; the composer takes {}. {}",
            theme::DEFAULT,
            remedy(&chosen, known, "Those above are known.")
        ));
    }
    output::result(out.trim_end_matches('\n'))
}
