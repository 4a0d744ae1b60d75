//! The Card tab: the message as Chat shows it, scrolled, expanded and paged through.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use crate::app::panes::options::Options;
use crate::app::panes::preview::click_targets::{ClickTarget, click_targets, pointer};
use crate::app::panes::preview::part_marks::{self, PartSpan};
use crate::app::panes::preview::width::CardWidth;
use crate::app::state::quoted_messages::QuotedMessages;
use crate::chat::sender::SenderKind;
use crate::document::path_map::Shift;
use crate::editor::motion::Motion;
use crate::images::placement::Placement;
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::{self, ImageStore};
use crate::render::line::{ClickAction, Line};
use crate::render::message::render;

/// The cells of one step sideways.
const STEP: u16 = 8;

/// The inputs of the rendering, other than folds and width.
#[derive(Clone, Copy)]
pub struct RenderInputs<'a> {
    /// The revision of the draft.
    pub revision: u64,
    /// Whether the request is newer than that: what is not rendered yet cannot be scrolled into view.
    pub is_behind: bool,
    /// The request.
    pub request: &'a Value,
    /// The kind of sender.
    pub kind: SenderKind,
    /// The display name of the sender.
    pub sender: &'a str,
    /// The names of users.
    pub options: &'a Options,
    /// The images that are loaded.
    pub pictures: &'a ImageStore,
    /// The messages that drafts quote.
    pub quotes: &'a QuotedMessages,
}

/// The inputs that the lines were rendered from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RenderKey {
    revision: u64,
    kind: SenderKind,
    sender: String,
    /// The number of known names.
    known: usize,
    pictures: u64,
    quotes: u64,
    width: u16,
}

/// The state of the tab.
#[derive(Debug, Default)]
pub struct CardTab {
    folds: Folds,
    is_expanded: bool,
    width: CardWidth,
    rendered_for: Option<RenderKey>,
    lines: Vec<Line>,
    click_targets: Vec<ClickTarget>,
    /// The places of images in the rendering, each place and size once.
    places: Vec<Arc<Placement>>,
    holds_pictures: bool,
    /// The selected click target: the pointer of its action, and how many others of that pointer follow it.
    chosen: Option<(String, usize)>,
    /// The part of the request that is marked, and what is highlighted for it.
    marked: Option<String>,
    lit: Option<Rc<str>>,
    /// Whether the marked part is yet to be highlighted and scrolled into view.
    seeks: bool,
    top: usize,
    pan: u16,
    height: usize,
    cells: u16,
}

impl CardTab {
    /// Renders the message where an input changed, for a pane of `width` by `height` cells.
    ///
    /// The last column is left to the scrollbar.
    pub fn layout(&mut self, source: RenderInputs<'_>, width: u16, height: u16) {
        if width == 0 || height == 0 {
            return;
        }
        self.height = height.into();
        self.cells = width.saturating_sub(1).max(1);
        let made = RenderKey {
            revision: source.revision,
            kind: source.kind,
            sender: source.sender.to_owned(),
            known: source.options.people(),
            pictures: source.pictures.revision(),
            quotes: source.quotes.revision(),
            width: self.width.cells().unwrap_or(self.cells),
        };
        if self.rendered_for.as_ref() != Some(&made) {
            self.lines = self.render(source, source.pictures, made.width);
            self.click_targets = click_targets(&self.lines);
            self.places = image_store::places(&self.lines);
            self.holds_pictures = image_store::holds(source.request);
            self.rendered_for = Some(made);
            self.light();
        }
        if !source.is_behind && std::mem::take(&mut self.seeks) {
            self.light();
            let lit = self.lit.as_deref();
            if let Some((first, last)) = lit.and_then(|lit| part_marks::rows(&self.lines, lit)) {
                self.scroll_into_view(first, last);
            }
        }
        let widest = self.rendered_for.as_ref().map_or(0, |made| made.width);
        self.pan = self.pan.min(widest.saturating_sub(self.cells));
        self.top = self.top.min(self.last_top());
    }

    fn render(&self, source: RenderInputs<'_>, pictures: &ImageStore, width: u16) -> Vec<Line> {
        let context = RenderContext {
            is_desktop: self.width.cells().is_none(),
            kind: source.kind,
            sender: source.sender,
            time: "now",
            width,
            folds: &self.folds,
            pictures,
            names: &|user| source.options.person(user).map(str::to_owned),
        };
        render(&source.quotes.shown_in(source.request), &context)
    }

    /// Returns the places of images in the rendering, each place and size once.
    #[must_use]
    pub fn places(&self) -> &[Arc<Placement>] {
        &self.places
    }

    /// Returns whether the message has images that could be fetched.
    #[must_use]
    pub fn holds_pictures(&self) -> bool {
        self.holds_pictures
    }

    /// Returns the visible lines, from the top.
    #[must_use]
    pub fn lines_in_sight(&self) -> &[Line] {
        let end = self.lines.len().min(self.top + self.height);
        &self.lines[self.top.min(end)..end]
    }

    /// Returns how many cells are scrolled out of view at the left.
    #[must_use]
    pub fn pan(&self) -> u16 {
        self.pan
    }

    /// Returns whether something is cut off at the right.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        let widest = self.rendered_for.as_ref().map_or(0, |made| made.width);
        widest > self.pan.saturating_add(self.cells)
    }

    /// Returns the index of the first visible line, and the number of all lines.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.lines.len())
    }

    /// Returns whether anything of the message can be expanded or paged.
    #[must_use]
    pub fn opens(&self) -> bool {
        !self.click_targets.is_empty()
    }

    /// Returns what the selected click target does.
    #[must_use]
    pub fn chosen(&self) -> Option<&ClickAction> {
        self.current()
            .map(|target| &self.click_targets[target].action)
    }

    /// Returns whether the rendering shows any part of the request, so that one can be gone to.
    #[must_use]
    pub fn shows(&self) -> bool {
        self.lines.iter().any(|line| !line.parts().is_empty())
    }

    /// Returns all parts of the request that the rendering shows, from the top.
    #[must_use]
    pub fn parts(&self) -> Vec<PartSpan> {
        part_marks::part_spans(&self.lines)
    }

    /// Returns the part of the request that is marked, as a JSON Pointer.
    #[must_use]
    pub fn marked(&self) -> Option<&str> {
        self.marked.as_deref()
    }

    /// Returns what is highlighted: the parts within this JSON Pointer.
    #[must_use]
    pub fn lit(&self) -> Option<&str> {
        self.lit.as_deref()
    }

    /// Returns the border's note on the width in so many cells; empty while it is the pane's.
    #[must_use]
    pub fn aside(&self, room: u16) -> String {
        self.width.aside(room)
    }

    /// Returns all lines without their styles, for the clipboard; images are boxes there.
    #[must_use]
    pub fn copy(&self, source: RenderInputs<'_>) -> String {
        let width = self.rendered_for.as_ref().map_or(0, |made| made.width);
        let boxed =
            (!self.places.is_empty()).then(|| self.render(source, &ImageStore::default(), width));
        let lines = boxed.as_ref().unwrap_or(&self.lines).iter();
        lines
            .map(|line| line.text().trim_end().to_owned() + "\n")
            .collect()
    }

    /// Scrolls by a line, a page, or to an end; sideways where the message is wider than the pane.
    pub fn step(&mut self, motion: Motion) {
        match motion {
            Motion::Up => self.top = self.top.saturating_sub(1),
            Motion::Down => self.top += 1,
            Motion::PageUp => self.top = self.top.saturating_sub(self.height),
            Motion::PageDown => self.top += self.height,
            Motion::First => self.top = 0,
            Motion::Last => self.top = usize::MAX,
            Motion::Left => self.pan = self.pan.saturating_sub(STEP),
            Motion::Right => self.pan = self.pan.saturating_add(STEP),
            _ => {}
        }
        self.top = self.top.min(self.last_top());
    }

    /// Scrolls by so many lines.
    pub fn scroll(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }

    /// Rebases folds, pages and the selection after an edit moved their parts.
    pub fn map_paths(&mut self, shifts: &[Shift]) {
        self.folds.map_paths(shifts);
        self.chosen = (self.chosen.take())
            .and_then(|(at, after)| Some((Shift::map_through(shifts, &at)?, after)));
    }

    /// Shows the message at the next of the widths.
    pub fn next_width(&mut self) {
        self.set_width(self.width.next());
    }

    /// Returns the width at which the message is rendered.
    #[must_use]
    pub fn width(&self) -> CardWidth {
        self.width
    }

    /// Renders the message at a width.
    pub fn set_width(&mut self, width: CardWidth) {
        self.width = width;
    }

    /// Expands all that can be expanded, or collapses it.
    pub fn expand(&mut self) {
        self.is_expanded = !self.is_expanded;
        self.folds = if self.is_expanded {
            Folds::open()
        } else {
            Folds::default()
        };
        self.rendered_for = None;
    }

    /// Selects the click target `steps` further along and scrolls it into view.
    ///
    /// Without a selected one, the first or last that is visible, or else the nearest.
    pub fn choose(&mut self, steps: isize) {
        let firsts: Vec<usize> = self
            .click_targets
            .iter()
            .map(|target| target.first)
            .collect();
        let Some(target) = part_marks::next(&firsts, self.current(), steps, self.sight()) else {
            return;
        };
        self.take(target);
        let ClickTarget { first, last, .. } = self.click_targets[target];
        self.scroll_into_view(first, last);
    }

    /// Marks a part of the request, or none.
    ///
    /// The next [`CardTab::layout`] highlights what shows it and scrolls that into view: the part may have come
    /// with the change that is yet to be rendered.
    pub fn mark(&mut self, at: Option<&str>) {
        self.marked = at.map(str::to_owned);
        self.chosen = None;
        self.seeks = true;
    }

    /// Marks the part `steps` further along; without a marked one, the first or last that begins in view, or
    /// else the nearest.
    pub fn step_mark(&mut self, steps: isize) {
        let all = self.parts();
        let firsts: Vec<usize> = all.iter().map(|span| span.first).collect();
        let lit = self.lit.as_ref();
        let now = lit.and_then(|lit| all.iter().position(|span| span.at == *lit));
        let Some(next) = part_marks::next(&firsts, now, steps, self.sight()) else {
            return;
        };
        self.mark(Some(&all[next].at));
    }

    /// Returns the part to go to: the marked one, or else the first visible.
    #[must_use]
    pub fn part_to_go_to(&self) -> Option<String> {
        let first = || {
            let mut lines = self.lines_in_sight().iter();
            lines.find_map(|line| Some(line.parts().first()?.at.to_string()))
        };
        self.marked.clone().or_else(first)
    }

    /// Returns the range of the visible lines.
    fn sight(&self) -> Range<usize> {
        self.top..self.top + self.height
    }

    fn light(&mut self) {
        let marked = self.marked.as_deref();
        self.lit = marked.and_then(|marked| part_marks::lit(&self.lines, marked));
    }

    /// Scrolls lines into view, of more than fit the first ones; what shows the beginning stays.
    fn scroll_into_view(&mut self, first: usize, last: usize) {
        let is_long = last - first >= self.height;
        if is_long && self.sight().contains(&first) {
            return;
        }
        let lowest = (last + 1).saturating_sub(self.height).min(first);
        self.top = self.top.clamp(lowest, first);
    }

    /// Activates the selected click target, or the first visible. Returns whether there is one.
    pub fn press(&mut self) -> bool {
        let bottom = self.top + self.height;
        let in_sight = || {
            let mut targets = self.click_targets.iter();
            targets.position(|target| (self.top..bottom).contains(&target.first))
        };
        let Some(target) = self.current().or_else(in_sight) else {
            return false;
        };
        self.take(target);
        let action = self.click_targets[target].action.clone();
        self.act(&action);
        true
    }

    /// Activates the click target at a cell of the pane.
    ///
    /// Where there is none, returns the part of the request that the cell shows.
    pub fn click(&mut self, column: u16, row: u16) -> Option<String> {
        let column = column.saturating_add(self.pan);
        let line = self.lines.get(self.top + usize::from(row))?;
        let hit = line.handles().iter().find(|handle| {
            let end = handle.start.saturating_add(handle.width);
            (handle.start..end).contains(&column)
        });
        let Some(action) = hit.map(|handle| handle.action.clone()) else {
            return line.part_at(column).map(str::to_owned);
        };
        self.chosen = None;
        self.act(&action);
        None
    }

    fn act(&mut self, action: &ClickAction) {
        self.folds.act(action);
        self.rendered_for = None;
    }

    fn take(&mut self, target: usize) {
        let at = pointer(&self.click_targets[target].action);
        let after = self.click_targets[target + 1..].iter();
        let same = after.filter(|target| pointer(&target.action) == at).count();
        self.chosen = Some((at.to_owned(), same));
        self.marked = None;
        self.lit = None;
    }

    /// Returns the index of the selected click target.
    ///
    /// A pager that came to its end has one less; then the one that is left is selected.
    fn current(&self) -> Option<usize> {
        let (at, after) = self.chosen.as_ref()?;
        let is_of_it = |target: &&(usize, &ClickTarget)| pointer(&target.1.action) == at;
        let all: Vec<_> = self.click_targets.iter().enumerate().collect();
        let mut same = all.iter().rev().filter(is_of_it);
        let first = same.next()?;
        let found = if *after == 0 {
            None
        } else {
            same.nth(after - 1)
        };
        Some(found.unwrap_or(first).0)
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.height.max(1))
    }
}

#[cfg(test)]
mod tests;
