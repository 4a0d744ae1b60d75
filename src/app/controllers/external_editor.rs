//! The `$EDITOR` round trip of the text, or of the JSON of a part.

use serde_json::Value;

use crate::app::controllers::{cards, send_result, text};
use crate::app::events::card_command::CardCommand;
use crate::app::events::effect::{EditorBuffer, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::panes::cards::typed_request::typed_request;
use crate::app::panes::preview::tabs::Tab;
use crate::app::state::open_document::EditorSession;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::edit::Edit;
use crate::document::parse::source_map::Source;
use crate::editor::change::Splice;
use crate::input::action::Action;
use crate::message::undo_steps::Mark;
use crate::message::unparsed_json::PASTE;

/// Opens the part under the cursor in the editor where the cards are focused, else the text.
pub fn open(app: &mut App, effects: &mut Vec<Effect>) {
    let is_of_paste = |notice: &Notice| notice.topic == Topic::Paste;
    if app.overlay.notice().is_some_and(is_of_paste) && app.document.unparsed_of(PASTE).is_some() {
        open_part(app, Some(PASTE.to_owned()), effects);
        return;
    }
    let part = match app.panes.focus() {
        Pane::Cards => Some(app.panes.cards.cursor().to_owned()).filter(|part| !part.is_empty()),
        // The tab shows the whole request.
        Pane::Preview if app.panes.preview.tab == Tab::Json => Some(String::new()),
        Pane::Preview | Pane::Spaces | Pane::Text | Pane::Options => None,
    };
    open_part(app, part, effects);
}

/// Opens the paste that could not be read in the editor, if there is one.
pub fn open_paste(app: &mut App, effects: &mut Vec<Effect>) {
    if app.document.unparsed_of(PASTE).is_some() {
        open_part(app, Some(PASTE.to_owned()), effects);
    } else {
        let title = "No paste is kept: all of them could be read";
        app.overlay.show(Notice::new(Tone::Info, title));
    }
}

/// Opens the JSON of a part in the editor; the text where there is none.
fn open_part(app: &mut App, part: Option<String>, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    let manuscript = match &part {
        None => EditorBuffer {
            text: app.document.draft().text().to_owned(),
            suffix: ".md",
            line: 1,
        },
        Some(part) => {
            app.panes.cards.leave();
            let fresh = || {
                let value = app.document.draft().get(part).unwrap_or(&Value::Null);
                serde_json::to_string_pretty(value).unwrap_or_default()
            };
            let (text, line) = match app.document.unparsed_of(part) {
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
    app.document.start_editor(EditorSession { ticket, part });
    effects.push(Effect::Terminal(TerminalCommand::Edit(ticket, manuscript)));
}

/// Takes over the text that the editor left.
pub fn on_close(
    app: &mut App,
    ticket: Ticket,
    answer: Result<String, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    let Some(editing) = app.document.end_editor(ticket) else {
        return;
    };
    match (answer, editing.part) {
        (Err(problem), _) => app.overlay.show(problem),
        (Ok(text), None) => take_text(app, &text),
        (Ok(text), Some(part)) if part == PASTE => take_paste(app, &text, effects),
        (Ok(text), Some(part)) => {
            if take_part(app, part, text) {
                effects.push(app.document.save_unparsed());
            }
        }
    }
    for (ticket, sent) in app.document.take_postponed() {
        send_result::sent(app, ticket, &sent, effects);
    }
}

fn take_text(app: &mut App, text: &str) {
    let before = app.panes.text.caret_offset();
    let splice = Splice::between(app.document.draft().text(), text);
    if splice.removed != splice.inserted {
        let draft = app.document.draft_mut();
        draft.end_group();
        // What the editor's user typed is only guessed: words may have been written anew that begin alike.
        if !is_between_words(draft.text(), &splice) {
            draft.forget_sent();
        }
        app.apply_splice(&splice, before);
    }
}

/// Pastes the text again that could not be read; an empty one is not kept any more.
fn take_paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) {
    app.document.remove_unparsed(PASTE);
    effects.push(app.document.save_unparsed());
    app.overlay.end_topic(Topic::Paste);
    if text.trim().is_empty() {
        return;
    }
    app.panes.focus_on(Pane::Cards);
    if let Err(bytes) = cards::paste(app, text, effects) {
        text::warn_too_long(app, bytes);
    }
}

/// Returns whether a change begins and ends where words of the text do.
fn is_between_words(text: &str, splice: &Splice) -> bool {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (before, rest) = text.split_at_checked(splice.at).unwrap_or((text, ""));
    let after = rest.strip_prefix(&splice.removed).unwrap_or_default();
    let (first, last) = (
        splice.inserted.chars().next(),
        splice.inserted.chars().next_back(),
    );
    (blank(before.chars().next_back()) || blank(first))
        && (blank(after.chars().next()) || blank(last))
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
        let why = match part.as_str() {
            "" => "A request is an object: {…}.".to_owned(),
            _ => "A part of a card is an object: {…}.".to_owned(),
        };
        keep_unparsed(app, part, text, 1, why);
        return true;
    }
    let is_changed = app.document.remove_unparsed(&part);
    app.overlay.end_topic(Topic::ExternalEditor);
    if app.document.draft().get(&part) != Some(&value) {
        if let Some(kind) = wrong_type(app, &part, &value) {
            let title = format!("Saved, but none of its fields belongs to {kind}");
            let key = app.session.keymap().name_of(app.place(), Action::Undo);
            let why = format!("See Checks; {key} restores the part as it was.");
            let notice = Notice::new(Tone::Warning, title).with(why);
            app.overlay.show(notice.topic(Topic::ExternalEditor));
        }
        if part.is_empty() {
            take_request(app, value);
            return is_changed;
        }
        let path = part;
        app.panes.cards.perform(
            CardCommand::Replace { path, value },
            app.document.draft_mut(),
        );
    }
    is_changed
}

/// Takes over the whole request, as one undo step.
fn take_request(app: &mut App, value: Value) {
    let mark = Mark {
        caret: app.panes.text.caret_offset(),
        node: None,
    };
    let path = String::new();
    let draft = app.document.draft_mut();
    draft.forget_sent();
    draft.apply_fix(vec![Edit::Replace { path, value }], mark.clone());
    app.show_change(&mark);
}

/// Returns the type of a part where a value has fields but none of that type.
fn wrong_type(app: &App, part: &str, value: &Value) -> Option<String> {
    let kind = typed_request(app.document.draft())?.kind_at(part)?;
    let fields = value.as_object().filter(|fields| !fields.is_empty())?;
    let is_strange = fields.keys().all(|key| kind.spelt(key).is_none());
    is_strange.then(|| kind.with_article())
}

/// Stores text that does not parse for the next time, and reports the error.
fn keep_unparsed(app: &mut App, part: String, text: String, line: usize, why: String) {
    let key = app
        .session
        .keymap()
        .key_of(app.place(), Action::EditExternally);
    let key = key.map_or_else(|| "The editor".to_owned(), |key| key.to_string());
    app.overlay.show(
        Notice::new(Tone::Error, "Cannot read the JSON from the editor")
            .topic(Topic::ExternalEditor)
            .with(why)
            .with(format!(
                "{key} opens it again at line {line}; until then the part is as it was."
            )),
    );
    app.document.keep_unparsed(part, text, line);
}
