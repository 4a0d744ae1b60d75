//! The table of the tabs: which controller each has.

use crate::app::controllers::tabs::card::CardController;
use crate::app::controllers::tabs::checks::ChecksController;
use crate::app::controllers::tabs::code::CodeController;
use crate::app::controllers::tabs::diff::DiffController;
use crate::app::controllers::tabs::json::JsonController;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::controllers::tabs::thread::ThreadController;
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::input::action::Action;

/// Returns the controller of a tab.
#[must_use]
pub fn controller_of(tab: Tab) -> &'static dyn TabController {
    match tab {
        Tab::Json => &JsonController,
        Tab::Card => &CardController,
        Tab::Thread => &ThreadController,
        Tab::Code => &CodeController,
        Tab::Diff => &DiffController,
        Tab::Checks => &ChecksController,
    }
}

/// Returns the controller of the current tab.
#[must_use]
pub fn controller(app: &App) -> &'static dyn TabController {
    controller_of(app.panes.preview.tab)
}

/// Returns the tab that an action shows.
#[must_use]
pub fn shown_by(action: Action) -> Option<Tab> {
    let mut all = Tab::ALL.into_iter();
    all.find(|tab| controller_of(*tab).shown_by() == action)
}

impl App {
    /// Returns what the screen shows of the derived state and of the save, as numbers.
    ///
    /// A recomputation or a save that leaves them as they are changes nothing on the screen.
    #[must_use]
    pub fn derived_state(&self) -> (u64, Option<u64>, bool) {
        (
            self.findings.finding_index(),
            controller(self).revision(self),
            self.document.is_unsaved(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::chord::{Chord, Key};
    use crate::input::keymap::{Keymap, Place};

    #[test]
    fn each_tab_has_its_keys() {
        let keymap = Keymap::builtin().unwrap();
        for (tab, digit) in Tab::ALL.into_iter().zip('1'..) {
            let place = controller_of(tab).place();
            assert!(place.reach().contains(&Place::Preview), "{tab:?}");
            let asked = keymap.resolve(place, Chord::plain(Key::Char(digit)));
            let shown = asked.and_then(|(_, action)| shown_by(action));
            assert_eq!(shown, Some(tab), "{digit} in {place:?}");
            let everywhere = keymap.bindings(Place::Everywhere).iter();
            let shown: Vec<_> = everywhere.filter_map(|b| shown_by(b.action)).collect();
            assert!(shown.contains(&tab), "{tab:?} is not in the palette");
        }
    }
}
