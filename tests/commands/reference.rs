//! What the program prints of itself: completions, manual pages, keys, themes, schemas, help.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::Home;

#[test]
fn each_shell_gets_a_script_that_knows_the_commands() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = home.run(&["completions", shell]);
        assert_eq!(outcome.status, 0, "{}", outcome.stderr);
        for word in ["webhook", "dry-run", "outbox", "apps-script"] {
            assert!(outcome.stdout.contains(word), "{shell} lacks {word}");
        }
    }
    assert_eq!(home.run(&["completions", "tcsh"]).status, 2);
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    let home = Home::new();
    let script = home.run(&["completions", "bash"]).stdout;
    let script = home.write("chatquill.bash", script);
    for (line, completed) in [
        ("chatquill outb", "outbox"),
        ("chatquill send --dry", "--dry-run"),
        ("chatquill message ed", "edit"),
        ("chatquill completions fi", "fish"),
    ] {
        let ask = "source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); \
                   _chatquill_names chatquill \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"; \
                   echo \"${COMPREPLY[@]}\"";
        let output = Command::new("bash")
            .args(["--norc", "-c", ask, "bash"])
            .arg(&script)
            .arg(line)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!(found.trim(), completed, "{line}");
    }
}

/// Returns what bash would complete at the end of a line: its words, the last of which is completed.
#[cfg(unix)]
fn completed(home: &Home, words: &[&str]) -> Vec<String> {
    let script = home.run(&["completions", "bash"]).stdout;
    let script = home.write("chatquill.bash", script);
    let ask = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); \
               _chatquill_names chatquill \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"; \
               printf '%s\\n' \"${COMPREPLY[@]}\"";
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_chatquill"));
    let folder = program.parent().unwrap().display();
    let output = Command::new("bash")
        .args(["--norc", "-c", ask, "bash"])
        .arg(&script)
        .args(words)
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told, "", "{words:?}");
    let found = String::from_utf8(output.stdout).unwrap();
    found
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(unix)]
#[test]
fn names_are_completed_from_files_without_a_network() {
    let home = Home::new();
    home.configure(
        "default_profile = \"bot\"\n\
         [profiles.bot]\nsender = \"app\"\nkey_file = \"/nowhere\"\napi_base = \"http://127.0.0.1:9\"\n\
         [profiles.me]\nsender = \"sandbox\"\n",
    );
    let spaces = [
        ("AAAA1111", "eng-release"),
        ("AAAA2222", "Eng incidents & more"),
        ("AAAA3333", "twice"),
        ("AAAA4444", "Twice"),
    ];
    let space = |(id, name): (&str, &str)| {
        format!("{{\"name\": \"spaces/{id}\", \"displayName\": {name:?}}}")
    };
    let cached = spaces.map(space).join(", ");
    home.write(".cache/chatquill/spaces/bot.json", format!("[{cached}]"));
    home.write(
        ".local/share/chatquill/templates/rollout.json",
        "{\"text\": \"{{x}}\"}",
    );
    home.write(
        ".local/share/chatquill/themes/mine.toml",
        "base = \"dark\"\n",
    );
    let lines: &[(&[&str], &[&str])] = &[
        (
            &["send", "--space", "eng"],
            &["Eng\\ incidents\\ \\&\\ more", "eng-release"],
        ),
        (
            &["send", "--space", "eng\\ in"],
            &["Eng\\ incidents\\ \\&\\ more"],
        ),
        (&["send", "-s", "\"Eng in"], &["Eng incidents & more"]),
        (&["live", "--space", "=", "eng-"], &["eng-release"]),
        (
            &["--space", "="],
            &[
                "AAAA3333",
                "AAAA4444",
                "Eng\\ incidents\\ \\&\\ more",
                "eng-release",
            ],
        ),
        (&["send", "--sandbox", "--space", "eng"], &[]),
        (&["send", "--profile", "me", "--space", "eng"], &[]),
        (&["send", "--profile", "m"], &["me"]),
        (&["send", "--template", "ro"], &["rollout"]),
        (&["send", "--template", "deploy"], &["deployment"]),
        (&["check", "--explain", "button-on"], &["button-onclick"]),
        (&["themes", "mi"], &["mine"]),
        (&["help", "migr"], &["migrating"]),
        (&["help", "webh"], &["webhook"]),
        (&["man", "rul"], &["rules"]),
        (&["keys", "long"], &["long_text"]),
        (&["webhook", "rm", "a"], &[]),
        (&["webhook", "r"], &["rm"]),
        (&["send", "--dry"], &["--dry-run"]),
        (&["outb"], &["outbox"]),
    ];
    for (words, expected) in lines {
        let found = completed(&home, &[&["chatquill"], *words].concat());
        assert_eq!(found, *expected, "{words:?}");
    }
    // A config that cannot be read leaves names out, and says nothing amid what is typed.
    home.configure("default_profile = ");
    assert!(completed(&home, &["chatquill", "send", "--space", "eng"]).is_empty());
    assert_eq!(
        completed(&home, &["chatquill", "check", "--explain", "button-on"]),
        ["button-onclick"]
    );
}

#[test]
fn what_spaces_lists_is_completed_from_then_on() {
    let home = Home::new();
    assert_eq!(home.run(&["names", "spaces"]).stdout, "");
    assert_eq!(home.run(&["spaces", "--sandbox"]).status, 0);
    let names = home.run(&["names", "spaces"]).stdout;
    assert!(names.contains("eng-release\tAAAArelease1"), "{names}");
    assert!(!home.run(&["--help"]).stdout.contains("\n  names"));
}

#[test]
fn keymaps_are_listed_printed_and_chosen_by_name() {
    let home = Home::new();
    let listed = home.run(&["keys", "--keymaps"]).stdout;
    assert!(listed.starts_with("* default "), "{listed}");
    let emacs = home.run(&["keys", "--keymap", "emacs"]);
    assert!(emacs.stdout.contains("[keys.text]"), "{emacs:?}");
    let file = emacs
        .stdout
        .replace("\"ctrl+a\" = \"home\"", "\"ctrl+a\" = \"end\"");
    home.write(".config/chatquill/keymaps/mine.toml", file);
    home.configure("keymap = \"mine\"\n");
    let listed = home.run(&["keys", "--keymaps"]).stdout;
    assert!(listed.contains("* mine "), "{listed}");
    let text = home.run(&["keys", "text"]).stdout;
    let of = |action: &str| {
        text.lines()
            .find(|line| line.contains(&format!("  {action}  ")))
            .unwrap()
            .to_owned()
    };
    assert!(of("end").contains("Ctrl+A"), "{text}");
    assert!(of("delete-to-end").contains("Ctrl+K"), "{text}");
    assert_eq!(home.run(&["config", "check"]).status, 0);

    home.configure("keymap = \"emcs\"\n");
    let checked = home.run(&["config", "check"]);
    assert_eq!(checked.status, 2, "{checked:?}");
    assert!(
        checked
            .stdout
            .contains("config.toml:1:1: There is no keymap \"emcs\"."),
        "{checked:?}"
    );
    assert!(
        home.run(&["keys", "text"])
            .stderr
            .contains("There is no keymap")
    );
    assert_eq!(home.run(&["keys", "--keymap", "default"]).status, 2);
}

#[test]
fn a_page_is_printed_and_all_are_written() {
    let home = Home::new();
    for (page, words) in [
        (&["man"][..], vec![".TH chatquill 1", "\\-\\-data\\-dir"]),
        (
            &["man", "send"],
            vec![".TH chatquill-send 1", "\\-\\-dry\\-run", "in doubt"],
        ),
        (
            &["man", "message", "edit"],
            vec![".TH chatquill-message-edit 1"],
        ),
        (&["man", "keymap"], vec![".SH everywhere", "Ctrl+S"]),
        (&["man", "rules"], vec!["message\\-empty", ".SH threads"]),
        (
            &["man", "settings"],
            vec![
                ".TH chatquill-settings 5",
                "default_profile",
                "confirm_send",
                "client_secret",
                "half\\-blocks",
            ],
        ),
    ] {
        let outcome = home.run(page);
        assert_eq!(outcome.status, 0, "{page:?} {}", outcome.stderr);
        for word in words {
            assert!(
                outcome.stdout.contains(word),
                "{page:?} lacks {word}: {}",
                outcome.stdout
            );
        }
    }
    assert_eq!(home.run(&["man", "nothing"]).status, 2);
    let outcome = home.run(&["man", "--dir", "pages"]);
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (0, ""),
        "{}",
        outcome.stderr
    );
    let folder = home.path().join("pages");
    for name in [
        "man1/chatquill.1",
        "man1/chatquill-send.1",
        "man1/chatquill-webhook-add.1",
        "man5/chatquill-settings.5",
        "man7/chatquill-keymap.7",
        "man7/chatquill-rules.7",
    ] {
        assert!(folder.join(name).is_file(), "{name}");
    }
}

#[test]
fn keys_are_listed_as_the_config_file_has_them() {
    let home = Home::new();
    home.configure("[keys.everywhere]\n\"f9\" = \"send\"\n[keys.text]\n\"ctrl+g\" = \"fly\"\n");
    let outcome = home.run(&["keys", "everywhere"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let mut lines = outcome.stdout.lines();
    assert_eq!(lines.next(), Some("[keys.everywhere]"));
    let first = lines.next().unwrap();
    assert!(
        first.starts_with("F9  Ctrl+S ") && first.contains(" send "),
        "{first}"
    );
    assert!(
        outcome.stderr.contains("config.toml:4:"),
        "{}",
        outcome.stderr
    );
    let all = home.run(&["keys"]).stdout;
    assert!(all.contains("[keys.spaces]") && all.contains("[keys.form]"));
    let misspelt = home.run(&["keys", "txt"]);
    assert_eq!(misspelt.status, 2);
    assert!(misspelt.stderr.contains("text"), "{}", misspelt.stderr);
}

#[test]
fn themes_are_listed_and_the_chosen_one_is_marked() {
    let home = Home::new();
    let outcome = home.run(&["themes"]);
    assert_eq!(outcome.stdout.lines().count(), 6, "{}", outcome.stdout);
    assert!(outcome.stdout.starts_with("* auto "), "{}", outcome.stdout);
    home.configure("theme = \"light\"\n");
    let outcome = home.run(&["themes"]);
    let marked: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.starts_with('*'))
        .collect();
    assert!(
        matches!(marked[..], [line] if line.starts_with("* light ")),
        "{marked:?}"
    );
    home.write(
        ".local/share/chatquill/themes/mine.toml",
        "base = \"dark\"\nerror = \"bold red\"\n",
    );
    home.configure("theme = \"mine\"\n");
    let outcome = home.run(&["themes"]);
    assert!(
        outcome.stdout.contains("* mine           Your own."),
        "{outcome:?}"
    );
    assert_eq!(home.run(&["config", "check"]).status, 0);
    let outcome = home.run(&["themes", "dark"]);
    assert!(outcome.stdout.contains("\nerror = "), "{outcome:?}");
    assert_eq!(home.run(&["themes", "drak"]).status, 2);
    home.configure("theme = \"solarised\"\n");
    let outcome = home.run(&["themes"]);
    assert!(outcome.stderr.contains("solarised"), "{}", outcome.stderr);
}

#[test]
fn schemas_are_json_with_a_root_that_is_there() {
    let home = Home::new();
    let request = home.run(&["schema"]).stdout;
    assert_eq!(request, home.run(&["schema", "request"]).stdout);
    for (root, name) in [
        ("request", "CreateMessageRequest"),
        ("message", "Message"),
        ("card", "Card"),
    ] {
        let schema: Value = serde_json::from_str(&home.run(&["schema", root]).stdout).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["allOf"][0]["$ref"], format!("#/definitions/{name}"));
        assert_eq!(schema["definitions"][name]["type"], "object");
    }
}

#[test]
fn help_shows_commands_and_topics() {
    let home = Home::new();
    let all = home.run(&["help"]).stdout;
    assert!(
        all.contains("chatquill help TOPIC") && all.contains("migrating"),
        "{all}"
    );
    let help = home.run(&["help", "message", "edit"]);
    assert!(help.stdout.contains("--clear-cards"), "{}", help.stdout);
    let page = home.run(&["help", "sending"]);
    assert!(page.stdout.starts_with("# "), "{}", page.stdout);
    let misspelt = home.run(&["help", "sendnig"]);
    assert_eq!(misspelt.status, 2);
    assert!(
        misspelt.stderr.contains("Did you mean \"sending\"?"),
        "{}",
        misspelt.stderr
    );
}

#[test]
fn a_misspelt_name_is_answered_with_the_one_that_is_meant() {
    let home = Home::new();
    home.configure("[profiles.build-bot]\nsender = \"sandbox\"\n");
    for (arguments, meant) in [
        (&["sned"] as &[&str], "send"),
        (&["help", "mgrating"], "migrating"),
        (&["man", "sned"], "send"),
        (&["man", "keymaps"], "keymap"),
        (&["themes", "drak"], "dark"),
        (&["keys", "spacs"], "spaces"),
        (&["keys", "--keymap", "emcas"], "emacs"),
        (&["check", "--explain", "buton-onclick"], "button-onclick"),
        (
            &["send", "--text", "x", "--profile", "build-bto"],
            "build-bot",
        ),
        (
            &["send", "--sandbox", "--template", "deploymnt"],
            "deployment",
        ),
        (
            &["send", "--sandbox", "--text", "x", "--space", "eng-relaese"],
            "eng-release",
        ),
    ] {
        let outcome = home.run(arguments);
        let words = format!("Did you mean {meant:?}?\n");
        assert!(
            outcome.stderr.contains(&words),
            "{arguments:?}: {}",
            outcome.stderr
        );
        assert_eq!(outcome.status, 2, "{arguments:?}");
    }
    home.configure("theme = \"drak\"\nkeymap = \"emcas\"\n[keys.text]\n\"ctrl+g\" = \"sendd\"\n[keys.txt]\n\"f9\" = \"send\"\n");
    let outcome = home.run(&["config", "check"]);
    for meant in ["dark", "emacs", "send", "text"] {
        let words = format!("Did you mean {meant:?}?");
        assert!(
            outcome.stdout.contains(&words),
            "{meant}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn a_misspelt_webhook_is_answered_with_the_one_that_is_kept() {
    let home = Home::new();
    let url = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t";
    let added = home.run_with_input(&["webhook", "add", "alerts"], url.as_bytes());
    assert_eq!(added.status, 0, "{}", added.stderr);
    let outcome = home.run(&["webhook", "rm", "alrets"]);
    assert!(
        outcome.stderr.contains("Did you mean \"alerts\"?"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.status, 2);
}

#[test]
fn a_command_that_cannot_be_started_is_named() {
    let home = Home::new();
    let outcome = home.run(&[
        "live",
        "--sandbox",
        "--space",
        "eng-release",
        "--",
        "nosuchcmd",
    ]);
    assert!(
        outcome.stderr.contains("cannot be started: nosuchcmd: "),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_version_begins_with_that_of_the_package() {
    let version = Home::new().run(&["--version"]).stdout;
    let start = concat!("chatquill ", env!("CARGO_PKG_VERSION"));
    assert!(version.starts_with(start), "{version}");
}
