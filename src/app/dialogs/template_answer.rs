//! The input of one template field.

use crate::editor::actions::{self, TextEvent};
use crate::editor::edit::Paste;
use crate::editor::line_input::LineInput;
use crate::editor::motion::Anchor;
use crate::editor::text_area::Text;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::template_field::{Kind, TemplateField};

/// An answer that is typed or chosen.
pub enum TemplateAnswer {
    /// One line.
    Line(LineInput),
    /// A text of several lines.
    Lines(Box<Text>),
    /// The index of a choice.
    Choice(usize),
}

impl TemplateAnswer {
    /// Creates the input of a template field with this initial answer.
    #[must_use]
    pub fn new(field: &TemplateField, answer: &str) -> Self {
        match &field.kind {
            Kind::Text | Kind::Address => Self::Line(LineInput::new(answer)),
            Kind::Lines => Self::Lines(Box::new(Text::new(answer))),
            Kind::Choice(choices) => {
                let at = choices.iter().position(|choice| choice == answer);
                Self::Choice(at.unwrap_or(0))
            }
        }
    }

    /// Returns the current answer.
    #[must_use]
    pub fn answer(&self, kind: &Kind) -> String {
        match (self, kind) {
            (Self::Line(line), _) => line.text().to_owned(),
            (Self::Lines(text), _) => text.text(),
            (Self::Choice(at), Kind::Choice(choices)) => choices[*at].clone(),
            (Self::Choice(_), _) => String::new(),
        }
    }

    /// Focuses the answer and selects a proposed default, so that typing replaces it.
    pub fn enter(&mut self, proposed: &str) {
        match self {
            Self::Line(line) if line.text() == proposed => line.select_all(),
            Self::Lines(text) if text.text() == proposed => text.select_all(),
            _ => {}
        }
    }

    /// Handles an action in the answer. Returns whether it was consumed.
    pub fn act(&mut self, kind: &Kind, action: Action) -> bool {
        match (self, kind) {
            (Self::Line(line), _) => actions::dialog_line(line, action),
            (Self::Lines(text), _) => in_lines(text, action),
            (Self::Choice(at), Kind::Choice(choices)) => in_choice(at, choices.len(), action),
            (Self::Choice(_), _) => false,
        }
    }

    /// Pastes into it; of a choice, chooses the one of this name.
    pub fn paste(&mut self, kind: &Kind, pasted: &str) {
        match self {
            Self::Line(line) => {
                line.paste(pasted);
            }
            Self::Lines(text) => {
                if let Paste::Change(splice) = text.paste(pasted) {
                    text.apply(&splice);
                }
            }
            Self::Choice(at) => {
                if let Kind::Choice(choices) = kind
                    && let Some(named) = choice_named(choices, pasted)
                {
                    *at = named;
                }
            }
        }
    }

    /// Moves the cursor to a cell of it.
    pub fn click(&mut self, column: u16, row: u16) {
        match self {
            Self::Line(line) => line.click(column, Anchor::Drop),
            Self::Lines(text) => text.click(column, row, Anchor::Drop),
            Self::Choice(_) => {}
        }
    }
}

/// Returns the index of the choice of this name, case and space around it aside.
#[must_use]
pub fn choice_named(choices: &[String], name: &str) -> Option<usize> {
    let wanted = name.trim().to_lowercase();
    let mut choices = choices.iter();
    choices.position(|choice| choice.to_lowercase() == wanted)
}

/// Handles an action in a text of several lines.
///
/// Beyond its first and last row the cursor leaves it.
fn in_lines(text: &mut Text, action: Action) -> bool {
    let before = text.caret();
    match actions::text(text, action) {
        EventResult::Consumed | EventResult::Then(TextEvent::Copy(_)) => {}
        EventResult::Then(TextEvent::Change(splice) | TextEvent::Cut(splice)) => {
            text.apply(&splice);
        }
        EventResult::Ignored => return false,
    }
    let is_stuck = matches!(action, Action::Up | Action::Down) && text.caret() == before;
    !is_stuck
}

fn in_choice(at: &mut usize, count: usize, action: Action) -> bool {
    match action {
        Action::Left => *at = at.checked_sub(1).unwrap_or(count - 1),
        Action::Right | Action::Insert(' ') => *at = (*at + 1) % count,
        Action::Home => *at = 0,
        Action::End => *at = count - 1,
        Action::Insert(_) => {}
        _ => return false,
    }
    true
}
