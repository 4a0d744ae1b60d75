//! A drawn screen as text: its characters, and their styles.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// Returns the rows of a screen.
///
/// The cells that a wide character covers beyond its first are left out.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    clusters(buffer)
        .into_iter()
        .map(|row| {
            let row: String = row.into_iter().map(|(_, _, cell)| cell.symbol()).collect();
            row.trim_end().to_owned()
        })
        .collect()
}

/// Returns all words of a screen in one line, without borders and line ends.
pub fn words(buffer: &Buffer) -> String {
    let is_ink = |c: char| !c.is_whitespace() && !"│┃▐".contains(c);
    let rows = rows(buffer);
    let words = rows.iter().flat_map(|row| {
        row.split(|c| !is_ink(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns each row as its grapheme clusters: the first column, the number of cells, and the first of the cells.
pub fn clusters(buffer: &Buffer) -> Vec<Vec<(u16, u16, &Cell)>> {
    let area = buffer.area;
    let row = |y| {
        let mut row = Vec::new();
        let mut x = area.left();
        while x < area.right() {
            let cell = &buffer[(x, y)];
            let cells = cell.symbol().cell_width().clamp(1, area.right() - x);
            row.push((x, cells, cell));
            x += cells;
        }
        row
    };
    (area.top()..area.bottom()).map(row).collect()
}

/// Returns the rows, and the position of the cursor.
pub fn text((buffer, caret): &(Buffer, Option<Position>)) -> String {
    let area = buffer.area;
    let caret = caret.map_or("no caret".to_owned(), |at| {
        format!("caret at {},{}", at.x, at.y)
    });
    let mut text = format!("{}×{}, {caret}\n", area.width, area.height);
    for row in rows(buffer) {
        text.push_str(&row);
        text.push('\n');
    }
    text
}

/// Returns a letter for each cell, and the style that each letter means.
pub fn looks(buffer: &Buffer) -> String {
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut legend = Vec::new();
    let mut map = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        for x in buffer.area.left()..buffer.area.right() {
            let look = look(&buffer[(x, y)]);
            let next = u8::try_from(letters.len()).unwrap();
            let letter = *letters.entry(look.clone()).or_insert_with(|| {
                let letter = char::from(if next < 26 {
                    b'a' + next
                } else {
                    b'A' + next - 26
                });
                legend.push((letter, look));
                letter
            });
            map.push(letter);
        }
        map.push('\n');
    }
    for (letter, look) in legend {
        let _ = writeln!(map, "{letter} = {look}");
    }
    map
}

fn look(cell: &Cell) -> String {
    let colour = |colour: Color| match colour {
        Color::Reset => "default".to_owned(),
        other => other.to_string(),
    };
    let mut look = format!("{} on {}", colour(cell.fg), colour(cell.bg));
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ] {
        if cell.modifier.contains(modifier) {
            look.push(' ');
            look.push_str(word);
        }
    }
    look
}
