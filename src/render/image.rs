//! Images: their pixels if they were requested, else a box with name and alternative text.

use std::sync::Arc;

use serde_json::Value;

use crate::images::crop::Crop;
use crate::images::half_blocks::Half;
use crate::images::placement::Placement;
use crate::images::raster::Raster;
use crate::message::color::Colour;
use crate::render::block::{Across, Block, aligned, indented};
use crate::render::border;
use crate::render::context::RenderContext;
use crate::render::image_store::State;
use crate::render::input_box::words;
use crate::render::json_access::{number, text};
use crate::render::line::Line;
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// An image, and the box that is drawn in its place.
struct Image<'a> {
    alt: &'a str,
    url: &'a str,
    crop: Crop,
    kind: border::Kind,
    /// Number of empty lines above and below the text in the box.
    margin: usize,
    /// Alignment of the text below it.
    across: Across,
}

/// Draws an `Image`, as wide as the card.
#[must_use]
pub fn image(of: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let picture = Image {
        alt: text(of, "altText"),
        url: text(of, "imageUrl"),
        crop: Crop::Whole,
        kind: border::Kind::Broken,
        margin: 1,
        across: Across::Start,
    };
    picture.draw(width, context)
}

/// Draws the image of a tile, in its own shape.
#[must_use]
pub fn tile(of: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let style = of.get("cropStyle").unwrap_or(&Value::Null);
    let ratio = number(style, "aspectRatio");
    let (crop, kind, margin) = match text(style, "type") {
        "CIRCLE" => (Crop::Circle, border::Kind::Round, 1),
        "RECTANGLE_4_3" => (Crop::of_ratio(4.0 / 3.0), border::Kind::Square, 0),
        "RECTANGLE_CUSTOM" => {
            let crop = ratio.map_or(Crop::Whole, Crop::of_ratio);
            (crop, border::Kind::Square, 0)
        }
        _ => (Crop::SQUARE, border::Kind::Square, 1),
    };
    let picture = Image {
        alt: text(of, "altText"),
        url: text(of, "imageUri"),
        crop,
        kind,
        margin,
        across: Across::Center,
    };
    picture.draw(width, context)
}

impl Image<'_> {
    fn draw(&self, width: u16, context: &RenderContext<'_>) -> Block {
        match context.pictures.state(self.url) {
            None => self.boxed(None, width),
            Some(State::Loading) => self.boxed(Some(("loading…", Role::Dim)), width),
            Some(State::Failed(fault)) => {
                self.boxed(Some((&format!("⚠ {fault}"), Role::Note)), width)
            }
            Some(State::Ready(raster)) => self.seen(&raster, width, context),
        }
    }

    /// Draws the box, with the load state of the image.
    fn boxed(&self, state: Option<(&str, Role)>, width: u16) -> Block {
        let inner = border::inside(width);
        let told = [(self.alt, Role::Text), (name(self.url), Role::Dim)];
        let mut words = Block::new();
        for (said, role) in told.into_iter().chain(state) {
            if !said.is_empty() {
                words.extend(RichText::of(said, role).wrapped(inner));
            }
        }
        if words.is_empty() {
            words.push(Line::new("▨", Role::Dim));
        }
        let mut lines = vec![Line::default(); self.margin];
        lines.extend(aligned(words, Across::Center, inner));
        lines.extend(vec![Line::default(); self.margin]);
        border::around(vec![lines], width, self.kind)
    }

    /// Draws the pixels, centred, and the text below them.
    fn seen(&self, raster: &Raster, width: u16, context: &RenderContext<'_>) -> Block {
        let pictures = context.pictures;
        let which = (self.url, self.crop);
        let fit = Placement::of(which, raster.size(), pictures.most(width), pictures.cell());
        let before = Across::Center.before(fit.columns, width);
        // The text is aligned with the image above it.
        let across = if before > 0 {
            Across::Center
        } else {
            self.across
        };
        let mut block: Block = rows(&Arc::new(fit), context)
            .into_iter()
            .map(|line| indented(line, before))
            .collect();
        let said = words(self.alt, Role::Dim, width);
        block.extend(aligned(said, across, width));
        block
    }
}

/// Returns the rows of an image; blank until it is ready for this place.
fn rows(fit: &Arc<Placement>, context: &RenderContext<'_>) -> Block {
    let ready = context.pictures.ready(fit);
    let halves = ready.map_or(&[][..], |ready| &ready.halves);
    let mut cells = halves.chunks(usize::from(fit.columns).max(1));
    (0..fit.rows)
        .map(|row| {
            let mut line = Line::default();
            cells
                .next()
                .into_iter()
                .flatten()
                .for_each(|half| cell(*half, &mut line));
            line.pad(fit.columns);
            line.slice(fit, row)
        })
        .collect()
}

/// Writes a cell of two colours.
fn cell([above, below]: Half, line: &mut Line) {
    let colour =
        |light: Option<[u8; 3]>| light.map(|[red, green, blue]| Colour::new(red, green, blue));
    let (sign, colour, ground) = match (colour(above), colour(below)) {
        (None, None) => (" ", None, None),
        (None, below) => ("▄", below, None),
        (above, None) => ("▀", above, None),
        (above, below) => ("▀", above, below),
    };
    let style = TextStyle {
        colour,
        ground,
        ..TextStyle::of(Role::Pixel)
    };
    line.fill(1, sign, style);
}

/// Returns the file name of a URL, or its host if it has none.
#[must_use]
pub fn name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let bare = path.split_once("://").map_or(path, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    bare.rsplit('/').next().unwrap_or(bare)
}

/// Columns and rows of the image of a header.
pub const AVATAR: (u16, u16) = (4, 2);

/// Draws the image of a header: a small square or circle of two lines.
#[must_use]
pub fn avatar(header: &Value, context: &RenderContext<'_>) -> Option<Block> {
    let url = Some(text(header, "imageUrl")).filter(|url| !url.is_empty())?;
    let (signs, crop) = match text(header, "imageType") {
        "CIRCLE" => (["╭──╮", "╰──╯"], Crop::Circle),
        _ => (["┌──┐", "└──┘"], Crop::SQUARE),
    };
    let Some(State::Ready(_)) = context.pictures.state(url) else {
        return Some(signs.map(|sign| Line::new(sign, Role::Icon)).into());
    };
    let (columns, rows_of) = AVATAR;
    let fit = Placement {
        url: url.into(),
        crop,
        columns,
        rows: rows_of,
    };
    Some(rows(&Arc::new(fit), context))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_names() {
        for (url, said) in [
            ("https://e.com/a/chart.png?x=/1", "chart.png"),
            ("https://e.com/", "e.com"),
            ("https://e.com", "e.com"),
            ("chart.png", "chart.png"),
            ("", ""),
        ] {
            assert_eq!(name(url), said, "{url}");
        }
    }
}
