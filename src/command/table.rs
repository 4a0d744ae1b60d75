//! Lists on standard output: columns for people, JSON for programs.

use serde_json::Value;

use crate::command::output;
use crate::render::line::width;

/// Aligns rows of texts in columns, two spaces apart; the last one is as long as it is.
#[must_use]
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: Vec<usize> = (0..N)
        .map(|column| {
            let texts = rows.iter().filter_map(|row| row.get(column));
            texts.map(|text| cells(text)).max().unwrap_or(0)
        })
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let mut line = String::new();
            for (text, wide) in row.iter().zip(&widths) {
                line.push_str(text);
                line.push_str(&" ".repeat(wide.saturating_sub(cells(text)) + 2));
            }
            line.trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

fn cells(text: &str) -> usize {
    width(text).into()
}

/// Formats a JSON list, one entry a line, safe on a terminal.
#[must_use]
pub fn json_list(rows: impl Iterator<Item = Value>) -> String {
    let lines: Vec<String> = rows.map(|row| output::json(&row)).collect();
    if lines.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n{}\n]", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn columns_are_as_wide_as_their_widest_text() {
        let row = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
        let rows = [
            row("設計", "x", "one"),
            row("a", "", "two three"),
            row("", "", ""),
        ];
        assert_eq!(columns(&rows), "設計  x  one\na        two three\n");
    }

    #[test]
    fn a_list_has_a_line_for_each_entry() {
        assert_eq!(json_list([].into_iter()), "[]");
        let list = json_list([json!({"a": 1}), json!({"a": 2})].into_iter());
        assert_eq!(list, "[\n{\"a\":1},\n{\"a\":2}\n]");
    }
}
