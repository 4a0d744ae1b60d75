//! Renders a drawn screen as an SVG: a window with the cells in their places, the text as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::screen_text;

/// Size of a cell, in units of the drawing. The width is the advance of the fonts at the size below.
const CELL: (usize, usize) = (10, 22);

const EMOJI: &str = ".emoji{font-family:'Apple Color Emoji','Segoe UI Emoji','Noto Color Emoji'}";

/// Distance of the text's baseline from the top of a cell.
const BASELINE: usize = 16;

/// The window around the cells: its title bar, and the gap to all sides.
const BAR: usize = 36;
const GAP: usize = 14;

/// Renders a screen under a name, with the background and the foreground that cells have by default.
pub fn svg(name: &str, (buffer, caret): &(Buffer, Option<Position>), ground: &Cell) -> String {
    let mut sheet = Sheet::new(ground);
    let rows = screen_text::clusters(buffer);
    for (y, row) in rows.iter().enumerate() {
        sheet.grounds(row, y);
        sheet.shapes(row, y);
        sheet.words(row, y);
    }
    let caret = caret.map_or(String::new(), |at| {
        let (x, y) = corner(usize::from(at.x), usize::from(at.y));
        let colour = hex(ground.fg);
        format!("<path fill=\"{colour}\" d=\"M{x} {}h2v18h-2z\"/>\n", y + 2)
    });
    let size = (
        usize::from(buffer.area.width),
        usize::from(buffer.area.height),
    );
    window(name, size, &(sheet.print() + &caret), ground)
}

fn window(name: &str, (columns, rows): (usize, usize), inside: &str, ground: &Cell) -> String {
    let (width, height) = (columns * CELL.0 + 2 * GAP, rows * CELL.1 + BAR + GAP);
    let (back, words) = (hex(ground.bg), hex(ground.fg));
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {width} {height}" role="img" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="16.6">
<title>{name}</title>
<rect x="1" y="1" width="{}" height="{}" rx="11" fill="{back}" stroke="#4b5261" stroke-width="1.5"/>
<g stroke="none"><circle cx="23" cy="20" r="6" fill="#f28b82"/><circle cx="43" cy="20" r="6" fill="#fdd663"/><circle cx="63" cy="20" r="6" fill="#81c995"/></g>
<text x="{}" y="25" text-anchor="middle" font-size="14" fill="{words}" fill-opacity=".6">chatquill</text>
{inside}</svg>
"##,
        width * 84 / 100,
        height * 84 / 100,
        width - 2,
        height - 2,
        width / 2,
    )
}

/// Returns the upper left corner of a cell.
fn corner(column: usize, row: usize) -> (usize, usize) {
    (GAP + column * CELL.0, BAR + row * CELL.1)
}

/// The drawn elements, grouped by style.
struct Sheet {
    ground: Cell,
    grounds: BTreeMap<String, String>,
    /// Lines by colour and weight, as straight segments from one point to another.
    lines: BTreeMap<(String, &'static str), Vec<[usize; 4]>>,
    blocks: BTreeMap<(String, &'static str), String>,
    classes: Vec<String>,
    words: String,
}

impl Sheet {
    fn new(ground: &Cell) -> Self {
        Self {
            ground: ground.clone(),
            grounds: BTreeMap::new(),
            lines: BTreeMap::new(),
            blocks: BTreeMap::new(),
            classes: Vec::new(),
            words: String::new(),
        }
    }

    /// Returns the foreground and the background colour of a cell.
    fn colours(&self, cell: &Cell) -> (String, String) {
        let or = |colour, usual| {
            hex(if colour == Color::Reset {
                usual
            } else {
                colour
            })
        };
        let ink = or(cell.fg, self.ground.fg);
        let paper = or(cell.bg, self.ground.bg);
        if cell.modifier.contains(Modifier::REVERSED) {
            (paper, ink)
        } else {
            (ink, paper)
        }
    }

    fn grounds(&mut self, row: &[(u16, u16, &Cell)], y: usize) {
        let usual = hex(self.ground.bg);
        let papers: Vec<String> = row.iter().map(|(.., cell)| self.colours(cell).1).collect();
        let mut at = 0;
        for same in papers.chunk_by(|a, b| a == b) {
            let first = usize::from(row[at].0);
            let cells: u16 = row[at..at + same.len()]
                .iter()
                .map(|(_, cells, _)| cells)
                .sum();
            at += same.len();
            if same[0] != usual {
                let (x, top) = corner(first, y);
                let (wide, high) = (usize::from(cells) * CELL.0, CELL.1);
                let path = self.grounds.entry(same[0].clone()).or_default();
                let _ = write!(path, "M{x} {top}h{wide}v{high}h-{wide}z");
            }
        }
    }

    fn shapes(&mut self, row: &[(u16, u16, &Cell)], y: usize) {
        for (column, _, cell) in row {
            let (x, top) = corner(usize::from(*column), y);
            let (ink, _) = self.colours(cell);
            let (middle, centre) = (x + CELL.0 / 2, top + CELL.1 / 2);
            if let Some((weight, arms)) = arms(cell.symbol()) {
                let lines = self.lines.entry((ink, weight)).or_default();
                let ends = [
                    [x, centre, middle, centre],
                    [middle, centre, x + CELL.0, centre],
                    [middle, top, middle, centre],
                    [middle, centre, middle, top + CELL.1],
                ];
                lines.extend(
                    ends.into_iter()
                        .zip(arms)
                        .filter_map(|(end, is)| is.then_some(end)),
                );
            } else if let Some((left, inset, strength)) = block(cell.symbol()) {
                let path = self.blocks.entry((ink, strength)).or_default();
                let (x, wide) = (x + left, CELL.0 - left);
                let (top, high) = (top + inset, CELL.1 - 2 * inset);
                let _ = write!(path, "M{x} {top}h{wide}v{high}h-{wide}z");
            }
        }
    }

    fn words(&mut self, row: &[(u16, u16, &Cell)], y: usize) {
        let mut run = Run::default();
        for (column, cells, cell) in row {
            let symbol = cell.symbol();
            let drawn = arms(symbol).is_some() || block(symbol).is_some();
            if symbol == " " && !run.text.is_empty() && !drawn {
                run.spaces += 1;
                continue;
            }
            let kind = Kind::of(symbol, *cells);
            let look = self.look(cell);
            let goes_on = run.goes_on(usize::from(*column), kind, &look);
            if !goes_on || drawn || symbol == " " {
                self.put(&std::mem::take(&mut run), y);
            }
            if !drawn && symbol != " " {
                run.add(
                    usize::from(*column),
                    usize::from(*cells),
                    symbol,
                    kind,
                    look,
                );
            }
        }
        self.put(&run, y);
    }

    fn look(&self, cell: &Cell) -> String {
        let mut look = format!("fill:{}", self.colours(cell).0);
        for (modifier, style) in [
            (Modifier::BOLD, ";font-weight:700"),
            (Modifier::DIM, ";fill-opacity:.6"),
            (Modifier::ITALIC, ";font-style:italic"),
            (Modifier::UNDERLINED, ";text-decoration:underline"),
        ] {
            if cell.modifier.contains(modifier) {
                look.push_str(style);
            }
        }
        look
    }

    fn put(&mut self, run: &Run, y: usize) {
        if run.text.is_empty() {
            return;
        }
        let class = self.classes.iter().position(|look| *look == run.look);
        let class = class.unwrap_or_else(|| {
            self.classes.push(run.look.clone());
            self.classes.len() - 1
        });
        let class = char::from(b'a' + u8::try_from(class).expect("few looks"));
        let (x, top) = corner(run.start, y);
        let y = top + BASELINE;
        let width = run.cells * CELL.0;
        let place = match run.kind {
            Kind::Plain if run.cells == 1 => format!("x=\"{x}\""),
            Kind::Plain | Kind::RightToLeft => format!("x=\"{x}\" textLength=\"{width}\""),
            Kind::Single | Kind::Emoji => {
                format!("x=\"{}\" text-anchor=\"middle\"", x + width / 2)
            }
        };
        let class = match run.kind {
            Kind::Emoji => format!("{class} emoji"),
            _ => class.to_string(),
        };
        let text = run
            .text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let _ = writeln!(
            self.words,
            "<text class=\"{class}\" {place} y=\"{y}\">{text}</text>"
        );
    }

    fn print(&self) -> String {
        let mut print = String::from("<style>");
        for (class, look) in ('a'..).zip(&self.classes) {
            let _ = write!(print, ".{class}{{{look}}}");
        }
        print.push_str(EMOJI);
        print.push_str("</style>\n");
        for (paper, path) in &self.grounds {
            let _ = writeln!(print, "<path fill=\"{paper}\" d=\"{path}\"/>");
        }
        for ((ink, weight), pieces) in &self.lines {
            let path = joined(pieces);
            let _ = writeln!(
                print,
                "<path stroke=\"{ink}\" stroke-width=\"{weight}\" stroke-linecap=\"square\" fill=\"none\" d=\"{path}\"/>"
            );
        }
        for ((ink, strength), path) in &self.blocks {
            let _ = writeln!(
                print,
                "<path fill=\"{ink}\" fill-opacity=\"{strength}\" d=\"{path}\"/>"
            );
        }
        print + &self.words
    }
}

/// Text that is written with one element.
#[derive(Default)]
struct Run {
    start: usize,
    cells: usize,
    spaces: usize,
    text: String,
    look: String,
    kind: Kind,
}

/// How likely a font gives a text the width of its cells.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    /// Certain, as far as that is possible.
    #[default]
    Plain,
    /// It may come from another font: each character is placed by itself.
    Single,
    /// The same, and there are fonts that have it in colour.
    Emoji,
    /// It must be written as a whole, for the letters join and run to the left.
    RightToLeft,
}

impl Kind {
    fn of(symbol: &str, cells: u16) -> Self {
        match symbol.chars().next() {
            Some('\u{590}'..='\u{8ff}') => Self::RightToLeft,
            Some('!'..='~' | '\u{a1}'..='\u{24f}') if cells == 1 => Self::Plain,
            Some('\u{1f000}'..='\u{1faff}' | '☀'..='➿') if cells == 2 => Self::Emoji,
            _ => Self::Single,
        }
    }
}

impl Run {
    fn goes_on(&self, column: usize, kind: Kind, look: &str) -> bool {
        self.spaces < 2
            && self.start + self.cells + self.spaces == column
            && self.kind == kind
            && matches!(kind, Kind::Plain | Kind::RightToLeft)
            && self.look == look
    }

    fn add(&mut self, column: usize, cells: usize, symbol: &str, kind: Kind, look: String) {
        if self.text.is_empty() {
            (self.start, self.kind, self.look) = (column, kind, look);
        }
        self.text.push_str(&" ".repeat(self.spaces));
        self.text.push_str(symbol);
        self.cells += self.spaces + cells;
        self.spaces = 0;
    }
}

/// Returns the weight of a box-drawing character, and whether it reaches left, right, up and down.
fn arms(symbol: &str) -> Option<(&'static str, [bool; 4])> {
    const LIGHT: &str = "─│┌┐└┘";
    const HEAVY: &str = "━┃┏┓┗┛";
    const REACH: [[bool; 4]; 6] = [
        [true, true, false, false],
        [false, false, true, true],
        [false, true, false, true],
        [true, false, false, true],
        [false, true, true, false],
        [true, false, true, false],
    ];
    let at = |set: &str| set.chars().position(|c| symbol.chars().eq([c]));
    at(LIGHT)
        .map(|at| ("1.3", REACH[at]))
        .or_else(|| at(HEAVY).map(|at| ("2.6", REACH[at])))
}

/// Returns the gap at the left and above and below of a block character, and its opacity.
fn block(symbol: &str) -> Option<(usize, usize, &'static str)> {
    match symbol {
        "▐" => Some((6, 0, "1")),
        "▓" => Some((0, 5, "1")),
        "░" => Some((0, 5, ".6")),
        _ => None,
    }
}

/// Returns the path of straight segments, those that touch end to end joined.
fn joined(pieces: &[[usize; 4]]) -> String {
    let mut path = String::new();
    let mut across: Vec<_> = pieces.iter().filter(|p| p[1] == p[3]).collect();
    across.sort_by_key(|p| (p[1], p[0]));
    for line in across.chunk_by(|a, b| a[1] == b[1] && a[2] == b[0]) {
        let (first, last) = (line[0], line[line.len() - 1]);
        let _ = write!(path, "M{} {}H{}", first[0], first[1], last[2]);
    }
    let mut down: Vec<_> = pieces.iter().filter(|p| p[0] == p[2]).collect();
    down.sort_by_key(|p| (p[0], p[1]));
    for line in down.chunk_by(|a, b| a[0] == b[0] && a[3] == b[1]) {
        let (first, last) = (line[0], line[line.len() - 1]);
        let _ = write!(path, "M{} {}V{}", first[0], first[1], last[3]);
    }
    path
}

fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => panic!("a picture is made with a theme in 24 bits, not {other:?}"),
    }
}
