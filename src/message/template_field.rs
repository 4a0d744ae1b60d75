//! A part of a template that is asked for before the message is written.

/// A part of a template that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Its name; `{{name}}` stands where the answer goes.
    pub name: String,
    /// What the person is asked, in a few words.
    pub prompt: String,
    /// What the answer may be.
    pub kind: Kind,
    /// The answer that is proposed.
    pub default: String,
    /// The answer may hold the markup of its place, so nothing in it is escaped.
    pub markup: bool,
}

/// What the answer to a blank may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Any number of lines. What stands around the blank in its line is repeated for each of them.
    Lines,
    /// The address of a page or a picture.
    Address,
    /// One of these words.
    Choice(Vec<String>),
}

impl Blank {
    /// A blank of one line that is asked for by its name.
    #[must_use]
    pub fn named(name: String) -> Self {
        Self {
            prompt: name.clone(),
            name,
            kind: Kind::Text,
            default: String::new(),
            markup: false,
        }
    }
}
