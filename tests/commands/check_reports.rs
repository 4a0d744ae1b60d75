//! Faults that people met: inputs of our own making, and what `check` and `show` say of each.

use serde_json::{Value, json};

use crate::harness::Home;

/// Returns what `check` says of a message: rule, severity and path of each problem and advice, in SARIF's words.
fn found(message: &Value) -> Vec<(String, String, String)> {
    let home = Home::new();
    home.write("m.json", message.to_string());
    let outcome = home.run(&["check", "--format", "sarif", "m.json"]);
    let log: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let word = |value: &Value| value.as_str().unwrap_or("").to_owned();
    log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["logicalLocations"][0];
            (
                word(&result["ruleId"]),
                word(&result["level"]),
                word(&place["fullyQualifiedName"]),
            )
        })
        .collect()
}

#[track_caller]
fn assert_found(message: &Value, rule: &str, level: &str, path: &str) {
    let all = found(message);
    let one = (rule.to_owned(), level.to_owned(), path.to_owned());
    assert!(all.contains(&one), "{one:?} is not in {all:?}\n{message}");
}

#[track_caller]
fn assert_no_errors(message: &Value) {
    let all = found(message);
    let error = all.iter().find(|(_, level, _)| level == "error");
    assert_eq!(error, None, "{message}");
}

fn card(widget: &Value) -> Value {
    json!({"cardsV2": [{"cardId": "c", "card": {
        "header": {"title": "Nightly"},
        "sections": [{"widgets": [widget]}],
    }}]})
}

fn words(text: &str) -> Value {
    card(&json!({"textParagraph": {"text": text}}))
}

/// Returns the lines that `show` prints.
fn shown(message: &Value) -> Vec<String> {
    let home = Home::new();
    home.write("m.json", message.to_string());
    let outcome = home.run(&["show", "m.json", "--color", "never"]);
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_set_and_holds_nothing_is_named() {
    let widget = "/cardsV2/0/card/sections/0/widgets/0";
    for (message, path) in [
        (json!({"cardsV2": [{"cardId": "disk"}]}), "/cardsV2/0"),
        (json!({"text": "a", "cardsV2": [{}]}), "/cardsV2/0"),
        (
            json!({"text": "a", "cards_v2": [{"card_id": "b"}]}),
            "/cardsV2/0",
        ),
        (
            json!({"text": "a", "accessoryWidgets": [{}]}),
            "/accessoryWidgets/0",
        ),
        (
            card(&json!({"grid": {"items": [{"title": "a"}], "onClick": {}}})),
            &format!("{widget}/grid/onClick"),
        ),
        (
            card(&json!({"image": {"imageUrl": "https://example.com/a.png", "onClick": {}}})),
            &format!("{widget}/image/onClick"),
        ),
    ] {
        assert_found(
            &message,
            "content-missing",
            "warning",
            &format!("/message{path}"),
        );
    }
    for icon in [
        json!({}),
        json!({"altText": "a"}),
        json!({"knownIcon": null}),
    ] {
        let message = card(&json!({"decoratedText": {"text": "a", "endIcon": icon}}));
        let place = format!("/message{widget}/decoratedText/endIcon");
        assert_found(&message, "icon-empty", "warning", &place);
    }
}

#[test]
fn a_key_that_is_there_twice_is_named_at_its_second_place() {
    for (text, path, place) in [
        (
            "{\"text\": \"a\",\n  \"text\": \"b\"}",
            "/message/text",
            (2, 3),
        ),
        (
            "{\"cardsV2\": [{\"card\": {\"header\": {\"title\": \"a\"},\n\"header\": {\"title\": \"b\"}}}]}",
            "/message/cardsV2/0/card/header",
            (2, 1),
        ),
        (
            "{\"text\": \"a\", \"thread\": {\"threadKey\": \"a\", \"threadKey\": \"a\"}}",
            "/message/thread/threadKey",
            (1, 44),
        ),
    ] {
        let home = Home::new();
        home.write("m.json", text);
        let outcome = home.run(&["check", "--format", "json", "m.json"]);
        let told: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let problems = told["problems"].as_array().unwrap();
        let problem = problems
            .iter()
            .find(|problem| problem["rule"] == "duplicate-key");
        assert!(problem.is_some(), "{told}");
        let problem = problem.unwrap();
        assert_eq!(problem["path"], path);
        let at = json!([problem["line"], problem["column"]]);
        assert_eq!(at, json!([place.0, place.1]), "{text}");
    }
}

#[test]
fn a_link_that_chat_does_not_open_is_named_wherever_it_stands() {
    let widget = "/message/cardsV2/0/card/sections/0/widgets/0";
    for address in ["javascript:alert(1)", "ftp://example.com/a", "file:///a"] {
        let click = json!({"openLink": {"url": address}});
        let button = json!({"buttonList": {"buttons": [{"text": "a", "onClick": click}]}});
        let place = format!("{widget}/buttonList/buttons/0/onClick/openLink/url");
        assert_found(&card(&button), "address-scheme", "warning", &place);
        let text = words(&format!("<a href=\"{address}\">a</a>"));
        let place = format!("{widget}/textParagraph/text");
        assert_found(&text, "address-scheme", "warning", &place);
        let image = card(&json!({"image": {"imageUrl": address, "altText": "a"}}));
        let place = format!("{widget}/image/imageUrl");
        assert_found(&image, "image-url-https", "warning", &place);
        let source =
            json!({"text": "a", "elements": {"citedSources": [{"title": "a", "uri": address}]}});
        let place = "/message/elements/citedSources/0/uri";
        assert_found(&source, "address-scheme", "warning", place);
    }
}

#[test]
fn attributes_and_pale_colours_are_named() {
    let place = "/message/cardsV2/0/card/sections/0/widgets/0/textParagraph/text";
    for text in [
        "<font face=\"monospace\">green</font>",
        "<font color=\"#188038\" size=\"4\">green</font>",
        "<b style='color:red'>red</b>",
    ] {
        assert_found(&words(text), "html-attribute", "warning", place);
        let all = found(&words(text));
        assert!(
            all.iter().all(|(rule, _, _)| rule != "font-color"),
            "{all:?}"
        );
    }
    assert_found(&words("<font>x</font>"), "font-color", "warning", place);
    for text in [
        "<font color=\"#ffff00\">pale</font>",
        "<font color=\"#34a853\">green</font>",
        "<font color='#9aa0a6'>grey</font>",
    ] {
        assert_found(&words(text), "font-contrast", "warning", place);
    }
}

#[test]
fn quotation_marks_around_booleans_and_numbers_are_no_errors() {
    for (widget, warned) in [
        (
            json!({"decoratedText": {"text": "a", "wrapText": "true"}}),
            vec!["quoted-value"],
        ),
        (
            json!({"grid": {"columnCount": "2", "items": [{"image": {
                "imageUri": "https://example.com/a.png", "altText": "a",
                "cropStyle": {"type": "RECTANGLE_CUSTOM", "aspectRatio": "1.5"}}}]}}),
            vec![],
        ),
        (
            json!({"buttonList": {"buttons": [{"text": "a", "disabled": "true",
                "color": {"red": "0.5", "alpha": "1"},
                "onClick": {"openLink": {"url": "https://example.com"}}}]}}),
            vec!["quoted-value"],
        ),
    ] {
        let message = card(&widget);
        let all = found(&message);
        let rules: Vec<&str> = all
            .iter()
            .filter(|(_, level, _)| level != "note")
            .map(|(rule, _, _)| rule.as_str())
            .collect();
        assert_eq!(rules, warned, "{message}");
    }
}

#[test]
fn what_a_message_never_shows_is_a_warning_at_most() {
    let footer = |footer: Value| {
        let mut message = words("a");
        message["cardsV2"][0]["card"]["fixedFooter"] = footer;
        message
    };
    for message in [
        footer(json!({"primaryButton": {"text": "Save"}})),
        footer(json!({"secondaryButton": {"onClick": {}}})),
        footer(json!({"primaryButton": {"text": "a", "color": {"red": 1},
            "onClick": {"overflowMenu": {"items": []}}}})),
    ] {
        assert_no_errors(&message);
    }
    for button in [
        json!({"text": "Wait", "disabled": true}),
        json!({"text": "Wait", "disabled": "true", "onClick": {}}),
        json!({"text": "More", "onClick": {"overflowMenu": {"items": [{"text": "a", "disabled": true}]}}}),
    ] {
        assert_no_errors(&card(&json!({"buttonList": {"buttons": [button]}})));
    }
}

#[test]
fn texts_that_a_program_escaped_are_advised_of() {
    let place = "/message/text";
    for text in [
        "Build done\\nAll green\\n",
        "one\\r\\ntwo",
        "todo:\\n\\n- a",
    ] {
        assert_found(&json!({"text": text}), "literal-newline", "note", place);
    }
    for text in ["R&amp;D", "say &quot;yes&quot;", "fast &mdash; 3 min"] {
        assert_found(&json!({"text": text}), "entity-as-typed", "note", place);
        let mut message = words("a");
        message["cardsV2"][0]["card"]["header"]["title"] = json!(text);
        let title = "/message/cardsV2/0/card/header/title";
        assert_found(&message, "entity-as-typed", "note", title);
    }
    for text in [
        words("All green").to_string(),
        format!("\n{:#}", words("All green")["cardsV2"]),
        words("All green")["cardsV2"][0]["card"].to_string(),
    ] {
        assert_found(&json!({"text": text}), "card-as-text", "note", place);
    }
}

#[test]
fn show_and_check_read_a_text_in_one_syntax() {
    for (text, drawn, value) in [
        (
            "Build *done*, see <https://example.com/log|the log> <users/all>",
            "Build done, see the log @all",
            "MARKUP_SYNTAX_CHAT",
        ),
        ("_now_ or ~never~", "now or never", "MARKUP_SYNTAX_CHAT"),
        (
            "Build **done**, see [the log](https://example.com)",
            "Build done, see the log",
            "MARKUP_SYNTAX_MARKDOWN",
        ),
    ] {
        let message = json!({"text": text});
        let lines = shown(&message);
        assert!(lines.iter().any(|line| line.trim() == drawn), "{lines:?}");
        let name = if value.ends_with("CHAT") {
            "Chat markup"
        } else {
            "Markdown"
        };
        let note = format!("Drawn as {name}");
        assert!(lines.concat().contains(&note), "{lines:?}");
        let home = Home::new();
        home.write("m.json", message.to_string());
        let outcome = home.run(&["check", "m.json"]);
        assert!(
            outcome.stdout.contains(&format!("read as {name} here")),
            "{}",
            outcome.stdout
        );
        assert!(
            outcome.stdout.contains(&format!("fix: Set {value}")),
            "{}",
            outcome.stdout
        );
    }
}

#[test]
fn entities_are_drawn_in_card_texts() {
    for (text, drawn) in [
        (
            "&bull; fast &mdash; 3&nbsp;min&hellip; caf&eacute; &rarr; &euro;2 &copy; A",
            "• fast — 3\u{a0}min… café → €2 © A",
        ),
        ("&laquo;ja&raquo; &Uuml;ber &frac12;", "«ja» Über ½"),
        ("&#8226; &#x2014; &unknown;", "• — &unknown;"),
    ] {
        let lines = shown(&words(text));
        let is_drawn = |line: &String| {
            line.replace('\u{a0}', " ")
                .contains(&drawn.replace('\u{a0}', " "))
        };
        assert!(lines.iter().any(is_drawn), "{lines:?}");
    }
}

#[test]
fn line_ends_of_windows_draw_single_breaks() {
    for text in [
        "one\r\ntwo\r\nthree",
        "one\rtwo\rthree",
        "one\ntwo\r\nthree",
    ] {
        let is_mine = |line: &&String| {
            ["one", "two", "three"]
                .iter()
                .any(|word| line.contains(word))
        };
        for message in [
            json!({"text": text}),
            words(text),
            card(&json!({"decoratedText": {"text": text, "wrapText": true}})),
        ] {
            let lines = shown(&message);
            let first = lines.iter().position(|line| line.contains("one")).unwrap();
            let mine = lines.iter().skip(first).take(3).filter(is_mine).count();
            assert_eq!(mine, 3, "{lines:?}");
        }
        if text.contains('\r') {
            assert_found(
                &json!({"text": text}),
                "control-chars",
                "warning",
                "/message/text",
            );
        }
    }
}
