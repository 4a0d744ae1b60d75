//! The `$EDITOR` round trip of the text, or of the JSON of a part.

use crate::message::unparsed_json::UnparsedJson;
use serde_json::Value;

use crate::app::events::card_command::CardCommand;
use crate::app::events::effect::{DiskCommand, EditorBuffer, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::{App, EditorSession};
use crate::app::panes::cards::typed_request::typed_request;
use crate::app::state::unparsed_parts;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::source_map::Source;
use crate::editor::change::Splice;
use crate::input::action::Action;

/// Opens the part under the cursor in the editor where the cards are focused, else the text.
pub fn open(app: &mut App, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    let part = (app.focus == Pane::Cards)
        .then(|| app.cards.cursor().to_owned())
        .filter(|part| !part.is_empty());
    let manuscript = match &part {
        None => EditorBuffer {
            text: app.draft.text().to_owned(),
            suffix: ".md",
            line: 1,
        },
        Some(part) => {
            app.cards.leave();
            let fresh = || {
                let value = app.draft.get(part).unwrap_or(&Value::Null);
                serde_json::to_string_pretty(value).unwrap_or_default()
            };
            let (text, line) = match unparsed_parts::of_part(&app.unparsed, part, &app.draft) {
                Some(rejected) => (rejected.text.clone(), rejected.line),
                None => (fresh(), 1),
            };
            EditorBuffer {
                text,
                suffix: ".json",
                line,
            }
        }
    };
    app.editor_session = Some(EditorSession { ticket, part });
    effects.push(Effect::Terminal(TerminalCommand::Edit(ticket, manuscript)));
}

/// Takes over the text that the editor left.
pub fn on_close(
    app: &mut App,
    ticket: Ticket,
    answer: Result<String, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    let Some(editing) = app
        .editor_session
        .take_if(|editing| editing.ticket == ticket)
    else {
        return;
    };
    match (answer, editing.part) {
        (Err(problem), _) => app.notice = Some(Notice::from(problem)),
        (Ok(text), None) => take_text(app, &text),
        (Ok(text), Some(part)) => {
            if take_part(app, part, text) {
                let kept = app.unparsed.clone();
                effects.push(Effect::Disk(DiskCommand::SaveUnparsed(
                    app.draft_id.clone(),
                    kept,
                )));
            }
        }
    }
}

fn take_text(app: &mut App, text: &str) {
    let before = app.text.caret_offset();
    let splice = Splice::between(app.draft.text(), text);
    if splice.removed != splice.inserted {
        app.draft.end_group();
        app.apply_splice(&splice, before);
    }
}

/// Takes over the edited JSON of a part. Returns whether the stored unparsed JSON changed.
fn take_part(app: &mut App, part: String, text: String) -> bool {
    let value = match Source::read(&text) {
        Ok(source) => source.value().0,
        Err(broken) => {
            let (line, column) = broken.position();
            let why = format!("Line {line}, column {column}: {}", broken.title);
            keep_unparsed(app, part, text, line, why);
            return true;
        }
    };
    if !value.is_object() {
        let why = "A part of a card is an object: {…}.".to_owned();
        keep_unparsed(app, part, text, 1, why);
        return true;
    }
    let is_changed = unparsed_parts::remove(&mut app.unparsed, &part, &app.draft);
    app.notice
        .take_if(|notice| notice.topic == Topic::ExternalEditor);
    if app.draft.get(&part) != Some(&value) {
        if let Some(kind) = wrong_type(app, &part, &value) {
            let title = format!("Saved, but none of its fields belongs to a {kind}");
            let key = app.keymap.name_of(app.place(), Action::Undo);
            let why = format!("See Checks; {key} restores the part as it was.");
            let notice = Notice::new(Tone::Warning, title).with(why);
            app.notice = Some(notice.topic(Topic::ExternalEditor));
        }
        let path = part;
        app.cards
            .perform(CardCommand::Replace { path, value }, &mut app.draft);
    }
    is_changed
}

/// Returns the type of a part where a value has fields but none of that type.
fn wrong_type(app: &App, part: &str, value: &Value) -> Option<String> {
    let kind = typed_request(&app.draft)?.kind_at(part)?;
    let fields = value.as_object().filter(|fields| !fields.is_empty())?;
    let is_strange = fields.keys().all(|key| kind.spelt(key).is_none());
    is_strange.then(|| kind.label.to_lowercase())
}

/// Stores text that does not parse for the next time, and reports the error.
fn keep_unparsed(app: &mut App, part: String, text: String, line: usize, why: String) {
    let key = app.keymap.key_of(app.place(), Action::EditExternally);
    let key = key.map_or_else(|| "The editor".to_owned(), |key| key.to_string());
    app.notice = Some(
        Notice::new(Tone::Error, "Cannot read the JSON from the editor")
            .topic(Topic::ExternalEditor)
            .with(why)
            .with(format!(
                "{key} opens it again at line {line}; until then the part is as it was."
            )),
    );
    let was = unparsed_parts::value(&app.draft, &part);
    let rejected = UnparsedJson {
        part,
        was,
        text,
        line,
    };
    unparsed_parts::keep(&mut app.unparsed, rejected);
}
