//! Colours of cards: channels of 0 to 1 in the API, eight bits each on a screen.

use serde_json::Value;

use crate::message::css_colors;

/// A colour that a screen can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// Black.
pub const BLACK: Colour = Colour::new(0, 0, 0);
/// Number of steps in which a colour is made readable.
const STEPS: u16 = 10;

/// White.
pub const WHITE: Colour = Colour::new(255, 255, 255);

impl Colour {
    /// Creates a colour of these channels.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads a `Color` of the API; `None` if the value is no object.
    ///
    /// Its channels are 0 to 1, and 0 where they are not set; values beyond are clamped.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        let lights = value.as_object()?;
        let light = |name: &str| byte(lights.get(name).and_then(number).unwrap_or(0.0));
        Some(Self::new(light("red"), light("green"), light("blue")))
    }

    /// Parses a colour as people write it: a name of CSS, `#RRGGBB` or `#RGB`, with or without its sign.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        if let Some([red, green, blue]) = css_colors::find(written) {
            return Some(Self::new(red, green, blue));
        }
        let digits = written.strip_prefix('#').unwrap_or(written);
        if digits.len() == 3 {
            let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
            return Self::hex_digits(&doubled);
        }
        Self::hex_digits(digits)
    }

    /// Returns the first name of CSS for the colour.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        css_colors::name_of([self.red, self.green, self.blue])
    }

    /// Parses a colour written as `#RRGGBB`, the one form that card HTML knows.
    #[must_use]
    pub fn hex(written: &str) -> Option<Self> {
        Self::hex_digits(written.strip_prefix('#')?)
    }

    fn hex_digits(digits: &str) -> Option<Self> {
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let light = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self::new(light(0)?, light(2)?, light(4)?))
    }

    /// Returns black or white, whichever is easier to read on this colour: their contrast is 4.5 at least on
    /// any.
    #[must_use]
    pub fn text(self) -> Self {
        if contrast(self, WHITE) >= contrast(self, BLACK) {
            WHITE
        } else {
            BLACK
        }
    }

    /// Returns the colour, moved towards black or white until its contrast with the background is 4.5 at least.
    #[must_use]
    pub fn readable_on(self, document: Self) -> Self {
        self.with_contrast(READABLE, document)
    }

    /// Returns the colour, moved towards black or white until its contrast with the background is `least` at least.
    #[must_use]
    pub fn with_contrast(self, least: f64, document: Self) -> Self {
        let goal = document.text();
        let mixed = |step: u16| {
            let light = |own: u8, other: u8| {
                let sum = u16::from(own) * (STEPS - step) + u16::from(other) * step;
                u8::try_from(sum / STEPS).unwrap_or(u8::MAX)
            };
            Self::new(
                light(self.red, goal.red),
                light(self.green, goal.green),
                light(self.blue, goal.blue),
            )
        };
        (0..STEPS)
            .map(mixed)
            .find(|colour| contrast(*colour, document) >= least)
            .unwrap_or(goal)
    }

    /// Returns the relative luminance, 0 to 1, as WCAG 2.2 defines it.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let light = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * light(self.red) + 0.7152 * light(self.green) + 0.0722 * light(self.blue)
    }
}

/// Returns the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it.
///
/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
#[must_use]
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Least contrast of a text and its ground that is easy to read.
///
/// <https://www.w3.org/TR/WCAG22/#contrast-minimum>
pub const READABLE: f64 = 4.5;

/// Returns a number, which JSON may hold as a string, too.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// Converts a channel of 0 to 1 to eight bits.
fn byte(light: f64) -> u8 {
    let scaled = (light.clamp(0.0, 1.0) * 255.0).round();
    // NaN counts as 0.
    if scaled.is_nan() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a whole number of 0 to 255"
    )]
    {
        scaled as u8
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn colours_are_read() {
        for (value, colour) in [
            (json!({}), Some(BLACK)),
            (json!({"red": 1, "green": 1.0, "blue": 1}), Some(WHITE)),
            (json!({"red": 0.5}), Some(Colour::new(128, 0, 0))),
            (
                json!({"red": 255, "green": -3, "blue": "0.2"}),
                Some(Colour::new(255, 0, 51)),
            ),
            (
                json!({"red": "NaN", "green": null, "blue": []}),
                Some(BLACK),
            ),
            (json!("red"), None),
        ] {
            assert_eq!(Colour::read(&value), colour, "{value}");
        }
        for (written, colour) in [
            ("#ff8000", Some(Colour::new(255, 128, 0))),
            ("#FFFFFF", Some(WHITE)),
            ("ff8000", None),
            ("#ff80", None),
            ("#ffé00", None),
            ("", None),
        ] {
            assert_eq!(Colour::hex(written), colour, "{written}");
        }
    }

    #[test]
    fn people_write_colours_by_name_or_in_hexadecimal() {
        for (written, colour) in [
            ("#ff8000", Some(Colour::new(255, 128, 0))),
            ("FFEE88", Some(Colour::new(255, 238, 136))),
            (" #fff ", Some(WHITE)),
            ("Tan", Some(Colour::new(0xd2, 0xb4, 0x8c))),
            ("red", Some(Colour::new(255, 0, 0))),
            ("#red", None),
            ("#é1", None),
            ("ééé", None),
            ("", None),
        ] {
            assert_eq!(Colour::parse(written), colour, "{written}");
        }
    }

    #[test]
    fn text_on_any_colour_is_readable() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
        let steps = || (0..=255u8).step_by(5);
        for red in steps() {
            for green in steps() {
                for blue in steps() {
                    let document = Colour::new(red, green, blue);
                    assert!(contrast(document, document.text()) >= 4.5, "{document:?}");
                }
            }
        }
        for document in [
            BLACK,
            WHITE,
            Colour::new(22, 24, 29),
            Colour::new(128, 128, 128),
        ] {
            for red in steps() {
                let colour = Colour::new(red, 0, 255 - red);
                let seen = colour.readable_on(document);
                assert!(
                    contrast(seen, document) >= 4.5,
                    "{colour:?} on {document:?}"
                );
                assert!(seen == colour || contrast(colour, document) < 4.5);
            }
        }
        assert_eq!(Colour::new(255, 220, 0).text(), BLACK);
        assert_eq!(Colour::new(0, 60, 200).text(), WHITE);
    }
}
