//! Signals of the system: the terminal is restored, and the draft is on disk.

use rustix::process::Signal;

use crate::environment::Home;
use crate::restored;
use crate::session::{Session, is_stopped, key};

#[test]
fn every_signal_that_ends_it_saves_and_gives_the_terminal_back() {
    for signal in [
        Signal::TERM,
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::ABORT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
    ] {
        let home = Home::new();
        let mut session = home.start();
        session.sees("draft-1").keys(key::TEXT).keys("last words");
        session.sees("last words").signal(signal);
        let status = session.ends();
        assert!(status.signal().is_some(), "{signal:?}: {status}");
        assert_eq!(home.draft("draft-1"), "last words", "{signal:?}");
    }
}

#[test]
fn a_signal_at_the_very_start_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = Home::new();
        let mut session = home.start();
        session.until("the terminal to be taken", |tape| !tape.bytes.is_empty());
        session.signal(signal).ends();
    }
}

/// Waits until the program is stopped and the shell has the terminal, then continues the program.
fn wakes(session: &mut Session) {
    session.until("the stop", |tape| restored::left(tape).is_empty());
    session.until("the stop", |_| is_stopped(session.id()));
    assert!(session.is_cooked());
    session.signal(Signal::CONT);
    session.until("the screen", |tape| tape.screen().alternate_screen());
    session.sees("last words").sees("^Q quit");
    session.keys(" and more").sees("last words and more");
}

#[test]
fn suspended_it_stops_and_comes_back() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("15 spaces").keys(key::TEXT).keys("last words");
    session.sees("last words");
    session.keys(key::COMMANDS).sees("Commands");
    session.keys("suspend").keys(key::ENTER);
    wakes(&mut session);
    session.keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "last words and more");
}

#[test]
fn stopped_from_outside_it_comes_back() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("15 spaces").keys(key::TEXT).keys("last words");
    session.sees("last words").signal(Signal::TSTP);
    wakes(&mut session);
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn stopped_without_notice_it_sets_the_terminal_again() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("15 spaces").keys(key::TEXT).keys("last words");
    session.sees("last words").signal(Signal::STOP);
    session.until("the stop", |_| is_stopped(session.id()));
    // As a shell does that takes the terminal back.
    session.stty("sane");
    assert!(!session.stty("-a").contains("-icanon"));
    session.signal(Signal::CONT);
    session.until("raw mode", |_| session.stty("-a").contains("-icanon"));
    session.keys(" and more").sees("last words and more");
    session.keys(key::QUIT);
    session.until("the end", |tape| restored::left(tape).is_empty());
}

#[test]
fn a_closed_window_ends_it_and_saves() {
    let home = Home::new();
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT).keys("last words");
    session.sees("last words").close();
    // portable-pty ends what is typed with a line end, which may still be read.
    assert_eq!(home.draft("draft-1").trim_end(), "last words");
}
