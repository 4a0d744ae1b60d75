//! The clipboard, by OSC 52: it works over ssh, too.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of text that terminals take at once; larger ones are cut or refused by many.
pub const LIMIT: usize = 74_994;

/// The sequence that asks the terminal to take a text; inside tmux also the form that tmux passes on.
#[must_use]
pub fn sequence(text: &str, inside_tmux: bool) -> String {
    let copy = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if inside_tmux {
        let passed = copy.replace('\x1b', "\x1b\x1b");
        return format!("{copy}\x1bPtmux;{passed}\x1b\\");
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_one_sequence() {
        assert_eq!(sequence("hi", false), "\x1b]52;c;aGk=\x07");
        assert_eq!(
            sequence("hi", true),
            "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"
        );
    }
}
