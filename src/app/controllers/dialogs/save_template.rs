//! The line that asks for the title to save the draft as a template.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{DialogController, WIDTH, rows};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::save_template::SaveTemplate;
use crate::app::dialogs::template_layout;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::layout;
use crate::app::model::App;
use crate::cells::wrap;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::store::templates::TemplateSaved;

/// The controller of the dialog.
pub struct SaveTemplateController;

impl DialogController for SaveTemplateController {
    fn place(&self, _: &App) -> Place {
        Place::SaveTemplate
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let Some(Dialog::SaveTemplate(saving)) = app.overlay.dialog() else {
            return None;
        };
        let width = widest.min(WIDTH);
        let note = saving.note(app.document.draft().request(), app.session.keymap());
        let note = wrap::paragraph(&note, width.saturating_sub(4)).len();
        Some((width, rows(note).saturating_add(4)))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        if let Some(Dialog::SaveTemplate(saving)) = app.overlay.dialog_mut() {
            let width = layout::inside(area).width;
            saving
                .title
                .layout(width.saturating_sub(template_layout::GAP));
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::SaveTemplate(saving)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match action {
            // One save at a time: its result decides what the next Enter means.
            Action::Choose if saving.awaits.is_some() => {}
            Action::Choose => {
                if let Some(file) = saving.file(app.document.draft().request()) {
                    let ticket = app.tickets.draw();
                    saving.awaits = Some(ticket);
                    effects.push(Effect::Disk(DiskCommand::SaveTemplate(ticket, file)));
                }
            }
            Action::Back => app.overlay.close(),
            action => return EventResult::of(saving.act(action)),
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::SaveTemplate(saving)) = app.overlay.dialog_mut() {
            saving.paste(text);
        }
        EventResult::Consumed
    }

    fn unfinished(&self, _: &App) -> Option<String> {
        Some("the title of a template is being typed".to_owned())
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}

/// Asks for a title to save the draft as a template.
pub fn ask_title(app: &mut App) {
    if app.document.draft().is_empty() {
        let told = Notice::new(
            Tone::Info,
            "The draft is empty: nothing to save as a template",
        );
        app.overlay.show(told);
        app.overlay.close();
        return;
    }
    app.overlay.open(Dialog::SaveTemplate(SaveTemplate::new(
        &app.document.draft().excerpt(),
    )));
}

/// Handles the result of saving a template.
pub fn saved(app: &mut App, ticket: Ticket, answer: Result<TemplateSaved, Diagnostic>) {
    let asking = match app.overlay.dialog_mut() {
        Some(Dialog::SaveTemplate(saving)) if saving.awaits == Some(ticket) => Some(saving),
        _ => None,
    };
    match (answer, asking) {
        (Ok(TemplateSaved::Taken(name)), Some(saving)) => {
            saving.awaits = None;
            saving.taken = Some(name);
        }
        (Ok(TemplateSaved::Taken(name)), None) => {
            let told = Notice::new(
                Tone::Warning,
                format!("Not saved: the template {name} already exists"),
            );
            app.overlay.show(told);
        }
        (Ok(TemplateSaved::Saved(path)), asking) => {
            if asking.is_some() {
                app.overlay.close();
            }
            let key = app
                .session
                .keymap()
                .name_of(Place::Everywhere, Action::ShowTemplates);
            let title = format!("Saved as a template; {key} lists it");
            let told = Notice::new(Tone::Success, title);
            app.overlay.show(told.with(path));
        }
        (Err(problem), asking) => {
            if let Some(saving) = asking {
                saving.awaits = None;
            }
            app.overlay.show(problem);
        }
    }
}
