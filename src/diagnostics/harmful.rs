//! Which characters must not reach a terminal.

/// Whether a character can steer a terminal or make a line read otherwise than it is stored.
///
/// C0, DEL and C1 controls; the Unicode direction embeddings, overrides, isolates and marks;
/// line and paragraph separators; interlinear annotations; the byte order mark. The joiners that
/// emoji and scripts need stay.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{feff}'
        )
}
