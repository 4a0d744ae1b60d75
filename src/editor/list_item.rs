//! List items: a line break goes on with a list, and ends it at an empty item.

use crate::editor::change::Splice;
use crate::editor::text_area::Text;

/// Returns the start of a line that makes it a list item: its indent, and `- `, `* ` or a number with its dot.
#[must_use]
pub fn marker(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = &line[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match rest.as_bytes() {
        [b'-' | b'*', b' ', ..] => 2,
        _ if (1..=6).contains(&digits) && rest[digits..].starts_with(". ") => digits + 2,
        _ => return None,
    };
    Some(&line[..indent + sign])
}

/// Returns the start of the item after one that starts so.
fn next(marker: &str) -> String {
    let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<u32>() {
        Ok(number) => marker.replacen(&digits, &(number + 1).to_string(), 1),
        Err(_) => marker.to_owned(),
    }
}

impl Text {
    /// Returns the change of a line break within a list: the next item begins, or an empty one ends the list.
    ///
    /// `None` where the cursor is in no item, or something is selected.
    #[must_use]
    pub fn break_item(&self) -> Option<Splice> {
        let caret = self.caret();
        let line = self.lines().get(caret.line)?;
        let marker = marker(line).filter(|marker| caret.byte >= marker.len())?;
        if self.selection().is_some() {
            return None;
        }
        let at = self.caret_offset();
        if line[marker.len()..].trim().is_empty() {
            let start = at - caret.byte;
            return Some(Splice {
                at: start,
                removed: line.clone(),
                inserted: String::new(),
            });
        }
        Some(Splice {
            at,
            removed: String::new(),
            inserted: format!("\n{}", next(marker)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_until_an_empty_item() {
        for (before, after) in [
            ("- one|", Some("- one\n- |")),
            ("* one|", Some("* one\n* |")),
            ("1. one|", Some("1. one\n2. |")),
            ("9. nine|", Some("9. nine\n10. |")),
            ("    - in|", Some("    - in\n    - |")),
            ("- on|e", Some("- on\n- |e")),
            ("x\n- |", Some("x\n|")),
            ("    - |", Some("|")),
            ("- |one", Some("- \n- |one")),
            ("-| one", None),
            ("|- one", None),
            ("*bold*|", None),
            ("-5 degrees|", None),
            ("1.5|", None),
            ("1234567. x|", None),
            ("plain|", None),
        ] {
            let at = before.find('|').unwrap();
            let mut text = Text::new(&before.replace('|', ""));
            text.go_to(at);
            let found = text.break_item().map(|splice| {
                text.apply(&splice);
                let mut shown = text.text();
                shown.insert(text.caret_offset(), '|');
                shown
            });
            assert_eq!(found.as_deref(), after, "{before}");
        }
    }
}
