//! The layout of the screen: the rectangle of each part, computed from the size.

use std::ops::RangeInclusive;

use ratatui::layout::Rect;

use crate::app::events::event::Size;
use crate::app::events::pane::Pane;
use crate::store::ui_state::PaneSizes;

/// The smallest screen that is usable, in cells.
pub const LEAST: Size = Size {
    width: 30,
    height: 8,
};

/// The least width with three columns, in cells.
const WIDE: u16 = 120;

/// The least width with two columns, in cells.
const MIDDLE: u16 = 80;

/// The least height at which the options always show all their rows, in cells.
const TALL: u16 = 34;

/// The rows of the options pane when it shows everything: its rows, two for the forecast, the borders.
const OPTIONS_FULL: u16 = 13;

/// The least height at which the options stay visible while cards are edited, in cells.
const ROOMY: u16 = 28;

/// The least rows of the cards pane below the text, borders included.
const CARDS_LEAST: u16 = 9;

/// The rows of the options pane when it shows only a summary, borders included.
const OPTIONS_BRIEF: u16 = 4;

/// The arrangement of the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is shown but a line that says so.
    TooSmall,
    /// One pane at a time, and a bar of tabs.
    Narrow,
    /// Two columns; the preview replaces the spaces while it is focused.
    Middle,
    /// Three columns.
    Wide,
}

/// Returns the shape of a screen of this size.
#[must_use]
pub fn shape(size: Size) -> Shape {
    match size {
        Size { width, height } if width < LEAST.width || height < LEAST.height => Shape::TooSmall,
        Size { width, .. } if width < MIDDLE => Shape::Narrow,
        Size { width, .. } if width < WIDE => Shape::Middle,
        _ => Shape::Wide,
    }
}

/// The least width of the spaces, in cells.
const SPACES_LEAST: u16 = 16;

/// The least width of the preview, and of the panes beside it.
const COLUMN_LEAST: u16 = 30;

/// How the user arranged the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Whether the focused pane is alone on the screen.
    pub is_zoomed: bool,
    /// By how much panes differ from their usual sizes.
    pub sizes: PaneSizes,
}

/// A border between panes that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Right of the spaces.
    Spaces,
    /// Left of the preview.
    Preview,
    /// Above the cards.
    Cards,
    /// Above the options, below the cards.
    Options,
    /// Below the text, above all that is under it.
    Stack,
}

/// The rectangle of each part; a part that is not shown is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Regions {
    /// The title bar, with the draft's name and the sender.
    pub top: Rect,
    /// The tab bar of a narrow screen.
    pub tabs: Option<Rect>,
    /// The spaces, borders included; so are all panes.
    pub spaces: Option<Rect>,
    /// The text.
    pub text: Option<Rect>,
    /// The cards.
    pub cards: Option<Rect>,
    /// The options.
    pub options: Option<Rect>,
    /// The preview.
    pub preview: Option<Rect>,
    /// The message line.
    pub notice: Rect,
    /// The status line.
    pub bottom: Rect,
}

impl Regions {
    /// Returns the area of a pane, borders included.
    #[must_use]
    pub fn of(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Spaces => self.spaces,
            Pane::Text => self.text,
            Pane::Cards => self.cards,
            Pane::Options => self.options,
            Pane::Preview => self.preview,
        }
    }

    /// Gives a pane its area.
    fn set(&mut self, pane: Pane, area: Rect) {
        let place = match pane {
            Pane::Spaces => &mut self.spaces,
            Pane::Text => &mut self.text,
            Pane::Cards => &mut self.cards,
            Pane::Options => &mut self.options,
            Pane::Preview => &mut self.preview,
        };
        *place = Some(area);
    }

    /// Returns the border between panes at a cell, which both of them draw.
    #[must_use]
    pub fn edge_at(&self, column: u16, row: u16) -> Option<Edge> {
        let beside = |area: Option<Rect>, edge: fn(Rect) -> u16| {
            let area = area?;
            let is_within = (area.y + 1..area.bottom()).contains(&row);
            let after = edge(area);
            (is_within && after > 0 && (after - 1..=after).contains(&column)).then_some(())
        };
        let above = |area: Option<Rect>| {
            let area = area?;
            let is_within = (area.x..area.right()).contains(&column);
            let text = self.text?;
            (is_within && area.y > text.y && (area.y - 1..=area.y).contains(&row)).then_some(())
        };
        let has_right = self.text.is_some();
        beside(self.spaces.filter(|_| has_right), Rect::right)
            .map(|()| Edge::Spaces)
            .or_else(|| {
                beside(self.preview.filter(|_| has_right), Rect::left).map(|()| Edge::Preview)
            })
            .or_else(|| above(self.cards).map(|()| Edge::Cards))
            .or_else(|| {
                let edge = if self.cards.is_some() {
                    Edge::Options
                } else {
                    Edge::Stack
                };
                above(self.options).map(|()| edge)
            })
    }

    /// Returns the pane at a cell.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| {
            self.of(*pane)
                .is_some_and(|area| area.contains((column, row).into()))
        })
    }
}

/// Returns the inside of a pane, without its borders.
#[must_use]
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Returns the part of a pane's upper border that titles may take.
#[must_use]
pub fn title(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2),
        width: area.width.saturating_sub(4),
        height: area.height.min(1),
        ..area
    }
}

/// Returns the content area of a pane.
///
/// Text and JSON keep a gap from the border, as the signs of the other panes do.
#[must_use]
pub fn content(pane: Pane, area: Rect) -> Rect {
    let inside = inside(area);
    let gap = match pane {
        Pane::Text | Pane::Preview => 1.min(inside.width),
        Pane::Spaces | Pane::Cards | Pane::Options => 0,
    };
    Rect {
        x: inside.x.saturating_add(gap),
        width: inside.width - gap,
        ..inside
    }
}

/// The rows that a notice may take on any screen: what happened, why, and what to do.
const NOTICE_LEAST: u16 = 3;

/// Returns the regions of a screen whose focused pane is `focus`, whose notice needs `notice` rows, and whose
/// cards have an outline of so many lines.
#[must_use]
pub fn regions(
    size: Size,
    arrangement: Arrangement,
    focus: Pane,
    notice: u16,
    outline: u16,
) -> Regions {
    let shape = shape(size);
    if shape == Shape::TooSmall {
        return Regions::default();
    }
    let notice = notice.clamp(1, (size.height / 4).max(NOTICE_LEAST));
    let row = |y: u16, height: u16| Rect {
        x: 0,
        y,
        width: size.width,
        height,
    };
    let mut regions = Regions {
        top: row(0, 1),
        notice: row(size.height - 1 - notice, notice),
        bottom: row(size.height - 1, 1),
        ..Regions::default()
    };
    let body = row(1, size.height - 2 - notice);
    match shape {
        Shape::TooSmall => {}
        Shape::Narrow => narrow(&mut regions, body, focus),
        Shape::Middle | Shape::Wide if arrangement.is_zoomed => regions.set(focus, body),
        Shape::Middle => middle(&mut regions, body, arrangement.sizes, focus, outline),
        Shape::Wide => wide(&mut regions, body, arrangement.sizes, focus, outline),
    }
    regions
}

/// Returns a size that the user changed by so many cells, within its bounds; the usual one where these leave no choice.
fn sized(usual: u16, by: i16, bounds: RangeInclusive<u16>) -> u16 {
    let (least, most) = bounds.into_inner();
    if usual == 0 || most < least || by == 0 {
        return usual;
    }
    usual.saturating_add_signed(by).clamp(least, most)
}

fn narrow(regions: &mut Regions, body: Rect, focus: Pane) {
    // Where a notice leaves no room for a row of the pane, the tab bar is dropped.
    let bar = u16::from(body.height > 3);
    regions.tabs = (bar > 0).then_some(Rect {
        height: bar,
        ..body
    });
    let area = Rect {
        y: body.y + bar,
        height: body.height - bar,
        ..body
    };
    regions.set(focus, area);
}

fn middle(regions: &mut Regions, body: Rect, sizes: PaneSizes, focus: Pane, outline: u16) {
    match focus {
        Pane::Preview | Pane::Cards => {
            // Editing cards needs the preview more than the spaces.
            let left = if focus == Pane::Cards {
                body.width * 11 / 20
            } else {
                body.width / 2
            };
            let most = body.width.saturating_sub(COLUMN_LEAST);
            let right = sized(body.width - left, sizes.preview, COLUMN_LEAST..=most);
            let [left, right] = split(body, body.width - right);
            compose(regions, left, sizes, focus, outline);
            regions.preview = Some(right);
        }
        _ => {
            let usual = (body.width / 3).min(30);
            let left = sized(usual, sizes.spaces, SPACES_LEAST..=body.width / 2);
            let [left, right] = split(body, left);
            regions.spaces = Some(left);
            compose(regions, right, sizes, focus, outline);
        }
    }
}

fn wide(regions: &mut Regions, body: Rect, sizes: PaneSizes, focus: Pane, outline: u16) {
    let usual = (body.width / 5).clamp(26, 34);
    let spaces = sized(usual, sizes.spaces, SPACES_LEAST..=body.width / 3);
    let [spaces, rest] = split(body, spaces);
    let usual = rest.width - rest.width * 11 / 20;
    let most = rest.width.saturating_sub(COLUMN_LEAST);
    let preview = sized(usual, sizes.preview, COLUMN_LEAST..=most);
    let [centre, preview] = split(rest, rest.width - preview);
    regions.spaces = Some(spaces);
    compose(regions, centre, sizes, focus, outline);
    regions.preview = Some(preview);
}

/// Stacks the text, the cards and the options. What does not fit is not shown.
fn compose(regions: &mut Regions, area: Rect, sizes: PaneSizes, focus: Pane, outline: u16) {
    let (cards, options) = if focus == Pane::Cards {
        let text = (area.height / 6).clamp(3, 8);
        let options = if area.height >= ROOMY {
            OPTIONS_BRIEF
        } else {
            0
        };
        let rest = area.height.saturating_sub(text + options);
        if rest < CARDS_LEAST {
            (area.height, 0)
        } else {
            (rest, options)
        }
    } else {
        let wanted = if focus == Pane::Options || area.height + 4 >= TALL {
            OPTIONS_FULL
        } else {
            OPTIONS_BRIEF
        };
        // The text keeps its borders and three rows, whatever happens.
        let options = boxed(wanted.min(area.height.saturating_sub(5)));
        let wanted = outline
            .saturating_add(2)
            .min((area.height / 3).max(5))
            .max(3);
        (
            boxed(wanted.min(area.height.saturating_sub(5 + options))),
            options,
        )
    };
    let is_alone = cards == area.height;
    let room = area.height.saturating_sub(TEXT_LEAST);
    let least = if cards > 0 { BOX } else { 0 };
    let options = sized(options, sizes.options, BOX..=room.saturating_sub(least));
    let cards = if is_alone {
        cards
    } else {
        sized(cards, sizes.cards, BOX..=room.saturating_sub(options))
    };
    let mut y = area.y;
    let mut next = |height: u16| {
        let row = Rect { y, height, ..area };
        y += height;
        (height > 0).then_some(row)
    };
    regions.text = next(area.height - cards - options);
    regions.cards = next(cards);
    regions.options = next(options);
}

/// The least rows of the text where others are resized, borders included.
const TEXT_LEAST: u16 = 3;

/// The least rows of a box with a row between its borders.
const BOX: u16 = 3;

/// Returns the rows of a box, or none where the borders leave no row between them.
fn boxed(rows: u16) -> u16 {
    if rows < 3 { 0 } else { rows }
}

/// Splits an area into its first columns, at most so many, and those right of them.
pub(super) fn split(area: Rect, left: u16) -> [Rect; 2] {
    let left = left.min(area.width);
    [
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        },
    ]
}

/// Returns a centred box of at most this size in `room`, for a dialog.
#[must_use]
pub fn centred(room: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(room.width), height.min(room.height));
    Rect {
        x: room.x + (room.width - width) / 2,
        y: room.y + (room.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_change_at_their_widths() {
        for (width, height, expected) in [
            (29, 24, Shape::TooSmall),
            (80, 7, Shape::TooSmall),
            (30, 8, Shape::Narrow),
            (79, 24, Shape::Narrow),
            (80, 24, Shape::Middle),
            (119, 24, Shape::Middle),
            (120, 40, Shape::Wide),
        ] {
            assert_eq!(shape(Size { width, height }), expected, "{width}x{height}");
        }
    }

    #[test]
    fn regions_cover_the_screen_once() {
        for width in 30..210 {
            for height in 8..70 {
                for focus in Pane::ALL {
                    for (notice, outline) in [(1, 0), (2, 1), (3, 9), (4, 300)] {
                        covers(Size { width, height }, focus, notice, outline);
                    }
                }
            }
        }
    }

    #[test]
    fn resized_and_zoomed_they_cover_it_too() {
        for width in [80, 100, 119, 120, 160, 210] {
            for (height, by) in
                (8..60).zip([-90, -20, -7, -3, 0, 2, 5, 9, 30, 200].into_iter().cycle())
            {
                for focus in Pane::ALL {
                    for (number, is_zoomed) in (0..4).flat_map(|n| [(n, false), (n, true)]) {
                        let sizes = PaneSizes {
                            spaces: if number == 0 { by } else { 1 },
                            preview: if number == 1 { by } else { -1 },
                            cards: if number == 2 { by } else { 2 },
                            options: if number == 3 { by } else { -2 },
                        };
                        let arrangement = Arrangement { is_zoomed, sizes };
                        covers_as(Size { width, height }, arrangement, focus, 1, 4);
                    }
                }
            }
        }
    }

    fn covers(size: Size, focus: Pane, notice: u16, outline: u16) {
        covers_as(size, Arrangement::default(), focus, notice, outline);
    }

    fn covers_as(size: Size, arrangement: Arrangement, focus: Pane, notice: u16, outline: u16) {
        let found = regions(size, arrangement, focus, notice, outline);
        assert!(
            found.of(focus).is_some() || focus == Pane::Options,
            "{size:?} {focus:?} is not shown"
        );
        let parts = [found.top, found.notice, found.bottom].into_iter().chain(
            [
                found.tabs,
                found.spaces,
                found.text,
                found.cards,
                found.options,
                found.preview,
            ]
            .into_iter()
            .flatten(),
        );
        let cells: u32 = parts.map(Rect::area).sum();
        assert_eq!(
            cells,
            u32::from(size.width) * u32::from(size.height),
            "{size:?} {focus:?} {notice}"
        );
    }
}
