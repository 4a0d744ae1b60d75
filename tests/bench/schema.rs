//! Time to load the schema, and to validate and normalise a large message.

use std::hint::black_box;

use chatquill::document::schema::Schema;
use chatquill::document::validate::{normalise, validate};
use divan::Bencher;
use serde_json::{Value, json};

const FILE: &str = include_str!("../../assets/schema.toml");

fn main() {
    divan::main();
}

#[divan::bench]
fn load(bencher: Bencher) {
    bencher.bench(|| Schema::parse(black_box(FILE)));
}

#[divan::bench]
fn conform_100_widgets(bencher: Bencher) {
    let message = message();
    bencher.bench(|| validate(Schema::builtin(), "Message", black_box(&message)));
}

#[divan::bench]
fn normalise_100_widgets(bencher: Bencher) {
    let message = message();
    bencher.bench(|| normalise(Schema::builtin(), "Message", black_box(&message)));
}

#[divan::bench]
fn spelt(bencher: Bencher) {
    let schema = Schema::builtin();
    bencher.bench(|| {
        let widget = schema.get(black_box("Widget"));
        widget.and_then(|widget| widget.spelt(black_box("date_time_picker")))
    });
}

/// Returns a message of about 20,000 bytes with a card of 100 widgets.
fn message() -> Value {
    let widgets: Vec<Value> = (0..100)
        .map(|place| {
            json!({"decoratedText": {
                "startIcon": {"materialIcon": {"name": "check_box", "weight": 400}},
                "topLabel": format!("Widget {place}"),
                "text": "Some words with <b>card HTML</b> in them",
                "button": {"text": "Open", "type": "FILLED", "onClick": {"openLink": {"url": "https://example.com"}}},
            }})
        })
        .collect();
    json!({"text": "x", "cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": widgets}]}}]})
}
