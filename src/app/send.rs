//! From the key that sends to the effect that does, and what is done with the answer.

use std::ops::Range;
use std::time::Duration;

use crate::app::dialog::{Dialog, GUARD};
use crate::app::effect::{Effect, Request};
use crate::app::fields;
use crate::app::jump;
use crate::app::line::Line;
use crate::app::mend;
use crate::app::notice::{Notice, Tone};
use crate::app::outbox::{Entry, State};
use crate::app::state::App;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::checks::finding::Finding;
use crate::message::checks::phrase;
use crate::message::checks::rule::Severity;
use crate::message::draft::at;
use crate::message::thread::Certainty;

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
    // What is sent is looked at now, not as of the last settling.
    app.check();
    let Some((path, part, notice)) = obstacle(app) else {
        return false;
    };
    jump::jump(app, &path, part.as_ref());
    app.notice = Some(notice);
    true
}

/// What stands in the way of a send: the place where it is mended, and the words.
fn obstacle(app: &App) -> Option<(String, Option<Range<usize>>, Notice)> {
    let stop = |path: &str, why, what| {
        let notice = Notice::new(Tone::Error, format!("Not sent: {why}")).with(what);
        Some((path.to_owned(), None, notice))
    };
    if app.draft.parent().is_empty() {
        return stop(
            at::PARENT,
            "no space is chosen",
            "Choose one and press Enter.",
        );
    }
    if app.draft.is_blank() {
        return stop(at::TEXT, "the message is empty", "Write something first.");
    }
    let first = app.findings.open().first()?;
    let is_error = first.is_error();
    is_error.then(|| (first.path.clone(), first.part.clone(), refusal(app, first)))
}

/// The words for an error that stops a send.
fn refusal(app: &App, finding: &Finding) -> Notice {
    let more = match app.findings.counts().errors {
        0 | 1 => String::new(),
        2 => " One more error stands in the way.".to_owned(),
        errors => format!(" {} more errors stand in the way.", errors - 1),
    };
    let key = app.keymap.key_of(Place::Everywhere, Action::ShowChecks);
    let how = key.map_or(String::new(), |key| format!("{key} says what to do."));
    Notice::new(Tone::Error, format!("Not sent. {}", finding.message))
        .with(mend::who_could(app, finding))
        .with(format!("{how}{more}"))
}

/// Whether the same message is on its way to the same space already.
fn is_under_way(app: &App) -> bool {
    let body = app.draft.body();
    app.outbox
        .under_way()
        .any(|entry| entry.request.parent == app.draft.parent() && entry.request.body == body)
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
        thousands(app.draft.bytes()),
        sender(app),
        told.words
    );
    let twice = if is_under_way(app) {
        "The same message is on its way already: this would post it twice."
    } else {
        ""
    };
    let warned = warned(app);
    let is_sure = told.certainty == Certainty::Sure && twice.is_empty() && warned.is_empty();
    let tone = if is_sure { Tone::Info } else { Tone::Warning };
    Notice::new(tone, title).with(rest).with(twice).with(warned)
}

/// What the confirm line says of the warnings; nothing where there are none.
fn warned(app: &App) -> String {
    let is_warning = |finding: &&Finding| finding.severity == Severity::Warning;
    let Some(first) = app.findings.open().iter().find(is_warning) else {
        return String::new();
    };
    let count = phrase::count(app.findings.counts().warnings, "warning");
    let key = app.keymap.key_of(Place::Confirm, Action::ShowChecks);
    let shows = key.map_or(String::new(), |key| format!(" ({key} shows more)"));
    format!("⚠ {count}: {}{shows}", first.message)
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
        draft: app.draft_id.clone(),
        parent: app.draft.parent().to_owned(),
        query: app.draft.query(),
        body: app.draft.body(),
        request_id: None,
    };
    let excerpt = app.draft.excerpt();
    dispatch(app, request, excerpt, effects);
}

fn dispatch(app: &mut App, request: Request, excerpt: String, effects: &mut Vec<Effect>) {
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
    let excerpt = entry.excerpt.clone();
    app.outbox.remove(row);
    dispatch(app, request, excerpt, effects);
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
