//! kitty's graphics protocol: an image is transmitted once, and shown where placeholders are in the text.
//!
//! <https://sw.kovidgoyal.net/kitty/graphics-protocol/>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Maximum number of base64 bytes in one escape sequence.
const PIECE: usize = 4096;

/// The placeholder character for a cell of an image.
const PLACEHOLDER: char = '\u{10eeee}';

/// Combining marks that encode a row or column, from 0.
///
/// <https://sw.kovidgoyal.net/kitty/_downloads/f0a0de9ec8d9ff4456206db8e0814937/rowcolumn-diacritics.txt>
const MARKS: [char; 92] = [
    '\u{305}', '\u{30d}', '\u{30e}', '\u{310}', '\u{312}', '\u{33d}', '\u{33e}', '\u{33f}',
    '\u{346}', '\u{34a}', '\u{34b}', '\u{34c}', '\u{350}', '\u{351}', '\u{352}', '\u{357}',
    '\u{35b}', '\u{363}', '\u{364}', '\u{365}', '\u{366}', '\u{367}', '\u{368}', '\u{369}',
    '\u{36a}', '\u{36b}', '\u{36c}', '\u{36d}', '\u{36e}', '\u{36f}', '\u{483}', '\u{484}',
    '\u{485}', '\u{486}', '\u{487}', '\u{592}', '\u{593}', '\u{594}', '\u{595}', '\u{597}',
    '\u{598}', '\u{599}', '\u{59c}', '\u{59d}', '\u{59e}', '\u{59f}', '\u{5a0}', '\u{5a1}',
    '\u{5a8}', '\u{5a9}', '\u{5ab}', '\u{5ac}', '\u{5af}', '\u{5c4}', '\u{610}', '\u{611}',
    '\u{612}', '\u{613}', '\u{614}', '\u{615}', '\u{616}', '\u{617}', '\u{657}', '\u{658}',
    '\u{659}', '\u{65a}', '\u{65b}', '\u{65d}', '\u{65e}', '\u{6d6}', '\u{6d7}', '\u{6d8}',
    '\u{6d9}', '\u{6da}', '\u{6db}', '\u{6dc}', '\u{6df}', '\u{6e0}', '\u{6e1}', '\u{6e2}',
    '\u{6e4}', '\u{6e7}', '\u{6e8}', '\u{6eb}', '\u{6ec}', '\u{730}', '\u{732}', '\u{733}',
    '\u{735}', '\u{736}', '\u{73a}', '\u{73d}',
];

/// Maximum number of rows and columns that placeholders can encode.
#[expect(clippy::cast_possible_truncation, reason = "there are not so many")]
pub const SPAN: u16 = MARKS.len() as u16;

/// Returns the image ID before the first one of a process.
///
/// IDs have 24 bits. Each process has room for 255, so that those of two programs on one terminal are not the
/// same.
#[must_use]
pub fn numbers(process: u32) -> u32 {
    (process & 0xffff) << 8
}

/// Returns the sequence that transmits a PNG file under an ID of 24 bits, to be shown in so many cells where
/// its placeholders are.
///
/// The terminal answers nothing.
#[must_use]
pub fn hand_over(id: u32, file: &[u8], (columns, rows): (u16, u16), is_in_tmux: bool) -> String {
    let text = STANDARD.encode(file);
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    let mut rest = text.as_str();
    let mut head = format!("a=T,U=1,q=2,f=100,i={id},c={columns},r={rows},");
    loop {
        let (piece, after) = rest.split_at(rest.len().min(PIECE));
        let more = u8::from(!after.is_empty());
        out += &command(&format!("{head}m={more};{piece}"), is_in_tmux);
        if after.is_empty() {
            return out;
        }
        rest = after;
        "q=2,".clone_into(&mut head);
    }
}

/// Returns the sequence that deletes an image and its placements.
#[must_use]
pub fn delete(id: u32, is_in_tmux: bool) -> String {
    command(&format!("a=d,d=I,q=2,i={id}"), is_in_tmux)
}

/// Returns the text of a cell of the image; its foreground colour is the image ID.
#[must_use]
pub fn placeholder(row: u16, column: u16) -> String {
    let mark = |number: u16| MARKS[usize::from(number).min(MARKS.len() - 1)];
    String::from_iter([PLACEHOLDER, mark(row), mark(column)])
}

/// Returns the foreground colour of an image's placeholders.
#[must_use]
pub fn colour(id: u32) -> [u8; 3] {
    let [_, red, green, blue] = id.to_be_bytes();
    [red, green, blue]
}

/// Builds a command; tmux passes it through if it is wrapped, each escape doubled.
fn command(body: &str, is_in_tmux: bool) -> String {
    if is_in_tmux {
        format!("\u{1b}Ptmux;\u{1b}\u{1b}_G{body}\u{1b}\u{1b}\\\u{1b}\\")
    } else {
        format!("\u{1b}_G{body}\u{1b}\\")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_handed_over_in_pieces() {
        assert_eq!(
            hand_over(0x01_0203, b"file", (4, 2), false),
            "\u{1b}_Ga=T,U=1,q=2,f=100,i=66051,c=4,r=2,m=0;ZmlsZQ==\u{1b}\\"
        );
        assert_eq!(
            hand_over(7, b"file", (4, 2), true),
            "\u{1b}Ptmux;\u{1b}\u{1b}_Ga=T,U=1,q=2,f=100,i=7,c=4,r=2,m=0;ZmlsZQ==\u{1b}\u{1b}\\\u{1b}\\"
        );
        let long = hand_over(7, &[0; 7000], (4, 2), false);
        let pieces: Vec<&str> = long.split_terminator("\u{1b}\\").collect();
        assert_eq!(pieces.len(), 3);
        for (piece, (head, length)) in pieces.iter().zip([
            ("\u{1b}_Ga=T,U=1,q=2,f=100,i=7,c=4,r=2,m=1", PIECE),
            ("\u{1b}_Gq=2,m=1", PIECE),
            ("\u{1b}_Gq=2,m=0", 9336 - 2 * PIECE),
        ]) {
            let (start, data) = piece.split_once(';').unwrap();
            assert_eq!((start, data.len()), (head, length));
        }
        assert_eq!(delete(7, false), "\u{1b}_Ga=d,d=I,q=2,i=7\u{1b}\\");
    }

    #[test]
    fn placeholders_tell_row_column_and_picture() {
        assert_eq!(placeholder(0, 1), "\u{10eeee}\u{305}\u{30d}");
        assert_eq!(placeholder(30, 91), "\u{10eeee}\u{483}\u{73d}");
        assert_eq!(colour(0x01_0203), [1, 2, 3]);
        let mut marks = MARKS.to_vec();
        marks.dedup();
        assert!(marks.is_sorted() && marks.len() == MARKS.len());
        let cell = placeholder(3, 4);
        assert_eq!(unicode_width::UnicodeWidthStr::width(cell.as_str()), 1);
    }
}
