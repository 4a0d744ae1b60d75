//! What every tab of the preview pane says of itself: its title, its keys, what it does with input, its content.

use ratatui::layout::Rect;

use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// What a tab is to the program, beside its state and its drawing.
///
/// Only the current tab is laid out and drawn: whatever a hidden one would compute must wait.
pub trait TabController {
    /// Returns the name on the screen.
    fn title(&self) -> &'static str;

    /// Returns the place whose key bindings apply while it is current; it falls through to that of the whole
    /// pane.
    fn place(&self) -> Place;

    /// Returns the action that shows it.
    fn shown_by(&self) -> Action;

    /// Handles an action.
    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult;

    /// Recomputes what is stale, and lays it out for the pane's content.
    fn layout(&self, app: &mut App, content: Rect, effects: &mut Vec<Effect>);

    /// Scrolls it by so many rows of the wheel.
    fn scroll(&self, app: &mut App, by: i32);

    /// Handles a click, the first, second or third in a row; the cell is counted from the content's corner.
    fn click(&self, app: &mut App, cell: (u16, u16), times: u8);

    /// Returns its content as text, to be copied.
    fn text(&self, app: &App) -> String;

    /// Returns the name proposed for the file that its content is written to.
    fn file_name(&self, app: &App) -> &'static str;

    /// Returns whether an action would do something now, so that its key hint is shown.
    fn is_of_use(&self, app: &App, action: Action) -> bool;

    /// Returns its content as it is written to a file.
    #[must_use]
    fn file_text(&self, app: &App) -> String {
        self.text(app)
    }

    /// Returns how many things it lists, for its title; 0 shows no number.
    #[must_use]
    fn count(&self, _app: &App) -> usize {
        0
    }

    /// Returns the revision of the draft that it shows.
    #[must_use]
    fn revision(&self, app: &App) -> Option<u64> {
        Some(app.document.derived_revision())
    }
}
