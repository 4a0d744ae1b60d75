//! Entry point: parses the arguments and exits with the command's code.

use std::path::Path;
use std::process::ExitCode;

use chatquill::command::arguments::Arguments;
use chatquill::command::failure::{Failure, Kind};
use chatquill::command::{compose, dispatch, output};
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::document::did_you_mean::remedy;
use chatquill::platform::process;
use chatquill::runtime::event_loop::{self, Error};
use chatquill::runtime::plain_loop;
use chatquill::runtime::startup::LaunchOptions;
use chatquill::store::input_file;
use clap::CommandFactory as _;

fn main() -> ExitCode {
    let arguments = match Arguments::of_process() {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(&error),
    };
    let outcome = match &arguments.command {
        Some(_) if arguments.file.is_some() => Err(Failure::usage(
            "A file before a command is for the composer. Name it after the command.".to_owned(),
        )),
        Some(_) if !arguments.compose.is_empty() => Err(Failure::usage(
            "A space, text or template before a command is for the composer. Name it after the command."
                .to_owned(),
        )),
        Some(command) => dispatch::run(command, &arguments),
        None => run_composer(&arguments),
    };
    let Err(failure) = outcome else {
        return ExitCode::SUCCESS;
    };
    let command = arguments.command.as_ref();
    tell(
        &failure,
        command.is_some_and(chatquill::command::arguments::Command::is_json),
    );
    if let Kind::Interrupted(signal) = failure.kind {
        process::end_by(signal);
    }
    failure.code()
}

/// Tells a failure in words on standard error, and as JSON on standard output if that is asked for.
fn tell(failure: &Failure, as_json: bool) {
    output::note(&failure.words());
    if as_json {
        // The exit status says the same where standard output cannot be written.
        let _ = output::write(&output::json(&failure.json()));
    }
}

/// Prints the help that was asked for, or what is wrong with the command line.
fn not_understood(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if !error.use_stderr() {
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let words = text.lines().next().unwrap_or_default();
    let failure = Failure::usage(words.trim_start_matches("error: ").to_owned());
    if std::env::args().any(|argument| argument == "--json") {
        let _ = output::write(&output::json(&failure.json()));
    }
    failure.code()
}

/// Returns what is told of a first word that is neither a file nor a command.
fn unknown_command(word: &Path) -> Diagnostic {
    let command = Arguments::command();
    let commands = command.get_subcommands().filter(|part| !part.is_hide_set());
    let known: Vec<&str> = commands.map(clap::Command::get_name).collect();
    let word = input_file::name(word);
    Diagnostic::new(
        format!("{word}: There is no such file and no such command."),
        remedy(&word, known.into_iter(), "See chatquill --help."),
    )
}

fn run_composer(arguments: &Arguments) -> Result<(), Failure> {
    arguments.who.can_send()?;
    if let Some(file) = &arguments.file
        && !input_file::is_input(file)
        && !file.exists()
    {
        return Err(match input_file::json_hint(file) {
            Some(hint) => Failure::usage(hint),
            None => Failure::usage(unknown_command(file)),
        });
    }
    let launch = compose::launch(arguments)?;
    let wishes = LaunchOptions {
        paths: arguments.paths(),
        file: arguments.file.clone(),
        profile: arguments.who.profile.clone(),
        kind: arguments.who.kind.map(Into::into),
        is_sandbox: arguments.who.sandbox,
        is_plain: arguments.plain || plain_loop::is_dumb_terminal(),
        log: arguments.log,
        has_read_input: arguments.compose.text.as_deref() == Some("-"),
        launch,
    };
    let run = if wishes.is_plain {
        plain_loop::run
    } else {
        event_loop::run
    };
    run(&wishes).map_err(|error| match error {
        Error::Settings(fault) => fault.into(),
        Error::NoTerminal => Failure::usage(error.to_string()),
        Error::Signal(signal) => Failure::new(Kind::Interrupted(signal), error.to_string()),
        Error::Terminal(_) | Error::Unsaved(_) => Failure::later(error.to_string()),
    })
}
