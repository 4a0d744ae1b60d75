//! C28 to C37: drafts for the rules about pictures and icons.

use serde_json::{Value, json};

use super::case::{Case, breaks, card, holds, icon, image, widget};
use crate::message::checks::setting::Setting;

fn heavy(bytes: u64) -> impl FnOnce(&mut Setting) {
    move |setting| {
        setting
            .known
            .picture_bytes
            .insert("https://e.com/a.png".to_owned(), bytes);
    }
}

/// The drafts.
pub fn cases() -> Vec<Case> {
    let at = "w/image/imageUrl";
    let symbol = |symbol: Value| icon(json!({ "materialIcon": symbol }));
    let drawn = "w/decoratedText/startIcon";
    let material = |field: &str| format!("{drawn}/materialIcon/{field}");
    vec![
        breaks("C28", at, image("http://e.com/a.png")),
        breaks(
            "C28",
            "c/header/imageUrl",
            card(json!({"header": {"title": "T", "imageUrl": "e.com/a.png"}})),
        ),
        holds("C28", image("https://e.com/a.png")),
        breaks("C29", at, image("https://e.com/a.GIF?x=1")),
        breaks(
            "C29",
            "w/decoratedText/startIcon/iconUrl",
            icon(json!({"iconUrl": "https://e.com/a.svg"})),
        ),
        holds("C29", image("https://e.com/a.png")),
        holds("C29", image("https://e.com/picture")),
        breaks("C30", at, image("https://e.com/a.png")).with(heavy(2_000_001)),
        holds("C30", image("https://e.com/a.png")).with(heavy(2_000_000)),
        breaks("C31", at, image("https://192.168.1.5/a.png")),
        breaks("C31", at, image("https://localhost/a.png")),
        holds("C31", image("https://e.com/a.png")),
        breaks(
            "C32",
            "w/image",
            widget(json!({"image": {"imageUrl": "https://e.com/a.png"}})),
        ),
        holds("C32", image("https://e.com/a.png")),
        breaks(
            "C33",
            "w/decoratedText/startIcon/knownIcon",
            icon(json!({"knownIcon": "STARR"})),
        ),
        holds("C33", icon(json!({"knownIcon": "STAR"}))),
        breaks("C34", drawn, icon(json!({"altText": "a"}))),
        holds("C34", icon(json!({"knownIcon": "STAR"}))),
        breaks(
            "C35",
            &material("name"),
            symbol(json!({"name": "Check-Box"})),
        ),
        breaks(
            "C35",
            "w/decoratedText/startIcon/materialIcon",
            symbol(json!({"fill": true})),
        ),
        breaks(
            "C35",
            &material("name"),
            symbol(json!({"name": "chek_box"})),
        ),
        holds("C35", symbol(json!({"name": "check_box"}))),
        breaks(
            "C36",
            &material("weight"),
            symbol(json!({"name": "star", "weight": 450})),
        ),
        holds("C36", symbol(json!({"name": "star", "weight": 700}))),
        breaks(
            "C37",
            &material("grade"),
            symbol(json!({"name": "star", "grade": 100})),
        ),
        holds("C37", symbol(json!({"name": "star", "grade": -25}))),
    ]
}
