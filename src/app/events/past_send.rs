//! A send of the history, as the activity lists it.

use crate::store::history_entry::Entry;

/// A send of this run or an earlier one, with what only the disk's thread can derive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSend {
    /// What is on disk of it.
    pub entry: Entry,
    /// Its first words or the title of its card, without controls.
    pub title: String,
    /// The space's name for people, without controls; empty where none was known.
    pub space: String,
    /// When it was sent first: the time of day where that was today, else the date.
    pub day: String,
    /// The same, with both.
    pub time: String,
    /// What a search looks into, in lower case.
    pub searched: String,
}
