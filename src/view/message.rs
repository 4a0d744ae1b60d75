//! Draws a rendered message in a theme.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::cells::grapheme;
use crate::message::color::Colour;
use crate::render::line::Line;
use crate::render::style::{Role, TextStyle};
use crate::view::cell_writer::CellWriter;
use crate::view::theme::{MessageColors, Theme};

/// Returns the style of a rendered text: its role in the theme, and the colours that the message asks for.
///
/// A theme without colours has none at all. Text colours are made readable on the theme's background.
#[must_use]
pub fn style(ink: TextStyle, theme: &Theme) -> Style {
    let look = match ink.role {
        Role::Text => theme.text,
        Role::Dim | Role::Badge => theme.dim,
        Role::Title => theme.value,
        Role::Label => theme.title,
        Role::Frame => theme.border,
        Role::Link | Role::Icon => theme.sign,
        Role::Code => theme.json_string,
        Role::Mention | Role::Button | Role::Filled | Role::Handle => theme.brand,
        Role::Tonal => theme.current_dim,
        Role::Disabled | Role::Placeholder => theme.placeholder,
        Role::Note => theme.warning,
        Role::Pixel => return pixel(ink, theme),
    };
    let mut style = look.0;
    match ink.role {
        Role::Link => style = style.add_modifier(Modifier::UNDERLINED),
        Role::Code => style = style.patch(theme.json_revealed.0),
        Role::Filled | Role::Badge => style = style.add_modifier(Modifier::REVERSED),
        _ => {}
    }
    let fit = |colour: Colour| theme.depth.nearest(colour);
    if let Some(document) = ink.ground.filter(|_| theme.has_colors()) {
        style = style.remove_modifier(Modifier::REVERSED).bg(fit(document));
    }
    let is_shown = match theme.message_colors {
        MessageColors::All => true,
        MessageColors::Grounds => ink.ground.is_some(),
        MessageColors::None => false,
    };
    if let Some(colour) = ink.colour.filter(|_| is_shown) {
        let document = theme.ground.filter(|_| ink.ground.is_none());
        style = style.fg(match document {
            Some(document) if ink.role == Role::Text => fit(colour.readable_on(document)),
            _ => fit(colour),
        });
    }
    style.add_modifier(ink.modifier)
}

/// Returns the two colours of a cell of an image, unchanged.
fn pixel(ink: TextStyle, theme: &Theme) -> Style {
    let colour = |colour: Colour| theme.depth.nearest(colour);
    let mut style = theme.text.0;
    style.fg = ink.colour.map(colour).or(style.fg);
    style.bg = ink.ground.map(colour).or(style.bg);
    style
}

/// Draws lines into the rows of an area.
pub fn draw(lines: &[Line], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let mut writer = CellWriter::new(buffer, Position { x: area.x, y }, area.width);
        write(line, 0, theme, &mut writer);
    }
}

/// Writes a line without its first `pan` cells; of a wide character on that edge a space.
pub fn write(line: &Line, pan: u16, theme: &Theme, writer: &mut CellWriter<'_>) {
    let mut column = 0;
    for piece in line.pieces() {
        let style = style(piece.style, theme);
        for cluster in grapheme::clusters(&piece.text, 0) {
            let next = column + cluster.width(column);
            if column >= pan {
                writer.put(cluster, style);
            } else if next > pan {
                writer.write(" ", style);
            }
            column = next;
            if writer.is_at_end() {
                return;
            }
        }
    }
}
