//! The panes of the screen, in the order of the Tab key.

/// A part of the screen that can be focused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// Where the message goes.
    Spaces,
    /// What it says.
    Text,
    /// The cards and buttons below the text.
    Cards,
    /// Who sees it, which thread it joins, and the like.
    Options,
    /// The request as it will be sent.
    Preview,
}

/// The last press of the mouse's button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// The pane that was hit.
    pub pane: Pane,
    /// Whether the layout has changed since the press.
    pub moved_layout: bool,
}

impl Pane {
    /// All panes, in the order of the Tab key.
    pub const ALL: [Self; 5] = [
        Self::Spaces,
        Self::Text,
        Self::Cards,
        Self::Options,
        Self::Preview,
    ];

    /// Returns the name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Spaces => "Spaces",
            Self::Text => "Text",
            Self::Cards => "Cards",
            Self::Options => "Options",
            Self::Preview => "Preview",
        }
    }

    /// Returns its number in that order.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|pane| *pane == self).unwrap_or(0)
    }

    /// Returns the pane `steps` further along, around the end.
    #[must_use]
    pub fn stepped(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let at = self.number().wrapping_add_signed(steps);
        Self::ALL[at.wrapping_add(count) % count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_go_round() {
        assert_eq!(Pane::Spaces.stepped(1), Pane::Text);
        assert_eq!(Pane::Spaces.stepped(-1), Pane::Preview);
        assert_eq!(Pane::Preview.stepped(1), Pane::Spaces);
    }
}
