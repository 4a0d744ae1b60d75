//! The dialog that asks for the title under which the draft is saved as a template.

use crate::store::templates::TemplateFile;
use serde_json::Value;

use crate::editor::actions;

use crate::app::events::ticket::Ticket;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::keymap::{Keymap, Place};
use crate::message::template;
use crate::message::template_placeholder;

/// The state of the dialog.
#[derive(Debug)]
pub struct SaveTemplate {
    /// The title that is typed.
    pub title: LineInput,
    /// The ticket of the save that is under way.
    pub awaits: Option<Ticket>,
    /// The title of an existing template, which the next Enter overwrites.
    pub taken: Option<String>,
}

impl SaveTemplate {
    /// Creates the dialog with this title proposed.
    #[must_use]
    pub fn new(title: &str) -> Self {
        let mut title = LineInput::new(title);
        title.select_all();
        Self {
            title,
            awaits: None,
            taken: None,
        }
    }

    /// Handles an action in the line. Returns whether it was consumed.
    pub fn act(&mut self, action: Action) -> bool {
        let before = self.title.text().to_owned();
        let is_done = actions::dialog_line(&mut self.title, action);
        if before != self.title.text() {
            self.taken = None;
        }
        is_done
    }

    /// Pastes into the line.
    pub fn paste(&mut self, text: &str) {
        if self.title.paste(text) {
            self.taken = None;
        }
    }

    /// Returns the template file to write for a draft; `None` as long as there is no title.
    #[must_use]
    pub fn file(&self, request: &Value) -> Option<TemplateFile> {
        let title = self.title.text().trim();
        (!title.is_empty()).then(|| TemplateFile {
            title: title.to_owned(),
            content: template::kept(request, title),
            replaces: self.taken.is_some(),
        })
    }

    /// Returns the note below the line, for a draft.
    #[must_use]
    pub fn note(&self, request: &Value, keymap: &Keymap) -> String {
        if let Some(name) = &self.taken {
            let key = keymap.name_of(Place::SaveTemplate, Action::Choose);
            return format!(
                "The template {name} already exists. {key} replaces it; another title keeps both."
            );
        }
        let names = template_placeholder::names(request);
        if names.is_empty() {
            return "Write {{name}} into a text of the draft for each blank of the template."
                .into();
        }
        format!("Blanks: {}", names.join(", "))
    }
}
