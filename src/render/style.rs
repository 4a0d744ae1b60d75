//! Style of a piece of text: its role in the message, and what the message itself asks for.

use ratatui::style::Modifier;

use crate::message::color::Colour;

/// Role of a piece of text; a theme gives each its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Text of the message.
    #[default]
    Text,
    /// Less prominent text: times, hints, bottom labels.
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
    /// Buttons of the type `FILLED_TONAL`.
    Tonal,
    /// Disabled controls.
    Disabled,
    /// Placeholder of an empty input.
    Placeholder,
    /// Click targets that open, close or turn a page.
    Handle,
    /// Note on what Chat leaves out, and why.
    Note,
    /// A cell of an image, in the colours of its two halves.
    Pixel,
}

/// Style of a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// Role.
    pub role: Role,
    /// Bold, italic, underlined, struck through.
    pub modifier: Modifier,
    /// Text colour that the message asks for.
    pub colour: Option<Colour>,
    /// Background colour that the message asks for.
    pub ground: Option<Colour>,
}

impl TextStyle {
    /// Returns the plain style of a role.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self {
            role,
            modifier: Modifier::empty(),
            colour: None,
            ground: None,
        }
    }

    /// Returns the style with one more modifier.
    #[must_use]
    pub const fn with(self, modifier: Modifier) -> Self {
        Self {
            modifier: self.modifier.union(modifier),
            ..self
        }
    }
}

impl From<Role> for TextStyle {
    fn from(role: Role) -> Self {
        Self::of(role)
    }
}
