//! Chooses the graphics protocol: by the user's setting, else by the environment.

use std::fmt;

/// Setting of the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageSetting {
    /// The best protocol that the terminal is known to support.
    #[default]
    Auto,
    /// kitty's graphics protocol.
    Kitty,
    /// iTerm2's inline images.
    Iterm2,
    /// Sixel graphics, as the VT340 had them.
    Sixel,
    /// Half blocks, each a cell with two colours.
    HalfBlocks,
    /// Boxes with name and alternative text; nothing is fetched.
    Off,
}

impl ImageSetting {
    /// All settings.
    pub const ALL: [Self; 6] = [
        Self::Auto,
        Self::Kitty,
        Self::Iterm2,
        Self::Sixel,
        Self::HalfBlocks,
        Self::Off,
    ];
}

/// Settings by their names in the config file and on the command line.
pub const SETTINGS: [(&str, ImageSetting); 6] = [
    ("auto", ImageSetting::Auto),
    ("kitty", ImageSetting::Kitty),
    ("iterm2", ImageSetting::Iterm2),
    ("sixel", ImageSetting::Sixel),
    ("half-blocks", ImageSetting::HalfBlocks),
    ("off", ImageSetting::Off),
];

/// Protocol by which images are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// As text: half blocks in two colours.
    HalfBlocks,
    /// kitty's graphics protocol, at placeholders in the text; through tmux, which must allow that.
    Kitty {
        /// Whether tmux is between the program and the terminal.
        is_in_tmux: bool,
    },
    /// iTerm2's inline images, at the cursor.
    Iterm2,
    /// Sixels, at the cursor.
    Sixel,
}

impl Protocol {
    /// Returns how images are shown, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::HalfBlocks => "as coloured half blocks, which every terminal can draw",
            Self::Kitty { is_in_tmux: false } => "by kitty's graphics protocol",
            Self::Kitty { is_in_tmux: true } => "by kitty's graphics protocol, through tmux",
            Self::Iterm2 => "by iTerm2's inline images",
            Self::Sixel => "as sixels",
        }
    }
}

/// Why no images are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The user turned them off.
    Off,
    /// The user turned colours off.
    NoColour,
    /// The terminal has few colours or none.
    Terminal,
}

impl Refusal {
    /// Returns the remedy as a sentence.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Off => {
                "Remove images from the config file, or set one of: auto, kitty, iterm2, sixel, half-blocks."
            }
            Self::NoColour => "Unset NO_COLOR, or choose a theme with colours.",
            Self::Terminal => {
                "Set images = \"kitty\", \"iterm2\" or \"sixel\" in the config file if it can."
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Off => "images is set to \"off\"",
            Self::NoColour => "colours are switched off",
            Self::Terminal => "this terminal has too few colours",
        })
    }
}

/// Terminals by an environment variable, the prefix of its value, and their protocol.
///
/// kitty and Ghostty know placeholders; `WezTerm` and mintty do not, but take iTerm2's sequences.
/// <https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders>
const KNOWN: [(&str, &str, ImageSetting); 12] = [
    ("KITTY_WINDOW_ID", "", ImageSetting::Kitty),
    ("TERM", "xterm-kitty", ImageSetting::Kitty),
    ("TERM", "xterm-ghostty", ImageSetting::Kitty),
    ("TERM_PROGRAM", "ghostty", ImageSetting::Kitty),
    ("TERM_PROGRAM", "iTerm.app", ImageSetting::Iterm2),
    ("TERM_PROGRAM", "WezTerm", ImageSetting::Iterm2),
    ("WEZTERM_PANE", "", ImageSetting::Iterm2),
    ("TERM_PROGRAM", "mintty", ImageSetting::Iterm2),
    ("TERM", "foot", ImageSetting::Sixel),
    ("TERM", "mlterm", ImageSetting::Sixel),
    ("TERM", "contour", ImageSetting::Sixel),
    ("TERM", "yaft", ImageSetting::Sixel),
];

/// Terminals that have few colours or none.
const LIMITED_TERMS: [&str; 4] = ["dumb", "linux", "vt", "ansi"];

/// Returns the protocol for a setting and the environment variables.
///
/// Nothing is asked of the terminal, whose answer would come between the keys. Inside tmux and screen the outer
/// terminal is unknown, so there it is half blocks unless something else is set.
///
/// # Errors
/// Returns why this terminal cannot show pictures.
pub fn choose(
    setting: ImageSetting,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Protocol, Refusal> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    if setting == ImageSetting::Off {
        return Err(Refusal::Off);
    }
    if is_set("NO_COLOR") {
        return Err(Refusal::NoColour);
    }
    let term = variable("TERM").unwrap_or_default();
    let is_in_tmux = is_set("TMUX") || term.starts_with("tmux");
    let is_behind = is_in_tmux || is_set("STY") || term.starts_with("screen");
    let setting = match setting {
        // The cursor of a pane is not that of the outer terminal.
        ImageSetting::Auto | ImageSetting::Iterm2 if is_behind => ImageSetting::HalfBlocks,
        ImageSetting::Auto => {
            let mut known = KNOWN.iter().filter(|(name, start, _)| {
                is_set(name) && variable(name).is_some_and(|value| value.starts_with(start))
            });
            known
                .next()
                .map_or(ImageSetting::HalfBlocks, |(.., known)| *known)
        }
        set => set,
    };
    match setting {
        ImageSetting::Kitty => Ok(Protocol::Kitty { is_in_tmux }),
        ImageSetting::Iterm2 => Ok(Protocol::Iterm2),
        ImageSetting::Sixel => Ok(Protocol::Sixel),
        _ if LIMITED_TERMS.iter().any(|poor| term.starts_with(poor)) => Err(Refusal::Terminal),
        _ => Ok(Protocol::HalfBlocks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KITTY: Protocol = Protocol::Kitty { is_in_tmux: false };

    fn chosen(setting: ImageSetting, variables: &str) -> Result<Protocol, Refusal> {
        let pairs: Vec<(&str, &str)> = variables
            .split_whitespace()
            .filter_map(|pair| pair.split_once('='))
            .collect();
        choose(setting, |name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_tells_the_terminal() {
        for (variables, expected) in [
            ("TERM=xterm-256color", Ok(Protocol::HalfBlocks)),
            ("", Ok(Protocol::HalfBlocks)),
            ("TERM=xterm-kitty", Ok(KITTY)),
            ("TERM=xterm-256color KITTY_WINDOW_ID=1", Ok(KITTY)),
            ("TERM=xterm-256color TERM_PROGRAM=ghostty", Ok(KITTY)),
            ("TERM_PROGRAM=iTerm.app", Ok(Protocol::Iterm2)),
            ("TERM_PROGRAM=WezTerm", Ok(Protocol::Iterm2)),
            ("TERM_PROGRAM=mintty", Ok(Protocol::Iterm2)),
            ("TERM_PROGRAM=Apple_Terminal", Ok(Protocol::HalfBlocks)),
            ("TERM_PROGRAM=vscode", Ok(Protocol::HalfBlocks)),
            ("TERM=foot-extra", Ok(Protocol::Sixel)),
            ("TERM=mlterm", Ok(Protocol::Sixel)),
            (
                "TERM=tmux-256color TMUX=/tmp/t,1,0 KITTY_WINDOW_ID=1",
                Ok(Protocol::HalfBlocks),
            ),
            (
                "TERM=screen-256color STY=1.x TERM_PROGRAM=iTerm.app",
                Ok(Protocol::HalfBlocks),
            ),
            ("TERM=xterm-kitty NO_COLOR=1", Err(Refusal::NoColour)),
            ("TERM=xterm-kitty NO_COLOR=", Ok(KITTY)),
            ("TERM=dumb", Err(Refusal::Terminal)),
            ("TERM=linux", Err(Refusal::Terminal)),
            ("TERM=vt220", Err(Refusal::Terminal)),
        ] {
            assert_eq!(
                chosen(ImageSetting::Auto, variables),
                expected,
                "{variables}"
            );
        }
    }

    #[test]
    fn what_is_set_counts_before_what_is_found() {
        let tmux = "TERM=tmux-256color TMUX=/tmp/t,1,0";
        for (setting, variables, expected) in [
            (ImageSetting::Off, "TERM=xterm-kitty", Err(Refusal::Off)),
            (
                ImageSetting::HalfBlocks,
                "TERM=xterm-kitty",
                Ok(Protocol::HalfBlocks),
            ),
            (ImageSetting::Sixel, "TERM=xterm", Ok(Protocol::Sixel)),
            (ImageSetting::Sixel, tmux, Ok(Protocol::Sixel)),
            (ImageSetting::Iterm2, "TERM=xterm", Ok(Protocol::Iterm2)),
            (ImageSetting::Iterm2, tmux, Ok(Protocol::HalfBlocks)),
            (ImageSetting::Kitty, "TERM=xterm", Ok(KITTY)),
            (
                ImageSetting::Kitty,
                tmux,
                Ok(Protocol::Kitty { is_in_tmux: true }),
            ),
            (
                ImageSetting::HalfBlocks,
                "NO_COLOR=1",
                Err(Refusal::NoColour),
            ),
            (
                ImageSetting::HalfBlocks,
                "TERM=dumb",
                Err(Refusal::Terminal),
            ),
        ] {
            assert_eq!(
                chosen(setting, variables),
                expected,
                "{setting:?} {variables}"
            );
        }
    }
}
