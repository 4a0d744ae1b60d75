//! Runs the doctor: everything is looked at, whatever failed before it.

use serde_json::Value;

use crate::command::account_arguments::Doctor;
use crate::command::arguments::SenderArgs;
use crate::command::doctor::examination::{Examined, Health, short};
use crate::command::doctor::{accounts, machine};
use crate::command::failure::Failure;
use crate::command::interrupt;
use crate::command::output;
use crate::diagnostics::terminal;
use crate::settings::config::Config;
use crate::settings::paths::{PathOptions, Paths};
use crate::settings::profile::Profile;

/// Runs the command.
///
/// # Errors
/// Where something does not work, with exit status 1.
pub async fn run(options: &Doctor, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    let paths = Paths::find(folders)?;
    let mut found = vec![machine::program()];
    let (config, line) = config(&paths);
    found.push(line);
    found.extend(machine::folders(&paths));
    found.extend(accounts::proxy(|name| std::env::var(name).ok()));
    match &config {
        Some(config) => {
            found.extend(interrupt::or_end(profiles(config, who, &paths, options)).await?);
        }
        None => found.push(Examined::new(
            "profiles",
            Health::Skipped,
            "the config file cannot be read",
        )),
    }
    found.extend(accounts::webhooks(&paths));
    found.extend(machine::terminal());
    print(&found, options.json)?;
    let errors = found
        .iter()
        .filter(|line| line.health == Health::Error)
        .count();
    if errors == 0 {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{errors} of {} things do not work.",
        found.len()
    )))
}

fn config(paths: &Paths) -> (Option<Config>, Examined) {
    let file = paths.config_file();
    let place = short(&file);
    match Config::read(paths) {
        Ok(config) if !file.exists() => {
            let line = Examined::new(
                "config",
                Health::Info,
                format!("{place} does not exist; the sandbox is used"),
            )
            .remedy("chatquill init sets one up.");
            (Some(config), line)
        }
        Ok(config) if !config.old_names.is_empty() => {
            let names: Vec<String> = config.old_names.iter().map(ToString::to_string).collect();
            let line = Examined::new("config", Health::Warning, names.join(" "));
            (Some(config), line)
        }
        Ok(config) if !config.ignored.is_empty() => {
            let words: Vec<String> = config.ignored.iter().map(ToString::to_string).collect();
            let line = Examined::new("config", Health::Warning, words.join(" "))
                .remedy("It is ignored. Correct or remove it.");
            (Some(config), line)
        }
        Ok(config) => {
            let words = format!("{place}: {} profiles", config.profiles.len());
            (Some(config), Examined::new("config", Health::Ok, words))
        }
        Err(error) => {
            let mut words = error.diagnostic;
            let remedy = std::mem::take(&mut words.remedy);
            let line =
                Examined::new("config", Health::Error, terminal::text(&words)).remedy(remedy);
            (None, line)
        }
    }
}

/// Looks at the profile that was named, or at all.
async fn profiles(
    config: &Config,
    who: &SenderArgs,
    paths: &Paths,
    options: &Doctor,
) -> Vec<Examined> {
    let is_meant = |profile: &&Profile| {
        let name = who.profile.as_deref();
        name.is_none_or(|name| name == profile.name)
    };
    let mut found = Vec::new();
    for profile in config.profiles.values().filter(is_meant) {
        found.extend(accounts::profile(profile, paths, options.offline).await);
    }
    one_clock(&mut found);
    for (name, faults) in &config.broken {
        let is_meant = who.profile.as_ref().is_none_or(|meant| meant == name);
        for fault in faults.iter().filter(|_| is_meant) {
            let mut words = fault.diagnostic.clone();
            let remedy = std::mem::take(&mut words.remedy);
            let what = format!("profile {}", crate::chat::sanitize::name(name));
            let words = terminal::text(&words);
            found.push(Examined::new(what, Health::Error, words).remedy(remedy));
        }
    }
    if let Some(fault) = config.no_default.as_ref().filter(|_| who.profile.is_none()) {
        let mut words = fault.diagnostic.clone();
        let remedy = std::mem::take(&mut words.remedy);
        let words = terminal::text(&words);
        found.push(Examined::new("default profile", Health::Error, words).remedy(remedy));
    }
    if let Some(name) = &who.profile
        && !config.profiles.contains_key(name)
        && !config.broken.contains_key(name)
    {
        let words = format!(
            "there is no profile {:?}",
            crate::chat::sanitize::name(name)
        );
        let known: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
        let remedy = match known.as_slice() {
            [] => "chatquill init sets one up.".to_owned(),
            known => format!(
                "There are: {}.",
                crate::chat::sanitize::line(&known.join(", "))
            ),
        };
        found.push(Examined::new("profiles", Health::Error, words).remedy(remedy));
    }
    found
}

/// Keeps one line of the clock, the gravest: each server of Google's has the same time.
fn one_clock(found: &mut Vec<Examined>) {
    let is_clock = |line: &mut Examined| line.what == "clock";
    let clocks: Vec<Examined> = found.extract_if(.., is_clock).collect();
    let grave = |line: &Examined| match line.health {
        Health::Error => 2,
        Health::Warning => 1,
        Health::Ok | Health::Info | Health::Skipped => 0,
    };
    found.extend(clocks.into_iter().max_by_key(grave));
}

fn print(found: &[Examined], as_json: bool) -> Result<(), Failure> {
    if as_json {
        let list: Vec<Value> = found.iter().map(Examined::json).collect();
        return output::result(&output::json(&Value::Array(list)));
    }
    let width = found.iter().map(|line| line.what.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut lines = Vec::new();
    for line in found {
        lines.push(format!(
            "{} {:width$}  {}",
            line.health.sign(),
            line.what,
            line.found
        ));
        if !line.remedy.is_empty() {
            lines.push(format!("  {:width$}  → {}", "", line.remedy));
        }
    }
    output::result(&lines.join("\n"))
}
