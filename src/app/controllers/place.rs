//! The place whose key bindings apply.

use crate::app::controllers::completion;
use crate::app::controllers::dialogs;
use crate::app::controllers::tabs;
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::input::keymap::Place;

impl App {
    /// Returns the place whose key bindings apply.
    #[must_use]
    pub fn place(&self) -> Place {
        match dialogs::table::controller(self) {
            Some(controller) => controller.place(self),
            None => self.pane_place(),
        }
    }

    /// Returns the place whose key bindings apply once no dialog is open.
    #[must_use]
    pub fn pane_place(&self) -> Place {
        let panes = &self.panes;
        match panes.focus() {
            Pane::Spaces if panes.spaces.is_filtering() => Place::SpacesFilter,
            Pane::Spaces => Place::Spaces,
            Pane::Text if completion::is_shown(self) => Place::Completion,
            Pane::Text => Place::Text,
            Pane::Cards => panes.cards.place(self.document.draft()),
            Pane::Options if panes.options.editing().is_some() => Place::Field,
            Pane::Options => Place::Options,
            Pane::Preview => tabs::table::controller(self).place(),
        }
    }
}
