//! What people have opens as what it means: programs, shell commands, wrapped JSON, messages of other systems.

use chatquill::message::import::{find_numbered, open};
use chatquill::message::import_form::ImportForm;
use serde_json::{Value, json};

/// Opens a text, and returns its message and where it begins.
fn message(text: &str) -> (Value, Option<(usize, usize)>) {
    match open(text) {
        Ok(opened) => (opened.request["message"].clone(), opened.literal),
        Err(error) => (json!(error.to_string()), None),
    }
}

fn text_of(words: &str) -> Value {
    json!({"text": words})
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of all kinds of strings")]
fn strings_of_a_program_mean_what_they_mean_there() {
    for (text, words, place) in [
        (
            "\"\"\"Tells the room.\n\nIt needs a token.\n\"\"\"\n\nmessage = {\"text\": \"Done\"}\n",
            "Done",
            (6, 11),
        ),
        (
            "'''It's here.'''\nimport os\nm = {'text': 'Done'}  # it's done\n",
            "Done",
            (3, 5),
        ),
        ("# don't\nmessage = dict(text=\"Done\")\n", "Done", (2, 11)),
        (
            "message = {\n    \"text\": (\n        \"Nightly build \"\n        \"done\"\n    ),\n}\n",
            "Nightly build done",
            (1, 11),
        ),
        (
            "import a\nm = {'text': 'a ' 'b ' \\\n  'c'}\n",
            "a b c",
            (2, 5),
        ),
        (
            "import a\nm = {'text': \"\"\"one\n\"two\"\n\"\"\"}\n",
            "one\n\"two\"\n",
            (2, 5),
        ),
        (
            "import a\nN = 'it'\nm = {'text': f'{N} is {{done}}'}\n",
            "it is {done}",
            (3, 5),
        ),
        (
            "import a\nm = {'text': 'a %s b %d%%' % ('x', 5)}\n",
            "a x b 5%",
            (2, 5),
        ),
        (
            "import a\nm = {'text': 'a {} {b}'.format('x', b='y')}\n",
            "a x y",
            (2, 5),
        ),
        (
            "import a\nm = {'text': '\\n'.join(['a', 'b'])}\n",
            "a\nb",
            (2, 5),
        ),
        (
            "const NAME = 'it';\nconst m = { text: `${NAME} is` + ' done' };\n",
            "it is done",
            (2, 11),
        ),
        (
            "const m = { text: ['a', 'b'].join('\\n') };",
            "a\nb",
            (1, 11),
        ),
        (
            "const base = { text: 'a' };\nconst m: Message = { ...base, text: 'b' } as Message;\n",
            "b",
            (2, 20),
        ),
        (
            "async function f(x) {\n  await post(x, JSON.stringify({ text: 'Done' }));\n}\n",
            "Done",
            (2, 32),
        ),
        (
            "function f() {\n  const s = x.replace(/['\"]/g, '');\n  return { text: 'Done' };\n}\n",
            "Done",
            (3, 10),
        ),
        (
            "package main\n\nfunc f() {\n\tm := &chat.Message{Text: \"Done\"}\n\tsend(m)\n}\n",
            "Done",
            (4, 20),
        ),
        (
            "class A { void f() { Message m = new Message().setText(\"Done\"); send(m); } }",
            "Done",
            (1, 38),
        ),
        (
            "class A { void f() { Message m = new Message(); m.setText(\"Do\" + \"ne\"); send(m); } }",
            "Done",
            (1, 38),
        ),
        (
            "class A { void f() { JSONObject m = new JSONObject().put(\"text\", \"Done\"); } }",
            "Done",
            (1, 41),
        ),
        (
            "<?php\n$m = array('text' => 'Do' . 'ne');\n",
            "Done",
            (2, 6),
        ),
        (
            "fun main() {\n  val m = mapOf(\"text\" to \"Done\")\n}\n",
            "Done",
            (2, 11),
        ),
        (
            "public class A { void F() { var m = new { text = \"Done\" }; Send(m); } }",
            "Done",
            (1, 37),
        ),
    ] {
        assert_eq!(message(text), (text_of(words), Some(place)), "{text}");
    }
}

#[test]
fn cards_are_put_together_from_their_parts() {
    let card = json!({"cardsV2": [{"cardId": "c", "card": {"header": {"title": "T"}, "sections": [{"widgets": [{"textParagraph": {"text": "a"}}]}]}}]});
    for text in [
        "import x\nheader = {'title': 'T'}\nwidgets = [{'textParagraph': {'text': 'a'}}]\ncard = {'header': header, 'sections': [{'widgets': widgets}]}\nmessage = {'cardsV2': [{'cardId': 'c', 'card': card}]}\nsend(message)\n",
        "import x\nmessage = {}\nmessage['cardsV2'] = [{'cardId': 'c', 'card': {'header': {'title': 'T'}, 'sections': [{'widgets': [{'textParagraph': {'text': 'a'}}]}]}}]\n",
        "const text = 'a';\nconst title = 'T';\nsend({ cardsV2: [{ cardId: 'c', card: { header: { title }, sections: [{ widgets: [{ textParagraph: { text } }] }] } }] });",
        "import x\nmsg = chat.Message(cards_v2=[chat.CardWithId(card_id='c', card=card.Card(header=card.Card.CardHeader(title='T'), sections=[card.Card.Section(widgets=[card.Widget(text_paragraph=card.TextParagraph(text='a'))])]))])\n",
        "class A { void f() { send(Message.newBuilder().addCardsV2(CardWithId.newBuilder().setCardId(\"c\").setCard(Card.newBuilder().setHeader(Card.CardHeader.newBuilder().setTitle(\"T\")).addSections(Card.Section.newBuilder().addWidgets(Widget.newBuilder().setTextParagraph(TextParagraph.newBuilder().setText(\"a\")))))).build()); } }",
    ] {
        assert_eq!(message(text).0, card, "{text}");
    }
}

#[test]
fn what_only_the_program_knows_is_a_named_blank() {
    for (text, words, names) in [
        (
            "const m = {\n  text: `Build ${number} done`,\n};\n",
            "Build {{number}} done",
            &["number 2:16"][..],
        ),
        (
            "import a\nm = {'text': f'{a.build} by {who}'}\n",
            "{{build}} by {{who}}",
            &["build 2:16", "who 2:29"],
        ),
        (
            "import a\nm = {'text': 'Build %s' % number}\n",
            "Build {{number}}",
            &["number 2:27"],
        ),
        (
            "import a\nm = {'text': 'Build ' + str(number)}\n",
            "Build {{number}}",
            &["number 2:25"],
        ),
        (
            "import a\ndef f(text):\n  return {'text': text}\n",
            "{{text}}",
            &["text 3:19"],
        ),
        (
            "import a\nn = 1\nn = 2\nm = {'text': f'{n}'}\n",
            "{{n}}",
            &["n 4:16"],
        ),
        (
            "package main\nfunc f() {\n\tm := map[string]any{\"text\": fmt.Sprintf(\"Build %d\", number)}\n}\n",
            "Build {{number}}",
            &["number 3:54"],
        ),
        (
            "curl -d \"{\\\"text\\\": \\\"Build $NUMBER\\\"}\" \"$URL\"",
            "Build {{NUMBER}}",
            &["NUMBER 1:29"],
        ),
        (
            "curl -d @- \"$URL\" <<END\n{\"text\": \"Build ${NUMBER}\"}\nEND\n",
            "Build {{NUMBER}}",
            &["NUMBER 2:17"],
        ),
    ] {
        let opened = open(text).unwrap();
        assert_eq!(opened.request["message"], text_of(words), "{text}");
        let blanks: Vec<String> = opened
            .blanks
            .iter()
            .map(|blank| format!("{} {}:{}", blank.name, blank.position.0, blank.position.1))
            .collect();
        assert_eq!(blanks, names, "{text}");
    }
}

#[test]
fn what_is_no_text_and_not_known_is_left_out_with_its_place() {
    for (text, request, told) in [
        (
            "const request = {\n  parent: \"spaces/A\",\n  requestId: randomUUID(),\n  message: { text: \"a\" },\n};\n",
            json!({"parent": "spaces/A", "message": {"text": "a"}}),
            "The requestId is left out: `randomUUID()` at 3:14",
        ),
        (
            "import a\nm = {'text': 'a', 'cardsV2': cards(1)}\n",
            json!({"message": {"text": "a"}}),
            "/message/cardsV2 is left out: `cards(1)` at 2:30 is known only to the program.",
        ),
        (
            "const m = { text: 'a', cardsV2: [{ card: { sections: items.map((item) => ({ header: item })) } }] };",
            json!({"message": {"text": "a", "cardsV2": [{"card": {}}]}}),
            "/message/cardsV2/0/card/sections is left out",
        ),
        (
            "const m = { text: 'a', ...more };",
            json!({"message": {"text": "a"}}),
            "`more` at 1:27 inserts fields that only the program knows; they are left out.",
        ),
    ] {
        let opened = open(text).unwrap();
        assert_eq!(opened.request, request, "{text}");
        assert!(opened.blanks.is_empty(), "{text}: {:?}", opened.blanks);
        assert!(
            opened.asides.iter().any(|aside| aside.contains(told)),
            "{:?}",
            opened.asides
        );
    }
}

#[test]
fn what_a_shell_sends_is_read_in_any_quotes() {
    for (text, words, place) in [
        (
            "curl --request POST \"$URL\" --data-binary @- <<'END'\n{\"text\": \"Done\"}\nEND\n",
            "Done",
            (2, 1),
        ),
        (
            "curl -X POST -d '{\"text\": \"Done\"}' \"$URL\"",
            "Done",
            (1, 18),
        ),
        (
            "curl -X POST -H 'Content-Type: application/json' --data-raw $'{\"text\": \"It\\'s\\\\ndone\"}' $URL",
            "It's\ndone",
            (1, 63),
        ),
        (
            "curl --json \"{\\\"text\\\": \\\"Done\\\"}\" $URL",
            "Done",
            (1, 14),
        ),
        (
            "#!/bin/bash\nset -e # don't\ncurl --data='{\"text\": \"It'\\''s done\"}' \\\n  \"$URL\"\n",
            "It's done",
            (3, 14),
        ),
        (
            "$ curl $URL \\\n    -d '{\n  \"text\": \"Done\"\n}'\n",
            "Done",
            (2, 9),
        ),
        (
            "cat <<-EOF | curl -d @- $URL\n\t{\"text\": \"Done\"}\n\tEOF\n",
            "Done",
            (2, 2),
        ),
        (
            "BODY=$(cat <<EOF\n{\"text\": \"Done\"}\nEOF\n)\ncurl -d \"$BODY\" $URL\n",
            "Done",
            (2, 1),
        ),
        (
            "steps:\n  - name: Tell\n    run: |\n      curl -X POST \"$URL\" \\\n        -d '{\"text\": \"Done\"}'\n",
            "Done",
            (5, 13),
        ),
        (
            "steps:\n  - name: Tell the room's people\n    with:\n      payload: |\n        {\n          \"text\": \"Done\"\n        }\n",
            "Done",
            (5, 9),
        ),
        (
            "notify:\n  body: '{\"text\": \"It''s done\"}'\n",
            "It's done",
            (2, 9),
        ),
        (
            "notify:\n  body: \"{\\\"text\\\": \\\"Done\\\"}\"\n",
            "Done",
            (2, 9),
        ),
    ] {
        assert_eq!(message(text), (text_of(words), Some(place)), "{text}");
    }
}

#[test]
fn json_is_found_amid_other_words() {
    for (text, words, place) in [
        (
            "Here is the card you asked for:\n\n```json\n{\"text\": \"Done\"}\n```\n\nTell me if it fits.\n",
            "Done",
            (4, 1),
        ),
        (
            "Here it is: {\"text\": \"Done\"} and that's all.",
            "Done",
            (1, 13),
        ),
        (
            "{\"text\": \"Done\"}\n\nTell me if it fits.\n",
            "Done",
            (1, 1),
        ),
        (
            "1. First:\n   ~~~js\n   const m = { text: 'Done' };\n   ~~~\n",
            "Done",
            (3, 14),
        ),
        (
            "```sh\nnpm i\n```\n\n```sh\ncurl -d '{\"text\": \"Done\"}' $URL\n```\n",
            "Done",
            (6, 10),
        ),
        (
            "2026-01-01 INFO sent payload={\"text\": \"Done\"} in 3 ms",
            "Done",
            (1, 30),
        ),
    ] {
        assert_eq!(message(text), (text_of(words), Some(place)), "{text}");
    }
    let twice = json!(json!({"text": "Done"}).to_string()).to_string();
    assert_eq!(message(&twice).0, text_of("Done"));
    let thrice = json!(twice).to_string();
    assert_eq!(message(&thrice).0, text_of("Done"));
    let body = json!({"statusCode": 200, "body": "{\"text\": \"Done\"}"}).to_string();
    assert_eq!(message(&body).0, text_of("Done"));
}

#[test]
fn wrappers_of_add_ons_are_opened() {
    let card = json!({"header": {"title": "T"}, "sections": []});
    let with_card = json!({"cardsV2": [{"card": card}]});
    for (value, expected) in [
        (
            json!({"hostAppDataAction": {"chatDataAction": {"createMessageAction": {"message": {"text": "a"}}}}}),
            json!({"text": "a"}),
        ),
        (
            json!({"host_app_data_action": {"chat_data_action": {"update_message_action": {"message": {"text": "a"}}}}}),
            json!({"text": "a"}),
        ),
        (
            json!({"action": {"navigations": [{"pushCard": card}]}}),
            with_card.clone(),
        ),
        (
            json!({"renderActions": {"action": {"navigations": [{"updateCard": card}]}}}),
            with_card.clone(),
        ),
        (
            json!({"text": "a", "card": card}),
            json!({"text": "a", "cardsV2": [{"card": card}]}),
        ),
        (json!([card]), with_card),
    ] {
        assert_eq!(message(&value.to_string()).0, expected, "{value}");
    }
}

#[test]
fn several_messages_are_listed_and_one_is_chosen_by_its_number() {
    let list = json!([{"text": "one"}, {"text": "two"}]).to_string();
    for text in [
        &list,
        "```json\n{\"text\": \"one\"}\n```\nor\n```json\n{\"text\": \"two\"}\n```\n",
        "import a\nA = {'text': 'one'}\nB = {'text': 'two'}\n",
        "curl -d '{\"text\": \"one\"}' $URL\ncurl -d '{\"text\": \"two\"}' $URL\n",
    ] {
        let error = open(text).unwrap_err();
        assert_eq!(
            error.diagnostic.title, "There are 2 messages in it.",
            "{text}"
        );
        let titles: Vec<&str> = error
            .candidates
            .iter()
            .map(|found| found.title.as_str())
            .collect();
        assert_eq!(titles, ["one", "two"], "{text}");
        assert_eq!(error.candidates[1].form, ImportForm::Message);
        assert!(error.diagnostic.detail.contains("#2  "), "{error}");
        let second = find_numbered(text, 2).unwrap().open().unwrap();
        assert_eq!(
            second.request,
            json!({"message": {"text": "two"}}),
            "{text}"
        );
        for number in [0, 3] {
            let error = find_numbered(text, number).unwrap_err();
            assert!(
                error.diagnostic.title.contains("There are 2 messages"),
                "{error}"
            );
        }
    }
}

/// Checks that each system is named, what is converted, and what is told as lost.
#[test]
fn messages_of_other_systems_are_named_and_converted() {
    for (value, words, pointers, lost) in [
        (
            json!({"@type": "MessageCard", "summary": "Nightly build", "sections": [{"activityTitle": "Nightly build", "facts": [{"name": "State", "value": "green"}]}]}),
            "a card of Microsoft Teams",
            &[
                ("/cardsV2/0/card/header/title", "Nightly build"),
                (
                    "/cardsV2/0/card/sections/0/widgets/1/decoratedText/topLabel",
                    "State",
                ),
            ][..],
            "",
        ),
        (
            json!({"@type": "MessageCard", "@context": "http://schema.org/extensions", "title": "T", "text": "a", "themeColor": "ff0000",
                "potentialAction": [{"@type": "OpenUri", "name": "Open", "targets": [{"os": "default", "uri": "https://example.com"}]}, {"@type": "HttpPOST", "name": "x"}]}),
            "a card of Microsoft Teams",
            &[(
                "/cardsV2/0/card/sections/1/widgets/0/buttonList/buttons/0/onClick/openLink/url",
                "https://example.com",
            )],
            "/themeColor is dropped",
        ),
        (
            json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard", "version": "1.4", "body": [
                {"type": "TextBlock", "size": "Large", "text": "T"}, {"type": "FactSet", "facts": [{"title": "State", "value": "green"}]}, {"type": "Input.Text", "id": "i"}],
                "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": "https://example.com"}]}}]}),
            "an Adaptive Card of Microsoft Teams",
            &[
                ("/cardsV2/0/card/header/title", "T"),
                (
                    "/cardsV2/0/card/sections/0/widgets/0/decoratedText/text",
                    "green",
                ),
            ],
            "/attachments/0/content/body/2 (Input.Text) is dropped",
        ),
        (
            json!({"text": "fallback", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "T"}}, {"type": "section", "text": {"type": "mrkdwn", "text": "*b* <https://example.com|x>"},
                "fields": [{"type": "mrkdwn", "text": "*State:*\ngreen"}]}, {"type": "divider"}, {"type": "input", "element": {}}]}),
            "a message of Slack",
            &[
                ("/text", "fallback"),
                (
                    "/cardsV2/0/card/sections/0/widgets/0/textParagraph/text",
                    "<b>b</b> <a href=\"https://example.com\">x</a>",
                ),
                (
                    "/cardsV2/0/card/sections/0/widgets/1/decoratedText/topLabel",
                    "State",
                ),
            ],
            "/blocks/3 (input) is dropped",
        ),
        (
            json!({"channel": "#builds", "attachments": [{"color": "good", "title": "T", "title_link": "https://example.com", "text": "a", "fields": [{"title": "State", "value": "green", "short": true}]}]}),
            "a message of Slack",
            &[(
                "/cardsV2/0/card/sections/0/widgets/1/textParagraph/text",
                "a",
            )],
            "/attachments/0/color is dropped",
        ),
        (
            json!({"username": "bot", "content": "hi", "embeds": [{"title": "T", "description": "**a**", "color": 1, "fields": [{"name": "State", "value": "green"}], "image": {"url": "https://example.com/a.png"}}]}),
            "a message of Discord",
            &[
                ("/text", "hi"),
                ("/cardsV2/0/card/header/title", "T"),
                (
                    "/cardsV2/0/card/sections/0/widgets/2/image/imageUrl",
                    "https://example.com/a.png",
                ),
            ],
            "/embeds/0/color is dropped",
        ),
    ] {
        let opened = open(&value.to_string()).unwrap();
        assert_eq!(opened.form.words(), words, "{value}");
        let first = opened.asides.first().unwrap();
        assert!(first.starts_with(&format!("This is {words}")), "{first}");
        for (pointer, expected) in pointers {
            let found = opened.request["message"]
                .pointer(pointer)
                .and_then(Value::as_str);
            assert_eq!(found, Some(*expected), "{pointer}\n{:#}", opened.request);
        }
        assert!(
            lost.is_empty() || opened.asides.iter().any(|aside| aside.starts_with(lost)),
            "{:?}",
            opened.asides
        );
        let faults = chatquill::document::validate::validate(
            chatquill::document::schema::Schema::builtin(),
            "CreateMessageRequest",
            &opened.request,
        );
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn no_message_is_told_only_where_there_is_none() {
    for text in [
        "Nightly build done\nAll green\n",
        "import os\nprint('hi')\n",
        "#!/bin/sh\necho done\n",
        "package main\nfunc main() {}\n",
        "Just a list: [1, 2] and {braces}.",
    ] {
        let error = open(text).unwrap_err();
        assert!(
            error.diagnostic.title.contains("there is no message in it"),
            "{text}: {error}"
        );
        assert!(error.is_other, "{text}");
    }
}

/// Checks that opening takes time in proportion to the text: deep, long and repeated inputs.
#[test]
fn opening_costs_no_more_than_the_text_is_long() {
    let deep = format!("const m = {}1{};", "[".repeat(20_000), "]".repeat(20_000));
    let calls = format!(
        "import a\nx = {}1{}\n",
        "f({'a': ".repeat(5_000),
        "})".repeat(5_000)
    );
    let mut doubling = "import a\na0 = ['x', 'x']\n".to_owned();
    for number in 1..60 {
        let former = number - 1;
        doubling.extend([format!("a{number} = [a{former}, a{former}]\n")]);
    }
    doubling.push_str("m = {'text': 'a', 'cardsV2': a59}\n");
    let braces = "{".repeat(50_000);
    let quotes = "a \"{ '[ ".repeat(20_000);
    let marks = "cat <<EOF\n".repeat(20_000);
    let fences = "```\n{\n".repeat(20_000);
    let holes = format!("import a\nm = f'{}'\n", "{a".repeat(20_000));
    for text in [
        &deep, &calls, &doubling, &braces, &quotes, &marks, &fences, &holes,
    ] {
        let start = std::time::Instant::now();
        let _ = open(text);
        assert!(
            start.elapsed().as_secs() < 30,
            "{:.40} took {:?}",
            text,
            start.elapsed()
        );
    }
}
