//! The line that asks for a format, and the one that asks for the address of a link.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::format;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::model::App;
use crate::editor::actions;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the line that asks for a format; its keys stand where those of the pane do.
pub struct FormatController;

impl DialogController for FormatController {
    fn place(&self, _: &App) -> Place {
        Place::Format
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult<Action> {
        app.overlay.close();
        match action {
            Action::Back => EventResult::Consumed,
            action if format::act(app, action) => EventResult::Consumed,
            action => EventResult::Then(action),
        }
    }

    fn paste(&self, _: &mut App, _: &str) -> EventResult {
        EventResult::Ignored
    }

    fn click(&self, app: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        app.overlay.close();
        EventResult::Consumed
    }
}

/// The controller of the line that asks for the address of a link.
pub struct LinkAddressController;

impl DialogController for LinkAddressController {
    fn place(&self, _: &App) -> Place {
        Place::LinkAddress
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::LinkAddress(line)) = app.overlay.dialog() else {
            return None;
        };
        let keymap = app.session.keymap();
        let keys = format!(
            "{} links to it, {} returns.",
            keymap.name_of(Place::LinkAddress, Action::Choose),
            keymap.name_of(Place::LinkAddress, Action::Back)
        );
        let (before, after) = line.text().split_at(line.caret());
        let title = format!("Link to › {before}▏{after}");
        Some(Notice::new(Tone::Question, title).with(keys))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::LinkAddress(line)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match action {
            Action::Choose => {
                let address = line.text().to_owned();
                if format::link_typed(app, &address) {
                    app.overlay.close();
                } else {
                    let title = "No link: that is no http, https or mailto address";
                    app.overlay
                        .show(Notice::new(Tone::Warning, title).topic(Topic::Refusal));
                }
            }
            Action::Back => app.overlay.close(),
            action => return EventResult::of(actions::dialog_line(line, action)),
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::LinkAddress(line)) = app.overlay.dialog_mut() {
            line.paste(text.trim());
        }
        EventResult::Consumed
    }

    fn unfinished(&self, _: &App) -> Option<String> {
        Some("the address of a link is being typed".to_owned())
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}
