//! `chatquill help`: shows a page of the manual, or the help of a command.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use crate::app::dialogs::manual::{self, TOPICS};
use crate::chat::sanitize;
use crate::command::arguments::Arguments;
use crate::command::failure::Failure;
use crate::command::output;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(topic: &[String]) -> Result<(), Failure> {
    let mut command = Arguments::command();
    command.build();
    if topic.is_empty() {
        let help = command.render_long_help().to_string();
        return output::result(&format!("{}\n\n{}", help.trim_end(), topics()));
    }
    if let [name] = topic
        && let Some((_, page)) = TOPICS.iter().find(|(known, _)| known == name)
    {
        return output::result(page.trim_end());
    }
    let mut at = &mut command;
    for name in topic {
        let known: Vec<String> = names(at)
            .chain(TOPICS.map(|(name, _)| name.to_owned()))
            .collect();
        let Some(part) = at.find_subcommand_mut(name) else {
            return Err(unknown(&topic.join(" "), name, &known));
        };
        at = part;
    }
    output::result(at.render_long_help().to_string().trim_end())
}

fn names(command: &Command) -> impl Iterator<Item = String> {
    command
        .get_subcommands()
        .map(|part| part.get_name().to_owned())
}

fn unknown(topic: &str, name: &str, known: &[String]) -> Failure {
    let what = remedy(
        name,
        known.iter().map(String::as_str),
        "chatquill help lists the commands and the topics of the manual.",
    );
    let topic = sanitize::line(topic);
    Failure::usage(Diagnostic::new(
        format!("There is neither a topic nor a command {topic:?}."),
        what,
    ))
}

/// Returns the list of topics, each with the title of its page.
fn topics() -> String {
    let mut out = "Topics of the manual, for chatquill help TOPIC:\n".to_owned();
    for (name, page) in TOPICS {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {name:<10} {}", manual::title(page));
    }
    out.trim_end().to_owned()
}
