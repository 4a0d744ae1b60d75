//! The JSON tab at Google's limit of 32,000 bytes: the time of one more key in the text.

use chatquill::app::panes::preview::json::JsonTab;
use chatquill::app::panes::preview::json_printer::{Form, PrintedJson};
use chatquill::view::panes::preview::json::{JsonTabStyles, draw};
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::{Value, json};

const BYTES: usize = 32_000;
const PANE: Rect = Rect::new(0, 0, 60, 40);
const BODIES: [&str; 5] = [
    "prose",
    "prose on one line",
    "wide",
    "wide on one line",
    "cards",
];

fn main() {
    divan::main();
}

/// Returns a message of about [`BYTES`] bytes: in its text, or as many small members.
fn body(kind: &str) -> Value {
    let sentence = match kind {
        "prose" | "prose on one line" => {
            "The release is out, and the notes say what changed for whom. "
        }
        _ => "版本已经发布，说明里写了改动的内容。👋🏽👨‍👩‍👧 ご確認ください❤️ ",
    };
    let end = if kind.ends_with("one line") {
        " "
    } else {
        "\n"
    };
    if kind == "cards" {
        let widget =
            json!({"decoratedText": {"topLabel": "Owner", "text": "Ada", "wrapText": true}});
        return json!({"text": "", "cardsV2": vec![widget; BYTES / 200]});
    }
    let paragraph = [&sentence.repeat(5), end].concat();
    json!({"text": paragraph.repeat(BYTES / paragraph.len())})
}

/// Inserts a letter in the middle of the text.
fn type_into(body: &mut Value) {
    if let Some(Value::String(text)) = body.get_mut("text") {
        let at = text.floor_char_boundary(text.len() / 2);
        text.insert(at, 'x');
    }
}

#[divan::bench(args = BODIES)]
fn key_print_wrap_and_draw(bencher: Bencher, kind: &str) {
    let mut body = body(kind);
    let head = ["POST /v1/spaces/AAAA/messages".to_owned()];
    let mut tab = JsonTab::default();
    let mut buffer = Buffer::empty(PANE);
    let mut revision = 0;
    bencher.bench_local(|| {
        type_into(&mut body);
        revision += 1;
        tab.show(revision, &head, &body, None);
        tab.layout(PANE.width, PANE.height);
        draw(&tab, PANE, &JsonTabStyles::default(), &mut buffer);
    });
}

#[divan::bench(args = BODIES)]
fn print_alone(bencher: Bencher, kind: &str) {
    let body = body(kind);
    let mut printed = PrintedJson::default();
    bencher.bench_local(|| printed.print(black_box(&body), Form::Pretty));
}

#[divan::bench(args = BODIES)]
fn draw_alone_at_the_end(bencher: Bencher, kind: &str) {
    let mut tab = JsonTab::default();
    tab.show(1, &[], &body(kind), None);
    tab.layout(PANE.width, PANE.height);
    tab.scroll(i32::MAX);
    let mut buffer = Buffer::empty(PANE);
    bencher.bench_local(|| draw(&tab, PANE, &JsonTabStyles::default(), &mut buffer));
}
