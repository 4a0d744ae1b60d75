//! Wraps the lines of a URL at the ends of its parts.

use crate::cells::grapheme;

/// The characters after which a line is broken; the later ones only where none of the earlier fits.
const ENDS: [&[char]; 2] = [&['/', '?', '&', '=', '.'], &['_']];

/// The indentation of continuation lines.
const INDENT: &str = "    ";

/// Wraps lines that are wider than `cells` after the end of a part.
///
/// A part that is too long by itself stays whole.
#[must_use]
pub fn folded(lines: &[String], cells: u16) -> Vec<String> {
    lines.iter().flat_map(|line| fold(line, cells)).collect()
}

fn fold(line: &str, cells: u16) -> Vec<String> {
    let mut folded = Vec::new();
    let mut rest = line.to_owned();
    while let Some(end) = end_of_part(&rest, cells) {
        let more = format!("{INDENT}{}", &rest[end..]);
        rest.truncate(end);
        folded.push(std::mem::replace(&mut rest, more));
    }
    folded.push(rest);
    folded
}

/// Returns the byte after the last part that fits; `None` where all of the line fits, or none of it.
fn end_of_part(line: &str, cells: u16) -> Option<usize> {
    if grapheme::column_of(line, line.len()) <= cells {
        return None;
    }
    let field = line.len() - line.trim_start().len();
    let fits = |end: &usize| *end < line.len() && grapheme::column_of(line, *end) <= cells;
    ENDS.into_iter().find_map(|signs| {
        let ends = line.rmatch_indices(signs);
        let ends = ends.map(|(at, sign)| at + sign.len());
        ends.take_while(|end| *end > field + 1).find(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        let address = [
            "POST /v1/spaces/AAAArelease1/messages",
            "  ?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
            "  &messageId=client-你好",
        ]
        .map(str::to_owned);
        for (cells, shown) in [
            (
                70,
                &[
                    "POST /v1/spaces/AAAArelease1/messages",
                    "  ?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
                    "  &messageId=client-你好",
                ][..],
            ),
            (
                36,
                &[
                    "POST /v1/spaces/AAAArelease1/",
                    "    messages",
                    "  ?messageReplyOption=",
                    "    REPLY_MESSAGE_FALLBACK_TO_NEW_",
                    "    THREAD",
                    "  &messageId=client-你好",
                ][..],
            ),
            (
                20,
                &[
                    "POST /v1/spaces/",
                    "    AAAArelease1/",
                    "    messages",
                    "  ?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
                    "  &messageId=",
                    "    client-你好",
                ][..],
            ),
        ] {
            assert_eq!(folded(&address, cells), shown, "{cells}");
        }
        assert_eq!(folded(&address, 0), address);
    }
}
