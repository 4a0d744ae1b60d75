//! The rows of the command palette and of the help, from the table of keys.

use crate::app::picker::list::{Item, Pick};
use crate::cells::grapheme;
use crate::input::keymap::{Binding, Keymap, Place};

/// Returns the commands that can be run from a place: its own and the global ones, each once.
#[must_use]
pub fn commands(keymap: &Keymap, place: Place) -> Vec<Item> {
    let mut seen = Vec::new();
    let mut items = Vec::new();
    // What lists and lines share is for moving about; nobody searches for it.
    for from in std::iter::once(Place::Everywhere).chain(place.own()) {
        for binding in keymap.bindings(from) {
            if !seen.contains(&binding.action) {
                seen.push(binding.action);
                items.push(Item::new(
                    &binding.help,
                    keys(binding),
                    Pick::Run(binding.action),
                ));
            }
        }
    }
    items
}

/// Returns the keys of a binding, as the help shows them.
#[must_use]
pub fn keys(binding: &Binding) -> String {
    binding
        .chords()
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("  ")
}

/// Returns as many of the keys of a binding as fit into so many cells; at least the first.
#[must_use]
pub fn keys_within(keys: &str, cells: u16) -> &str {
    let fits = |keys: &&str| grapheme::column_of(keys, keys.len()) <= cells;
    let ends = keys.rmatch_indices("  ").map(|(at, _)| &keys[..at]);
    let all = std::iter::once(keys).chain(ends);
    let first = keys.split("  ").next().unwrap_or(keys);
    all.clone().find(fits).unwrap_or(first)
}

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// A heading.
    Heading(&'static str),
    /// Keys and what they do.
    Key(String, String),
    /// An empty row.
    Gap,
}

/// Returns the help of a place: its own keys, then those it shares.
#[must_use]
pub fn help(keymap: &Keymap, place: Place) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for at in place.reach() {
        if !rows.is_empty() {
            rows.push(HelpRow::Gap);
        }
        rows.push(HelpRow::Heading(title(*at)));
        for binding in keymap
            .bindings(*at)
            .iter()
            .filter(|binding| !binding.chords().is_empty())
        {
            rows.push(HelpRow::Key(keys(binding), binding.help.clone()));
        }
    }
    rows
}

/// Returns the heading of a place.
#[must_use]
pub fn title(place: Place) -> &'static str {
    match place {
        Place::Everywhere => "Everywhere",
        Place::List => "In lists",
        Place::Line => "In a line of text",
        Place::Spaces => "Spaces",
        Place::Filter => "While filtering",
        Place::Text => "Text",
        Place::Cards => "Cards",
        Place::Form => "Form of a part",
        Place::LongText => "While typing a long text",
        Place::Options => "Options",
        Place::Field => "While typing a value",
        Place::Preview => "Preview",
        Place::Json => "JSON",
        Place::Card => "Card",
        Place::Code => "Code",
        Place::Diff => "Diff",
        Place::Checks => "Checks",
        Place::Confirm => "Before a send",
        Place::Activity => "Activity",
        Place::Size => "Size",
        Place::Drafts => "Drafts",
        Place::Templates => "New message",
        Place::TemplateForm => "Blanks of a template",
        Place::SaveTemplate => "Save as a template",
        Place::SaveFile => "Save to a file",
        Place::Help => "Help",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::action::Action;

    #[test]
    fn keys_are_shown_whole_or_not_at_all() {
        for (cells, shown) in [
            (30, "Ctrl+W  Alt+Backspace  ↑"),
            (23, "Ctrl+W  Alt+Backspace"),
            (20, "Ctrl+W"),
            (3, "Ctrl+W"),
        ] {
            assert_eq!(keys_within("Ctrl+W  Alt+Backspace  ↑", cells), shown);
        }
    }

    #[test]
    fn every_binding_is_in_the_palette_and_the_help() {
        let keymap = Keymap::builtin().unwrap();
        for place in [Place::Spaces, Place::Text, Place::Options, Place::Json] {
            let commands = commands(&keymap, place);
            let help = help(&keymap, place);
            for binding in keymap
                .bindings(Place::Everywhere)
                .iter()
                .chain(keymap.bindings(place))
            {
                assert!(
                    commands
                        .iter()
                        .any(|item| item.pick == Pick::Run(binding.action)),
                    "{binding:?}"
                );
                let is_bound = !binding.chords().is_empty();
                let is_told = help
                    .iter()
                    .any(|row| matches!(row, HelpRow::Key(_, words) if *words == binding.help));
                assert_eq!(is_bound, is_told, "{binding:?}");
            }
        }
        let suspend = commands(&keymap, Place::Text);
        assert!(
            suspend
                .iter()
                .any(|item| item.pick == Pick::Run(Action::Suspend)),
            "unbound, yet in the palette"
        );
    }
}
