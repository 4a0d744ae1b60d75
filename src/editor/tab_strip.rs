//! The layout of titles in a row, as many as there is room for around the current one.

use std::ops::Range;

use crate::cells::grapheme;

/// The cells of the blanks before and after each title, where there is room for both.
const BLANKS: u16 = 2;

/// The visible titles and their columns.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TabStrip {
    /// The indices of the visible titles, each with its columns, blanks included.
    pub titles: Vec<(usize, Range<u16>)>,
    /// Whether the first cell shows that there are more before.
    pub is_cut_before: bool,
    /// Whether the cell after the last title shows that there are more.
    pub is_cut_after: bool,
}

impl TabStrip {
    /// Lays out titles of these widths in `width` cells.
    #[must_use]
    pub fn new(titles: &[&str], chosen: usize, width: u16) -> Self {
        let cells = |title: &&str| grapheme::column_of(title, title.len()) + BLANKS;
        let mut widths: Vec<u16> = titles.iter().map(cells).collect();
        // Without the second blank of each, all may be in sight.
        let tight = widths.iter().map(|cells| cells - 1);
        if widths.iter().sum::<u16>() > width && tight.clone().sum::<u16>() <= width {
            widths = tight.collect();
            let is_room = widths.iter().sum::<u16>() < width;
            if let Some(last) = widths.last_mut() {
                *last += u16::from(is_room);
            }
        }
        let shown = in_sight(&widths, chosen, width);
        let is_cut_before = shown.start > 0;
        let mut x = u16::from(is_cut_before);
        let place = |number: usize| {
            let start = x;
            x = x.saturating_add(widths[number]);
            (number, start..x)
        };
        Self {
            titles: shown.clone().map(place).collect(),
            is_cut_before,
            is_cut_after: shown.end < titles.len(),
        }
    }

    /// Returns the index of the title at a column.
    #[must_use]
    pub fn at(&self, column: u16) -> Option<usize> {
        let mut titles = self.titles.iter();
        titles.find_map(|(number, columns)| columns.contains(&column).then_some(*number))
    }

    /// Returns its width, in cells.
    #[must_use]
    pub fn width(&self) -> u16 {
        let end = self.titles.last().map_or(0, |(_, columns)| columns.end);
        end + u16::from(self.is_cut_after)
    }
}

/// Returns all titles, or those around the current one that fit between the signs for more.
fn in_sight(widths: &[u16], chosen: usize, width: u16) -> Range<usize> {
    let taken = |range: &Range<usize>| widths[range.clone()].iter().sum::<u16>();
    let all = 0..widths.len();
    if taken(&all) <= width || widths.is_empty() {
        return all;
    }
    let mut shown = chosen..chosen + 1;
    loop {
        let wider = [
            shown.start..(shown.end + 1).min(widths.len()),
            shown.start.saturating_sub(1)..shown.end,
        ];
        let fits = |range: &Range<usize>| {
            let signs = u16::from(range.start > 0) + u16::from(range.end < widths.len());
            *range != shown && taken(range) + signs <= width
        };
        match wider.into_iter().find(fits) {
            Some(range) => shown = range,
            None => return shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_title_is_in_sight() {
        let titles = ["JSON", "Card", "Code", "Checks 1"];
        for (chosen, width, shown, cut) in [
            (0, 28, 0..4, (false, false)),
            (0, 27, 0..4, (false, false)),
            (0, 23, 0..3, (false, true)),
            (3, 23, 1..4, (true, false)),
            (1, 14, 1..3, (true, true)),
            (2, 9, 2..3, (true, true)),
            (3, 1, 3..4, (true, false)),
        ] {
            let strip = TabStrip::new(&titles, chosen, width);
            let numbers: Vec<usize> = strip.titles.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, shown.collect::<Vec<_>>(), "{chosen} in {width}");
            assert_eq!(
                (strip.is_cut_before, strip.is_cut_after),
                cut,
                "{chosen} in {width}"
            );
        }
        let tight = TabStrip::new(&titles, 0, 27);
        assert_eq!(tight.titles[1], (1, 5..10));
        let strip = TabStrip::new(&titles, 3, 23);
        assert_eq!(strip.titles[0], (1, 1..7));
        assert_eq!(
            (strip.at(0), strip.at(6), strip.at(7)),
            (None, Some(1), Some(2))
        );
        assert_eq!(TabStrip::new(&[], 0, 5), TabStrip::default());
    }
}
