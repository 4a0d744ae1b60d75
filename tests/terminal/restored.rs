//! Whether a terminal was restored: every mode that was switched on is off.

use vt100::MouseProtocolMode;

use crate::session::Tape;

/// Asserts that the program left no mode switched on.
pub fn assert_back(tape: &Tape) {
    let left = left(tape);
    assert!(left.is_empty(), "left behind: {left:?}\n{}", tape.text());
}

/// Returns the modes that are still switched on.
pub fn left(tape: &Tape) -> Vec<&'static str> {
    let screen = tape.screen();
    let count = |sequence: &str| {
        let sequence = sequence.as_bytes();
        let windows = tape.bytes.windows(sequence.len());
        windows.filter(|window| *window == sequence).count()
    };
    let last = |sequence: &str| {
        let sequence = sequence.as_bytes();
        tape.bytes
            .windows(sequence.len())
            .rposition(|window| window == sequence)
    };
    [
        (screen.alternate_screen(), "the alternate screen"),
        (screen.hide_cursor(), "a hidden cursor"),
        (screen.bracketed_paste(), "bracketed paste"),
        (
            screen.mouse_protocol_mode() != MouseProtocolMode::None,
            "the mouse",
        ),
        // A flag pushed and not popped stays; one popped too often was pushed by another program.
        (
            count("\x1b[>1u") != count("\x1b[<1u"),
            "the keyboard's flags",
        ),
        (count("\x1b[22;0t") != count("\x1b[23;0t"), "the title"),
        (
            last("\x1b[?2026h") > last("\x1b[?2026l"),
            "a synchronized update",
        ),
    ]
    .into_iter()
    .filter_map(|(is_left, name)| is_left.then_some(name))
    .collect()
}
