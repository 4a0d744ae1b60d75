//! The background colour of a terminal, as it reports it or the environment tells.

use crate::message::color::Colour;
use crate::view::color_depth::ansi;

/// What a terminal writes between the start and the end of its reply about its background.
const NUMBER: &str = "11;";

/// Parses the reply of a terminal to the request for its background: `11;rgb:RRRR/GGGG/BBBB` (OSC 11 of xterm), with one
/// to four digits a channel.
#[must_use]
pub fn parse_reply(reply: &str) -> Option<Colour> {
    let colour = reply.strip_prefix(NUMBER)?;
    let channels = colour
        .strip_prefix("rgb:")
        .or_else(|| colour.strip_prefix("rgba:"))?;
    let mut channels = channels.split('/').map(channel);
    let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
    Some(Colour::new(red, green, blue))
}

/// Parses a channel of one to four hexadecimal digits, scaled to eight bits.
fn channel(digits: &str) -> Option<u8> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = (1 << (4 * digits.len())) - 1;
    u8::try_from((value * 255 + most / 2) / most).ok()
}

/// Reads the background from `COLORFGBG`, which some terminals set to the numbers of their text and background, such as
/// `15;0`.
#[must_use]
pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Option<Colour> {
    let value = variable("COLORFGBG")?;
    ansi(value.rsplit(';').next()?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_parsed() {
        for (reply, expected) in [
            ("11;rgb:0000/2b2b/3636", Some((0, 0x2b, 0x36))),
            ("11;rgb:ff/ff/ff", Some((255, 255, 255))),
            ("11;rgb:f/0/8", Some((255, 0, 136))),
            ("11;rgba:1e1e/1e1e/1e1e/ffff", Some((0x1e, 0x1e, 0x1e))),
            ("11;rgb:0000/2b2b", None),
            ("11;rgb:00000/0/0", None),
            ("10;rgb:ffff/ffff/ffff", None),
            ("11;?", None),
        ] {
            let colour = expected.map(|(red, green, blue)| Colour::new(red, green, blue));
            assert_eq!(parse_reply(reply), colour, "{reply}");
        }
    }

    #[test]
    fn the_environment_names_the_background() {
        for (value, expected) in [
            ("15;0", Some(Colour::new(0, 0, 0))),
            ("0;default;15", Some(Colour::new(255, 255, 255))),
            ("default;default", None),
            ("0;77", None),
        ] {
            assert_eq!(from_env(|_| Some(value.to_owned())), expected, "{value}");
        }
        assert_eq!(from_env(|_| None), None);
    }
}
