//! Time to render a card with 100 widgets, the largest text, and a large message with everything open.

use std::hint::black_box;
use std::sync::Arc;

use chatquill::chat::sender::SenderKind;
use chatquill::images::placement::{CELL, ImageJob, Placement};
use chatquill::images::protocol::Protocol;
use chatquill::images::raster::Raster;
use chatquill::render::context::RenderContext;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::{ImageStore, places};
use chatquill::render::message::render;
use divan::Bencher;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

fn bench(bencher: Bencher, message: &Value, folds: &Folds, width: u16) {
    let request = json!({ "message": message });
    let scene = RenderContext {
        is_desktop: false,
        kind: SenderKind::App,
        sender: "build-bot",
        time: "now",
        width,
        folds,
        pictures: &ImageStore::default(),
        names: &|_| None,
    };
    // What is read once in a run is not part of what each key costs.
    black_box(render(&request, &scene));
    bencher.bench_local(|| render(black_box(&request), &scene));
}

#[divan::bench(args = [40, 60, 100])]
fn hundred_widgets(bencher: Bencher, width: u16) {
    bench(bencher, &card(100), &Folds::default(), width);
}

#[divan::bench(args = [40, 60, 100])]
fn hundred_widgets_of_all_kinds_open(bencher: Bencher, width: u16) {
    bench(bencher, &mixed(), &Folds::open(), width);
}

/// Renders twelve images as wide as the card, encoded for it.
#[divan::bench(args = [40, 60, 100])]
fn twelve_pictures(bencher: Bencher, width: u16) {
    let url = |number: usize| format!("https://example.com/{number}.png");
    let widgets: Vec<Value> = (0..12)
        .map(|number| json!({"image": {"imageUrl": url(number), "altText": "A chart"}}))
        .collect();
    let request = json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]}});
    let mut pictures = ImageStore::default();
    let pixels = (0..320 * 180_u32).flat_map(|at| [at.to_le_bytes()[0], 90, 200, 255]);
    let Some(raster) = Raster::new(320, 180, pixels.collect()).map(Arc::new) else {
        return;
    };
    for url in pictures.show(&request) {
        pictures.take(&url, Ok(Arc::clone(&raster)), &request);
    }
    let drawn = |pictures: &ImageStore| {
        let scene = RenderContext {
            is_desktop: false,
            kind: SenderKind::App,
            sender: "build-bot",
            time: "now",
            width,
            folds: &Folds::default(),
            pictures,
            names: &|_| None,
        };
        render(black_box(&request), &scene)
    };
    for place in places(&drawn(&pictures)) {
        let order = ImageJob {
            fit: Placement::clone(&place),
            raster: Arc::clone(&raster),
            protocol: Protocol::HalfBlocks,
            cell: CELL,
            id: 1,
        };
        pictures.take_ready(order.fit.clone(), Arc::new(order.make()));
    }
    bencher.bench_local(|| drawn(&pictures));
}

#[divan::bench(args = ["Release *2.4* is out, see <https://example.com/a_b|the notes>.\n", "你好，世界 👩🏽‍🚀\n"])]
fn text_of_32_000_bytes(bencher: Bencher, line: &str) {
    let text = line.repeat(32_000 / line.len());
    let message = json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_CHAT"});
    bench(bencher, &message, &Folds::default(), 60);
}

fn card(widgets: usize) -> Value {
    let widgets: Vec<Value> = (0..widgets)
        .map(|place| {
            json!({"decoratedText": {
                "startIcon": {"materialIcon": {"name": "check_box"}},
                "topLabel": format!("Widget {place}"),
                "text": "Some words with <b>card HTML</b> in them",
                "button": {"text": "Open", "type": "FILLED", "onClick": {"openLink": {"url": "https://example.com"}}},
            }})
        })
        .collect();
    json!({"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]})
}

fn mixed() -> Value {
    let click = json!({"openLink": {"url": "https://example.com"}});
    let kinds = [
        json!({"textParagraph": {"text": "A <b>paragraph</b> that is long enough to be wrapped on most of the screens that there are."}}),
        json!({"image": {"imageUrl": "https://example.com/a.png", "altText": "A chart"}}),
        json!({"decoratedText": {"topLabel": "Label", "text": "Text", "wrapText": true, "startIcon": {"knownIcon": "STAR"}}}),
        json!({"buttonList": {"buttons": [{"text": "One", "onClick": click}, {"text": "Two", "type": "FILLED", "onClick": click}]}}),
        json!({"textInput": {"name": "a", "label": "Label", "hintText": "Hint"}}),
        json!({"selectionInput": {"name": "b", "type": "DROPDOWN", "items": [{"text": "One"}, {"text": "Two", "selected": true}]}}),
        json!({"dateTimePicker": {"name": "c", "label": "When", "valueMsEpoch": "1785508200000"}}),
        json!({"grid": {"columnCount": 2, "items": [{"title": "One"}, {"title": "Two", "image": {"imageUri": "https://example.com/a.png"}}]}}),
        json!({"columns": {"columnItems": [{"widgets": [{"textParagraph": {"text": "Left"}}]}, {"widgets": [{"textParagraph": {"text": "Right"}}]}]}}),
        json!({"carousel": {"carouselCards": [{"widgets": [{"textParagraph": {"text": "One"}}]}, {"widgets": [{"textParagraph": {"text": "Two"}}]}]}}),
    ];
    let widgets: Vec<&Value> = kinds.iter().cycle().take(100).collect();
    json!({"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]})
}
