//! Controller of the cards pane: keys, pastes, layout, the wheel, clicks.

use ratatui::layout::Rect;
use serde_json::Value;

use crate::app::controllers;
use crate::app::controllers::card_help;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::cards::actions::{CardsEvent, CardsResult};
use crate::app::panes::cards::clipboard::Pasted;
use crate::app::panes::cards::layout::{self, CardsFocus, CardsLayout};
use crate::document::parse::source_map::Source;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::import::{self, Found, ImportedJson};
use crate::message::import_form::ImportForm;

/// Handles an action in the pane.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    let outcome = app.panes.cards.act(action, app.document.draft_mut());
    handle_outcome(app, outcome, effects)
}

fn handle_outcome(app: &mut App, outcome: CardsResult, effects: &mut Vec<Effect>) -> EventResult {
    let event = match outcome {
        CardsResult::Consumed => return EventResult::Consumed,
        CardsResult::Ignored => return EventResult::Ignored,
        CardsResult::Then(event) => event,
    };
    match event {
        CardsEvent::Copy(text) => effects.push(Effect::Terminal(TerminalCommand::Copy(text))),
        CardsEvent::Ask(picker) => app.overlay.open(Dialog::Picker(picker)),
        CardsEvent::Tell(notice) => app.overlay.show(notice),
        CardsEvent::Hint(title, keys, more) => {
            app.overlay.show(hint(app, (title, keys, more)));
        }
    }
    EventResult::Consumed
}

/// Returns a notice that names the keys which help.
fn hint(app: &App, (title, keys, more): (&str, &[(Action, &str)], &str)) -> Notice {
    let names = keys.iter().map(|(action, does)| {
        let key = app.session.keymap().name_of(app.place(), *action);
        format!("{key} {does}")
    });
    let names = names.collect::<Vec<_>>().join(", ");
    Notice::new(Tone::Info, title).with(format!("{names}{more}."))
}

/// Pastes a text: into the value that is typed, or as a part of a card.
///
/// Returns the bytes that the value would have where that is too much.
///
/// # Errors
/// Returns how long the value would be, in bytes, where that is too much.
pub fn paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) -> Result<(), usize> {
    let outcome = match app.panes.cards.paste(text, app.document.draft_mut()) {
        Pasted::Done(outcome) => outcome,
        Pasted::TooLong(bytes) => return Err(bytes),
        // A message becomes a draft of its own where there is no draft to add to.
        Pasted::Part
            if app.document.draft().is_empty() && controllers::import::is_message(text) =>
        {
            controllers::import::paste(app, text, effects);
            return Ok(());
        }
        Pasted::Part => paste_json(app, text, effects),
    };
    handle_outcome(app, outcome, effects);
    Ok(())
}

/// Inserts pasted JSON where it fits, be it embedded in a program.
///
/// Parts are inserted as they are; of a whole message, the cards and accessory widgets are appended.
fn paste_json(app: &mut App, text: &str, effects: &mut Vec<Effect>) -> CardsResult {
    app.overlay.end_topic(Topic::Paste);
    match import::find(text) {
        Ok(found) => paste_found(app, &found),
        // What does not parse by itself may still be a part of something.
        Err(error) => {
            if let Ok(source) = Source::read(text) {
                let (value, draft) = (source.value().0, app.document.draft_mut());
                return app.panes.cards.paste_value(&value, draft);
            }
            let mut notice = unreadable(app, &error);
            if !error.is_other {
                let (line, _) = error.diagnostic.position();
                let (kept, save) = controllers::kept_paste::keep(app, text, line, notice);
                effects.push(save);
                notice = kept;
            }
            CardsResult::Then(CardsEvent::Tell(notice))
        }
    }
}

fn paste_found(app: &mut App, found: &Found<'_>) -> CardsResult {
    let (value, _) = found.source.value();
    let opened = found.open().ok();
    if let (ImportForm::BareCards | ImportForm::Sections | ImportForm::Widgets, Value::Array(parts)) =
        (found.form, &value)
        && app
            .panes
            .cards
            .paste_values(parts, app.document.draft_mut())
    {
        let words = format!("{} parts were pasted", parts.len());
        return CardsResult::Then(CardsEvent::Tell(Notice::new(Tone::Info, words)));
    }
    match opened.filter(is_for_the_end) {
        Some(opened) => app
            .panes
            .cards
            .paste_message(&opened.request, app.document.draft_mut()),
        None if is_text(found.form, &value) => CardsEvent::notice(
            "Nothing that fits into the cards",
            "The pasted message has only a text; paste it into Text.",
        ),
        None => app
            .panes
            .cards
            .paste_value(&value, app.document.draft_mut()),
    }
}

/// Returns whether the cards and accessory widgets of an imported message are to be appended.
///
/// True where it is no part that could be inserted into a card.
fn is_for_the_end(opened: &ImportedJson) -> bool {
    let holds = |list: &str| {
        let items = opened.request.pointer(list).and_then(Value::as_array);
        items.is_some_and(|items| !items.is_empty())
    };
    match opened.form {
        ImportForm::Request
        | ImportForm::Call
        | ImportForm::Message
        | ImportForm::TextAndCard
        | ImportForm::Foreign(_)
        | ImportForm::CardList => holds(at::CARDS) || holds(at::ACCESSORIES),
        ImportForm::BareCards | ImportForm::Sections | ImportForm::Widgets => true,
        // A card of version 1.
        ImportForm::Card => !opened.asides.is_empty(),
        ImportForm::CardWithId | ImportForm::Section | ImportForm::Widget => false,
    }
}

/// Returns whether a value is a message with nothing but a text.
///
/// A button or a chip has more than its text.
fn is_text(form: ImportForm, value: &Value) -> bool {
    match form {
        ImportForm::Request | ImportForm::Call => true,
        ImportForm::Message => {
            let fields = value.as_object();
            fields.is_some_and(|fields| fields.keys().all(|key| key == "text"))
        }
        _ => false,
    }
}

/// Returns the notice that says why a paste is no part of a card.
fn unreadable(app: &App, error: &import::Error) -> Notice {
    let found = &error.diagnostic;
    let title = format!("Not pasted: {} of the paste", found.place_text());
    let notice = if error.is_other {
        let key = app.session.keymap().name_of(Place::Form, Action::Choose);
        Notice::new(Tone::Error, title)
            .with(found.title.as_str())
            .with(format!(
                "Text is pasted into a field: {key} in the form edits one."
            ))
    } else {
        found.under(title).into()
    };
    notice.topic(Topic::Paste)
}

/// Returns the layout of the pane at `area`.
#[must_use]
pub fn parts(app: &App, area: Rect) -> CardsLayout {
    let keys = match app.panes.focus() {
        Pane::Cards if app.panes.cards.is_in_form() => CardsFocus::Form,
        Pane::Cards => CardsFocus::Outline,
        _ => CardsFocus::Elsewhere,
    };
    let parts = layout::parts(area, app.panes.cards.nodes().len(), keys);
    if parts.form.is_empty() {
        return parts;
    }
    let rows = app.panes.cards.rows(app.document.draft());
    CardsLayout {
        names: layout::names(&rows),
        ..parts
    }
}

/// Lays out the pane in its area.
pub fn layout(app: &mut App, area: Rect) {
    let parts = parts(app, area);
    let width = parts.value_width();
    app.panes.cards.layout(app.document.draft(), &parts, width);
}

/// Marks in the preview the part under the pane's cursor, while the pane is focused.
pub fn reveal(app: &mut App) {
    if app.panes.focus() != Pane::Cards {
        return;
    }
    let pointer = app.panes.cards.pointer(app.document.draft());
    let below = pointer
        .strip_prefix(at::MESSAGE)
        .filter(|below| !below.is_empty());
    // Marked once only: a preview that is scrolled meanwhile does not jump back.
    if app.panes.preview.json.marked() != below {
        app.panes.preview.json.reveal(below);
        app.panes.preview.card.mark(below.map(|_| pointer.as_str()));
    }
}

/// Scrolls the pane at `area` by so many rows.
///
/// What lies under the pointer scrolls; its cursor moves only as far as it must.
pub fn scroll(app: &mut App, area: Rect, (column, row): (u16, u16), by: i32) {
    let parts = parts(app, area);
    let is_over_form = parts.whole().contains((column, row).into());
    app.panes
        .cards
        .scroll(is_over_form, by, app.document.draft());
}

/// Handles a click into the pane at `area`; the cell is one of the screen. Returns whether it hit a row.
pub fn click(app: &mut App, area: Rect, (column, row): (u16, u16)) -> bool {
    let parts = parts(app, area);
    let within = |area: Rect| area.contains((column, row).into());
    if let Some(typed) = app
        .panes
        .cards
        .typed_at(&parts, app.document.draft())
        .filter(|area| within(*area))
    {
        app.panes.cards.click_typed(column - typed.x, row - typed.y);
        return false;
    }
    if within(parts.outline) {
        app.panes.cards.click(usize::from(row - parts.outline.y))
    } else if within(parts.whole()) && !app.panes.cards.types_lines() {
        let here = app.panes.cards.here_in_sight(app.document.draft());
        let row = parts.row_at(row, here, card_help::rows(app, &parts));
        app.panes.cards.click_form(row, app.document.draft())
    } else {
        false
    }
}
