//! The questions to Google Chat under way: one task each, answered by an event.

use crate::app::effect::{Effect, Request};
use crate::app::event::{Event, NotSent, Page, Reply, Sent};
use crate::app::problem::Problem;
use crate::app::ticket::Ticket;
use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy};
use crate::chat::wire;
use crate::settings::connect::Connection;
use crate::shell::clock::Clock;
use crate::store::outbox::{Entry, Outbox};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Instant, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

/// What each task needs, shared by all of this one thread.
struct Desk {
    client: Client,
    outbox: Outbox,
    profile: String,
    is_sandbox: bool,
    events: UnboundedSender<Event>,
    clock: Clock,
}

/// The tasks under way on this thread.
pub struct Tasks {
    desk: Rc<Desk>,
    running: JoinSet<()>,
    tickets: HashMap<Id, Ticket>,
    handles: HashMap<Ticket, AbortHandle>,
    /// The `requestId` under which each send went, to tell it when the task breaks or is given up.
    request_ids: HashMap<Ticket, String>,
    /// The embedded sandbox ends with the tasks.
    _sandbox: Option<crate::sandbox::server::Sandbox>,
}

impl Tasks {
    /// Nothing under way yet; a connection's embedded sandbox ends with the tasks.
    pub fn new(
        connection: Connection,
        outbox: Outbox,
        events: UnboundedSender<Event>,
        clock: Clock,
    ) -> Self {
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
                clock,
            }),
            running: JoinSet::new(),
            tickets: HashMap::new(),
            handles: HashMap::new(),
            request_ids: HashMap::new(),
            _sandbox: sandbox,
        }
    }

    /// Begins what an effect asks of Google Chat; other effects are for the disk and the terminal.
    pub fn start(&mut self, effect: Effect) {
        match effect {
            Effect::Cancel(ticket) => {
                if let Some(handle) = self.handles.get(&ticket) {
                    handle.abort();
                }
                if let Some(request_id) = self.request_ids.get(&ticket) {
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
                self.request_ids.insert(ticket, request_id.clone());
                self.ask(ticket, move |desk| async move {
                    send(&desk, ticket, request, request_id).await
                });
            }
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

    /// The next task that came to its end; `None` where nothing is under way.
    pub async fn next(&mut self) -> Option<Result<(Id, ()), JoinError>> {
        self.running.join_next_with_id().await
    }

    /// A task ended by itself, was given up, or broke.
    pub fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let (id, broke) = match ended {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), error.is_panic()),
        };
        let Some(ticket) = self.tickets.remove(&id) else {
            return;
        };
        self.handles.remove(&ticket);
        let request_id = self.request_ids.remove(&ticket);
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
                at: desk.clock.now(),
            })
        }
        Err(error) => Reply::NotSent(not_sent(problem(&error), unsure)),
    }
}

fn entry(desk: &Desk, request: &Request, request_id: &str) -> Entry {
    Entry {
        request_id: request_id.to_owned(),
        draft: request.draft.clone(),
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

/// Takes a send out of the outbox on disk.
pub fn forget(outbox: &Outbox, request_id: &str) {
    if let Err(error) = outbox.forget(request_id) {
        tracing::warn!("a finished send stays in the outbox: {error}");
    }
}

/// A random number in `0.0..1.0`, for the waits between tries.
fn chance() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_fields().0) / (f64::from(u32::MAX) + 1.0)
}

fn problem(error: &Error) -> Problem {
    let told = error.explain();
    Problem {
        title: told.title,
        detail: told.detail,
        remedy: told.remedy,
    }
}

fn unwritten(error: &std::io::Error) -> Problem {
    Problem {
        title: "The send could not be written down, so nothing was sent".into(),
        detail: error.to_string(),
        remedy: "Make room on the disk or mend the folder's rights, then send again.".into(),
    }
}

/// A part of the program broke, in words for the person at the screen.
pub fn broken(why: &str) -> Problem {
    Problem {
        title: "A part of chatquill broke; the rest goes on".into(),
        detail: why.to_owned(),
        remedy: "Your words are kept. Please report it with the log.".into(),
    }
}

#[cfg(test)]
mod tests;
