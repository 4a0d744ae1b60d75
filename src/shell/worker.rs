//! The thread that speaks to Google Chat: one task a question, each answered by an event.

use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::LocalSet;

use crate::app::effect::Effect;
use crate::app::event::{Event, News, NotSent, Reply, Sender, Unfinished};
use crate::app::problem::Problem;
use crate::chat::sender::SenderKind;
use crate::settings::connect::{self, Connection};
use crate::settings::fault::Fault;
use crate::settings::places::Places;
use crate::settings::profile::Profile;
use crate::shell::clock::Clock;
use crate::shell::panic::Watch;
use crate::shell::tasks::{Tasks, broken, forget};
use crate::store::outbox::Outbox;

/// How long a send that was given up may take to end when the program quits.
const FAREWELL: Duration = Duration::from_millis(200);

/// What the thread works with.
pub struct Setting {
    /// The profile; none for the embedded sandbox.
    pub profile: Option<Profile>,
    /// The kind of sender asked for on the command line.
    pub kind: Option<SenderKind>,
    /// Where files live.
    pub places: Places,
    /// The person's own clock.
    pub clock: Clock,
}

/// The thread. Dropped, it ends; sends under way stay in the outbox on disk.
pub struct Worker {
    orders: Option<UnboundedSender<Effect>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

impl Worker {
    /// Starts the thread; it connects at once and tells so.
    pub fn start(setting: Setting, events: UnboundedSender<Event>) -> std::io::Result<Self> {
        let (orders, received) = unbounded_channel();
        let told = events.clone();
        let thread = std::thread::Builder::new()
            .name("chat".into())
            .spawn(move || {
                let _watch = Watch {
                    problem: ended(),
                    events: events.clone(),
                };
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                match runtime {
                    Ok(runtime) => {
                        LocalSet::new().block_on(&runtime, serve(&setting, received, &events));
                        runtime.shutdown_timeout(FAREWELL);
                    }
                    Err(error) => tell(&events, News::Broke(broken(&error.to_string()))),
                }
            })?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
            events: told,
        })
    }

    /// Asks for something to be done. Where the thread broke, the answer says so.
    pub fn order(&self, effect: Effect) {
        if let Some(orders) = &self.orders
            && let Err(refused) = orders.send(effect)
        {
            refuse(refused.0, &ended(), &self.events);
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn tell(events: &UnboundedSender<Event>, news: News) {
    // Nobody listens once the program ends.
    let _ = events.send(Event::News(news));
}

async fn serve(
    setting: &Setting,
    mut orders: UnboundedReceiver<Effect>,
    events: &UnboundedSender<Event>,
) {
    let outbox = Outbox::new(setting.places.outbox());
    // The question that had the connection tried again.
    let mut first = None;
    let connection = loop {
        let profile = setting.profile.as_ref();
        let problem = match connect::connect(profile, setting.kind, &setting.places).await {
            Ok(connection) => break connection,
            Err(fault) => problem_of_fault(&fault),
        };
        tell(events, News::Connected(Err(problem.clone())));
        if let Some(effect) = first.take() {
            refuse(effect, &problem, events);
        }
        first = unconnected(&mut orders, &outbox, events, &problem).await;
        if first.is_none() {
            return;
        }
    };
    tell(events, News::Connected(Ok(sender(&connection))));
    let unfinished = unfinished(&outbox, &connection);
    if !unfinished.is_empty() {
        tell(events, News::Unfinished(unfinished));
    }
    let mut tasks = Tasks::new(connection, outbox, events.clone(), setting.clock);
    if let Some(effect) = first {
        tasks.start(effect);
    }
    loop {
        tokio::select! {
            biased;
            Some(ended) = tasks.next() => tasks.ended(ended),
            order = orders.recv() => match order {
                Some(effect) => tasks.start(effect),
                None => return,
            },
        }
    }
}

/// Answers every question with the reason why nothing can be asked, until the spaces are asked for
/// anew: then that question is returned, and a connection is worth a try. `None` at the end.
async fn unconnected(
    orders: &mut UnboundedReceiver<Effect>,
    outbox: &Outbox,
    events: &UnboundedSender<Event>,
    problem: &Problem,
) -> Option<Effect> {
    // What was asked before the answer was known is no new question.
    while let Ok(effect) = orders.try_recv() {
        decline(effect, outbox, events, problem);
    }
    loop {
        match orders.recv().await? {
            effect @ Effect::ListSpaces(..) => return Some(effect),
            effect => decline(effect, outbox, events, problem),
        }
    }
}

fn decline(effect: Effect, outbox: &Outbox, events: &UnboundedSender<Event>, problem: &Problem) {
    match effect {
        Effect::ForgetSend(request_id) => forget(outbox, &request_id),
        effect => refuse(effect, problem, events),
    }
}

/// Answers a question with the reason why it cannot be asked.
fn refuse(effect: Effect, problem: &Problem, events: &UnboundedSender<Event>) {
    let no = problem.clone();
    let (ticket, reply) = match effect {
        Effect::ListSpaces(ticket, _) => (ticket, Reply::Spaces(Err(no))),
        Effect::GetSpace(ticket, _) => (ticket, Reply::Space(Err(no))),
        Effect::ListMembers(ticket, space, _) => (ticket, Reply::Members(space, Err(no))),
        Effect::Send(ticket, request) => {
            // An earlier try under the same `requestId` may have arrived.
            let unsure = request.request_id.is_some();
            let request_id = request.request_id.unwrap_or_default();
            let failed = NotSent {
                problem: no,
                request_id,
                unsure,
            };
            (ticket, Reply::NotSent(failed))
        }
        _ => return,
    };
    // Nobody listens once the program ends.
    let _ = events.send(Event::Replied(ticket, reply));
}

fn ended() -> Problem {
    Problem::new(
        "Nothing is sent any more",
        "Your words are kept. Start chatquill again; the log says more.",
    )
}

/// The sends that an earlier run of this profile left behind.
fn unfinished(outbox: &Outbox, connection: &Connection) -> Vec<Unfinished> {
    let entries = outbox.unfinished().into_iter();
    entries
        .filter(|entry| {
            entry.profile == connection.sender.profile
                && entry.base == connection.client.base().text()
        })
        .map(|entry| Unfinished {
            draft: entry.draft,
            parent: entry.parent,
            query: entry.query,
            body: entry.body,
            request_id: entry.request_id,
        })
        .collect()
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

/// A fault of the settings, in words for the person at the screen.
#[must_use]
pub fn problem_of_fault(fault: &Fault) -> Problem {
    let detail = fault.place_text();
    Problem {
        title: fault.what.clone(),
        detail,
        remedy: fault.remedy.clone(),
    }
}
