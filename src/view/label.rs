//! Draws a text in one row, cut with an ellipsis where it does not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::cells::grapheme;
use crate::cells::wrap;
use crate::view::cell_writer::CellWriter;

/// Returns the cells a text takes in one row.
#[must_use]
pub fn width(text: &str) -> u16 {
    grapheme::column_of(text, text.len())
}

/// Draws `text` into the first row of `area` and returns the cells it took.
///
/// What does not fit ends in an ellipsis.
pub fn draw(text: &str, area: Rect, style: impl Into<Style>, buffer: &mut Buffer) -> u16 {
    draw_marked(text, &[], area, (style.into(), Style::new()), buffer)
}

/// Draws like [`draw`], with the graphemes of `marks` (their indices, ascending) in the second style.
pub fn draw_marked(
    text: &str,
    marks: &[u32],
    area: Rect,
    (style, marked): (Style, Style),
    buffer: &mut Buffer,
) -> u16 {
    let area = Rect { height: 1, ..area }.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    let fits = width(text) <= area.width;
    let limit = if fits { area.width } else { area.width - 1 };
    let mut writer = CellWriter::new(buffer, area.as_position(), area.width);
    if fits && marks.is_empty() {
        writer.write(text, style);
        return writer.column();
    }
    let mut column = 0;
    for (cluster, number) in grapheme::clusters(text, 0).zip(0..) {
        let next = column + cluster.width(column);
        if next > limit {
            break;
        }
        let is_marked = marks.binary_search(&number).is_ok();
        writer.put(
            cluster,
            if is_marked {
                style.patch(marked)
            } else {
                style
            },
        );
        column = next;
    }
    if !fits {
        writer.write("…", style);
        column += 1;
    }
    column
}

/// Draws text into the rows of `area`, wrapped, and returns how many rows it took.
///
/// Where there are too few rows, the last one ends in an ellipsis.
pub fn draw_wrapped(words: &str, area: Rect, style: impl Into<Style>, buffer: &mut Buffer) -> u16 {
    let style = style.into();
    let mut rows = 0;
    let mut lines = wrap::paragraph(words, area.width).into_iter().peekable();
    for row in area.rows() {
        let Some(line) = lines.next() else { break };
        rows += 1;
        if rows == area.height && lines.peek().is_some() {
            draw(&format!("{line}…"), row, style, buffer);
        } else {
            draw(line, row, style, buffer);
        }
    }
    rows
}

/// Returns the part of `area` below its first `rows` rows.
#[must_use]
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Returns the part of `area` right of its first `cells` columns.
#[must_use]
pub fn beside(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect {
        x: area.x + cells,
        width: area.width - cells,
        ..area
    }
}

/// Draws `text` at the right end of the first row of `area`, if it fits, and returns what is left of
/// the area before it.
pub fn draw_right(text: &str, area: Rect, style: impl Into<Style>, buffer: &mut Buffer) -> Rect {
    let cells = width(text);
    if cells == 0 || cells >= area.width {
        return area;
    }
    draw(
        text,
        Rect {
            x: area.right() - cells,
            width: cells,
            ..area
        },
        style,
        buffer,
    );
    Rect {
        width: area.width - cells - 1,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_of_whole_clusters() {
        let marked = Style::new().bold();
        let area = Rect::new(0, 0, 10, 1);
        let mut buffer = Buffer::empty(area);
        let styles = (Style::new(), marked);
        draw_marked("👩🏽‍🚀 e\u{301}m", &[0, 3], area, styles, &mut buffer);
        let cells = buffer.content().iter();
        let found: Vec<bool> = cells
            .map(|cell| cell.modifier.contains(marked.add_modifier))
            .collect();
        assert_eq!(found[..6], [true, true, false, false, true, false]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        for (text, width, shown) in [
            ("release", 8, "release "),
            ("release", 7, "release"),
            ("release", 6, "relea…"),
            ("你好世界", 8, "你好世界"),
            ("你好世界", 7, "你好世…"),
            ("你好世界", 6, "你好… "),
            ("👨‍👩‍👧‍👦 family", 5, "👨‍👩‍👧‍👦 f…"),
            ("\u{1b}[31mred", 9, "␛[31mred "),
            ("x", 1, "x"),
            ("xy", 1, "…"),
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
            draw(text, buffer.area, Style::new(), &mut buffer);
            let mut seen = String::new();
            let mut skip = 0;
            for cell in buffer.content() {
                if skip == 0 {
                    seen.push_str(cell.symbol());
                    skip = super::width(cell.symbol()).max(1);
                }
                skip -= 1;
            }
            assert_eq!(seen, shown, "{text} in {width}");
        }
    }

    #[test]
    fn words_without_rows_enough_end_in_an_ellipsis() {
        for (words, rows, last) in [
            ("one two three", 2, "three  "),
            ("one two three", 1, "one tw…"),
            ("one to three", 1, "one to…"),
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 7, rows));
            draw_wrapped(words, buffer.area, Style::new(), &mut buffer);
            let seen: String = (0..7).map(|x| buffer[(x, rows - 1)].symbol()).collect();
            assert_eq!(seen.trim_end(), last.trim_end(), "{words}");
        }
    }
}
