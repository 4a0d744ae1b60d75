//! Messages in further languages, and the names of what is filled in there.

use chatquill::message::import::{find_all, open};
use serde_json::{Value, json};

fn opened(text: &str) -> Value {
    open(text).map_or_else(
        |error| json!(error.to_string()),
        |opened| opened.request["message"].clone(),
    )
}

#[test]
fn programs_of_further_languages_open() {
    let card = json!([{"cardId": "b", "card": {"header": {"title": "Build"}}}]);
    for (text, words) in [
        // Jenkins.
        (
            "pipeline {\n  agent any\n  post { failure { script {\n    def body = groovy.json.JsonOutput.toJson([\n      text: \"Build ${env.JOB_NAME} failed\",\n      cardsV2: [[cardId: 'b', card: [header: [title: 'Build']]]]\n    ])\n  } } }\n}\n",
            "Build {{JOB_NAME}} failed",
        ),
        // Swift.
        (
            "let payload: [String: Any] = [\n  \"text\": \"Build \\(number) done\",\n  \"cardsV2\": [[\"cardId\": \"b\", \"card\": [\"header\": [\"title\": \"Build\"]]]]\n]\n",
            "Build {{number}} done",
        ),
        // Rust.
        (
            "let body = serde_json::json!({\n  \"text\": format!(\"Build {} done\", version),\n  \"cardsV2\": [{ \"cardId\": \"b\", \"card\": { \"header\": { \"title\": \"Build\" } } }]\n});\n",
            "Build {{version}} done",
        ),
        // A filter of jq.
        (
            "jq -n --arg t \"$TITLE\" '{text: \"Build \\($t) done\", cardsV2: [{cardId: \"b\", card: {header: {title: \"Build\"}}}]}' |\n  curl -d @- \"$WEBHOOK\"\n",
            "Build {{t}} done",
        ),
        // A template that Python fills in by its name.
        (
            "BODY = '''{\"text\": \"Build %(v)s done\", \"cardsV2\": [{\"cardId\": \"b\", \"card\": {\"header\": {\"title\": \"Build\"}}}]}'''\nrequests.post(url, data=BODY % {'v': version})\n",
            "Build {{version}} done",
        ),
    ] {
        assert_eq!(
            opened(text),
            json!({"text": words, "cardsV2": card}),
            "{text}"
        );
    }
}

#[test]
fn values_of_go_and_java_are_what_they_are() {
    let go = "package main\n\nfunc f() {\n\tm := map[string]any{\"cardsV2\": []any{map[string]any{\"card\": map[string]any{\"sections\": []any{map[string]any{\"widgets\": []any{map[string]any{\"divider\": struct{}{}}}}}}}}}\n}\n";
    let widget = "/cardsV2/0/card/sections/0/widgets/0";
    assert_eq!(opened(go).pointer(widget), Some(&json!({"divider": {}})));
    let java = "public class A {\n  Message m = new Message().setCardsV2(List.of(new CardWithId().setCard(new GoogleAppsCardV1Card().setSections(List.of(new GoogleAppsCardV1Section().setWidgets(List.of(new GoogleAppsCardV1Widget().setButtonList(new GoogleAppsCardV1ButtonList().setButtons(List.of(new GoogleAppsCardV1Button().setText(\"Log\")))))))))));\n}\n";
    let found = opened(java);
    assert_eq!(
        found.pointer(widget),
        Some(&json!({"buttonList": {"buttons": [{"text": "Log"}]}})),
        "{found:#}"
    );
}

#[test]
fn what_printf_fills_in_is_a_blank() {
    for (text, words) in [
        (
            "printf '{\"text\":\"%s\"}' \"$MSG\" | curl -d @- \"$URL\"\n",
            "{{MSG}}",
        ),
        (
            "printf -v BODY '{\"text\":\"%s of %d%%\"}' \"${NAME}\" \"$SHARE\"\ncurl -d \"$BODY\" x\n",
            "{{NAME}} of {{SHARE}}%",
        ),
        ("printf '{\"text\":\"%s\"}' | curl -d @- x\n", "{{value}}"),
        ("curl -d '{\"text\":\"100%s\"}' x\n", "100%s"),
    ] {
        assert_eq!(opened(text), json!({"text": words}), "{text}");
    }
}

#[test]
fn a_request_whose_message_is_made_elsewhere_is_no_second_one() {
    let text = "export const toMessage = ({ env }) => ({ text: `Deployed to ${env}` });\n\nawait client.createMessage({ parent: 'spaces/AAAA', message: toMessage(d), requestId: crypto.randomUUID() });\n";
    assert_eq!(find_all(text).map_or(0, |found| found.len()), 1);
    let found = open(text).unwrap();
    assert_eq!(
        found.request["message"],
        json!({"text": "Deployed to {{env}}"})
    );
    assert_eq!(found.request["parent"], "spaces/AAAA");
}

#[test]
fn a_message_that_cannot_be_read_is_not_denied() {
    for (text, place, remedy) in [
        (
            "cardsV2:\n  - cardId: n\n    card:\n      header:\n        title: N\n",
            "cardsV2 at 1:1",
            "yq",
        ),
        (
            "locals {\n  body = { cardsV2 = [] }\n}\n",
            "cardsV2 at 2:12",
            "the JSON that is sent",
        ),
        (
            "$body = @{ text = 'a'; cardsV2 = @() } | ConvertTo-Json\n",
            "text at 1:12",
            "the JSON that is sent",
        ),
        (
            "<pre>{ &quot;text&quot;: &quot;Hello&quot; }</pre>\n",
            "text at 1:14",
            "the JSON that is sent",
        ),
        (
            "(post {:cardsV2 [{:cardId \"a\"}]})\n",
            "cardsV2 at 1:9",
            "the JSON that is sent",
        ),
    ] {
        let error = open(text).unwrap_err();
        let told = &error.diagnostic;
        assert!(told.title.contains(place), "{text}: {}", told.title);
        assert!(told.remedy.contains(remedy), "{text}: {}", told.remedy);
    }
}

#[test]
fn messages_of_slack_are_converted_word_for_word() {
    let slack = json!({"text": "<!here> see `a<b`", "unfurl_links": false, "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "Deploy :rocket:"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<!here> run `x --y` :tada: at 10:30:15"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "```a &lt; b\n*c*```"}},
    ]});
    let found = open(&slack.to_string()).unwrap();
    let card = &found.request["message"]["cardsV2"][0]["card"];
    assert_eq!(found.request["message"]["text"], "<users/all> see `a<b`");
    assert_eq!(card["header"]["title"], "Deploy 🚀");
    let text =
        |number: usize| card["sections"][0]["widgets"][number]["textParagraph"]["text"].clone();
    assert_eq!(text(0), "@here run <code>x --y</code> 🎉 at 10:30:15");
    assert_eq!(text(1), "<pre>a &lt; b\n*c*</pre>");
    assert!(
        found
            .asides
            .iter()
            .any(|aside| aside.contains("/blocks/1: <!here>"))
    );
    // Its settings tell it where it has no blocks.
    let plain = json!({"text": "a", "mrkdwn": true, "link_names": 1});
    assert_eq!(
        open(&plain.to_string()).unwrap().form.words(),
        "a message of Slack"
    );
}

#[test]
fn messages_of_discord_and_teams_keep_their_markup() {
    let discord = json!({"username": "ci", "content": "Build **ok** <@123> <:tada:99> <https://example.com>"});
    let found = open(&discord.to_string()).unwrap();
    assert_eq!(
        found.request["message"],
        json!({"text": "Build **ok** @123 :tada: <https://example.com>", "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"})
    );
    for lost in [
        "<@123> is a mention of Discord",
        "<:tada:99> is an emoji of Discord",
    ] {
        assert!(
            found.asides.iter().any(|aside| aside.contains(lost)),
            "{:?}",
            found.asides
        );
    }
    let teams = json!({"type": "AdaptiveCard", "version": "1.5", "body": [
        {"type": "TextBlock", "size": "Large", "text": "Build **failed** on `main` a_b"}]});
    let title = "/message/cardsV2/0/card/header/title";
    let found = open(&teams.to_string()).unwrap();
    assert_eq!(
        found.request.pointer(title),
        Some(&json!("Build failed on main a_b"))
    );
}

#[test]
fn further_systems_are_named_and_not_converted() {
    for (value, name) in [
        (
            json!({"msg_type": "interactive", "card": {"header": {"title": {"tag": "plain_text", "content": "T"}}, "elements": []}}),
            "Lark",
        ),
        (
            json!({"msgtype": "markdown", "markdown": {"title": "x", "text": "### a"}}),
            "DingTalk or WeCom",
        ),
        (
            json!({"chat_id": 1, "text": "a", "parse_mode": "HTML"}),
            "Telegram",
        ),
    ] {
        let error = open(&value.to_string()).unwrap_err();
        let expected = format!("This is a message of {name}, which is not converted.");
        assert_eq!(error.diagnostic.title, expected);
    }
}

#[test]
fn the_message_of_an_event_is_taken_out_of_it() {
    let event = json!({"type": "MESSAGE", "eventTime": "2026-01-01T00:00:00Z", "space": {"name": "spaces/AAAA"},
        "message": {"text": "@bot hi", "thread": {"name": "spaces/AAAA/threads/x"}}, "user": {"name": "users/1"}});
    let found = open(&event.to_string()).unwrap();
    assert_eq!(found.request, json!({"message": event["message"]}));
}

#[test]
fn a_list_inside_of_a_message_is_filled_by_later_statements() {
    let text = "import requests\n\ndef run(week):\n    payload = {\n        \"text\": \"Weekly\",\n    }\n    payload[\"cardsV2\"] = []\n    payload[\"cardsV2\"].append({\"cardId\": \"w\", \"card\": {\"header\": {\"title\": \"Weekly\"}}})\n    requests.post(URL, json=payload)\n";
    let card = json!([{"cardId": "w", "card": {"header": {"title": "Weekly"}}}]);
    assert_eq!(opened(text), json!({"text": "Weekly", "cardsV2": card}));
}
