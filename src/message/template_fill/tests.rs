//! Cases of filled templates: where answers go, what is escaped, what is repeated.

use serde_json::json;

use super::*;

fn blank(name: &str, kind: Kind) -> TemplateField {
    TemplateField {
        kind,
        ..TemplateField::named(name.to_owned())
    }
}

/// Fills the field `a` of a message with one answer.
fn one(kind: Kind, answer: &str, message: &Value) -> Value {
    let request = json!({ "message": message });
    filled(&request, &[blank("a", kind)], &[answer.to_owned()])["message"].take()
}

#[test]
fn an_answer_goes_wherever_its_name_stands() {
    let message =
        json!({"text": "{{a}} and {{ a }}, {{b}}, {a}", "thread": {"threadKey": "x-{{a}}"}});
    assert_eq!(
        one(Kind::Text, "you\nme", &message),
        json!({"text": "you me and you me, {{b}}, {a}", "thread": {"threadKey": "x-you me"}})
    );
}

#[test]
fn answers_are_never_read_as_blanks() {
    let request = json!({"message": {"text": "{{a}} {{b}}"}});
    let fields = [blank("a", Kind::Text), blank("b", Kind::Text)];
    let filled = filled(&request, &fields, &["{{b}}".into(), "{{a}}".into()]);
    assert_eq!(filled["message"]["text"], "{{b}} {{a}}");
}

#[test]
fn each_line_takes_along_what_stands_around_it() {
    for (text, answer, filled) in [
        ("New:\n* {{a}}\nBye", "one\ntwo", "New:\n* one\n* two\nBye"),
        ("> {{a}}", "one\n\ntwo", "> one\n> \n> two"),
        ("{{a}}", "one\ntwo", "one\ntwo"),
        ("New:\n* {{a}}\nBye", "", "New:\nBye"),
        ("", "x", ""),
        ("{{a}}: {{a}}", "x\ny", "x: x\ny: y"),
    ] {
        let message = one(Kind::Lines, answer, &json!({ "text": text }));
        assert_eq!(message["text"], filled, "{text} {answer}");
    }
}

fn widgets(widgets: &Value) -> Value {
    json!({"cardsV2": [{"card": {"sections": [{"header": "{{a}}", "widgets": widgets}]}}]})
}

#[test]
fn card_html_is_escaped_where_it_is_html() {
    let answer = "<b>&</b> \"x\"\n<users/all>";
    let given = widgets(&json!([
        {"textParagraph": {"text": "<i>{{a}}</i>"}},
        {"textParagraph": {"text": "{{a}}", "textSyntax": "MARKDOWN"}},
        {"decoratedText": {"text": "{{a}}", "topLabel": "{{a}}", "bottomLabel": "x"}},
        {"buttonList": {"buttons": [{"text": "{{a}}", "onClick": {"action": {"function": "{{a}}"}}}]}},
    ]));
    let (html, plain) = (
        "&lt;b&gt;&amp;&lt;/b&gt; \"x\" &lt;users/all&gt;",
        "<b>&</b> \"x\" <users/all>",
    );
    let mut expected = widgets(&json!([
        {"textParagraph": {"text": format!("<i>{html}</i>")}},
        {"textParagraph": {"text": plain, "textSyntax": "MARKDOWN"}},
        {"decoratedText": {"text": html, "topLabel": html, "bottomLabel": "x"}},
        {"buttonList": {"buttons": [{"text": plain, "onClick": {"action": {"function": plain}}}]}},
    ]));
    expected["cardsV2"][0]["card"]["sections"][0]["header"] = html.into();
    assert_eq!(one(Kind::Text, answer, &given), expected);
    let lines = widgets(&json!([{"textParagraph": {"text": "So:<br>• {{a}}"}}]));
    assert_eq!(
        one(Kind::Lines, "1 < 2\n3", &lines)["cardsV2"][0]["card"]["sections"][0]["widgets"][0],
        json!({"textParagraph": {"text": "So:<br>• 1 &lt; 2<br>• 3"}})
    );
}

#[test]
fn markup_is_kept_where_it_was_asked_for() {
    let request = json!({"message": widgets(&json!([{"textParagraph": {"text": "{{a}}"}}]))});
    let asked = TemplateField {
        markup: true,
        ..blank("a", Kind::Text)
    };
    let filled = filled(&request, &[asked], &["<b>x</b>".into()]);
    let place = "/message/cardsV2/0/card/sections/0/widgets/0/textParagraph/text";
    assert_eq!(filled.pointer(place), Some(&json!("<b>x</b>")));
}

#[test]
fn addresses_stay_whole() {
    let place = "/cardsV2/0/card/sections/0/widgets/0/buttonList/buttons/0/onClick/openLink/url";
    let link = |url: &str| {
        widgets(
            &json!([{"buttonList": {"buttons": [{"text": "x", "onClick": {"openLink": {"url": url}}}]}}]),
        )
    };
    for (kind, url, answer, expected) in [
        (
            Kind::Address,
            "{{a}}",
            "https://e.com/a?b=c&d#e",
            "https://e.com/a?b=c&d#e",
        ),
        (Kind::Address, "{{a}}", " e.com/a b ", "https://e.com/a%20b"),
        (
            Kind::Address,
            "{{a}}",
            "https://e.com/\"<x>|",
            "https://e.com/%22%3Cx%3E%7C",
        ),
        (
            Kind::Address,
            "{{a}}",
            "mailto:ada@e.com",
            "mailto:ada@e.com",
        ),
        (
            Kind::Text,
            "https://e.com/{{a}}/x",
            "a b/c?d",
            "https://e.com/a%20b%2Fc%3Fd/x",
        ),
        (
            Kind::Text,
            "https://e.com/{{a}}",
            "ä",
            "https://e.com/%C3%A4",
        ),
    ] {
        let message = one(kind, answer, &link(url));
        assert_eq!(
            message.pointer(place),
            Some(&json!(expected)),
            "{url} {answer}"
        );
    }
    let text = json!({"text": "<{{a}}|notes>"});
    assert_eq!(
        one(Kind::Address, "e.com/a|b>", &text)["text"],
        "<https://e.com/a%7Cb%3E|notes>"
    );
    let html = widgets(&json!([{"textParagraph": {"text": "<a href=\"{{a}}\">x</a>"}}]));
    let filled = one(Kind::Address, "e.com/?a=1&b=\"", &html);
    assert_eq!(
        filled.pointer("/cardsV2/0/card/sections/0/widgets/0/textParagraph/text"),
        Some(&json!("<a href=\"https://e.com/?a=1&amp;b=%22\">x</a>"))
    );
}

#[test]
fn an_item_comes_once_for_each_line_it_asks_for() {
    let given = widgets(&json!([
        {"divider": {}},
        {"{{each}}": "a", "textParagraph": {"text": "{{a}} of {{a}}"}},
        {"{{each}}": "other", "divider": {}},
    ]));
    let filled = one(Kind::Lines, "one\n\n two \r\n", &given);
    assert_eq!(
        filled.pointer("/cardsV2/0/card/sections/0/widgets"),
        Some(&json!([
            {"divider": {}},
            {"textParagraph": {"text": "one of one"}},
            {"textParagraph": {"text": "two of two"}},
            {"{{each}}": "other", "divider": {}},
        ]))
    );
}
