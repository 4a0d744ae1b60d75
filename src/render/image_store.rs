//! Load state of a message's images: ready, loading, failed.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::images::error::ImageError;
use crate::images::limits::{KEPT, PICTURES};
use crate::images::placement::{CELL, CellSize, Placement, PreparedImage};
use crate::images::raster::Raster;
use crate::render::json_access::{list, object, text};
use crate::render::line::Line;
use crate::render::widget_contents::{Contents, contents};

/// Maximum height of an image, in rows: as many as a screen has besides the rest of the program.
pub const ROWS: u16 = 24;

/// Load state of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being fetched.
    Loading,
    /// It failed to load, with the reason.
    Failed(ImageError),
    /// It is loaded.
    Ready(Arc<Raster>),
}

/// Images by URL.
#[derive(Clone, Debug)]
pub struct ImageStore {
    is_shown: bool,
    /// Requested images that are loading or failed.
    open: HashMap<String, State>,
    /// Loaded images, the latest last.
    here: IndexMap<String, Arc<Raster>>,
    ready: HashMap<Placement, Arc<PreparedImage>>,
    cell: CellSize,
    rows: u16,
    /// Counter that increases with every visible change.
    revision: u64,
}

impl Default for ImageStore {
    fn default() -> Self {
        Self {
            is_shown: false,
            open: HashMap::new(),
            here: IndexMap::new(),
            ready: HashMap::new(),
            cell: CELL,
            rows: ROWS,
            revision: 0,
        }
    }
}

impl ImageStore {
    /// Returns whether images are shown, as far as they are loaded.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.is_shown
    }

    /// Returns the counter that increases with every visible change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the size of a cell, in pixels.
    #[must_use]
    pub fn cell(&self) -> CellSize {
        self.cell
    }

    /// Sets the size of a cell in pixels; an unknown side (0) means the default size.
    pub fn set_cell(&mut self, cell: CellSize) {
        let cell = match cell {
            (0, _) | (_, 0) => CELL,
            known => known,
        };
        if self.cell != cell {
            self.cell = cell;
            self.ready.clear();
            self.revision += 1;
        }
    }

    /// Sets the maximum height of an image, in rows.
    pub fn set_rows(&mut self, rows: u16) {
        self.rows = rows.clamp(1, ROWS);
    }

    /// Returns the maximum size of an image in a space of `width` cells, as columns and rows.
    #[must_use]
    pub fn most(&self, width: u16) -> (u16, u16) {
        (width, self.rows)
    }

    /// Returns the load state of an image, or `None` if it was not requested.
    #[must_use]
    pub fn state(&self, url: &str) -> Option<State> {
        if !self.is_shown {
            return None;
        }
        match self.here.get(url) {
            Some(raster) => Some(State::Ready(Arc::clone(raster))),
            None => self.open.get(url).cloned(),
        }
    }

    /// Returns how many of a message's images are loaded, failed, and loading.
    #[must_use]
    pub fn tally(&self, request: &Value) -> (usize, usize, usize) {
        let mut tally = (0, 0, 0);
        for url in urls(request) {
            match self.state(&url) {
                Some(State::Ready(_)) => tally.0 += 1,
                Some(State::Failed(_)) => tally.1 += 1,
                Some(State::Loading) => tally.2 += 1,
                None => {}
            }
        }
        tally
    }

    /// Returns all images that were prepared for a place.
    pub fn all_ready(&self) -> impl Iterator<Item = &Arc<PreparedImage>> {
        self.ready.values()
    }

    /// Returns the image prepared for a place.
    #[must_use]
    pub fn ready(&self, fit: &Placement) -> Option<&Arc<PreparedImage>> {
        self.ready.get(fit)
    }

    /// Returns the URLs of a message's images that were not requested yet.
    #[must_use]
    pub fn unasked(&self, request: &Value) -> Vec<String> {
        let urls = urls(request).into_iter();
        urls.filter(|url| !self.here.contains_key(url) && !self.open.contains_key(url))
            .collect()
    }

    /// Shows the images of a message, and returns the URLs to fetch for that.
    ///
    /// Images beyond the limit for one message count as failed.
    pub fn show(&mut self, request: &Value) -> Vec<String> {
        let unasked = self.unasked(request);
        let all = urls(request);
        let (mut asked, far) = (Vec::new(), all.iter().skip(PICTURES));
        let far: Vec<&String> = far.collect();
        for url in unasked {
            let state = if far.contains(&&url) {
                State::Failed(ImageError::Many(PICTURES))
            } else {
                asked.push(url.clone());
                State::Loading
            };
            self.open.insert(url, state);
        }
        self.is_shown = true;
        self.revision += 1;
        asked
    }

    /// Shows boxes again, and forgets all images that are not loaded, so that showing them again requests them
    /// anew.
    pub fn hide(&mut self) {
        if self.is_shown {
            self.is_shown = false;
            self.open.clear();
            self.ready.clear();
            self.revision += 1;
        }
    }

    /// Stores a loaded image, or the reason of its failure.
    ///
    /// Images that the message no longer needs are dropped to make room, the oldest first.
    pub fn take(&mut self, url: &str, answer: Result<Arc<Raster>, ImageError>, request: &Value) {
        let raster = match answer {
            Ok(raster) => raster,
            Err(fault) => return self.fail(url, fault),
        };
        let needed = urls(request);
        let bytes = raster.rgba().len();
        while self.bytes() + bytes > KEPT {
            let mut old = self.here.keys();
            let Some(at) = old.position(|old| !needed.contains(old)) else {
                return self.fail(url, ImageError::Memory(KEPT));
            };
            self.here.shift_remove_index(at);
        }
        self.open.remove(url);
        self.here.insert(url.to_owned(), raster);
        self.revision += 1;
    }

    fn fail(&mut self, url: &str, fault: ImageError) {
        if self.is_shown {
            self.open.insert(url.to_owned(), State::Failed(fault));
            self.revision += 1;
        }
    }

    fn bytes(&self) -> usize {
        self.here.values().map(|raster| raster.rgba().len()).sum()
    }

    /// Stores an image that was prepared for a place.
    pub fn take_ready(&mut self, fit: Placement, ready: Arc<PreparedImage>) {
        self.ready.insert(fit, ready);
        self.revision += 1;
    }

    /// Drops prepared images whose place is no longer needed.
    pub fn keep_ready(&mut self, is_needed: impl Fn(&Placement) -> bool) {
        self.ready.retain(|fit, _| is_needed(fit));
    }
}

/// Returns the images in rendered lines, from the top, each place and size once.
#[must_use]
pub fn places(lines: &[Line]) -> Vec<Arc<Placement>> {
    let slices = lines.iter().flat_map(Line::slices);
    let firsts = slices.filter(|slice| slice.row == 0);
    let fits: IndexSet<_> = firsts.map(|slice| Arc::clone(&slice.fit)).collect();
    fits.into_iter().collect()
}

/// Returns whether a request's message has an image that could be fetched.
#[must_use]
pub fn holds(request: &Value) -> bool {
    !urls(request).is_empty()
}

/// Returns the URLs of the images in a request's message, from the top, each once.
///
/// They are those of the headers, the images and the tiles. Icons have glyphs.
#[must_use]
pub fn urls(request: &Value) -> Vec<String> {
    let mut found = IndexSet::new();
    let message = request.get("message").unwrap_or(&Value::Null);
    for card in list(message, "cardsV2") {
        let Some(card) = object(card, "card") else {
            continue;
        };
        let header = card.get("header").unwrap_or(&Value::Null);
        found.insert(text(header, "imageUrl"));
        for section in list(card, "sections") {
            widgets(list(section, "widgets"), &mut found);
        }
    }
    found.shift_remove("");
    found.into_iter().map(str::to_owned).collect()
}

fn widgets<'a>(of: &'a [Value], found: &mut IndexSet<&'a str>) {
    for (member, contents) in of.iter().flat_map(contents) {
        match contents {
            Contents::Words => {}
            Contents::Images(urls) => found.extend(urls(member)),
            Contents::Widgets(lists) => {
                for list in lists(member) {
                    widgets(list, found);
                }
            }
        }
    }
}
