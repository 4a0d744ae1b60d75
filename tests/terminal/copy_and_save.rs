//! The contents of a tab, copied to the clipboard and saved in files.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::environment::{Home, WIDE};
use crate::session::{Session, key};

const DRAFT: &str = r#"{"parent": "spaces/AAAArelease1", "message": {"text": "It's $5 \\ 你好"}}"#;

/// Returns the last text that the terminal was asked to copy.
fn copied(session: &Session) -> Option<String> {
    session.look(|tape| {
        let bytes = String::from_utf8_lossy(&tape.bytes).into_owned();
        let (_, last) = bytes.rsplit_once("\x1b]52;c;")?;
        let (text, _) = last.split_once('\x07')?;
        String::from_utf8(STANDARD.decode(text).ok()?).ok()
    })
}

fn exported(home: &Home, language: &str) -> String {
    let file = home.write("draft.json", DRAFT);
    let output = Command::new(env!("CARGO_BIN_EXE_chatquill"))
        .args(["export", "--as", "app", "--to", language])
        .arg(file)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_language_of_the_code_is_found_again() {
    let home = Home::new();
    home.write("drafts/draft-1.json", DRAFT);
    let mut session = home.start();
    session.sees("eng-release").keys(key::PREVIEW).keys("4");
    session.sees("curl").keys("nn").sees("import os");
    session.keys(key::QUIT);
    assert!(session.ends().success());
    let mut session = home.start();
    session.sees("eng-release").keys(key::PREVIEW).keys("4");
    session.sees("import os").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn the_code_is_copied_to_the_terminal_and_the_desktop() {
    let home = Home::new();
    home.write("drafts/draft-1.json", DRAFT);
    let fake = home.write("bin/xclip", "#!/bin/sh\ncat > \"$HOME/selection\"\n");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.chatquill();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", home.path("bin").display()));
    command.env("DISPLAY", ":0");
    command.env("TMUX", "/tmp/tmux-0/default,1,0");
    let mut session = Session::start(command, WIDE);
    session
        .sees("eng-release")
        .keys(key::PREVIEW)
        .sees("POST /v1/");
    session.keys("4").sees("curl").keys("n").sees("Node.js");
    session.keys("n").sees("import os").keys("y");
    session.sees("Copied to the clipboard");
    let expected = exported(&home, "python").trim_end().to_owned();
    assert_eq!(copied(&session).as_deref(), Some(expected.as_str()));
    let wrapped = format!(
        "\x1bPtmux;\x1b\x1b]52;c;{}\x07\x1b\\",
        STANDARD.encode(&expected)
    );
    session.until("the copy for the terminal around tmux", |tape| {
        String::from_utf8_lossy(&tape.bytes).contains(&wrapped)
    });
    session.until("the copy of the desktop", |_| {
        fs::read_to_string(home.path("selection")).is_ok_and(|text| text == expected)
    });
    session.keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn a_tab_is_written_to_a_file_and_none_is_lost() {
    let home = Home::new();
    home.write("drafts/draft-1.json", DRAFT);
    home.write("create-message.sh", "mine\n");
    let mut session = Session::start(home.chatquill(), WIDE);
    session
        .sees("eng-release")
        .keys(key::PREVIEW)
        .sees("POST /v1/");
    session.keys("4").sees("#!/bin/sh").keys("s");
    session.sees("create-message.sh").keys("\r");
    session.sees("The file already exists");
    assert_eq!(
        fs::read_to_string(home.path("create-message.sh")).unwrap(),
        "mine\n"
    );
    // Another path, below the home directory, is free.
    session.keys("\x01~/new-\r").sees("Written to");
    let code = exported(&home, "curl");
    assert_eq!(
        fs::read_to_string(home.path("new-create-message.sh")).unwrap(),
        code
    );
    session
        .keys("s")
        .sees("writes,")
        .keys("\r")
        .sees("The file already exists");
    session.keys("\r").sees("Written to");
    session.until("the file to be another", |_| {
        fs::read_to_string(home.path("create-message.sh")).unwrap() == code
    });
    session
        .keys("s")
        .sees("writes,")
        .keys("\x01no/such/folder/");
    session.keys("\r").sees("Cannot write").keys("\x1b");
    session.sees_no_more("Cannot write").keys(key::QUIT);
    assert!(session.ends().success());
}

#[test]
fn the_desktop_is_pasted_by_its_program_and_what_was_cut_where_there_is_none() {
    let home = Home::new();
    let script = "#!/bin/sh\ncase \"$*\" in *-out*) cat \"$HOME/selection\";; *) cat > \"$HOME/selection\";; esac\n";
    let fake = home.write("bin/xclip", script);
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    home.write("selection", "from the desktop");
    let mut command = home.chatquill();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", home.path("bin").display()));
    command.env("DISPLAY", ":0");
    let mut session = Session::start(command, WIDE);
    session.sees("eng-release").keys(key::TEXT).keys("a \x16!");
    session.sees("a from the desktop!");
    session
        .keys("\x15")
        .until("the killed line is with the desktop", |_| {
            fs::read_to_string(home.path("selection"))
                .is_ok_and(|text| text == "a from the desktop!")
        });
    session.keys("\x16\x16").sees("desktop!a from");
    session.keys(key::QUIT);
    assert!(session.ends().success());

    let home = Home::new();
    let mut session = Session::start(home.chatquill(), WIDE);
    session.sees("eng-release").keys(key::TEXT).keys("twice ");
    session
        .sees("twice")
        .keys("\x15\x16\x16")
        .sees("twice twice");
    session.keys(key::QUIT);
    assert!(session.ends().success());
}
