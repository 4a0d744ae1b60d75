//! Controller of new drafts: another draft, an empty one, or one from a template.

use crate::message::draft_file::{DraftId, OpenDraft};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{DiskCommand, Effect};

use crate::app::dialogs::template_gallery::TemplateGallery;
use crate::app::model::App;
use crate::app::state::open_state::{Content, Opening};
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
    app.overlay.close();
    app.keep(effects);
    let ticket = app.tickets.draw();
    app.pending_open = Opening::draft(ticket, content);
    effects.push(Effect::Disk(DiskCommand::OpenDraft(ticket, id)));
}

/// Shows the template gallery.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    effects.push(Effect::Disk(DiskCommand::ListTemplates(ticket)));
    app.overlay
        .open(Dialog::TemplateGallery(Box::new(TemplateGallery::new(
            ticket,
        ))));
}

/// Requests a new draft that begins with a template.
pub fn start(
    app: &mut App,
    template: &Rc<Template>,
    answers: &[String],
    effects: &mut Vec<Effect>,
) {
    let content = Content::Template(template.title.clone(), template.fill(answers));
    open_with(app, None, content, effects);
}

/// Opens a draft that begins with a filled template.
pub fn fill(app: &mut App, mut opened: OpenDraft, title: &str, request: Value) {
    app.ui.forget_template_answers(title);
    // A user who starts a new message mostly means the same space.
    let mut fields = Map::new();
    if let Some(parent) = app.document.draft().get(at::PARENT) {
        fields.insert("parent".into(), parent.clone());
    }
    if let Value::Object(own) = request {
        fields.extend(own);
    }
    opened.request = Value::Object(fields);
    app.open(opened);
    // Nothing of it is on disk yet.
    app.document.mark_never_saved();
}
