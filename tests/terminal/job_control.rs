//! The program under a shell with job control, and with an external editor in the foreground.

use std::path::PathBuf;

use portable_pty::CommandBuilder;

use crate::environment::{Home, WIDE};
use crate::session::{Session, is_stopped, key};

/// Returns a home whose editor reports that it runs and appends one typed line.
fn with_editor() -> (Home, PathBuf) {
    let home = Home::new();
    let script =
        "echo $$ > editor.id; echo EDIT\"\"ING; read line && printf ' %s' \"$line\" >> \"$1\"\n";
    let path = home.write("editor.sh", script);
    (home, path)
}

fn editing(home: &Home, editor: &str) -> CommandBuilder {
    let mut command = home.chatquill();
    command.env("EDITOR", editor);
    command
}

/// Types into a new draft.
fn write(session: &mut Session, text: &str) {
    session
        .sees("15 spaces")
        .keys(key::TEXT)
        .keys(text)
        .sees(text);
}

#[test]
fn an_editor_has_the_terminal_to_itself() {
    let (home, script) = with_editor();
    let command = editing(&home, &format!("sh {}", script.display()));
    let mut session = Session::start(command, WIDE);
    write(&mut session, "the text 你好");
    session.keys(key::EDITOR).sees("EDITING");
    assert!(!session.look(|tape| tape.screen().alternate_screen()));
    assert!(session.is_cooked());
    session
        .keys("from the editor\r")
        .sees("the text 你好 from the editor");
    session.keys("!").sees("editor!").keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "the text 你好 from the editor!");
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let home = Home::new();
    let mut session = Session::start(editing(&home, "false"), WIDE);
    write(&mut session, "the text");
    session
        .keys(key::EDITOR)
        .sees("The editor \"false\" failed");
    session
        .keys(" stays")
        .sees("the text stays")
        .keys(key::QUIT);
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "the text stays");
}

#[test]
fn an_interrupt_or_a_quit_of_the_editor_does_not_end_the_program() {
    for key in ["\x03", "\x1c"] {
        let (home, script) = with_editor();
        let command = editing(&home, &format!("sh {}", script.display()));
        let mut session = Session::start(command, WIDE);
        write(&mut session, "the text");
        session.keys(key::EDITOR).sees("EDITING").keys(key);
        session
            .sees("failed; nothing was changed")
            .keys(" stays")
            .sees("the text stays");
        session.keys(key::QUIT);
        assert!(session.ends().success());
    }
}

#[test]
fn an_editor_that_takes_the_interrupt_or_the_quit_goes_on() {
    for key in ["\x03", "\x1c"] {
        let home = Home::new();
        let script =
            "trap '' INT QUIT; echo EDIT\"\"ING; read line && printf ' %s' \"$line\" >> \"$1\"\n";
        let script = home.write("editor.sh", script);
        let command = editing(&home, &format!("sh {}", script.display()));
        let mut session = Session::start(command, WIDE);
        write(&mut session, "the text");
        session.keys(key::EDITOR).sees("EDITING").keys(key);
        session.keys("survives\r").sees("the text survives");
        session.keys(key::QUIT);
        assert!(session.ends().success());
    }
}

/// Starts a shell with job control, and the program in it.
fn under_a_shell(home: &Home, editor: &str) -> Session {
    let inputrc = home.write("inputrc", "set enable-bracketed-paste off\n");
    let mut command = home.command("sh");
    command.arg("-i");
    command.env("CHATQUILL", env!("CARGO_BIN_EXE_chatquill"));
    command.env("EDITOR", editor);
    command.env("INPUTRC", inputrc);
    command.env("PS1", "ready> ");
    let mut session = Session::start(command, WIDE);
    prompt(&mut session).keys("$CHATQUILL\r");
    session
}

/// Waits for the shell's prompt.
fn prompt(session: &mut Session) -> &mut Session {
    session.until("the prompt", |tape| {
        tape.text().trim_end().ends_with("ready>")
    });
    session
}

#[test]
fn a_shell_can_stop_and_resume_it() {
    let home = Home::new();
    let mut session = under_a_shell(&home, "false");
    write(&mut session, "the text");
    session.keys(key::COMMANDS).sees("Commands");
    session.keys("suspend").keys(key::ENTER);
    prompt(&mut session).keys("fg\r");
    session
        .sees("the text")
        .keys(" goes on")
        .sees("the text goes on");
    session.keys(key::QUIT);
    prompt(&mut session).keys("exit\r");
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "the text goes on");
}

#[test]
fn an_editor_can_be_stopped_and_resumed() {
    let (home, script) = with_editor();
    let mut session = under_a_shell(&home, &format!("sh {}", script.display()));
    write(&mut session, "the text");
    session.keys(key::EDITOR).sees("EDITING").keys("\x1a");
    // Until it has really stopped, it would take the first letter that is meant for the shell.
    let id = std::fs::read_to_string(home.path("editor.id")).unwrap();
    let id = id.trim().parse().unwrap();
    session.until("the editor to stop", |_| is_stopped(id));
    prompt(&mut session).keys("fg\r");
    session.keys("goes on\r").sees("the text goes on");
    session.keys("!").sees("the text goes on!").keys(key::QUIT);
    prompt(&mut session).keys("exit\r");
    assert!(session.ends().success());
    assert_eq!(home.draft("draft-1"), "the text goes on!");
}
