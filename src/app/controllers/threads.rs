//! Controller of threads: those of a space to choose from, and the messages of the one that is replied to.

use serde_json::{Value, json};

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::past_send::PastSend;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::panes::preview::thread::{Asked, ThreadContent};
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::option_fields::{self, Field};
use crate::app::state::outbox::{Entry, State};
use crate::chat::resources::MessagesPage;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::field_change::{Change, Grouping};
use crate::message::space_ref::is_thread_name;
use crate::message::thread::{Target, is_threaded};
use crate::message::title::heading;
use crate::store::history_entry;

/// A thread of a space that something is known of.
struct KnownThread {
    name: String,
    title: String,
    day: String,
    key: String,
}

/// Opens the picker of the threads of the chosen space: those used before, and for a person the recent ones.
pub fn pick(app: &mut App, effects: &mut Vec<Effect>) {
    if app.document.draft().parent().is_empty() {
        let title = "Choose a space first; a thread is in one";
        app.overlay.show(Notice::new(Tone::Info, title));
        return;
    }
    if !is_threaded(app.space()) {
        let label = app.destination_label();
        let title = format!("{label} has no reply threads: messages go into the conversation");
        app.overlay.show(Notice::new(Tone::Info, title));
        return;
    }
    let fresh = Item::new("A new thread", "", Pick::Thread(String::new()));
    let mut picker = Picker::new(Purpose::Thread, vec![fresh]);
    let ticket = app.tickets.draw();
    picker.awaits = Some(ticket);
    effects.push(Effect::Disk(DiskCommand::ListHistory(ticket)));
    app.overlay.open(Dialog::Picker(Box::new(picker)));
}

/// Has the message join a thread: a resource name, a key or an address; an empty text starts a new one.
pub fn choose(app: &mut App, thread: &str) {
    let changes = match thread {
        "" => option_fields::cleared(Field::Thread),
        thread => option_fields::typed(Field::Thread, thread),
    };
    change(app, &changes, Grouping::Alone);
    app.panes.options.seek(Field::Thread);
}

/// Changes options of the draft, and says so where the space follows the address of a thread.
pub fn change(app: &mut App, changes: &[Change], grouping: Grouping) {
    let before = app.document.draft().parent().to_owned();
    app.document.draft_mut().change(changes, grouping);
    let now = app.document.draft().parent().to_owned();
    if now != before && !now.is_empty() {
        app.panes.spaces.seek(&now);
        let label = app.panes.spaces.label_of(&now);
        let title = format!("The thread is in {label}, where the message goes now");
        app.overlay.show(Notice::new(Tone::Info, title));
    }
}

/// Requests the messages of the thread that is replied to, unless they are there; only shown ones are read.
pub fn read(app: &mut App, effects: &mut Vec<Effect>) {
    let draft = app.document.draft();
    let key = |action| app.session.keymap().name_of(Place::Options, action);
    let thread = match option_fields::target(draft) {
        _ if app.document.edit().is_some() => Err("An edit stays in its thread.".to_owned()),
        Target::New if !is_threaded(app.space()) => {
            Err("This space has no reply threads.".to_owned())
        }
        Target::New => Err(format!(
            "The message starts a new thread. {} in Options lists those of the space.",
            key(Action::PickThread)
        )),
        Target::Key(_) => Err(format!(
            "The thread is named by a key, by which none can be read. {} in Options lists threads by their names.",
            key(Action::PickThread)
        )),
        Target::Name(name) if !is_thread_name(name) => {
            Err("This is no name of a thread.".to_owned())
        }
        Target::Name(name) => Ok(name.to_owned()),
    };
    let thread = match thread {
        Ok(thread) => thread,
        Err(words) => return app.panes.preview.thread.say(&words),
    };
    let is_typed = app.panes.options.editing().is_some();
    let asked = Asked {
        thread: thread.clone(),
        profile: app.session.sender().profile.clone(),
        sent: sent(app).count(),
    };
    if is_typed || app.panes.preview.thread.is_asked(&asked) {
        return;
    }
    let ticket = app.tickets.draw();
    app.panes.preview.thread.ask(asked, ticket);
    let parent = app.document.draft().parent().to_owned();
    effects.push(if app.session.sender().kind == SenderKind::User {
        Effect::Chat(ChatCommand::ListMessages(ticket, parent, Some(thread)))
    } else {
        Effect::Disk(DiskCommand::ListHistory(ticket))
    });
}

/// Takes the history, where it was read for threads; else gives it back.
pub fn on_history(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Vec<PastSend>, Diagnostic>,
    effects: &mut Vec<Effect>,
) -> Option<Result<Vec<PastSend>, Diagnostic>> {
    if let Some(thread) = app.panes.preview.thread.awaited(ticket).map(str::to_owned) {
        let content = match answer {
            Ok(past) => {
                let messages = own_messages(app, &thread, &past);
                let note = own_note(app, messages.len());
                ThreadContent::Messages(messages, note)
            }
            Err(problem) => unreadable(&problem),
        };
        app.panes.preview.thread.take(content);
        return None;
    }
    if open_picker(app, ticket).is_none() {
        return Some(answer);
    }
    let parent = app.document.draft().parent().to_owned();
    let (past, fault) = match answer {
        Ok(past) => (past, String::new()),
        Err(problem) => (Vec::new(), problem.sentence()),
    };
    let known = used(app, &parent, &past);
    let reads = app.session.sender().kind == SenderKind::User;
    let picker = open_picker(app, ticket)?;
    picker.note = fault;
    add(picker, known);
    if reads {
        effects.push(Effect::Chat(ChatCommand::ListMessages(
            ticket, parent, None,
        )));
    } else {
        picker.awaits = None;
    }
    None
}

/// Takes messages that were read for threads; the answer to a question that nobody asks any more is dropped.
pub fn on_messages(app: &mut App, ticket: Ticket, answer: Result<MessagesPage, Diagnostic>) {
    if app.panes.preview.thread.awaited(ticket).is_some() {
        let content = match answer {
            Ok(page) => {
                let more = "Earlier messages of the thread are not shown.";
                let note = page.next.map_or("", |_| more).to_owned();
                let messages = page.messages.into_iter().rev().collect();
                ThreadContent::Messages(messages, note)
            }
            Err(problem) => {
                let content = unreadable(&problem);
                app.overlay.show(problem);
                content
            }
        };
        app.panes.preview.thread.take(content);
        return;
    }
    let Some(picker) = open_picker(app, ticket) else {
        return;
    };
    picker.awaits = None;
    match answer {
        Ok(page) => add(picker, recent(&page.messages)),
        Err(problem) => picker.note = problem.sentence(),
    }
}

fn unreadable(problem: &Diagnostic) -> ThreadContent {
    ThreadContent::Words(format!("The thread cannot be read: {}", problem.sentence()))
}

fn open_picker(app: &mut App, ticket: Ticket) -> Option<&mut Picker> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Picker(picker))
            if picker.purpose == Purpose::Thread && picker.awaits == Some(ticket) =>
        {
            Some(picker)
        }
        _ => None,
    }
}

/// Adds the threads that are not listed yet.
fn add(picker: &mut Picker, known: Vec<KnownThread>) {
    let mut items: Vec<Item> = Vec::new();
    for thread in known {
        let pick = Pick::Thread(thread.name);
        let is_it = |item: &Item| item.pick == pick;
        if picker.items().iter().any(is_it) || items.iter().any(is_it) {
            continue;
        }
        let title = match thread.title.as_str() {
            "" => "(no words)",
            title => title,
        };
        let key = match thread.key.as_str() {
            "" => String::new(),
            key => format!("key {key} · "),
        };
        let item = Item::new(title, format!("{key}{}", thread.day), pick);
        items.push(item.also(&thread.key));
    }
    picker.extend(items);
}

/// Returns the messages of this run that are in Chat, the latest first.
fn sent(app: &App) -> impl Iterator<Item = (&Entry, &str)> {
    let entries = app.outbox.entries().iter();
    entries.filter_map(|entry| match &entry.state {
        State::Sent(sent) => Some((entry, sent.thread.as_str())),
        State::Held(_) | State::Sending { .. } | State::NotSent(_) | State::GivenUp => None,
    })
}

/// Returns the threads of a space that were written to before, the latest first, each with its first words.
fn used(app: &App, parent: &str, past: &[PastSend]) -> Vec<KnownThread> {
    let live = sent(app).filter(|(entry, _)| entry.request.parent == parent);
    let live = live.map(|(entry, thread)| KnownThread {
        name: thread.to_owned(),
        title: entry.excerpt.clone(),
        day: "in this run".to_owned(),
        key: key_of(&entry.request.body),
    });
    let past = past
        .iter()
        .filter(|past| past.entry.message.parent == parent);
    let past = past.map(|past| KnownThread {
        name: past.entry.thread().to_owned(),
        title: past.title.clone(),
        day: past.day.clone(),
        key: key_of(&past.entry.message.body),
    });
    first_words(live.chain(past))
}

/// Returns one row a thread, in the order of their latest messages, with the words of the earliest.
fn first_words(messages: impl Iterator<Item = KnownThread>) -> Vec<KnownThread> {
    let mut threads: Vec<KnownThread> = Vec::new();
    for message in messages.filter(|message| !message.name.is_empty()) {
        match threads.iter_mut().find(|known| known.name == message.name) {
            Some(known) => {
                known.title = message.title;
                if known.key.is_empty() {
                    known.key = message.key;
                }
            }
            None => threads.push(message),
        }
    }
    threads
}

/// Returns the threads of messages that were read from Chat, the latest first.
fn recent(messages: &[Value]) -> Vec<KnownThread> {
    let text = |message: &Value, pointer: &str| {
        let value = message.pointer(pointer).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    first_words(messages.iter().map(|message| KnownThread {
        name: text(message, "/thread/name"),
        title: heading(message),
        day: text(message, "/createTime").chars().take(10).collect(),
        key: text(message, "/thread/threadKey"),
    }))
}

/// Returns the thread key that a message was sent with; empty where it had none.
fn key_of(body: &str) -> String {
    let message: Value = serde_json::from_str(body).unwrap_or_default();
    let key = message.pointer("/thread/threadKey").and_then(Value::as_str);
    key.unwrap_or_default().to_owned()
}

/// Returns the messages of a thread that were sent from here, the oldest first.
fn own_messages(app: &App, thread: &str, past: &[PastSend]) -> Vec<Value> {
    let profile = &app.session.sender().profile;
    let is_known = |id: &str| sent(app).any(|(entry, _)| entry.request.request_id == id);
    let from = |profile: &str| json!({ "type": "BOT", "displayName": profile });
    let earlier = past.iter().rev().filter(|past| {
        let entry = &past.entry;
        let is_there = matches!(
            entry.state,
            history_entry::State::Sent | history_entry::State::Edited
        );
        entry.thread() == thread && is_there && !is_known(entry.id())
    });
    let earlier = earlier.map(|past| {
        let mut message = past.entry.current();
        message["sender"] = from(&past.entry.origin.profile);
        message["createTime"] = json!(past.entry.since);
        message
    });
    let live = sent(app).filter(|(_, of)| *of == thread);
    let mut live: Vec<Value> = live
        .map(|(entry, _)| {
            let mut message: Value = serde_json::from_str(&entry.request.body).unwrap_or_default();
            message["sender"] = from(profile);
            message
        })
        .collect();
    live.reverse();
    // A message that was too large to be kept has no words.
    let earlier =
        earlier.filter(|message| message.get("text").is_some() || message.get("cardsV2").is_some());
    earlier.chain(live).collect()
}

/// Returns what is to be known of the messages that were sent from here.
fn own_note(app: &App, count: usize) -> String {
    let who = match app.session.sender().kind {
        SenderKind::Webhook => "A webhook",
        SenderKind::App | SenderKind::User => "An app",
    };
    let what = if count == 0 {
        "Nothing was sent to this thread from here."
    } else {
        "What was sent to this thread from here."
    };
    format!("{what} {who} cannot read what others wrote; a person (sender = \"user\") can.")
}
