//! How the screen looks: theme, colours and characters, by the config file and by what the terminal can.

use std::path::Path;

use crate::diagnostics::diagnostic::{Diagnostic, Severity};
use crate::images::protocol::{ImageSetting, Protocol, Refusal};
use crate::runtime::image_output;
use crate::runtime::terminal::Features;
use crate::settings::config::{Colors, Config};
use crate::settings::paths::Paths;
use crate::store::theme_files;
use crate::view::charset::Charset;
use crate::view::color_depth::ColorDepth;
use crate::view::ground;
use crate::view::theme::{self, AUTO, DEFAULT, Theme};

/// How the screen looks.
pub struct Appearance {
    /// The theme.
    pub theme: Theme,
    /// Whether the terminal is to be asked for its background, which the theme follows.
    pub asks_ground: bool,
    /// What of the terminal is used.
    pub features: Features,
}

impl Appearance {
    /// Reads it from the config file and the environment; a theme that cannot be used is a problem.
    #[must_use]
    pub fn new(config: &Config, places: &Paths, problem: &mut Option<Diagnostic>) -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let depth = depth(config, variable);
        let (theme, asks_ground) = theme(config, places, depth, problem);
        let charset = match config.terminal.unicode {
            None => Charset::from_env(variable),
            Some(true) => Charset::Unicode,
            Some(false) => Charset::Ascii,
        };
        let features = Features {
            mouse: config.terminal.mouse,
            kitty_keys: config.terminal.kitty_keys,
            charset,
        };
        Self {
            theme,
            asks_ground,
            features,
        }
    }

    /// Returns the image protocol: none where there is no Unicode for the cells of an image.
    ///
    /// # Errors
    /// Returns why this terminal cannot show pictures.
    pub fn image_protocol(&self, setting: ImageSetting) -> Result<Protocol, Refusal> {
        match self.features.charset {
            Charset::Unicode => image_output::protocol(setting, &self.theme),
            Charset::Letters | Charset::Ascii => Err(Refusal::Terminal),
        }
    }
}

/// Returns how many colours the terminal has.
fn depth(config: &Config, variable: impl Fn(&str) -> Option<String>) -> ColorDepth {
    match config.terminal.colors {
        None => ColorDepth::from_env(variable),
        Some(Colors::Sixteen) => ColorDepth::Ansi,
        Some(Colors::Indexed) => ColorDepth::Cube,
        Some(Colors::True) => ColorDepth::True,
    }
}

/// Returns the theme of this name, for a terminal of this depth.
///
/// # Errors
/// Where there is none, or its file cannot be used.
pub fn load(name: &str, folder: &Path, depth: ColorDepth) -> Result<Theme, Diagnostic> {
    let theme = Theme::load(name, folder);
    let theme =
        theme.map_err(|error| Diagnostic::new(error.to_string(), "The theme stays as it is."))?;
    Ok(theme.fitted(depth))
}

/// Returns all themes: the name, and a sentence about it.
#[must_use]
pub fn themes(folder: &Path) -> Vec<(String, String)> {
    let builtin = theme::builtin().map(|(name, about)| (name.to_owned(), about.to_owned()));
    let own = theme_files::names(folder).into_iter();
    let own = own.filter(|name| !theme::is_builtin(name));
    builtin
        .chain(own.map(|name| (name, "Your own.".to_owned())))
        .collect()
}

/// Returns the theme, and whether the terminal is to be asked for the background that it follows.
fn theme(
    config: &Config,
    places: &Paths,
    depth: ColorDepth,
    problem: &mut Option<Diagnostic>,
) -> (Theme, bool) {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let wanted = if is_plain {
        "monochrome"
    } else {
        config.theme.as_deref().unwrap_or(DEFAULT)
    };
    let follows = wanted == AUTO && depth != ColorDepth::Ansi;
    let ground = ground::from_env(|name| std::env::var(name).ok()).filter(|_| follows);
    if let Some(ground) = ground {
        return (Theme::on_ground(ground, depth), true);
    }
    let theme = Theme::load(wanted, &places.themes()).unwrap_or_else(|error| {
        problem.get_or_insert_with(|| Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::new(
                format!("{error}; the theme auto is used instead."),
                error.remedy(&places.themes()),
            )
        });
        Theme::named(DEFAULT).unwrap_or_default()
    });
    (theme.fitted(depth), follows)
}
