//! Drives the composer with the message of a lane: sends it, and reads what the screen says of it.

use std::time::Duration;

use serde_json::json;

use crate::environment::RELEASE;
use crate::harness::{LONG, Lane, comes};
use crate::session::{Session, Tape, key};

/// The title of the activity dialog.
pub const ACTIVITY: &str = "━ Activity ━";

/// The composer's report of a send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Sent,
    Perhaps,
    Not,
}

impl Lane {
    /// Starts the composer with the message in its first draft.
    pub fn compose(&self) -> Session {
        let draft = json!({"parent": RELEASE, "message": {"text": self.text}});
        self.home().write("drafts/draft-1.json", draft.to_string());
        self.again()
    }

    /// Starts the composer again with what is on disk.
    pub fn again(&self) -> Session {
        self.world.start()
    }

    /// Kills the composer while it sends: the message is stored, and the composer has no response.
    pub fn kill_while_sending(&self) {
        let mut session = self.stored_and_waiting();
        session.signal(rustix::process::Signal::KILL);
        assert!(session.dies());
        self.clear();
    }

    /// Returns a composer whose message is stored while it still waits for a response.
    pub fn stored_and_waiting(&self) -> Session {
        self.meets(&["drop-after*1"]);
        let mut session = self.compose();
        confirm(&mut session);
        assert!(comes(LONG, || self.count() == 1), "nothing was stored");
        self.meets(&["latency:60000"]);
        session
    }
}

/// Starts a send, and confirms it.
#[track_caller]
pub fn confirm(session: &mut Session) {
    ask(session).keys(key::ENTER);
}

/// Starts a send, up to its confirmation.
#[track_caller]
pub fn ask(session: &mut Session) -> &mut Session {
    session.keys(key::SEND).sees("Enter sends")
}

/// Returns the screen's report of the last send.
pub fn shown(tape: &Tape) -> Option<Said> {
    let text = tape.text();
    let says = |words: &str| text.contains(words);
    if says("? Perhaps not sent") {
        Some(Said::Perhaps)
    } else if says("✘ Not sent") {
        Some(Said::Not)
    } else if says("✔ Sent to") || says("had arrived") {
        Some(Said::Sent)
    } else {
        None
    }
}

/// Waits for the report of a send.
#[track_caller]
pub fn said(session: &Session) -> Said {
    let mut found = None;
    comes(LONG, || {
        found = session.look(shown);
        found.is_some()
    });
    let screen = session.look(Tape::text);
    found.unwrap_or_else(|| panic!("nothing is said of the send\n{screen}"))
}

/// Waits until a send is reported to be in Chat.
#[track_caller]
pub fn arrives(session: &Session) {
    let is_there = || session.look(shown) == Some(Said::Sent);
    let came = comes(LONG, is_there);
    assert!(
        came,
        "it is not said to be sent\n{}",
        session.look(Tape::text)
    );
}

/// Sends the message in the draft again; does nothing where the draft is empty.
#[track_caller]
pub fn send_again_if_there(session: &mut Session) {
    session.keys(key::SEND);
    let mut is_empty = false;
    let asked = comes(LONG, || {
        session.look(|tape| {
            is_empty = tape.text().contains("message is empty");
            is_empty || tape.text().contains("Enter sends")
        })
    });
    assert!(asked, "no answer to Ctrl+S\n{}", session.look(Tape::text));
    if !is_empty {
        session.keys(key::ENTER);
        arrives(session);
    }
}

/// Sends the first row of the activity again, and returns to the panes.
#[track_caller]
pub fn again_from_activity(session: &mut Session) {
    session.keys(key::ACTIVITY).sees(ACTIVITY);
    session.keys("s");
    close_activity(session);
}

/// Returns from the activity to the panes.
///
/// A key typed before it is closed would combine with Esc to another one.
#[track_caller]
pub fn close_activity(session: &mut Session) {
    session.keys(key::ESC).sees_no_more(ACTIVITY);
}

/// Quits the composer by its key.
#[track_caller]
pub fn quit(mut session: Session) {
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

/// Returns whether the screen shows one of these texts within the limit.
pub fn says(session: &Session, limit: Duration, any: &[&str]) -> bool {
    comes(limit, || {
        session.look(|tape| any.iter().any(|words| tape.text().contains(words)))
    })
}
