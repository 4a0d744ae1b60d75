//! A draft at Google's limit of 32,000 bytes: its serialisation, its size, and a key in its text.

use chatquill::message::draft::Draft;
use chatquill::message::size;
use divan::{Bencher, black_box};
use serde_json::{Value, json};

const BYTES: usize = 32_000;
const DRAFTS: [&str; 3] = ["prose", "wide", "cards"];

fn main() {
    divan::main();
}

/// Returns a draft of about [`BYTES`] bytes: English, CJK with emoji, or a card of many widgets.
fn draft(kind: &str) -> Draft {
    let message = match kind {
        "cards" => cards(),
        "wide" => text("版本已经发布，说明里写了改动的内容。👋🏽👨‍👩‍👧 ご確認ください❤️\n"),
        _ => text("The release is out, and the \"notes\" say what changed for whom.\n"),
    };
    Draft::new(json!({"parent": "spaces/AAAA", "message": message}))
}

fn text(line: &str) -> Value {
    json!({"text": line.repeat(BYTES / line.len())})
}

fn cards() -> Value {
    let widget = json!({"decoratedText": {
        "topLabel": "Owner",
        "text": "Some words with <b>card HTML</b> in them",
        "button": {"text": "Open", "onClick": {"openLink": {"url": "https://example.com"}}},
    }});
    let widgets = vec![&widget; BYTES / widget.to_string().len()];
    json!({"cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": widgets}]}}]})
}

#[divan::bench(args = DRAFTS)]
fn bytes(bencher: Bencher, kind: &str) {
    let draft = draft(kind);
    bencher.bench_local(|| black_box(&draft).body());
}

#[divan::bench(args = DRAFTS)]
fn count(bencher: Bencher, kind: &str) {
    let draft = draft(kind);
    bencher.bench_local(|| size::bytes(black_box(&draft).message()));
}

#[divan::bench(args = ["prose", "wide"])]
fn key_and_count(bencher: Bencher, kind: &str) {
    let mut draft = draft(kind);
    let middle = draft.text().floor_char_boundary(BYTES / 2);
    bencher.bench_local(|| {
        black_box(draft.splice_text(middle, "", "x", middle));
        size::bytes(draft.message())
    });
}
