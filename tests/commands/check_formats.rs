//! `check` in CI: files that cannot be read in each format, folders, and cost that grows with the input.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::Home;

/// Makes a document with so many of something.
type Maker = Box<dyn Fn(usize) -> String>;

/// Files that hold no message, each with line and column of its fault.
const BROKEN: [(&str, &[u8], (u64, u64)); 3] = [
    (
        "quote.json",
        b"{\"text\": \"It said \"red\" at last\"}",
        (1, 20),
    ),
    (
        "comma.json",
        b"{\n  \"text\": \"a\"\n  \"thread\": \"b\" 1}",
        (3, 3),
    ),
    ("latin.json", b"{\"text\":\n \"caf\xe9\"}", (2, 6)),
];

fn home() -> Home {
    let home = Home::new();
    for (name, text, _) in BROKEN {
        home.write(name, text);
    }
    home.write("good.json", "{\"text\": \"a\"}");
    home
}

fn arguments(format: &str) -> Vec<&str> {
    let mut all = vec!["check", "--format", format, "missing.json"];
    all.extend(BROKEN.iter().map(|(name, _, _)| *name));
    all.push("good.json");
    all
}

#[test]
fn json_reports_files_that_cannot_be_read() {
    let outcome = home().run(&arguments("json"));
    assert_eq!(outcome.status, 2);
    let lines: Vec<Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 5, "{}", outcome.stdout);
    assert_eq!(lines[0]["file"], "missing.json");
    assert_eq!(lines[0]["problems"][0]["rule"], "unusable-file");
    for (line, (name, _, at)) in lines[1..].iter().zip(BROKEN) {
        let problem = &line["problems"][0];
        assert_eq!(line["file"], name);
        assert_eq!(problem["severity"], "error");
        let told = json!([problem["line"], problem["column"]]);
        assert_eq!(told, json!([at.0, at.1]), "{line}");
        assert!(
            problem["message"].as_str().unwrap().ends_with('.'),
            "{line}"
        );
    }
    assert_eq!(lines[4]["problems"], json!([]));
}

#[test]
fn sarif_and_github_report_files_that_cannot_be_read() {
    let outcome = home().run(&arguments("sarif"));
    assert_eq!(outcome.status, 2);
    let log: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4, "{log}");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unusable-file");
    let outcome = home().run(&arguments("github"));
    assert_eq!(outcome.status, 2);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{}", outcome.stdout);
    for (place, (name, _, (line, column))) in BROKEN.iter().enumerate() {
        let region = &results[place + 1]["locations"][0]["physicalLocation"];
        assert_eq!(region["artifactLocation"]["uri"], *name);
        let start = json!([
            region["region"]["startLine"],
            region["region"]["startColumn"]
        ]);
        assert_eq!(start, json!([line, column]), "{region}");
        let head = format!("::error file={name},line={line},col={column},title=unusable-file::");
        assert!(lines[place + 1].starts_with(&head), "{}", lines[place + 1]);
    }
}

#[test]
fn each_message_of_a_file_is_checked() {
    let home = home();
    let bad = r#"{"text": {"a": 1}, "cardsV2": []}"#;
    home.write(
        "two.md",
        format!("Good:\n```json\n{{\"text\": \"one\"}}\n```\nBad:\n```json\n{bad}\n```\n"),
    );
    let outcome = home.run(&["check", "two.md", "--format", "json"]);
    assert_eq!(outcome.status, 1, "{}", outcome.stderr);
    let lines: Vec<Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2, "{}", outcome.stdout);
    assert_eq!(lines[0]["file"], "two.md#1");
    assert_eq!(lines[0]["problems"], json!([]));
    assert_eq!(lines[1]["file"], "two.md#2");
    assert_eq!(lines[1]["problems"][0]["line"], 7, "{}", lines[1]);
    let outcome = home.run(&["check", "two.md", "--format", "github"]);
    assert!(outcome.stdout.contains("file=two.md,line=7"), "{outcome:?}");
    for (name, status) in [("two.md#1", 0), ("two.md#2", 1), ("two.md#3", 2)] {
        let outcome = home.run(&["check", name]);
        assert_eq!(outcome.status, status, "{name}: {outcome:?}");
    }
}

#[test]
fn a_folder_is_read_without_what_its_gitignore_names() {
    let home = Home::new();
    home.write("cards/.gitignore", "build/\n*.draft.json\n");
    home.write("cards/a.json", "{\"text\": \"a\"}");
    home.write("cards/a.draft.json", "{");
    home.write("cards/build/out.json", "{");
    home.write("cards/more/.gitignore", "/old.json\n");
    home.write("cards/more/old.json", "{");
    home.write("cards/more/b.JSON", "{\"text\": \"b\"}");
    let outcome = home.run(&["check", "--format", "json", "cards"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let files: Vec<Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["file"].clone())
        .collect();
    assert_eq!(files, ["cards/a.json", "cards/more/b.JSON"]);
    // What is named is read, whatever a .gitignore says.
    let outcome = home.run(&["check", "cards/a.draft.json"]);
    assert_eq!(outcome.status, 2);
}

/// Returns the time of a run on a file; the least of two, so that a busy machine counts less.
fn cost(home: &Home, arguments: &[&str]) -> Duration {
    let one = || {
        let start = Instant::now();
        let outcome = home.run(arguments);
        assert_ne!(outcome.status, 2, "{}", outcome.stderr);
        start.elapsed()
    };
    one().min(one())
}

#[test]
fn cost_grows_with_the_input_and_not_with_its_square() {
    let fields = |count: usize| {
        let mut text = "{\"text\": \"a\"".to_owned();
        for number in 0..count {
            let _ = write!(text, ", \"x{number}\": 1");
        }
        text + "}"
    };
    let misspelt = |count: usize| {
        let mut text = "{\"text\": \"a\"".to_owned();
        for number in 0..count {
            let _ = write!(text, ",\n\"fallback__text{number}\": \"é\"");
        }
        text + "}"
    };
    let cards = |count: usize| {
        let one = json!({"card": {"header": {"subtitle": "a"}, "sections": [{"header": "b"}]}});
        json!({"cardsV2": vec![one; count]}).to_string()
    };
    let repeated = |part: &'static str| {
        move |count: usize| {
            json!({"text": part.repeat(count), "markupSyntax": "MARKUP_SYNTAX_CHAT"}).to_string()
        }
    };
    let in_card = |part: &'static str| {
        move |count: usize| {
            let widget = json!({"textParagraph": {"text": part.repeat(count)}});
            json!({"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]}).to_string()
        }
    };
    let makers: [(&str, Maker, usize); 9] = [
        ("unknown fields", Box::new(fields), 800),
        ("misspelt fields", Box::new(misspelt), 400),
        ("cards", Box::new(cards), 250),
        (
            "links",
            Box::new(repeated("[a](https://example.com/b) ")),
            200,
        ),
        (
            "labels",
            Box::new(repeated("<https://example.com|a> ")),
            200,
        ),
        ("stars", Box::new(repeated("a *b **c _d ~e `f\n")), 300),
        ("brackets", Box::new(repeated("[<@a ![&amp;\\n")), 500),
        (
            "tags",
            Box::new(in_card("<b><font color=\"red\" x>y&amp;")),
            200,
        ),
        ("anchors", Box::new(in_card("<a href='x'>[a](b) *c* ")), 200),
    ];
    let home = Home::new();
    home.write("small.json", "{\"text\": \"a\"}");
    for format in ["human", "json"] {
        let start = cost(&home, &["check", "--format", format, "small.json"]);
        for (what, make, count) in &makers {
            home.write("one.json", make(*count));
            home.write("four.json", make(*count * 4));
            let arguments = |file| ["check", "--format", format, file];
            // Sixteen would be the square of four; short runs say little, and a busy machine is asked again.
            let mut told = String::new();
            let is_fair = (0..4).any(|_| {
                let one = cost(&home, &arguments("one.json")).saturating_sub(start);
                let four = cost(&home, &arguments("four.json")).saturating_sub(start);
                told = format!("{one:?}, and {four:?} for four times as much");
                four < one.max(Duration::from_millis(60)) * 9
            });
            assert!(is_fair, "{what} as {format}: {told}");
        }
    }
}

#[test]
fn each_format_has_the_same_facts() {
    let home = Home::new();
    home.write(
        "notify.py",
        "message = {\"text\": f\"Build {number} is done &amp; green\"}\n",
    );
    home.write("words.txt", "hello, it is done");
    let check = |format: &str| home.run(&["check", "--format", format, "notify.py", "words.txt"]);
    let facts = [
        "entity-as-typed",
        "&amp; is shown as typed",
        "Write the characters themselves",
        "chatquill send --text - < words.txt",
    ];
    for format in ["human", "json", "sarif", "github"] {
        let outcome = check(format);
        assert_eq!(outcome.status, 2, "{format}: {}", outcome.stderr);
        let told = format!("{}{}", outcome.stdout, outcome.stderr);
        for fact in facts {
            assert!(told.contains(fact), "{format}: {fact}: {told}");
            let is_machine = format != "human";
            assert!(
                !is_machine || outcome.stdout.contains(fact),
                "{format}: {fact}: {}",
                outcome.stdout
            );
        }
    }
    let lines = check("json").stdout;
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["problems"], json!([]));
    let advice = &first["advice"][0];
    assert_eq!(advice["severity"], "info");
    assert_eq!(advice["endColumn"], 57, "{advice}");
    assert_eq!(
        advice["fix"],
        json!({"message": "Write the characters themselves", "safe": false})
    );
    assert_eq!(
        first["notes"][0],
        "taken as a message, from 1:11 of the program"
    );
    assert!(first["notes"][1].as_str().unwrap().contains("{{number}}"));
}
