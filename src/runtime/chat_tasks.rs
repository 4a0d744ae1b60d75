//! The requests to Google Chat under way: one task each, answered by an event.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

use crate::app::events::broadcast::{BroadcastOrder, BrokenBroadcast};
use crate::app::events::effect::ChatCommand;
use crate::app::events::event::{BroadcastReply, ChatReply, Event, NotSent, Page, Reply, Sent};
use crate::app::events::ticket::Ticket;
use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::pagination::Pages;
use crate::chat::resources;
use crate::chat::retry::{self, Policy, RetryWait};
use crate::delivery::deliver::Delivery;
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Outcome};
use crate::delivery::progress::{Progress, random_unit};
use crate::delivery::rate_guard::PACED;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::request::Outgoing;
use crate::runtime::broadcast;
use crate::runtime::kept_webhooks::KeptWebhooks;
use crate::runtime::message_changes;
use crate::runtime::read_back;
use crate::runtime::send_parts::{self, PartsContext, PartsLog};
use crate::settings::clock::Clock;
use crate::store::drafts::Drafts;

/// What the tasks need besides the delivery.
pub struct TaskSettings {
    /// The person's clock.
    pub clock: Clock,
    /// What sends by kept webhooks.
    pub webhooks: Option<KeptWebhooks>,
    /// Where messages in parts are logged.
    pub parts: PartsLog,
    /// The drafts, beside which their edits are recorded.
    pub drafts: Drafts,
    /// How many seconds a send is held back, so that it can be taken back.
    pub undo_send: u64,
}

/// The context that all tasks of this one thread share.
struct TaskContext {
    delivery: Delivery,
    events: UnboundedSender<Event>,
    clock: Clock,
    /// What sends by kept webhooks.
    webhooks: Option<KeptWebhooks>,
    parts: PartsLog,
    drafts: Drafts,
    undo_send: u64,
    /// The sends that are held back.
    held: RefCell<HashSet<Ticket>>,
    /// The request IDs of the sends that have begun.
    begun: RefCell<HashMap<Ticket, String>>,
    listings: Listings,
}

/// The listings under way, so that a server whose list never ends is not asked for ever.
#[derive(Default)]
struct Listings(RefCell<HashMap<Ticket, Pages>>);

impl Listings {
    /// Returns a page of the listing of a ticket, or why there can be no next one.
    fn checked<T>(
        &self,
        ticket: Ticket,
        answer: Result<Page<T>, Diagnostic>,
    ) -> Result<Page<T>, Diagnostic> {
        let mut listings = self.0.borrow_mut();
        let page = answer.and_then(|page| {
            let pages = listings.entry(ticket).or_default();
            let next = pages.next(page.items.len(), page.next);
            let next = next.map_err(|error| error.explain())?;
            Ok(Page { next, ..page })
        });
        if !matches!(&page, Ok(page) if page.next.is_some()) {
            listings.remove(&ticket);
        }
        page
    }
}

impl TaskContext {
    fn client(&self) -> &Client {
        self.delivery.client()
    }

    fn parts_context(&self) -> PartsContext<'_> {
        PartsContext {
            delivery: self.delivery.clone(),
            clock: self.clock,
            log: &self.parts,
        }
    }

    /// Waits until a send may leave, and tells the seconds that are left; the task may be aborted until then.
    async fn hold(&self, ticket: Ticket) {
        if self.undo_send == 0 {
            return;
        }
        self.held.borrow_mut().insert(ticket);
        for left in (1..=self.undo_send).rev() {
            self.reply(ticket, Reply::Chat(ChatReply::Held(left)));
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        // From here on it counts as sent: nothing awaits between this and the send.
        self.held.borrow_mut().remove(&ticket);
        self.reply(ticket, Reply::Chat(ChatReply::Held(0)));
    }

    /// Makes a reading call, which is repeated as a send is; its waits are reported.
    async fn repeated<T, Answer>(
        &self,
        ticket: Ticket,
        call: impl FnMut() -> Answer,
    ) -> Result<T, Diagnostic>
    where
        Answer: Future<Output = Result<T, Error>>,
    {
        let tell = |waiting: &RetryWait| self.report_wait(ticket, waiting);
        let answer = retry::run(Policy::default(), random_unit, tell, call).await;
        answer.map_err(|error| error.explain())
    }

    fn report_wait(&self, ticket: Ticket, waiting: &RetryWait) {
        let why = waiting.because.explain().title;
        let reply = ChatReply::Waiting(why, waiting.wait);
        self.reply(ticket, Reply::Chat(reply));
    }

    fn reply(&self, ticket: Ticket, mut reply: Reply) {
        if let Reply::Chat(ChatReply::NotSent(failed)) = &mut reply {
            failed.day = self.clock.day_of(&self.clock.now());
        }
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
    /// What goes to many spaces.
    broadcasts: HashMap<Ticket, BroadcastOrder>,
    /// The embedded sandbox, which ends with the tasks.
    _sandbox: Option<crate::sandbox::server::Sandbox>,
}

impl Tasks {
    /// Creates an empty set of tasks; a connection's embedded sandbox ends with them.
    pub fn new(
        delivery: Delivery,
        sandbox: Option<crate::sandbox::server::Sandbox>,
        events: UnboundedSender<Event>,
        settings: TaskSettings,
    ) -> Self {
        Self {
            context: Rc::new(TaskContext {
                delivery,
                events,
                clock: settings.clock,
                webhooks: settings.webhooks,
                parts: settings.parts,
                drafts: settings.drafts,
                undo_send: settings.undo_send,
                held: RefCell::default(),
                begun: RefCell::default(),
                listings: Listings::default(),
            }),
            running: JoinSet::new(),
            tickets: HashMap::new(),
            handles: HashMap::new(),
            broadcasts: HashMap::new(),
            _sandbox: sandbox,
        }
    }

    /// Returns the messages to many spaces that earlier runs left unfinished, the latest first.
    pub fn broken_broadcasts(&self) -> Vec<BrokenBroadcast> {
        broadcast::broken(&self.context.parts_context())
    }

    /// Starts a call to Google Chat, or cancels one.
    pub fn start(&mut self, command: ChatCommand) {
        match command {
            ChatCommand::Cancel(ticket) => {
                if let Some(handle) = self.handles.get(&ticket) {
                    handle.abort();
                    let is_held = self.context.held.borrow_mut().remove(&ticket);
                    let begun = self.context.begun.borrow_mut().remove(&ticket);
                    let is_unsent = |id: String| self.context.delivery.end_unsent(&id);
                    let is_unsent = is_held || begun.is_some_and(is_unsent);
                    let reply = ChatReply::TakenBack(is_unsent);
                    self.context.reply(ticket, Reply::Chat(reply));
                    let order = self.broadcasts.remove(&ticket);
                    if let Some(order) = order.filter(|_| !is_unsent) {
                        self.report_stopped(ticket, order);
                    }
                }
            }
            ChatCommand::ListSpaces(ticket, page) => self.ask(ticket, |context| async move {
                let answer = spaces(&context, ticket, page.as_deref()).await;
                ChatReply::Spaces(context.listings.checked(ticket, answer))
            }),
            ChatCommand::GetSpace(ticket, name) => self.ask(ticket, |context| async move {
                let space = context.client().get_space(&name).await;
                ChatReply::Space(space.map_err(|error| error.explain()))
            }),
            ChatCommand::FindDirectMessage {
                ticket,
                user,
                sets_up,
            } => self.ask(ticket, move |context| async move {
                let client = context.client();
                let found = if sets_up {
                    client.set_up_direct_message(&user).await.map(Some)
                } else {
                    client.find_direct_message(&user).await
                };
                ChatReply::DirectMessage(found.map_err(|error| error.explain_person(&user)))
            }),
            ChatCommand::ListMembers(ticket, space, page) => {
                self.ask(ticket, |context| async move {
                    let answer = members(&context, ticket, &space, page.as_deref()).await;
                    let answer = context.listings.checked(ticket, answer);
                    ChatReply::Members(space, answer)
                });
            }
            ChatCommand::ListCustomEmoji(ticket) => self.ask(ticket, |context| async move {
                let answer = context.client().all_custom_emoji().await;
                ChatReply::CustomEmoji(answer.map_err(|error| error.explain()))
            }),
            ChatCommand::SendParts(ticket, space, parts, files) => {
                self.ask(ticket, move |context| async move {
                    context.hold(ticket).await;
                    let report = |reply| context.reply(ticket, Reply::Chat(reply));
                    let context = context.parts_context();
                    send_parts::send(&context, space, (parts, files), report).await
                });
            }
            ChatCommand::Broadcast(ticket, order) => {
                self.broadcasts.insert(ticket, (*order).clone());
                self.ask(ticket, move |context| async move {
                    context.hold(ticket).await;
                    let report = |reply| {
                        let reply = ChatReply::Broadcast(reply);
                        context.reply(ticket, Reply::Chat(reply));
                    };
                    let parts = context.parts_context();
                    ChatReply::Broadcast(broadcast::send(&parts, *order, report).await)
                });
            }
            ChatCommand::Change(ticket, change) => self.ask(ticket, move |context| async move {
                let tell = |waiting: &RetryWait| context.report_wait(ticket, waiting);
                let made =
                    message_changes::make((&context.delivery, &context.drafts), &change, tell)
                        .await;
                ChatReply::Changed(made)
            }),
            ChatCommand::ListMessages(ticket, space, thread) => {
                self.ask(ticket, move |context| async move {
                    let page = read_back::list(context.client(), &space, thread.as_deref()).await;
                    ChatReply::Messages(page.map_err(|error| error.explain()))
                });
            }
            ChatCommand::ReadMessage(ticket, name, origin) => {
                self.ask(ticket, move |context| async move {
                    let read = read_back::read(&context.delivery, &name, origin.as_ref()).await;
                    ChatReply::Message(read)
                });
            }
            ChatCommand::Send(ticket, message, intent) => {
                self.ask(ticket, move |context| async move {
                    context.hold(ticket).await;
                    send(&context, ticket, message, intent).await
                });
            }
        }
    }

    /// Reports what is known of a message to many spaces that was stopped.
    fn report_stopped(&mut self, ticket: Ticket, order: BroadcastOrder) {
        let context = Rc::clone(&self.context);
        self.running.spawn_local(async move {
            let parts = context.parts_context();
            let known = broadcast::stopped(&parts, &order.message, &order.spaces).await;
            if let Some(known) = known {
                let reply = ChatReply::Broadcast(BroadcastReply::Stopped(known));
                context.reply(ticket, Reply::Chat(reply));
            }
        });
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

    /// Returns whether a task is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty()
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
        self.broadcasts.remove(&ticket);
        self.context.begun.borrow_mut().remove(&ticket);
        if broke {
            self.context
                .reply(ticket, Reply::Panicked(broken("see the log")));
        }
    }
}

async fn spaces(
    context: &TaskContext,
    ticket: Ticket,
    page: Option<&str>,
) -> Result<Page<resources::Space>, Diagnostic> {
    let call = || context.client().list_spaces(page);
    let page = context.repeated(ticket, call).await?;
    Ok(Page {
        items: page.spaces,
        next: page.next,
    })
}

async fn members(
    context: &TaskContext,
    ticket: Ticket,
    space: &str,
    page: Option<&str>,
) -> Result<Page<resources::Member>, Diagnostic> {
    let call = || context.client().list_members(space, page);
    let page = context.repeated(ticket, call).await?;
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
                let id = record.message.request_id.clone();
                context.begun.borrow_mut().insert(ticket, id.clone());
                ChatReply::Sending(id)
            }
            Progress::Waiting(waiting) => {
                ChatReply::Waiting(waiting.because.explain().title, waiting.wait)
            }
            Progress::Uploading(done, of) => ChatReply::Uploading(done, of),
            Progress::Paced(wait) => ChatReply::Waiting(PACED.to_owned(), wait),
        };
        context.reply(ticket, Reply::Chat(reply));
    };
    let by_webhook = match &context.webhooks {
        Some(webhooks) if !message.webhook.is_empty() => {
            match webhooks.delivery(&message.webhook).await {
                Ok(delivery) => Some(delivery),
                Err(problem) => {
                    return ChatReply::NotSent(NotSent {
                        day: String::new(),
                        problem,
                        request_id: message.request_id,
                        unsure: intent == Intent::Repeat { in_doubt: true },
                    });
                }
            }
        }
        _ => None,
    };
    let delivery = by_webhook.as_ref().unwrap_or(&context.delivery);
    match delivery.deliver(message, intent, on_progress).await {
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
            day: String::new(),
            problem: undelivered.reason.explain(|at| context.clock.time_of(at)),
            request_id: undelivered.request_id,
            unsure: undelivered.in_doubt,
        }),
        Outcome::OldDoubt(record) => {
            let since = context.clock.time_of(&record.since);
            ChatReply::OldDoubt(record, since)
        }
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
