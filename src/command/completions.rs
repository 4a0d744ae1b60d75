//! `chatquill completions`: prints the completion script of a shell, which asks the program for names.

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::aot::{self, Shell};

use crate::command::arguments::Arguments;
use crate::command::failure::Failure;
use crate::command::name_kind::NameKind;
use crate::command::output;

/// The options whose values are names.
const OPTIONS: [(&str, NameKind); 4] = [
    ("space", NameKind::Spaces),
    ("profile", NameKind::Profiles),
    ("template", NameKind::Templates),
    ("explain", NameKind::Rules),
];

/// The commands whose argument is a name.
const ARGUMENTS: [(&[&str], NameKind); 6] = [
    (&["webhook", "rm"], NameKind::Webhooks),
    (&["themes"], NameKind::Themes),
    (&["help"], NameKind::Topics),
    (&["man"], NameKind::Pages),
    (&["keys"], NameKind::Places),
    (&["drafts", "show"], NameKind::Drafts),
];

/// What the names are asked for with.
const BASH: &str = include_str!("../../assets/completions/names.bash");
const ZSH: &str = include_str!("../../assets/completions/names.zsh");
const FISH: &str = include_str!("../../assets/completions/names.fish");
const ELVISH: &str = include_str!("../../assets/completions/names.elv");
const POWERSHELL: &str = include_str!("../../assets/completions/names.ps1");

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(shell: Shell) -> Result<(), Failure> {
    output::result(script_of(shell).trim_end())
}

/// Returns the script of a shell.
fn script_of(shell: Shell) -> String {
    let mut command = Arguments::command();
    if matches!(shell, Shell::Zsh | Shell::Fish) {
        command = marked(command, &mut Vec::new());
    }
    let mut script = Vec::new();
    aot::generate(shell, &mut command, "chatquill", &mut script);
    let script = without_hidden(&String::from_utf8_lossy(&script), &command);
    match shell {
        Shell::Bash => bash(&script),
        Shell::Zsh => zsh(&script),
        Shell::Fish => fish(&script),
        Shell::Elvish => elvish(&script),
        Shell::PowerShell => powershell(&script),
        _ => script,
    }
}

/// Takes the hidden commands out of what is offered, which the generator leaves in.
fn without_hidden(script: &str, command: &Command) -> String {
    let hidden: Vec<&Command> = command
        .get_subcommands()
        .filter(|part| part.is_hide_set())
        .collect();
    let about = |part: &Command| part.get_about().map(ToString::to_string);
    let abouts: Vec<String> = hidden.iter().filter_map(|part| about(part)).collect();
    // Bash has no help: there the commands are words of one line each.
    let line = |line: &str| {
        let mut line = line.to_owned();
        if line.trim_start().starts_with("opts=") {
            for part in &hidden {
                let name = part.get_name();
                line = line.replace(&format!(" {name} "), " ");
                line = line.replace(&format!(" {name}\""), "\"");
            }
        }
        line
    };
    let lines = script
        .lines()
        .filter(|line| !abouts.iter().any(|about| line.contains(about)))
        .map(line);
    lines.collect::<Vec<_>>().join("\n")
}

/// Marks the options and arguments whose values are names, at the start of their help.
fn marked(command: Command, path: &mut Vec<String>) -> Command {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    let of_command = ARGUMENTS.iter().find(|(own, _)| *own == words);
    let of_command = of_command.map(|(_, kind)| *kind);
    let command = command.mut_args(|arg: Arg| {
        let of_option = arg
            .get_long()
            .and_then(|long| OPTIONS.iter().find(|(own, _)| *own == long));
        let kind = match of_option {
            Some((_, kind)) => Some(*kind),
            None => of_command.filter(|_| arg.is_positional()),
        };
        let Some(kind) = kind else {
            return arg;
        };
        let help = arg.get_help().map(ToString::to_string);
        let help = format!("{}{}", mark(kind), help.unwrap_or_default());
        arg.help(help)
    });
    command.mut_subcommands(|part| {
        path.push(part.get_name().to_owned());
        let part = marked(part, path);
        path.pop();
        part
    })
}

fn mark(kind: NameKind) -> String {
    format!("@{}@", kind.word())
}

/// Takes the mark of a line out, where it has one.
fn unmarked(line: &str) -> Option<(NameKind, String)> {
    NameKind::ALL.into_iter().find_map(|kind| {
        let mark = mark(kind);
        let is_marked = line.contains(&mark);
        is_marked.then(|| (kind, line.replace(&mark, "")))
    })
}

fn bash(script: &str) -> String {
    let arm =
        |pattern: String, kind: NameKind| format!("        {pattern}) kind={} ;;", kind.word());
    let options = OPTIONS.map(|(name, kind)| match name {
        "space" => arm("--space | -s".to_owned(), kind),
        name => arm(format!("--{name}"), kind),
    });
    let arguments = ARGUMENTS.map(|(words, kind)| {
        let pattern = format!("\" {}\"", words.join(" "));
        format!("    {}", arm(pattern, kind))
    });
    let names = BASH
        .replace("@OPTIONS@", &options.join("\n"))
        .replace("@ARGUMENTS@", &arguments.join("\n"));
    format!("{script}{names}")
}

fn zsh(script: &str) -> String {
    let line = |line: &str| match unmarked(line) {
        Some((kind, line)) => {
            line.replace(":_default", &format!(": _chatquill_names {}", kind.word()))
        }
        None => line.to_owned(),
    };
    let lines: Vec<String> = script.lines().map(line).collect();
    // The first line says that the file completes the program; what follows is run at each completion.
    let at = lines
        .iter()
        .position(|line| line.starts_with("_chatquill()"));
    let (head, rest) = lines.split_at(at.unwrap_or_default());
    format!(
        "{}\n{ZSH}{}\n",
        head.join("\n"),
        first_word(rest).join("\n")
    )
}

/// Returns the lines with a command or a file as the first word.
///
/// The generator takes the file for the first word and the command for the second, so that it completes nothing behind
/// a command.
fn first_word(lines: &[String]) -> Vec<String> {
    let is_file = |line: &&String| line.starts_with("'::file -- ");
    let end = lines.iter().position(|line| line.trim() == "(send)");
    let (top, rest) = lines.split_at(end.unwrap_or_default());
    let top = top.iter().filter(|line| !is_file(line));
    let top = top.map(|line| {
        line.replace("$line[2]", "$line[1]")
            .replace("\":: :_chatquill_commands\"", "\":: :_chatquill_first\"")
    });
    top.chain(rest.iter().cloned()).collect()
}

fn fish(script: &str) -> String {
    let names = |kind: NameKind| format!("-f -a '(__fish_chatquill_names {})'", kind.word());
    let line = |line: &str| match unmarked(line) {
        Some((kind, line)) => format!("{line} {}", names(kind)),
        None => line.to_owned(),
    };
    let options: Vec<String> = script.lines().map(line).collect();
    // An argument has no line of its own.
    let arguments = ARGUMENTS.map(|(words, kind)| {
        let (first, rest) = words.split_first().unwrap_or((&"", &[]));
        let below = rest.first().map_or(String::new(), |word| {
            format!("; and __fish_seen_subcommand_from {word}")
        });
        let condition = format!("__fish_chatquill_using_subcommand {first}{below}");
        format!("complete -c chatquill -n \"{condition}\" {}", names(kind))
    });
    format!("{FISH}{}\n{}\n", options.join("\n"), arguments.join("\n"))
}

/// Returns the options by their names, long and short, with the kinds of their values.
fn option_kinds() -> Vec<(String, NameKind)> {
    let short = OPTIONS.iter().filter(|(name, _)| *name == "space");
    let short = short.map(|(_, kind)| ("-s".to_owned(), *kind));
    let long = OPTIONS
        .iter()
        .map(|(name, kind)| (format!("--{name}"), *kind));
    long.chain(short).collect()
}

/// Returns the values of the options and arguments that take one of a few.
///
/// An option stands alone where all commands take the same for it, else after its command.
fn choices() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    collect_choices(&Arguments::command(), &mut Vec::new(), &mut all);
    let is_common = |option: &str, values: &[String]| {
        let of_option = all.iter().filter(|(_, other, _)| other == option);
        option.starts_with('-') && of_option.clone().all(|(_, _, others)| others == values)
    };
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for (path, option, values) in all.iter().filter(|(_, _, values)| !values.is_empty()) {
        let name = match path.split(' ').next() {
            _ if is_common(option, values) => option.clone(),
            _ if option.is_empty() => path.clone(),
            command => format!("{} {option}", command.unwrap_or_default()),
        };
        if !named.iter().any(|(known, _)| *known == name) {
            named.push((name, values.clone()));
        }
    }
    named
}

/// Collects path, option and values of all that takes a value; an argument has no option.
fn collect_choices(
    command: &Command,
    path: &mut Vec<String>,
    all: &mut Vec<(String, String, Vec<String>)>,
) {
    for arg in command.get_arguments() {
        if command.is_hide_set() || !arg.get_action().takes_values() {
            continue;
        }
        let option = arg.get_long().map(|long| format!("--{long}"));
        let values = arg.get_possible_values();
        let values = values.iter().filter(|value| !value.is_hide_set());
        let values = values.map(|value| value.get_name().to_owned()).collect();
        all.push((path.join(" "), option.unwrap_or_default(), values));
    }
    for part in command.get_subcommands() {
        path.push(part.get_name().to_owned());
        collect_choices(part, path, all);
        path.pop();
    }
}

/// Writes the tables into a script, an entry a line: of names by `entry`, of choices by `choice`.
fn with_tables(
    names: &str,
    entry: impl Fn(&str, &str) -> String,
    choice: impl Fn(&str, &[String]) -> String,
) -> String {
    let options = option_kinds();
    let options: Vec<String> = options
        .iter()
        .map(|(name, kind)| entry(name, kind.word()))
        .collect();
    let arguments = ARGUMENTS.map(|(words, kind)| entry(&words.join(" "), kind.word()));
    let choices = choices();
    let choices: Vec<String> = choices
        .iter()
        .map(|(name, values)| choice(name, values))
        .collect();
    names
        .replace("@OPTIONS@", &options.join("\n"))
        .replace("@ARGUMENTS@", &arguments.join("\n"))
        .replace("@CHOICES@", &choices.join("\n"))
}

/// Puts what completes names around what the generator completes: a command has one completer there.
fn elvish(script: &str) -> String {
    let command = Arguments::command();
    let parents = command
        .get_subcommands()
        .filter(|part| part.has_subcommands())
        .map(|part| format!("            {}", part.get_name()));
    let entry = |name: &str, kind: &str| format!("        &{}={kind}", single_quoted(name));
    let choice = |name: &str, values: &[String]| {
        format!("        &{}=[{}]", single_quoted(name), values.join(" "))
    };
    let names = with_tables(ELVISH, entry, choice);
    let names = names.replace("@PARENTS@", &parents.collect::<Vec<_>>().join("\n"));
    format!("{script}{names}")
}

/// Puts what completes names at the start of what the generator completes: a command has one completer there.
fn powershell(script: &str) -> String {
    let entry = |name: &str, kind: &str| format!("        {} = '{kind}'", single_quoted(name));
    let choice = |name: &str, values: &[String]| {
        let values = values.iter().map(|value| single_quoted(value));
        let values: Vec<String> = values.collect();
        format!("        {} = @({})", single_quoted(name), values.join(", "))
    };
    let names = with_tables(POWERSHELL, entry, choice);
    let at = script.find("    $commandElements =").unwrap_or_default();
    let (head, rest) = script.split_at(at);
    format!("{head}{names}{rest}")
}

fn single_quoted(name: &str) -> String {
    format!("'{name}'")
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    fn find<'a>(command: &'a Command, path: &[&str]) -> &'a Command {
        path.iter()
            .fold(command, |at, word| at.find_subcommand(word).unwrap())
    }

    /// Calls `see` with each command.
    fn each(command: &Command, see: &mut impl FnMut(&Command)) {
        see(command);
        command.get_subcommands().for_each(|part| each(part, see));
    }

    #[test]
    fn each_name_belongs_to_an_option_or_a_command_that_is_there() {
        let command = Arguments::command();
        for (path, _) in ARGUMENTS {
            let found = find(&command, path);
            assert!(found.get_positionals().next().is_some(), "{path:?}");
        }
        let mut longs = Vec::new();
        each(&command, &mut |command| {
            for arg in command.get_arguments() {
                longs.extend(arg.get_long().map(str::to_owned));
                if arg.get_short() == Some('s') {
                    assert_eq!(arg.get_long(), Some("space"), "{}", command.get_name());
                }
            }
        });
        for (name, _) in OPTIONS {
            assert!(longs.iter().any(|long| long == name), "{name}");
        }
    }

    #[test]
    fn each_choice_stands_once_and_where_it_is_meant() {
        let choices = choices();
        let find = |name: &str| choices.iter().find(|(known, _)| known == name);
        let first = |name: &str| find(name).map(|(_, values)| values[0].as_str());
        assert_eq!(first("--log"), Some("off"));
        assert_eq!(first("export --to"), Some("json"));
        assert_eq!(first("completions"), Some("bash"));
        // What `send --to` takes is no choice.
        assert_eq!(first("--to"), None);
        // PowerShell takes names that differ in case alone for one, and refuses the table.
        let names = choices.iter().map(|(name, _)| name.as_str());
        let names = names.chain(
            ARGUMENTS
                .iter()
                .filter(|(words, _)| words.len() == 1)
                .map(|(words, _)| words[0]),
        );
        let mut names: Vec<String> = names.map(str::to_lowercase).collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn zsh_takes_the_first_word_for_a_command_or_a_file() {
        let mut script = Vec::new();
        aot::generate(
            Shell::Zsh,
            &mut Arguments::command(),
            "chatquill",
            &mut script,
        );
        let script = zsh(&String::from_utf8(script).unwrap());
        assert!(script.contains("\":: :_chatquill_first\""));
        assert!(!script.contains("$line[2]"));
        let top = script.split("(send)").next().unwrap();
        assert!(!top.contains("'::file -- "));
    }

    #[test]
    fn no_script_offers_a_hidden_command() {
        let about = Arguments::command();
        let about = find(&about, &["names"]).get_about().unwrap().to_string();
        for shell in Shell::value_variants() {
            let script = script_of(*shell);
            assert!(!script.contains(&about), "{shell}");
            assert!(!script.contains(" man names\""), "{shell}");
        }
    }

    #[test]
    fn each_script_asks_for_each_kind_of_name() {
        for shell in Shell::value_variants() {
            let script = script_of(*shell);
            for kind in NameKind::ALL {
                let word = kind.word();
                let asks = [
                    format!("names {word}"),
                    format!("={word}"),
                    format!("'{word}'"),
                ];
                let asks = asks.iter().any(|ask| script.contains(ask));
                assert!(asks, "{shell} never asks for {word}");
            }
            for table in ["@OPTIONS@", "@ARGUMENTS@", "@CHOICES@", "@PARENTS@"] {
                assert!(!script.contains(table), "{shell} {table}");
            }
        }
    }

    #[test]
    fn no_mark_is_left_in_a_script() {
        for shell in [Shell::Zsh, Shell::Fish] {
            let asks = script_of(shell);
            for kind in NameKind::ALL {
                let count = asks.matches(&format!("names {}", kind.word())).count();
                assert!(count > 0, "{shell} never asks for {}", kind.word());
                assert!(!asks.contains(&mark(kind)), "{shell} {}", kind.word());
            }
        }
    }
}
