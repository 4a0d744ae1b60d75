//! Builds the program from the files at its start.

use crate::message::destination::Destination;
use crate::message::draft_file::OpenDraft;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::app::controllers;
use crate::app::events::event::{FoundMessage, KeptWebhook, Sender, Size};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::{App, Start};
use crate::app::state::launch::{AwaitedSpace, Launch};
use crate::app::update::reconcile;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::vim::Vim;
use crate::images::kitty;
use crate::input::keymap::Keymap;
use crate::runtime::appearance::{self, Appearance};
use crate::runtime::disk_thread;
use crate::runtime::file_tasks;
use crate::runtime::profile_choices::{choices, is_sandbox, sender_of, server};
use crate::runtime::terminal::Screen;
use crate::runtime::workers::WorkerSettings;
use crate::settings::clock::Clock;
use crate::settings::config::Config;
use crate::settings::error::ConfigError;
use crate::settings::keymaps;
use crate::settings::log::LogLevel;
use crate::settings::paths::{PathOptions, Paths};
use crate::settings::profile::Profile;
use crate::store::drafts::Drafts;
use crate::store::input_file;
use crate::store::space_cache::SpaceCache;
use crate::store::ui_state::UiState;
use crate::store::webhooks::Webhooks;
use crate::view::theme::DEFAULT;

/// The command-line options of the composer.
#[derive(Clone, Debug, Default)]
pub struct LaunchOptions {
    /// Where the files are.
    pub paths: PathOptions,
    /// The profile's name.
    pub profile: Option<String>,
    /// The file to import, `-` being standard input.
    pub file: Option<PathBuf>,
    /// The kind of sender, on the sandbox.
    pub kind: Option<SenderKind>,
    /// Whether the embedded sandbox is used, whatever the config file says.
    pub is_sandbox: bool,
    /// Whether it is the plain composer, which has no keys.
    pub is_plain: bool,
    /// How much is logged; the config file says it where this is `None`.
    pub log: Option<LogLevel>,
    /// What a new draft begins with.
    pub launch: Launch,
    /// Whether standard input was read for it.
    pub has_read_input: bool,
}

/// Everything that the composer runs on.
pub struct Startup {
    /// How the screen looks.
    pub appearance: Appearance,
    /// The program.
    pub app: App,
    /// What its threads work with.
    pub workers: WorkerSettings,
}

/// Reads what the first frame shows: settings, the open draft, the cached spaces.
///
/// # Errors
/// Where the home directory is unknown, or a requested profile does not exist. A config file that cannot be
/// read is reported on the screen instead.
pub fn open(options: &LaunchOptions, size: Size) -> Result<Startup, ConfigError> {
    let places = Paths::find(&options.paths)?;
    let settings = settings(options, &places)?;
    let Settings {
        config,
        profile,
        blocked,
        mut problem,
    } = settings;
    let (mut keymap, unbound) = keymap(&config, &places);
    if options.is_plain {
        keymap = keymap.without_keys();
    }
    let look = Appearance::new(&config, &places, &mut problem);
    let drafts = Drafts::new(places.drafts());
    let imported = import(options, &mut problem);
    let clock = Clock::here();
    let is_new = imported.is_some() || !options.launch.is_empty();
    let (mut draft, held, fault) = if is_new {
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
    let sender = Sender {
        // Who would send is not known, but never the sandbox.
        is_sandbox: blocked.is_none() && is_sandbox(profile.as_ref()),
        ..sender_of(profile.as_ref(), options.kind)
    };
    let profiles = config.profiles.values();
    let habits = UiState::new(places.habits_file());
    let last = habits.read();
    let webhooks = kept_webhooks(&places);
    let start = Start {
        size,
        draft,
        // The embedded sandbox is a new one each time, but its seeded spaces are the same.
        spaces: match blocked {
            Some(_) => Vec::new(),
            None => spaces.load(),
        },
        keymap,
        sender,
        profiles: profiles
            .map(|profile| sender_of(Some(profile), None))
            .collect(),
        confirms: config.confirm_send.unwrap_or(true),
        language: last.language(),
        problem,
    };
    let mut app = app(
        start,
        webhooks.clone(),
        profile.as_ref(),
        (options, blocked.as_ref()),
    );
    app.session.set_choices(choices(&config), webhooks);
    app.set_markup(config.markup);
    app.panes.vim = config.edits_as_vim.then(Vim::default);
    app.panes.spaces.set_recent(last.recent_spaces);
    app.panes.spaces.set_pinned(last.pinned_spaces);
    app.ui.set_pane_sizes(last.pane_sizes);
    app.show_last_view(last.view);
    app.ui.set_template_answers(habits.template_answers());
    let theme = config.theme.as_deref().unwrap_or(DEFAULT);
    app.session
        .set_themes(appearance::themes(&places.themes()), theme);
    app.session.set_undo_send(config.undo_send);
    app.images.protocol = look.image_protocol(config.images);
    app.images.pictures.set_cell(Screen::cell());
    app.images.numbers = kitty::numbers(std::process::id());
    remind_of_edits(&mut app, &drafts);
    begin(&mut app, imported, &options.launch, clock);
    tell_unbound(&mut app, &unbound);
    tell_old_names(&mut app, &config);
    reconcile::reconcile(&mut app, &mut Vec::new());
    if is_new {
        // The first event hands the draft to the disk.
        app.document.mark_never_saved();
    }
    let undo_send = app.session.undo_send();
    Ok(Startup {
        appearance: look,
        app,
        workers: WorkerSettings {
            paths: places,
            profile,
            blocked,
            drafts: (drafts, held),
            history: config.history,
            spaces,
            ui_state: habits,
            clock,
            log_level: options.log.or(config.log).unwrap_or_default(),
            kind: options.kind,
            profiles: config.profiles,
            undo_send,
        },
    })
}

/// Tells of edits that were on the way when an earlier run ended: that of the open draft, and those of others.
fn remind_of_edits(app: &mut App, drafts: &Drafts) {
    if let Some(reminder) = controllers::edit_draft::reminder(app) {
        app.overlay.show(reminder);
    }
    let waiting = drafts.waiting_edits().into_iter();
    let others = waiting.filter(|edit| edit.draft != *app.document.id() && !edit.is_open);
    let others: Vec<String> = others.map(|edit| edit.draft).collect();
    if let Some(notice) = controllers::edit_draft::waiting_elsewhere(app, &others) {
        app.overlay.show_beside(notice);
    }
}

/// Fills in the open draft, which is new where there is anything to put into it.
fn begin(app: &mut App, imported: Option<FoundMessage>, launch: &Launch, clock: Clock) {
    if let Some(space) = launch.space.clone() {
        let draft = app.document.id().clone();
        app.panes.spaces.want(AwaitedSpace { space, draft });
    }
    if let Some(found) = imported {
        show_import(app, found.with(launch.preset.clone()), clock);
    } else if !launch.is_empty() {
        controllers::launch::begin(app, launch.clone());
    }
}

/// Puts what was imported into the open draft, which is new; or asks which of several messages, or for its blanks.
fn show_import(app: &mut App, found: FoundMessage, clock: Clock) {
    let problem = app.overlay.take_notice();
    match found {
        FoundMessage::One(imported)
            if imported.opened.blanks.is_empty() && !imported.preset.values.is_set() =>
        {
            let draft = OpenDraft {
                id: app.document.id().clone(),
                at: clock.now(),
                ..OpenDraft::default()
            };
            controllers::import::insert_into_new(app, draft, *imported);
        }
        // Nothing is asked of the disk: the draft is there.
        found => controllers::import::open(app, found, &mut Vec::new()),
    }
    match (problem, app.overlay.notice()) {
        (Some(problem), Some(opened)) => {
            let problem = problem.with(opened.title.as_str());
            app.overlay.show(problem);
        }
        (Some(problem), None) => app.overlay.show(problem),
        (None, _) => {}
    }
}

/// What the config file says of a run.
struct Settings {
    config: Config,
    profile: Option<Profile>,
    blocked: Option<Diagnostic>,
    problem: Option<Diagnostic>,
}

/// Reads the config file and chooses the profile.
///
/// A file or a profile that cannot be used blocks all sends: the sandbox must not stand in for a real sender.
fn settings(options: &LaunchOptions, places: &Paths) -> Result<Settings, ConfigError> {
    let (config, problem) = match Config::read(places) {
        Ok(config) => (config, None),
        Err(fault) => (Config::default(), Some(fault.diagnostic)),
    };
    let mut settings = Settings {
        config,
        profile: None,
        blocked: problem.clone(),
        problem,
    };
    if options.is_sandbox {
        settings.blocked = None;
        return Ok(settings);
    }
    if settings.blocked.is_some() {
        return Ok(settings);
    }
    let wanted = options.profile.as_deref();
    match settings.config.profile(wanted) {
        Ok(profile) => settings.profile = profile.cloned(),
        Err(fault) => {
            // A name that exists nowhere is a mistake of the command line.
            let is_broken = |name: &str| settings.config.broken.contains_key(name);
            if wanted.is_some_and(|name| !is_broken(name)) {
                return Err(fault);
            }
            settings.problem = Some(fault.diagnostic.clone());
            settings.blocked = Some(fault.diagnostic);
        }
    }
    Ok(settings)
}

/// Creates the program: by whom it sends, which webhooks may, too, and a draft that fits to that.
fn app(
    mut start: Start,
    webhooks: Vec<KeptWebhook>,
    profile: Option<&Profile>,
    (options, blocked): (&LaunchOptions, Option<&Diagnostic>),
) -> App {
    let draft = std::mem::take(&mut start.draft);
    start.draft.at.clone_from(&draft.at);
    start.draft.id.clone_from(&draft.id);
    let mut app = App::new(start);
    let problem = app.overlay.take_notice();
    if let Some(problem) = blocked {
        app.session.block(problem.clone());
    } else {
        let origin = Destination {
            profile: profile.map_or(String::new(), |profile| profile.name.clone()),
            server: server(profile),
            webhook: String::new(),
        };
        // Who asks for the sandbox wants nothing to reach Google.
        let is_asked = options.is_sandbox || (profile.is_some() && is_sandbox(profile));
        let kept = if is_asked { Vec::new() } else { webhooks };
        let names = kept.iter().map(|webhook| webhook.name.as_str());
        app.panes.spaces.add_webhooks(names);
        app.session.set_origin(origin, kept);
    }
    app.open(draft);
    if let Some(problem) = problem {
        let told = match app.overlay.notice() {
            Some(notice) => problem.with(notice.title.clone()),
            None => problem,
        };
        app.overlay.show(told);
    }
    app
}

/// Returns the webhooks that are kept, without their secrets; those whose files are damaged are left out.
fn kept_webhooks(places: &Paths) -> Vec<KeptWebhook> {
    let listed = Webhooks::new(places.webhooks()).list().unwrap_or_default();
    let kept = listed.into_iter().filter_map(|named| {
        let webhook = named.webhook.ok()?;
        Some(KeptWebhook {
            space: webhook.space().to_owned(),
            server: webhook.base().text().trim_end_matches('/').to_owned(),
            name: named.name,
        })
    });
    kept.collect()
}

/// Imports the file named on the command line, or what is piped in; reports why it cannot be imported.
///
/// What is piped into the plain composer are its lines.
fn import(options: &LaunchOptions, problem: &mut Option<Diagnostic>) -> Option<FoundMessage> {
    let file = options.file.as_deref();
    let is_lines = options.is_plain || options.has_read_input;
    let piped = file.is_none() && !is_lines && !io::stdin().is_terminal();
    let file = file.or(piped.then_some(Path::new("-")))?;
    let found = match input_file::text(file) {
        Ok(text) if piped && text.trim().is_empty() => return None,
        Ok(text) => file_tasks::found(text, file),
        Err(fault) => Err(file_tasks::not_opened(&fault)),
    };
    found.map_err(|fault| *problem = Some(fault)).ok()
}

/// Returns the keymap, and what of the config file could not be bound.
fn keymap(config: &Config, places: &Paths) -> (Keymap, Vec<String>) {
    let (keymap, faults) = keymaps::load(config, Path::new("config.toml"), &places.keymaps());
    let faults = faults.iter().map(|fault| &fault.diagnostic);
    let unbound = faults.map(|told| format!("{}: {}", told.place_text(), told.title));
    (keymap, unbound.collect())
}

/// Lists the keys of the config file that are left out, each with its line, and what to do.
fn tell_unbound(app: &mut App, unbound: &[String]) {
    if unbound.is_empty() {
        return;
    }
    let title = match unbound.len() {
        1 => "A key of the config file is left out".to_owned(),
        count => format!("{count} keys of the config file are left out"),
    };
    let notice = match app.overlay.take_notice() {
        Some(notice) => notice.with(format!("{title}:")),
        None => Notice::new(Tone::Warning, title),
    };
    let notice = unbound.iter().fold(notice, Notice::with);
    let remedy = "The other keys work. Correct the file and start again; chatquill keys lists places and actions.";
    app.overlay.show(notice.with(remedy));
}

/// Hints at the old names that the config file uses, and at the keys that are ignored.
fn tell_old_names(app: &mut App, config: &Config) {
    let names = config.old_names.iter().map(|name| {
        let (line, column) = name.position;
        format!("config.toml:{line}:{column}: {}", name.hint())
    });
    let ignored = config
        .ignored
        .iter()
        .map(|fault| format!("{fault} It is ignored."));
    let hints: Vec<String> = names.chain(ignored).collect();
    if hints.is_empty() {
        return;
    }
    let title = match config.ignored.len() {
        0 => "The config file uses old names, which still work",
        _ => "The config file has keys that mean nothing",
    };
    let notice = app.overlay.take_notice();
    let notice = notice.unwrap_or_else(|| Notice::new(Tone::Info, title));
    app.overlay
        .show(hints.into_iter().fold(notice, Notice::with));
}
