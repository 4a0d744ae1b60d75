//! The width at which the Card tab renders a message: the pane's, or that of a place where Chat is read.

/// The widths to choose from, and their names; the first is the pane's.
const WIDTHS: [(Option<u16>, &str); 4] = [
    (None, ""),
    (Some(40), " phone, 40 cells "),
    (Some(60), " side panel, 60 cells "),
    (Some(100), " desktop, 100 cells "),
];

/// One of the widths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardWidth(usize);

impl CardWidth {
    /// Returns the next one, around the end.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1) % WIDTHS.len())
    }

    /// Returns the one of this index.
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self(index % WIDTHS.len())
    }

    /// Returns its index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }

    /// Returns the names of all, in order.
    pub fn titles() -> impl Iterator<Item = &'static str> {
        let title = |(_, words): &(Option<u16>, &'static str)| match *words {
            "" => "as wide as the pane",
            words => words.trim(),
        };
        WIDTHS.iter().map(title)
    }

    /// Returns its cells; `None` where it is the pane's.
    #[must_use]
    pub fn cells(self) -> Option<u16> {
        WIDTHS[self.0].0
    }

    /// Returns the border's note on it in so many cells; empty while it is the pane's.
    #[must_use]
    pub fn aside(self, room: u16) -> String {
        let (cells, words) = WIDTHS[self.0];
        match cells {
            Some(cells) if usize::from(room) <= words.len() => format!(" {cells} "),
            _ => words.to_owned(),
        }
    }
}
