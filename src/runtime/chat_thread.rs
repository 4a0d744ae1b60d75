//! The thread that calls Google Chat: one task a request, each answered by an event.

use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::error::SendError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::LocalSet;

use crate::app::events::broadcast::BrokenBroadcast;
use crate::app::events::effect::ChatCommand;
use crate::app::events::event::BroadcastReply;
use crate::app::events::event::{BackgroundEvent, ChatReply, Event, NotSent, Reply, Sender};
use crate::app::events::message_change::NotChanged;
use crate::app::events::read_back::{ReadBack, Unread};
use crate::app::events::ticket::Ticket;
use crate::chat::sender::SenderKind;
use crate::delivery::deliver::{Delivery, leftovers};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::runtime::chat_tasks::{TaskSettings, Tasks, broken};
use crate::runtime::kept_webhooks::KeptWebhooks;
use crate::runtime::panic::PanicGuard;
use crate::runtime::send_parts::PartsLog;
use crate::settings::clock::Clock;
use crate::settings::connect::{self, Connection};
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;
use crate::store::drafts::Drafts;
use crate::store::history::History;
use crate::store::outbox::{Origin, Outbox, Receipt};
use crate::store::space_cache::SpaceCache;

/// How long a cancelled send may take to end when the program quits.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(200);

/// The configuration of the thread.
#[derive(Clone)]
pub struct WorkerConfig {
    /// The profile; `None` for the embedded sandbox.
    pub profile: Option<Profile>,
    /// Why nothing is connected and nothing sent: the settings cannot be used.
    pub blocked: Option<Diagnostic>,
    /// The kind of sender given on the command line.
    pub kind: Option<SenderKind>,
    /// The paths of the program's files.
    pub paths: Paths,
    /// The records of sends.
    pub outbox: Outbox,
    /// The history of sends.
    pub history: History,
    /// The user's own clock.
    pub clock: Clock,
    /// Whether what earlier runs left unfinished is reported.
    pub reports_leftovers: bool,
    /// How many seconds a send is held back, so that it can be taken back.
    pub undo_send: u64,
}

/// The thread. Dropped, it ends; sends under way stay in the outbox on disk.
pub struct ChatThread {
    orders: Option<UnboundedSender<Order>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

/// What the thread is asked to do.
enum Order {
    /// Carry out a command.
    Command(ChatCommand),
    /// End once nothing is under way any more: another profile sends.
    Retire,
}

impl ChatThread {
    /// Starts the thread, which connects at once and reports the result.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn start(setting: WorkerConfig, events: UnboundedSender<Event>) -> std::io::Result<Self> {
        let (orders, received) = unbounded_channel();
        let told = events.clone();
        let thread = std::thread::Builder::new()
            .name("chat".into())
            .spawn(move || {
                let _watch = PanicGuard {
                    problem: ended(),
                    events: events.clone(),
                };
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                match runtime {
                    Ok(runtime) => {
                        LocalSet::new().block_on(&runtime, serve(&setting, received, &events));
                        runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
                    }
                    Err(error) => emit(
                        &events,
                        BackgroundEvent::Panicked(broken(&error.to_string())),
                    ),
                }
            })?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
            events: told,
        })
    }

    /// Submits a command. Where the thread panicked, the reply says so.
    pub fn submit(&self, command: ChatCommand) {
        if let Some(orders) = &self.orders
            && let Err(SendError(Order::Command(refused))) = orders.send(Order::Command(command))
        {
            refuse(refused, &ended(), &self.events);
        }
    }

    /// Has the thread end once nothing is under way any more; a cancel still reaches it.
    pub fn retire(&self) {
        if let Some(orders) = &self.orders {
            // A thread that has ended need not be told.
            let _ = orders.send(Order::Retire);
        }
    }

    /// Cancels the request of this ticket, if it is under way here.
    pub fn cancel(&self, ticket: Ticket) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(Order::Command(ChatCommand::Cancel(ticket)));
        }
    }

    /// Returns whether the thread has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for ChatThread {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn emit(events: &UnboundedSender<Event>, event: BackgroundEvent) {
    // Nobody listens once the program ends.
    let _ = events.send(Event::Background(event));
}

async fn serve(
    setting: &WorkerConfig,
    mut orders: UnboundedReceiver<Order>,
    events: &UnboundedSender<Event>,
) {
    let WorkerConfig {
        paths: places,
        outbox,
        history,
        ..
    } = setting;
    if let Some(problem) = &setting.blocked {
        emit(events, BackgroundEvent::Connected(Err(problem.clone())));
        if setting.reports_leftovers {
            report_leftovers(events, leftovers(outbox, None));
        }
        while let Some(command) = unconnected(&mut orders, events, problem).await {
            refuse(command, problem, events);
        }
        return;
    }
    // The command that had the connection tried again.
    let mut first = None;
    let mut told = !setting.reports_leftovers;
    let connection = loop {
        let profile = setting.profile.as_ref();
        let problem = match connect::connect(profile, setting.kind, places).await {
            Ok(connection) => break connection,
            Err(fault) => fault.diagnostic,
        };
        emit(events, BackgroundEvent::Connected(Err(problem.clone())));
        if !std::mem::replace(&mut told, true) {
            report_leftovers(events, leftovers(outbox, None));
        }
        if let Some(command) = first.take() {
            refuse(command, &problem, events);
        }
        first = unconnected(&mut orders, events, &problem).await;
        if first.is_none() {
            return;
        }
    };
    emit(events, BackgroundEvent::Connected(Ok(sender(&connection))));
    if connection.sender.kind == SenderKind::Webhook && connection.sandbox.is_none() {
        let server = connection.client.base().text().trim_end_matches('/');
        let event = BackgroundEvent::Server {
            profile: connection.sender.profile.clone(),
            server: server.to_owned(),
        };
        emit(events, event);
    }
    let Connection {
        client,
        sender,
        sandbox,
    } = connection;
    let is_sandbox = sandbox.is_some();
    let history = history.clone();
    let webhooks = KeptWebhooks {
        paths: places.clone(),
        outbox: outbox.clone(),
        history: history.clone(),
        policy: sender.policy.clone(),
    };
    let cache = SpaceCache::new(&places.spaces(), &sender.profile);
    let delivery = Delivery::new(client, outbox.clone(), history, &sender.profile, is_sandbox)
        .known_as(sender.kind, cache);
    let (mut sends, unreadable) = delivery.leftovers();
    let parts = PartsLog {
        folder: places.broadcasts(),
        profile: sender.profile,
    };
    let settings = TaskSettings {
        clock: setting.clock,
        webhooks: Some(webhooks),
        parts,
        drafts: Drafts::new(places.drafts()),
        undo_send: setting.undo_send,
    };
    let of_records = delivery.clone();
    let mut tasks = Tasks::new(delivery, sandbox, events.clone(), settings);
    let broken = tasks.broken_broadcasts();
    sends.retain(|left| !is_of_broadcast(&broken, left, &of_records));
    if setting.reports_leftovers {
        report_leftovers(events, (sends, unreadable));
    }
    // What another profile broke off is told once that profile is chosen, too.
    if !broken.is_empty() {
        emit(events, BackgroundEvent::BrokenBroadcasts(broken));
    }
    if let Some(command) = first {
        tasks.start(command);
    }
    let mut is_retired = false;
    while !is_retired || tasks.is_busy() {
        tokio::select! {
            biased;
            Some(ended) = tasks.next() => tasks.ended(ended),
            order = orders.recv() => match order {
                Some(Order::Command(command)) => tasks.start(command),
                Some(Order::Retire) => is_retired = true,
                None => return,
            },
        }
    }
}

/// Returns whether a send is told with the message to many spaces that it is a part of.
///
/// The record of one that the log knows ends.
fn is_of_broadcast(broken: &[BrokenBroadcast], left: &Leftover, delivery: &Delivery) -> bool {
    let record = &left.record;
    let Some(broken) = broken.iter().find(|broken| broken.has(&record.message)) else {
        return false;
    };
    let is_noted = |receipt: &Receipt| broken.has_noted(&receipt.name);
    if record.sent.as_ref().is_some_and(is_noted) {
        delivery.end_told(&record.message.request_id);
    }
    true
}

/// Reports what earlier runs left unfinished, if anything.
fn report_leftovers(
    events: &UnboundedSender<Event>,
    (mut sends, unreadable): (Vec<Leftover>, usize),
) {
    let clock = Clock::here();
    for left in &mut sends {
        left.day = clock.day_of(&left.record.since);
    }
    if !sends.is_empty() || unreadable > 0 {
        emit(events, BackgroundEvent::Unfinished(sends, unreadable));
    }
}

/// Answers every command with the reason why the server cannot be reached, until the spaces are requested
/// again.
///
/// Then that command is returned, and a connection is worth a try. `None` at the end.
async fn unconnected(
    orders: &mut UnboundedReceiver<Order>,
    events: &UnboundedSender<Event>,
    problem: &Diagnostic,
) -> Option<ChatCommand> {
    // What was requested before the result was known is no new request.
    while let Ok(order) = orders.try_recv() {
        match order {
            Order::Command(command) => refuse(command, problem, events),
            Order::Retire => return None,
        }
    }
    loop {
        match orders.recv().await? {
            Order::Command(command @ ChatCommand::ListSpaces(..)) => return Some(command),
            Order::Command(command) => refuse(command, problem, events),
            Order::Retire => return None,
        }
    }
}

/// Answers a command with the reason why it cannot be carried out.
fn refuse(command: ChatCommand, problem: &Diagnostic, events: &UnboundedSender<Event>) {
    let no = problem.clone();
    let (ticket, reply) = match command {
        ChatCommand::ListSpaces(ticket, _) => (ticket, ChatReply::Spaces(Err(no))),
        ChatCommand::GetSpace(ticket, _) => (ticket, ChatReply::Space(Err(no))),
        ChatCommand::FindDirectMessage { ticket, .. } => {
            (ticket, ChatReply::DirectMessage(Err(no)))
        }
        ChatCommand::ListMembers(ticket, space, _) => (ticket, ChatReply::Members(space, Err(no))),
        ChatCommand::ListCustomEmoji(ticket) => (ticket, ChatReply::CustomEmoji(Err(no))),
        ChatCommand::SendParts(ticket, ..) => {
            let failed = NotSent {
                day: String::new(),
                problem: no,
                request_id: String::new(),
                unsure: false,
            };
            (ticket, ChatReply::NotSent(failed))
        }
        ChatCommand::Broadcast(ticket, _) => {
            let failed = NotSent {
                day: String::new(),
                problem: no,
                request_id: String::new(),
                unsure: false,
            };
            let reply = BroadcastReply::NotBegun(failed);
            (ticket, ChatReply::Broadcast(reply))
        }
        ChatCommand::Send(ticket, message, intent) => {
            let failed = NotSent {
                day: String::new(),
                problem: no,
                request_id: message.request_id,
                // An earlier try under the same `requestId` may have arrived.
                unsure: intent == Intent::Repeat { in_doubt: true },
            };
            (ticket, ChatReply::NotSent(failed))
        }
        ChatCommand::Change(ticket, _) => {
            let failed = NotChanged {
                problem: no,
                unsure: false,
                overtaken: None,
            };
            (ticket, ChatReply::Changed(Err(failed)))
        }
        ChatCommand::ListMessages(ticket, ..) => (ticket, ChatReply::Messages(Err(no))),
        ChatCommand::ReadMessage(ticket, ..) => {
            let unread = Unread {
                problem: no,
                is_forbidden: false,
                is_gone: false,
            };
            let read = ReadBack {
                origin: Origin::default(),
                answer: Err(unread),
            };
            (ticket, ChatReply::Message(read))
        }
        // There is nothing under way to cancel.
        ChatCommand::Cancel(_) => return,
    };
    // Nobody listens once the program ends.
    let _ = events.send(Event::Replied(ticket, Reply::Chat(reply)));
}

fn ended() -> Diagnostic {
    Diagnostic::new(
        "Sending has stopped working",
        "Your draft is kept. Start chatquill again; see the log.",
    )
}

fn sender(connection: &Connection) -> Sender {
    Sender {
        profile: connection.sender.profile.clone(),
        kind: connection.sender.kind,
        is_sandbox: connection.sandbox.is_some(),
        policy: connection.sender.policy.clone(),
        has_preview: connection.sender.developer_preview,
    }
}
