//! Entry point: parses the arguments and exits with the command's code.

use std::process::ExitCode;

use clap::Parser as _;

use chatquill::command::arguments::Arguments;
use chatquill::command::failure::Failure;
use chatquill::command::{dispatch, output};
use chatquill::runtime::event_loop::{self, Error};
use chatquill::runtime::startup::LaunchOptions;
use chatquill::store::input_file;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Some(_) if arguments.file.is_some() => Err(Failure::usage(
            "A file before a command is for the composer. Name it after the command.".to_owned(),
        )),
        Some(command) => dispatch::run(command, &arguments.who, arguments.data_dir.as_deref()),
        None => compose(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::note(&failure.words());
            failure.code()
        }
    }
}

fn compose(arguments: &Arguments) -> Result<(), Failure> {
    arguments.who.can_send()?;
    if let Some(file) = &arguments.file
        && !input_file::is_input(file)
        && !file.exists()
    {
        let name = input_file::name(file);
        return Err(Failure::usage(format!(
            "{name}: There is no such file and no such command. See chatquill --help."
        )));
    }
    let wishes = LaunchOptions {
        data_dir: arguments.data_dir.clone(),
        file: arguments.file.clone(),
        profile: arguments.who.profile.clone(),
        kind: arguments.who.kind.map(Into::into),
    };
    event_loop::run(&wishes).map_err(|error| match error {
        Error::Settings(fault) => fault.into(),
        Error::Terminal(_) => Failure::later(error.to_string()),
    })
}
