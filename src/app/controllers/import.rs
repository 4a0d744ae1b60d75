//! Imports messages from a file or a paste into a draft.

use crate::message::draft_file::OpenDraft;
use serde_json::{Map, Value};

use crate::app::controllers::new_draft;
use crate::app::controllers::send;
use crate::app::events::effect::Effect;
use crate::app::events::event::ImportedMessage;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::state::open_state::Content;
use crate::document::parse::ast::NodeKind;
use crate::document::parse::parser::COMMENTS;
use crate::message::import::{self, ImportForm};

/// The size limit for a paste that is parsed as JSON, in bytes.
const LIMIT: usize = 1 << 20;

/// The most import remarks that a notice lists.
const REMARKS: usize = 5;

/// Imports a message into a new draft, or into the open one while that is empty.
pub fn import(app: &mut App, imported: ImportedMessage, effects: &mut Vec<Effect>) {
    if app.draft.is_blank() {
        insert_into_open(app, imported);
    } else {
        new_draft::open_with(app, None, Content::Import(Box::new(imported)), effects);
    }
}

/// Inserts the message into the open draft, which is empty.
pub fn insert_into_open(app: &mut App, imported: ImportedMessage) {
    let draft = OpenDraft {
        id: app.draft_id.clone(),
        sent: app.preview.diff.last_sent().cloned().map(Box::new),
        ..OpenDraft::default()
    };
    insert_into_new(app, draft, imported);
}

/// Opens an empty draft with the message in it, and reports so.
pub fn insert_into_new(app: &mut App, draft: OpenDraft, imported: ImportedMessage) {
    let former = (draft.id != app.draft_id).then(|| app.draft_id.clone());
    let notice = import_notice(&imported, &draft.id, former.as_deref());
    let parent = app.draft.parent().to_owned();
    app.open(OpenDraft {
        request: with_parent(imported.opened.request, &parent),
        ..draft
    });
    app.preview.diff.begins_as(&imported.name);
    app.mark_never_saved();
    app.notice = Some(notice);
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
    let ImportedMessage { name, opened } = imported;
    let part = match opened.literal {
        Some((line, column)) => format!(", from {line}:{column} of the program"),
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
    let mut notice = Notice::new(tone, title).with(kept);
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
            ImportForm::Request | ImportForm::Call | ImportForm::Message
        ) && !is_empty
    })
}

/// Imports a paste that is a message as JSON, or looks like one. Returns whether it was.
pub fn paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) -> bool {
    let looks_so = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with(['{', '[', '`', '"', '\'']);
    if text.len() > LIMIT {
        let bytes = send::thousands(text.len());
        app.notice = Some(
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
            import(app, ImportedMessage { name, opened }, effects);
        }
        Err(error) if looks_so || !error.is_other => {
            let title = format!("Not opened: the paste, {}", error.diagnostic.place_text());
            app.notice = Some(error.diagnostic.under(title).into());
        }
        Err(_) => return false,
    }
    true
}
