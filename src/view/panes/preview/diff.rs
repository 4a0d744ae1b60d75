//! Draws the Diff tab: added and removed lines, distinguished by signs as well as by colours.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::panes::preview::diff::{DiffTab, GUTTER};
use crate::app::panes::preview::diff_lines::{DiffLines, Sign};
use crate::editor::pager::PagerRow;
use crate::view::cell_writer::CellWriter;
use crate::view::label;
use crate::view::pager;
use crate::view::theme::Theme;

/// Draws `tab`, laid out for the size of `area`.
pub fn draw(tab: &DiffTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let lines = tab.lines();
    let style = |sign| -> Style {
        match sign {
            Sign::Head => theme.dim.into(),
            Sign::Same => theme.text.into(),
            Sign::Removed => theme.error.into(),
            Sign::Added => theme.success.into(),
        }
    };
    let sign = |shown: &PagerRow<'_>| lines.signs.get(shown.line).copied();
    for (shown, row) in tab.pager.rows_in_sight().zip(area.rows()) {
        if let Some((sign, _)) = sign(&shown).filter(|(_, start)| *start == shown.start) {
            let mut writer = CellWriter::new(
                buffer,
                Position { x: row.x, y: row.y },
                GUTTER.min(row.width),
            );
            writer.write(sign.symbol(), style(sign));
        }
    }
    let beside = label::beside(area, GUTTER);
    pager::draw(&tab.pager, theme, beside, buffer, |shown, writer| {
        let sign = sign(&shown).map_or(Sign::Same, |(sign, _)| sign);
        write(lines, shown, style(sign), writer);
    });
}

/// Writes a row; words that its counterpart does not have are underlined.
fn write(lines: &DiffLines, shown: PagerRow<'_>, style: Style, writer: &mut CellWriter<'_>) {
    let end = shown.start + shown.text.len();
    let first = lines
        .others
        .partition_point(|other| other.end <= shown.start);
    let mut at = shown.start;
    let mut piece = |to: usize, style| {
        writer.write(
            shown
                .text
                .get(at - shown.start..to - shown.start)
                .unwrap_or(""),
            style,
        );
        at = to;
    };
    for other in lines.others[first..]
        .iter()
        .take_while(|other| other.start < end)
    {
        piece(other.start.max(shown.start), style);
        piece(other.end.min(end), style.add_modifier(Modifier::UNDERLINED));
    }
    piece(end, style);
}
