//! The form that asks for the fields of a template, one after the other.

use std::rc::Rc;

use crate::app::dialogs::template_answer::TemplateAnswer;
use crate::app::dialogs::template_gallery::TemplateGallery;
use crate::app::events::event::ImportedMessage;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::{Keymap, Place};
use crate::message::checks::url;
use crate::message::preset::Preset;
use crate::message::template::Template;
use crate::message::template_field::{Kind, TemplateField};

/// The most rows of a text of several lines while it is typed.
const TALL: u16 = 4;

/// What follows from an action in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// Everything is answered: the draft can be written.
    Finished,
    /// The form was closed.
    Left,
}

/// Where the template of a form comes from.
pub enum FormOrigin {
    /// From the gallery, to which closing the form leads back.
    Gallery(Box<TemplateGallery>),
    /// From a program that was opened as a message; closing the form opens it as it is.
    Import(Box<ImportedMessage>),
    /// From the command line, with what is set in the message; closing the form fills in what has a value there.
    Preset(Box<Preset>),
}

/// The state of the form.
pub struct TemplateForm {
    /// The template whose fields are filled in.
    pub template: Rc<Template>,
    /// Where it comes from.
    pub origin: FormOrigin,
    entries: Vec<TemplateAnswer>,
    cursor: usize,
    /// The first visible row.
    offset: u16,
    /// The most rows that a text of several lines gets at the current size.
    tall: u16,
}

impl TemplateForm {
    /// Creates the form of a template, with these answers, or else the proposed ones.
    #[must_use]
    pub fn new(template: Rc<Template>, origin: FormOrigin, answers: Option<&[String]>) -> Self {
        let entries = template.fields.iter().zip(0..).map(|(field, at)| {
            let given = answers.and_then(|answers| answers.get(at));
            TemplateAnswer::new(field, given.unwrap_or(&field.default))
        });
        let entries = entries.collect();
        let mut blanks = Self {
            template,
            origin,
            entries,
            cursor: 0,
            offset: 0,
            tall: TALL,
        };
        blanks.go_to(0);
        blanks
    }

    /// Returns each field with its answer, and whether the cursor is on it.
    pub fn rows(&self) -> impl Iterator<Item = (&TemplateField, &TemplateAnswer, bool)> {
        let both = self.template.fields.iter().zip(&self.entries);
        both.enumerate()
            .map(|(at, (field, entry))| (field, entry, at == self.cursor))
    }

    /// Returns the index of the field under the cursor, from 0.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the first visible row.
    #[must_use]
    pub fn offset(&self) -> u16 {
        self.offset
    }

    /// Returns the current answers.
    #[must_use]
    pub fn answers(&self) -> Vec<String> {
        self.rows()
            .map(|(field, entry, _)| entry.answer(&field.kind))
            .collect()
    }

    /// Returns the advice on the answer under the cursor: what is wrong with it, or a hint.
    #[must_use]
    pub fn advice(&self, keymap: &Keymap) -> (Advice, String) {
        let here = self.rows().find(|(_, _, is_here)| *is_here);
        let chooses;
        let mut help = match here.map(|(field, entry, _)| (&field.kind, entry)) {
            Some((Kind::Address, TemplateAnswer::Line(line))) => {
                let text = line.text().trim();
                if !(url::is_whole(text) || url::looks_like_a_host(text)) {
                    let why = "This is not a URL yet; it must begin with https://";
                    return (Advice::Fault, why.into());
                }
                Vec::new()
            }
            Some((Kind::Lines, _)) => vec!["Any number of lines"],
            Some((Kind::Choice(_), _)) => {
                let key = |action| keymap.name_of(Place::TemplateForm, action);
                chooses = format!("{} and {} choose", key(Action::Left), key(Action::Right));
                vec![chooses.as_str()]
            }
            _ => Vec::new(),
        };
        let writes;
        if self.cursor + 1 == self.entries.len() {
            let key = keymap.name_of(Place::TemplateForm, Action::Choose);
            writes = format!("{key} creates the draft");
            help.push(&writes);
        }
        (Advice::Help, help.join(" · "))
    }

    /// Returns whether the answer under the cursor takes several lines.
    #[must_use]
    pub fn takes_lines(&self) -> bool {
        matches!(
            self.entries.get(self.cursor),
            Some(TemplateAnswer::Lines(_))
        )
    }

    /// Handles an action in the form.
    pub fn act(&mut self, action: Action) -> EventResult<FormEvent> {
        let last = self.entries.len().saturating_sub(1);
        match action {
            Action::Choose if self.cursor == last => return EventResult::Then(FormEvent::Finished),
            Action::NewDraft => return EventResult::Then(FormEvent::Finished),
            Action::Back => return EventResult::Then(FormEvent::Left),
            Action::Choose => self.go_to(self.cursor + 1),
            Action::NextPane => self.go_to(if self.cursor == last {
                0
            } else {
                self.cursor + 1
            }),
            Action::PreviousPane => self.go_to(self.cursor.checked_sub(1).unwrap_or(last)),
            action if self.in_answer(action) => {}
            Action::Up => self.go_to(self.cursor.saturating_sub(1)),
            Action::Down => self.go_to((self.cursor + 1).min(last)),
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    /// Pastes into the answer under the cursor.
    pub fn paste(&mut self, pasted: &str) {
        let field = self.template.fields.get(self.cursor);
        if let Some((entry, field)) = self.entries.get_mut(self.cursor).zip(field) {
            entry.paste(&field.kind, pasted);
        }
    }

    /// Moves the cursor to a field.
    pub fn go_to(&mut self, at: usize) {
        self.cursor = at.min(self.entries.len().saturating_sub(1));
        let field = self.template.fields.get(self.cursor);
        if let Some((entry, field)) = self.entries.get_mut(self.cursor).zip(field) {
            entry.enter(&field.default);
        }
    }

    /// Moves the cursor to the field at a cell of the form, counted from its corner, and into its answer.
    ///
    /// The answers begin at the column `answers`.
    pub fn click(&mut self, column: u16, row: u16, answers: u16) {
        let wanted = row + self.offset;
        let mut top = 0;
        let hit = self
            .rows()
            .enumerate()
            .find_map(|(at, (_, entry, is_here))| {
                let below = top + self.height_of(entry, is_here);
                let within = wanted.checked_sub(top).filter(|_| wanted < below);
                top = below;
                within.map(|within| (at, within))
            });
        let Some((at, within)) = hit else { return };
        if at != self.cursor {
            self.go_to(at);
            return;
        }
        if let Some(column) = column.checked_sub(answers) {
            self.entries[at].click(column, within);
        }
    }

    fn in_answer(&mut self, action: Action) -> bool {
        let field = self.template.fields.get(self.cursor);
        let here = self.entries.get_mut(self.cursor).zip(field);
        here.is_some_and(|(entry, field)| entry.act(&field.kind, action))
    }

    /// Returns the number of rows of a field.
    #[must_use]
    pub fn height_of(&self, entry: &TemplateAnswer, is_here: bool) -> u16 {
        match entry {
            TemplateAnswer::Lines(text) if is_here => rows(text.position().1).max(2).min(self.tall),
            _ => 1,
        }
    }

    /// Returns the most rows that all fields can take.
    ///
    /// A text of several lines grows under the cursor, which must not make anything jump.
    #[must_use]
    pub fn tallest(&self) -> u16 {
        let grows = self.rows().any(|(field, ..)| field.kind == Kind::Lines);
        rows(self.entries.len()) + if grows { TALL - 1 } else { 0 }
    }

    /// Lays out the answers at so many cells, and scrolls the cursor into view of so many rows.
    pub fn layout(&mut self, width: u16, height: u16) {
        self.tall = TALL.min(height.max(1));
        let mut top = 0;
        for at in 0..self.entries.len() {
            let own = self.height_of(&self.entries[at], at == self.cursor);
            match &mut self.entries[at] {
                TemplateAnswer::Line(line) => line.layout(width),
                TemplateAnswer::Lines(text) => text.layout(width, own),
                TemplateAnswer::Choice(_) => {}
            }
            if at == self.cursor {
                let lowest = (top + own).saturating_sub(height);
                self.offset = self.offset.clamp(lowest, top.max(lowest));
            }
            top += own;
        }
        self.offset = self.offset.min(top.saturating_sub(height));
    }
}

/// The tone of an advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// A hint.
    Help,
    /// An error.
    Fault,
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
