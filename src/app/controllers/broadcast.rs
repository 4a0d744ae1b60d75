//! Controller of a message to many spaces: from the marks to the table of what became of it.

use crate::app::controllers::number_format::thousands;
use crate::app::controllers::send_warnings::warned;
use crate::app::controllers::sender_label::sender_label;
use crate::app::controllers::{attach, goto, send_parts, send_policy};
use crate::app::dialogs::broadcast_table::BroadcastTable;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::broadcast::BroadcastOrder;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::event::NotSent;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::broadcast::{Broadcast, RowState};
use crate::app::state::findings::{self, CheckInputs};
use crate::app::state::outbox::{Entry, State};
use crate::chat::resources::Space;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::request::Outgoing;
use crate::message::single_space::SingleSpacePart;

/// How many spaces the confirm line names.
pub const NAMED: usize = 12;

/// Returns whether spaces are marked, so that the next send goes to them.
#[must_use]
pub fn is_meant(app: &App) -> bool {
    // An edit leads to the message that it was opened for.
    !app.panes.spaces.marked().is_empty() && app.document.edit().is_none()
}

/// Returns whether a ticket is that of a message to many spaces.
#[must_use]
pub fn is_of(app: &App, ticket: Ticket) -> bool {
    app.is_broadcast(ticket)
}

/// Keeps the message that was sent last beside the next one, where it can go on.
pub fn set_aside(app: &mut App) {
    let former = app.broadcast.take_if(|send| send.can_resume());
    app.broken_broadcasts.extend(former);
}

/// Forgets a message to many spaces that is not in all of them, and its log.
pub fn forget(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    let is_it = |send: &mut Broadcast| send.ticket == ticket && !send.is_running();
    let last = app.broadcast.take_if(is_it);
    let others = app.broken_broadcasts.extract_if(.., is_it);
    let logs = last.into_iter().chain(others).filter_map(|send| send.log);
    effects.extend(logs.map(|log| Effect::Disk(DiskCommand::EndLog(log))));
}

/// Returns the notice of what prevents a send.
pub fn obstructed(why: &str) -> Notice {
    Notice::new(Tone::Error, format!("Not sent: {why}"))
}

/// Returns a number of spaces as a destination.
#[must_use]
pub fn destination(count: usize) -> String {
    match count {
        1 => "1 marked space".to_owned(),
        count => format!("{} marked spaces", thousands(count)),
    }
}

/// Says why a kept webhook cannot be marked.
pub fn refuse_webhook(app: &mut App) {
    let key = app.session.keymap().name_of(Place::Spaces, Action::Choose);
    let notice = Notice::new(
        Tone::Info,
        "A webhook is another sender, so it cannot be marked",
    );
    let how = format!("{key} sends by it alone.");
    app.overlay.show(notice.with(how));
}

/// Reports what prevents a send to the marked spaces, at the place where it is fixed. Returns whether there is something.
pub fn stopped(app: &mut App) -> bool {
    let Some((path, notice)) = obstacle(app) else {
        return false;
    };
    match path {
        Some(path) => goto::jump(app, &path, None),
        None => app.panes.focus_on(Pane::Spaces),
    }
    app.overlay.show(notice);
    true
}

/// Returns what prevents the send, and its place in the request; `None` as the place is the list of spaces.
fn obstacle(app: &App) -> Option<(Option<String>, Notice)> {
    let marked = app.panes.spaces.marked();
    let mut denied = marked
        .iter()
        .filter_map(|space| send_policy::denied(app, space));
    if let Some(notice) = denied.next() {
        let others = match denied.count() {
            0 => String::new(),
            1 => "It may not write to one more of the marked spaces.".to_owned(),
            more => format!("It may not write to {more} more of the marked spaces."),
        };
        return Some((None, notice.with(others)));
    }
    if app.session.sender().kind == crate::chat::sender::SenderKind::Webhook {
        let unmark = name_of(app, Action::UnmarkAll);
        let notice = obstructed("a webhook writes to its one space, and others are marked");
        let choose = name_of(app, Action::Choose);
        let how = format!(
            "{unmark} takes the marks off. To write to them as the profile, choose a space with {choose}; the marks stay."
        );
        return Some((None, notice.with(how)));
    }
    if app.broadcast.as_ref().is_some_and(Broadcast::is_running) {
        let notice = obstructed("another message is on its way to many spaces");
        return Some((None, notice.with("Wait for it to end, or stop it.")));
    }
    let draft = app.document.draft();
    if app.document.is_blank() {
        let notice = obstructed("the message is empty").with("Write something first.");
        return Some((Some(at::TEXT.to_owned()), notice));
    }
    if let Some(part) = SingleSpacePart::of(draft.request()) {
        let notice = obstructed(&lower(part.why())).with(part.remedy());
        return Some((Some(part.path().to_owned()), notice));
    }
    error_in_a_space(app)
}

/// Returns the first error of the checks, made once for each kind of space among the marked ones.
fn error_in_a_space(app: &App) -> Option<(Option<String>, Notice)> {
    let mut kinds: Vec<(Option<&Space>, &str)> = Vec::new();
    let alike = |a: Option<&Space>, b: Option<&Space>| match (a, b) {
        (Some(a), Some(b)) => {
            (a.kind, a.threading, a.members_may_post) == (b.kind, b.threading, b.members_may_post)
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    for name in app.panes.spaces.marked() {
        let space = app.panes.spaces.find(name);
        if !kinds.iter().any(|(known, _)| alike(*known, space)) {
            kinds.push((space, name));
        }
    }
    kinds.into_iter().find_map(|(space, name)| {
        let inputs = CheckInputs {
            sender: app.session.sender(),
            space,
            members: &app.members,
            outbox: &app.outbox,
            edit: None,
            files: app.document.files(),
        };
        let mut request = app.document.draft().request().clone();
        if let Some(fields) = request.as_object_mut() {
            fields.insert("parent".to_owned(), name.into());
        }
        let errors = findings::errors_in(&request, inputs);
        let finding = errors
            .into_iter()
            .find(|finding| !send_parts::is_solved(app, finding))?;
        let title = format!("Not sent. {}", finding.message);
        let notice = Notice::new(Tone::Error, title)
            .with(send_parts::why_not(app, &finding))
            .with(format!("In {}.", app.panes.spaces.label_of(name)));
        Some((Some(finding.path), notice))
    })
}

fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

fn name_of(app: &App, action: Action) -> String {
    app.session.keymap().name_of(Place::Spaces, action)
}

/// Returns the line that asks before a send to the marked spaces.
#[must_use]
pub fn question(app: &App) -> Notice {
    let marked = app.panes.spaces.marked();
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let title = format!(
        "Send to {}? {} sends, {} returns",
        destination(marked.len()),
        key(Action::Choose),
        key(Action::Back)
    );
    let draft = app.document.draft();
    let viewer = draft.text_at(at::VIEWER_NAME);
    let audience = if viewer.is_empty() {
        "everyone in each of them".to_owned()
    } else {
        format!(
            "only {}, who must be in each of them",
            app.panes.options.name_of(viewer)
        )
    };
    let rest = format!(
        "Seen by {audience} · {} B as {}",
        thousands(draft.bytes()),
        sender_label(app)
    );
    let parent = draft.parent();
    let is_left_out = !parent.is_empty() && !marked.iter().any(|space| space == parent);
    let left_out = if is_left_out {
        format!(
            "{} is chosen, but not marked: it does not go there.",
            app.panes.spaces.label_of(parent)
        )
    } else {
        String::new()
    };
    let twice = twice(app, marked);
    let warned = warned(app);
    let is_sure = [&left_out, &twice, &warned]
        .iter()
        .all(|line| line.is_empty());
    let tone = if is_sure {
        Tone::Question
    } else {
        Tone::Warning
    };
    Notice::new(tone, title)
        .with(names(app, marked, NAMED))
        .with(send_parts::offer(app, thousands))
        .with(files(app, marked.len()))
        .with(rest)
        .with(left_out)
        .with(twice)
        .with(warned)
}

/// Returns what is uploaded to each space; empty where no file goes with the message.
fn files(app: &App, spaces: usize) -> String {
    let bytes = app.document.files().iter().map(|file| file.bytes);
    let all = bytes.sum::<u64>().saturating_mul(spaces as u64);
    match attach::words(app) {
        words if words.is_empty() => words,
        words => format!(
            "{words}, to each space anew: {} B in all",
            thousands(usize::try_from(all).unwrap_or(usize::MAX))
        ),
    }
}

/// Returns the names of spaces, as many as `most`.
pub fn names(app: &App, spaces: &[String], most: usize) -> String {
    let named = spaces.iter().take(most);
    let named: Vec<String> = named
        .map(|space| app.panes.spaces.label_of(space))
        .collect();
    let more = match spaces.len().saturating_sub(most) {
        0 => String::new(),
        more => format!(" and {} more", thousands(more)),
    };
    format!("{}{more}", named.join(", "))
}

/// Returns what the confirm line says where the same message is in some of these spaces already.
fn twice(app: &App, spaces: &[String]) -> String {
    let draft = app.document.draft();
    let message = Outgoing {
        attachments: app.document.files().to_vec(),
        ..Outgoing::of(draft.request())
    };
    let Some(send) = app.broadcast.as_ref().filter(|send| {
        send.can_resume()
            && send.message.body == message.body
            && send.message.query == message.query
            && send.message.attachments == message.attachments
    }) else {
        return String::new();
    };
    let is_same = send.rows().len() == spaces.len()
        && send.rows().iter().all(|row| spaces.contains(&row.space));
    match send.has_arrived_in(spaces) {
        0 => String::new(),
        // The log knows them.
        count if is_same => format!("{count} of them have it already: it goes to the others only."),
        count => format!("{count} of them have it already, and would get it a second time."),
    }
}

/// Sends the open draft to the marked spaces, whose marks end with that.
pub fn go(app: &mut App, message: Outgoing, excerpt: String, effects: &mut Vec<Effect>) {
    let order = BroadcastOrder {
        message,
        spaces: app.panes.spaces.marked().to_vec(),
        resumes: false,
    };
    app.panes.spaces.unmark_all();
    // The same to the same spaces goes on with what broke off: its log is the same.
    let is_same = |send: &mut Broadcast| send.is_same(&order.message, order.spaces.iter());
    let last = app.broadcast.take_if(is_same);
    let others = app.broken_broadcasts.extract_if(.., is_same);
    for former in last.into_iter().chain(others) {
        app.outbox.drop_entry(former.ticket);
    }
    let ticket = app.tickets.draw();
    let spaces = &app.panes.spaces;
    let send = Broadcast::new(ticket, &order, excerpt, |space| spaces.label_of(space));
    start(app, send, order, effects);
}

/// Hands a message over to be sent to many spaces, and shows its table.
pub fn start(app: &mut App, send: Broadcast, order: BroadcastOrder, effects: &mut Vec<Effect>) {
    let ticket = send.ticket;
    if send.message.draft == *app.document.id() {
        app.document.draft_mut().track_sent(&send.message);
    }
    app.outbox.push(Entry {
        ticket,
        request: send.message.clone(),
        space: destination(send.rows().len()).replace("marked ", ""),
        excerpt: send.excerpt.clone(),
        state: State::begun(app.session.undo_send()),
        is_foreign: false,
        changed: None,
    });
    set_aside(app);
    app.broadcast = Some(send);
    app.overlay.clear_notice();
    app.overlay
        .open(Dialog::Broadcast(BroadcastTable::default()));
    effects.push(Effect::Chat(ChatCommand::Broadcast(
        ticket,
        Box::new(order),
    )));
}

/// Stops it; what is on its way may have arrived, and is never sent under another ID.
pub fn stop(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(send) = app.broadcast.as_mut().filter(|send| send.is_running()) else {
        return;
    };
    let ticket = send.ticket;
    send.end();
    effects.push(Effect::Chat(ChatCommand::Cancel(ticket)));
    end_in_part(app, "Stopped: sent");
}

/// Reports that it was stopped when it had begun to leave.
pub fn stopped_late(app: &mut App) {
    if let Some(send) = &mut app.broadcast {
        send.end();
    }
    end_in_part(app, "Stopped: sent");
}

/// Drops it, as nothing of it was sent.
pub fn drop_unsent(app: &mut App) {
    app.broadcast = None;
    if matches!(app.overlay.dialog(), Some(Dialog::Broadcast(_))) {
        app.overlay.close();
    }
}

/// Ends it where the task that sends it broke off.
pub fn broke(app: &mut App, ticket: Ticket) {
    if let Some(send) = app.broadcast.as_mut().filter(|send| send.ticket == ticket) {
        send.end();
    }
}

/// Reports that it is in some spaces only; the draft is kept.
pub fn end_in_part(app: &mut App, how: &str) {
    let Some(send) = &app.broadcast else { return };
    let (counts, of) = (send.counts(), send.rows().len());
    let state = state_in_part(send);
    let ticket = send.ticket;
    let title = format!(
        "{how} to {} of {} spaces",
        thousands(counts.sent),
        thousands(of)
    );
    let table = shows_table(app);
    if let Some(entry) = app.outbox.find(ticket) {
        entry.state = state;
    }
    let notice = Notice::new(Tone::Warning, title)
        .with(table)
        .with("Your draft is kept. Going on sends it only where it is missing.");
    app.overlay.show(notice);
}

/// Returns the state of a message that has ended and is in some spaces only.
#[must_use]
pub fn state_in_part(send: &Broadcast) -> State {
    let problem = Diagnostic::new(
        format!(
            "it is in {} of {} spaces",
            send.counts().sent,
            send.rows().len()
        ),
        "Sending it again sends it only where it is missing, and nowhere twice.",
    );
    State::NotSent(NotSent {
        day: day(send),
        problem,
        request_id: String::new(),
        unsure: has_doubt(send),
    })
}

/// Returns when it was sent, as far as one of its messages tells; else an empty text.
fn day(broadcast: &Broadcast) -> String {
    let day = broadcast.rows().iter().find_map(|row| match &row.state {
        RowState::NotSent(failed) => Some(failed.day.as_str()).filter(|day| !day.is_empty()),
        RowState::Sent(sent) => sent.at.get(11..16),
        RowState::Unfinished | RowState::OnTheWay(_) => None,
    });
    day.unwrap_or_default().to_owned()
}

fn has_doubt(send: &Broadcast) -> bool {
    send.rows().iter().any(|row| match &row.state {
        RowState::NotSent(failed) => failed.unsure,
        RowState::Unfinished => true,
        RowState::Sent(_) | RowState::OnTheWay(_) => false,
    })
}

/// Returns which key shows the table.
#[must_use]
pub fn shows_table(app: &App) -> String {
    let keymap = app.session.keymap();
    let key = keymap.name_of(Place::Everywhere, Action::ShowBroadcast);
    format!("{key} shows what became of it in each space.")
}
