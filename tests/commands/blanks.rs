//! `chatquill send` of templates and programs, whose blanks the command line and the environment fill in.

use serde_json::{Value, json};

use crate::harness::{Home, Outcome, finish};

const TEMPLATE: &str = r#"{"template": {"title": "Rollout", "blanks": [
    {"name": "service", "prompt": "Service", "default": "payments"},
    {"name": "state", "prompt": "State", "kind": "choice", "choices": ["done", "failed"]},
    {"name": "link", "prompt": "Log", "kind": "address"}
]}, "message": {"text": "{{service}}: {{state}}", "accessoryWidgets": [{"buttonList": {"buttons": [
    {"text": "Log", "onClick": {"openLink": {"url": "{{link}}"}}}]}}]}}"#;

fn home() -> Home {
    let home = Home::new();
    home.write(".local/share/chatquill/templates/rollout.json", TEMPLATE);
    home
}

/// Runs a dry run with variables of the environment.
fn dry(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let all = [
        &["send", "-s", "spaces/A", "--dry-run", "--json"],
        arguments,
    ]
    .concat();
    let mut command = home.command(&all);
    command.envs(environment.iter().copied());
    finish(command.spawn().unwrap())
}

fn body(outcome: &Outcome) -> Value {
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let request: Value = serde_json::from_str(&outcome.stdout).unwrap();
    request["body"].clone()
}

#[test]
fn a_template_is_filled_in_by_options_and_by_the_environment() {
    let home = home();
    let environment = [
        ("CHATQUILL_SET_STATE", "done"),
        ("CHATQUILL_SET_SERVICE", "of the environment"),
    ];
    let set = [
        "--template",
        "rollout",
        "--set",
        "service=<api> & more",
        "--set",
        "link=ci.example.com/a?b=c",
    ];
    let body = body(&dry(&home, &set, &environment));
    assert_eq!(body["text"], "<api> & more: done");
    let url =
        &body["accessoryWidgets"][0]["buttonList"]["buttons"][0]["onClick"]["openLink"]["url"];
    assert_eq!(url, "https://ci.example.com/a?b=c");

    let by_title = [
        "--template",
        "Rollout",
        "--set",
        "link=x.example.com",
        "--text",
        "*{{state}}*",
    ];
    // The text is taken as it is.
    let outcome = dry(&home, &by_title, &environment);
    assert_eq!(self::body(&outcome)["text"], "*{{state}}*");
}

#[test]
fn what_is_missing_or_wrong_is_named_and_nothing_is_sent() {
    let home = home();
    home.write(
        "notify.py",
        "body = {\"text\": f\"{service} is out, {count} left\"}\n",
    );
    home.write("mine.json", r#"{"text": "{{service}} and {{other}}"}"#);
    let empty = [("CHATQUILL_SET_SERVICE", ""), ("SERVICE", "api")];
    for (arguments, words) in [
        (
            &["--template", "rollout", "--set", "state=done"][..],
            "--set service=… --set link=…",
        ),
        (&["--template", "rollout"], "CHATQUILL_SET_SERVICE"),
        (&["--template", "rolout"], "Did you mean \"rollout\"?"),
        (
            &["--template", "rollout", "--set", "stat=done"],
            "Its blanks are service, state, link.",
        ),
        (
            &["--template", "rollout", "--set", "state=odd"],
            "Its choices are done, failed.",
        ),
        (
            &["--template", "rollout", "--set", "state"],
            "Give BLANK=VALUE.",
        ),
        (&["notify.py"], "--set service=… --set count=…"),
        (
            &["notify.py", "--set", "service=api"],
            "notify.py:1:37: Something is filled in here",
        ),
        (
            &["notify.py", "--set", "text=api"],
            "Its blanks are service, count.",
        ),
        (&["mine.json", "--set", "service=api"], "--set other=…"),
    ] {
        let outcome = dry(&home, arguments, &empty);
        assert_eq!(outcome.status, 2, "{arguments:?} {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(words),
            "{arguments:?} {}",
            outcome.stderr
        );
    }
}

#[test]
fn the_blanks_of_a_file_are_filled_in_and_a_file_without_set_is_sent_as_it_is() {
    let home = home();
    let program = "const body = {text: `${service} is out, ${count} left`, cardsV2: []};\n";
    home.write("notify.js", program);
    home.write("mine.json", r#"{"text": "{{service}} is out"}"#);
    let set = ["--set", "service=api", "--set", "count=2"];
    let filled = dry(&home, &[&["notify.js"], &set[..]].concat(), &[]);
    assert_eq!(body(&filled)["text"], "api is out, 2 left");
    assert!(
        !filled.stderr.contains("is filled in by"),
        "{}",
        filled.stderr
    );
    let environment = [
        ("CHATQUILL_SET_SERVICE", "api"),
        ("CHATQUILL_SET_COUNT", "3"),
    ];
    assert_eq!(
        body(&dry(&home, &["notify.js"], &environment))["text"],
        "api is out, 3 left"
    );
    assert_eq!(
        body(&dry(&home, &["mine.json"], &environment))["text"],
        "{{service}} is out"
    );
    let one = dry(&home, &["mine.json", "--set", "service=api"], &[]);
    assert_eq!(body(&one)["text"], "api is out");
}

#[test]
fn what_is_for_the_composer_is_refused_before_a_command_and_where_it_cannot_be() {
    let home = home();
    for (arguments, words) in [
        (&["-t", "hi", "spaces"][..], "Name it after the command."),
        (&["--space", "spaces/a b"], "--space cannot be"),
        (&["--to", "ada"], "--to cannot be"),
        (
            &["--thread-key", "spaces/A/threads/T"],
            "--thread-key cannot be",
        ),
        (&["--template", "rolout"], "Did you mean \"rollout\"?"),
        (&["--template", "rollout", "--set", "x=y"], "no blank \"x\""),
        (&["--plain", "--text", "-"], "cannot be both"),
    ] {
        let outcome = home.run(arguments);
        assert_eq!(outcome.status, 2, "{arguments:?} {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(words),
            "{arguments:?} {}",
            outcome.stderr
        );
    }
}

#[test]
fn the_plain_composer_opens_filled_in_too() {
    let home = home();
    let arguments = [
        "--plain",
        "-s",
        "eng-release",
        "--template",
        "rollout",
        "--set",
        "service=api",
        "--set",
        "link=x.example.com",
    ];
    let outcome = home.run_with_input(&arguments, b"broken\nFailed\n\nshow\nquit\n");
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    for words in [
        "State",
        "takes \"x.example.com\"",
        "api: failed",
        "# eng-release",
    ] {
        assert!(
            outcome.stdout.contains(words),
            "{words}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn what_only_the_program_knows_is_not_judged() {
    let home = Home::new();
    home.write(
        "report.py",
        "import os\nmessage = {'cardsV2': [{'cardId': 'a', 'card': {'header': {'title': 'T', 'imageUrl': os.environ['ICON']}, 'sections': [\n  {'widgets': rows(1)},\n  {'widgets': [{'textParagraph': {'text': f'<font color=\"{COLOUR}\">a</font> <a href=\"{URL}\">b</a>'}},\n    {'buttonList': {'buttons': [{'text': 'Open', 'onClick': {'openLink': {'url': os.environ['RUN_URL']}}}]}}]}]}}]}\n",
    );
    let outcome = home.run(&["check", "--format", "json", "report.py"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(report["problems"], json!([]), "{report:#}");
    // What is wrong whatever it is filled with is told.
    home.write(
        "wrong.py",
        "import os\nmessage = {'text': f'{a}', 'cardsV2': [{'cardId': 'a', 'card': {'sections': [{'widgets': []}, {'widgets': [{'buttonList': {'buttons': [{'text': 'x', 'onClick': {'openLink': {'url': f'javascript:{a}'}}}]}}]}]}}]}\n",
    );
    let outcome = home.run(&["check", "--format", "json", "wrong.py"]);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let rules: Vec<&str> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|problem| problem["rule"].as_str())
        .collect();
    assert_eq!(rules, ["section-empty", "address-scheme"], "{report:#}");
    // As JSON it is sent as it stands.
    home.write(
        "plain.json",
        r#"{"cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": [{"buttonList": {"buttons": [{"text": "x", "onClick": {"openLink": {"url": "{{URL}}"}}}]}}]}]}}]}"#,
    );
    assert_eq!(home.run(&["check", "plain.json"]).status, 1);
}
