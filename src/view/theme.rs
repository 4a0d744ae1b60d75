//! Themes: the style of every role, parsed from the files under `assets/themes`.

use std::io;
use std::path::Path;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Deserializer};

use crate::document::did_you_mean;
use crate::message::color::{Colour, READABLE, WHITE};
use crate::store::theme_files;
use crate::view::color_depth::ColorDepth;

/// Declares the roles of a theme, and how all of them are gone through.
macro_rules! roles {
    ($($role:ident),* $(,)?) => {
        /// The style of every role; no widget has a colour of its own.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        #[expect(missing_docs, reason = "each role says by its name what it colours")]
        pub struct Theme {
            $(pub $role: StyleSpec,)*
            /// The colour depth of the terminal.
            #[serde(skip)]
            pub depth: ColorDepth,
            /// The background that its texts are drawn on; `None` where that is the terminal's own, and not known.
            #[serde(skip)]
            pub ground: Option<Colour>,
            /// How the colours of a message are shown.
            #[serde(skip)]
            pub message_colors: MessageColors,
        }

        impl Theme {
            /// Calls `change` for the name and the style of each role.
            fn for_each(&mut self, mut change: impl FnMut(&'static str, &mut Style)) {
                $(change(stringify!($role), &mut self.$role.0);)*
            }
        }
    };
}

roles!(
    text,
    dim,
    brand,
    title,
    title_focused,
    border,
    border_focused,
    current,
    current_dim,
    chosen,
    mark,
    sign,
    selection,
    placeholder,
    scrollbar,
    label,
    value,
    json_key,
    json_string,
    json_number,
    json_literal,
    json_punctuation,
    json_head,
    json_revealed,
    gauge,
    gauge_near,
    gauge_over,
    gauge_track,
    key,
    info,
    success,
    warning,
    error,
);

/// How the colours that a message asks for are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageColors {
    /// As the message has them, its texts made readable on a background that is known.
    #[default]
    All,
    /// Backgrounds, and the texts on those; other texts would stand on a background that is not known.
    Grounds,
    /// Not at all: the theme has no colours.
    None,
}

/// The roles that are no text: a contrast of 3 is enough for them.
///
/// <https://www.w3.org/TR/WCAG22/#non-text-contrast>
const GRAPHICS: [&str; 4] = ["border", "scrollbar", "gauge", "gauge_track"];

/// The least contrast of what is no text.
const VISIBLE: f64 = 3.0;

/// The names of the built-in themes, and their files.
const BUILTIN: [(&str, &str); 6] = [
    (AUTO, include_str!("../../assets/themes/auto.toml")),
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

/// The name of the theme where the config file names none.
pub const DEFAULT: &str = AUTO;

/// The name of the theme that follows the terminal's background.
pub const AUTO: &str = "auto";

/// Returns the built-in themes: the name, and a sentence about it, which heads its file.
pub fn builtin() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let about = |text: &'static str| text.lines().next().unwrap_or_default();
    BUILTIN
        .iter()
        .map(move |(name, text)| (*name, about(text).trim_start_matches("# ")))
}

/// Returns the file of a built-in theme.
#[must_use]
pub fn source(name: &str) -> Option<&'static str> {
    let found = BUILTIN.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

/// Returns whether a built-in theme has this name.
#[must_use]
pub fn is_builtin(name: &str) -> bool {
    source(name).is_some()
}

/// An error of loading a theme.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No theme has this name.
    #[error("there is no theme \"{0}\"")]
    Unknown(String),
    /// Its file cannot be read.
    #[error("the file of the theme \"{0}\" cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// It names a role that no theme has.
    #[error("the theme \"{0}\" has no role \"{1}\"; chatquill themes dark prints all of them")]
    Role(String, String),
    /// Its file does not parse.
    #[error("the theme \"{0}\" is not readable: {1}")]
    Form(String, toml::de::Error),
}

impl Error {
    /// Returns what to do about it; `folder` has the themes of the user's own.
    #[must_use]
    pub fn remedy(&self, folder: &Path) -> String {
        let otherwise = "chatquill themes lists them.";
        let Self::Unknown(name) = self else {
            return otherwise.to_owned();
        };
        let own = theme_files::names(folder);
        let known = builtin().map(|(name, _)| name);
        let known: Vec<&str> = known.chain(own.iter().map(String::as_str)).collect();
        did_you_mean::remedy(name, known.into_iter(), otherwise)
    }
}

impl Theme {
    /// Returns the theme of this name.
    ///
    /// # Errors
    /// Where no theme has the name.
    pub fn named(name: &str) -> Result<Self, Error> {
        let text = source(name).ok_or_else(|| Error::Unknown(name.to_owned()))?;
        let theme: Self =
            toml::from_str(text).map_err(|error| Error::Form(name.to_owned(), error))?;
        Ok(match name {
            AUTO => Self {
                message_colors: MessageColors::Grounds,
                ..theme
            },
            _ => theme.completed(),
        })
    }

    /// Returns the theme that follows the terminal: the dark or the light one without its background, its colours made
    /// readable on this one.
    #[must_use]
    pub fn on_ground(ground: Colour, depth: ColorDepth) -> Self {
        let name = if ground.text() == WHITE {
            "dark"
        } else {
            "light"
        };
        let mut theme = Self::named(name).unwrap_or_default();
        let own = theme.text.0.bg;
        theme.json_revealed = StyleSpec(Style::new().add_modifier(Modifier::BOLD));
        theme.for_each(|role, style| {
            style.bg = style.bg.filter(|_| style.bg != own);
            let least = if GRAPHICS.contains(&role) {
                VISIBLE
            } else {
                READABLE
            };
            if let (Some(Color::Rgb(red, green, blue)), None) = (style.fg, style.bg) {
                let colour = Colour::new(red, green, blue).with_contrast(least, ground);
                style.fg = Some(Color::Rgb(colour.red, colour.green, colour.blue));
            }
        });
        Self {
            ground: Some(ground),
            ..theme
        }
        .fitted(depth)
    }

    /// Returns the theme with the nearest colours that a terminal of this depth has.
    #[must_use]
    pub fn fitted(mut self, depth: ColorDepth) -> Self {
        self.for_each(|_, style| *style = depth.fit(*style));
        Self { depth, ..self }
    }

    /// Returns whether it shows any colour, be it in messages only.
    #[must_use]
    pub fn has_colors(&self) -> bool {
        self.message_colors != MessageColors::None
    }

    /// Returns the theme with what follows from its roles.
    fn completed(self) -> Self {
        let ground = match self.text.0.bg {
            Some(Color::Rgb(red, green, blue)) => Some(Colour::new(red, green, blue)),
            _ => None,
        };
        let message_colors = match self.brand.0.fg {
            Some(_) => MessageColors::All,
            None => MessageColors::None,
        };
        Self {
            ground,
            message_colors,
            ..self
        }
    }

    /// Returns the theme of this name: a built-in one, else the user's own, `NAME.toml` in this folder.
    ///
    /// # Errors
    /// Where there is none, or its file does not parse.
    pub fn load(name: &str, folder: &Path) -> Result<Self, Error> {
        if is_builtin(name) || !theme_files::is_name(name) {
            return Self::named(name);
        }
        let text = theme_files::read(folder, name);
        match text {
            Ok(text) => Self::own(name, &text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Error::Unknown(name.to_owned()))
            }
            Err(error) => Err(Error::Unreadable(name.to_owned(), error)),
        }
    }

    /// Parses a theme of the user's own: some of the roles, over those of the built-in theme that `base` names.
    fn own(name: &str, text: &str) -> Result<Self, Error> {
        let form = |error| Error::Form(name.to_owned(), error);
        let mut own: toml::Table = toml::from_str(text).map_err(form)?;
        let base = match own.remove("base") {
            None => "terminal".to_owned(),
            Some(base) => base.try_into().map_err(form)?,
        };
        let base = source(&base).ok_or_else(|| Error::Unknown(base.clone()))?;
        let mut roles: toml::Table = toml::from_str(base).map_err(form)?;
        for (role, style) in own {
            if !roles.contains_key(&role) {
                return Err(Error::Role(name.to_owned(), role));
            }
            roles.insert(role, style);
        }
        let theme: Self = roles.try_into().map_err(form)?;
        Ok(theme.completed())
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
    use crate::message::color::contrast;

    #[test]
    fn each_theme_is_described_whole_in_a_picker_of_80_columns() {
        for (name, about) in builtin() {
            assert!(2 + name.len() + 2 + about.len() <= 76, "{name}: {about}");
        }
    }

    #[test]
    fn every_theme_has_every_role() {
        for (name, _) in BUILTIN {
            Theme::named(name).unwrap();
        }
        assert!(Theme::named("solarised").is_err());
    }

    #[test]
    fn an_own_theme_is_laid_over_a_built_in_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        write("mine.toml", "base = \"dark\"\nerror = \"bold red\"\n");
        write("odd.toml", "eror = \"red\"\n");
        write("worse.toml", "error = \"mauvish\"\n");
        write("dark.toml", "error = \"mauvish\"\n");
        let load = |name| Theme::load(name, folder.path());
        let (mine, dark) = (load("mine").unwrap(), load("dark").unwrap());
        assert_eq!(mine.text, dark.text);
        assert_eq!(mine.error, "bold red".parse().unwrap());
        for (name, words) in [
            ("odd", "has no role \"eror\""),
            ("worse", "mauvish"),
            ("none", "there is no theme \"none\""),
            ("../mine", "there is no theme"),
        ] {
            let error = load(name).unwrap_err().to_string();
            assert!(error.contains(words), "{name}: {error}");
        }
    }

    fn colour(colour: Option<Color>) -> Option<Colour> {
        match colour? {
            Color::Rgb(red, green, blue) => Some(Colour::new(red, green, blue)),
            other => panic!("{other} is a colour of the terminal's own"),
        }
    }

    /// Asserts that each text of a theme is readable on each background on which it is drawn.
    fn assert_readable(name: &str, mut theme: Theme, ground: Colour) {
        let revealed = colour(theme.json_revealed.0.bg);
        theme.for_each(|role, style| {
            let Some(text) = colour(style.fg) else { return };
            let least = if GRAPHICS.contains(&role) {
                VISIBLE
            } else {
                READABLE
            };
            let own = colour(style.bg).unwrap_or(ground);
            let found = contrast(text, own);
            assert!(
                found >= least,
                "{name}: {role} has a contrast of {found:.2}"
            );
            // JSON and code are drawn on the rows that are marked, too.
            if let Some(revealed) = revealed.filter(|_| role.starts_with("json") || role == "dim") {
                let found = contrast(text, revealed);
                assert!(
                    found >= least,
                    "{name}: {role}, marked, has a contrast of {found:.2}"
                );
            }
        });
    }

    #[test]
    fn every_pair_of_colours_of_every_theme_is_readable() {
        for name in ["dark", "light", "high-contrast"] {
            let theme = Theme::named(name).unwrap();
            let ground = theme.ground.unwrap();
            assert_readable(name, theme, ground);
        }
    }

    #[test]
    fn the_theme_that_follows_the_terminal_is_readable_on_any_background() {
        for step in 0..512_u32 {
            let channel = |shift: u32| u8::try_from((step >> shift & 7) * 36).unwrap();
            let ground = Colour::new(channel(0), channel(3), channel(6));
            let theme = Theme::on_ground(ground, ColorDepth::True);
            assert_readable(&format!("{ground:?}"), theme, ground);
        }
    }

    #[test]
    fn sixteen_colours_are_those_of_the_terminal() {
        let mut theme = Theme::named("dark").unwrap().fitted(ColorDepth::Ansi);
        theme.for_each(|role, style| {
            let is_rgb =
                |colour: Option<Color>| matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_)));
            assert!(!is_rgb(style.fg) && !is_rgb(style.bg), "{role}");
        });
    }

    #[test]
    fn monochrome_and_the_unknown_terminal_have_no_colour() {
        for (_, text) in [BUILTIN[0], BUILTIN[5]] {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let look: StyleSpec = line.split('"').nth(1).unwrap().parse().unwrap();
                assert_eq!((look.0.fg, look.0.bg), (None, None), "{line}");
            }
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
