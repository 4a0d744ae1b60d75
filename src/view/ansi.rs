//! Rendered lines as text for a terminal, with escape sequences or without.

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier, Style};

use crate::message::color::Colour;
use crate::render::line::{Line, Slice, width};
use crate::render::style::Role;
use crate::view::color_depth::ColorDepth;
use crate::view::message::style;
use crate::view::theme::Theme;

/// Formats the lines without styles, and without spaces at their ends.
#[must_use]
pub fn plain(lines: &[Line]) -> String {
    let texts: Vec<String> = lines
        .iter()
        .map(|line| line.text().trim_end().to_owned())
        .collect();
    texts.join("\n")
}

/// Formats the lines with escape sequences; each line ends with all styles reset.
#[must_use]
pub fn painted(lines: &[Line], theme: &Theme, depth: ColorDepth) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| painted_line(line, theme, depth, &|_| None))
        .collect();
    lines.join("\n")
}

/// Formats a line with escape sequences; what is given for a row of an image replaces it.
#[must_use]
pub fn painted_line(
    line: &Line,
    theme: &Theme,
    depth: ColorDepth,
    row: &dyn Fn(&Slice) -> Option<String>,
) -> String {
    let mut out = String::new();
    let mut column = 0;
    let mut slices = line.slices().iter().peekable();
    // Where the row that was written instead ends.
    let mut given = 0;
    for piece in line.pieces() {
        if let Some(slice) = slices.next_if(|slice| slice.start <= column)
            && let Some(text) = row(slice)
        {
            out += &text;
            given = slice.start.saturating_add(slice.fit.columns);
        }
        let is_given = column < given && piece.style.role == Role::Pixel;
        column = column.saturating_add(width(&piece.text));
        if is_given {
            continue;
        }
        let codes = codes(style(piece.style, theme), depth);
        if codes.is_empty() {
            out.push_str(&piece.text);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "\u{1b}[{codes}m{}\u{1b}[0m", piece.text);
        }
    }
    out
}

/// Returns the parameters of a style in an SGR escape sequence.
fn codes(style: Style, depth: ColorDepth) -> String {
    const MODIFIERS: [(Modifier, &str); 6] = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let mut codes: Vec<String> = MODIFIERS
        .iter()
        .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
        .map(|(_, code)| (*code).to_owned())
        .collect();
    codes.extend(style.fg.and_then(|colour| code(colour, 30, depth)));
    codes.extend(style.bg.and_then(|colour| code(colour, 40, depth)));
    codes.join(";")
}

/// Returns the SGR parameters of a colour; `base` is 30 for the foreground and 40 for the background.
fn code(colour: Color, base: u8, depth: ColorDepth) -> Option<String> {
    let named = |number: u8| Some((base + number).to_string());
    let bright = |number: u8| Some((base + 60 + number).to_string());
    match colour {
        Color::Reset => None,
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(number) => Some(format!("{};5;{number}", base + 8)),
        Color::Rgb(red, green, blue) if depth == ColorDepth::True => {
            Some(format!("{};2;{red};{green};{blue}", base + 8))
        }
        Color::Rgb(red, green, blue) => {
            code(depth.nearest(Colour::new(red, green, blue)), base, depth)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::TextStyle;

    #[test]
    fn looks_become_escape_sequences() {
        let theme = Theme::named("terminal").unwrap();
        let mut line = Line::new("a", Role::Text);
        line.write("b", Role::Title);
        line.write(
            "c  ",
            TextStyle {
                colour: Some(Colour::new(255, 255, 255)),
                ground: Some(Colour::new(200, 0, 100)),
                ..TextStyle::of(Role::Filled)
            },
        );
        let lines = [line, Line::default()];
        assert_eq!(plain(&lines), "abc\n");
        assert_eq!(
            painted(&lines, &theme, ColorDepth::True),
            "a\u{1b}[1mb\u{1b}[0m\u{1b}[1;38;2;255;255;255;48;2;200;0;100mc  \u{1b}[0m\n"
        );
        assert_eq!(
            painted(&lines, &theme, ColorDepth::Cube),
            "a\u{1b}[1mb\u{1b}[0m\u{1b}[1;38;5;231;48;5;161mc  \u{1b}[0m\n"
        );
    }
}
