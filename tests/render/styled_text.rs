//! Rendered messages as text: the cells alone, and the cells with their styles.

use std::fmt::Write as _;

use chatquill::chat::sender::SenderKind;
use chatquill::message::color::Colour;
use chatquill::render::block::Block;
use chatquill::render::context::RenderContext;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::ImageStore;
use chatquill::render::line::Line;
use chatquill::render::message::render;
use chatquill::render::style::{Role, TextStyle};
use serde_json::Value;

/// A phone, a side panel, a desktop.
pub const WIDTHS: [u16; 3] = [40, 60, 100];

/// Renders a request at a width.
pub fn drawn(request: &Value, kind: SenderKind, width: u16, folds: &Folds) -> Block {
    drawn_with(request, kind, width, folds, &ImageStore::default())
}

/// Renders a request with these images loaded.
pub fn drawn_with(
    request: &Value,
    kind: SenderKind,
    width: u16,
    folds: &Folds,
    pictures: &ImageStore,
) -> Block {
    let scene = RenderContext {
        is_desktop: false,
        kind,
        sender: "build-bot",
        time: "now",
        width,
        folds,
        pictures,
        names: &|user| (user == "users/7").then(|| "Ada Lovelace".to_owned()),
    };
    render(request, &scene)
}

/// Returns the cells alone, between lines of the width; spaces at the end are dropped.
pub fn stripped(lines: &[Line], width: u16) -> String {
    let mut out = format!("{:─^1$}\n", format!(" {width} "), usize::from(width));
    for line in lines {
        assert!(line.width() <= width, "wider than {width}: {line:?}");
        out.push_str(line.text().trim_end());
        out.push('\n');
    }
    out
}

/// Returns the text with each piece that is not plain in braces, with its role, modifiers and colours.
pub fn styled(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        for piece in line.pieces() {
            let words = if piece.style == TextStyle::default() {
                piece.text.clone()
            } else {
                format!("{{{}:{}}}", told(piece.style), piece.text)
            };
            out.push_str(&words);
        }
        // A snapshot must not depend on trailing spaces, which no editor shows.
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

fn told(ink: TextStyle) -> String {
    let mut out = String::new();
    if ink.role != Role::Text {
        write!(out, "{:?}", ink.role).unwrap();
    }
    for (name, _) in ink.modifier.iter_names() {
        write!(out, "+{}", name.to_lowercase()).unwrap();
    }
    let hex = |Colour { red, green, blue }: Colour| format!("{red:02x}{green:02x}{blue:02x}");
    if let Some(colour) = ink.colour {
        write!(out, "#{}", hex(colour)).unwrap();
    }
    if let Some(ground) = ink.ground {
        write!(out, " on #{}", hex(ground)).unwrap();
    }
    out
}

/// Compares with the stored snapshot.
pub fn stored(name: &str, text: &str) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}
