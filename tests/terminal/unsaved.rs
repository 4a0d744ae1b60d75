//! Words that the disk refuses: quitting waits for another place, and never says that all is well.

use crate::environment::Home;
use crate::session::{Session, key};

/// Starts with a file where the folder of the drafts would be, and words in the text.
fn refused(home: &Home) -> Session {
    home.write("drafts", "no folder");
    let mut session = home.start();
    session.sees("draft-1").keys(key::TEXT).keys("last words");
    session
}

#[test]
fn quitting_with_words_that_the_disk_refused_is_refused_once_and_fails() {
    let home = Home::new();
    let mut session = refused(&home);
    session.keys(key::QUIT).sees("Write the draft to");
    session.sees("once more quits without").sees("last words");
    session.keys(key::QUIT);
    assert_eq!(session.ends().exit_code(), 4);
}

#[test]
fn words_that_the_disk_refused_are_written_to_another_place() {
    let home = Home::new();
    let mut session = refused(&home);
    let place = home.path("elsewhere.json");
    session.keys(key::QUIT).sees("Write the draft to");
    // Ctrl+U empties the line.
    session
        .keys("\x15")
        .keys(place.to_str().unwrap())
        .keys(key::ENTER);
    // What comes of the next try to save may take the place of the notice.
    session.until("the file", |_| place.exists());
    session.sees_no_more("Write the draft to").keys(key::QUIT);
    assert!(session.ends().success());
    let kept = std::fs::read_to_string(place).unwrap();
    assert!(kept.contains("last words"), "{kept}");
}

#[test]
fn a_signal_that_loses_words_is_no_success() {
    let home = Home::new();
    let mut session = refused(&home);
    session.sees("last words");
    session.signal(rustix::process::Signal::TERM);
    assert!(!session.ends().success());
}
