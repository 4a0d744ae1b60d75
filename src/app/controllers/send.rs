//! Controller of sending: from the key to the effect, with the confirmation in between.

use std::ops::Range;
use std::time::Duration;

use crate::app::controllers::goto;
use crate::app::controllers::quick_fix;
use crate::app::dialogs::dialog::{Dialog, DoubtfulSend, GUARD};
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::option_fields;
use crate::app::state::outbox::{Entry, State};
use crate::delivery::intent::Intent;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::rule::Severity;
use crate::message::draft::at;
use crate::message::request::Outgoing;
use crate::message::thread::Certainty;

/// Asks whether to send, or reports what prevents it.
pub fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    if stopped(app) {
        return;
    }
    if app.sender.is_production {
        app.notice = None;
        app.dialog = Some(Dialog::Guard(LineInput::default(), None));
    } else if (app.confirms || is_under_way(app)) && !matches!(app.dialog, Some(Dialog::Confirm)) {
        app.notice = None;
        app.dialog = Some(Dialog::Confirm);
    } else {
        go(app, effects);
    }
}

/// Reports what prevents a send, at the place where it is fixed. Returns whether there is something.
fn stopped(app: &mut App) -> bool {
    // What is sent is checked now, not as of the last layout pass.
    app.check();
    let Some((path, part, notice)) = obstacle(app) else {
        return false;
    };
    goto::jump(app, &path, part.as_ref());
    app.notice = Some(notice);
    true
}

/// Returns what prevents a send: the place where it is fixed, and the notice.
fn obstacle(app: &App) -> Option<(String, Option<Range<usize>>, Notice)> {
    let stop = |path: &str, why, what: String| {
        let notice = Notice::new(Tone::Error, format!("Not sent: {why}")).with(what);
        Some((path.to_owned(), None, notice))
    };
    if app.draft.parent().is_empty() {
        return stop(
            at::PARENT,
            "no space is chosen",
            format!(
                "Choose one and press {}.",
                app.keymap.name_of(Place::Spaces, Action::Choose)
            ),
        );
    }
    if app.draft.is_blank() {
        let what = "Write something first.".to_owned();
        return stop(at::TEXT, "the message is empty", what);
    }
    let first = app.findings.open().first()?;
    let is_error = first.is_error();
    is_error.then(|| (first.path.clone(), first.part.clone(), refusal(app, first)))
}

/// Returns the notice for an error that prevents a send.
fn refusal(app: &App, finding: &Finding) -> Notice {
    let more = match app.findings.counts().errors {
        0 | 1 => String::new(),
        2 => " One more error prevents the send.".to_owned(),
        errors => format!(" {} more errors prevent the send.", errors - 1),
    };
    let key = app.keymap.key_of(Place::Everywhere, Action::ShowChecks);
    let how = key.map_or(String::new(), |key| format!("{key} says what to do."));
    Notice::new(Tone::Error, format!("Not sent. {}", finding.message))
        .with(quick_fix::profile_that_can(app, finding))
        .with(format!("{how}{more}"))
}

/// Returns the open draft as it would be sent.
fn outgoing(app: &App) -> Outgoing {
    Outgoing {
        draft: app.draft_id.clone(),
        ..Outgoing::of(app.draft.request())
    }
}

/// Returns whether the same message is being sent to the same space already.
fn is_under_way(app: &App) -> bool {
    let message = outgoing(app);
    app.outbox
        .under_way()
        .any(|entry| entry.request.is_same_message(&message))
}

/// Returns what the confirm line says of messages that may be in Chat already; empty where there are none.
fn doubt_warning(app: &App) -> &'static str {
    let message = outgoing(app);
    if is_under_way(app) {
        "The same message is already on the way: this would post it twice."
    } else if app.outbox.same_in_doubt(&message).is_some() {
        "It may have arrived already, which is not known; sending it again cannot post it twice."
    } else if app.outbox.other_version_in_doubt(&message).is_some() {
        "An earlier version of it may have arrived already; this one would be a second message."
    } else {
        ""
    }
}

/// Returns the line that asks before a send.
#[must_use]
pub fn question(app: &App) -> Notice {
    let space = app.spaces.label_of(app.draft.parent());
    let private = match app.draft.text_at(at::VIEWER_NAME) {
        "" => String::new(),
        user => format!(" · only {} sees it", app.options.name_of(user)),
    };
    let told = option_fields::forecast(&app.draft, app.space());
    let key = |action| {
        let chord = app.keymap.key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    // The keys come first, so that they are visible on the smallest screen.
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
    let twice = doubt_warning(app);
    let warned = warned(app);
    let is_sure = told.certainty == Certainty::Sure && twice.is_empty() && warned.is_empty();
    let tone = if is_sure { Tone::Info } else { Tone::Warning };
    Notice::new(tone, title).with(rest).with(twice).with(warned)
}

/// Returns what the confirm line says of the warnings; empty where there are none.
fn warned(app: &App) -> String {
    let is_warning = |finding: &&Finding| finding.severity == Severity::Warning;
    let Some(first) = app.findings.open().iter().find(is_warning) else {
        return String::new();
    };
    let count = format_value::count(app.findings.counts().warnings, "warning");
    let key = app.keymap.key_of(Place::Confirm, Action::ShowChecks);
    let shows = key.map_or(String::new(), |key| format!(" ({key} shows more)"));
    format!("⚠ {count}: {}{shows}", first.message)
}

/// Returns the line that asks for a typed word before a production send.
///
/// `again` is the message that is sent again; `None` for the open draft.
#[must_use]
pub fn guarded(app: &App, typed: &str, again: Option<Ticket>) -> Notice {
    let repeated = again.and_then(|ticket| app.outbox.entry(ticket));
    let space = match repeated {
        Some(entry) => entry.space.clone(),
        None => app.spaces.label_of(app.draft.parent()),
    };
    // What is typed comes first, so that it is visible on the smallest screen.
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
    if let Some(entry) = repeated {
        return notice.with(format!(
            "{}: sent again under its own request ID, so it cannot be posted twice.",
            entry.excerpt
        ));
    }
    notice.lines.extend(question(app).lines);
    notice
}

/// Returns the line that asks before the same text is posted a second time.
///
/// It has been in doubt for too long to be retried safely.
#[must_use]
pub fn resend_question(app: &App, second: &DoubtfulSend) -> Notice {
    let key = |action| {
        let chord = app.keymap.key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let title = format!(
        "Post it again to {}? {} sends, {} returns",
        second.space,
        key(Action::Choose),
        key(Action::Back)
    );
    Notice::new(Tone::Warning, title)
        .with(format!(
            "The same message was sent at {}, and it is not known whether it arrived.",
            second.since
        ))
        .with(
            "After so long Chat may have forgotten its request ID, so this may post it twice. \
             Look into the space first.",
        )
}

fn sender(app: &App) -> String {
    match (&app.sender.profile, app.sender.is_sandbox) {
        (_, true) => format!("{} on the sandbox", app.sender.kind),
        (profile, false) => format!("{profile} ({})", app.sender.kind),
    }
}

/// Formats a duration, in milliseconds where it is short.
#[must_use]
pub fn span(took: Duration) -> String {
    match took.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", took.as_secs_f32()),
    }
}

/// Formats a number with a comma between its thousands.
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
    // The draft may have changed since the question was asked.
    if stopped(app) {
        return;
    }
    app.dialog = None;
    app.notice = None;
    let excerpt = app.draft.excerpt();
    dispatch(app, outgoing(app), Intent::New, excerpt, effects);
}

fn dispatch(
    app: &mut App,
    request: Outgoing,
    intent: Intent,
    excerpt: String,
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
        state,
        is_foreign: false,
    });
    effects.push(Effect::Chat(ChatCommand::Send(ticket, request, intent)));
}

/// Sends a message again that was not sent, under its own `requestId`, so that it cannot be posted twice.
///
/// A guarded profile wants its word typed first.
pub fn ask_again(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.at(row) else {
        return;
    };
    if !entry.is_unsent() {
        app.notice = Some(Notice::new(
            Tone::Info,
            "Only a message that was not sent can be resent",
        ));
    } else if entry.is_foreign {
        app.notice = Some(
            Notice::new(
                Tone::Info,
                "It was sent by another profile, or to another server",
            )
            .with("Start chatquill with that profile to send it again from there."),
        );
    } else if app.sender.is_production {
        app.notice = None;
        app.dialog = Some(Dialog::Guard(LineInput::default(), Some(entry.ticket)));
    } else {
        again(app, entry.ticket, effects);
    }
}

/// Sends the message of this ticket again.
pub fn again(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.take_unsent(ticket) else {
        return;
    };
    if matches!(app.dialog, Some(Dialog::Guard(..))) {
        app.dialog = None;
    }
    let intent = if entry.request.request_id.is_empty() {
        Intent::New
    } else {
        Intent::Repeat {
            in_doubt: entry.is_in_doubt(),
        }
    };
    dispatch(app, entry.request, intent, entry.excerpt, effects);
}

/// Posts the text of an old doubt a second time, on purpose.
pub fn resend(app: &mut App, effects: &mut Vec<Effect>) {
    if let Some(Dialog::ConfirmResend(second)) = app.dialog.take() {
        let DoubtfulSend {
            request, excerpt, ..
        } = *second;
        dispatch(app, request, Intent::SendAnyway, excerpt, effects);
    }
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
