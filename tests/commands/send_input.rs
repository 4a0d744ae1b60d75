//! Where `chatquill send` takes its words from.

use serde_json::Value;

use crate::harness::Home;

/// Returns the text that would be sent.
fn text(home: &Home, arguments: &[&str], input: &str) -> String {
    let all = [
        &["send", "-s", "spaces/A", "--dry-run", "--json"][..],
        arguments,
    ]
    .concat();
    let outcome = home.run_with_input(&all, input.as_bytes());
    assert_eq!(outcome.status, 0, "{arguments:?} {}", outcome.stderr);
    let request: Value = serde_json::from_str(&outcome.stdout).unwrap();
    request["body"]["text"].as_str().unwrap().to_owned()
}

#[test]
fn words_come_from_a_pipe_less_one_line_end() {
    let home = Home::new();
    for (input, expected) in [
        ("built 2.4\n", "built 2.4"),
        ("built 2.4\r\n", "built 2.4"),
        ("two\nlines\n\n", "two\nlines\n"),
        ("{\"text\": \"as it is\"}", "{\"text\": \"as it is\"}"),
        ("你好 👋🏽", "你好 👋🏽"),
    ] {
        assert_eq!(text(&home, &["--text", "-"], input), expected, "{input:?}");
    }
    home.write("card.json", r#"{"text": "old"}"#);
    assert_eq!(text(&home, &["card.json", "--text", "-"], "new\n"), "new");
}

#[test]
fn input_that_is_no_message_is_told_what_to_do() {
    let home = Home::new();
    for (arguments, input, words) in [
        (&["-"][..], "the build failed\n", "--text -"),
        (&["-", "--text", "-"], "a", "cannot be both"),
        (&["{\"text\": \"a\"}"], "", "Pipe it in, and name -"),
    ] {
        let all = [&["send", "--sandbox", "-s", "spaces/A"][..], arguments].concat();
        let outcome = home.run_with_input(&all, input.as_bytes());
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(
            outcome.stderr.contains(words),
            "{arguments:?} {}",
            outcome.stderr
        );
    }
}
