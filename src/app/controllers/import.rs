//! Messages that come from elsewhere, a file or a paste, into a draft.

use crate::message::draft_file::OpenDraft;
use serde_json::{Map, Value};

use crate::app::controllers::new_draft;
use crate::app::controllers::send;
use crate::app::events::effect::Effect;
use crate::app::events::event::Brought;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::document::parse::ast::Inside;
use crate::document::parse::parser::COMMENTS;
use crate::message::import::{self, Form};

/// The most bytes of a paste that is read as JSON.
const LIMIT: usize = 1 << 20;

/// The most remarks on how something was read that are told.
const REMARKS: usize = 5;

/// Takes a message into a draft: a new one, or the open one while nothing is in it.
pub fn bring(app: &mut App, brought: Brought, effects: &mut Vec<Effect>) {
    if app.draft.is_blank() {
        place(app, brought);
    } else {
        new_draft::open_draft(app, None, effects);
        app.coming = Some(Box::new(brought));
    }
}

/// Puts the message into the open draft, in which there is nothing.
pub fn place(app: &mut App, brought: Brought) {
    let draft = OpenDraft {
        id: app.draft_id.clone(),
        sent: app.preview.diff.last_sent().cloned().map(Box::new),
        ..OpenDraft::default()
    };
    place_in(app, draft, brought);
}

/// Opens a draft, in which there is nothing, with the message in it, and says so.
pub fn place_in(app: &mut App, draft: OpenDraft, brought: Brought) {
    let former = (draft.id != app.draft_id).then(|| app.draft_id.clone());
    let notice = told(&brought, &draft.id, former.as_deref());
    let parent = app.draft.parent().to_owned();
    app.open(OpenDraft {
        request: with_parent(brought.opened.request, &parent),
        ..draft
    });
    app.preview.diff.begins_as(&brought.name);
    app.is_asked_nothing();
    app.notice = Some(notice);
}

/// Whoever opens a message without a space mostly means the one that is chosen.
fn with_parent(request: Value, parent: &str) -> Value {
    match request {
        Value::Object(fields) if !parent.is_empty() && !fields.contains_key("parent") => {
            let own = std::iter::once(("parent".to_owned(), Value::from(parent)));
            Value::Object(own.chain(fields).collect::<Map<String, Value>>())
        }
        request => request,
    }
}

/// What was opened, what it was taken for, and where it is now.
fn told(brought: &Brought, id: &str, former: Option<&str>) -> Notice {
    let Brought { name, opened } = brought;
    let part = match opened.literal {
        Some((line, column)) => format!(", from {line}:{column} of the program"),
        None => String::new(),
    };
    let title = format!("Opened {name} as {}{part}", opened.form.words());
    let kept = match former {
        Some(former) => format!("It is now {id}; {former} is kept."),
        None => format!("It is now {id}."),
    };
    // What is to be read stays until it is put away.
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

/// Whether a paste is a whole message or request, and not a part of a card.
pub fn is_message(text: &str) -> bool {
    import::find(text).is_ok_and(|found| {
        let is_empty =
            matches!(&found.source.root().inside, Inside::Object(fields) if fields.is_empty());
        matches!(found.form, Form::Request | Form::Call | Form::Message) && !is_empty
    })
}

/// Takes a paste that is a message as JSON, or looks like one. Returns whether it was.
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
            bring(app, Brought { name, opened }, effects);
        }
        Err(error) if looks_so || !error.is_other => {
            let (line, column) = error.position;
            let title = format!("Not opened: the paste, {line}:{column}");
            let mut notice = Notice::new(Tone::Error, title).with(error.what.as_str());
            for line in import::without_mark(&error.remedy).lines() {
                notice = notice.with(line);
            }
            app.notice = Some(notice);
        }
        Err(_) => return false,
    }
    true
}
