//! Takes a message that Chat has out of the draft it was sent from.

use serde_json::Value;

use crate::message::draft::{Draft, at};
use crate::message::field_change::{Change, Grouping};
use crate::message::in_flight::{Gap, ONCE, Tracked, gaps, joined, without};
use crate::message::request::Outgoing;

/// What became of a draft when a message that was sent from it left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// All of it was sent, and left.
    All,
    /// What was sent left; what was inserted since stays, with the cursor at this byte of the text.
    Part {
        /// The cursor's position, in bytes.
        caret: usize,
    },
    /// What was sent has been changed since, so all of it stays.
    Nothing,
}

/// Returns a list without the items that were sent; `None` where they do not all stand in it in a row.
fn unsent(now: Option<&Value>, sent: Option<&Value>) -> Option<Vec<Value>> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (mut now, sent) = (list(now), list(sent));
    if sent.is_empty() {
        return Some(now);
    }
    let start = now.windows(sent.len()).position(|row| row == sent)?;
    now.drain(start..start + sent.len());
    Some(now)
}

impl Draft {
    /// Tracks a message that is sent from this draft, so that exactly it can leave later.
    pub fn track_sent(&mut self, message: &Outgoing) {
        // What is typed from now on is no part of what is sent, and so no part of its undo step either.
        self.end_group();
        let is_whole = Outgoing::of(self.request()).is_same_request(message);
        let known = self.in_flight.position(message);
        if !is_whole {
            return;
        }
        if let Some(known) = known {
            self.in_flight.messages.remove(known);
        }
        let words = self.text().to_owned();
        let whole = 0..words.len();
        let ranges = std::iter::once(whole).filter(|range| !range.is_empty());
        self.in_flight.messages.push(Tracked {
            message: message.clone(),
            ranges: ranges.collect(),
            words,
        });
    }

    /// Stops tracking what is on its way: it has been rewritten in a way that cannot be followed.
    pub fn forget_sent(&mut self) {
        self.in_flight.messages.clear();
    }

    /// Returns whether the words of a message on its way stand in this draft, among others.
    #[must_use]
    pub fn holds_sent(&self, message: &Outgoing) -> bool {
        let known = self.in_flight.position(message);
        let tracked = known.and_then(|known| self.in_flight.messages.get(known));
        tracked.is_some_and(|tracked| !tracked.ranges.is_empty())
    }

    /// Removes a message that Chat has from the draft it was sent from, as one undo step.
    ///
    /// Exactly what was sent leaves; what was inserted since stays, with viewer and thread, since it was written
    /// for them. Where the sent words themselves were changed, all stays. `caret` is the cursor's position in the
    /// text, in bytes; `keeps_options` is whether an option is being typed just now.
    pub fn remove_sent(
        &mut self,
        message: &Outgoing,
        caret: usize,
        keeps_options: bool,
    ) -> Removed {
        let known = self.in_flight.position(message);
        let tracked = known.map(|known| self.in_flight.messages.remove(known));
        let text = self.text().to_owned();
        if !keeps_options && Outgoing::of(self.request()).is_same_request(message) {
            let mut others = std::mem::take(&mut self.in_flight);
            self.empty();
            let whole = Gap {
                range: 0..text.len(),
                joint: "",
            };
            others.leave("", &[whole]);
            self.in_flight = others;
            return Removed::All;
        }
        let Some(tracked) =
            tracked.filter(|tracked| joined(&text, &tracked.ranges) == tracked.words)
        else {
            return Removed::Nothing;
        };
        let gaps = gaps(&text, &tracked.ranges);
        let (rest, caret) = without(&text, &gaps, caret);
        let Some((changes, is_all)) = self.departure(message, &rest, keeps_options) else {
            return Removed::Nothing;
        };
        let mut others = std::mem::take(&mut self.in_flight);
        self.change(&changes, Grouping::Alone);
        others.leave(&rest, &gaps);
        self.in_flight = others;
        if is_all {
            Removed::All
        } else {
            Removed::Part { caret }
        }
    }

    /// Returns the changes by which a message leaves, where `rest` of the text stays, and whether nothing is left
    /// to send; `None` where other parts of it were changed.
    fn departure(
        &self,
        message: &Outgoing,
        rest: &str,
        keeps_options: bool,
    ) -> Option<(Vec<Change>, bool)> {
        let sent: Value = serde_json::from_str(&message.body).ok()?;
        let sent = serde_json::json!({ "message": sent });
        let is_as_sent = |pointer: &str| self.get(pointer) == sent.pointer(pointer);
        let is_fallback_kept = sent.pointer(at::FALLBACK).is_none() || is_as_sent(at::FALLBACK);
        // Another space or viewer makes it another message, which perhaps is to say the same.
        if self.parent() != message.parent || !is_as_sent(at::VIEWER) || !is_fallback_kept {
            return None;
        }
        let text = (!rest.is_empty()).then(|| Value::from(rest));
        let mut changes = vec![Change::new(at::TEXT, text)];
        let mut is_all = rest.trim().is_empty();
        for list in [at::CARDS, at::ACCESSORIES] {
            let left = unsent(self.get(list), sent.pointer(list))?;
            is_all &= left.is_empty();
            changes.push(Change::new(
                list,
                (!left.is_empty()).then(|| Value::from(left)),
            ));
        }
        if is_as_sent(at::FALLBACK) {
            changes.push(Change::new(at::FALLBACK, None));
        }
        let once = ONCE.into_iter().filter(|pointer| is_as_sent(pointer));
        changes.extend(once.map(|pointer| Change::new(pointer, None)));
        if self.text_at(at::MESSAGE_ID) == message.parameter("messageId").unwrap_or_default() {
            changes.push(Change::new(at::MESSAGE_ID, None));
        }
        changes.push(Change::new(at::REQUEST_ID, None));
        if is_all && !keeps_options {
            changes.push(Change::new(at::VIEWER, None));
            if is_as_sent(at::THREAD) {
                changes.push(Change::new(at::THREAD, None));
                changes.push(Change::new(at::REPLY_OPTION, None));
            }
        }
        Some((changes, is_all))
    }
}
