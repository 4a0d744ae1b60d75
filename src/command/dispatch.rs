//! Dispatches the command line to its command.

use crate::command::arguments::{Arguments, Command, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{
    auth, check, config, doctor, drafts, export, history, init, live, message, outbox, reference,
    sandbox, send_route, show, spaces, webhook,
};
use crate::settings::log::{self, LogLevel};
use crate::settings::login;
use crate::settings::paths::{PathOptions, Paths};

/// Runs a headless command on a tokio runtime of its own, to its end.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(command: &Command, arguments: &Arguments) -> Result<(), Failure> {
    let (who, folders) = (&arguments.who, &arguments.paths());
    match command {
        Command::Check(options) => return check::run::run(options, who, folders),
        Command::Export(options) => return export::run(options, who, folders),
        Command::Show(options) => return show::run(options, who, folders),
        Command::Reference(command) => return reference::run(command, who, folders),
        Command::Drafts(action) => return drafts::run(&Setup::load(folders)?, who, action),
        Command::Config(command) => return config::run(command, folders),
        _ => {}
    }
    // Of a webhook's sends, too, there are records; and what it may not do to a message is said in its own words.
    let is_told_apart = matches!(
        command,
        Command::Message(_) | Command::History(_) | Command::Outbox(_)
    );
    if !is_told_apart {
        who.can_send()?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::later(format!("The program cannot start: {error}.")))?;
    // The doctor looks at a config that may be broken.
    if !matches!(command, Command::Sandbox(_) | Command::Doctor(_)) {
        prepare(folders, who, arguments.log)?;
    }
    let done = runtime.block_on(async {
        match command {
            Command::Send(options) => {
                send_route::run(&Setup::read_for(folders, who)?, who, options).await
            }
            Command::Live(options) => {
                live::run(&Setup::read_for(folders, who)?, who, options).await
            }
            Command::Spaces(options) => {
                spaces::run(&Setup::read_for(folders, who)?, who, options).await
            }
            Command::Message(action) => message::run(&Setup::read(folders)?, who, action).await,
            Command::History(action) => {
                Box::pin(history::run(&Setup::read(folders)?, who, action)).await
            }
            Command::Outbox(action) => {
                Box::pin(outbox::run(&Setup::read(folders)?, who, action)).await
            }
            Command::Sandbox(options) => sandbox::run(options).await,
            Command::Doctor(options) => doctor::run::run(options, who, folders).await,
            Command::Auth(command) => auth::run(&Setup::read(folders)?, who, command).await,
            Command::Webhook(command) => webhook::run(command, folders).await,
            Command::Init(options) => init::run::run(options, folders).await,
            Command::Check(_)
            | Command::Export(_)
            | Command::Show(_)
            | Command::Reference(_)
            | Command::Config(_)
            | Command::Drafts(_) => Ok(()),
        }
    });
    done.map_err(|failure| advised(failure, who, folders))
}

/// Adds the command that signs in, where that helps.
fn advised(mut failure: Failure, who: &SenderArgs, folders: &PathOptions) -> Failure {
    if failure.diagnostic.sign_in.is_some()
        && let Ok(setup) = Setup::load(folders)
        && let Ok(Some(profile)) = setup.profile(who)
    {
        failure.diagnostic = login::advised(failure.diagnostic, profile);
    }
    failure
}

/// Opens the log, and removes what earlier runs that were killed left behind.
fn prepare(
    folders: &PathOptions,
    who: &SenderArgs,
    level: Option<LogLevel>,
) -> Result<(), Failure> {
    let (paths, of_config) = match Setup::load(folders) {
        Ok(Setup { paths, config, .. }) => (paths, config.log),
        // What the command says of the config file is said by itself.
        Err(_) if who.sandbox => (Paths::find(folders)?, None),
        Err(failure) => return Err(failure),
    };
    log::open(&paths.log(), level.or(of_config).unwrap_or_default());
    paths.clear_leftovers();
    Ok(())
}
