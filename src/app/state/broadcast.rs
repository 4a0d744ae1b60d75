//! A message to many spaces: what has become of it in each.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::events::broadcast::BroadcastOrder;
use crate::app::events::event::{NotSent, Sent};
use crate::app::events::ticket::Ticket;
use crate::message::request::Outgoing;

/// What has become of the message in a space.
#[derive(Clone, Debug, PartialEq)]
pub enum RowState {
    /// It is on its way, or will be; with what it waits for, if that is known.
    OnTheWay(String),
    /// It is in Chat.
    Sent(Sent),
    /// It is not in Chat, or nobody knows.
    NotSent(NotSent),
    /// The send ended before this space was done: it may be in Chat or not, and is sent under the same ID if it goes on.
    Unfinished,
}

/// A space, and what has become of the message there.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The space's resource name.
    pub space: String,
    /// The space's name for people.
    pub label: String,
    /// What has become of it.
    pub state: RowState,
}

/// How many spaces are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The message is there.
    pub sent: usize,
    /// It is not there, or nobody knows.
    pub failed: usize,
    /// Those of them of which nobody knows.
    pub in_doubt: usize,
    /// It is on its way.
    pub open: usize,
}

/// A message to many spaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Broadcast {
    /// The ticket of its send.
    pub ticket: Ticket,
    /// The message.
    pub message: Outgoing,
    /// The start of its text.
    pub excerpt: String,
    /// Its log, once known.
    pub log: Option<PathBuf>,
    rows: Vec<Row>,
    places: HashMap<String, usize>,
    is_running: bool,
    /// The program's time of the first tick since it runs.
    since: Option<Duration>,
    /// How many spaces were done when it began to run.
    earlier: usize,
}

impl Broadcast {
    /// Creates a send that begins to run; `label` names a space for people.
    #[must_use]
    pub fn new(
        ticket: Ticket,
        order: &BroadcastOrder,
        excerpt: String,
        label: impl Fn(&str) -> String,
    ) -> Self {
        let rows = order.spaces.iter().map(|space| Row {
            space: space.clone(),
            label: label(space),
            state: RowState::OnTheWay(String::new()),
        });
        let places = order.spaces.iter().cloned().zip(0..);
        Self {
            ticket,
            message: order.message.clone(),
            excerpt,
            log: None,
            rows: rows.collect(),
            places: places.collect(),
            is_running: true,
            since: None,
            earlier: 0,
        }
    }

    /// Returns what is to be asked for to go on: all spaces, of which the log knows those that are done.
    #[must_use]
    pub fn order_to_resume(&self) -> BroadcastOrder {
        BroadcastOrder {
            message: self.message.clone(),
            spaces: self.rows.iter().map(|row| row.space.clone()).collect(),
            resumes: true,
        }
    }

    /// Begins to run again, under another ticket.
    pub fn resume(&mut self, ticket: Ticket) {
        self.ticket = ticket;
        self.is_running = true;
        self.since = None;
        self.earlier = self.counts().sent;
        for row in &mut self.rows {
            if !matches!(row.state, RowState::Sent(_)) {
                row.state = RowState::OnTheWay(String::new());
            }
        }
    }

    /// Records what has become of it in a space.
    pub fn done(&mut self, space: &str, result: Result<Sent, NotSent>) {
        self.set(
            space,
            match result {
                Ok(sent) => RowState::Sent(sent),
                Err(failed) => RowState::NotSent(failed),
            },
        );
    }

    /// Records why it waits in a space.
    pub fn wait(&mut self, space: &str, why: String) {
        self.set(space, RowState::OnTheWay(why));
    }

    fn set(&mut self, space: &str, state: RowState) {
        let at = self.places.get(space);
        if let Some(row) = at.and_then(|&at| self.rows.get_mut(at)) {
            row.state = state;
        }
    }

    /// Ends it; what is on its way stays unfinished.
    pub fn end(&mut self) {
        self.is_running = false;
        for row in &mut self.rows {
            if matches!(row.state, RowState::OnTheWay(_)) {
                row.state = RowState::Unfinished;
            }
        }
    }

    /// Follows the clock.
    pub fn tick(&mut self, now: Duration) {
        if self.is_running {
            self.since.get_or_insert(now);
        }
    }

    /// Returns whether it is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.is_running
    }

    /// Returns the spaces, in their order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns how many spaces are in which state.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.state {
                RowState::Sent(_) => counts.sent += 1,
                RowState::NotSent(_) | RowState::Unfinished => counts.failed += 1,
                RowState::OnTheWay(_) => counts.open += 1,
            }
            let is_in_doubt = match &row.state {
                RowState::NotSent(failed) => failed.unsure,
                RowState::Unfinished => true,
                RowState::Sent(_) | RowState::OnTheWay(_) => false,
            };
            counts.in_doubt += usize::from(is_in_doubt);
        }
        counts
    }

    /// Returns whether it can go on: it has ended, and is not in all spaces.
    #[must_use]
    pub fn can_resume(&self) -> bool {
        !self.is_running && self.counts().failed > 0
    }

    /// Returns whether it is this message to these spaces, in whatever order.
    #[must_use]
    pub fn is_same<'a>(
        &self,
        message: &Outgoing,
        mut spaces: impl ExactSizeIterator<Item = &'a String>,
    ) -> bool {
        self.message.body == message.body
            && self.message.query == message.query
            && self.message.attachments == message.attachments
            && self.rows.len() == spaces.len()
            && spaces.all(|space| self.places.contains_key(space))
    }

    /// Returns how many spaces have the message, and that it was sent there before in this order of spaces.
    #[must_use]
    pub fn has_arrived_in(&self, spaces: &[String]) -> usize {
        let is_sent = |space: &&String| {
            let row = self.places.get(*space).and_then(|&at| self.rows.get(at));
            row.is_some_and(|row| matches!(row.state, RowState::Sent(_)))
        };
        spaces.iter().filter(is_sent).count()
    }

    /// Returns the progress in words: how many are done, how fast, and the time left.
    #[must_use]
    pub fn progress(&self, now: Duration) -> String {
        let counts = self.counts();
        let mut words = format!("{} of {} sent", counts.sent, self.rows.len());
        let sure = counts.failed - counts.in_doubt;
        for (count, what) in [(sure, "failed"), (counts.in_doubt, "in doubt")] {
            if count > 0 {
                let _ = write!(words, ", {count} {what}");
            }
        }
        let millis = now.saturating_sub(self.since.unwrap_or(now)).as_millis();
        let done = (counts.sent + counts.failed).saturating_sub(self.earlier);
        if done > 0 && millis > 500 && counts.open > 0 {
            let (done, open) = (done as u128, counts.open as u128);
            let tenths = done * 10_000 / millis;
            let left = (open * millis).div_ceil(done * 1000);
            let (whole, tenth) = (tenths / 10, tenths % 10);
            let left = span(left);
            let _ = write!(words, " · {whole}.{tenth} a second · {left} left");
        }
        words
    }
}

/// Returns a number of seconds in words.
#[must_use]
pub fn span(seconds: u128) -> String {
    if seconds < 120 {
        format!("{seconds} s")
    } else {
        format!("{} min", seconds.div_ceil(60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::events::ticket::Tickets;

    fn sent() -> Sent {
        Sent {
            name: "spaces/A/messages/M".into(),
            thread: String::new(),
            took: Duration::ZERO,
            at: String::new(),
            earlier: None,
        }
    }

    #[test]
    fn progress_tells_the_rate_and_the_time_left() {
        let mut tickets = Tickets::default();
        let order = BroadcastOrder {
            message: Outgoing::default(),
            spaces: (0..10).map(|number| format!("spaces/{number}")).collect(),
            resumes: false,
        };
        let mut send = Broadcast::new(tickets.draw(), &order, String::new(), str::to_owned);
        let at = Duration::from_secs;
        send.tick(at(100));
        assert_eq!(send.progress(at(100)), "0 of 10 sent");
        for number in 0..4 {
            send.done(&format!("spaces/{number}"), Ok(sent()));
        }
        assert_eq!(
            send.progress(at(102)),
            "4 of 10 sent · 2.0 a second · 3 s left"
        );
        assert_eq!(send.has_arrived_in(&order.spaces), 4);
        send.end();
        assert!(send.can_resume());
        assert_eq!(send.progress(at(102)), "4 of 10 sent, 6 in doubt");
        send.resume(tickets.draw());
        send.tick(at(200));
        send.done("spaces/9", Ok(sent()));
        assert_eq!(
            send.progress(at(201)),
            "5 of 10 sent · 1.0 a second · 5 s left"
        );
    }
}
