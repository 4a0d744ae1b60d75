//! X: drafts for the rules about the text of the message.

use serde_json::{Value, json};

use super::case::{Case, breaks, chat, holds, markdown, message, paragraph_in, widget};
use crate::chat::sender::SenderKind::Webhook;

/// The drafts.
pub fn cases() -> Vec<Case> {
    let at = "m/text";
    let mut cases = vec![
        breaks("X01", at, message(json!({"text": "*bold*"}))),
        breaks("X01", at, message(json!({"text": "hi <users/1>"}))),
        holds(
            "X01",
            message(json!({"text": "plain, https://e.com/a_b `code`"})),
        ),
        holds("X01", message(json!({"text": "*bold*"}))).by(Webhook),
        holds("X01", chat("*bold*")),
        breaks("X02", at, chat("**bold**")),
        breaks("X02", at, chat("~~gone~~")),
        breaks("X02", at, chat("see [docs](https://e.com)")),
        breaks("X02", at, chat("so:\n1. one\n2. two")),
        holds(
            "X02",
            chat("*bold* `**x**` 2**3 1.5 [x] (y)\n```\n**x**\n```"),
        ),
        holds("X02", markdown("**bold** [docs](https://e.com)\n1. one")),
        breaks("X03", at, markdown("<https://e.com|docs>")),
        breaks("X03", at, markdown("~gone~")),
        breaks("X03", at, markdown("*bold* and ~gone~")),
        holds("X03", markdown("*italic* ~~gone~~ ~5 `~x~`")),
        breaks("X04", at, chat("a *bold")),
        breaks("X04", at, chat("`code")),
        breaks("X04", at, markdown("**bold")),
        breaks(
            "X04",
            "w/textParagraph/text",
            paragraph_in("MARKDOWN", "**bold"),
        ),
        holds("X04", chat("2 * 3, snake_case, *bold* _it_ ~5\n* item")),
        breaks("X05", at, chat("```\ncode")),
        breaks("X05", at, markdown("```rust\ncode")),
        holds("X05", chat("```\ncode\n```")),
        breaks("X06", at, chat("a<br>b")),
        breaks("X06", at, markdown("<b>bold</b>")),
        holds("X06", chat("a < b > c <https://e.com> `<b>`")),
        breaks("X07", at, markdown("# Title\nwords")),
        breaks("X07", at, chat("| a | b |\n|---|---|\n| 1 | 2 |")),
        breaks("X07", at, markdown("![logo](https://e.com/a.png)")),
        holds("X07", chat("#tag and #1 | a pipe")),
        breaks("X08", at, chat("<users/> hi")),
        breaks("X08", at, chat("hi @ada")),
        breaks("X08", at, markdown("hi <users/12>")),
        breaks(
            "X08",
            at,
            chat("<chat-user data-user=\"users/12\"></chat-user>"),
        ),
        breaks("X08", at, markdown("<chat-user>")),
        holds("X08", chat("<users/12> mail ada@example.com")),
        holds("X08", markdown("<chat-user data-user=\"users/12\">")),
        breaks("X09", at, chat("<users/all> hi")),
        breaks("X09", at, markdown("<chat-user data-user=\"users/all\">")),
        holds("X09", chat("<users/12> hi")),
        breaks("X10", at, chat("<users/13>"))
            .with(|setting| setting.known.members = Some(["users/12".to_owned()].into())),
        holds("X10", chat("<users/12> <users/app>"))
            .with(|setting| setting.known.members = Some(["users/12".to_owned()].into())),
        breaks("X11", at, chat("* one\n  * two")),
        holds("X11", chat("* one\n    * two\n        * three")),
        breaks("X12", at, chat("<example.com|label>")),
        breaks("X12", at, markdown("[label](example.com)")),
        holds("X12", chat("<https://example.com|label>")),
        breaks("X13", at, chat("a\u{7}b")),
        breaks("X13", at, chat("a\r\nb")),
        holds("X13", chat("a\n\tb")),
    ];
    cases.extend(cards());
    cases
}

fn cited(text: &str, id: &str) -> Value {
    let elements = json!({"citations": [{"id": id, "citedSources": [{"title": "T", "uri": "https://e.com"}]}]});
    message(json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_MARKDOWN", "elements": elements}))
}

fn source(source: Value) -> Value {
    message(json!({"text": "t", "elements": {"citedSources": [source]}}))
}

fn cards() -> Vec<Case> {
    let tag = "<chat-citation data-id=\"a1\">so</chat-citation>";
    let mut in_chat = cited(tag, "a1");
    in_chat["message"]["markupSyntax"] = "MARKUP_SYNTAX_CHAT".into();
    let snippet = |letters: usize| {
        source(
            json!({"title": "T", "uri": "https://e.com", "snippet": {"text": "x".repeat(letters)}}),
        )
    };
    let mut silent = widget(json!({"divider": {}}));
    silent["message"].as_object_mut().unwrap().remove("text");
    let at = "m/elements/citedSources/0";
    vec![
        breaks("X14", "m/elements", in_chat),
        holds("X14", cited(tag, "a1")),
        breaks("X15", "m/elements/citations/0", cited("no tag", "a1")),
        holds("X15", cited(tag, "a1")),
        breaks("X16", "m/text", cited(tag, "b2")),
        holds("X16", cited(tag, "a1")),
        breaks("X17", "m/elements/citations/0/id", cited(tag, "a-1")),
        breaks(
            "X17",
            "m/elements/citations/0/id",
            cited(tag, &"a".repeat(63)),
        ),
        breaks("X17", "m/elements/citations/0", cited(tag, "")),
        holds("X17", cited(tag, "a1")),
        breaks("X18", at, source(json!({"uri": "https://e.com"}))),
        breaks(
            "X18",
            "m/elements/citedSources/0/snippet/imagePreview",
            source(json!({"title": "T", "uri": "https://e.com", "snippet": {"imagePreview": {}}})),
        ),
        holds("X18", source(json!({"title": "T", "uri": "https://e.com"}))),
        breaks(
            "X19",
            "m/elements/citedSources/0/snippet/text",
            snippet(1001),
        ),
        holds("X19", snippet(1000)),
        breaks("X20", "m/fallbackText", silent.clone()),
        holds("X20", widget(json!({"divider": {}}))),
        breaks(
            "X21",
            "m/fallbackText",
            message(json!({"text": "t", "fallbackText": "f"})),
        ),
        holds("X21", widget(json!({"divider": {}}))),
        breaks("X22", "m/text", chat(&"x".repeat(33_000))),
        holds("X22", chat("x")),
    ]
}
