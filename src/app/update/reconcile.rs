//! Reconciles the state after each event: layout, derived state, autosave.

use ratatui::layout::Rect;

use crate::app::controllers::cards;
use crate::app::controllers::completion;
use crate::app::controllers::dialogs::dialog_controller::rows;
use crate::app::controllers::dialogs::table;
use crate::app::controllers::quotes;
use crate::app::controllers::single_space;
use crate::app::controllers::tabs;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::notice::Topic;
use crate::app::events::pane::Pane;
use crate::app::layout::{self, Regions};
use crate::app::model::App;
use crate::app::screen::message_line;
use crate::editor::tab_strip::TabStrip;

/// The height of the panes below which dialogs cover the notice too, in rows.
const LOW: u16 = 10;

/// Lays out the panes for the screen and saves a draft that changed.
pub fn reconcile(app: &mut App, effects: &mut Vec<Effect>) {
    single_space::place(app);
    app.rebase_parts(effects);
    end_warning(app);
    if !app.document.has_stale_derived() {
        app.check();
    }
    app.panes.cards.sync(app.document.draft());
    let regions = app.regions();
    if let Some(area) = regions.cards {
        cards::layout(app, area);
    }
    cards::reveal(app);
    if let Some(area) = regions.text {
        let content = layout::content(Pane::Text, area);
        app.panes.text.layout(content.width, content.height);
    }
    completion::layout(app, &regions);
    if let Some(area) = regions.spaces {
        let inside = layout::inside(area);
        app.panes
            .spaces
            .layout(inside.width, usize::from(inside.height.saturating_sub(1)));
        effects.extend(app.panes.spaces.ask_names(&mut app.tickets));
    }
    if let Some(area) = regions.options {
        let inside = layout::inside(area);
        app.panes
            .options
            .layout(value_width(inside), usize::from(inside.height));
    }
    if let Some(area) = regions.preview {
        let content = layout::content(Pane::Preview, area);
        tabs::table::controller(app).layout(app, content, effects);
    }
    quotes::ask(app, effects);
    if let Some(controller) = table::controller(app) {
        let area = dialog_area(app).unwrap_or_default();
        controller.layout(app, area);
    }
    app.keep(effects);
}

/// Takes away what was said of a send that is no longer in doubt, or not listed any more.
fn end_warning(app: &mut App) {
    let Some(topic @ Topic::Send(ticket)) = app.overlay.notice().map(|notice| notice.topic) else {
        return;
    };
    if app
        .outbox
        .entry(ticket)
        .is_none_or(|entry| !entry.is_unsent())
    {
        app.overlay.end_topic(topic);
    }
}

/// Returns the width of an option's value in the pane's inside, in cells.
#[must_use]
pub fn value_width(inside: Rect) -> u16 {
    inside.width.saturating_sub(OPTION_LABEL)
}

/// The cells before an option's value: the cursor, the label, and a gap.
pub const OPTION_LABEL: u16 = 13;

/// Returns the area of the open dialog, borders included; a line that asks has no box.
#[must_use]
pub fn dialog_area(app: &App) -> Option<Rect> {
    let controller = table::controller(app)?;
    let room = dialog_room(app);
    let (width, height) = controller.size(app, room.width.saturating_sub(2))?;
    Some(layout::centred(room, width, height))
}

/// Returns the part of the screen that dialogs may cover: the panes, and on a low screen the notice as well.
fn dialog_room(app: &App) -> Rect {
    let regions = app.regions();
    let top = regions.top.bottom();
    let end = if regions.notice.y >= top + LOW {
        regions.notice.y
    } else {
        regions.bottom.y
    };
    Rect {
        x: 0,
        y: top,
        width: app.ui.size().width,
        height: end.saturating_sub(top),
    }
}

/// Returns the layout of the panes' titles in the bar of a narrow screen.
#[must_use]
pub fn bar(app: &App) -> TabStrip {
    let titles = Pane::ALL.map(Pane::title);
    TabStrip::new(&titles, app.panes.focus().number(), app.ui.size().width)
}

/// Returns the pane whose title is at this column of a narrow screen.
#[must_use]
pub fn pane_at(app: &App, column: u16) -> Option<Pane> {
    Pane::ALL.get(bar(app).at(column)?).copied()
}

impl App {
    /// Returns the layout of the screen.
    #[must_use]
    pub fn regions(&self) -> Regions {
        layout::regions(
            self.ui.size(),
            self.ui.arrangement(),
            self.panes.focus(),
            message_line::rows(self),
            rows(self.panes.cards.nodes().len()),
        )
    }

    /// Hands the draft to the disk, if it changed since that was last done.
    pub fn keep(&mut self, effects: &mut Vec<Effect>) {
        if let Some(ignored) = self.findings.take_unsaved() {
            effects.push(Effect::Disk(DiskCommand::SaveIgnored(
                self.document.id().clone(),
                ignored,
            )));
        }
        effects.extend(
            self.panes
                .preview
                .code
                .take_unsaved()
                .map(|language| Effect::Disk(DiskCommand::SaveLanguage(language))),
        );
        if let Some(sizes) = self.ui.take_unsaved_sizes() {
            effects.push(Effect::Disk(DiskCommand::SavePaneSizes(sizes)));
        }
        if let Some(answers) = self.ui.take_unsaved_answers() {
            effects.push(Effect::Disk(DiskCommand::SaveTemplateAnswers(answers)));
        }
        effects.extend(self.settle_destination());
        effects.extend(self.document.take_save());
    }
}
