//! Keymap: which key triggers which action in which place; source of key handling, palette, footer and help.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexMap;
use serde::de::IntoDeserializer as _;
use serde::de::value::{self, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::input::action::Action;
use crate::input::chord::{self, Chord};
use crate::platform::desktop;

/// A part of the screen with key bindings of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Every place that does not bind the key itself.
    Everywhere,
    /// Every list whose letters are commands.
    List,
    /// Every single-line input.
    Line,
    /// The list of spaces.
    Spaces,
    /// The filter of the list of spaces.
    SpacesFilter,
    /// The filter input above a list.
    Filter,
    /// The message's text.
    Text,
    /// The completion at the cursor of the text.
    Completion,
    /// Find and replace in the text.
    Find,
    /// The line that asks for a format of the text.
    Format,
    /// The line that asks for the address of a link.
    LinkAddress,
    /// The line that asks for the title of the draft.
    DraftTitle,
    /// The outline of the cards.
    Cards,
    /// The form of a part of a card.
    Form,
    /// A row of that form whose value is typed.
    TypedField,
    /// A multi-line value while it is edited.
    LongText,
    /// The rows of the options.
    Options,
    /// An option's value while it is edited.
    Field,
    /// The preview, whichever of its tabs is shown.
    Preview,
    /// The preview while it shows the JSON.
    Json,
    /// The preview while it shows the message as Chat does.
    Card,
    /// The preview while it shows the thread.
    Thread,
    /// The preview while it shows the code.
    Code,
    /// The preview while it shows what changed.
    Diff,
    /// The preview while it shows the checks.
    Checks,
    /// The confirmation before a send.
    Confirm,
    /// The table of a message to many spaces.
    Broadcast,
    /// The question before a message in Chat is changed.
    ConfirmChange,
    /// The activity: sends that are done, in progress, or failed.
    Activity,
    /// The size report.
    Size,
    /// The list of drafts.
    Drafts,
    /// The template gallery.
    Templates,
    /// The form with the fields of a template.
    TemplateForm,
    /// The title of a template that is being saved.
    SaveTemplate,
    /// The input for the name of a file to save to.
    SaveFile,
    /// The ways to send for real.
    Setup,
    /// The help.
    Help,
}

/// One binding: an action with its keys and texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// Action that its keys trigger.
    pub action: Action,
    /// Help text: one sentence without a full stop.
    pub help: Cow<'static, str>,
    /// Short label in the footer, if it is shown there.
    pub hint: Option<&'static str>,
    chords: Vec<Chord>,
}

impl Binding {
    /// Returns the keys that trigger it, the usual one first.
    #[must_use]
    pub fn chords(&self) -> &[Chord] {
        &self.chords
    }

    /// Returns the chord that the screen names: the first, or where terminals mostly send no Alt the first without it.
    #[must_use]
    pub fn usual_chord(&self) -> Option<Chord> {
        self.chord_to_name(desktop::has_alt())
    }

    fn chord_to_name(&self, has_alt: bool) -> Option<Chord> {
        let mut without = self.chords.iter().filter(|chord| has_alt || !chord.alt);
        without.next().or(self.chords.first()).copied()
    }
}

/// Why a keymap is invalid.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A line is neither `[place]` nor `action = "keys | help | hint"`.
    #[error("line {0} of the key table is neither [place] nor action = \"keys | help | hint\"")]
    Line(usize),
    /// A key cannot be parsed.
    #[error("in [{place}]: {source}")]
    Chord {
        /// Place that binds it.
        place: String,
        /// Parse error of the key.
        source: chord::Error,
    },
    /// An action of the config file does not exist.
    #[error("in [keys.{place}]: there is no action \"{action}\"")]
    Action {
        /// Place that binds it.
        place: String,
        /// Name as written.
        action: String,
    },
    /// A key that types a character, in a place where characters are typed.
    #[error(
        "in [keys.{place}]: \"{chord}\" is typed there, so that it cannot be a command; hold ctrl or alt with it"
    )]
    Typed {
        /// Place that would bind it.
        place: String,
        /// The key as written.
        chord: String,
    },
    /// A key that the config file binds twice.
    #[error("in [keys.{place}]: \"{chord}\" is bound above already, and keeps that")]
    Twice {
        /// Place that binds it.
        place: String,
        /// The key as written.
        chord: String,
    },
    /// A place of the config file does not exist.
    #[error(
        "there is no place [keys.{0}]; places are everywhere, spaces, text, cards, options, preview and so on"
    )]
    Place(String),
}

/// All bindings, by place, in the order of the table.
///
/// ```
/// use chatquill::input::action::Action;
/// use chatquill::input::keymap::{Keymap, Place};
///
/// let mut keymap = Keymap::builtin()?;
/// assert_eq!(keymap.name_of(Place::Text, Action::Send), "Ctrl+S");
/// keymap.rebind("everywhere", "f9", "send")?;
/// assert_eq!(keymap.resolve(Place::Text, "f9".parse()?), Some((Place::Everywhere, Action::Send)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    places: IndexMap<Place, Vec<Binding>>,
    /// The keys that were rebound, each of which the config file may set once.
    rebound: HashSet<(Place, Chord)>,
    /// Whether there are no keys at all, so that sentences name the commands.
    is_keyless: bool,
}

impl Place {
    /// Returns the places whose keys work here, the nearest first.
    #[must_use]
    pub fn reach(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::List => &[Self::List, Self::Everywhere],
            Self::Line => &[Self::Line, Self::Everywhere],
            Self::Spaces => &[Self::Spaces, Self::Line, Self::Everywhere],
            Self::SpacesFilter => &[
                Self::SpacesFilter,
                Self::Filter,
                Self::Line,
                Self::Everywhere,
            ],
            Self::Cards => &[Self::Cards, Self::List, Self::Everywhere],
            Self::Form => &[Self::Form, Self::List, Self::Everywhere],
            Self::TypedField => &[Self::TypedField, Self::Everywhere],
            Self::LongText => &[Self::LongText, Self::Text, Self::Everywhere],
            Self::Options => &[Self::Options, Self::List, Self::Everywhere],
            Self::Preview => &[Self::Preview, Self::List, Self::Everywhere],
            Self::Json => &[Self::Json, Self::Preview, Self::List, Self::Everywhere],
            Self::Card => &[Self::Card, Self::Preview, Self::List, Self::Everywhere],
            Self::Thread => &[Self::Thread, Self::Preview, Self::List, Self::Everywhere],
            Self::Code => &[Self::Code, Self::Preview, Self::List, Self::Everywhere],
            Self::Diff => &[Self::Diff, Self::Preview, Self::List, Self::Everywhere],
            Self::Checks => &[Self::Checks, Self::Preview, Self::List, Self::Everywhere],
            Self::Activity => &[Self::Activity, Self::List, Self::Everywhere],
            Self::Size => &[Self::Size, Self::List, Self::Everywhere],
            Self::Help => &[Self::Help, Self::List, Self::Everywhere],
            Self::Filter => &[Self::Filter, Self::Line, Self::Everywhere],
            Self::Field => &[Self::Field, Self::Line, Self::Everywhere],
            Self::Drafts => &[Self::Drafts, Self::Line, Self::Everywhere],
            Self::Templates => &[Self::Templates, Self::Line, Self::Everywhere],
            Self::TemplateForm => &[Self::TemplateForm, Self::Line, Self::Everywhere],
            Self::SaveTemplate => &[Self::SaveTemplate, Self::Line, Self::Everywhere],
            Self::SaveFile => &[Self::SaveFile, Self::Line, Self::Everywhere],
            Self::Setup => &[Self::Setup, Self::Line, Self::Everywhere],
            Self::Text => &[Self::Text, Self::Everywhere],
            Self::Completion => &[Self::Completion, Self::Text, Self::Everywhere],
            Self::Find => &[Self::Find, Self::Line, Self::Everywhere],
            Self::Format => &[Self::Format, Self::Everywhere],
            Self::LinkAddress => &[Self::LinkAddress, Self::Line, Self::Everywhere],
            Self::DraftTitle => &[Self::DraftTitle, Self::Line, Self::Everywhere],
            Self::Confirm => &[Self::Confirm, Self::Everywhere],
            Self::Broadcast => &[Self::Broadcast, Self::Everywhere],
            Self::ConfirmChange => &[Self::ConfirmChange, Self::Everywhere],
        }
    }

    /// Returns the places of [`Self::reach`] without those that all lists, all single-line inputs, or all
    /// places share.
    pub fn own(self) -> impl Iterator<Item = Self> {
        let is_own = |at: &Self| !matches!(at, Self::Everywhere | Self::List | Self::Line);
        self.reach().iter().copied().filter(is_own)
    }

    /// Returns whether characters are typed there, or go on to where they are: none of them can be a command.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self {
            Self::Everywhere
            | Self::Line
            | Self::Spaces
            | Self::SpacesFilter
            | Self::Filter
            | Self::Text
            | Self::Completion
            | Self::Find
            | Self::LinkAddress
            | Self::DraftTitle
            | Self::TypedField
            | Self::LongText
            | Self::Field
            | Self::Confirm
            | Self::Broadcast
            | Self::Drafts
            | Self::Templates
            | Self::TemplateForm
            | Self::SaveTemplate
            | Self::SaveFile
            | Self::Setup => true,
            Self::List
            | Self::Format
            | Self::Cards
            | Self::Form
            | Self::Options
            | Self::Preview
            | Self::Json
            | Self::Card
            | Self::Thread
            | Self::Code
            | Self::Diff
            | Self::Checks
            | Self::ConfirmChange
            | Self::Activity
            | Self::Size
            | Self::Help => false,
        }
    }

    /// Returns its word in the config file.
    #[must_use]
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        }
    }

    fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}

impl Keymap {
    /// Returns the built-in keymap.
    ///
    /// # Errors
    /// None in a released program: a test reads the whole table.
    pub fn builtin() -> Result<Self, Error> {
        Self::parse(include_str!("../../assets/keymap.toml"))
    }

    /// Parses a whole keymap: TOML of the plainest form, each line a comment, a `[place]` or a binding.
    ///
    /// The first frame waits for it, and a parser of all of TOML takes four times as long.
    ///
    /// # Errors
    /// Returns which line of the table is wrong.
    pub fn parse(text: &'static str) -> Result<Self, Error> {
        let mut places: IndexMap<Place, Vec<Binding>> = IndexMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[') {
                let place = name.strip_suffix(']').and_then(Place::named);
                places.entry(place.ok_or(Error::Line(number))?).or_default();
                continue;
            }
            let (action, words) = action_line(line).ok_or(Error::Line(number))?;
            let (place, bindings) = places.last_mut().ok_or(Error::Line(number))?;
            bindings.push(read_binding(*place, action, words)?);
        }
        Ok(Self {
            places,
            ..Self::default()
        })
    }

    /// Returns the keymap without its keys, for a composer that is not steered by any.
    #[must_use]
    pub fn without_keys(mut self) -> Self {
        for binding in self.places.values_mut().flatten() {
            binding.chords.clear();
        }
        self.is_keyless = true;
        self
    }

    /// Begins another file of key bindings, which may bind what the one before it bound.
    pub fn begin_file(&mut self) {
        self.rebound.clear();
    }

    /// Binds `chord` in `place` to the action of this name; an empty name removes the binding.
    ///
    /// `place` and `action` are the words of the config file.
    ///
    /// # Errors
    /// Where there is no such place, key or action, where the key is typed in that place, and where this file has bound it before:
    /// then nothing is changed.
    pub fn rebind(&mut self, place: &str, chord: &str, action: &str) -> Result<(), Error> {
        let at = Place::named(place).ok_or_else(|| Error::Place(place.to_owned()))?;
        let written = chord;
        let chord = read_chord(written, || place.to_owned())?;
        let wanted = match action {
            "" => None,
            name => Some(Action::named(name).ok_or_else(|| Error::Action {
                place: place.to_owned(),
                action: name.to_owned(),
            })?),
        };
        if wanted.is_some() && at.takes_text() && chord.typed().is_some() {
            return Err(Error::Typed {
                place: place.to_owned(),
                chord: written.to_owned(),
            });
        }
        if !self.rebound.insert((at, chord)) {
            return Err(Error::Twice {
                place: place.to_owned(),
                chord: written.to_owned(),
            });
        }
        let bindings = self.places.entry(at).or_default();
        for binding in bindings.iter_mut() {
            binding.chords.retain(|held| *held != chord);
        }
        if let Some(wanted) = wanted {
            if let Some(binding) = bindings.iter_mut().find(|binding| binding.action == wanted) {
                binding.chords.insert(0, chord);
            } else {
                let help = action.replace('-', " ").into();
                bindings.push(Binding {
                    action: wanted,
                    help,
                    hint: None,
                    chords: vec![chord],
                });
            }
        }
        Ok(())
    }

    /// Returns the action that `chord` triggers in `place`, and the place that binds it.
    #[must_use]
    pub fn resolve(&self, place: Place, chord: Chord) -> Option<(Place, Action)> {
        place.reach().iter().find_map(|at| {
            let mut bindings = self.bindings(*at).iter();
            let bound = bindings.find(|binding| binding.chords.contains(&chord))?;
            Some((*at, bound.action))
        })
    }

    /// Returns all places, in the order of the table.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.places.keys().copied()
    }

    /// Returns the bindings of a place, in the order of the table.
    #[must_use]
    pub fn bindings(&self, place: Place) -> &[Binding] {
        self.places.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Returns the name of what triggers an action in a place, for a sentence: its usual key, or the command of
    /// the palette if it has none.
    #[must_use]
    pub fn name_of(&self, place: Place, action: Action) -> String {
        if let Some(key) = self.key_of(place, action) {
            return key.to_string();
        }
        if self.is_keyless {
            return format!("\"{}\"", action.word());
        }
        let bindings = place.reach().iter().flat_map(|place| self.bindings(*place));
        let mut helps = bindings
            .filter(|binding| binding.action == action)
            .map(|binding| &*binding.help);
        format!("\"{}\" of the palette", helps.next().unwrap_or_default())
    }

    /// Returns the usual key of an action in a place, and its help text; `None` where it has no key.
    #[must_use]
    pub fn key_and_help(&self, place: Place, action: Action) -> Option<(Chord, &str)> {
        place.reach().iter().find_map(|place| {
            let bindings = self.bindings(*place).iter();
            let mut bound = bindings.filter(|binding| binding.action == action);
            let binding = bound.find(|binding| !binding.chords.is_empty())?;
            Some((binding.usual_chord()?, &*binding.help))
        })
    }

    /// Returns the usual key of an action in a place.
    #[must_use]
    pub fn key_of(&self, place: Place, action: Action) -> Option<Chord> {
        place.reach().iter().find_map(|place| {
            self.bindings(*place)
                .iter()
                .find(|b| b.action == action)
                .and_then(Binding::usual_chord)
        })
    }
}

/// Splits a line of a keymap into the action and what stands between the quotes.
fn action_line(line: &str) -> Option<(Action, &str)> {
    let (name, value) = line.split_once('=')?;
    let words = value.strip_prefix(" \"")?.strip_suffix('"')?;
    Some((Action::named(name.strip_suffix(' ')?)?, words))
}

/// Parses a binding: its keys, the help text, and the footer label, separated by bars.
fn read_binding(place: Place, action: Action, line: &'static str) -> Result<Binding, Error> {
    let mut parts = line.split('|').map(str::trim);
    let keys = parts.next().unwrap_or_default().split_ascii_whitespace();
    let chords = keys.map(|key| read_chord(key, || place.word()));
    Ok(Binding {
        action,
        chords: chords.collect::<Result<_, _>>()?,
        help: parts.next().unwrap_or_default().into(),
        hint: parts.next(),
    })
}

fn read_chord(word: &str, place: impl FnOnce() -> String) -> Result<Chord, Error> {
    word.parse().map_err(|source| Error::Chord {
        place: place(),
        source,
    })
}

#[cfg(test)]
mod tests;
