//! Controller of sending: from the key to the effect, with the confirmation in between.

use std::ops::Range;

use crate::app::controllers::attach;
use crate::app::controllers::audience;
use crate::app::controllers::broadcast;
use crate::app::controllers::broadcast_resume;
use crate::app::controllers::edit_send;
use crate::app::controllers::goto;
use crate::app::controllers::number_format::thousands;
use crate::app::controllers::quotes;
use crate::app::controllers::row_actions;
use crate::app::controllers::send_parts;
use crate::app::controllers::send_policy;
use crate::app::controllers::send_refusal::refusal;
use crate::app::controllers::send_warnings::warned;
use crate::app::controllers::sender_label::sender_label;
use crate::app::dialogs::dialog::{Dialog, DoubtfulSend, GUARD, GuardedSend};
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::destination;
use crate::app::state::option_fields;
use crate::app::state::outbox::{Entry, State};
use crate::chat::sender::SenderKind;
use crate::delivery::intent::Intent;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::request::Outgoing;
use crate::message::thread::Certainty;

/// Asks whether to send, or reports what prevents it.
pub fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    if stopped(app) {
        app.ui.pass_over_enter();
        return;
    }
    edit_send::show_difference(app);
    if app.session.sender().policy.is_production {
        app.overlay
            .ask(Dialog::Guard(LineInput::default(), GuardedSend::Draft));
    } else if (app.session.confirms()
        || app.document.edit().is_some()
        || broadcast::is_meant(app)
        || holds_sent(app)
        || app.document.part_sizes().is_some())
        && !matches!(app.overlay.dialog(), Some(Dialog::Confirm))
    {
        app.overlay.ask(Dialog::Confirm);
    } else {
        go(app, effects);
    }
}

/// Reports why nothing at all may be sent. Returns whether that is so.
pub fn blocked(app: &mut App) -> bool {
    let Some(problem) = app.session.blocked() else {
        return false;
    };
    let mut notice = Notice::from(problem.clone());
    notice.title = format!("Not sent: {}", notice.title);
    let remedy = "The draft is saved. Correct the config file, then start chatquill again.";
    app.overlay.show(notice.with(remedy));
    true
}

/// Reports what prevents a send, at the place where it is fixed. Returns whether there is something.
fn stopped(app: &mut App) -> bool {
    if blocked(app) {
        return true;
    }
    // What is sent is checked now, not as of the last layout pass.
    app.check();
    if app.document.edit().is_some() {
        return edit_send::stopped(app);
    }
    if broadcast::is_meant(app) {
        send_parts::plan(app);
        return broadcast::stopped(app);
    }
    if let Some(notice) = send_policy::denied(app, app.document.draft().parent()) {
        // Where nothing may be written, no other space helps.
        if !app.session.sender().policy.is_read_only {
            goto::jump(app, at::PARENT, None);
        }
        app.overlay.show(notice);
        return true;
    }
    if is_under_way(app) {
        let title = "Not sent: the same message is already on the way";
        let remedy = "What comes of it is shown here. To post it twice, send it again after that.";
        app.overlay
            .show(Notice::new(Tone::Warning, title).with(remedy));
        return true;
    }
    send_parts::plan(app);
    let Some((path, part, notice)) = obstacle(app) else {
        return false;
    };
    goto::jump(app, &path, part.as_ref());
    app.overlay.show(notice);
    true
}

/// Returns what prevents a send: the place where it is fixed, and the notice.
pub fn obstacle(app: &App) -> Option<(String, Option<Range<usize>>, Notice)> {
    let stop = |path: &str, why, what: String| {
        let notice = Notice::new(Tone::Error, format!("Not sent: {why}")).with(what);
        Some((path.to_owned(), None, notice))
    };
    if app.document.draft().parent().is_empty() {
        return stop(
            at::PARENT,
            "no space is chosen",
            format!(
                "Choose one and press {}.",
                app.session.keymap().name_of(Place::Spaces, Action::Choose)
            ),
        );
    }
    if app.document.is_blank() {
        let what = "Write something first.".to_owned();
        return stop(at::TEXT, "the message is empty", what);
    }
    if let Some(notice) = quotes::refusal(app) {
        return Some((at::QUOTE.to_owned(), None, notice));
    }
    let mut open = app.findings.open().iter();
    let first = open.find(|finding| !send_parts::is_solved(app, finding))?;
    let is_error = first.is_error();
    is_error.then(|| (first.path.clone(), first.part.clone(), refusal(app, first)))
}

/// Returns the open draft as it would be sent.
fn outgoing(app: &App) -> Outgoing {
    Outgoing {
        draft: app.document.id().clone(),
        webhook: app.session.webhook().to_owned(),
        attachments: app.document.files().to_vec(),
        ..Outgoing::of(app.document.draft().request())
    }
}

/// Returns whether the same message is being sent to the same space already.
fn is_under_way(app: &App) -> bool {
    let message = outgoing(app);
    app.outbox
        .under_way()
        .any(|entry| entry.request.is_same_message(&message))
}

/// Returns whether sending a message again posts a second one, since a webhook has no `requestId` to tell them apart.
#[must_use]
pub fn posts_anew(app: &App, request: &Outgoing) -> bool {
    !request.webhook.is_empty() || app.session.profile_sender().kind == SenderKind::Webhook
}

/// Returns whether the draft still holds other words that are being sent already.
fn holds_sent(app: &App) -> bool {
    let draft = app.document.draft();
    let mut under_way = app.outbox.under_way();
    under_way
        .any(|entry| entry.request.draft == *app.document.id() && draft.holds_sent(&entry.request))
}

/// Returns whether the draft is just what was sent from it last, as after an undo.
fn was_sent(app: &App) -> bool {
    let request = app.document.draft().request();
    let last = app.panes.preview.diff.last_sent();
    last.is_some_and(|last| {
        let mut sent = last.request.clone();
        if let (Some(id), Some(fields)) = (request.get("requestId"), sent.as_object_mut()) {
            fields.insert("requestId".to_owned(), id.clone());
        }
        sent == *request
    })
}

/// Returns what the confirm line says of messages that may be in Chat already; empty where there are none.
fn doubt_warning(app: &App) -> &'static str {
    let message = outgoing(app);
    if holds_sent(app) {
        "It still holds words that are on the way: they would be posted twice. They leave once Chat answers."
    } else if app.outbox.same_in_doubt(&message).is_some() && posts_anew(app, &message) {
        "It may have arrived already, which is not known; a webhook would post it twice."
    } else if app.outbox.same_in_doubt(&message).is_some() {
        "It may have arrived already, which is not known; sending it again cannot post it twice."
    } else if app.outbox.other_version_in_doubt(&message).is_some() {
        "An earlier version of it may have arrived already; this one would be a second message."
    } else if was_sent(app) {
        "It was sent from this draft already, word for word: this would be a second message."
    } else {
        ""
    }
}

/// Returns the line that asks before a send.
#[must_use]
pub fn question(app: &App) -> Notice {
    if let Some(target) = app.document.edit() {
        return edit_send::question(app, target);
    }
    if broadcast::is_meant(app) {
        return broadcast::question(app);
    }
    let space = app.destination_label();
    let told = option_fields::forecast(app.document.draft(), app.space());
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    // The keys come first, so that they are visible on the smallest screen.
    let title = format!(
        "Send to {space}? {} sends, {} returns",
        key(Action::Choose),
        key(Action::Back)
    );
    let rest = format!(
        "Seen by {} · {} B as {} · {}",
        audience::of_draft(app),
        thousands(app.document.draft().bytes()),
        sender_label(app),
        told.words
    );
    let twice = doubt_warning(app);
    let warned = warned(app);
    let is_sure = told.certainty == Certainty::Sure && twice.is_empty() && warned.is_empty();
    let tone = if is_sure {
        Tone::Question
    } else {
        Tone::Warning
    };
    let parts = send_parts::offer(app, thousands);
    let notice = Notice::new(tone, title)
        .with(parts)
        .with(attach::words(app))
        .with(quotes::words(app));
    notice.with(rest).with(twice).with(warned)
}

/// Returns the line that asks for a typed word before a production send.
///
/// `what` is what is sent after that.
#[must_use]
pub fn guarded(app: &App, typed: &str, what: GuardedSend) -> Notice {
    let repeated = match what {
        GuardedSend::Again(ticket) => app.outbox.entry(ticket),
        GuardedSend::Draft | GuardedSend::Test => None,
    };
    let space = match repeated {
        Some(entry) => entry.space.clone(),
        None if what == GuardedSend::Test => {
            let space = app.session.test_space().unwrap_or_default();
            app.panes.spaces.label_of(space)
        }
        None if broadcast::is_meant(app) => broadcast::destination(app.panes.spaces.marked().len()),
        None => app.destination_label(),
    };
    // What is typed comes first, so that it is visible on the smallest screen.
    let title = format!("PRODUCTION: type \"{GUARD}\" › {typed}▏");
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Filter, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let mut notice = Notice::new(Tone::Warning, title).with(format!(
        "{} sends to {space}, {} returns",
        key(Action::Choose),
        key(Action::Back)
    ));
    if let Some(entry) = repeated.filter(|entry| posts_anew(app, &entry.request)) {
        return notice.with(format!(
            "{}: it may have arrived, and a webhook has no request ID: this may post it twice.",
            entry.excerpt
        ));
    }
    if let GuardedSend::Again(ticket) = what
        && broadcast::is_of(app, ticket)
    {
        let lines = broadcast_resume::details(app, ticket);
        return lines.into_iter().fold(notice, Notice::with);
    }
    if let Some(entry) = repeated {
        return notice.with(format!(
            "{}: sent again under its own request ID, so it cannot be posted twice.",
            entry.excerpt
        ));
    }
    if what == GuardedSend::Draft {
        notice.lines.extend(question(app).lines);
    }
    notice
}

/// Returns the line that asks before the same text is posted a second time.
///
/// It has been in doubt for too long to be retried safely.
#[must_use]
pub fn resend_question(app: &App, second: &DoubtfulSend) -> Notice {
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let title = format!(
        "Post it again to {}? {} sends, {} returns",
        second.space,
        key(Action::Choose),
        key(Action::Back)
    );
    let at = match second.since.as_str() {
        "" => "before".to_owned(),
        since => format!("at {since}"),
    };
    let notice = Notice::new(Tone::Warning, title).with(format!(
        "The same message was sent {at}, and it is not known whether it arrived."
    ));
    if posts_anew(app, &second.request) {
        return notice.with(
            "A webhook has no request ID: if the first one arrived, this posts a second message. \
             Look into the space first.",
        );
    }
    notice.with(
        "After so long Chat may have forgotten its request ID, so this may post it twice. \
             Look into the space first.",
    )
}

/// Sends the open draft.
pub fn go(app: &mut App, effects: &mut Vec<Effect>) {
    // The draft may have changed since the question was asked.
    if stopped(app) {
        return;
    }
    if let Some(target) = app.document.edit().cloned() {
        edit_send::go(app, &target, effects);
        return;
    }
    app.overlay.close();
    app.overlay.clear_notice();
    let excerpt = outgoing(app).heading();
    if broadcast::is_meant(app) {
        broadcast::go(app, outgoing(app), excerpt, effects);
        return;
    }
    // An Enter that follows by habit was meant for the send.
    app.ui.pass_over_enter();
    dispatch(app, outgoing(app), Intent::New, excerpt, effects);
}

/// Hands a message over for sending, and lists it as on its way.
pub fn dispatch(
    app: &mut App,
    request: Outgoing,
    intent: Intent,
    excerpt: String,
    effects: &mut Vec<Effect>,
) {
    let ticket = app.tickets.draw();
    if request.draft == *app.document.id() {
        app.document.draft_mut().track_sent(&request);
    }
    let space = match request.webhook.as_str() {
        "" => app.panes.spaces.label_of(&request.parent),
        webhook => app
            .panes
            .spaces
            .label_of(&format!("{}{webhook}", destination::WEBHOOKS)),
    };
    let state = State::begun(app.session.undo_send());
    let command = send_parts::command(ticket, &request);
    if command.is_some() {
        app.outbox.supersede_parts(&request);
    }
    app.outbox.push(Entry {
        ticket,
        request: request.clone(),
        space,
        excerpt,
        state,
        is_foreign: false,
        changed: None,
    });
    effects.push(Effect::Chat(
        command.unwrap_or(ChatCommand::Send(ticket, request, intent)),
    ));
}

/// Sends a message again that was not sent, under its own `requestId`, so that it cannot be posted twice.
///
/// A guarded profile wants its word typed first.
pub fn ask_again(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.at(row) else {
        return;
    };
    if entry.is_unsent() && broadcast::is_of(app, entry.ticket) {
        broadcast_resume::ask(app, entry.ticket);
        return;
    }
    let denied = send_policy::denied(app, &entry.request.parent);
    if !entry.is_unsent() {
        app.overlay.show(Notice::new(
            Tone::Info,
            "Only a message that was not sent can be resent",
        ));
    } else if entry.is_foreign {
        app.overlay.show(
            Notice::new(
                Tone::Info,
                "It was sent by another profile, or to another server",
            )
            .with(row_actions::switch_first(app)),
        );
    } else if let Some(notice) = denied {
        app.overlay.show(notice);
    } else if app.session.sender().policy.is_production {
        app.overlay.ask(Dialog::Guard(
            LineInput::default(),
            GuardedSend::Again(entry.ticket),
        ));
    } else if entry.is_in_doubt() && posts_anew(app, &entry.request) {
        let second = DoubtfulSend {
            request: entry.request.clone(),
            space: entry.space.clone(),
            excerpt: entry.excerpt.clone(),
            since: String::new(),
        };
        app.overlay.ask(Dialog::ConfirmResend(Box::new(second)));
    } else {
        again(app, entry.ticket, effects);
    }
}

/// Sends the message of this ticket again.
pub fn again(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    if broadcast::is_of(app, ticket) {
        broadcast_resume::go(app, ticket, effects);
        return;
    }
    let Some(entry) = app.outbox.take_unsent(ticket) else {
        return;
    };
    if matches!(app.overlay.dialog(), Some(Dialog::Guard(..))) {
        app.overlay.close();
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
    if let Some(Dialog::ConfirmResend(second)) = app.overlay.take_dialog() {
        let DoubtfulSend {
            request, excerpt, ..
        } = *second;
        dispatch(app, request, Intent::SendAnyway, excerpt, effects);
    }
}
