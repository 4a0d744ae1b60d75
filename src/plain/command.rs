//! The commands of the plain composer: one table for what is understood and what the help says.

/// A command of the plain composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Chooses the space.
    Space,
    /// Replaces the text.
    Text,
    /// Adds lines to the text.
    Add,
    /// Opens the text in the editor.
    Edit,
    /// Lists the options, or sets one.
    Option,
    /// Opens a file as the message.
    Open,
    /// Begins a draft with a template.
    Template,
    /// Reads the message as Chat shows it.
    Show,
    /// Reads what the checks found.
    Checks,
    /// Reads the request as JSON.
    Json,
    /// Undoes the last change.
    Undo,
    /// Redoes what was undone.
    Redo,
    /// Starts an empty draft.
    New,
    /// Writes the request to a file.
    Save,
    /// Sends the message.
    Send,
    /// Reads the sends of this run.
    Sent,
    /// Lists the commands.
    Help,
    /// Ends the program.
    Quit,
}

/// The commands with their words and what each does.
pub const COMMANDS: [(&str, Command, &str); 18] = [
    (
        "space",
        Command::Space,
        "choose the space, by a part of its name or its ID",
    ),
    ("text", Command::Text, "write the text anew, line by line"),
    ("add", Command::Add, "add lines to the text"),
    ("edit", Command::Edit, "open the text in $VISUAL or $EDITOR"),
    (
        "option",
        Command::Option,
        "list the options; option NAME VALUE sets one, option NAME none unsets it",
    ),
    (
        "open",
        Command::Open,
        "open FILE: a message, a card, or a program with one",
    ),
    (
        "template",
        Command::Template,
        "list the templates; template NAME begins a draft with one",
    ),
    (
        "show",
        Command::Show,
        "read the message as Chat shows it, in words",
    ),
    ("checks", Command::Checks, "read what the checks found"),
    ("json", Command::Json, "read the request as JSON"),
    ("undo", Command::Undo, "undo the last change"),
    ("redo", Command::Redo, "redo what was undone"),
    (
        "new",
        Command::New,
        "start an empty draft; this one is kept",
    ),
    (
        "save",
        Command::Save,
        "save FILE: write the request as JSON to a file of its own",
    ),
    ("send", Command::Send, "send the message, after a question"),
    ("sent", Command::Sent, "read what was sent in this run"),
    ("help", Command::Help, "list the commands"),
    ("quit", Command::Quit, "end; the draft is saved"),
];

impl Command {
    /// Returns the command of a line, and what follows its word; the beginning of a word is enough where it is one
    /// command's alone.
    #[must_use]
    pub fn of(line: &str) -> Option<(Self, &str)> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_lowercase();
        let exact = COMMANDS.iter().find(|(name, ..)| *name == word);
        let mut begun = COMMANDS.iter().filter(|(name, ..)| name.starts_with(&word));
        let found = exact.or_else(|| begun.next().filter(|_| begun.next().is_none()));
        found
            .filter(|_| !word.is_empty())
            .map(|(_, command, _)| (*command, rest.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_its_word_or_what_begins_it_alone() {
        for (line, found) in [
            ("send", Some((Command::Send, ""))),
            (
                "  Space  eng release ",
                Some((Command::Space, "eng release")),
            ),
            ("spa", Some((Command::Space, ""))),
            ("s", None),
            ("sen", None),
            ("sent", Some((Command::Sent, ""))),
            ("fly", None),
            ("", None),
        ] {
            assert_eq!(Command::of(line), found, "{line}");
        }
    }
}
