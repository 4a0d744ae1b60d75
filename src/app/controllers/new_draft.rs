//! How a new draft begins: the gallery, the blanks of a template, and templates of one's own.

use crate::message::draft_file::{DraftId, OpenDraft};
use crate::store::templates::{OwnTemplate, TemplateSaved};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::{Blanks, Outcome};
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::picker::list::Pick;

use crate::app::dialogs::save_template::Saving;
use crate::app::dialogs::template_gallery::Gallery;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::template::Template;

/// Opens another draft, or a new one. The one that is open is on disk already, or will be first.
pub fn open_draft(app: &mut App, id: Option<DraftId>, effects: &mut Vec<Effect>) {
    app.dialog = None;
    app.keep(effects);
    let ticket = app.tickets.draw();
    app.opening = Some(ticket);
    app.starting = None;
    app.coming = None;
    effects.push(Effect::Disk(DiskCommand::OpenDraft(ticket, id)));
}

/// Shows the messages to start from.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    effects.push(Effect::Disk(DiskCommand::ListTemplates(ticket)));
    app.dialog = Some(Dialog::Gallery(Box::new(Gallery::new(ticket))));
}

/// Does an action in the gallery; tells whether it was for it.
pub fn in_gallery(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Gallery(gallery)) = &mut app.dialog else {
        return false;
    };
    if gallery.chooser.act(action) {
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
    let Some(Dialog::Gallery(gallery)) = app.dialog.take() else {
        return;
    };
    match (
        gallery.chooser.pick(),
        gallery.offer().map(|offer| offer.template.clone()),
    ) {
        (Some(_), Some(Ok(template))) if template.blanks.is_empty() => {
            start(app, &template, &[], effects);
        }
        (Some(_), Some(Ok(template))) => {
            let answers = app.answers.get(&template.title).map(Vec::as_slice);
            let blanks = Blanks::new(template, gallery, answers);
            app.dialog = Some(Dialog::Blanks(Box::new(blanks)));
        }
        (Some(_), Some(Err(why))) => {
            app.dialog = Some(Dialog::Gallery(gallery));
            let told = Notice::new(Tone::Error, format!("This template cannot be read: {why}"));
            app.notice = Some(told.with("Mend the file in an editor, then open the gallery anew."));
        }
        (Some(Pick::Run(_)), None) => open_draft(app, None, effects),
        _ => app.dialog = Some(Dialog::Gallery(gallery)),
    }
}

/// Does an action in the form of blanks; tells whether it was for it.
pub fn in_blanks(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Blanks(blanks)) = &mut app.dialog else {
        return false;
    };
    let outcome = blanks.act(action);
    remember(app);
    match outcome {
        Outcome::NotMine => return false,
        Outcome::Done => {}
        Outcome::Left => {
            if let Some(Dialog::Blanks(blanks)) = app.dialog.take() {
                app.dialog = Some(Dialog::Gallery(blanks.gallery));
            }
        }
        Outcome::Finished => {
            if let Some(Dialog::Blanks(blanks)) = app.dialog.take() {
                start(app, &blanks.template, &blanks.answers(), effects);
            }
        }
    }
    true
}

/// Pastes into the blank under the cursor.
pub fn paste(app: &mut App, text: &str) {
    if let Some(Dialog::Blanks(blanks)) = &mut app.dialog {
        blanks.paste(text);
    }
    remember(app);
}

/// Keeps what is filled in until it is used, whatever closes the form.
fn remember(app: &mut App) {
    if let Some(Dialog::Blanks(blanks)) = &app.dialog {
        let title = blanks.template.title.clone();
        app.answers.insert(title, blanks.answers());
    }
}

/// Asks for a new draft that begins with a template.
fn start(app: &mut App, template: &Rc<Template>, answers: &[String], effects: &mut Vec<Effect>) {
    open_draft(app, None, effects);
    app.starting = Some((template.title.clone(), template.fill(answers)));
}

/// Takes the draft that was opened, with the message it is to begin with, if there is one.
pub fn opened(app: &mut App, mut opened: OpenDraft) {
    let Some((title, request)) = app.starting.take() else {
        app.open(opened);
        return;
    };
    app.answers.remove(&title);
    // Whoever starts a new message mostly means the same space.
    let mut fields = Map::new();
    if let Some(parent) = app.draft.get(at::PARENT) {
        fields.insert("parent".into(), parent.clone());
    }
    if let Value::Object(own) = request {
        fields.extend(own);
    }
    opened.request = Value::Object(fields);
    app.open(opened);
    // The disk has nothing of it yet.
    app.asked = app.draft.revision().wrapping_sub(1);
}

/// Takes the person's own templates into the gallery.
pub fn listed(app: &mut App, ticket: Ticket, answer: Result<Vec<OwnTemplate>, Diagnostic>) {
    let gallery = match &mut app.dialog {
        Some(Dialog::Gallery(gallery)) => gallery,
        Some(Dialog::Blanks(blanks)) => &mut blanks.gallery,
        _ => return,
    };
    if gallery.chooser.awaits != Some(ticket) {
        return;
    }
    gallery.chooser.awaits = None;
    match answer {
        Ok(own) => gallery.extend(own),
        Err(problem) => gallery.chooser.note = problem.sentence(),
    }
}

/// Asks for the title of a template that the draft becomes.
pub fn ask_title(app: &mut App) {
    if app.draft.is_empty() {
        let told = Notice::new(
            Tone::Info,
            "There is nothing in this draft to make a template of",
        );
        app.notice = Some(told);
        app.dialog = None;
        return;
    }
    app.dialog = Some(Dialog::Saving(Saving::new(&app.draft.excerpt())));
}

/// Does an action in the line that asks for the title; tells whether it was for it.
pub fn in_saving(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Saving(saving)) = &mut app.dialog else {
        return false;
    };
    match action {
        // One save at a time: what comes of it decides what the next Enter means.
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

/// Takes what came of a template that was to be saved.
pub fn saved(app: &mut App, ticket: Ticket, answer: Result<TemplateSaved, Diagnostic>) {
    let asking = match &mut app.dialog {
        Some(Dialog::Saving(saving)) if saving.awaits == Some(ticket) => Some(saving),
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
                format!("Not saved: there is a template {name} already"),
            );
            app.notice = Some(told);
        }
        (Ok(TemplateSaved::Saved(path)), asking) => {
            if asking.is_some() {
                app.dialog = None;
            }
            let key = app.keymap.name_of(Place::Everywhere, Action::ShowTemplates);
            let title = format!("The draft is a template now; {key} offers it");
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
