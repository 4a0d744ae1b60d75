//! The rows of the command palette and of the help, from the table of keys.

use crate::app::picker::list::{Item, Pick};
use crate::cells::grapheme;
use crate::input::action::Action;
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
                let run = Pick::Run(binding.action);
                let item = Item::new(&*binding.help, keys(binding), run);
                items.push(item.also(synonyms(binding.action)));
            }
        }
    }
    items
}

/// Returns the words by which people look for a command, beside those of its sentence.
fn synonyms(action: Action) -> &'static str {
    match action {
        Action::FocusOptions => {
            "viewer private privately only silent mute notify notification thread reply markup markdown message id \
             fallback"
        }
        Action::FocusCards => "button widget section image accessory column icon header form",
        Action::FocusText => "write message body",
        Action::FocusSpaces => "room channel recipient direct to",
        Action::EditExternally => "vim emacs nano",
        Action::FindText => "search substitute",
        Action::Send => "post submit deliver",
        Action::ShowChecks => "checks errors warnings lint validate",
        Action::ShowActivity => "history outbox sent failed",
        Action::ShowDrafts => "switch recent trash",
        Action::OpenFile => "import load read",
        Action::AttachFile => "attachment upload picture document pdf",
        Action::DetachFiles => "attachment upload delete take out",
        Action::ShowCode => "export curl python java node apps script",
        Action::ShowJson => "request raw payload",
        Action::ShowCard => "preview look",
        Action::ShowSize => "bytes limit",
        Action::NameDraft => "name rename title",
        Action::PinSpace => "favourite favorite star bookmark first",
        Action::ChooseTheme => "settings colors colours dark light contrast",
        Action::ChooseMarkup => "settings syntax markdown chat bold",
        Action::ChooseLanguage => "settings curl python java node apps script",
        Action::ChooseWidth => "settings phone desktop side panel",
        Action::ShowNotices => "messages log errors warnings past",
        Action::ZoomPane => "zoom maximize full screen fullscreen enlarge big",
        Action::WidenPane | Action::NarrowPane | Action::HeightenPane | Action::LowerPane => {
            "resize size width height grow shrink border"
        }
        Action::ResetPanes => "resize layout default",
        Action::Quit => "exit leave close",
        Action::ShowHelp => "keys shortcuts bindings",
        Action::ShowManual => "documentation help topics sending accounts scripts ci",
        Action::ShowTemplates | Action::NewDraft => "create blank fresh",
        Action::Refresh => "reload update",
        Action::ShowSetup => "account webhook sign in login key init first start connect google",
        Action::ChooseProfile => "account sender switch server webhook real login",
        _ => "",
    }
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
    /// Words.
    Text(String),
    /// Code, as it is.
    Code(String),
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
            rows.push(HelpRow::Key(keys(binding), binding.help.to_string()));
        }
    }
    rows
}

/// Returns the rows that have these words, in any order, under their headings.
#[must_use]
pub fn with_words(rows: Vec<HelpRow>, words: &str) -> Vec<HelpRow> {
    let words = words.to_lowercase();
    if words.trim().is_empty() {
        return rows;
    }
    let mut found = Vec::new();
    let mut heading = None;
    for row in rows {
        let text = match &row {
            HelpRow::Key(keys, help) => format!("{keys} {help}"),
            HelpRow::Text(words) | HelpRow::Code(words) => words.clone(),
            HelpRow::Heading(_) => {
                heading = Some(row);
                continue;
            }
            HelpRow::Gap => continue,
        };
        let text = text.to_lowercase();
        if !words.split_whitespace().all(|word| text.contains(word)) {
            continue;
        }
        if let Some(heading) = heading.take() {
            if !found.is_empty() {
                found.push(HelpRow::Gap);
            }
            found.push(heading);
        }
        found.push(row);
    }
    found
}

/// Returns the heading of a place.
#[must_use]
pub fn title(place: Place) -> &'static str {
    match place {
        Place::Everywhere => "Everywhere",
        Place::List => "In lists",
        Place::Line => "In a line of text",
        Place::Spaces => "Spaces",
        Place::SpacesFilter => "While filtering the spaces",
        Place::Filter => "While filtering",
        Place::Text => "Text",
        Place::Completion => "Completion",
        Place::Find => "Find and replace",
        Place::Format => "Format of the text",
        Place::LinkAddress => "Address of a link",
        Place::DraftTitle => "Title of the draft",
        Place::Cards => "Cards",
        Place::Form => "Form of a part",
        Place::TypedField => "Field of words in a form",
        Place::LongText => "While typing a long text",
        Place::Options => "Options",
        Place::Field => "While typing a value",
        Place::Preview => "Preview",
        Place::Json => "JSON",
        Place::Card => "Card",
        Place::Thread => "Thread",
        Place::Code => "Code",
        Place::Diff => "Diff",
        Place::Checks => "Checks",
        Place::Confirm => "Before a send",
        Place::Broadcast => "A message to many spaces",
        Place::ConfirmChange => "Before a message in Chat is changed",
        Place::Activity => "Activity",
        Place::Size => "Size",
        Place::Drafts => "Drafts",
        Place::Templates => "New message",
        Place::TemplateForm => "Blanks of a template",
        Place::SaveTemplate => "Save as a template",
        Place::SaveFile => "Save to a file",
        Place::Setup => "Send for real",
        Place::Help => "Help",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::chord::Chord;

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

    /// The places of the panes, from which the palette is opened.
    const PANES: [Place; 15] = [
        Place::Spaces,
        Place::SpacesFilter,
        Place::Text,
        Place::Cards,
        Place::Form,
        Place::TypedField,
        Place::LongText,
        Place::Options,
        Place::Field,
        Place::Json,
        Place::Card,
        Place::Thread,
        Place::Code,
        Place::Diff,
        Place::Checks,
    ];

    /// Returns the actions that only Alt reaches where they work: neither another chord there nor the palette, which
    /// opens over panes alone.
    fn alone_with_alt(keymap: &Keymap) -> Vec<(Place, Action)> {
        let mut alone = Vec::new();
        for place in keymap.places() {
            let is_pane = place == Place::Everywhere || PANES.contains(&place);
            let palette = if is_pane {
                commands(keymap, place)
            } else {
                Vec::new()
            };
            for binding in keymap.bindings(place) {
                let chords = binding.chords();
                let has_alt = |chord: &Chord| chord.to_string().contains("Alt+");
                let is_named = palette
                    .iter()
                    .any(|item| item.pick == Pick::Run(binding.action));
                if !chords.is_empty() && chords.iter().all(has_alt) && !is_named {
                    alone.push((place, binding.action));
                }
            }
        }
        alone
    }

    #[test]
    fn no_action_has_alt_alone() {
        // Option is no Alt in the terminals of a Mac as they come.
        assert_eq!(alone_with_alt(&Keymap::builtin().unwrap()), []);
    }

    #[test]
    fn an_action_with_alt_alone_is_seen() {
        let table = "[everywhere]\nopen-file = \"alt+o | Open\"\n\
                     [activity]\ncancel-send = \"alt+c | Stop\"\nback = \"alt+x esc | Back\"\n";
        let keymap = Keymap::parse(table).unwrap();
        let alone = alone_with_alt(&keymap);
        assert_eq!(alone, [(Place::Activity, Action::CancelSend)]);
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
