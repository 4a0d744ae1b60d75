//! The pictures of a message that are at hand, on their way, or not to be had.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::images::error::Fault;
use crate::images::limits::{KEPT, PICTURES};
use crate::images::placement::{CELL, CellSize, Fit, Ready};
use crate::images::raster::Raster;
use crate::render::json_access::{list, object, text};
use crate::render::line::Line;

/// The most rows of a picture: as many as a screen has beside the rest of the program.
pub const ROWS: u16 = 24;

/// How it stands with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being fetched.
    Loading,
    /// It is not to be had, and why.
    Failed(Fault),
    /// It is here.
    Here(Arc<Raster>),
}

/// The pictures, by their addresses.
#[derive(Clone, Debug)]
pub struct Pictures {
    is_shown: bool,
    /// What was asked for and is not here.
    open: HashMap<String, State>,
    /// What is here, the latest last.
    here: IndexMap<String, Arc<Raster>>,
    ready: HashMap<Fit, Arc<Ready>>,
    cell: CellSize,
    rows: u16,
    /// Counts the changes that can be seen.
    revision: u64,
}

impl Default for Pictures {
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

impl Pictures {
    /// Whether they are shown, as far as they are here.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.is_shown
    }

    /// A number that is another where anything is to be seen otherwise.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The pixels of a cell.
    #[must_use]
    pub fn cell(&self) -> CellSize {
        self.cell
    }

    /// Takes note of how many pixels a cell has; a side that is not known counts as usual.
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

    /// Lets no picture be higher than this.
    pub fn set_rows(&mut self, rows: u16) {
        self.rows = rows.clamp(1, ROWS);
    }

    /// The most columns and rows of a picture in a place so wide.
    #[must_use]
    pub fn most(&self, width: u16) -> (u16, u16) {
        (width, self.rows)
    }

    /// How it stands with a picture; nothing where it was not asked for.
    #[must_use]
    pub fn state(&self, url: &str) -> Option<State> {
        if !self.is_shown {
            return None;
        }
        match self.here.get(url) {
            Some(raster) => Some(State::Here(Arc::clone(raster))),
            None => self.open.get(url).cloned(),
        }
    }

    /// How many of a message's pictures are here, are not to be had, and are still waited for.
    #[must_use]
    pub fn tally(&self, request: &Value) -> (usize, usize, usize) {
        let mut tally = (0, 0, 0);
        for url in urls(request) {
            match self.state(&url) {
                Some(State::Here(_)) => tally.0 += 1,
                Some(State::Failed(_)) => tally.1 += 1,
                Some(State::Loading) => tally.2 += 1,
                None => {}
            }
        }
        tally
    }

    /// All that is ready for a place.
    pub fn all_ready(&self) -> impl Iterator<Item = &Arc<Ready>> {
        self.ready.values()
    }

    /// What is ready for a place.
    #[must_use]
    pub fn ready(&self, fit: &Fit) -> Option<&Arc<Ready>> {
        self.ready.get(fit)
    }

    /// Those of a message that would be new to whoever asks for its pictures.
    #[must_use]
    pub fn unasked(&self, request: &Value) -> Vec<String> {
        let urls = urls(request).into_iter();
        urls.filter(|url| !self.here.contains_key(url) && !self.open.contains_key(url))
            .collect()
    }

    /// Shows the pictures of a message, and returns which are to be fetched for that. Beyond the most
    /// that are fetched of a message they are not to be had.
    pub fn show(&mut self, request: &Value) -> Vec<String> {
        let unasked = self.unasked(request);
        let all = urls(request);
        let (mut asked, far) = (Vec::new(), all.iter().skip(PICTURES));
        let far: Vec<&String> = far.collect();
        for url in unasked {
            let state = if far.contains(&&url) {
                State::Failed(Fault::Many(PICTURES))
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

    /// Puts the boxes back, and forgets what is not here: whoever asks again asks for it anew.
    pub fn hide(&mut self) {
        if self.is_shown {
            self.is_shown = false;
            self.open.clear();
            self.ready.clear();
            self.revision += 1;
        }
    }

    /// Takes a picture, or why it is not to be had. What no message needs any more makes room for it,
    /// the oldest first.
    pub fn take(&mut self, url: &str, answer: Result<Arc<Raster>, Fault>, request: &Value) {
        let raster = match answer {
            Ok(raster) => raster,
            Err(fault) => return self.fail(url, fault),
        };
        let needed = urls(request);
        let bytes = raster.rgba().len();
        while self.bytes() + bytes > KEPT {
            let mut old = self.here.keys();
            let Some(at) = old.position(|old| !needed.contains(old)) else {
                return self.fail(url, Fault::Memory(KEPT));
            };
            self.here.shift_remove_index(at);
        }
        self.open.remove(url);
        self.here.insert(url.to_owned(), raster);
        self.revision += 1;
    }

    fn fail(&mut self, url: &str, fault: Fault) {
        if self.is_shown {
            self.open.insert(url.to_owned(), State::Failed(fault));
            self.revision += 1;
        }
    }

    fn bytes(&self) -> usize {
        self.here.values().map(|raster| raster.rgba().len()).sum()
    }

    /// Takes a picture that was made ready.
    pub fn take_ready(&mut self, fit: Fit, ready: Arc<Ready>) {
        self.ready.insert(fit, ready);
        self.revision += 1;
    }

    /// Forgets what was made ready for other places than these.
    pub fn keep_ready(&mut self, is_needed: impl Fn(&Fit) -> bool) {
        self.ready.retain(|fit, _| is_needed(fit));
    }
}

/// The pictures in lines of the look, from the top, each place and size once.
#[must_use]
pub fn places(lines: &[Line]) -> Vec<Arc<Fit>> {
    let slices = lines.iter().flat_map(Line::slices);
    let firsts = slices.filter(|slice| slice.row == 0);
    let fits: IndexSet<_> = firsts.map(|slice| Arc::clone(&slice.fit)).collect();
    fits.into_iter().collect()
}

/// Whether a request's message has a picture that could be fetched.
#[must_use]
pub fn holds(request: &Value) -> bool {
    !urls(request).is_empty()
}

/// The addresses of the pictures in a request's message, from the top, each once: of the headers, the
/// images and the tiles. Icons have glyphs.
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
    for widget in of {
        if let Some(image) = object(widget, "image") {
            found.insert(text(image, "imageUrl"));
        }
        if let Some(grid) = object(widget, "grid") {
            let images = list(grid, "items")
                .iter()
                .filter_map(|item| object(item, "image"));
            found.extend(images.map(|image| text(image, "imageUri")));
        }
        if let Some(columns) = object(widget, "columns") {
            for column in list(columns, "columnItems") {
                widgets(list(column, "widgets"), found);
            }
        }
        if let Some(carousel) = object(widget, "carousel") {
            for card in list(carousel, "carouselCards") {
                widgets(list(card, "widgets"), found);
                widgets(list(card, "footerWidgets"), found);
            }
        }
    }
}
