//! `chatquill names`: lists names for the completion of a shell, from files alone.

use std::collections::HashMap;
use std::fmt::Write as _;

use clap::CommandFactory as _;

use crate::app::dialogs::manual;
use crate::chat::sanitize;
use crate::command::arguments::{Arguments, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::name_kind::NameKind;
use crate::command::{man, output};
use crate::input::keymap::{Keymap, Place};
use crate::message::builtin_templates;
use crate::message::checks::rules::catalogue;
use crate::settings::paths::PathOptions;
use crate::store::drafts::Drafts;
use crate::store::space_cache::SpaceCache;
use crate::store::templates::Templates;
use crate::store::theme_files;
use crate::store::webhooks::Webhooks;
use crate::view::theme;

/// A name, and a word on what it is.
type Name = (String, String);

/// Runs the command. Where the settings cannot be read there are no names: a shell that completes tells nothing.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run(kind: NameKind, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    let names = match (kind, Setup::load(folders)) {
        (NameKind::Rules, _) => rules(),
        (NameKind::Topics, _) => topics(),
        (NameKind::Pages, _) => man::names().into_iter().map(bare).collect(),
        (NameKind::Places, _) => places(),
        (_, Err(_)) => Vec::new(),
        (NameKind::Spaces, Ok(setup)) => spaces(&setup, who),
        (NameKind::Profiles, Ok(setup)) => {
            setup.config.profiles.keys().cloned().map(bare).collect()
        }
        (NameKind::Templates, Ok(setup)) => templates(&setup),
        (NameKind::Webhooks, Ok(setup)) => webhooks(&setup),
        (NameKind::Themes, Ok(setup)) => themes(&setup),
        (NameKind::Drafts, Ok(setup)) => drafts(&setup),
    };
    let mut out = String::new();
    for (name, about) in names {
        // A line and a tab are marks here.
        let (name, about) = (sanitize::line(&name), sanitize::line(&about));
        let (name, about) = (name.replace('\t', " "), about.replace('\t', " "));
        // Writing to a string cannot fail.
        let _ = match about.as_str() {
            "" => writeln!(out, "{name}"),
            about => writeln!(out, "{name}\t{about}"),
        };
    }
    if out.is_empty() {
        return Ok(());
    }
    output::result(out.trim_end())
}

fn bare(name: String) -> Name {
    (name, String::new())
}

/// Returns the spaces of the profile as they were listed last; one whose name is not its own goes by its ID.
fn spaces(setup: &Setup, who: &SenderArgs) -> Vec<Name> {
    let profile = who
        .profile
        .as_ref()
        .or(setup.config.default_profile.as_ref());
    let profile = profile.filter(|_| !who.sandbox);
    let profile = profile.map_or("", String::as_str);
    let listed = SpaceCache::new(&setup.paths.spaces(), profile).load();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for space in &listed {
        *counts.entry(space.display_name.to_lowercase()).or_default() += 1;
    }
    let name = |space: &crate::chat::resources::Space| {
        let id = space.name.trim_start_matches("spaces/").to_owned();
        let shown = space.display_name.clone();
        let is_its_own = counts.get(&shown.to_lowercase()) == Some(&1);
        if is_its_own && !shown.is_empty() {
            (shown, id)
        } else {
            (id, shown)
        }
    };
    let mut names: Vec<Name> = listed.iter().map(name).collect();
    names.extend(webhooks(setup));
    names.sort_by_key(|(name, _)| name.to_lowercase());
    names
}

fn webhooks(setup: &Setup) -> Vec<Name> {
    let kept = Webhooks::new(setup.paths.webhooks()).list();
    let kept = kept.unwrap_or_default().into_iter();
    kept.map(|webhook| (webhook.name, "webhook".to_owned()))
        .collect()
}

fn templates(setup: &Setup) -> Vec<Name> {
    let own = Templates::new(setup.paths.templates()).list();
    let own = own.unwrap_or_default().into_iter().map(|own| {
        let title = own.template.map(|template| template.title);
        (own.name, title.unwrap_or_default())
    });
    let builtin = builtin_templates::named().map(|(name, template)| {
        let title = template.map(|template| template.title);
        (name.to_owned(), title.unwrap_or_default())
    });
    own.chain(builtin).collect()
}

fn rules() -> Vec<Name> {
    let rules = catalogue::rules().into_iter();
    rules
        .map(|rule| (rule.id.to_owned(), rule.says.to_owned()))
        .collect()
}

fn themes(setup: &Setup) -> Vec<Name> {
    let own = theme_files::names(&setup.paths.themes()).into_iter();
    let own = own.filter(|name| !theme::is_builtin(name)).map(bare);
    let builtin = theme::builtin().map(|(name, about)| (name.to_owned(), about.to_owned()));
    builtin.chain(own).collect()
}

fn topics() -> Vec<Name> {
    let command = Arguments::command();
    let commands = command.get_subcommands().filter(|part| !part.is_hide_set());
    let commands = commands.map(|part| {
        let about = part.get_about().map(ToString::to_string);
        (part.get_name().to_owned(), about.unwrap_or_default())
    });
    let topics = manual::TOPICS.iter();
    let topics = topics.map(|(name, page)| ((*name).to_owned(), manual::title(page).to_owned()));
    topics.chain(commands).collect()
}

fn places() -> Vec<Name> {
    let keymap = Keymap::builtin().unwrap_or_default();
    keymap.places().map(Place::word).map(bare).collect()
}

fn drafts(setup: &Setup) -> Vec<Name> {
    let listed = Drafts::new(setup.paths.drafts()).list(None).into_iter();
    listed.map(|entry| (entry.id, entry.excerpt)).collect()
}
