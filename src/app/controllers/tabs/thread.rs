//! The Thread tab: the messages of the thread that is replied to.

use ratatui::layout::Rect;

use crate::app::controllers::tabs::scroll_motion::scroll_motion;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::controllers::threads;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the tab.
pub struct ThreadController;

impl TabController for ThreadController {
    fn title(&self) -> &'static str {
        "Thread"
    }

    fn place(&self) -> Place {
        Place::Thread
    }

    fn shown_by(&self) -> Action {
        Action::ShowThread
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult {
        let tab = &mut app.panes.preview.thread;
        if action == Action::Refresh {
            tab.forget();
            return EventResult::Consumed;
        }
        let motion = scroll_motion(action);
        EventResult::of(motion.is_some_and(|motion| tab.step(motion)))
    }

    /// Lays it out, and requests the thread where another one is replied to than was read.
    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, effects: &mut Vec<Effect>) {
        threads::read(app, effects);
        let mut tab = std::mem::take(&mut app.panes.preview.thread);
        let options = &app.panes.options;
        let names = |user: &str| options.person(user).map(str::to_owned);
        tab.layout((width, height), options.people(), &names);
        app.panes.preview.thread = tab;
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.thread.scroll(by);
    }

    fn click(&self, _: &mut App, _: (u16, u16), _: u8) {}

    fn text(&self, app: &App) -> String {
        app.panes.preview.thread.text()
    }

    fn file_name(&self, _: &App) -> &'static str {
        "thread.txt"
    }

    fn is_of_use(&self, app: &App, action: Action) -> bool {
        action != Action::Refresh || app.panes.preview.thread.count() > 0
    }

    fn count(&self, app: &App) -> usize {
        app.panes.preview.thread.count()
    }
}
