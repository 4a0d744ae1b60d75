//! Zooms the focused pane, and moves the borders between panes.

use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::layout::Edge;
use crate::app::model::App;
use crate::input::action::Action;
use crate::store::ui_state::PaneSizes;

/// The cells by which a key changes a width.
const WIDTH_STEP: i16 = 2;

/// Handles the actions that zoom or resize panes; returns whether it was one of them.
pub fn act(app: &mut App, action: Action) -> bool {
    let (is_wide, by) = match action {
        Action::ZoomPane => {
            app.ui.toggle_zoom();
            return true;
        }
        Action::ResetPanes => {
            app.ui.set_pane_sizes(PaneSizes::default());
            app.ui.keep_pane_sizes();
            return true;
        }
        Action::WidenPane => (true, WIDTH_STEP),
        Action::NarrowPane => (true, -WIDTH_STEP),
        Action::HeightenPane => (false, 1),
        Action::LowerPane => (false, -1),
        _ => return false,
    };
    let edges = edges_of(app, is_wide);
    let moved = edges
        .into_iter()
        .any(|(edge, sign)| shift(app, edge, by * sign) != 0);
    if moved {
        app.ui.keep_pane_sizes();
    } else {
        let words = "The pane has no other size on this screen in that direction";
        app.overlay.show(Notice::new(Tone::Info, words));
    }
    true
}

/// Returns the borders by which the focused pane becomes wider or higher, the first one that can move being the one,
/// and the direction in which it does.
fn edges_of(app: &App, is_wide: bool) -> Vec<(Edge, i16)> {
    let regions = app.regions();
    let (spaces, preview) = (regions.spaces.is_some(), regions.preview.is_some());
    match (app.panes.focus(), is_wide) {
        (Pane::Spaces, true) if spaces => vec![(Edge::Spaces, 1)],
        (Pane::Preview, true) if preview => vec![(Edge::Preview, -1)],
        (Pane::Text | Pane::Cards | Pane::Options, true) if preview => vec![(Edge::Preview, 1)],
        (Pane::Text | Pane::Cards | Pane::Options, true) if spaces => vec![(Edge::Spaces, -1)],
        (Pane::Cards, false) => vec![(Edge::Cards, -1)],
        (Pane::Options, false) => vec![(Edge::Stack, -1), (Edge::Options, -1)],
        (Pane::Text, false) => vec![(Edge::Cards, 1), (Edge::Stack, 1)],
        _ => Vec::new(),
    }
}

/// Moves a border right or down by so many cells, left or up where negative, as far as there is room; returns by how
/// many it moved.
pub fn shift(app: &mut App, edge: Edge, by: i16) -> i16 {
    let mut moved = 0;
    for _ in 0..by.unsigned_abs() {
        let (before, regions) = (app.ui.arrangement().sizes, app.regions());
        let step = by.signum();
        let mut sizes = before;
        match edge {
            Edge::Spaces => sizes.spaces += step,
            Edge::Preview => sizes.preview -= step,
            Edge::Cards => sizes.cards -= step,
            Edge::Options => {
                sizes.options -= step;
                sizes.cards += step;
            }
            Edge::Stack => sizes.options -= step,
        }
        app.ui.set_pane_sizes(sizes);
        if app.regions() == regions {
            // Beyond its bounds a size would be remembered that nobody sees.
            app.ui.set_pane_sizes(before);
            break;
        }
        moved += step;
    }
    moved
}
