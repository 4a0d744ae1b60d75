//! The size report: the heaviest parts of the message.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{
    DialogController, WIDTH, close_on_back, rows,
};
use crate::app::controllers::goto;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::model::App;
use crate::cells::wrap;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct SizeReportController;

impl DialogController for SizeReportController {
    fn place(&self, _: &App) -> Place {
        Place::Size
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let Some(Dialog::SizeReport(report)) = app.overlay.dialog() else {
            return None;
        };
        let width = widest.min(WIDTH);
        let cells = width.saturating_sub(6);
        let advice = report.advice().iter();
        let advice: usize = advice
            .map(|words| wrap::paragraph(words, cells).len())
            .sum();
        // The total, the bar, the legend of its signs, two gaps and the borders.
        let around = 7 + u16::from(width < 74) + 2 * u16::from(report.breakdown().escapes > 0);
        let height = rows(report.parts().len() + advice).saturating_add(around);
        Some((width, height))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, _: Rect) {
        if let Some(Dialog::SizeReport(report)) = app.overlay.dialog_mut() {
            report.refresh(app.document.draft(), app.findings.open());
        }
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::SizeReport(report)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        if report.act(action) {
            return EventResult::Consumed;
        }
        match (action, report.place().map(str::to_owned)) {
            (Action::Choose, Some(path)) => goto::jump(app, &path, None),
            (Action::Choose, None) => {}
            (action, _) => return close_on_back(app, action),
        }
        EventResult::Consumed
    }

    fn paste(&self, _: &mut App, _: &str) -> EventResult {
        EventResult::Ignored
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}
