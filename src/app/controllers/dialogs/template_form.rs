//! The form with the fields of a template.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{DialogController, WIDTH};
use crate::app::controllers::{import, launch, new_draft};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::{FormEvent, FormOrigin};
use crate::app::dialogs::template_layout;
use crate::app::events::effect::Effect;
use crate::app::events::notice::Notice;
use crate::app::model::App;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct TemplateFormController;

impl DialogController for TemplateFormController {
    fn place(&self, _: &App) -> Place {
        Place::TemplateForm
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let Some(Dialog::TemplateForm(form)) = app.overlay.dialog() else {
            return None;
        };
        let width = widest.min(WIDTH);
        Some((width, template_layout::form_height(form, width)))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        if let Some(Dialog::TemplateForm(form)) = app.overlay.dialog_mut() {
            let parts = template_layout::form(form, area);
            form.layout(parts.value_width(), parts.form.height);
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::TemplateForm(form)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        let result = form.act(action);
        remember(app);
        let event = match result {
            EventResult::Ignored => return EventResult::Ignored,
            EventResult::Consumed => return EventResult::Consumed,
            EventResult::Then(event) => event,
        };
        if let Some(Dialog::TemplateForm(form)) = app.overlay.take_dialog() {
            let answers = form.answers();
            match (event, form.origin) {
                (FormEvent::Left, FormOrigin::Gallery(gallery)) => {
                    app.overlay.open(Dialog::TemplateGallery(gallery));
                }
                (FormEvent::Finished, FormOrigin::Gallery(_)) => {
                    new_draft::start(app, &form.template, &answers, effects);
                }
                (FormEvent::Left, FormOrigin::Import(imported)) => {
                    import::leave(app, *imported, &form.template, effects);
                }
                (FormEvent::Left, FormOrigin::Preset(preset)) => {
                    launch::leave(app, &form.template, &preset);
                }
                (FormEvent::Finished, FormOrigin::Preset(preset)) => {
                    launch::finish(app, &form.template, &answers, &preset);
                }
                (FormEvent::Finished, FormOrigin::Import(imported)) => {
                    import::fill(app, *imported, &form.template, &answers, effects);
                }
            }
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::TemplateForm(form)) = app.overlay.dialog_mut() {
            form.paste(text);
        }
        remember(app);
        EventResult::Consumed
    }

    fn unfinished(&self, _: &App) -> Option<String> {
        Some("the blanks of a template are being filled in".to_owned())
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), _: u8) -> EventResult<Action> {
        if let Some(Dialog::TemplateForm(form)) = app.overlay.dialog_mut() {
            let parts = template_layout::form(form, area);
            if parts.form.contains(cell.into()) {
                let (column, row) = (cell.0 - parts.form.x, cell.1 - parts.form.y);
                form.click(column, row, parts.prompt);
            }
        }
        EventResult::Consumed
    }

    /// Returns that a line break is of use only in an answer that takes lines.
    fn shows_hint(&self, app: &App, action: Action) -> bool {
        let takes_lines = matches!(
            app.overlay.dialog(),
            Some(Dialog::TemplateForm(form)) if form.takes_lines()
        );
        action != Action::Newline || takes_lines
    }
}

/// Stores what is filled in until it is used, whatever closes the form.
fn remember(app: &mut App) {
    if let Some(Dialog::TemplateForm(blanks)) = app.overlay.dialog() {
        let title = blanks.template.title.clone();
        app.ui.keep_template_answers(&title, blanks.answers());
    }
}
