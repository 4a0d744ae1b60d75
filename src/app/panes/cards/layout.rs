//! The layout of the cards pane: the outline, and the form of the part under its cursor.

use ratatui::layout::Rect;

use crate::app::layout;
use crate::app::panes::cards::row_text;
use crate::cells::grapheme;
use crate::document::form::Row;

/// The least width at which the form is right of the outline, in cells.
const BESIDE: u16 = 78;

/// The areas of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardsLayout {
    /// The lines of the outline.
    pub outline: Rect,
    /// The row or column between the outline and the form, where there is a form.
    pub rule: Rect,
    /// The rows of the form.
    pub form: Rect,
    /// The rows below the form that the help on the current row takes: it is drawn directly below that row,
    /// and the rows after it move down.
    pub help: Rect,
    /// The width that the longest name of the form's rows would take, in cells.
    pub names: u16,
}

/// The least width of a value beside a long name, in cells.
const VALUE: u16 = 14;

impl CardsLayout {
    /// Returns the area of a text of several lines that is edited: below its own row, over the others.
    #[must_use]
    pub fn lines(&self) -> Rect {
        let form = self.form;
        Rect {
            x: form.x.saturating_add(1.min(form.width)),
            y: form.y.saturating_add(1.min(form.height)),
            width: form.width.saturating_sub(1),
            height: form.height.saturating_sub(1),
        }
    }

    /// Returns the area of the value of a visible row, counted from the first.
    #[must_use]
    pub fn value(&self, row: u16) -> Rect {
        let form = self.form;
        let name = (self.name_width() + 1).min(form.width);
        Rect {
            x: form.x + name,
            y: form.y + row.min(form.height),
            width: form.width - name,
            height: 1,
        }
    }

    /// Returns the width of a name in the form, in cells; its value has the rest.
    #[must_use]
    pub fn name_width(&self) -> u16 {
        let usual = (self.form.width * 9 / 20).clamp(10, 30);
        usual.max(self.names.min(self.form.width.saturating_sub(VALUE)))
    }

    /// Returns the indent of a row, in cells.
    #[must_use]
    pub fn indent(&self, row: &Row<'_>) -> u16 {
        row.depth.min(self.name_width() / 3)
    }

    /// Returns whether the name of a row is cut.
    #[must_use]
    pub fn cuts(&self, row: &Row<'_>) -> bool {
        let name = row_text::name(row);
        let room = self.name_width().saturating_sub(2 + self.indent(row));
        grapheme::column_of(&name, name.len()) > room
    }

    /// Returns the area of the form with that of its help.
    #[must_use]
    pub fn whole(&self) -> Rect {
        Rect {
            height: self.form.height.saturating_add(self.help.height),
            ..self.form
        }
    }

    /// Returns the area of the row of this index from the first visible one, where so many rows of help stand
    /// below the row `here`; `None` where it is out of sight.
    #[must_use]
    pub fn row(&self, row: usize, here: usize, told: u16) -> Option<Rect> {
        let below = if row > here { told } else { 0 };
        let down = u16::try_from(row).ok()?.checked_add(below)?;
        let whole = self.whole();
        (down < whole.height).then(|| Rect {
            y: whole.y + down,
            height: 1,
            ..whole
        })
    }

    /// Returns the index of the row at this visible row of the screen, likewise; help counts as its row.
    #[must_use]
    pub fn row_at(&self, y: u16, here: usize, told: u16) -> usize {
        let down = usize::from(y.saturating_sub(self.form.y));
        if down <= here {
            down
        } else {
            down.saturating_sub(told.into()).max(here)
        }
    }

    /// Returns the width of a value in the form, in cells.
    #[must_use]
    pub fn value_width(&self) -> u16 {
        self.form.width.saturating_sub(self.name_width() + 1)
    }
}

/// The part of the pane that is focused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardsFocus {
    /// No part of it.
    Elsewhere,
    /// The outline.
    Outline,
    /// The form.
    Form,
}

/// Returns the layout of the pane at `area`, whose outline has so many lines.
///
/// Unfocused, it shows the outline alone. Where it is too low for both, the focused one is shown.
#[must_use]
pub fn parts(area: Rect, nodes: usize, keys: CardsFocus) -> CardsLayout {
    let inside = layout::inside(area);
    let outline_only = CardsLayout {
        outline: inside,
        ..CardsLayout::default()
    };
    if keys == CardsFocus::Elsewhere || nodes == 0 {
        return outline_only;
    }
    let wanted = u16::try_from(nodes).unwrap_or(u16::MAX);
    if inside.width >= BESIDE {
        let width = inside.width * 2 / 5;
        let [outline, rest] = layout::split(inside, width);
        let [rule, form] = layout::split(rest, 1);
        return with_help(outline, rule, form);
    }
    if inside.height < 5 {
        return match keys {
            CardsFocus::Form => CardsLayout {
                form: inside,
                ..CardsLayout::default()
            },
            _ => outline_only,
        };
    }
    let most = (inside.height * 2 / 5).max(2);
    let [outline, rest] = split_rows(inside, wanted.clamp(1, most));
    let [rule, form] = split_rows(rest, 1);
    with_help(outline, rule, form)
}

fn with_help(outline: Rect, rule: Rect, form: Rect) -> CardsLayout {
    let rows = match form.height {
        0..=4 => 0,
        5..=6 => 1,
        7..=11 => 2,
        _ => 3,
    };
    let [form, help] = split_rows(form, form.height - rows);
    CardsLayout {
        outline,
        rule,
        form,
        help,
        names: 0,
    }
}

/// Returns the width that the longest of these names takes, with its indent, its sign and a gap, in cells.
#[must_use]
pub fn names(rows: &[Row<'_>]) -> u16 {
    let width = |row: &Row<'_>| {
        let name = row_text::name(row);
        grapheme::column_of(&name, name.len()).saturating_add(row.depth + 2)
    };
    rows.iter().map(width).max().unwrap_or(0)
}

/// Splits an area into its first rows, and those below them.
///
/// Computed by hand, which costs the start less than the solver of `Layout`.
fn split_rows(area: Rect, rows: u16) -> [Rect; 2] {
    let rows = rows.min(area.height);
    let above = Rect {
        height: rows,
        ..area
    };
    let below = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    [above, below]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_cover_the_pane_once() {
        for width in 0..140 {
            for height in 0..50 {
                let places = [0, 1, 3, 40].into_iter();
                let places = places
                    .flat_map(|nodes| [(nodes, CardsFocus::Outline), (nodes, CardsFocus::Form)]);
                for (nodes, keys) in places {
                    let area = Rect::new(3, 4, width, height);
                    let found = parts(area, nodes, keys);
                    let all = [found.outline, found.rule, found.form, found.help];
                    let cells: u32 = all.into_iter().map(Rect::area).sum();
                    assert_eq!(
                        cells,
                        layout::inside(area).area(),
                        "{width}x{height} {nodes}"
                    );
                    let lines = found.lines();
                    assert_eq!(found.form.union(lines), found.form, "{width}x{height}");
                }
            }
        }
    }
}
