//! Images of a printed message: fetched before, and drawn by the terminal or as half blocks.

use std::env;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::app::panes::preview::images::asking;
use crate::command::choices::ColorWhen;
use crate::command::failure::Failure;
use crate::command::output;
use crate::images::fetch::Fetcher;
use crate::images::kitty;
use crate::images::limits::{AT_ONCE, Limits};
use crate::images::load::load;
use crate::images::placement::{CellSize, ImageJob, Placement};
use crate::images::protocol::{ImageSetting, Protocol, Refusal, choose};
use crate::platform::terminal;
use crate::render::image_store::{ImageStore, State, places};
use crate::render::line::{Line, Slice};
use crate::view::ansi::painted_line;
use crate::view::color_depth::ColorDepth;
use crate::view::theme::Theme;

/// Chooses the image protocol: the requested one, whatever reads the output, or one that the terminal supports.
///
/// Where none is usable, the reason is printed.
pub fn protocol(context: ImageSetting, color: ColorWhen) -> Option<Protocol> {
    if context == ImageSetting::Auto && !io::stdout().is_terminal() {
        output::note(
            "images are not loaded: standard output is not a terminal; choose how to print them, as in --images=half-blocks",
        );
        return None;
    }
    let chosen = match color {
        ColorWhen::Never => Err(Refusal::NoColour),
        // With `--color always`, colours are used whatever the environment says.
        ColorWhen::Always => choose(context, |name| {
            env::var(name).ok().filter(|_| name != "NO_COLOR")
        }),
        ColorWhen::Auto => choose(context, |name| env::var(name).ok()),
    };
    chosen
        .inspect_err(|refusal| output::note(&format!("images are not loaded: {refusal}")))
        .ok()
}

/// Fetches the images of a message, a few at once; a failed one shows the reason in its box.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn fetched(request: &Value) -> Result<ImageStore, Failure> {
    let mut pictures = ImageStore::default();
    let (cell, rows) = terminal();
    pictures.set_cell(cell);
    pictures.set_rows(rows);
    let urls = pictures.show(request);
    if urls.is_empty() {
        return Ok(pictures);
    }
    output::note(&asking(&urls));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::later(format!("The program cannot start: {error}.")))?;
    runtime.block_on(async {
        let fetcher = Arc::new(Fetcher::new(Limits::default()));
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        for url in urls {
            let (fetcher, turns) = (Arc::clone(&fetcher), Arc::clone(&turns));
            running.spawn(async move {
                let _turn = turns.acquire().await;
                let answer = load(&fetcher, &url).await;
                (url, answer)
            });
        }
        while let Some(ended) = running.join_next().await {
            if let Ok((url, answer)) = ended {
                pictures.take(&url, answer, request);
            }
        }
    });
    Ok(pictures)
}

/// Encodes the images for the boxes that the rendered lines have for them.
pub fn make_ready(pictures: &mut ImageStore, lines: &[Line], protocol: Protocol) {
    let numbers = kitty::numbers(std::process::id());
    for (place, id) in places(lines).iter().zip(numbers + 1..) {
        let Some(State::Ready(raster)) = pictures.state(&place.url) else {
            continue;
        };
        let order = ImageJob {
            fit: Placement::clone(place),
            raster,
            protocol,
            cell: pictures.cell(),
            id,
        };
        pictures.take_ready(order.fit.clone(), Arc::new(order.make()));
    }
}

/// Formats lines in colours, with their images as the terminal draws them.
#[must_use]
pub fn printed(
    lines: &[Line],
    pictures: &ImageStore,
    protocol: Protocol,
    theme: &Theme,
    depth: ColorDepth,
) -> String {
    let ready = |slice: &Slice| pictures.ready(&slice.fit);
    let mut out = String::new();
    if matches!(protocol, Protocol::Kitty { .. }) {
        out.extend(pictures.all_ready().map(|ready| ready.sequence.as_str()));
    }
    // The image that was drawn last ends with the line before.
    let mut last = None;
    for line in lines {
        if let Some(line) = last.replace(line) {
            out.push('\n');
            out += &above(line, pictures, protocol);
        }
        out += &painted_line(line, theme, depth, &|slice| match protocol {
            Protocol::HalfBlocks => None,
            Protocol::Kitty { .. } => ready(slice).map(|ready| placeholders(slice, ready.id)),
            Protocol::Iterm2 | Protocol::Sixel => {
                ready(slice).map(|_| " ".repeat(slice.fit.columns.into()))
            }
        });
    }
    out
}

/// Returns the placeholders of a row of an image.
fn placeholders(slice: &Slice, id: u32) -> String {
    let [red, green, blue] = kitty::colour(id);
    let cells = (0..slice.fit.columns).map(|column| kitty::placeholder(slice.row, column));
    let cells: String = cells.collect();
    format!("\u{1b}[38;2;{red};{green};{blue}m{cells}\u{1b}[0m")
}

/// Returns the images whose last row is in the line above the cursor, drawn from there up.
///
/// By then nothing scrolls any more, and the cursor returns to where it was.
fn above(line: &Line, pictures: &ImageStore, protocol: Protocol) -> String {
    if !matches!(protocol, Protocol::Iterm2 | Protocol::Sixel) {
        return String::new();
    }
    let ends = line
        .slices()
        .iter()
        .filter(|slice| slice.row + 1 == slice.fit.rows);
    ends.filter_map(|slice| {
        let ready = pictures.ready(&slice.fit)?;
        let (up, right) = (slice.fit.rows, slice.start + 1);
        Some(format!(
            "\u{1b}7\u{1b}[{up}A\u{1b}[{right}G{}\u{1b}8",
            ready.sequence
        ))
    })
    .collect()
}

/// Returns the pixels of a terminal cell, and the rows that an image may have there.
///
/// Where it is drawn from below, all of it must be on the screen.
fn terminal() -> (CellSize, u16) {
    let Some(size) = terminal::size() else {
        return ((0, 0), u16::MAX);
    };
    let each = |pixels: u16, cells: u16| pixels.checked_div(cells).unwrap_or(0);
    let cell = (
        each(size.x_pixels, size.columns),
        each(size.y_pixels, size.rows),
    );
    let rows = match size.rows {
        0 => u16::MAX,
        rows => rows.saturating_sub(2),
    };
    (cell, rows)
}
