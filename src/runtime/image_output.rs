//! The escape sequences for images, each sent once: before a frame, and after it.

use std::fmt::Write as _;

use ratatui::layout::Rect;

use crate::app::model::App;
use crate::images::kitty;
use crate::images::protocol::{self, ImageSetting, Protocol, Refusal};
use crate::view::images::{Placed, placed};
use crate::view::theme::Theme;

/// The images that the terminal holds.
#[derive(Debug, Default)]
pub struct ImageOutput {
    /// The IDs of the transmitted images.
    handed: Vec<u32>,
    /// Whether they were transmitted through tmux.
    is_in_tmux: bool,
    /// The IDs and areas of those that are drawn.
    drawn: Vec<(u32, Rect)>,
}

/// Returns the image protocol; half blocks only in a theme that has colours.
///
/// # Errors
/// Returns why this terminal cannot show pictures.
pub fn protocol(setting: ImageSetting, theme: &Theme) -> Result<Protocol, Refusal> {
    let chosen = protocol::choose(setting, |name| std::env::var(name).ok())?;
    if chosen == Protocol::HalfBlocks && !theme.has_colors() {
        return Err(Refusal::NoColour);
    }
    Ok(chosen)
}

impl ImageOutput {
    /// Returns the sequences to write before a frame.
    ///
    /// They transmit images that the frame has placeholders for, and delete those that are not needed any more.
    pub fn before(&mut self, app: &App) -> String {
        let mut out = String::new();
        let Ok(Protocol::Kitty { is_in_tmux }) = app.images.protocol else {
            return out;
        };
        self.is_in_tmux = is_in_tmux;
        let ready = || app.images.pictures.all_ready();
        self.handed.retain(|id| {
            let is_needed = ready().any(|ready| ready.id == *id);
            if !is_needed {
                out += &kitty::delete(*id, is_in_tmux);
            }
            is_needed
        });
        for ready in ready() {
            if !self.handed.contains(&ready.id) {
                out += &ready.sequence;
                self.handed.push(ready.id);
            }
        }
        out
    }

    /// Returns the sequences to write after a frame: the images that are drawn over its cells and were not
    /// there before.
    pub fn after(&mut self, app: &App) -> String {
        let placed = placed(app);
        let place = |placed: &Placed| (placed.ready.id, placed.area);
        let mut out = String::new();
        for placed in placed.iter().filter(|it| !self.drawn.contains(&place(it))) {
            out += &drawn(placed);
        }
        self.drawn = placed.iter().map(place).collect();
        out
    }

    /// Resets what is drawn and transmitted after the screen was cleared.
    pub fn forget(&mut self) {
        self.handed.clear();
        self.drawn.clear();
    }

    /// Returns the sequences that delete all transmitted images.
    pub fn put_away(&mut self) -> String {
        self.drawn.clear();
        let delete = |id| kitty::delete(id, self.is_in_tmux);
        let out = self.handed.iter().copied().map(delete).collect();
        self.handed.clear();
        out
    }
}

/// Returns the sequence that draws an image over its cells, the cursor left where it was.
///
/// The cells are blanked before, or they would be seen where the image is transparent.
fn drawn(placed: &Placed) -> String {
    let Rect {
        x,
        y,
        width,
        height,
    } = placed.area;
    let mut out = "\u{1b}7\u{1b}[0m".to_owned();
    for row in y..y.saturating_add(height) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\u{1b}[{};{}H\u{1b}[{width}X", row + 1, x + 1);
    }
    let _ = write!(
        out,
        "\u{1b}[{};{}H{}\u{1b}8",
        y + 1,
        x + 1,
        placed.ready.sequence
    );
    out
}
