//! A program that panics: the terminal is restored, and the panic message can be read.

use std::thread;

use chatquill::runtime::panic;
use chatquill::runtime::startup::{LaunchOptions, open};
use chatquill::runtime::terminal::{Features, Screen};
use chatquill::settings::log::{self, LogLevel};
use chatquill::view::charset::Charset;
use rustix::event::{PollFd, PollFlags, poll};

use crate::environment::{Home, WIDE};
use crate::session::{Session, Tape};

/// Runs a program built of the composer's own parts that panics: first on another thread, then, after a key, on the
/// thread that draws.
///
/// Nothing in the shipped program panics on demand, so this one does.
#[test]
#[ignore = "it is played in a pseudo terminal by the test beside it"]
fn a_program_that_breaks() {
    panic::set_hook();
    let size = Screen::size().unwrap();
    let opening = open(&LaunchOptions::default(), size).unwrap();
    log::open(&opening.workers.paths.log(), LogLevel::default());
    let mut screen = Screen::enter(Features {
        mouse: true,
        kitty_keys: true,
        charset: Charset::Unicode,
    })
    .unwrap();
    let beside = thread::spawn(|| panic!("broken beside the screen"));
    assert!(beside.join().is_err());
    screen
        .draw(&opening.app, &opening.appearance.theme)
        .unwrap();
    // Reading from a terminal in raw mode does not block, so the key is polled for.
    poll(&mut [PollFd::new(&std::io::stdin(), PollFlags::IN)], None).unwrap();
    panic!("broken on the screen");
}

#[test]
fn a_program_that_breaks_gives_the_terminal_back() {
    let home = Home::new();
    let mut command = home.command(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "panic::a_program_that_breaks",
        "--ignored",
        "--nocapture",
    ]);
    let mut session = Session::start(command, WIDE);
    session.sees("Write the message").sees("^Q quit");
    assert!(session.look(|tape| tape.screen().alternate_screen()));
    let log = std::fs::read_to_string(home.path("log/chatquill.log")).unwrap();
    assert!(log.contains("broken beside the screen"), "{log}");
    session.keys("x");
    assert!(!session.ends().success());
    let left = session.look(Tape::text);
    assert!(left.contains("broken on the screen"), "{left}");
    assert!(!left.contains("broken beside the screen"), "{left}");
    assert!(!left.contains("Write the message"), "{left}");
}
