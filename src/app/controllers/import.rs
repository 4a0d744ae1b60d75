//! Imports messages from a file or a paste into a draft.

use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::app::controllers::edit_draft;
use crate::app::controllers::kept_paste;
use crate::app::controllers::launch;
use crate::app::controllers::new_draft;
use crate::app::controllers::number_format;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_form::FormOrigin;
use crate::app::events::effect::Effect;
use crate::app::events::event::{FoundMessage, ImportedMessage, SeveralMessages};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::model::App;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::open_state::Content;
use crate::chat::sanitize;
use crate::document::parse::ast::NodeKind;
use crate::document::parse::parser::COMMENTS;
use crate::message::draft_file::OpenDraft;
use crate::message::import;
use crate::message::import_form::ImportForm;
use crate::message::preset::Preset;
use crate::message::source::blank_fields::ImportedBlank;
use crate::message::template::Template;

/// The size limit for a paste that is parsed as JSON, in bytes.
const LIMIT: usize = 1 << 20;

/// The most import remarks that a notice lists.
const REMARKS: usize = 5;

/// Opens what was found in a text: asks first which message, where it has several, and for its blanks.
pub fn open(app: &mut App, found: FoundMessage, effects: &mut Vec<Effect>) {
    match found {
        FoundMessage::Several(several) => show_candidates(app, &several),
        FoundMessage::One(imported) => {
            if imported.opened.blanks.is_empty() && !imported.preset.values.is_set() {
                import(app, *imported, effects);
            } else {
                ask_for_blanks(app, imported, effects);
            }
        }
    }
}

/// Shows the messages of a text, to choose one.
fn show_candidates(app: &mut App, several: &Arc<SeveralMessages>) {
    let numbered = several.candidates.iter().zip(1..);
    let items = numbered.map(|(candidate, number)| {
        let (line, column) = candidate.position;
        let detail = format!("{} at {line}:{column}", candidate.form.words());
        let label = sanitize::line(&candidate.title);
        Item::new(label, detail, Pick::Message(several.clone(), number))
    });
    let mut picker = Picker::new(Purpose::Message, items.collect());
    picker.heading = format!(
        "Choose one of {} messages in {}",
        several.candidates.len(),
        several.name
    );
    app.overlay.open(Dialog::Picker(Box::new(picker)));
}

/// Opens the message of this number, counted from 1, of a text that has several.
pub fn choose(app: &mut App, several: &SeveralMessages, number: usize, effects: &mut Vec<Effect>) {
    let found = import::find_numbered(&several.text, number).and_then(|found| found.open());
    match found {
        Ok(opened) => {
            let name = format!("#{number} of {}", several.name);
            let preset = several.preset.clone();
            let imported = ImportedMessage {
                name,
                opened,
                preset,
            };
            open(app, FoundMessage::One(Box::new(imported)), effects);
        }
        Err(error) => {
            let title = format!("Not opened: #{number} of {}", several.name);
            app.overlay.show(error.diagnostic.under(title));
        }
    }
}

/// Asks for what only the program knows that the message stands in, as far as the command line gives no value for it.
fn ask_for_blanks(app: &mut App, imported: Box<ImportedMessage>, effects: &mut Vec<Effect>) {
    let template = template_of(&imported);
    let given = imported
        .preset
        .values
        .answers(&template.fields, &imported.name);
    let (given, fault) = match given {
        Ok(given) => (given, None),
        Err(fault) => (vec![None; template.fields.len()], Some(fault)),
    };
    match given.iter().cloned().collect::<Option<Vec<String>>>() {
        Some(answers) => fill(app, *imported, &template, &answers, effects),
        None => launch::ask(app, Rc::new(template), FormOrigin::Import(imported), &given),
    }
    if let Some(fault) = fault {
        app.overlay.show(fault);
    }
}

/// Returns a message whose blanks are fields: with `--set` each `{{name}}` of it, else what only its program knows.
fn template_of(imported: &ImportedMessage) -> Template {
    let opened = &imported.opened;
    let whole = imported
        .preset
        .values
        .is_set()
        .then(|| Template::of_opened(opened.clone(), &imported.name).ok());
    whole
        .flatten()
        .unwrap_or_else(|| Template::of_import(imported.name.clone(), opened))
}

/// Imports a message whose form was left, with the values of the command line in its blanks.
pub fn leave(
    app: &mut App,
    imported: ImportedMessage,
    template: &Template,
    effects: &mut Vec<Effect>,
) {
    let given = imported.preset.values.answers(&template.fields, "");
    let given = given.unwrap_or_default().into_iter();
    let given: Vec<String> = given.map(Option::unwrap_or_default).collect();
    fill(app, imported, template, &given, effects);
}

/// Imports a message whose blanks are filled in, as far as they have answers.
pub fn fill(
    app: &mut App,
    mut imported: ImportedMessage,
    template: &Template,
    answers: &[String],
    effects: &mut Vec<Effect>,
) {
    let opened = &mut imported.opened;
    opened.request = template.fill_answered(answers);
    let has_answer = |blank: &ImportedBlank| {
        let mut both = template.fields.iter().zip(answers);
        both.any(|(field, answer)| field.name == blank.name && !answer.trim().is_empty())
    };
    let (filled, left): (Vec<_>, Vec<_>) = std::mem::take(&mut opened.blanks)
        .into_iter()
        .partition(has_answer);
    opened.blanks = left;
    let holds = |remark: &String| !filled.iter().any(|blank| blank.remark == *remark);
    opened.asides.retain(holds);
    app.ui.forget_template_answers(&template.title);
    import(app, imported, effects);
}

/// Imports a message into a new draft, or into the open one while that is empty.
fn import(app: &mut App, imported: ImportedMessage, effects: &mut Vec<Effect>) {
    if edit_draft::takes_new_message(app) {
        insert_into_open(app, imported);
    } else {
        new_draft::open_with(app, None, Content::Import(Box::new(imported)), effects);
    }
}

/// Inserts the message into the open draft, which is empty.
pub fn insert_into_open(app: &mut App, imported: ImportedMessage) {
    let draft = OpenDraft {
        id: app.document.id().clone(),
        sent: app.panes.preview.diff.last_sent().cloned().map(Box::new),
        ..OpenDraft::default()
    };
    insert_into_new(app, draft, imported);
}

/// Opens an empty draft with the message in it, and reports so.
pub fn insert_into_new(app: &mut App, draft: OpenDraft, imported: ImportedMessage) {
    let former = (draft.id != *app.document.id()).then(|| app.document.id().clone());
    let notice = import_notice(&imported, &draft.id, former.as_deref());
    let parent = app.document.draft().parent().to_owned();
    let mut request = with_parent(imported.opened.request, &parent);
    if let Value::Object(fields) = &mut request {
        imported.preset.apply(fields);
    }
    app.open(OpenDraft { request, ..draft });
    app.panes.preview.diff.begins_as(&imported.name);
    app.document.mark_never_saved();
    app.overlay.show(notice);
}

/// Sets the parent of a request that has none to the chosen space.
///
/// A user who opens a message without a space mostly means the one that is chosen.
fn with_parent(request: Value, parent: &str) -> Value {
    match request {
        Value::Object(fields) if !parent.is_empty() && !fields.contains_key("parent") => {
            let own = std::iter::once(("parent".to_owned(), Value::from(parent)));
            Value::Object(own.chain(fields).collect::<Map<String, Value>>())
        }
        request => request,
    }
}

/// Returns the notice that says what was imported, as what, and into which draft.
fn import_notice(imported: &ImportedMessage, id: &str, former: Option<&str>) -> Notice {
    let ImportedMessage { name, opened, .. } = imported;
    let part = match opened.literal {
        Some((line, column)) => format!(", from {line}:{column} of {}", opened.container.words()),
        None => String::new(),
    };
    let title = format!("Opened {name} as {}{part}", opened.form.words());
    let kept = match former {
        Some(former) => format!("It is now {id}; {former} is kept."),
        None => format!("It is now {id}."),
    };
    // A notice with remarks stays until it is dismissed.
    let tone = if opened.asides.iter().all(|aside| aside == COMMENTS) {
        Tone::Info
    } else {
        Tone::Warning
    };
    let mut notice = Notice::new(tone, title).topic(Topic::Import).with(kept);
    for aside in opened.asides.iter().take(REMARKS) {
        notice = notice.with(aside.as_str());
    }
    let more = opened.asides.len().saturating_sub(REMARKS);
    if more > 0 {
        notice = notice.with(format!(
            "And {more} more; chatquill check lists all of them."
        ));
    }
    notice
}

/// Returns whether a paste is a whole message or request, rather than a part of a card.
pub fn is_message(text: &str) -> bool {
    import::find(text).is_ok_and(|found| {
        let is_empty =
            matches!(&found.source.root().kind, NodeKind::Object(fields) if fields.is_empty());
        matches!(
            found.form,
            ImportForm::Request
                | ImportForm::Call
                | ImportForm::Message
                | ImportForm::TextAndCard
                | ImportForm::Foreign(_)
        ) && !is_empty
    })
}

/// Returns whether a paste is meant as a message where words are pasted, too: JSON, be it broken, or what holds some.
pub fn is_meant(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let has_message = || match import::find(text) {
        Ok(_) => true,
        Err(error) => !error.candidates.is_empty(),
    };
    start.starts_with('{') || (text.len() <= LIMIT && text.contains('{') && has_message())
}

/// Returns whether there is a message in a text that is pasted among words.
pub fn holds_message(text: &str) -> bool {
    text.len() <= LIMIT && text.contains('{') && import::find(text).is_ok()
}

/// Imports a paste that is a message as JSON, or looks like one. Returns whether it was.
pub fn paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) -> bool {
    let looks_so = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with(['{', '[', '`', '"', '\'']);
    if text.len() > LIMIT {
        let bytes = number_format::thousands(text.len());
        app.overlay.show(
            Notice::new(
                Tone::Error,
                format!("Not opened: the paste has {bytes} bytes"),
            )
            .with("A message has at most 32,000 bytes."),
        );
        return true;
    }
    match import::open(text) {
        Ok(opened) => {
            let name = "the paste".to_owned();
            let imported = ImportedMessage {
                name,
                opened,
                preset: Preset::default(),
            };
            open(app, FoundMessage::One(Box::new(imported)), effects);
        }
        Err(error) if !error.candidates.is_empty() => {
            let several = SeveralMessages {
                name: "the paste".to_owned(),
                text: text.to_owned(),
                candidates: error.candidates,
                preset: Preset::default(),
            };
            open(app, FoundMessage::Several(Arc::new(several)), effects);
        }
        Err(error) if looks_so || !error.is_other => {
            let title = format!("Not opened: the paste, {}", error.diagnostic.place_text());
            let (line, _) = error.diagnostic.position();
            let notice = Notice::from(error.diagnostic.under(title));
            let (notice, save) = kept_paste::keep(app, text, line, notice);
            effects.push(save);
            app.overlay.show(notice);
        }
        Err(_) => return false,
    }
    true
}
