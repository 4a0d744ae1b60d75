//! After each event: everything that follows from the state and the screen's size is made to fit.

use ratatui::layout::Rect;

use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::layout::{self, Regions};
use crate::app::palette;
use crate::app::pane::Pane;
use crate::app::speech;
use crate::app::state::App;
use crate::message::size;

/// The widest a dialog gets, in cells.
const DIALOG_WIDTH: u16 = 84;

/// Fits the panes to the screen and asks the disk to keep a draft that changed.
pub fn settle(app: &mut App, effects: &mut Vec<Effect>) {
    if app.asked != app.draft.revision() || app.bytes == 0 {
        app.bytes = size::bytes(app.draft.message());
    }
    let regions = app.regions();
    if let Some(area) = regions.text {
        let inside = layout::inside(area);
        app.text.settle(inside.width, inside.height);
    }
    if let Some(area) = regions.spaces {
        let inside = layout::inside(area);
        app.spaces
            .settle(inside.width, usize::from(inside.height.saturating_sub(1)));
    }
    if let Some(area) = regions.options {
        app.options.settle(value_width(layout::inside(area)));
    }
    if let Some(area) = regions.preview {
        let inside = layout::inside(area);
        let draft = &app.draft;
        app.preview
            .show(draft.revision(), &draft.address(), draft.message());
        app.preview.settle(inside.width, inside.height);
    }
    settle_dialog(app);
    app.keep(effects);
}

/// The cells of an option's value in the pane's inside.
#[must_use]
pub fn value_width(inside: Rect) -> u16 {
    inside.width.saturating_sub(OPTION_LABEL)
}

/// The cells before an option's value: the cursor, the label, and a gap.
pub const OPTION_LABEL: u16 = 13;

fn settle_dialog(app: &mut App) {
    let area = dialog_area(app).unwrap_or_default();
    let rows = app.outbox.entries().len();
    match &mut app.dialog {
        Some(Dialog::Chooser(chooser)) => {
            let list = chooser_list(area);
            chooser.settle(list.width, usize::from(list.height));
        }
        Some(Dialog::Activity(activity)) => activity.settle(rows),
        Some(Dialog::Help { scroll, place }) => {
            let rows = palette::help(&app.keymap, *place).len();
            let height = usize::from(layout::inside(area).height);
            *scroll = (*scroll).min(rows.saturating_sub(height));
        }
        Some(Dialog::Confirm) | None => {}
    }
}

/// Where the open dialog lies, borders included; the confirm line has no box.
#[must_use]
pub fn dialog_area(app: &App) -> Option<Rect> {
    let tallest = app.size.height.saturating_sub(2);
    let height = match app.dialog.as_ref()? {
        Dialog::Confirm => return None,
        Dialog::Chooser(chooser) => u16::try_from(chooser.total())
            .unwrap_or(u16::MAX)
            .saturating_add(4)
            .clamp(8, 24),
        Dialog::Help { place, .. } => u16::try_from(palette::help(&app.keymap, *place).len())
            .unwrap_or(u16::MAX)
            .saturating_add(2),
        Dialog::Activity(_) => 20,
    };
    Some(layout::centred(
        app.size,
        DIALOG_WIDTH.min(app.size.width.saturating_sub(2)),
        height.min(tallest),
    ))
}

/// The list inside a chooser's box: below its line, above its note.
#[must_use]
pub fn chooser_list(area: Rect) -> Rect {
    let inside = layout::inside(area);
    Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(2),
        ..inside
    }
}

/// The pane whose tab lies at this column of a narrow screen.
#[must_use]
pub fn tab_at(app: &App, column: u16) -> Option<Pane> {
    let width = (app.size.width / 4).max(1);
    Pane::ALL.get(usize::from(column / width)).copied()
}

impl App {
    /// Where each part of the screen lies.
    #[must_use]
    pub fn regions(&self) -> Regions {
        layout::regions(self.size, self.focus, speech::rows(self))
    }

    /// Asks the disk to keep the draft, if it changed since it was last asked.
    pub fn keep(&mut self, effects: &mut Vec<Effect>) {
        let revision = self.draft.revision();
        if self.asked != revision {
            self.asked = revision;
            let request = self.draft.request().clone();
            effects.push(Effect::SaveDraft {
                id: self.draft_id.clone(),
                request,
                revision,
            });
        }
    }
}
