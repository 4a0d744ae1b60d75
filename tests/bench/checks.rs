//! Time of all checks on the largest message: 32,000 bytes of text, and a card of 100 widgets.

use std::hint::black_box;

use chatquill::chat::sender::SenderKind;
use chatquill::message::checks::check::check;
use chatquill::message::checks::check_context::CheckContext;
use chatquill::message::markup::parse::read;
use chatquill::message::markup::span::Syntax;
use divan::Bencher;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

#[divan::bench]
fn text_and_widgets(bencher: Bencher) {
    let draft = draft(&text(32_000), 100);
    let setting = CheckContext::of(SenderKind::App);
    bencher.bench(|| check(black_box(&draft), black_box(&setting)));
}

#[divan::bench]
fn text_full_of_slips(bencher: Bencher) {
    let text = "*open **b** <b>x</b> @ada [a](b) <users/ x> `y ~z ".repeat(640);
    let draft = draft(&text, 0);
    let setting = CheckContext::of(SenderKind::App);
    bencher.bench(|| check(black_box(&draft), black_box(&setting)));
}

/// Texts of one character repeated, on which a parser with lookahead would be slow.
#[divan::bench(args = ["*", "*a ", "[", "](", "<b>", "</i><b>", "<", "`a", "**a ", "@a ", ":a:"])]
fn hostile(bencher: Bencher, sign: &str) {
    let text = sign.repeat(32_000 / sign.len());
    let mut draft = draft(&text, 1);
    draft["message"]["cardsV2"][0]["card"]["sections"][0]["header"] = text.into();
    let setting = CheckContext::of(SenderKind::App);
    bencher.bench(|| check(black_box(&draft), black_box(&setting)));
}

#[divan::bench]
fn text_alone(bencher: Bencher) {
    let draft = draft(&text(32_000), 0);
    let setting = CheckContext::of(SenderKind::App);
    bencher.bench(|| check(black_box(&draft), black_box(&setting)));
}

#[divan::bench]
fn widgets_alone(bencher: Bencher) {
    let draft = draft("hi", 100);
    let setting = CheckContext::of(SenderKind::App);
    bencher.bench(|| check(black_box(&draft), black_box(&setting)));
}

#[divan::bench(args = [Syntax::Chat, Syntax::Markdown, Syntax::CardHtml])]
fn markup(bencher: Bencher, syntax: Syntax) {
    let text = text(32_000);
    bencher.bench(|| read(black_box(&text), syntax));
}

fn text(bytes: usize) -> String {
    let line = "Release *2.4* is out, see <https://example.com/a_b|the notes> and tell <users/123>.\n* one `item`\n";
    let mut text = line.repeat(bytes / line.len() + 1);
    text.truncate(bytes);
    text
}

fn draft(text: &str, widgets: usize) -> Value {
    let widgets: Vec<Value> = (0..widgets)
        .map(|place| {
            json!({"decoratedText": {
                "startIcon": {"materialIcon": {"name": "check_box", "weight": 400}},
                "topLabel": format!("Widget {place}"),
                "text": "Some words with <b>card HTML</b> in them",
                "button": {"text": "Open", "type": "FILLED", "onClick": {"openLink": {"url": "https://example.com"}}},
            }})
        })
        .collect();
    let mut message = json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_CHAT"});
    if !widgets.is_empty() {
        message["cardsV2"] = json!([{"cardId": "a", "card": {"sections": [{"widgets": widgets}]}}]);
    }
    json!({"parent": "spaces/A", "message": message})
}
