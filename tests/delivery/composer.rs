//! The composer with the message of a lane: sends it, and reads what is said of it.

use std::time::Duration;

use serde_json::json;

use crate::environment::RELEASE;
use crate::lane::{LONG, Lane, comes};
use crate::session::{Session, Tape, key};

/// The title of the list of sends.
pub const ACTIVITY: &str = "━ Activity ━";

/// What the composer says of a send.
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

    /// Starts the composer once more with what is on disk.
    pub fn again(&self) -> Session {
        self.world.start()
    }

    /// Has the composer killed while it sends: the message is stored, and it has not heard of it.
    pub fn kill_while_sending(&self) {
        let mut session = self.stored_and_waiting();
        session.signal(rustix::process::Signal::KILL);
        assert!(session.dies());
        self.clear();
    }

    /// The composer whose message is stored while it goes on waiting for an answer.
    pub fn stored_and_waiting(&self) -> Session {
        self.meets(&["drop-after*1"]);
        let mut session = self.compose();
        confirm(&mut session);
        assert!(comes(LONG, || self.count() == 1), "nothing was stored");
        self.meets(&["latency:60000"]);
        session
    }
}

/// Asks for the send, and confirms.
#[track_caller]
pub fn confirm(session: &mut Session) {
    ask(session).keys(key::ENTER);
}

/// Asks for the send.
#[track_caller]
pub fn ask(session: &mut Session) -> &mut Session {
    session.keys(key::SEND).sees("Enter sends")
}

/// What the screen says of the last send.
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

/// Waits for what is said of a send.
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

/// Waits until a send is said to be in Chat.
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

/// Sends what stands in the draft once more; where it is empty, there is nothing to do.
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

/// Sends the first row of the activity again, and goes back to the panes.
#[track_caller]
pub fn again_from_activity(session: &mut Session) {
    session.keys(key::ACTIVITY).sees(ACTIVITY);
    session.keys("s");
    close_activity(session);
}

/// Goes back from the activity to the panes. What is typed before that would make another key of Esc.
#[track_caller]
pub fn close_activity(session: &mut Session) {
    session.keys(key::ESC).sees_no_more(ACTIVITY);
}

/// Ends the composer by its key.
#[track_caller]
pub fn quit(mut session: Session) {
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

/// Whether the screen says so before long.
pub fn says(session: &Session, limit: Duration, any: &[&str]) -> bool {
    comes(limit, || {
        session.look(|tape| any.iter().any(|words| tape.text().contains(words)))
    })
}
