//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

use chatquill::command::arguments::Arguments;
use chatquill::command::failure::Failure;
use chatquill::command::{dispatch, output};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Some(command) => dispatch::run(command, &arguments.who, arguments.data_dir.as_deref()),
        None => Err(Failure::Usage(
            "Name a command; chatquill --help lists them.".to_owned(),
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::note(failure.words());
            failure.code()
        }
    }
}
