//! How a piece of text looks: its part in the message, and what the message itself asks for.

use ratatui::style::Modifier;

use crate::message::color::Colour;

/// What part a piece of text plays; a theme says how each looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Words of the message.
    #[default]
    Text,
    /// What is said in a lower voice: times, hints, bottom labels.
    Dim,
    /// Names and titles.
    Title,
    /// Captions: headers of sections, labels of inputs.
    Label,
    /// Frames and lines.
    Frame,
    /// Links.
    Link,
    /// Code.
    Code,
    /// People who are mentioned.
    Mention,
    /// The badge of an app.
    Badge,
    /// Icons.
    Icon,
    /// Buttons that are outlined or without a border, and chips.
    Button,
    /// Buttons that are filled.
    Filled,
    /// Buttons that are filled softly.
    Tonal,
    /// What cannot be clicked.
    Disabled,
    /// What stands in an empty input.
    Placeholder,
    /// What opens, closes or turns a page.
    Handle,
    /// What Chat leaves out, and why.
    Note,
    /// A cell of a picture, in the colours of its two halves.
    Pixel,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// What part it plays.
    pub role: Role,
    /// Bold, italic, underlined, struck through.
    pub modifier: Modifier,
    /// The colour that the message asks for.
    pub colour: Option<Colour>,
    /// The ground that the message asks for.
    pub ground: Option<Colour>,
}

impl Ink {
    /// The plain look of a part.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self {
            role,
            modifier: Modifier::empty(),
            colour: None,
            ground: None,
        }
    }

    /// The same with a modifier more.
    #[must_use]
    pub const fn with(self, modifier: Modifier) -> Self {
        Self {
            modifier: self.modifier.union(modifier),
            ..self
        }
    }
}

impl From<Role> for Ink {
    fn from(role: Role) -> Self {
        Self::of(role)
    }
}
