//! Carousels: cards side by side, some at a time.

use serde_json::Value;

use crate::render::block::{Across, Block, Column, Down, indented, join_columns, shares, tag_part};
use crate::render::border;
use crate::render::context::RenderContext;
use crate::render::json_access::list;
use crate::render::line::{ClickAction, Line};
use crate::render::style::{Role, TextStyle};
use crate::render::widget_list::{self, Container, Widget, WidgetSet};

/// Minimum width of a card of a carousel, in cells.
const CARD: u16 = 24;

/// Draws a `Carousel`.
#[must_use]
pub fn carousel(
    of: &Value,
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
    all: &'static [Widget],
) -> Block {
    let set = WidgetSet {
        all,
        within: Container::Slide,
    };
    let cards = list(of, "carouselCards");
    let per_page = usize::from((width + 1) / (CARD + 1)).max(1);
    let pages = cards.len().div_ceil(per_page);
    let page = context.folds.page(at, pages);
    let mut block = Block::new();
    for (number, shown) in cards.chunks(per_page).enumerate() {
        if page.is_none_or(|page| page == number) {
            let at = format!("{at}/carouselCards");
            let first = number * per_page;
            block.extend(row((shown, first), &at, width, context, set));
        }
    }
    if let Some(page) = page.filter(|_| pages > 1) {
        block.push(pager(at, page, pages, width));
    }
    block
}

/// Draws some cards side by side; `first` is the index of the leftmost.
fn row(
    (cards, first): (&[Value], usize),
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
    set: WidgetSet,
) -> Block {
    let widths = shares(width, cards.len());
    let mut parts: Vec<[Block; 2]> = Vec::new();
    for ((number, card), each) in cards.iter().enumerate().zip(&widths) {
        let at = format!("{at}/{}", first + number);
        parts.push(["widgets", "footerWidgets"].map(|field| {
            let (widgets, at) = (list(card, field), format!("{at}/{field}"));
            widget_list::all(widgets, &at, set, border::inside(*each), context)
        }));
    }
    // All cards are as tall as the tallest; their footers stand at the bottom.
    let height = |[top, foot]: &[Block; 2]| {
        top.len() + foot.len() + usize::from(!top.is_empty() && !foot.is_empty())
    };
    let tallest = parts.iter().map(height).max().unwrap_or(0).max(1);
    let columns = parts
        .into_iter()
        .zip(widths)
        .enumerate()
        .map(|(number, ([mut top, foot], width))| {
            let at = format!("{at}/{}", first + number);
            top.resize(tallest - foot.len(), Line::default());
            top.extend(foot);
            Column {
                block: tag_part(
                    border::around(vec![top], width, border::Kind::Round),
                    &at,
                    width,
                ),
                width,
                down: Down::Top,
            }
        })
        .collect();
    join_columns(columns, 1)
}

/// Draws the handles that turn the page, and the number of the page.
fn pager(at: &str, page: usize, pages: usize, width: u16) -> Line {
    let handle = |sign: &str, to: Option<usize>| match to {
        Some(to) => Line::new(sign, Role::Handle).handle(ClickAction::Turn(at.to_owned(), to)),
        None => Line::new(sign, Role::Disabled),
    };
    let next = Some(page + 1).filter(|next| *next < pages);
    let mut line = handle(" ‹ ", page.checked_sub(1));
    line.write(&format!("{}/{pages}", page + 1), TextStyle::of(Role::Dim));
    line.append(handle(" › ", next));
    let before = Across::Center.before(line.width(), width);
    indented(line, before).cut(width)
}
