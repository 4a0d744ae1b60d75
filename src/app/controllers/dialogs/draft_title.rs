//! The line that asks for the title of the draft.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct DraftTitleController;

/// Asks for the title; the one that the draft has is proposed.
pub fn ask(app: &mut App) {
    let mut line = LineInput::filter();
    line.set(app.document.title());
    app.overlay.ask(Dialog::DraftTitle(line));
}

impl DialogController for DraftTitleController {
    fn place(&self, _: &App) -> Place {
        Place::DraftTitle
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::DraftTitle(line)) = app.overlay.dialog() else {
            return None;
        };
        let keymap = app.session.keymap();
        let keys = format!(
            "{} keeps it, {} returns.",
            keymap.name_of(Place::DraftTitle, Action::Choose),
            keymap.name_of(Place::DraftTitle, Action::Back)
        );
        let (before, after) = line.text().split_at(line.caret());
        let title = format!("Title of {} › {before}▏{after}", app.document.id());
        Some(Notice::new(Tone::Question, title).with(keys))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::DraftTitle(line)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match action {
            Action::Choose => {
                let title = line.text().trim().to_owned();
                app.document.set_title(title.clone());
                app.overlay.close();
                let id = app.document.id().clone();
                effects.push(Effect::Disk(DiskCommand::SaveTitle(id, title)));
            }
            Action::Back => app.overlay.close(),
            action => return EventResult::of(actions::dialog_line(line, action)),
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::DraftTitle(line)) = app.overlay.dialog_mut() {
            line.paste(text.trim());
        }
        EventResult::Consumed
    }

    fn unfinished(&self, _: &App) -> Option<String> {
        Some("the title of the draft is being typed".to_owned())
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}
