//! The Diff tab: what changed since the last send, or since the draft was opened.

use ratatui::layout::Rect;

use crate::app::controllers::tabs::scroll_motion::scroll_motion;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the tab.
pub struct DiffController;

impl TabController for DiffController {
    fn title(&self) -> &'static str {
        "Diff"
    }

    fn place(&self) -> Place {
        Place::Diff
    }

    fn shown_by(&self) -> Action {
        Action::ShowDiff
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult {
        let diff = &mut app.panes.preview.diff;
        match action {
            Action::ToggleBaseline if diff.toggle() => {}
            Action::ToggleBaseline => {
                app.overlay.show(
                    Notice::new(Tone::Info, "This draft was not sent yet")
                        .with("It is compared with the draft as it was opened."),
                );
            }
            action => {
                let motion = scroll_motion(action);
                return EventResult::of(motion.is_some_and(|motion| diff.pager.step(motion)));
            }
        }
        EventResult::Consumed
    }

    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, _: &mut Vec<Effect>) {
        let revision = app.document.derived_revision();
        let (draft, diff) = (app.document.draft(), &mut app.panes.preview.diff);
        diff.show(revision, draft.request(), draft.is_blank());
        diff.layout(width, height);
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.diff.pager.scroll(by);
    }

    fn click(&self, _: &mut App, _: (u16, u16), _: u8) {}

    fn text(&self, app: &App) -> String {
        app.panes.preview.diff.lines().signed()
    }

    fn file_name(&self, _: &App) -> &'static str {
        "message.diff"
    }

    fn is_of_use(&self, app: &App, action: Action) -> bool {
        action != Action::ToggleBaseline || app.panes.preview.diff.last_sent().is_some()
    }
}
