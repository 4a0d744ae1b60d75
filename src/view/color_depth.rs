//! How many colours a terminal has, and the nearest to one that it has not.

use crate::message::color::Colour;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// A cube of 216, as nearly all have.
    Cube,
    /// All of 24 bits.
    #[default]
    True,
}

impl Depth {
    /// What the variables of the environment say. Terminals that take all colours say so in `COLORTERM`,
    /// which does not travel through every connection.
    #[must_use]
    pub fn told(variable: impl Fn(&str) -> Option<String>) -> Self {
        match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ => Self::Cube,
        }
    }
}

/// The number of the nearest colour in the cube.
#[must_use]
pub fn in_cube(colour: Colour) -> u8 {
    16 + 36 * sixth(colour.red) + 6 * sixth(colour.green) + sixth(colour.blue)
}

/// The nearest of the six levels of the cube, which are 0, 95, 135 and so on to 255.
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
