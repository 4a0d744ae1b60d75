//! The pages of the manual, and a page as rows of a width.

use crate::app::picker::command_palette::HelpRow;
use crate::cells::wrap;

/// The pages by their topics, in the order of reading.
pub const TOPICS: [(&str, &str); 8] = [
    (
        "composer",
        include_str!("../../../assets/manual/composer.md"),
    ),
    ("sending", include_str!("../../../assets/manual/sending.md")),
    ("cards", include_str!("../../../assets/manual/cards.md")),
    ("checks", include_str!("../../../assets/manual/checks.md")),
    (
        "accounts",
        include_str!("../../../assets/manual/accounts.md"),
    ),
    ("scripts", include_str!("../../../assets/manual/scripts.md")),
    ("ci", include_str!("../../../assets/manual/ci.md")),
    (
        "migrating",
        include_str!("../../../assets/manual/migrating.md"),
    ),
];

/// Returns the title of a page, which heads it.
#[must_use]
pub fn title(page: &'static str) -> &'static str {
    let first = page.lines().next().unwrap_or_default();
    first.trim_start_matches("# ")
}

/// Returns a page as rows of so many cells: headings, texts without their marks, and code as it is.
#[must_use]
pub fn rows(page: &'static str, width: u16) -> Vec<HelpRow> {
    let mut rows = Rows {
        width: width.max(1),
        done: Vec::new(),
        paragraph: String::new(),
    };
    let mut is_code = false;
    for line in page.lines().skip(1) {
        if line.starts_with("```") {
            rows.end();
            is_code = !is_code;
        } else if is_code {
            rows.done.push(HelpRow::Code(line.to_owned()));
        } else if let Some(heading) = line.strip_prefix("## ") {
            rows.gap();
            rows.done.push(HelpRow::Heading(heading));
        } else if line.trim().is_empty() {
            rows.gap();
        } else if let Some(cells) = line.strip_prefix('|') {
            rows.end();
            rows.table_row(cells);
        } else {
            if line.starts_with("- ") {
                rows.end();
            }
            if !rows.paragraph.is_empty() {
                rows.paragraph.push(' ');
            }
            rows.paragraph.push_str(line.trim());
        }
    }
    rows.end();
    rows.done
}

struct Rows {
    width: u16,
    done: Vec<HelpRow>,
    paragraph: String,
}

impl Rows {
    /// Ends the paragraph.
    fn end(&mut self) {
        let words = plain(&std::mem::take(&mut self.paragraph));
        let lines = wrap::paragraph(&words, self.width).into_iter();
        self.done
            .extend(lines.map(|line| HelpRow::Text(line.to_owned())));
    }

    /// Ends the paragraph, with an empty row below it.
    fn gap(&mut self) {
        self.end();
        if !matches!(self.done.last(), None | Some(HelpRow::Gap)) {
            self.done.push(HelpRow::Gap);
        }
    }

    /// Adds a row of a table: what its first cell names, and the others below it.
    fn table_row(&mut self, cells: &str) {
        let cells: Vec<String> = cells
            .trim_end()
            .trim_end_matches('|')
            .split('|')
            .map(|cell| plain(cell.trim()))
            .collect();
        if cells
            .iter()
            .all(|cell| cell.trim_matches(['-', ':']).is_empty())
        {
            return;
        }
        let (first, rest) = cells
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let rest: Vec<&str> = rest
            .iter()
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        let words = match rest.as_slice() {
            [] => first.to_owned(),
            rest => format!("{first}: {}", rest.join("; ")),
        };
        let lines = wrap::paragraph(&words, self.width).into_iter();
        self.done
            .extend(lines.map(|line| HelpRow::Text(line.to_owned())));
    }
}

/// Returns a text of Markdown without its marks: of a link the words stay.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        out.push_str(&rest[..at]);
        let here = &rest[at..];
        rest = if let Some(inside) = here.strip_prefix('`') {
            let end = inside.find('`').unwrap_or(inside.len());
            out.push_str(&inside[..end]);
            inside.get(end + 1..).unwrap_or("")
        } else if let Some(after) = here.strip_prefix("**") {
            after
        } else if let Some((words, after)) = link(here) {
            out.push_str(words);
            after
        } else {
            out.push_str(&here[..1]);
            &here[1..]
        };
    }
    out.push_str(rest);
    out
}

/// Returns the words of the link that a text begins with, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, after) = text.strip_prefix('[')?.split_once("](")?;
    let (_, rest) = after.split_once(')')?;
    (!words.contains(']')).then_some((words, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_without_its_marks() {
        const PAGE: &str = "# T\n\nWords **loud** and `code*`, [a link](https://x) [b].\n\n- one\n- two\n\n## Head\n\n| a | b |\n|---|---|\n| `k` | what |\n\n```console\n$ run\n```\n";
        let text = |words: &str| HelpRow::Text(words.to_owned());
        assert_eq!(
            rows(PAGE, 80),
            [
                text("Words loud and code*, a link [b]."),
                HelpRow::Gap,
                text("- one"),
                text("- two"),
                HelpRow::Gap,
                HelpRow::Heading("Head"),
                HelpRow::Gap,
                text("a: b"),
                text("k: what"),
                HelpRow::Gap,
                HelpRow::Code("$ run".to_owned()),
            ]
        );
    }

    #[test]
    fn no_row_of_words_is_wider_than_asked_for() {
        for (topic, page) in TOPICS {
            assert!(!title(page).is_empty(), "{topic}");
            for width in [20, 76, 0] {
                for row in rows(page, width) {
                    if let HelpRow::Text(words) = row {
                        let cells = wrap::paragraph(&words, width.max(1)).len();
                        assert_eq!(cells, 1, "{topic} {width}: {words}");
                    }
                }
            }
        }
    }
}
