//! Every command line of the README and the manual is run, in a home as the manual says it is.
//!
//! A fenced block of the kind `console` is one session: its lines after `$ ` are run in a fresh home with a sandbox; a line ends
//! with status 0, or with that of its comment, as in `# exit status 1`. What needs Google, a browser or a terminal is in
//! blocks `console parsed`: it is only parsed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chatquill::command::arguments::Arguments;
use clap::Parser as _;

use crate::harness::{Home, Outcome, finish};
use crate::sandbox::Running;

const STATUS: &str = "# exit status ";

/// A fenced block of command lines.
struct Block {
    /// The file, and the line of its first command.
    place: String,
    is_run: bool,
    lines: Vec<String>,
}

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::fs::read_dir(root.join("assets/manual")).unwrap();
    let mut pages: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages.insert(0, root.join("README.md"));
    pages
}

/// Returns the blocks of a page; a line that ends with a backslash goes on in the next.
fn blocks(page: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(page).unwrap();
    let name = page.file_name().unwrap().to_str().unwrap();
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    let mut goes_on = false;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(info) = line.strip_prefix("```") {
            is_open = !is_open && info.starts_with("console");
            if is_open {
                let kinds = ["console", "console parsed"];
                assert!(kinds.contains(&info), "{name}:{number}: {info}");
                blocks.push(Block {
                    place: format!("{name}:{}", number + 1),
                    is_run: info == "console",
                    lines: Vec::new(),
                });
            }
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| is_open) else {
            continue;
        };
        if goes_on {
            let last = block.lines.last_mut().unwrap();
            *last = format!("{}{}", last.trim_end_matches('\\'), line.trim_start());
        } else if let Some(line) = line.strip_prefix("$ ") {
            block.lines.push(line.to_owned());
        } else {
            continue;
        }
        goes_on = line.ends_with('\\');
    }
    blocks
}

/// Returns the command lines in the files that the manual shows: of CI systems, of cron.
fn lines_of_files(page: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(page).unwrap();
    let name = page.file_name().unwrap().to_str().unwrap();
    let mut info = None;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(kind) = line.strip_prefix("```") {
            info = info.is_none().then_some(kind);
        } else if info.is_some_and(|kind| ["", "yaml", "groovy"].contains(&kind))
            && let Some(at) = line.find("chatquill ")
        {
            let is_plain = info != Some("yaml") || !line[at..].contains(": ");
            assert!(is_plain, "{name}:{number}: YAML takes this for a table");
            // What runs a hook names the files itself.
            let files = if line.contains("entry:") {
                " card.json"
            } else {
                ""
            };
            lines.push((
                format!("{name}:{number}"),
                format!("{}{files}", &line[at..]),
            ));
        }
    }
    lines
}

/// Writes what the manual says is there: profiles of a sandbox, and files.
fn prepare(home: &Home) -> Running {
    let sandbox = Running::start(home, &["--credentials", "keys"]);
    let base = &sandbox.base;
    let account = "sender = \"app\"\nkey_file = \"~/keys/service-account.json\"";
    home.configure(&format!(
        "default_profile = \"build-bot\"\n\
         [profiles.build-bot]\n{account}\napi_base = {base:?}\n\
         [profiles.release]\n{account}\napi_base = {base:?}\nguard = \"production\"\n\
         [profiles.me]\nsender = \"user\"\nauthorized_user = \"~/keys/authorized-user.json\"\napi_base = {base:?}\n\
         [profiles.alerts]\nsender = \"webhook\"\nurl_file = \"~/keys/webhook-url.txt\"\n"
    ));
    let card = include_str!("../cards/card_alone.json");
    home.write("card.json", card);
    home.write(
        "message.json",
        include_str!("../cards/release_announcement.json"),
    );
    home.write(
        "cards/build_failed.json",
        include_str!("../cards/build_failed.json"),
    );
    home.write("broken.json", include_str!("manual/broken.json"));
    home.write("slack.json", include_str!("manual/slack.json"));
    home.write("sample.js", include_str!("manual/sample.js"));
    home.write("cards_v1.json", include_str!("manual/cards_v1.json"));
    home.write("notes.txt", "What is new: *much*.\n\n".repeat(3000));
    home.write("build.log", "compiling\nlinking\nerror: out of disk\n");
    home.write("chart.png", include_bytes!("manual/chart.png"));
    home.write("spaces.txt", "AAAArelease1\nAAAAincident\n");
    sandbox
}

/// Returns a session as a shell script: it ends at the first line whose status is another than said.
fn script(block: &Block) -> String {
    let mut script = String::new();
    for line in &block.lines {
        let status = line
            .split_once(STATUS)
            .map_or("0", |(_, status)| status.trim());
        assert!(status.parse::<u8>().is_ok(), "{}: {line}", block.place);
        let shown = line.replace('\'', "'\\''");
        script.extend([format!(
            "status=0\n{{ {line}\n}} || status=$?\n\
             [ $status -eq {status} ] || {{ echo 'ended with' $status: '{shown}' >&2; exit 99; }}\n"
        )]);
    }
    script
}

fn run(block: &Block) -> Outcome {
    let home = Home::new();
    let _sandbox = prepare(&home);
    let program = Path::new(env!("CARGO_BIN_EXE_chatquill"));
    let folder = program.parent().unwrap().display();
    let child = Command::new("/bin/sh")
        .args(["-c", &script(block)])
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", format!("{folder}:/usr/local/bin:/usr/bin:/bin"))
        .current_dir(home.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    finish(child)
}

/// Splits a command line into words as a shell does, without expanding anything.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = None;
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_with(String::new);
            }
            (None, ' ') => words.extend(word.take()),
            (None, '#') if word.is_none() => break,
            (_, letter) => word.get_or_insert_with(String::new).push(letter),
        }
    }
    words.extend(word);
    words
}

#[test]
fn every_command_line_is_understood() {
    let mut count = 0;
    for block in pages().iter().flat_map(|page| blocks(page)) {
        assert!(!block.lines.is_empty(), "{}: no line", block.place);
        for line in block.lines.iter().filter(|_| !block.is_run) {
            let words = words(line);
            for command in words.split(|word| ["|", "&&", "&"].contains(&word.as_str())) {
                if command.first().is_some_and(|word| word == "chatquill") {
                    let end = command.iter().position(|word| word.starts_with(['<', '>']));
                    let command = &command[..end.unwrap_or(command.len())];
                    let parsed = Arguments::try_parse_from(command);
                    assert!(
                        parsed.is_ok(),
                        "{}: {line}: {:?}",
                        block.place,
                        parsed.err()
                    );
                    count += 1;
                }
            }
        }
    }
    assert!(count > 5, "{count}");
    let pages = pages();
    let lines: Vec<_> = pages.iter().flat_map(|page| lines_of_files(page)).collect();
    assert!(lines.len() > 4, "{lines:?}");
    for (place, line) in lines {
        let parsed = Arguments::try_parse_from(words(&line));
        assert!(parsed.is_ok(), "{place}: {line}: {:?}", parsed.err());
    }
}

#[cfg(unix)]
#[test]
fn every_session_runs_as_it_says() {
    let blocks: Vec<Block> = pages().iter().flat_map(|page| blocks(page)).collect();
    let blocks: Vec<Block> = blocks.into_iter().filter(|block| block.is_run).collect();
    assert!(blocks.len() > 20, "{}", blocks.len());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failures = std::sync::Mutex::new(Vec::new());
    let work = || {
        while let Some(block) = blocks.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        {
            let outcome = run(block);
            if outcome.status != 0 {
                let told = format!("{}: {}\n{}", block.place, outcome.stderr, outcome.stdout);
                failures.lock().unwrap().push(told);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(work);
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_topic_is_a_page_and_every_page_a_topic() {
    let home = Home::new();
    let listed = home.run(&["help"]).stdout;
    for page in pages().iter().skip(1) {
        let topic = page.file_stem().unwrap().to_str().unwrap();
        let shown = home.run(&["help", topic]);
        assert_eq!(shown.status, 0, "{}", shown.stderr);
        assert_eq!(
            shown.stdout.trim_end(),
            std::fs::read_to_string(page).unwrap().trim_end()
        );
        assert!(
            listed.contains(&format!("\n  {topic} ")),
            "{topic}: {listed}"
        );
    }
}
