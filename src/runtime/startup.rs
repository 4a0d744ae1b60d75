//! Builds the program from the files at its start.

use crate::message::draft_file::OpenDraft;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::app::controllers;
use crate::app::events::event::{ImportedMessage, Sender, Size};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::{App, Start};
use crate::app::update::reconcile;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::{Diagnostic, Severity};
use crate::images::kitty;
use crate::input::keymap::Keymap;
use crate::message::import;
use crate::runtime::disk_thread;
use crate::runtime::file_tasks;
use crate::runtime::image_output;
use crate::runtime::terminal::Screen;
use crate::settings::clock::Clock;
use crate::settings::config::Config;
use crate::settings::error::ConfigError;
use crate::settings::paths::Paths;
use crate::settings::profile::{Profile, ProfileSender};
use crate::settings::renamed::OldName;
use crate::store::drafts::{Drafts, LockedDraft};
use crate::store::input_file;
use crate::store::space_cache::SpaceCache;
use crate::store::ui_state::UiState;
use crate::view::color_depth::ColorDepth;
use crate::view::theme::Theme;

/// The command-line options of the composer.
#[derive(Clone, Debug, Default)]
pub struct LaunchOptions {
    /// The one folder for all files.
    pub data_dir: Option<PathBuf>,
    /// The profile's name.
    pub profile: Option<String>,
    /// The file to import, `-` being standard input.
    pub file: Option<PathBuf>,
    /// The kind of sender, on the sandbox.
    pub kind: Option<SenderKind>,
}

/// Everything that the composer runs on.
pub struct Startup {
    /// The paths of the program's files.
    pub paths: Paths,
    /// The profile; `None` for the embedded sandbox.
    pub profile: Option<Profile>,
    /// The theme.
    pub theme: Theme,
    /// The program.
    pub app: App,
    /// The drafts, and the open one.
    pub drafts: (Drafts, Option<LockedDraft>),
    /// The spaces cached by an earlier run.
    pub spaces: SpaceCache,
    /// The UI state, restored from the last run.
    pub ui_state: UiState,
    /// The user's own clock.
    pub clock: Clock,
}

/// Reads what the first frame shows: settings, the open draft, the cached spaces.
///
/// # Errors
/// Where the home directory is unknown, or a requested profile does not exist. A config file that cannot be
/// read is reported on the screen instead.
pub fn open(options: &LaunchOptions, size: Size) -> Result<Startup, ConfigError> {
    let places = Paths::find(options.data_dir.as_deref())?;
    let (config, mut problem) = match Config::load(&places.config_file()) {
        Ok(config) => (config, None),
        Err(fault) if options.profile.is_some() => return Err(fault),
        Err(fault) => (Config::default(), Some(fault.diagnostic)),
    };
    let profile = config.profile(options.profile.as_deref())?.cloned();
    let keymap = keymap(&config, &mut problem);
    let theme = Theme {
        depth: ColorDepth::from_env(|name| std::env::var(name).ok()),
        ..theme(&config, &mut problem)
    };
    let drafts = Drafts::new(places.drafts());
    let imported = import(options.file.as_deref(), &mut problem);
    let clock = Clock::here();
    let (mut draft, held, fault) = if imported.is_some() {
        drafts.open_new()
    } else {
        drafts.open_latest()
    };
    draft.at = clock.now();
    if let Some(fault) = fault {
        problem.get_or_insert_with(|| disk_thread::problem(&fault));
    }
    let name = profile.as_ref().map_or("", |profile| profile.name.as_str());
    let spaces = SpaceCache::new(&places.spaces(), name);
    let sender = sender_of(profile.as_ref(), options.kind);
    let profiles = config.profiles.values();
    let habits = UiState::new(places.habits_file());
    let start = Start {
        size,
        draft,
        // The embedded sandbox is a new one each time, but its seeded spaces are the same.
        spaces: spaces.load(),
        keymap,
        sender,
        profiles: profiles
            .map(|profile| sender_of(Some(profile), None))
            .collect(),
        confirms: config.confirm_send.unwrap_or(true),
        language: habits.language(),
        problem,
    };
    let mut app = App::new(start);
    app.images.protocol = image_output::protocol(config.images, &theme);
    app.images.pictures.set_cell(Screen::cell());
    app.images.numbers = kitty::numbers(std::process::id());
    let is_new = imported.is_some();
    if let Some(imported) = imported {
        let problem = app.notice.take();
        let draft = OpenDraft {
            id: app.draft_id.clone(),
            at: clock.now(),
            ..OpenDraft::default()
        };
        controllers::import::insert_into_new(&mut app, draft, imported);
        if let (Some(problem), Some(opened)) = (problem, &app.notice) {
            app.notice = Some(problem.with(opened.title.as_str()));
        }
    }
    tell_old_names(&mut app, &config.old_names);
    reconcile::reconcile(&mut app, &mut Vec::new());
    if is_new {
        // The first event hands the draft to the disk.
        app.mark_never_saved();
    }
    Ok(Startup {
        paths: places,
        profile,
        theme,
        app,
        drafts: (drafts, held),
        spaces,
        ui_state: habits,
        clock,
    })
}

/// Imports the file named on the command line, or what is piped in; reports why it cannot be imported.
fn import(file: Option<&Path>, problem: &mut Option<Diagnostic>) -> Option<ImportedMessage> {
    let piped = file.is_none() && !io::stdin().is_terminal();
    let file = file.or(piped.then_some(Path::new("-")))?;
    let text = match input_file::text(file) {
        Ok(text) if piped && text.trim().is_empty() => return None,
        Ok(text) => text,
        Err(found) => {
            *problem = Some(file_tasks::not_opened(&found));
            return None;
        }
    };
    let name = input_file::name(file);
    match import::open(&text) {
        Ok(opened) => Some(ImportedMessage { name, opened }),
        Err(error) => {
            *problem = Some(file_tasks::not_opened(&input_file::of_document(
                &name, &error,
            )));
            None
        }
    }
}

fn sender_of(profile: Option<&Profile>, kind: Option<SenderKind>) -> Sender {
    let is_sandbox = profile.is_none_or(|profile| profile.sender == ProfileSender::Sandbox);
    Sender {
        profile: profile.map_or(String::new(), |profile| profile.name.clone()),
        kind: kind
            .or(profile.filter(|_| !is_sandbox).map(Profile::kind))
            .unwrap_or(SenderKind::App),
        is_sandbox,
        is_production: profile.is_some_and(|profile| profile.is_production),
        has_preview: profile.is_some_and(|profile| profile.developer_preview),
    }
}

fn keymap(config: &Config, problem: &mut Option<Diagnostic>) -> Keymap {
    let mut keymap = match Keymap::builtin() {
        Ok(keymap) => keymap,
        Err(error) => {
            problem.get_or_insert_with(|| Diagnostic::new(error.to_string(), "Please report it."));
            return Keymap::default();
        }
    };
    for request in &config.keys {
        if let Err(error) = keymap.rebind(&request.place, &request.chord, &request.action) {
            let (line, column) = request.position;
            problem.get_or_insert_with(|| Diagnostic {
                severity: Severity::Warning,
                title: "Cannot bind a key of the config file".into(),
                detail: format!("config.toml:{line}:{column}: {error}"),
                remedy: "The other keys work. Correct the line and start again.".into(),
                ..Diagnostic::default()
            });
        }
    }
    keymap
}

/// Hints at the old names that the config file uses.
fn tell_old_names(app: &mut App, names: &[OldName]) {
    if names.is_empty() {
        return;
    }
    let hints = names.iter().map(|name| {
        let (line, column) = name.position;
        format!("config.toml:{line}:{column}: {}", name.hint())
    });
    let title = "The config file uses old names, which still work";
    let notice = app.notice.take();
    let notice = notice.unwrap_or_else(|| Notice::new(Tone::Info, title));
    app.notice = Some(hints.fold(notice, Notice::with));
}

fn theme(config: &Config, problem: &mut Option<Diagnostic>) -> Theme {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let wanted = if is_plain {
        "monochrome"
    } else {
        config.theme.as_deref().unwrap_or("terminal")
    };
    Theme::named(wanted).unwrap_or_else(|error| {
        problem.get_or_insert_with(|| Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::new(error.to_string(), "The theme terminal is used instead.")
        });
        Theme::named("terminal").unwrap_or_default()
    })
}
