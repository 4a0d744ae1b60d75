//! The template gallery.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::dialogs::picker::click_row;
use crate::app::controllers::new_draft;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::{FormOrigin, TemplateForm};
use crate::app::dialogs::template_layout;
use crate::app::events::effect::Effect;
use crate::app::events::event::Sender;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::picker::list::Pick;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;
use crate::store::templates::OwnTemplate;

/// The width limit of the box, in cells.
const WIDTH: u16 = 132;

/// The height of the box, in rows.
const HEIGHT: u16 = 30;

/// The controller of the dialog.
pub struct TemplateGalleryController;

impl DialogController for TemplateGalleryController {
    fn place(&self, _: &App) -> Place {
        Place::Templates
    }

    fn size(&self, _: &App, widest: u16) -> Option<(u16, u16)> {
        Some((widest.min(WIDTH), HEIGHT))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        let parts = template_layout::gallery(area);
        let sender = app.session.sender();
        let context = RenderContext {
            is_desktop: true,
            kind: sender.kind,
            sender: called(sender),
            time: "now",
            width: parts.sample.width,
            folds: &Folds::default(),
            pictures: &ImageStore::default(),
            names: &|_| None,
        };
        if let Some(Dialog::TemplateGallery(gallery)) = app.overlay.dialog_mut() {
            gallery.layout(parts.line.width, usize::from(parts.list.height), &context);
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::TemplateGallery(gallery)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        if gallery.picker.act(action) {
            return EventResult::Consumed;
        }
        match action {
            Action::Choose => choose(app, effects),
            Action::NewDraft => new_draft::open_draft(app, None, effects),
            Action::Back => app.overlay.close(),
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::TemplateGallery(gallery)) = app.overlay.dialog_mut() {
            gallery.picker.paste(text);
        }
        EventResult::Consumed
    }

    fn unfinished(&self, _: &App) -> Option<String> {
        Some("\"New message\" is open".to_owned())
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), times: u8) -> EventResult<Action> {
        match app.overlay.dialog_mut() {
            Some(Dialog::TemplateGallery(gallery)) => {
                let list = template_layout::gallery(area).list;
                click_row(&mut gallery.picker, list, cell, times)
            }
            _ => EventResult::Ignored,
        }
    }
}

fn choose(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::TemplateGallery(gallery)) = app.overlay.take_dialog() else {
        return;
    };
    match (
        gallery.picker.pick(),
        gallery.selected().map(|offer| offer.template.clone()),
    ) {
        (Some(_), Some(Ok(template))) if template.fields.is_empty() => {
            new_draft::start(app, &template, &[], effects);
        }
        (Some(_), Some(Ok(template))) => {
            let answers = app.ui.template_answers(&template.title);
            let blanks = TemplateForm::new(template, FormOrigin::Gallery(gallery), answers);
            app.overlay.open(Dialog::TemplateForm(Box::new(blanks)));
        }
        (Some(_), Some(Err(why))) => {
            app.overlay.open(Dialog::TemplateGallery(gallery));
            let told = Notice::new(Tone::Error, format!("Cannot read this template: {why}"));
            app.overlay
                .show(told.with("Correct the file in an editor, then open this list again."));
        }
        (Some(Pick::Run(_)), None) => new_draft::open_draft(app, None, effects),
        _ => app.overlay.open(Dialog::TemplateGallery(gallery)),
    }
}

/// Adds the user's own templates to the gallery.
pub fn on_templates(app: &mut App, ticket: Ticket, answer: Result<Vec<OwnTemplate>, Diagnostic>) {
    let gallery = match app.overlay.dialog_mut() {
        Some(Dialog::TemplateGallery(gallery)) => gallery,
        Some(Dialog::TemplateForm(form)) => match &mut form.origin {
            FormOrigin::Gallery(gallery) => gallery,
            FormOrigin::Import(_) | FormOrigin::Preset(_) => return,
        },
        _ => return,
    };
    if gallery.picker.awaits != Some(ticket) {
        return;
    }
    gallery.picker.awaits = None;
    match answer {
        Ok(own) => gallery.extend(own),
        Err(problem) => gallery.picker.note = problem.sentence(),
    }
}

/// Returns the display name of the sender where only its profile is known.
fn called(sender: &Sender) -> &str {
    match (sender.kind, sender.profile.as_str()) {
        (SenderKind::User, _) => "You",
        (SenderKind::App, "") => "Chat app",
        (SenderKind::Webhook, "") => "Webhook",
        (_, profile) => profile,
    }
}
