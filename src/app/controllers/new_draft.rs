//! Controller of new drafts: the template gallery, the template form, the user's own templates.

use crate::message::draft_file::{DraftId, OpenDraft};
use crate::store::templates::{OwnTemplate, TemplateSaved};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::{Outcome, TemplateForm};
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::picker::list::Pick;

use crate::app::dialogs::save_template::SaveTemplate;
use crate::app::dialogs::template_gallery::TemplateGallery;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::open_state::{Content, Opening};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::template::Template;

/// Requests that another draft is opened, or a new one.
///
/// The one that is open is on disk already, or will be first.
pub fn open_draft(app: &mut App, id: Option<DraftId>, effects: &mut Vec<Effect>) {
    open_with(app, id, Content::Own, effects);
}

/// The same, with what is put into the draft once it is open.
pub fn open_with(app: &mut App, id: Option<DraftId>, content: Content, effects: &mut Vec<Effect>) {
    app.dialog = None;
    app.keep(effects);
    let ticket = app.tickets.draw();
    app.pending_open = Opening::draft(ticket, content);
    effects.push(Effect::Disk(DiskCommand::OpenDraft(ticket, id)));
}

/// Shows the template gallery.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    effects.push(Effect::Disk(DiskCommand::ListTemplates(ticket)));
    app.dialog = Some(Dialog::TemplateGallery(Box::new(TemplateGallery::new(
        ticket,
    ))));
}

/// Handles an action in the gallery. Returns whether it was consumed.
pub fn in_gallery(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::TemplateGallery(gallery)) = &mut app.dialog else {
        return false;
    };
    if gallery.picker.act(action) {
        return true;
    }
    match action {
        Action::Choose => choose(app, effects),
        Action::NewDraft => open_draft(app, None, effects),
        Action::Back => app.dialog = None,
        _ => return false,
    }
    true
}

fn choose(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::TemplateGallery(gallery)) = app.dialog.take() else {
        return;
    };
    match (
        gallery.picker.pick(),
        gallery.selected().map(|offer| offer.template.clone()),
    ) {
        (Some(_), Some(Ok(template))) if template.fields.is_empty() => {
            start(app, &template, &[], effects);
        }
        (Some(_), Some(Ok(template))) => {
            let answers = app.template_answers.get(&template.title).map(Vec::as_slice);
            let blanks = TemplateForm::new(template, gallery, answers);
            app.dialog = Some(Dialog::TemplateForm(Box::new(blanks)));
        }
        (Some(_), Some(Err(why))) => {
            app.dialog = Some(Dialog::TemplateGallery(gallery));
            let told = Notice::new(Tone::Error, format!("Cannot read this template: {why}"));
            app.notice =
                Some(told.with("Correct the file in an editor, then open this list again."));
        }
        (Some(Pick::Run(_)), None) => open_draft(app, None, effects),
        _ => app.dialog = Some(Dialog::TemplateGallery(gallery)),
    }
}

/// Handles an action in the template form. Returns whether it was consumed.
pub fn in_template_form(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::TemplateForm(blanks)) = &mut app.dialog else {
        return false;
    };
    let outcome = blanks.act(action);
    remember(app);
    match outcome {
        Outcome::Ignored => return false,
        Outcome::Done => {}
        Outcome::Left => {
            if let Some(Dialog::TemplateForm(blanks)) = app.dialog.take() {
                app.dialog = Some(Dialog::TemplateGallery(blanks.gallery));
            }
        }
        Outcome::Finished => {
            if let Some(Dialog::TemplateForm(blanks)) = app.dialog.take() {
                start(app, &blanks.template, &blanks.answers(), effects);
            }
        }
    }
    true
}

/// Pastes into the template field under the cursor.
pub fn paste(app: &mut App, text: &str) {
    if let Some(Dialog::TemplateForm(blanks)) = &mut app.dialog {
        blanks.paste(text);
    }
    remember(app);
}

/// Stores what is filled in until it is used, whatever closes the form.
fn remember(app: &mut App) {
    if let Some(Dialog::TemplateForm(blanks)) = &app.dialog {
        let title = blanks.template.title.clone();
        app.template_answers.insert(title, blanks.answers());
    }
}

/// Requests a new draft that begins with a template.
fn start(app: &mut App, template: &Rc<Template>, answers: &[String], effects: &mut Vec<Effect>) {
    let content = Content::Template(template.title.clone(), template.fill(answers));
    open_with(app, None, content, effects);
}

/// Opens a draft that begins with a filled template.
pub fn fill(app: &mut App, mut opened: OpenDraft, title: &str, request: Value) {
    app.template_answers.remove(title);
    // A user who starts a new message mostly means the same space.
    let mut fields = Map::new();
    if let Some(parent) = app.draft.get(at::PARENT) {
        fields.insert("parent".into(), parent.clone());
    }
    if let Value::Object(own) = request {
        fields.extend(own);
    }
    opened.request = Value::Object(fields);
    app.open(opened);
    // Nothing of it is on disk yet.
    app.save_requested = app.draft.revision().wrapping_sub(1);
}

/// Adds the user's own templates to the gallery.
pub fn on_templates(app: &mut App, ticket: Ticket, answer: Result<Vec<OwnTemplate>, Diagnostic>) {
    let gallery = match &mut app.dialog {
        Some(Dialog::TemplateGallery(gallery)) => gallery,
        Some(Dialog::TemplateForm(blanks)) => &mut blanks.gallery,
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

/// Asks for a title to save the draft as a template.
pub fn ask_title(app: &mut App) {
    if app.draft.is_empty() {
        let told = Notice::new(
            Tone::Info,
            "The draft is empty: nothing to save as a template",
        );
        app.notice = Some(told);
        app.dialog = None;
        return;
    }
    app.dialog = Some(Dialog::SaveTemplate(SaveTemplate::new(
        &app.draft.excerpt(),
    )));
}

/// Handles an action in the line that asks for the title. Returns whether it was consumed.
pub fn in_save_template(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::SaveTemplate(saving)) = &mut app.dialog else {
        return false;
    };
    match action {
        // One save at a time: its result decides what the next Enter means.
        Action::Choose if saving.awaits.is_some() => {}
        Action::Choose => {
            if let Some(file) = saving.file(app.draft.request()) {
                let ticket = app.tickets.draw();
                saving.awaits = Some(ticket);
                effects.push(Effect::Disk(DiskCommand::SaveTemplate(ticket, file)));
            }
        }
        Action::Back => app.dialog = None,
        action => return saving.act(action),
    }
    true
}

/// Handles the result of saving a template.
pub fn saved(app: &mut App, ticket: Ticket, answer: Result<TemplateSaved, Diagnostic>) {
    let asking = match &mut app.dialog {
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
            app.notice = Some(told);
        }
        (Ok(TemplateSaved::Saved(path)), asking) => {
            if asking.is_some() {
                app.dialog = None;
            }
            let key = app.keymap.name_of(Place::Everywhere, Action::ShowTemplates);
            let title = format!("Saved as a template; {key} lists it");
            let told = Notice::new(Tone::Success, title);
            app.notice = Some(told.with(path));
        }
        (Err(problem), asking) => {
            if let Some(saving) = asking {
                saving.awaits = None;
            }
            app.notice = Some(Notice::from(problem));
        }
    }
}
