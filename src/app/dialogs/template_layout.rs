//! The layout of the template gallery and of the template form in their boxes.

use ratatui::layout::Rect;

use crate::app::dialogs::template_form::TemplateForm;
use crate::app::layout;
use crate::cells::grapheme;
use crate::cells::wrap;

/// The least width at which the preview is right of the list, in cells.
const BESIDE: u16 = 96;

/// The height below which a narrow gallery shows its list alone, in cells.
const LOW: u16 = 12;

/// The layout of the gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GalleryLayout {
    /// The filter line.
    pub line: Rect,
    /// The rows.
    pub list: Rect,
    /// The rule between the list and the preview; empty where there is no preview.
    pub rule: Rect,
    /// The preview of the template under the cursor.
    pub sample: Rect,
}

/// Returns the layout of a gallery in a box of this size, borders included.
#[must_use]
pub fn gallery(area: Rect) -> GalleryLayout {
    let inside = layout::inside(area);
    let line = Rect {
        height: inside.height.min(1),
        ..inside
    };
    let body = Rect {
        y: inside.y.saturating_add(line.height),
        height: inside.height - line.height,
        ..inside
    };
    let (list, rule, sample) = if body.width >= BESIDE {
        let left = body.width * 11 / 25;
        let at = |x: u16, width: u16| Rect {
            x: body.x + x,
            width,
            ..body
        };
        (
            at(0, left),
            at(left, 1),
            at(left + 2, body.width - left - 3),
        )
    } else if body.height >= LOW {
        let top = body.height * 2 / 5;
        let at = |y: u16, height: u16| Rect {
            y: body.y + y,
            height,
            ..body
        };
        let below = at(top + 1, body.height - top - 1);
        let sample = Rect {
            x: below.x + 1,
            width: below.width.saturating_sub(2),
            ..below
        };
        (at(0, top), at(top, 1), sample)
    } else {
        (body, Rect::ZERO, Rect::ZERO)
    };
    GalleryLayout {
        line,
        list,
        rule,
        sample,
    }
}

/// The cells around the text: one at the left, one at the right.
pub const GAP: u16 = 2;

/// The fewest cells of an answer right of its prompt.
const LEAST: u16 = 16;

/// The layout of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormLayout {
    /// The sentence about the template.
    pub about: Rect,
    /// The fields, one below the other.
    pub form: Rect,
    /// The cells of a field before its answer.
    pub prompt: u16,
    /// The row of advice.
    pub foot: Rect,
}

impl FormLayout {
    /// Returns the width of an answer, in cells.
    #[must_use]
    pub fn value_width(&self) -> u16 {
        self.form.width.saturating_sub(self.prompt)
    }
}

/// Returns the layout of a form in a box of this size, borders included.
#[must_use]
pub fn form(form: &TemplateForm, area: Rect) -> FormLayout {
    let inside = layout::inside(area);
    let inside = Rect {
        x: inside.x.saturating_add(GAP / 2),
        width: inside.width.saturating_sub(GAP),
        ..inside
    };
    let from = |y: u16, height: u16| Rect {
        y: inside.y.saturating_add(y),
        height: height.min(inside.height.saturating_sub(y)),
        ..inside
    };
    // The sentence is dropped first where there is no room for everything.
    let about = about_rows(form, inside.width);
    let head = if inside.height >= form.tallest() + about + 3 {
        about + 1
    } else {
        0
    };
    let foot = if inside.height > head + 2 { 2 } else { 0 };
    let rows = inside.height.saturating_sub(head + foot);
    let widest = form
        .rows()
        .map(|(field, ..)| grapheme::column_of(&field.prompt, field.prompt.len()));
    let most = (inside.width / 2).min(inside.width.saturating_sub(LEAST));
    FormLayout {
        about: from(0, head.saturating_sub(1)),
        form: from(head, rows),
        prompt: widest.max().unwrap_or(0).saturating_add(2).min(most),
        foot: from(head + rows + foot.saturating_sub(1), foot.min(1)),
    }
}

fn about_rows(form: &TemplateForm, width: u16) -> u16 {
    rows(wrap::paragraph(&form.template.about, width).len())
}

/// Returns the rows that the box of a form takes at this width, borders included.
#[must_use]
pub fn form_height(form: &TemplateForm, width: u16) -> u16 {
    let about = match about_rows(form, width.saturating_sub(2 + GAP)) {
        0 => 0,
        rows => rows + 1,
    };
    form.tallest().saturating_add(about + 4)
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
