//! Adds a profile to the config file, on a thread of its own: a disk that hangs delays no key.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::event::{AddedProfile, Event, Reply, SignInReply};
use crate::app::events::ticket::Ticket;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::runtime::panic::PanicGuard;
use crate::runtime::profile_choices::choices;
use crate::settings::account_file::{Account, add_profile};
use crate::settings::error::ConfigError;
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;

/// The profiles that can be used, to which one may be added.
pub type Profiles = Arc<Mutex<IndexMap<String, Profile>>>;

/// Starts the thread that adds a profile, which sends by the JSON file at a path.
///
/// # Errors
/// Returns the error of the system.
pub fn start(
    ticket: Ticket,
    path: String,
    (paths, profiles): (Paths, Profiles),
    events: UnboundedSender<Event>,
) -> std::io::Result<()> {
    let watch = PanicGuard {
        problem: Diagnostic::new("The profile could not be added", "See the log."),
        events,
    };
    std::thread::Builder::new()
        .name("profile".into())
        .spawn(move || {
            let watch = watch;
            let reply = match add(&path, &paths, &profiles) {
                Ok(added) => SignInReply::Added(Box::new(added)),
                Err(fault) => SignInReply::NotAdded(fault.diagnostic),
            };
            // Nobody listens once the program ends.
            let _ = watch
                .events
                .send(Event::Replied(ticket, Reply::SignIn(reply)));
        })?;
    Ok(())
}

fn add(path: &str, paths: &Paths, profiles: &Profiles) -> Result<AddedProfile, ConfigError> {
    let account = Account::read(path)?;
    let added = add_profile(paths, &account)?;
    let mut known = profiles.lock().unwrap_or_else(PoisonError::into_inner);
    known.clone_from(&added.config.profiles);
    Ok(AddedProfile {
        choices: choices(&added.config),
        file: sanitize::line(&added.file.display().to_string()),
        name: added.name,
    })
}
