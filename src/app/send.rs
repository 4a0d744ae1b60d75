//! From the key that sends to the effect that does, and what is done with the answer.

use std::time::Duration;

use crate::app::dialog::{Dialog, GUARD};
use crate::app::effect::{DraftId, Effect, Request};
use crate::app::fields::{self, Field};
use crate::app::line::Line;
use crate::app::notice::{Notice, Tone};
use crate::app::outbox::{Entry, State};
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::chat::sender::SenderKind;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::identifier;
use crate::message::size;
use crate::message::thread::Certainty;

/// Why a draft cannot be sent, and the pane where that is mended.
struct Obstacle {
    pane: Pane,
    field: Option<Field>,
    notice: Notice,
}

/// Asks whether to send, or says what stands in the way.
pub fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    if stopped(app) {
        return;
    }
    if app.sender.is_production {
        app.notice = None;
        app.dialog = Some(Dialog::Guard(Line::default()));
    } else if (app.confirms || is_under_way(app)) && !matches!(app.dialog, Some(Dialog::Confirm)) {
        app.notice = None;
        app.dialog = Some(Dialog::Confirm);
    } else {
        go(app, effects);
    }
}

/// Whether something stands in the way; then it is told, where it is mended.
fn stopped(app: &mut App) -> bool {
    // What is sent is counted now, not as of the last settling.
    app.bytes = size::bytes(app.draft.message());
    let Some(obstacle) = obstacle(app) else {
        return false;
    };
    app.focus_on(obstacle.pane);
    if let Some(field) = obstacle.field {
        app.options.seek(field);
    }
    app.dialog = None;
    app.notice = Some(obstacle.notice);
    true
}

/// Whether the same message is on its way to the same space already.
fn is_under_way(app: &App) -> bool {
    let body = app.draft.body();
    app.outbox
        .under_way()
        .any(|entry| entry.request.parent == app.draft.parent() && entry.request.body == body)
}

fn obstacle(app: &App) -> Option<Obstacle> {
    let draft = &app.draft;
    let stop = |pane, field, title: String, what: &str| {
        Some(Obstacle {
            pane,
            field,
            notice: Notice::new(Tone::Error, title).with(what),
        })
    };
    if draft.parent().is_empty() {
        return stop(
            Pane::Spaces,
            None,
            "Not sent: no space is chosen".into(),
            "Choose one and press Enter.",
        );
    }
    if draft.is_empty() {
        return stop(
            Pane::Text,
            None,
            "Not sent: the message is empty".into(),
            "Write something first.",
        );
    }
    if app.bytes > size::LIMIT {
        let over = app.bytes - size::LIMIT;
        let over = thousands(over);
        let title = format!("Not sent: {over} bytes too large for Google Chat");
        return stop(Pane::Text, None, title, "Shorten the message.");
    }
    let id = draft.text_at(at::MESSAGE_ID);
    if !id.is_empty()
        && let Some(fault) = identifier::fault(id)
    {
        return stop(
            Pane::Options,
            Some(Field::MessageId),
            format!("Not sent: {fault}"),
            "Mend or unset the message ID.",
        );
    }
    let told = fields::forecast(draft, app.space());
    if told.certainty == Certainty::Refused {
        return stop(
            Pane::Options,
            Some(Field::Thread),
            format!("Not sent: {}", told.words),
            "Mend or unset the thread.",
        );
    }
    refused_sender(app).and_then(|(pane, field, title)| {
        stop(
            pane,
            field,
            title,
            "Unset it, or use a profile whose sender is a Chat app.",
        )
    })
}

/// What the sender's kind of credentials may not send.
fn refused_sender(app: &App) -> Option<(Pane, Option<Field>, String)> {
    if app.sender_kind() == SenderKind::App {
        return None;
    }
    let draft = &app.draft;
    let kind = app.sender_kind();
    let may_not = |what: &str| format!("Not sent: a {kind} may not send {what}");
    if draft.get(at::VIEWER).is_some() {
        return Some((
            Pane::Options,
            Some(Field::Viewer),
            may_not("private messages"),
        ));
    }
    if !matches!(
        draft.text_at(at::NOTIFICATION),
        "" | "NOTIFICATION_TYPE_NONE"
    ) {
        return Some((
            Pane::Options,
            Some(Field::Notification),
            may_not("silent or forced notifications"),
        ));
    }
    let holds = |pointer: &str| {
        draft
            .get(pointer)
            .and_then(|v| v.as_array())
            .is_some_and(|list| !list.is_empty())
    };
    if kind == SenderKind::User && !app.sender.has_preview && holds(at::CARDS) {
        return Some((Pane::Preview, None, may_not("cards")));
    }
    (kind == SenderKind::User && holds(at::ACCESSORIES))
        .then(|| (Pane::Preview, None, may_not("accessory widgets")))
}

/// The line that asks before a send.
#[must_use]
pub fn question(app: &App) -> Notice {
    let space = app.spaces.label_of(app.draft.parent());
    let private = match app.draft.text_at(at::VIEWER_NAME) {
        "" => String::new(),
        user => format!(" · only {} sees it", app.options.name_of(user)),
    };
    let told = fields::forecast(&app.draft, app.space());
    let key = |action| {
        let chord = app.keymap.key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    // The keys come first, so that they are in sight on the smallest screen.
    let title = format!(
        "Send to {space}? {} sends, {} returns",
        key(Action::Choose),
        key(Action::Back)
    );
    let rest = format!(
        "{} B as {}{private} · {}",
        thousands(app.bytes),
        sender(app),
        told.words
    );
    let twice = if is_under_way(app) {
        "The same message is on its way already: this would post it twice."
    } else {
        ""
    };
    let tone = if told.certainty == Certainty::Sure && twice.is_empty() {
        Tone::Info
    } else {
        Tone::Warning
    };
    Notice::new(tone, title).with(rest).with(twice)
}

/// The line that asks for a word to be typed before a send in earnest.
#[must_use]
pub fn guarded(app: &App, typed: &str) -> Notice {
    let space = app.spaces.label_of(app.draft.parent());
    // What is typed comes first, so that it is in sight on the smallest screen.
    let title = format!("PRODUCTION: type \"{GUARD}\" › {typed}▏");
    let key = |action| {
        let chord = app.keymap.key_of(Place::Filter, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let mut notice = Notice::new(Tone::Warning, title).with(format!(
        "{} sends to {space}, {} returns",
        key(Action::Choose),
        key(Action::Back)
    ));
    notice.lines.extend(question(app).lines);
    notice
}

fn sender(app: &App) -> String {
    match (&app.sender.profile, app.sender.is_sandbox) {
        (_, true) => format!("{} on the sandbox", app.sender.kind),
        (profile, false) => format!("{profile} ({})", app.sender.kind),
    }
}

/// A span of time, in milliseconds where it is short.
#[must_use]
pub fn span(took: Duration) -> String {
    match took.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", took.as_secs_f32()),
    }
}

/// A number with a comma between its thousands.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && at % 3 == head {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Sends the open draft.
pub fn go(app: &mut App, effects: &mut Vec<Effect>) {
    // The draft may have become another one since the question was asked.
    if stopped(app) {
        return;
    }
    app.dialog = None;
    app.notice = None;
    let request = Request {
        parent: app.draft.parent().to_owned(),
        query: app.draft.query(),
        body: app.draft.body(),
        request_id: None,
    };
    let excerpt = app.draft.excerpt();
    let draft = app.draft_id.clone();
    dispatch(app, request, excerpt, draft, effects);
}

fn dispatch(
    app: &mut App,
    request: Request,
    excerpt: String,
    draft: DraftId,
    effects: &mut Vec<Effect>,
) {
    let ticket = app.tickets.draw();
    let space = app.spaces.label_of(&request.parent);
    let state = State::Sending {
        since: None,
        waits: None,
    };
    app.outbox.push(Entry {
        ticket,
        request: request.clone(),
        space,
        excerpt,
        draft,
        state,
    });
    effects.push(Effect::Send(ticket, request));
}

/// Sends a failed message again, under its own `requestId`, so that it cannot be posted twice.
pub fn again(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.at(row) else {
        return;
    };
    let Some(request_id) = entry.state.request_id() else {
        app.notice = Some(Notice::new(
            Tone::Info,
            "Only a message that was not sent can be sent again",
        ));
        return;
    };
    let request_id = Some(request_id.to_owned()).filter(|id| !id.is_empty());
    let request = Request {
        request_id,
        ..entry.request.clone()
    };
    let (excerpt, draft) = (entry.excerpt.clone(), entry.draft.clone());
    app.outbox.remove(row);
    dispatch(app, request, excerpt, draft, effects);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        for (number, shown) in [
            (0, "0"),
            (12, "12"),
            (999, "999"),
            (1204, "1,204"),
            (32_000, "32,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), shown);
        }
    }
}
