//! The colour depth of a terminal, and the nearest colour that it has.

use ratatui::style::{Color, Style};

use crate::message::color::Colour;

/// A colour depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorDepth {
    /// The sixteen colours of ANSI, each as the user set it.
    Ansi,
    /// The cube of 216 colours, as nearly all terminals have.
    Cube,
    /// 24-bit colours.
    #[default]
    True,
}

/// Terminals with sixteen colours, by the start of their `TERM`.
const ANSI_TERMS: [&str; 7] = ["linux", "vt", "ansi", "cons", "cygwin", "xterm-16", "sun"];

/// Terminals with all colours, by the start of their `TERM`.
const TRUE_TERMS: [&str; 6] = [
    "xterm-kitty",
    "xterm-ghostty",
    "foot",
    "alacritty",
    "wezterm",
    "contour",
];

impl ColorDepth {
    /// Reads the depth from environment variables.
    ///
    /// Terminals that take all colours say so in `COLORTERM`, which does not travel through every connection.
    #[must_use]
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let is_one_of = |terms: &[&str]| terms.iter().any(|start| term.starts_with(start));
        if is_one_of(&ANSI_TERMS) {
            return Self::Ansi;
        }
        match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ if is_one_of(&TRUE_TERMS) || term.ends_with("-direct") => Self::True,
            _ => Self::Cube,
        }
    }

    /// Returns the nearest colour that a terminal of this depth has.
    #[must_use]
    pub fn nearest(self, colour: Colour) -> Color {
        match self {
            Self::True => Color::Rgb(colour.red, colour.green, colour.blue),
            Self::Cube => Color::Indexed(in_cube(colour)),
            Self::Ansi => in_ansi(colour),
        }
    }

    /// Returns the style with the nearest colours that a terminal of this depth has.
    #[must_use]
    pub fn fit(self, style: Style) -> Style {
        let fit = |colour| match colour {
            Color::Rgb(red, green, blue) => self.nearest(Colour::new(red, green, blue)),
            other => other,
        };
        Style {
            fg: style.fg.map(fit),
            bg: style.bg.map(fit),
            ..style
        }
    }
}

/// Returns the index of the nearest colour in the cube.
#[must_use]
pub fn in_cube(colour: Colour) -> u8 {
    16 + 36 * sixth(colour.red) + 6 * sixth(colour.green) + sixth(colour.blue)
}

/// Returns the nearest of the six levels of the cube, which are 0, 95, 135 and so on to 255.
fn sixth(light: u8) -> u8 {
    match light {
        0..48 => 0,
        48..115 => 1,
        _ => (light - 35) / 40,
    }
}

/// The sixteen colours as xterm has them.
const ANSI: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

fn in_ansi(colour: Colour) -> Color {
    let own = [colour.red, colour.green, colour.blue];
    let distance = |other: &[u8; 3]| {
        let pairs = own.iter().zip(other);
        let squares = pairs.map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2));
        squares.sum::<u32>()
    };
    let nearest = ANSI.iter().min_by_key(|(_, channels)| distance(channels));
    nearest.map_or(Color::Reset, |(name, _)| *name)
}

/// Returns the colour of an index of the sixteen, as xterm has it.
#[must_use]
pub fn ansi(index: usize) -> Option<Colour> {
    let [red, green, blue] = ANSI.get(index)?.1;
    Some(Colour::new(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_a_nearest_in_the_cube() {
        for (colour, number) in [
            ((0, 0, 0), 16),
            ((255, 255, 255), 231),
            ((200, 0, 100), 161),
            ((47, 48, 114), 23),
            ((115, 155, 255), 111),
        ] {
            let (red, green, blue) = colour;
            assert_eq!(in_cube(Colour::new(red, green, blue)), number, "{colour:?}");
        }
    }

    #[test]
    fn the_terminal_says_how_many_colours_it_has() {
        for (term, colorterm, expected) in [
            ("linux", "", ColorDepth::Ansi),
            ("linux", "truecolor", ColorDepth::Ansi),
            ("vt220", "", ColorDepth::Ansi),
            ("xterm", "", ColorDepth::Cube),
            ("xterm-256color", "", ColorDepth::Cube),
            ("xterm-256color", "truecolor", ColorDepth::True),
            ("xterm-kitty", "", ColorDepth::True),
            ("xterm-direct", "", ColorDepth::True),
        ] {
            let variable = |name: &str| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" => Some(colorterm.to_owned()),
                _ => None,
            };
            assert_eq!(ColorDepth::from_env(variable), expected, "{term}");
        }
    }

    #[test]
    fn styles_keep_to_the_colours_of_the_terminal() {
        let style = Style::new()
            .fg(Color::Rgb(250, 5, 5))
            .bg(Color::Rgb(10, 10, 10));
        let fitted = ColorDepth::Ansi.fit(style);
        assert_eq!(
            (fitted.fg, fitted.bg),
            (Some(Color::LightRed), Some(Color::Black))
        );
        assert_eq!(ColorDepth::Cube.fit(style).bg, Some(Color::Indexed(16)));
        assert_eq!(ColorDepth::True.fit(style), style);
    }
}
