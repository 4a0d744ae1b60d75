//! From the files to the program at its start.

use crate::message::draft_file::OpenDraft;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::app::controllers;
use crate::app::events::event::{Brought, Sender, Size};
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
use crate::settings::error::Fault;
use crate::settings::paths::Places;
use crate::settings::profile::{Profile, ProfileSender};
use crate::store::drafts::{Drafts, Held};
use crate::store::input_file;
use crate::store::space_cache::KeptSpaces;
use crate::store::ui_state::Habits;
use crate::view::color_depth::Depth;
use crate::view::theme::Theme;

/// What the command line asks of the composer.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// One folder for everything.
    pub data_dir: Option<PathBuf>,
    /// The profile's name.
    pub profile: Option<String>,
    /// The file to open, `-` being standard input.
    pub file: Option<PathBuf>,
    /// The kind of sender, on the sandbox.
    pub kind: Option<SenderKind>,
}

/// All that the composer runs on.
pub struct Opening {
    /// Where files live.
    pub places: Places,
    /// The profile; none for the embedded sandbox.
    pub profile: Option<Profile>,
    /// The look.
    pub theme: Theme,
    /// The program.
    pub app: App,
    /// The drafts, and the one that is open.
    pub drafts: (Drafts, Option<Held>),
    /// The spaces kept from an earlier run.
    pub spaces: KeptSpaces,
    /// What was chosen on the screen.
    pub habits: Habits,
    /// The person's own clock.
    pub clock: Clock,
}

/// Reads what the first frame shows: settings, the open draft, the kept spaces.
///
/// # Errors
/// Where the home directory is unknown, or a profile asked for does not exist. A config file that
/// cannot be read is told on the screen instead.
pub fn open(wishes: &Wishes, size: Size) -> Result<Opening, Fault> {
    let places = Places::find(wishes.data_dir.as_deref())?;
    let (config, mut problem) = match Config::load(&places.config_file()) {
        Ok(config) => (config, None),
        Err(fault) if wishes.profile.is_some() => return Err(fault),
        Err(fault) => (Config::default(), Some(fault.diagnostic)),
    };
    let profile = config.profile(wishes.profile.as_deref())?.cloned();
    let keymap = keymap(&config, &mut problem);
    let theme = Theme {
        depth: Depth::told(|name| std::env::var(name).ok()),
        ..theme(&config, &mut problem)
    };
    let drafts = Drafts::new(places.drafts());
    let brought = brought(wishes.file.as_deref(), &mut problem);
    let clock = Clock::here();
    let (mut draft, held, fault) = if brought.is_some() {
        drafts.open_new()
    } else {
        drafts.open_latest()
    };
    draft.at = clock.now();
    if let Some(fault) = fault {
        problem.get_or_insert_with(|| disk_thread::problem(&fault));
    }
    let name = profile.as_ref().map_or("", |profile| profile.name.as_str());
    let spaces = KeptSpaces::new(&places.spaces(), name);
    let sender = sender_of(profile.as_ref(), wishes.kind);
    let profiles = config.profiles.values();
    let habits = Habits::new(places.habits_file());
    let start = Start {
        size,
        draft,
        // The embedded sandbox is another one each time, but its seeded spaces are the same.
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
    app.album.protocol = image_output::protocol(config.pictures, &theme);
    app.album.pictures.set_cell(Screen::cell());
    app.album.numbers = kitty::numbers(std::process::id());
    let is_new = brought.is_some();
    if let Some(brought) = brought {
        let problem = app.notice.take();
        let draft = OpenDraft {
            id: app.draft_id.clone(),
            at: clock.now(),
            ..OpenDraft::default()
        };
        controllers::import::place_in(&mut app, draft, brought);
        if let (Some(problem), Some(opened)) = (problem, &app.notice) {
            app.notice = Some(problem.with(opened.title.as_str()));
        }
    }
    reconcile::settle(&mut app, &mut Vec::new());
    if is_new {
        // The first event hands the draft to the disk.
        app.is_asked_nothing();
    }
    Ok(Opening {
        places,
        profile,
        theme,
        app,
        drafts: (drafts, held),
        spaces,
        habits,
        clock,
    })
}

/// What the command line names, or what is piped in; why it cannot be opened is told.
fn brought(file: Option<&Path>, problem: &mut Option<Diagnostic>) -> Option<Brought> {
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
        Ok(opened) => Some(Brought { name, opened }),
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
    for wish in &config.keys {
        if let Err(error) = keymap.rebind(&wish.place, &wish.chord, &wish.action) {
            let (line, column) = wish.position;
            problem.get_or_insert_with(|| Diagnostic {
                severity: Severity::Warning,
                title: "A key of the config file is not bound".into(),
                detail: format!("config.toml:{line}:{column}: {error}"),
                remedy: "The other keys work. Mend the line and start again.".into(),
                ..Diagnostic::default()
            });
        }
    }
    keymap
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
