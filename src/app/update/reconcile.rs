//! Reconciles the state after each event: layout, derived state, autosave.

use ratatui::layout::Rect;

use crate::app::controllers::cards;
use crate::app::controllers::preview;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::template_layout;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::event::Sender;
use crate::app::events::pane::Pane;
use crate::app::layout::{self, Regions};
use crate::app::model::App;
use crate::app::picker::command_palette;
use crate::app::picker::list::Picker;
use crate::app::screen::message_line;
use crate::cells::wrap;
use crate::chat::sender::SenderKind;
use crate::editor::tab_strip::TabStrip;
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;

/// The width limit of a dialog, in cells.
const DIALOG_WIDTH: u16 = 84;

/// The size limit of the gallery: cells, and rows.
const GALLERY: (u16, u16) = (132, 30);

/// The height of the panes below which dialogs cover the notice too, in rows.
const LOW: u16 = 10;

/// Lays out the panes for the screen and saves a draft that changed.
pub fn reconcile(app: &mut App, effects: &mut Vec<Effect>) {
    app.rebase_parts(effects);
    if !app.has_stale_derived() {
        app.check();
    }
    app.cards.sync(&app.draft);
    let regions = app.regions();
    if let Some(area) = regions.cards {
        cards::layout(app, area);
    }
    cards::reveal(app);
    if let Some(area) = regions.text {
        let content = layout::content(Pane::Text, area);
        app.text.layout(content.width, content.height);
    }
    if let Some(area) = regions.spaces {
        let inside = layout::inside(area);
        app.spaces
            .layout(inside.width, usize::from(inside.height.saturating_sub(1)));
        effects.extend(app.spaces.ask_names(&mut app.tickets));
    }
    if let Some(area) = regions.options {
        let inside = layout::inside(area);
        app.options
            .layout(value_width(inside), usize::from(inside.height));
    }
    if let Some(area) = regions.preview {
        preview::layout(app, layout::content(Pane::Preview, area), effects);
    }
    layout_dialog(app);
    app.keep(effects);
}

/// Returns the width of an option's value in the pane's inside, in cells.
#[must_use]
pub fn value_width(inside: Rect) -> u16 {
    inside.width.saturating_sub(OPTION_LABEL)
}

/// The cells before an option's value: the cursor, the label, and a gap.
pub const OPTION_LABEL: u16 = 13;

fn layout_dialog(app: &mut App) {
    let area = dialog_area(app).unwrap_or_default();
    let count = app.outbox.entries().len();
    match &mut app.dialog {
        Some(Dialog::Picker(picker)) => {
            let (list, _) = picker_layout(picker, area);
            picker.layout(list.width, usize::from(list.height));
        }
        Some(Dialog::Activity(activity)) => activity.layout(count),
        Some(Dialog::TemplateGallery(gallery)) => {
            let parts = template_layout::gallery(area);
            let context = RenderContext {
                kind: app.sender.kind,
                sender: called(&app.sender),
                width: parts.sample.width,
                folds: &Folds::default(),
                pictures: &ImageStore::default(),
                names: &|_| None,
            };
            gallery.layout(parts.line.width, usize::from(parts.list.height), &context);
        }
        Some(Dialog::TemplateForm(form)) => {
            let parts = template_layout::form(form, area);
            form.layout(parts.value_width(), parts.form.height);
        }
        Some(Dialog::SaveTemplate(saving)) => {
            let width = layout::inside(area).width;
            saving
                .title
                .layout(width.saturating_sub(template_layout::GAP));
        }
        Some(Dialog::SizeReport(scale)) => scale.refresh(&app.draft, app.findings.open()),
        Some(Dialog::Help { scroll, place }) => {
            let rows = command_palette::help(&app.keymap, *place).len();
            let height = usize::from(layout::inside(area).height);
            *scroll = (*scroll).min(rows.saturating_sub(height));
        }
        Some(
            Dialog::Confirm | Dialog::Guard(..) | Dialog::ConfirmResend(_) | Dialog::SaveFile(_),
        )
        | None => {}
    }
}

/// Returns the display name of the sender where only its profile is known.
fn called(sender: &Sender) -> &str {
    match (sender.kind, sender.profile.as_str()) {
        (SenderKind::User, _) => "You",
        (SenderKind::App, "") => "Chat app",
        (SenderKind::Webhook, "") => "Webhook",
        (_, profile) => profile,
    }
}

/// Returns the area of the open dialog, borders included; the confirm line has no box.
#[must_use]
pub fn dialog_area(app: &App) -> Option<Rect> {
    let room = dialog_room(app);
    let widest = match app.dialog {
        Some(Dialog::TemplateGallery(_)) => GALLERY.0,
        _ => DIALOG_WIDTH,
    };
    let width = widest.min(room.width.saturating_sub(2));
    let height = match app.dialog.as_ref()? {
        Dialog::Confirm | Dialog::Guard(..) | Dialog::ConfirmResend(_) | Dialog::SaveFile(_) => {
            return None;
        }
        Dialog::TemplateGallery(_) => GALLERY.1,
        Dialog::TemplateForm(form) => template_layout::form_height(form, width),
        Dialog::SaveTemplate(saving) => {
            let note = saving.note(app.draft.request(), &app.keymap);
            rows(wrap::paragraph(&note, width.saturating_sub(4)).len()).saturating_add(4)
        }
        Dialog::Picker(picker) => rows(picker.total())
            .saturating_add(3 + note_rows(picker, width.saturating_sub(2)))
            .clamp(7, 24),
        Dialog::Help { place, .. } => {
            rows(command_palette::help(&app.keymap, *place).len()).saturating_add(2)
        }
        Dialog::SizeReport(scale) => {
            let cells = width.saturating_sub(6);
            let advice = scale.advice().iter();
            let advice: usize = advice
                .map(|words| wrap::paragraph(words, cells).len())
                .sum();
            // The total, the bar, the legend of its signs, two gaps and the borders.
            let around = 7 + u16::from(width < 74) + 2 * u16::from(scale.breakdown().escapes > 0);
            rows(scale.parts().len() + advice).saturating_add(around)
        }
        Dialog::Activity(_) => match app.outbox.entries().len() {
            0 => 3,
            count => rows(count).min(8) + 10,
        },
    };
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
        width: app.size.width,
        height: end.saturating_sub(top),
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn note_rows(picker: &Picker, width: u16) -> u16 {
    rows(wrap::paragraph(&picker.note, width.saturating_sub(2)).len())
}

/// Returns the areas of a picker's box: its list, below the filter line, and its note below that.
#[must_use]
pub fn picker_layout(picker: &Picker, area: Rect) -> (Rect, Rect) {
    let inside = layout::inside(area);
    let note = note_rows(picker, inside.width).min(inside.height / 2);
    let list = Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1 + note),
        ..inside
    };
    let foot = Rect {
        x: inside.x.saturating_add(1),
        y: list.bottom(),
        width: inside.width.saturating_sub(2),
        height: note,
    };
    (list, foot)
}

/// Returns the layout of the panes' titles in the bar of a narrow screen.
#[must_use]
pub fn bar(app: &App) -> TabStrip {
    let titles = Pane::ALL.map(Pane::title);
    TabStrip::new(&titles, app.focus.number(), app.size.width)
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
            self.size,
            self.focus,
            message_line::rows(self),
            rows(self.cards.nodes().len()),
        )
    }

    /// Hands the draft to the disk, if it changed since that was last done.
    pub fn keep(&mut self, effects: &mut Vec<Effect>) {
        if let Some(ignored) = self.findings.take_unsaved() {
            effects.push(Effect::Disk(DiskCommand::SaveIgnored(
                self.draft_id.clone(),
                ignored,
            )));
        }
        effects.extend(
            self.preview
                .code
                .take_unsaved()
                .map(|language| Effect::Disk(DiskCommand::SaveLanguage(language))),
        );
        let revision = self.draft.revision();
        if self.save_requested != revision {
            self.save_requested = revision;
            effects.push(Effect::Disk(DiskCommand::SaveDraft {
                id: self.draft_id.clone(),
                request: self.draft.shared(),
            }));
        }
        // After the draft that they emptied.
        let ended = self.ended_sends.drain(..);
        effects.extend(ended.map(|id| Effect::Disk(DiskCommand::EndSend(id))));
    }
}
