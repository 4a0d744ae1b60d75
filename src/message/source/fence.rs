//! Code blocks of Markdown: what stands between fences.

use std::ops::Range;

/// Returns the byte ranges between the fences of a part of a text, in order.
#[must_use]
pub fn blocks(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = part.start;
    for line in text.get(part.clone()).unwrap_or("").split_inclusive('\n') {
        let end = at + line.len();
        let bare = line
            .trim_start_matches([' ', '\t', '>', '\u{feff}'])
            .trim_end();
        match open {
            Some((mark, start))
                if bare.starts_with(mark) && bare.trim_start_matches(&mark[..1]).is_empty() =>
            {
                blocks.push(start..at);
                open = None;
            }
            None => {
                let mark = ["```", "~~~"]
                    .into_iter()
                    .find(|mark| bare.starts_with(mark));
                open = mark
                    .filter(|mark| !bare[mark.len()..].contains('`'))
                    .map(|mark| (mark, end));
            }
            Some(_) => {}
        }
        at = end;
    }
    if let Some((_, start)) = open {
        blocks.push(start..part.end);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_fences_is_found() {
        for (text, expected) in [
            ("a\n```json\n{}\n```\nb", vec!["{}\n"]),
            ("```\na\n```\n~~~ js\nb\n~~~\n", vec!["a\n", "b\n"]),
            ("- x\n  ```\n  a\n  ```\n", vec!["  a\n"]),
            ("`a` ```b``` c", vec![]),
            ("```\na", vec!["a"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = blocks(text, &(0..text.len()))
                .into_iter()
                .map(|block| &text[block])
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
