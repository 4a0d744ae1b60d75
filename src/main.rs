//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

use chatquill::command::arguments::Arguments;
use chatquill::command::failure::Failure;
use chatquill::command::{dispatch, output};
use chatquill::shell::run::{self, Error};
use chatquill::shell::start::Wishes;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Some(command) => dispatch::run(command, &arguments.who, arguments.data_dir.as_deref()),
        None => compose(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::note(failure.words());
            failure.code()
        }
    }
}

fn compose(arguments: &Arguments) -> Result<(), Failure> {
    arguments.who.can_send()?;
    let wishes = Wishes {
        data_dir: arguments.data_dir.clone(),
        profile: arguments.who.profile.clone(),
        kind: arguments.who.kind.map(Into::into),
    };
    run::run(&wishes).map_err(|error| match error {
        Error::Settings(_) => Failure::Usage(error.to_string()),
        Error::Terminal(_) => Failure::Failed(error.to_string()),
    })
}
