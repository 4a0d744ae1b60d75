//! The Code tab: the program that sends the message.

use ratatui::layout::Rect;

use crate::app::controllers::tabs::scroll_motion::scroll_motion;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::events::effect::Effect;
use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// What the tab shows of an edit: the code of a new message would post one.
const EDIT: &str = "There is code for new messages only. The JSON tab shows the call of this edit.";

/// The controller of the tab.
pub struct CodeController;

impl TabController for CodeController {
    fn title(&self) -> &'static str {
        "Code"
    }

    fn place(&self) -> Place {
        Place::Code
    }

    fn shown_by(&self) -> Action {
        Action::ShowCode
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult {
        let code = &mut app.panes.preview.code;
        match action {
            Action::NextLanguage => code.step_language(1),
            Action::PreviousLanguage => code.step_language(-1),
            action => {
                let motion = scroll_motion(action);
                return EventResult::of(motion.is_some_and(|motion| code.pager.step(motion)));
            }
        }
        EventResult::Consumed
    }

    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, _: &mut Vec<Effect>) {
        let (revision, sender) = (app.document.derived_revision(), app.sender_kind());
        let code = &mut app.panes.preview.code;
        if app.document.edit().is_some() {
            code.show_words(revision, EDIT, sender);
        } else {
            code.show(revision, app.document.draft().request(), sender);
        }
        code.layout(width, height);
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.code.pager.scroll(by);
    }

    fn click(&self, app: &mut App, (column, row): (u16, u16), _: u8) {
        let area = app.regions().preview.unwrap_or_default();
        let width = layout::content(Pane::Preview, area).width;
        app.panes.preview.code.click(column, row, width);
    }

    fn text(&self, app: &App) -> String {
        app.panes.preview.code.pager.text().to_owned()
    }

    fn file_name(&self, app: &App) -> &'static str {
        app.panes.preview.code.language().file_name()
    }

    fn is_of_use(&self, _: &App, _: Action) -> bool {
        true
    }
}
