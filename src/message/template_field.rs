//! Template fields: the parts of a template that the user fills in first.

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateField {
    /// Its name; `{{name}}` is replaced by the answer.
    pub name: String,
    /// Prompt, in a few words.
    pub prompt: String,
    /// Kind of answer.
    pub kind: Kind,
    /// Default answer.
    pub default: String,
    /// Whether the answer may hold markup of its place, so that nothing in it is escaped.
    pub markup: bool,
}

/// Kind of answer to a template field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Any number of lines.
    ///
    /// The text around the placeholder in its line is repeated for each of them.
    Lines,
    /// The URL of a page or an image.
    Address,
    /// One of these choices.
    Choice(Vec<String>),
}

impl TemplateField {
    /// Creates a field of one line whose prompt is its name.
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
