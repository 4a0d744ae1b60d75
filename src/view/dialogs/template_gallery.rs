//! Draws the template gallery.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::template_gallery::{TemplateGallery, TemplatePreview};
use crate::app::dialogs::template_layout::{self, GalleryLayout};
use crate::app::picker::list::Item;
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::message;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::Theme;

/// The cells of a title in the list, its sign and a gap included.
const TITLE: u16 = 24;

/// The height below which a preview lists the template's fields in one row.
const LOW: u16 = 14;

/// The fewest cells in which a description is worth showing.
const LEAST_ABOUT: u16 = 12;

/// Draws the box and returns the cursor's cell.
pub fn draw(
    gallery: &TemplateGallery,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let picker = &gallery.picker;
    let aside = if picker.len() == picker.total() {
        picker.total().to_string()
    } else {
        format!("{} of {}", picker.len(), picker.total())
    };
    border::draw_dialog(picker.title(), &aside, area, theme, buffer);
    let parts = template_layout::gallery(area);
    label::draw("›", parts.line, theme.sign, buffer);
    let field = label::beside(parts.line, 2);
    let caret = line_input::draw(picker.line(), field, &line_styles(theme), buffer);
    if picker.line().is_empty() {
        line_input::draw_placeholder("type to filter", field, &line_styles(theme), buffer);
    }
    let mut current = None;
    for ((item, marks, is_current), row) in picker.rows_in_sight().zip(parts.list.rows()) {
        if is_current {
            current = Some(row.as_position());
        }
        let is_own = gallery
            .offer_of(&item.pick)
            .is_some_and(|offer| offer.is_own);
        draw_row(item, marks, (is_current, is_own), theme, row, buffer);
    }
    if picker.is_empty() {
        label::draw(
            "No matches.",
            label::beside(parts.list, 1),
            theme.dim,
            buffer,
        );
    }
    draw_rule(&parts, theme, buffer);
    draw_sample(gallery.sample(), theme, parts.sample, buffer);
    if !picker.note.is_empty() {
        let foot = label::below(parts.sample, parts.sample.height.saturating_sub(2));
        label::draw_wrapped(&picker.note, foot, theme.warning, buffer);
    }
    // On the row under the cursor until something is typed: a screen reader follows it.
    current.filter(|_| picker.line().is_empty()).or(caret)
}

fn draw_row(
    item: &Item,
    marks: &[u32],
    (is_current, is_own): (bool, bool),
    theme: &Theme,
    row: Rect,
    buffer: &mut Buffer,
) {
    let (look, faint, sign) = if is_current {
        (theme.current, theme.current, theme.current)
    } else {
        (theme.text, theme.dim, theme.sign)
    };
    buffer.set_style(row, look.0);
    if is_own {
        label::draw("★", label::beside(row, 1), sign, buffer);
    }
    let rest = label::beside(row, 3);
    let title = Rect {
        width: rest.width.min(TITLE - 3),
        ..rest
    };
    let marked = theme.mark_on(is_current);
    label::draw_marked(&item.label, marks, title, (look.into(), marked), buffer);
    let about = Rect {
        width: row.width.saturating_sub(TITLE + 1),
        ..label::beside(row, TITLE)
    };
    if about.width >= LEAST_ABOUT {
        label::draw(&item.detail, about, faint, buffer);
    }
}

/// Draws the rule between the list and the preview: a column where they are side by side, else a row.
fn draw_rule(parts: &GalleryLayout, theme: &Theme, buffer: &mut Buffer) {
    let sign = if parts.rule.width == 1 { "│" } else { "─" };
    for cell in parts.rule.positions() {
        if let Some(cell) = buffer.cell_mut(cell) {
            cell.set_symbol(sign).set_style(theme.border.0);
        }
    }
}

fn draw_sample(sample: &TemplatePreview, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let rows = label::draw_wrapped(&sample.about, area, theme.title, buffer);
    let mut rest = label::below(area, rows);
    if !sample.blanks.is_empty() {
        let words = format!("Blanks: {}", sample.blanks);
        let rows = if rest.height < LOW {
            let two = Rect {
                height: 2.min(rest.height),
                ..rest
            };
            label::draw_wrapped(&words, two, theme.dim, buffer)
        } else {
            label::draw_wrapped(&words, rest, theme.dim, buffer)
        };
        rest = label::below(rest, rows);
    }
    rest = label::below(rest, 1);
    message::draw(&sample.rendered, rest, theme, buffer);
    if sample.rendered.len() > usize::from(rest.height) && !rest.is_empty() {
        let last = label::below(rest, rest.height - 1);
        buffer.set_style(last, theme.text.0);
        label::draw(&" ".repeat(last.width.into()), last, theme.text, buffer);
        label::draw("…", last, theme.dim, buffer);
    }
}
