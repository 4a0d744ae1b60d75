//! Themes: the style of every role, parsed from the files under `assets/themes`.

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Deserializer};

use crate::view::color_depth::ColorDepth;

/// The style of every role; no widget has a colour of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each role says by its name what it colours")]
pub struct Theme {
    pub text: StyleSpec,
    pub dim: StyleSpec,
    pub brand: StyleSpec,
    pub title: StyleSpec,
    pub title_focused: StyleSpec,
    pub border: StyleSpec,
    pub border_focused: StyleSpec,
    pub current: StyleSpec,
    pub current_dim: StyleSpec,
    pub chosen: StyleSpec,
    pub mark: StyleSpec,
    pub sign: StyleSpec,
    pub selection: StyleSpec,
    pub placeholder: StyleSpec,
    pub scrollbar: StyleSpec,
    pub label: StyleSpec,
    pub value: StyleSpec,
    pub json_key: StyleSpec,
    pub json_string: StyleSpec,
    pub json_number: StyleSpec,
    pub json_literal: StyleSpec,
    pub json_punctuation: StyleSpec,
    pub json_head: StyleSpec,
    pub json_revealed: StyleSpec,
    pub gauge: StyleSpec,
    pub gauge_near: StyleSpec,
    pub gauge_over: StyleSpec,
    pub gauge_track: StyleSpec,
    pub key: StyleSpec,
    pub info: StyleSpec,
    pub success: StyleSpec,
    pub warning: StyleSpec,
    pub error: StyleSpec,
    /// The colour depth of images in a message.
    #[serde(skip)]
    pub depth: ColorDepth,
}

/// The names of the built-in themes, and their files.
const BUILTIN: [(&str, &str); 5] = [
    (
        "terminal",
        include_str!("../../assets/themes/terminal.toml"),
    ),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    (
        "monochrome",
        include_str!("../../assets/themes/monochrome.toml"),
    ),
];

/// An error of loading a theme.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No theme has this name.
    #[error(
        "there is no theme \"{0}\"; themes are terminal, dark, light, high-contrast and monochrome"
    )]
    Unknown(String),
    /// Its file does not parse.
    #[error("the theme \"{0}\" is not readable: {1}")]
    Form(String, toml::de::Error),
}

impl Theme {
    /// Returns the theme of this name.
    ///
    /// # Errors
    /// Where no theme has the name.
    pub fn named(name: &str) -> Result<Self, Error> {
        let (_, text) = BUILTIN
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| Error::Unknown(name.to_owned()))?;
        toml::from_str(text).map_err(|error| Error::Form(name.to_owned(), error))
    }

    /// Returns the style of what a filter matched; on a highlighted row, whose colours are its own, without a
    /// colour.
    #[must_use]
    pub fn mark_on(&self, is_lit: bool) -> Style {
        if is_lit {
            Style::new().add_modifier(self.mark.0.add_modifier)
        } else {
            self.mark.0
        }
    }
}

/// A style, written as words: modifiers, a colour, and `on` a background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleSpec(pub Style);

impl FromStr for StyleSpec {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let mut style = Style::new();
        let mut is_ground = false;
        for word in words.split_whitespace() {
            let modifier = match word {
                "on" => {
                    is_ground = true;
                    continue;
                }
                "bold" => Modifier::BOLD,
                "dim" => Modifier::DIM,
                "italic" => Modifier::ITALIC,
                "underlined" => Modifier::UNDERLINED,
                "reversed" => Modifier::REVERSED,
                colour => {
                    let colour = Color::from_str(colour)
                        .map_err(|_| format!("\"{colour}\" is not a colour"))?;
                    style = if is_ground {
                        style.bg(colour)
                    } else {
                        style.fg(colour)
                    };
                    is_ground = false;
                    continue;
                }
            };
            style = style.add_modifier(modifier);
        }
        Ok(Self(style))
    }
}

impl<'de> Deserialize<'de> for StyleSpec {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        String::deserialize(source)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl From<StyleSpec> for Style {
    fn from(look: StyleSpec) -> Self {
        look.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_every_role() {
        for (name, _) in BUILTIN {
            Theme::named(name).unwrap();
        }
        assert!(Theme::named("solarised").is_err());
    }

    #[test]
    fn monochrome_has_no_colour() {
        let (_, text) = BUILTIN[4];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let look: StyleSpec = line.split('"').nth(1).unwrap().parse().unwrap();
            assert_eq!((look.0.fg, look.0.bg), (None, None), "{line}");
        }
    }

    #[test]
    fn looks_are_read() {
        let look: StyleSpec = "bold #ff0000 on black".parse().unwrap();
        assert_eq!(
            look.0,
            Style::new()
                .fg(Color::Rgb(255, 0, 0))
                .bg(Color::Black)
                .add_modifier(Modifier::BOLD)
        );
        assert!("bold mauvish".parse::<StyleSpec>().is_err());
    }
}
