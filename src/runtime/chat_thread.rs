//! The thread that calls Google Chat: one task a request, each answered by an event.

use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::LocalSet;

use crate::app::events::effect::ChatCommand;
use crate::app::events::event::{BackgroundEvent, ChatReply, Event, NotSent, Reply, Sender};
use crate::chat::sender::SenderKind;
use crate::delivery::deliver::{Delivery, leftovers};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::runtime::chat_tasks::{Tasks, broken};
use crate::runtime::panic::PanicGuard;
use crate::settings::clock::Clock;
use crate::settings::connect::{self, Connection};
use crate::settings::paths::Paths;
use crate::settings::profile::Profile;
use crate::store::history::History;
use crate::store::outbox::Outbox;

/// How long a cancelled send may take to end when the program quits.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(200);

/// The configuration of the thread.
pub struct WorkerConfig {
    /// The profile; `None` for the embedded sandbox.
    pub profile: Option<Profile>,
    /// The kind of sender given on the command line.
    pub kind: Option<SenderKind>,
    /// The paths of the program's files.
    pub paths: Paths,
    /// The records of sends.
    pub outbox: Outbox,
    /// The user's own clock.
    pub clock: Clock,
}

/// The thread. Dropped, it ends; sends under way stay in the outbox on disk.
pub struct ChatThread {
    orders: Option<UnboundedSender<ChatCommand>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
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
            && let Err(refused) = orders.send(command)
        {
            refuse(refused.0, &ended(), &self.events);
        }
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
    mut orders: UnboundedReceiver<ChatCommand>,
    events: &UnboundedSender<Event>,
) {
    let WorkerConfig {
        paths: places,
        outbox,
        ..
    } = setting;
    // The command that had the connection tried again.
    let mut first = None;
    let mut told = false;
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
    let Connection {
        client,
        sender,
        sandbox,
    } = connection;
    let history = History::new(&places.history());
    let is_sandbox = sandbox.is_some();
    let delivery = Delivery::new(client, outbox.clone(), history, &sender.profile, is_sandbox);
    report_leftovers(events, delivery.leftovers());
    let mut tasks = Tasks::new(delivery, sandbox, events.clone(), setting.clock);
    if let Some(command) = first {
        tasks.start(command);
    }
    loop {
        tokio::select! {
            biased;
            Some(ended) = tasks.next() => tasks.ended(ended),
            order = orders.recv() => match order {
                Some(command) => tasks.start(command),
                None => return,
            },
        }
    }
}

/// Reports what earlier runs left unfinished, if anything.
fn report_leftovers(events: &UnboundedSender<Event>, (sends, unreadable): (Vec<Leftover>, usize)) {
    if !sends.is_empty() || unreadable > 0 {
        emit(events, BackgroundEvent::Unfinished(sends, unreadable));
    }
}

/// Answers every command with the reason why the server cannot be reached, until the spaces are requested
/// again.
///
/// Then that command is returned, and a connection is worth a try. `None` at the end.
async fn unconnected(
    orders: &mut UnboundedReceiver<ChatCommand>,
    events: &UnboundedSender<Event>,
    problem: &Diagnostic,
) -> Option<ChatCommand> {
    // What was requested before the result was known is no new request.
    while let Ok(command) = orders.try_recv() {
        refuse(command, problem, events);
    }
    loop {
        match orders.recv().await? {
            command @ ChatCommand::ListSpaces(..) => return Some(command),
            command => refuse(command, problem, events),
        }
    }
}

/// Answers a command with the reason why it cannot be carried out.
fn refuse(command: ChatCommand, problem: &Diagnostic, events: &UnboundedSender<Event>) {
    let no = problem.clone();
    let (ticket, reply) = match command {
        ChatCommand::ListSpaces(ticket, _) => (ticket, ChatReply::Spaces(Err(no))),
        ChatCommand::GetSpace(ticket, _) => (ticket, ChatReply::Space(Err(no))),
        ChatCommand::ListMembers(ticket, space, _) => (ticket, ChatReply::Members(space, Err(no))),
        ChatCommand::Send(ticket, message, intent) => {
            let failed = NotSent {
                problem: no,
                request_id: message.request_id,
                // An earlier try under the same `requestId` may have arrived.
                unsure: intent == Intent::Repeat { in_doubt: true },
            };
            (ticket, ChatReply::NotSent(failed))
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
        is_production: connection.sender.is_production,
        has_preview: connection.sender.developer_preview,
    }
}
