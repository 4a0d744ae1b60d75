//! Sends a message in parts for the composer: one after the other, each with a record of its own.

use std::path::PathBuf;
use std::time::Instant;

use crate::app::events::event::{ChatReply, NotSent, Sent};
use crate::delivery::broadcast::{Broadcast, Event, PartResult};
use crate::delivery::deliver::Delivery;
use crate::delivery::outcome::Undelivered;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::attached_file::AttachedFile;
use crate::message::split::Part;
use crate::settings::clock::Clock;
use crate::store::broadcast_log::{BroadcastLog, Error};
use crate::store::outbox::Receipt;

/// Where it is written down which parts are in Chat, so that a break can be resumed.
pub struct PartsLog {
    /// The folder of the logs.
    pub folder: PathBuf,
    /// The name of the sender's profile.
    pub profile: String,
}

/// What a send of parts works with.
pub struct PartsContext<'a> {
    /// The one delivery.
    pub delivery: Delivery,
    /// The user's own clock.
    pub clock: Clock,
    /// The logs.
    pub log: &'a PartsLog,
}

/// What has come of the parts so far.
#[derive(Default)]
struct Tally {
    done: usize,
    first: Option<Receipt>,
    /// Whether anything was posted, which an earlier run had not done.
    is_new: bool,
    failed: Option<Undelivered>,
}

/// Sends the parts to a space, as far as they are not there already, and reports the progress.
pub async fn send(
    context: &PartsContext<'_>,
    space: String,
    (parts, files): (Vec<Part>, Vec<AttachedFile>),
    report: impl Fn(ChatReply),
) -> ChatReply {
    let of = parts.len();
    let (log, path) = match open(context, &space, &parts, &files) {
        Ok(opened) => opened,
        Err(error) => return ChatReply::NotSent(not_opened(&error)),
    };
    let began = Instant::now();
    let mut tally = Tally::default();
    let broadcast = Broadcast::new(context.delivery.clone(), log, parts).with_files(files);
    // The log stays until the emptied draft is on disk; only its lock ends here.
    let _log = broadcast
        .run(vec![space], |event| match event {
            Event::Waiting { why, wait, .. } => {
                report(ChatReply::Waiting(why, wait));
            }
            Event::Done(part) => {
                match part.result {
                    PartResult::Sent(message) => {
                        tally.is_new = true;
                        tally.arrived(Receipt::of(&message));
                    }
                    PartResult::Earlier(receipt) => tally.arrived(receipt),
                    PartResult::Failed(undelivered) => {
                        tally.failed = Some(undelivered);
                        return;
                    }
                }
                report(ChatReply::PartSent(tally.done, of));
            }
        })
        .await;
    match (tally.failed, tally.first) {
        (None, Some(first)) if tally.done == of => {
            let sent = Sent {
                name: first.name,
                thread: first.thread,
                took: began.elapsed(),
                at: context.clock.now(),
                earlier: (!tally.is_new).then(|| context.clock.time_of(&first.at)),
            };
            ChatReply::PartsSent(sent, path)
        }
        (Some(failed), _) => ChatReply::NotSent(cut_off(context, &failed, tally.done, of)),
        (None, _) => ChatReply::NotSent(broken(tally.done, of)),
    }
}

impl Tally {
    fn arrived(&mut self, receipt: Receipt) {
        self.done += 1;
        self.first.get_or_insert(receipt);
    }
}

fn open(
    context: &PartsContext<'_>,
    space: &str,
    parts: &[Part],
    files: &[AttachedFile],
) -> Result<(BroadcastLog, PathBuf), Error> {
    let requests: Vec<String> = parts.iter().map(|part| part.request.to_string()).collect();
    let base = context.delivery.client().base().text();
    let mut key = vec![context.log.profile.as_str(), base, space];
    key.extend(requests.iter().map(String::as_str));
    key.extend(files.iter().map(|file| file.sha256.as_str()));
    let log = BroadcastLog::open(&context.log.folder, &key)?;
    let path = log.path().to_owned();
    Ok((log, path))
}

/// Returns the result where the log could not be opened, so that nothing was sent.
pub fn not_opened(error: &Error) -> NotSent {
    let remedy = match error {
        Error::Busy => "Wait for its outcome.",
        Error::Disk(_) => "Free disk space or check the folder's permissions, then send again.",
    };
    NotSent {
        day: String::new(),
        problem: Diagnostic {
            detail: error.to_string(),
            ..Diagnostic::new(
                "the parts could not be written down, so nothing was sent",
                remedy,
            )
        },
        request_id: String::new(),
        unsure: false,
    }
}

/// Returns the result where a part failed; those after it were not sent.
fn cut_off(context: &PartsContext<'_>, failed: &Undelivered, done: usize, of: usize) -> NotSent {
    let mut problem = failed.reason.explain(|at| context.clock.time_of(at));
    problem.title = format!("part {} of {of}: {}", done + 1, problem.title);
    let resume = resume(done, of);
    problem.remedy = format!("{}\n{resume}", problem.remedy);
    NotSent {
        day: String::new(),
        problem,
        request_id: String::new(),
        unsure: failed.in_doubt,
    }
}

/// Returns the result where the task of the parts broke off.
fn broken(done: usize, of: usize) -> NotSent {
    NotSent {
        day: String::new(),
        problem: Diagnostic::new("the send broke off; see the log", resume(done, of)),
        request_id: String::new(),
        unsure: true,
    }
}

fn resume(done: usize, of: usize) -> String {
    format!(
        "{done} of {of} parts are in Chat; within the hour, sending it again sends only the others."
    )
}
