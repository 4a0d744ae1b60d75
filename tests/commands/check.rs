//! `chatquill check`: its outputs, word by word, and its exit statuses.

use serde_json::{Value, json};

use crate::harness::{Home, Outcome};

const BAD: &str = r#"{
  "cardsV2": [{
    "cardId": "a",
    "card": {
      "header": {"subtitle": "no title"},
      "sections": [{
        "widgets": [
          {"textParagraph": {"text": "你好 <strong>bold</strong>"}},
          {"buttonList": {"buttons": [{"text": "Open", "onClick": {}}]}},
          {"image": {"imageURL": "https://example.com/a.png"}}
        ]
      }]
    }
  }],
  "text": "See [the docs](https://example.com)",
  "markupSyntax": "MARKUP_SYNTAX_CHAT"
}
"#;

const GOOD: &str = r#"{"text": "hi"}"#;

fn run(home: &Home, arguments: &[&str], status: i32) -> Outcome {
    let outcome = home.run(arguments);
    assert_eq!(
        outcome.status, status,
        "{arguments:?}\n{}\n{}",
        outcome.stdout, outcome.stderr
    );
    outcome
}

#[test]
fn findings_are_shown_where_they_were_written() {
    let home = Home::new();
    home.write("bad.json", BAD);
    let outcome = run(&home, &["check", "bad.json"], 1);
    let golden = include_str!("check/text.txt");
    assert_eq!(outcome.stdout, golden, "\n{}", outcome.stdout);
    assert_eq!(
        outcome.stderr,
        "chatquill: 2 errors and 4 warnings in 1 file.\n"
    );
}

#[test]
fn json_is_one_line_a_file() {
    let home = Home::new();
    home.write("bad.json", BAD);
    home.write("good.json", GOOD);
    let outcome = run(
        &home,
        &["check", "--format", "json", "bad.json", "good.json"],
        1,
    );
    let lines: Vec<Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        lines[1],
        json!({"file": "good.json", "bytes": 13, "limit": 32000, "problems": []})
    );
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "bytes", "limit", "problems"]);
    let problems = lines[0]["problems"].as_array().unwrap();
    for problem in problems {
        let keys: Vec<&String> = problem.as_object().unwrap().keys().collect();
        let expected = [
            "rule",
            "severity",
            "path",
            "message",
            "help",
            "line",
            "column",
            "endLine",
            "endColumn",
        ];
        assert_eq!(keys[..9], expected);
        assert!(keys[9..].iter().all(|key| *key == "fix"), "{keys:?}");
        assert!(matches!(
            problem["severity"].as_str().unwrap(),
            "error" | "warning"
        ));
    }
    let first = &problems[0];
    assert_eq!(first["rule"], "field-case");
    assert_eq!(
        first["path"],
        "/message/cardsV2/0/card/sections/0/widgets/2/image/imageURL"
    );
    assert_eq!(json!([first["line"], first["column"]]), json!([10, 22]));
}

#[test]
fn the_exit_status_says_how_it_went() {
    let home = Home::new();
    home.write("bad.json", BAD);
    home.write("good.json", GOOD);
    home.write(
        "warn.json",
        r#"{"text": "**bold**", "markupSyntax": "MARKUP_SYNTAX_CHAT"}"#,
    );
    home.write("broken.json", "{\n  \"text\": \"a\" \"b\"\n}\n");
    home.write(
        "cards.json",
        r#"{"text": "t", "cardsV2": [{"cardId": "a", "card": {"header": {"title": "T"}}}]}"#,
    );
    for (arguments, status) in [
        (&["check", "good.json"][..], 0),
        (&["check", "warn.json"], 0),
        (&["check", "warn.json", "--strict"], 1),
        (&["check", "bad.json", "good.json"], 1),
        (&["check", "bad.json", "broken.json"], 2),
        (&["check", "none.json"], 2),
        (&["check"], 2),
        (&["check", "cards.json"], 0),
        (&["check", "cards.json", "--as", "app"], 0),
        (&["check", "cards.json", "--as", "webhook"], 0),
        (&["check", "cards.json", "--as", "user"], 1),
    ] {
        run(&home, arguments, status);
    }
    home.configure("default_profile = \"me\"\n[profiles.me]\nsender = \"user\"\nadc = true\n");
    run(&home, &["check", "cards.json"], 1);
    run(&home, &["check", "cards.json", "--as", "app"], 0);
    home.configure("default_profile = \"me\"\n[profiles.me]\nsender = \"user\"\nadc = true\ndeveloper_preview = true\n");
    run(&home, &["check", "cards.json"], 0);
}

#[test]
fn folders_and_standard_input_are_read() {
    let home = Home::new();
    home.write("cards/good.json", GOOD);
    home.write("cards/more/bad.json", BAD);
    home.write("cards/package.json", r#"{"private": true}"#);
    home.write("cards/.hidden.json", "{");
    home.write("cards/notes.txt", "x");
    let outcome = run(&home, &["check", "--format", "json", "cards"], 1);
    let files: Vec<String> = outcome
        .stdout
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["file"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(files, ["cards/good.json", "cards/more/bad.json"]);
    assert!(
        outcome.stderr.contains("package.json"),
        "{}",
        outcome.stderr
    );
    let outcome = home.run_with_input(&["check", "-", "--format", "json"], GOOD.as_bytes());
    assert_eq!(outcome.status, 0);
    assert!(
        outcome.stdout.starts_with("{\"file\":\"standard input\""),
        "{}",
        outcome.stdout
    );
}

#[test]
fn safe_fixes_are_written_and_nothing_else() {
    let home = Home::new();
    let path = home.write("bad.json", BAD);
    let outcome = run(&home, &["check", "--fix", "bad.json"], 1);
    let mended = BAD
        .replace("imageURL", "imageUrl")
        .replace(
            "[the docs](https://example.com)",
            "<https://example.com|the docs>",
        )
        .replace("<strong>", "<b>")
        .replace("</strong>", "</b>");
    assert_eq!(std::fs::read_to_string(path).unwrap(), mended);
    assert!(
        outcome.stderr.starts_with("chatquill: bad.json: 4 fixes\n"),
        "{}",
        outcome.stderr
    );
    // Run again, nothing is left to fix.
    let outcome = run(&home, &["check", "--fix", "bad.json"], 1);
    assert!(!outcome.stderr.contains("fixes"), "{}", outcome.stderr);
}

#[test]
fn fixes_that_need_a_decision_are_counted_and_left() {
    let home = Home::new();
    let given = r#"{"text": "done :rocket: and :tada:"}"#;
    let path = home.write("odd.json", given);
    let outcome = home.run(&["check", "--fix", "odd.json"]);
    assert_eq!(std::fs::read_to_string(path).unwrap(), given);
    let words = "0 fixed; 2 fixes need a decision: ";
    assert!(outcome.stderr.contains(words), "{outcome:?}");
    assert!(outcome.stderr.contains("chatquill FILE"), "{outcome:?}");
    let outcome = home.run(&["check", "odd.json"]);
    assert!(!outcome.stderr.contains("decision"), "{outcome:?}");
}

#[test]
fn programs_get_sarif_and_annotations() {
    let home = Home::new();
    home.write("bad.json", BAD);
    let outcome = run(&home, &["check", "--format", "sarif", "bad.json"], 1);
    let log: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|result| result["ruleId"] == "header-title")
        .unwrap();
    assert_eq!(result["level"], "warning");
    assert_eq!(
        result["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": {"uri": "bad.json"},
            "region": {"startLine": 5, "startColumn": 7, "endLine": 5, "endColumn": 15},
        })
    );
    let outcome = run(&home, &["check", "--format", "github", "bad.json"], 1);
    let line = outcome
        .stdout
        .lines()
        .find(|line| line.contains("header-title"))
        .unwrap();
    assert!(
        line.starts_with("::warning file=bad.json,line=5,col=7,endColumn=15,title=header-title::A card header needs a title."),
        "{line}"
    );
}

#[test]
fn rules_are_listed_and_explained() {
    let home = Home::new();
    let outcome = run(&home, &["check", "--rules"], 0);
    assert!(
        outcome
            .stdout
            .contains("\n  header-title                warning  A card header"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome
            .stdout
            .lines()
            .filter(|line| line.starts_with("  "))
            .count()
            >= 166
    );
    let by_id = run(&home, &["check", "--explain", "header-title"], 0);
    let by_code = run(&home, &["check", "--explain", "c04"], 0);
    assert_eq!(by_id.stdout, by_code.stdout);
    assert_eq!(
        by_id.stdout,
        "header-title (warning)\n\nA card header has no title.\n\n\
         Without a title the header is drawn blank, subtitle and all. Write a title, or\n\
         put the text into a section.\n\n\
         Source: https://developers.google.com/workspace/chat/troubleshoot-cards\n"
    );
    for (rule, words) in [
        (
            "cards-user-no-id",
            "\nGoogle Chat refuses the request.\n\nSource:",
        ),
        (
            "button-onclick",
            "\nGoogle Chat accepts the request, but does not show it.\n\nSource:",
        ),
    ] {
        let page = run(&home, &["check", "--explain", rule], 0).stdout;
        assert!(page.contains(words), "{page}");
    }
    let outcome = run(&home, &["check", "--explain", "header-titel"], 2);
    assert_eq!(
        outcome.stderr,
        "chatquill: There is no rule \"header-titel\". Did you mean \"header-title\"?\n"
    );
}

#[test]
fn no_card_of_our_own_has_an_error() {
    let home = Home::new();
    let cards = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cards");
    let of_an_app: Vec<String> = std::fs::read_dir(cards)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| path.to_str().unwrap().to_owned())
        .collect();
    for (sender, paths, at_least) in [
        ("app", of_an_app, 60),
        ("user", vec![format!("{cards}/user")], 4),
        ("webhook", vec![format!("{cards}/webhook")], 2),
    ] {
        let mut arguments = vec!["check", "--as", sender, "--format", "json"];
        arguments.extend(paths.iter().map(String::as_str));
        let outcome = run(&home, &arguments, 0);
        let mut files = 0;
        let mut warned: Vec<String> = Vec::new();
        for line in outcome.stdout.lines() {
            files += 1;
            let told: Value = serde_json::from_str(line).unwrap();
            let file = told["file"].as_str().unwrap().rsplit('/').next().unwrap();
            for problem in told["problems"].as_array().unwrap() {
                let rule = problem["rule"].as_str().unwrap();
                warned.push(format!("{file} {rule}"));
            }
        }
        assert!(files >= at_least, "{files} for {sender}");
        warned.sort();
        warned.dedup();
        // These set explicitly what is better left unset.
        let expected: &[&str] = match sender {
            "app" => &[
                "defaults_of_a_form.json enum-unspecified",
                "defaults_of_a_layout.json enum-unspecified",
                "defaults_of_a_message.json enum-unspecified",
                "imported.json create-time-set",
                "old_checkbox.json deprecated-field",
            ],
            _ => &[],
        };
        assert_eq!(warned, expected);
    }
}
