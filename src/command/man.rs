//! `chatquill man`: prints manual pages, or writes all of them into a folder.

use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::roff::{Roff, bold, roman};
use serde_json::Value;

use crate::command::arguments::Arguments;
use crate::command::failure::Failure;
use crate::command::output;
use crate::command::reference_arguments::Man;
use crate::command::schema;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::input::keymap::Keymap;
use crate::message::checks::rules::catalogue;

/// A manual page.
struct Page {
    /// The name without its section, such as `chatquill-send`.
    name: String,
    /// The section: 1 is for commands, 5 for files, 7 for everything else.
    section: u8,
    roff: Vec<u8>,
}

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(options: &Man) -> Result<(), Failure> {
    let pages = pages().map_err(|error| {
        Failure::later(format!("The manual pages could not be written: {error}."))
    })?;
    if let Some(folder) = &options.dir {
        return write(folder, &pages);
    }
    let mut name = "chatquill".to_owned();
    for word in &options.page {
        name.push('-');
        name.push_str(word);
    }
    match pages.iter().find(|page| page.name == name) {
        Some(page) => output::result(String::from_utf8_lossy(&page.roff).trim_end()),
        None => Err(unknown(&options.page.join(" "))),
    }
}

fn unknown(page: &str) -> Failure {
    let known = names();
    Failure::usage(Diagnostic::new(
        format!("There is no page {page:?}."),
        remedy(
            page,
            known.iter().map(String::as_str),
            "chatquill help lists the commands; settings, keymap and rules have pages, too.",
        ),
    ))
}

fn write(folder: &Path, pages: &[Page]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        let folder = folder.display();
        Failure::later(format!(
            "{folder}: The manual pages could not be written: {error}. Check the folder and its permissions."
        ))
    };
    for page in pages {
        let folder = folder.join(format!("man{}", page.section));
        fs::create_dir_all(&folder).map_err(failed)?;
        let file = folder.join(format!("{}.{}", page.name, page.section));
        fs::write(&file, &page.roff).map_err(failed)?;
    }
    Ok(())
}

/// Returns the pages of the program, of its commands, of the config file, of the keys and of the rules.
fn pages() -> std::io::Result<Vec<Page>> {
    let mut command = Arguments::command();
    command.build();
    let mut pages = Vec::new();
    of_commands(&command, &mut pages)?;
    pages.push(settings()?);
    pages.push(keys()?);
    pages.push(rules()?);
    Ok(pages)
}

/// Returns the names of the pages, as the command takes them.
#[must_use]
pub fn names() -> Vec<String> {
    let command = Arguments::command();
    let commands = command.get_subcommands().filter(|part| !part.is_hide_set());
    let commands = commands.map(|part| part.get_name().to_owned());
    let others = ["settings", "keymap", "rules"].map(str::to_owned);
    commands.chain(others).collect()
}

/// Returns the page of the config file, from the schema that `config check` and editors go by.
fn settings() -> std::io::Result<Page> {
    let mut roff = head("chatquill-settings", 5, "the config file of chatquill");
    roff.text([roman(
        "config.toml holds profiles, keys and behaviour, as TOML; chatquill config path prints where it is, chatquill config check tells of mistakes.",
    )]);
    let schema = schema::config();
    let top = schema.get("properties").and_then(Value::as_object);
    roff.control("SH", ["settings"]);
    for (name, field) in top.into_iter().flatten() {
        if field.get("properties").is_none() {
            setting(&mut roff, name, field);
        }
    }
    for (name, table) in top.into_iter().flatten() {
        if table.get("properties").is_some() {
            section(&mut roff, &format!("[{name}]"), table);
        }
    }
    let definitions = schema.get("definitions").and_then(Value::as_object);
    for (_, sender) in definitions.into_iter().flatten() {
        if let Some(title) = sender.get("title").and_then(Value::as_str) {
            section(&mut roff, &format!("[profiles.NAME]: {title}"), sender);
        }
    }
    finished("chatquill-settings", 5, &roff)
}

/// Writes a table of the config file, with its settings.
fn section(roff: &mut Roff, title: &str, table: &Value) {
    roff.control("SH", [title]);
    let fields = table.get("properties").and_then(Value::as_object);
    for (name, field) in fields.into_iter().flatten() {
        setting(roff, name, field);
    }
}

fn setting(roff: &mut Roff, name: &str, field: &Value) {
    let words = field.get("enum").and_then(Value::as_array);
    let words = words.into_iter().flatten().filter_map(Value::as_str);
    let words: Vec<String> = words.map(|word| format!("{word:?}")).collect();
    let about = field.get("description").and_then(Value::as_str);
    roff.control("TP", []);
    roff.text([bold(name)]);
    let mut lines: Vec<String> = about.map(str::to_owned).into_iter().collect();
    match words.as_slice() {
        [] => {}
        [only] => lines.push(format!("The only value is {only}.")),
        words => lines.push(format!("One of {}.", words.join(", "))),
    }
    roff.text([roman(lines.join(" "))]);
}

fn of_commands(command: &Command, pages: &mut Vec<Page>) -> std::io::Result<()> {
    let mut roff = Vec::new();
    let name = command.get_display_name().unwrap_or(command.get_name());
    clap_mangen::Man::new(command.clone()).render(&mut roff)?;
    pages.push(Page {
        name: name.to_owned(),
        section: 1,
        roff,
    });
    for part in command.get_subcommands().filter(|part| !part.is_hide_set()) {
        of_commands(part, pages)?;
    }
    Ok(())
}

/// Returns the page of the built-in keys, from the table that the program reads, too.
fn keys() -> std::io::Result<Page> {
    let mut roff = head("chatquill-keymap", 7, "keys of the composer");
    roff.text([roman(
        "Each key can be changed in the config file, under keys and its place. chatquill keys lists them as they are.",
    )]);
    let keymap = Keymap::builtin().map_err(std::io::Error::other)?;
    for place in keymap.places() {
        roff.control("SH", [place.word().as_str()]);
        for binding in keymap.bindings(place) {
            let keys: Vec<String> = binding.chords().iter().map(ToString::to_string).collect();
            let keys = if keys.is_empty() {
                "no key".to_owned()
            } else {
                keys.join(", ")
            };
            roff.control("TP", []);
            roff.text([bold(keys)]);
            roff.text([roman(format!(
                "{}: {}",
                binding.action.word(),
                binding.help
            ))]);
        }
    }
    finished("chatquill-keymap", 7, &roff)
}

/// Returns the page of the rules, from the catalogue of the checks.
fn rules() -> std::io::Result<Page> {
    let mut roff = head("chatquill-rules", 7, "what chatquill check looks for");
    for (letter, about) in catalogue::LETTERS {
        roff.control("SH", [about]);
        let rules = catalogue::rules().into_iter();
        for rule in rules.filter(|rule| rule.code.starts_with(letter)) {
            roff.control("TP", []);
            roff.text([bold(format!("{} ({})", rule.id, rule.severity))]);
            roff.text([roman(format!("{} {}", rule.says, rule.help))]);
        }
    }
    finished("chatquill-rules", 7, &roff)
}

fn head(name: &str, section: u8, about: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("TH", [name, &section.to_string()]);
    roff.control("SH", ["NAME"]);
    roff.text([roman(format!("{name} - {about}"))]);
    roff.control("SH", ["DESCRIPTION"]);
    roff
}

fn finished(name: &str, section: u8, roff: &Roff) -> std::io::Result<Page> {
    let mut text = Vec::new();
    roff.to_writer(&mut text)?;
    Ok(Page {
        name: name.to_owned(),
        section,
        roff: text,
    })
}
