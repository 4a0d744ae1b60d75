//! Sends a message to many spaces for the composer, and reports what becomes of it in each.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::app::events::broadcast::{BroadcastOrder, BrokenBroadcast, Left};
use crate::app::events::event::BroadcastReply;
use crate::app::events::event::{NotSent, Sent};
use crate::delivery::broadcast::{self, Broadcast, Event, PartResult, Report};
use crate::delivery::deliver::Delivery;
use crate::delivery::outcome::Undelivered;
use crate::delivery::progress::SILENT;
use crate::delivery::viewer::{self, ViewerProblem};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft::Draft;
use crate::message::request::Outgoing;
use crate::runtime::send_parts::{PartsContext, not_opened};
use crate::settings::clock::Clock;
use crate::store::broadcast_log::{self, BroadcastLog, Error, Failure, Plan, Unfinished};
use crate::store::outbox::{Origin, Receipt};

/// How long a send that was cancelled just now may take to let go of its log.
const RELEASE: Duration = Duration::from_secs(2);

/// Sends a message to many spaces, as far as it is not there already; returns the last reply.
pub async fn send(
    context: &PartsContext<'_>,
    order: BroadcastOrder,
    report: impl Fn(BroadcastReply),
) -> BroadcastReply {
    let request = Draft::sent(
        &order.message.parent,
        &order.message.query,
        &order.message.body,
    );
    let user = viewer::viewer(&request);
    if !user.is_empty() {
        let client = context.delivery.client().clone();
        let client = client.with_patience(Some(SILENT));
        if let Err(problem) = viewer::check(&client, user, &order.spaces).await {
            return wrong_viewer(problem);
        }
    }
    let plan = Plan {
        origin: context.delivery.origin().clone(),
        message: order.message,
        spaces: order.spaces,
    };
    let log = match open(context, &plan, order.resumes).await {
        Ok(log) => log,
        Err(error) => return BroadcastReply::NotBegun(not_opened(&error)),
    };
    let path = log.path().to_owned();
    let mut spaces = Spaces::default();
    let broadcast = Broadcast::new(context.delivery.clone(), log, plan.split())
        .with_files(plan.message.attachments.clone());
    // The log stays until the emptied draft is on disk; only its lock ends here.
    let _log = broadcast
        .run(plan.spaces, |event| match event {
            Event::Waiting { space, why, wait } => {
                report(BroadcastReply::Waiting(space, why, wait));
            }
            Event::Done(part) => {
                let space = part.space.clone();
                if let Some(result) = spaces.take(context, *part) {
                    report(BroadcastReply::SpaceDone(space, result));
                }
            }
        })
        .await;
    BroadcastReply::Ended(path)
}

/// Returns what is known of a message to many spaces that was stopped, once its tasks have let go of its log.
///
/// `None` where nothing of it was begun, or it is being sent again already.
pub async fn stopped(
    context: &PartsContext<'_>,
    message: &Outgoing,
    spaces: &[String],
) -> Option<BrokenBroadcast> {
    let began = Instant::now();
    while began.elapsed() < RELEASE {
        let mut known = broken(context).into_iter();
        let is_it = |known: &BrokenBroadcast| {
            (&known.message.body, &known.message.query) == (&message.body, &message.query)
                && known.spaces.iter().map(|(space, _)| space).eq(spaces)
        };
        if let Some(found) = known.find(is_it) {
            return Some(found);
        }
        tokio::time::sleep(RELEASE / 20).await;
    }
    None
}

/// Returns the messages to many spaces that earlier runs left unfinished, the latest first.
pub fn broken(context: &PartsContext<'_>) -> Vec<BrokenBroadcast> {
    let origin: &Origin = context.delivery.origin();
    let found = broadcast_log::unfinished(&context.log.folder, origin);
    let broken = found.into_iter().map(|mut found| {
        let known = known_since(&context.delivery, &found);
        let spaces = found.plan.spaces.clone().into_iter();
        let left = spaces.map(|space| {
            let left = left(context.clock, &mut found, &known, &space);
            (space, left)
        });
        BrokenBroadcast {
            spaces: left.collect(),
            since: context.clock.time_of(&found.begun),
            log: found.path,
            message: found.plan.message,
        }
    });
    broken.collect()
}

/// Returns what was sent since a message to many spaces began, and what may have been.
fn known_since(delivery: &Delivery, found: &Unfinished) -> Vec<(Outgoing, Option<Receipt>)> {
    let begun = OffsetDateTime::parse(&found.begun, &Rfc3339);
    begun.map_or_else(
        |_| Vec::new(),
        |begun| broadcast::known_since(delivery, begun),
    )
}

/// Returns what is known of a message in a space: by its log, then by the records and the history.
fn left(
    clock: Clock,
    found: &mut Unfinished,
    known: &[(Outgoing, Option<Receipt>)],
    space: &str,
) -> Left {
    if let Some(receipt) = found.done.remove(space) {
        return Left::Sent(receipt);
    }
    // Going on finds what arrived after all, and posts nothing there.
    if known.iter().any(|(message, _)| message.parent == space) {
        return Left::Unknown;
    }
    let failed = found.failed.remove(space).unwrap_or_else(|| Failure {
        title: "The send ended before it came to this space".to_owned(),
        ..Failure::default()
    });
    let problem = Diagnostic {
        detail: failed.detail,
        ..Diagnostic::new(failed.title, failed.remedy)
    };
    Left::NotSent(clock.day_of(&failed.at), problem)
}

async fn open(
    context: &PartsContext<'_>,
    plan: &Plan,
    resumes: bool,
) -> Result<BroadcastLog, Error> {
    let began = Instant::now();
    loop {
        match BroadcastLog::open_planned(&context.log.folder, plan, resumes) {
            Err(Error::Busy) if resumes && began.elapsed() < RELEASE => {
                tokio::time::sleep(RELEASE / 20).await;
            }
            opened => return opened,
        }
    }
}

/// The first message of each space whose parts are on their way.
#[derive(Default)]
struct Spaces {
    first: HashMap<String, Sent>,
}

impl Spaces {
    /// Takes what became of a part; returns the result of its space if it is the last one.
    fn take(
        &mut self,
        context: &PartsContext<'_>,
        report: Report,
    ) -> Option<Result<Sent, NotSent>> {
        let sent = match report.result {
            PartResult::Sent(message) => arrived(Receipt::of(&message), None, context.clock),
            PartResult::Earlier(receipt) => {
                let at = context.clock.time_of(&receipt.at);
                arrived(receipt, Some(at), context.clock)
            }
            PartResult::Failed(undelivered) => {
                self.first.remove(&report.space);
                return Some(Err(failed(context, undelivered)));
            }
        };
        let first = self.first.remove(&report.space).unwrap_or(sent);
        if report.is_last {
            return Some(Ok(first));
        }
        self.first.insert(report.space, first);
        None
    }
}

fn arrived(receipt: Receipt, earlier: Option<String>, clock: Clock) -> Sent {
    Sent {
        name: receipt.name,
        thread: receipt.thread,
        took: Duration::ZERO,
        at: clock.now(),
        earlier,
    }
}

fn failed(context: &PartsContext<'_>, undelivered: Undelivered) -> NotSent {
    NotSent {
        day: context.clock.day_of(&context.clock.now()),
        problem: undelivered.reason.explain(|at| context.clock.time_of(at)),
        request_id: undelivered.request_id,
        unsure: undelivered.in_doubt,
    }
}

/// Returns why nothing was sent where the only viewer is not in all spaces, or nobody could say.
fn wrong_viewer(problem: ViewerProblem) -> BroadcastReply {
    match problem {
        ViewerProblem::Absent(spaces) => BroadcastReply::ViewerAbsent(spaces),
        ViewerProblem::Unknown(space, error) => BroadcastReply::NotBegun(NotSent {
            day: String::new(),
            problem: Diagnostic {
                detail: format!("Nobody could say whether its only viewer is in {space}."),
                ..error.explain()
            },
            request_id: String::new(),
            unsure: false,
        }),
    }
}
