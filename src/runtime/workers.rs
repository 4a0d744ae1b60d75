//! The threads behind a composer, and the events by which they answer.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::app::events::effect::{ChatCommand, SignInCommand};
use crate::app::events::event::Event;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::runtime::add_profile::{self, Profiles};
use crate::runtime::chat_thread::{ChatThread, WorkerConfig};
use crate::runtime::disk_thread::{DiskThread, Stores};
use crate::runtime::image_thread::ImageThread;
use crate::runtime::sign_in_thread::SignInThread;
use crate::settings::clock::Clock;
use crate::settings::log::{self, LogLevel};
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;
use crate::store::drafts::{Drafts, LockedDraft};
use crate::store::history::{Bounds, History};
use crate::store::outbox::Outbox;
use crate::store::space_cache::SpaceCache;
use crate::store::templates::Templates;
use crate::store::ui_state::UiState;
use crate::store::webhooks::Webhooks;

/// What the threads work with.
pub struct WorkerSettings {
    /// The paths of the program's files.
    pub paths: Paths,
    /// The profile; `None` for the embedded sandbox.
    pub profile: Option<Profile>,
    /// Why nothing may be sent: the config file or the profile cannot be used.
    pub blocked: Option<Diagnostic>,
    /// The drafts, and the open one.
    pub drafts: (Drafts, Option<LockedDraft>),
    /// How much of the history is kept.
    pub history: Bounds,
    /// The spaces cached by an earlier run.
    pub spaces: SpaceCache,
    /// The UI state, restored from the last run.
    pub ui_state: UiState,
    /// The user's own clock.
    pub clock: Clock,
    /// How much is logged.
    pub log_level: LogLevel,
    /// The kind of sender given on the command line.
    pub kind: Option<SenderKind>,
    /// All profiles that can be used.
    pub profiles: IndexMap<String, Profile>,
    /// How many seconds the first byte of a send waits, so that it can be taken back.
    pub undo_send: u64,
}

/// The threads. Dropped, they write what is pending and end.
pub struct Workers {
    /// The thread of the drafts.
    pub disk: DiskThread,
    /// The thread that calls Google Chat.
    chat: ChatThread,
    /// The threads of profiles that send no longer, with what is under way there.
    retired: Vec<ChatThread>,
    /// The sign-in under way.
    sign_in: Option<SignInThread>,
    /// What a thread of another profile starts with.
    setting: WorkerConfig,
    profiles: Profiles,
    /// The thread of the images.
    pub images: ImageThread,
    /// Where answers are put by whoever else works.
    pub events: UnboundedSender<Event>,
    /// The answers.
    pub answers: UnboundedReceiver<Event>,
}

impl Workers {
    /// Starts the threads, and opens the log.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn start(settings: WorkerSettings) -> io::Result<Self> {
        log::open(&settings.paths.log(), settings.log_level);
        let (events, answers) = unbounded_channel();
        let outbox = Outbox::new(settings.paths.outbox());
        let history = History::new(&settings.paths.history()).within(settings.history);
        let (drafts, held) = settings.drafts;
        let stores = Stores {
            outbox: outbox.clone(),
            history: history.clone(),
            drafts,
            templates: Templates::new(settings.paths.templates()),
            spaces: settings.spaces,
            webhooks: Webhooks::new(settings.paths.webhooks()),
            paths: settings.paths.clone(),
            ui_state: settings.ui_state,
            clock: settings.clock,
        };
        let disk = DiskThread::start(stores, held, events.clone())?;
        let setting = WorkerConfig {
            profile: settings.profile,
            blocked: settings.blocked,
            kind: settings.kind,
            history,
            paths: settings.paths,
            outbox,
            clock: settings.clock,
            reports_leftovers: true,
            undo_send: settings.undo_send,
        };
        let chat = ChatThread::start(setting.clone(), events.clone())?;
        Ok(Self {
            disk,
            chat,
            retired: Vec::new(),
            sign_in: None,
            setting,
            profiles: Arc::new(Mutex::new(settings.profiles)),
            images: ImageThread::new(events.clone()),
            events,
            answers,
        })
    }

    /// Submits a call; one is cancelled in the threads of former profiles, too.
    pub fn submit(&self, command: ChatCommand) {
        if let ChatCommand::Cancel(ticket) = command {
            self.retired.iter().for_each(|chat| chat.cancel(ticket));
        }
        self.chat.submit(command);
    }

    fn profile(&self, name: &str) -> Option<Profile> {
        let profiles = self.profiles.lock();
        let profiles = profiles.unwrap_or_else(PoisonError::into_inner);
        profiles.get(name).cloned()
    }

    /// Adds a profile; begins a sign-in in place of the one under way, hands over what was pasted, or ends it.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn sign_in(&mut self, command: SignInCommand) -> io::Result<()> {
        match command {
            SignInCommand::AddProfile(ticket, path) => {
                let with = (self.setting.paths.clone(), Arc::clone(&self.profiles));
                add_profile::start(ticket, path, with, self.events.clone())?;
            }
            SignInCommand::Begin(ticket, name, allows) => {
                self.sign_in = None;
                if let Some(profile) = self.profile(&name) {
                    let account = (profile, self.setting.paths.clone());
                    let events = self.events.clone();
                    self.sign_in = Some(SignInThread::start(ticket, account, &allows, events)?);
                }
            }
            SignInCommand::Paste(text) => {
                if let Some(sign_in) = &self.sign_in {
                    sign_in.paste(text);
                }
            }
            SignInCommand::Cancel => self.sign_in = None,
        }
        Ok(())
    }

    /// Has a thread of another profile carry out the calls; the former one ends with what is under way there.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn connect(&mut self, name: &str, kind: SenderKind) -> io::Result<()> {
        let profile = self.profile(name);
        let is_unknown = profile.is_none() && !name.is_empty();
        let setting = WorkerConfig {
            // The sandbox must not stand in for a real sender.
            blocked: is_unknown
                .then(|| Diagnostic::new(format!("There is no profile {name:?}"), "")),
            kind: profile.is_none().then_some(kind),
            profile,
            reports_leftovers: false,
            ..self.setting.clone()
        };
        let next = ChatThread::start(setting, self.events.clone())?;
        let former = std::mem::replace(&mut self.chat, next);
        former.retire();
        self.retired.retain(|chat| !chat.has_ended());
        self.retired.push(former);
        Ok(())
    }
}
