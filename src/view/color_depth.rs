//! The colour depth of a terminal, and the nearest colour that it has.

use crate::message::color::Colour;

/// A colour depth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorDepth {
    /// The cube of 216 colours, as nearly all terminals have.
    Cube,
    /// 24-bit colours.
    #[default]
    True,
}

impl ColorDepth {
    /// Reads the depth from environment variables.
    ///
    /// Terminals that take all colours say so in `COLORTERM`, which does not travel through every connection.
    #[must_use]
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ => Self::Cube,
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
}
