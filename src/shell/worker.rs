//! The thread that speaks to Google Chat: one task a question, each answered by an event.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{AbortHandle, Id, JoinError, JoinSet, LocalSet};

use crate::app::effect::{Effect, Request};
use crate::app::event::{Event, News, NotSent, Page, Reply, Sender, Sent, Unfinished};
use crate::app::problem::Problem;
use crate::app::ticket::Ticket;
use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy};
use crate::chat::sender::SenderKind;
use crate::chat::wire;
use crate::settings::connect::{self, Connection};
use crate::settings::fault::Fault;
use crate::settings::places::Places;
use crate::settings::profile::Profile;
use crate::shell::panic::Watch;
use crate::store::outbox::{Entry, Outbox};

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
    let mut tasks = Tasks::new(connection, outbox, events.clone());
    if let Some(effect) = first {
        tasks.start(effect);
    }
    loop {
        tokio::select! {
            biased;
            Some(ended) = tasks.running.join_next_with_id() => tasks.ended(ended),
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

fn forget(outbox: &Outbox, request_id: &str) {
    if let Err(error) = outbox.forget(request_id) {
        tracing::warn!("a finished send stays in the outbox: {error}");
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

/// What each task needs, shared by all of this one thread.
struct Desk {
    client: Client,
    outbox: Outbox,
    profile: String,
    is_sandbox: bool,
    events: UnboundedSender<Event>,
}

struct Tasks {
    desk: Rc<Desk>,
    running: JoinSet<()>,
    tickets: HashMap<Id, Ticket>,
    handles: HashMap<Ticket, AbortHandle>,
    /// The `requestId` under which each send went, to tell it when the task breaks or is given up.
    request_ids: Rc<RefCell<HashMap<Ticket, String>>>,
    /// The embedded sandbox ends with the tasks.
    _sandbox: Option<crate::sandbox::server::Sandbox>,
}

impl Tasks {
    fn new(connection: Connection, outbox: Outbox, events: UnboundedSender<Event>) -> Self {
        let Connection {
            client,
            sender,
            sandbox,
        } = connection;
        Self {
            desk: Rc::new(Desk {
                client,
                outbox,
                profile: sender.profile,
                is_sandbox: sandbox.is_some(),
                events,
            }),
            running: JoinSet::new(),
            tickets: HashMap::new(),
            handles: HashMap::new(),
            request_ids: Rc::default(),
            _sandbox: sandbox,
        }
    }

    fn start(&mut self, effect: Effect) {
        match effect {
            Effect::Cancel(ticket) => {
                if let Some(handle) = self.handles.get(&ticket) {
                    handle.abort();
                }
                if let Some(request_id) = self.request_ids.borrow().get(&ticket) {
                    let reply = Reply::GivenUp(request_id.clone());
                    let _ = self.desk.events.send(Event::Replied(ticket, reply));
                }
            }
            Effect::ForgetSend(request_id) => forget(&self.desk.outbox, &request_id),
            Effect::ListSpaces(ticket, page) => self.ask(ticket, |desk| async move {
                Reply::Spaces(spaces(&desk, page.as_deref()).await)
            }),
            Effect::GetSpace(ticket, name) => self.ask(ticket, |desk| async move {
                Reply::Space(
                    desk.client
                        .get_space(&name)
                        .await
                        .map_err(|error| problem(&error)),
                )
            }),
            Effect::ListMembers(ticket, space, page) => self.ask(ticket, |desk| async move {
                let answer = members(&desk, &space, page.as_deref()).await;
                Reply::Members(space, answer)
            }),
            Effect::Send(ticket, request) => {
                let request_id = request
                    .request_id
                    .clone()
                    .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
                self.request_ids
                    .borrow_mut()
                    .insert(ticket, request_id.clone());
                self.ask(ticket, move |desk| async move {
                    send(&desk, ticket, request, request_id).await
                });
            }
            // The others are for the disk and the terminal.
            _ => {}
        }
    }

    fn ask<Answer: Future<Output = Reply> + 'static>(
        &mut self,
        ticket: Ticket,
        question: impl FnOnce(Rc<Desk>) -> Answer,
    ) {
        let answer = question(Rc::clone(&self.desk));
        let events = self.desk.events.clone();
        let handle = self.running.spawn_local(async move {
            let reply = answer.await;
            let _ = events.send(Event::Replied(ticket, reply));
        });
        self.tickets.insert(handle.id(), ticket);
        self.handles.insert(ticket, handle);
    }

    /// A task ended by itself, was given up, or broke.
    fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let (id, broke) = match ended {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), error.is_panic()),
        };
        let Some(ticket) = self.tickets.remove(&id) else {
            return;
        };
        self.handles.remove(&ticket);
        let request_id = self.request_ids.borrow_mut().remove(&ticket);
        if broke {
            let problem = broken("the log says more");
            let reply = match request_id {
                Some(request_id) => Reply::NotSent(NotSent {
                    problem,
                    request_id,
                    unsure: true,
                }),
                None => Reply::Broke(problem),
            };
            let _ = self.desk.events.send(Event::Replied(ticket, reply));
        }
    }
}

async fn spaces(desk: &Desk, page: Option<&str>) -> Result<Page<wire::Space>, Problem> {
    let page = desk
        .client
        .list_spaces(page)
        .await
        .map_err(|error| problem(&error))?;
    Ok(Page {
        items: page.spaces,
        next: page.next,
    })
}

async fn members(
    desk: &Desk,
    space: &str,
    page: Option<&str>,
) -> Result<Page<wire::Member>, Problem> {
    let page = desk
        .client
        .list_members(space, page)
        .await
        .map_err(|error| problem(&error))?;
    Ok(Page {
        items: page.members,
        next: page.next,
    })
}

/// Posts a message. It is on disk before its first byte leaves, and stays there as long as nobody
/// knows whether it arrived.
async fn send(desk: &Desk, ticket: Ticket, request: Request, request_id: String) -> Reply {
    let not_sent = |problem, unsure| NotSent {
        problem,
        request_id: request_id.clone(),
        unsure,
    };
    let pending = match desk.outbox.begin(&entry(desk, &request, &request_id)) {
        Ok(pending) => pending,
        Err(error) => return Reply::NotSent(not_sent(unwritten(&error), false)),
    };
    let started = Instant::now();
    let mut query = request.query.clone();
    query.push(("requestId".into(), request_id.clone()));
    // An earlier try may have arrived, whatever the last one was told.
    let mut unsure = false;
    let wait = |waiting: &retry::Waiting| {
        unsure |= waiting.because.may_have_arrived();
        let reply = Reply::Waiting(waiting.because.explain().title, waiting.wait);
        let _ = desk.events.send(Event::Replied(ticket, reply));
    };
    let call = || {
        desk.client
            .create_message(&request.parent, &query, &request.body)
    };
    let answer = retry::run(Policy::default(), chance, wait, call).await;
    let unsure = answer
        .as_ref()
        .is_err_and(|error| unsure || error.may_have_arrived());
    if !unsure && let Err(error) = pending.finish() {
        tracing::warn!("a finished send stays in the outbox: {error}");
    }
    match answer {
        Ok(message) => {
            let sent = wire::Sent::read(&message);
            Reply::Sent(Sent {
                name: sent.name,
                thread: sent.thread,
                took: started.elapsed(),
            })
        }
        Err(error) => Reply::NotSent(not_sent(problem(&error), unsure)),
    }
}

fn entry(desk: &Desk, request: &Request, request_id: &str) -> Entry {
    Entry {
        request_id: request_id.to_owned(),
        parent: request.parent.clone(),
        query: request.query.clone(),
        body: request.body.clone(),
        profile: desk.profile.clone(),
        base: desk.client.base().text().to_owned(),
        is_sandbox: desk.is_sandbox,
        since: OffsetDateTime::from(SystemTime::now())
            .format(&Rfc3339)
            .unwrap_or_default(),
    }
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
            parent: entry.parent,
            query: entry.query,
            body: entry.body,
            request_id: entry.request_id,
        })
        .collect()
}

/// A random number in `0.0..1.0`, for the waits between tries.
fn chance() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_fields().0) / (f64::from(u32::MAX) + 1.0)
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

fn problem(error: &Error) -> Problem {
    let told = error.explain();
    Problem {
        title: told.title,
        detail: told.detail,
        remedy: told.remedy,
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

fn unwritten(error: &std::io::Error) -> Problem {
    Problem {
        title: "The send could not be written down, so nothing was sent".into(),
        detail: error.to_string(),
        remedy: "Make room on the disk or mend the folder's rights, then send again.".into(),
    }
}

fn broken(why: &str) -> Problem {
    Problem {
        title: "A part of chatquill broke; the rest goes on".into(),
        detail: why.to_owned(),
        remedy: "Your words are kept. Please report it with the log.".into(),
    }
}

#[cfg(test)]
mod tests;
