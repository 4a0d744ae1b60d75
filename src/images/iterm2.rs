//! iTerm2's inline images: a file, drawn over the cells at the cursor.
//!
//! <https://iterm2.com/documentation-images.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Draws a PNG file over so many cells from the cursor on. `WezTerm` leaves the cursor alone only if it is
/// asked to.
#[must_use]
pub fn draw(file: &[u8], (columns, rows): (u16, u16)) -> String {
    format!(
        "\u{1b}]1337;File=inline=1;size={};width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1:{}\u{7}",
        file.len(),
        STANDARD.encode(file)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_drawn_over_cells() {
        assert_eq!(
            draw(b"file", (4, 2)),
            "\u{1b}]1337;File=inline=1;size=4;width=4;height=2;preserveAspectRatio=0;doNotMoveCursor=1:ZmlsZQ==\u{7}"
        );
    }
}
