//! The requests to Google Chat under way: one task each, answered by an event.

use std::collections::HashMap;
use std::rc::Rc;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

use crate::app::events::effect::ChatCommand;
use crate::app::events::event::{ChatReply, Event, NotSent, Page, Reply, Sent};
use crate::app::events::ticket::Ticket;
use crate::chat::client::Client;
use crate::chat::resources;
use crate::delivery::deliver::{Delivery, Progress};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Outcome, Reason};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::request::Outgoing;
use crate::settings::clock::Clock;

/// The context that all tasks of this one thread share.
struct TaskContext {
    delivery: Delivery,
    events: UnboundedSender<Event>,
    clock: Clock,
}

impl TaskContext {
    fn client(&self) -> &Client {
        self.delivery.client()
    }

    fn reply(&self, ticket: Ticket, reply: Reply) {
        // Nobody listens once the program ends.
        let _ = self.events.send(Event::Replied(ticket, reply));
    }
}

/// The tasks under way on this thread.
pub struct Tasks {
    context: Rc<TaskContext>,
    running: JoinSet<()>,
    tickets: HashMap<Id, Ticket>,
    handles: HashMap<Ticket, AbortHandle>,
    /// The embedded sandbox, which ends with the tasks.
    _sandbox: Option<crate::sandbox::server::Sandbox>,
}

impl Tasks {
    /// Creates an empty set of tasks; a connection's embedded sandbox ends with them.
    pub fn new(
        delivery: Delivery,
        sandbox: Option<crate::sandbox::server::Sandbox>,
        events: UnboundedSender<Event>,
        clock: Clock,
    ) -> Self {
        Self {
            context: Rc::new(TaskContext {
                delivery,
                events,
                clock,
            }),
            running: JoinSet::new(),
            tickets: HashMap::new(),
            handles: HashMap::new(),
            _sandbox: sandbox,
        }
    }

    /// Starts a call to Google Chat, or cancels one.
    pub fn start(&mut self, command: ChatCommand) {
        match command {
            ChatCommand::Cancel(ticket) => {
                if let Some(handle) = self.handles.get(&ticket) {
                    handle.abort();
                }
            }
            ChatCommand::ListSpaces(ticket, page) => self.ask(ticket, |context| async move {
                ChatReply::Spaces(spaces(&context, page.as_deref()).await)
            }),
            ChatCommand::GetSpace(ticket, name) => self.ask(ticket, |context| async move {
                let space = context.client().get_space(&name).await;
                ChatReply::Space(space.map_err(|error| error.explain()))
            }),
            ChatCommand::ListMembers(ticket, space, page) => {
                self.ask(ticket, |context| async move {
                    let answer = members(&context, &space, page.as_deref()).await;
                    ChatReply::Members(space, answer)
                });
            }
            ChatCommand::Send(ticket, message, intent) => self
                .ask(ticket, move |context| async move {
                    send(&context, ticket, message, intent).await
                }),
        }
    }

    fn ask<Answer: Future<Output = ChatReply> + 'static>(
        &mut self,
        ticket: Ticket,
        question: impl FnOnce(Rc<TaskContext>) -> Answer,
    ) {
        let answer = question(Rc::clone(&self.context));
        let context = Rc::clone(&self.context);
        let handle = self.running.spawn_local(async move {
            let reply = answer.await;
            context.reply(ticket, Reply::Chat(reply));
        });
        self.tickets.insert(handle.id(), ticket);
        self.handles.insert(ticket, handle);
    }

    /// Returns the next task that ended; `None` where nothing is under way.
    pub async fn next(&mut self) -> Option<Result<(Id, ()), JoinError>> {
        self.running.join_next_with_id().await
    }

    /// Handles the end of a task, which finished, was cancelled, or panicked.
    pub fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let (id, broke) = match ended {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), error.is_panic()),
        };
        let Some(ticket) = self.tickets.remove(&id) else {
            return;
        };
        self.handles.remove(&ticket);
        if broke {
            self.context
                .reply(ticket, Reply::Panicked(broken("see the log")));
        }
    }
}

async fn spaces(
    context: &TaskContext,
    page: Option<&str>,
) -> Result<Page<resources::Space>, Diagnostic> {
    let page = context
        .client()
        .list_spaces(page)
        .await
        .map_err(|error| error.explain())?;
    Ok(Page {
        items: page.spaces,
        next: page.next,
    })
}

async fn members(
    context: &TaskContext,
    space: &str,
    page: Option<&str>,
) -> Result<Page<resources::Member>, Diagnostic> {
    let page = context
        .client()
        .list_members(space, page)
        .await
        .map_err(|error| error.explain())?;
    Ok(Page {
        items: page.members,
        next: page.next,
    })
}

/// Delivers a message, and reports its progress.
async fn send(
    context: &TaskContext,
    ticket: Ticket,
    message: Outgoing,
    intent: Intent,
) -> ChatReply {
    let on_progress = |progress: Progress<'_>| {
        let reply = match progress {
            Progress::Started { record, .. } => {
                ChatReply::Sending(record.message.request_id.clone())
            }
            Progress::Waiting(waiting) => {
                ChatReply::Waiting(waiting.because.explain().title, waiting.wait)
            }
        };
        context.reply(ticket, Reply::Chat(reply));
    };
    match context.delivery.deliver(message, intent, on_progress).await {
        Outcome::Sent(delivered) => {
            let Delivered {
                message,
                took,
                earlier,
                pending,
            } = *delivered;
            // The program removes the record once the draft is emptied on disk.
            pending.leave_unfinished();
            let sent = resources::Sent::read(&message);
            ChatReply::Sent(Sent {
                name: sent.name,
                thread: sent.thread,
                took,
                at: context.clock.now(),
                earlier: earlier.map(|at| context.clock.time_of(&at)),
            })
        }
        Outcome::NotSent(undelivered) => ChatReply::NotSent(NotSent {
            problem: reason(&undelivered.reason, context.clock),
            request_id: undelivered.request_id,
            unsure: undelivered.in_doubt,
        }),
        Outcome::OldDoubt(record) => {
            let since = context.clock.time_of(&record.since);
            ChatReply::OldDoubt(record, since)
        }
    }
}

/// Returns why a message was not sent, in words for the user.
fn reason(reason: &Reason, clock: Clock) -> Diagnostic {
    match reason {
        Reason::Call(error) => error.explain(),
        Reason::Disk(error) => Diagnostic {
            title: "The record of the send could not be written, so nothing was sent".into(),
            detail: error.to_string(),
            remedy: "Free disk space or check the folder's permissions, then send again.".into(),
            ..Diagnostic::default()
        },
        Reason::Busy => Diagnostic::new(
            "The same message is being sent right now",
            "Wait for its outcome; sending it again then cannot post it twice.",
        ),
        Reason::Taken(record) => Diagnostic {
            title: format!(
                "The request ID {} belongs to another message",
                record.message.request_id
            ),
            detail: format!(
                "It was used at {}; Chat would answer with that message and post nothing.",
                clock.time_of(&record.since)
            ),
            remedy: "Remove requestId from the request; a new one is drawn.".into(),
            ..Diagnostic::default()
        },
    }
}

/// Returns the problem of a part of the program that panicked, in words for the user.
pub fn broken(why: &str) -> Diagnostic {
    Diagnostic {
        title: "A part of chatquill failed; the rest goes on".into(),
        detail: why.to_owned(),
        remedy: "Your draft is kept. Please report it with the log.".into(),
        ..Diagnostic::default()
    }
}

#[cfg(test)]
mod tests;
