//! Loaded images: how large they are drawn, and what is next to them.

use std::sync::Arc;

use chatquill::chat::sender::SenderKind;
use chatquill::images::error::ImageError;
use chatquill::images::placement::{CELL, ImageJob, Placement};
use chatquill::images::protocol::Protocol;
use chatquill::images::raster::Raster;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::{ImageStore, State};
use chatquill::render::line::Line;
use serde_json::{Value, json};

use crate::styled_text::{WIDTHS, drawn_with, stored, stripped, styled};

const WIDE: &str = "https://e.com/wide.png";
const TALL: &str = "https://e.com/tall.png";

/// Returns an image of red next to blue, over green next to transparent.
fn quarters(width: u32, height: u32) -> Arc<Raster> {
    let pixel = |at: u32| match (at % width * 2 / width, at / width * 2 / height) {
        (0, 0) => [200, 30, 40, 255],
        (_, 0) => [20, 90, 220, 255],
        (0, _) => [40, 160, 60, 255],
        _ => [0; 4],
    };
    let rgba = (0..width * height).flat_map(pixel).collect();
    Arc::new(Raster::new(width, height, rgba).unwrap())
}

/// Encodes all images of rendered lines for their boxes.
pub fn ready(pictures: &mut ImageStore, lines: &[Line]) {
    for slice in lines.iter().flat_map(Line::slices) {
        let Some(State::Ready(raster)) = pictures.state(&slice.fit.url) else {
            panic!("{slice:?}");
        };
        let order = ImageJob {
            fit: Placement::clone(&slice.fit),
            raster,
            protocol: Protocol::HalfBlocks,
            cell: CELL,
            id: 1,
        };
        pictures.take_ready(order.fit.clone(), Arc::new(order.make()));
    }
}

fn seen(request: &Value, width: u16) -> Vec<Line> {
    let mut pictures = ImageStore::default();
    let folds = Folds::open();
    pictures.show(request);
    pictures.take(WIDE, Ok(quarters(80, 20)), request);
    pictures.take(TALL, Ok(quarters(20, 60)), request);
    pictures.take(
        "https://e.com/no.png",
        Err(ImageError::Status(404)),
        request,
    );
    let drawn =
        |pictures: &ImageStore| drawn_with(request, SenderKind::App, width, &folds, pictures);
    let lines = drawn(&pictures);
    ready(&mut pictures, &lines);
    drawn(&pictures)
}

fn request(header: &Value, widgets: &[Value]) -> Value {
    json!({"message": {"cardsV2": [{"card": {
        "header": header, "sections": [{"widgets": widgets}],
    }}]}})
}

fn image(url: &str, alt: &str) -> Value {
    json!({"image": {"imageUrl": url, "altText": alt}})
}

#[test]
fn pictures_stand_where_their_boxes_stood() {
    let tile = |url: &str, crop: Value, title: &str| json!({"image": {"imageUri": url, "cropStyle": crop, "altText": "A tile"}, "title": title});
    let header = json!({"title": "Quarters", "subtitle": "of a picture", "imageUrl": WIDE, "imageType": "CIRCLE"});
    let cases = [
        (
            "image",
            request(&header, &[image(WIDE, "Three quarters, one of them clear")]),
        ),
        (
            "tall",
            request(&json!({"title": "Tall"}), &[image(TALL, "")]),
        ),
        (
            "states",
            request(
                &json!({"title": "One way or another"}),
                &[
                    image("https://e.com/later.png", "On its way"),
                    image("https://e.com/no.png", "Not there"),
                ],
            ),
        ),
        (
            "tiles",
            request(
                &json!({"title": "Tiles"}),
                &[json!({"grid": {"columnCount": 3, "items": [
                    tile(WIDE, json!({"type": "SQUARE"}), "Square"),
                    tile(WIDE, json!({"type": "CIRCLE"}), "Circle"),
                    tile(WIDE, json!({"type": "RECTANGLE_4_3"}), "4:3"),
                ]}})],
            ),
        ),
        (
            "columns",
            request(
                &json!({"title": "Beside"}),
                &[json!({"columns": {"columnItems": [
                    {"widgets": [image(TALL, "Tall")]},
                    {"widgets": [{"textParagraph": {"text": "Words beside it"}}, image(WIDE, "Wide")]},
                ]}})],
            ),
        ),
    ];
    for (name, request) in cases {
        let mut text = String::new();
        for width in WIDTHS {
            text += &stripped(&seen(&request, width), width);
        }
        text += "────────── styled at 40\n";
        text += &styled(&seen(&request, WIDTHS[0]));
        stored(&format!("seen_{name}"), &text);
    }
}

#[test]
fn a_picture_is_told_row_by_row() {
    let request = request(&json!({"title": "Rows"}), &[image(TALL, "Tall")]);
    for width in 1..=200 {
        let lines = seen(&request, width);
        let mut rows = 0;
        for line in &lines {
            assert!(line.width() <= width, "{line:?}");
            for slice in line.slices() {
                assert_eq!(slice.row, rows, "at {width}");
                assert!(slice.start + slice.fit.columns <= line.width());
                rows += 1;
            }
        }
        assert!(rows > 0, "at {width}");
    }
}
