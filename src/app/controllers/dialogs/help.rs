//! The help: the keys of a place, and the manual.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{
    DialogController, WIDTH, close_on_back, rows,
};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::help::Help;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::layout;
use crate::app::model::App;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct HelpController;

impl DialogController for HelpController {
    fn place(&self, app: &App) -> Place {
        match app.overlay.dialog() {
            Some(Dialog::Help(help)) if help.find.is_some() => Place::Filter,
            _ => Place::Help,
        }
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        // It stays as high while words are searched for.
        let rows = rows(all_rows(app)).saturating_add(2);
        Some((widest.min(WIDTH), rows))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        let inside = layout::inside(area);
        let width = inside.width.saturating_sub(2);
        if let Some(Dialog::Help(help)) = app.overlay.dialog_mut() {
            help.layout(width);
        }
        let last = help_rows(app).saturating_sub(usize::from(inside.height));
        if let Some(Dialog::Help(help)) = app.overlay.dialog_mut() {
            help.scroll = help.scroll.min(last + usize::from(help.find.is_some()));
            if let Some(line) = &mut help.find {
                line.layout(width);
            }
        }
    }

    fn act(&self, app: &mut App, action: Action, _: &mut Vec<Effect>) -> EventResult<Action> {
        let last = help_rows(app).saturating_sub(1);
        let Some(Dialog::Help(help)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        let turns = match action {
            Action::NextPane => 1,
            Action::PreviousPane => -1,
            _ => 0,
        };
        if turns != 0 {
            help.turn(turns);
            return EventResult::Consumed;
        }
        let Help { scroll, find, .. } = &mut **help;
        if action == Action::Back && find.take().is_some() {
            return EventResult::Consumed;
        }
        if let Some(line) = find
            && action != Action::Choose
            && actions::dialog_line(line, action)
        {
            *scroll = 0;
            return EventResult::Consumed;
        }
        match find {
            Some(_) if action == Action::Choose => return EventResult::Consumed,
            None if action == Action::Filter => {
                *find = Some(LineInput::filter());
                return EventResult::Consumed;
            }
            Some(_) | None => {}
        }
        *scroll = match action {
            Action::Up => scroll.saturating_sub(1),
            Action::Down => (*scroll + 1).min(last),
            Action::PageUp => scroll.saturating_sub(10),
            Action::PageDown => (*scroll + 10).min(last),
            Action::First => 0,
            Action::Last => last,
            action => return close_on_back(app, action),
        };
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        match app.overlay.dialog_mut() {
            Some(Dialog::Help(help)) => match &mut help.find {
                Some(line) => {
                    line.paste(text);
                    EventResult::Consumed
                }
                None => EventResult::Ignored,
            },
            _ => EventResult::Ignored,
        }
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }

    /// Returns that nothing is chosen here: the rows are read.
    fn shows_hint(&self, _: &App, action: Action) -> bool {
        action != Action::Choose
    }
}

/// Returns how many rows the help has, of those that are searched for.
fn help_rows(app: &App) -> usize {
    match app.overlay.dialog() {
        Some(Dialog::Help(help)) => help.rows(app.session.keymap()).len(),
        _ => 0,
    }
}

/// Returns how many rows the whole help has.
fn all_rows(app: &App) -> usize {
    match app.overlay.dialog() {
        Some(Dialog::Help(help)) => help.all(app.session.keymap()).len(),
        _ => 0,
    }
}
