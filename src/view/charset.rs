//! The characters that a terminal can show, and what stands in a frame for those it cannot.

use ratatui::buffer::{Buffer, CellDiffOption};

/// The characters that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// All of Unicode.
    #[default]
    Unicode,
    /// The letters of Unicode, but not its signs, as on the console of Linux, whose fonts lack them.
    Letters,
    /// ASCII alone.
    Ascii,
}

/// Terminals that have no Unicode at all, by the start of their `TERM`.
const ASCII_TERMS: [&str; 4] = ["vt", "ansi", "dumb", "cons"];

impl Charset {
    /// Reads the charset from environment variables.
    ///
    /// The locale is the first of three variables that is set, as POSIX has it. Where none is, terminals of today take
    /// UTF-8 all the same.
    #[must_use]
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
        let is_unicode = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let term = variable("TERM").unwrap_or_default();
        if !is_unicode || ASCII_TERMS.iter().any(|start| term.starts_with(start)) {
            return Self::Ascii;
        }
        if term == "linux" {
            return Self::Letters;
        }
        Self::Unicode
    }

    /// Replaces what the terminal cannot show in the cells of a frame, each with as many cells.
    pub fn fit(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        for cell in &mut buffer.content {
            if cell.symbol().is_ascii() {
                continue;
            }
            if let Some(symbol) = self.replacement(cell.symbol()) {
                cell.set_symbol(symbol);
                cell.set_diff_option(CellDiffOption::None);
            }
        }
    }

    /// Returns what stands for a grapheme; `None` for one that the terminal can show.
    fn replacement(self, grapheme: &str) -> Option<&'static str> {
        let first = grapheme.chars().next()?;
        if first.is_ascii() && self == Self::Letters {
            return None;
        }
        if let Some((_, plain)) = SIGNS.iter().find(|(signs, _)| signs.contains(first)) {
            return Some(plain);
        }
        match self {
            Self::Letters if first.is_alphanumeric() => None,
            _ => Some("?"),
        }
    }
}

/// The signs of the program, and what stands for each.
const SIGNS: &[(&str, &str)] = &[
    ("─━╌═▁▔–—−‾", "-"),
    ("│┃╎║▏▎▕▌▐", "|"),
    ("┌┐└┘├┤┬┴┼┏┓┗┛┣┫╭╮╯╰╔╗╚╝╠╣", "+"),
    ("█▓▀▄▣", "#"),
    ("░▒▥▦▨▪▫", ":"),
    ("…⋯⋮", "~"),
    ("▸›→»↗⇒", ">"),
    ("‹←«⇐", "<"),
    ("▴↑⌃⇑", "^"),
    ("▾↓⌄⇓", "v"),
    ("↔↵⇔", "<"),
    ("●◆◉⊙★☑✓✔✅∗", "*"),
    ("○◇◦◊☐", "o"),
    ("·⋅", "."),
    ("•", "*"),
    ("✘✕❌×⊘", "x"),
    ("⚠❗", "!"),
    ("✎¶≡", "="),
    ("◷◫▭⊡", "%"),
    ("⠋⠹⠼⠦", "-"),
    ("⠙⠸⠴⠧", "|"),
    ("‘’′", "'"),
    ("“”″„", "\""),
    ("⏳", "."),
    ("➜", ">"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn charset(pairs: &[(&str, &str)]) -> Charset {
        Charset::from_env(|name| {
            let mut pairs = pairs.iter();
            Some(pairs.find(|(known, _)| *known == name)?.1.to_owned())
        })
    }

    #[test]
    fn locale_and_terminal_say_what_can_be_shown() {
        for (pairs, expected) in [
            (&[][..], Charset::Unicode),
            (&[("LANG", "en_GB.UTF-8")], Charset::Unicode),
            (&[("LANG", "C.utf8")], Charset::Unicode),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")], Charset::Ascii),
            (&[("LANG", "C"), ("LC_ALL", "")], Charset::Ascii),
            (&[("LC_CTYPE", "de_DE.ISO-8859-1")], Charset::Ascii),
            (
                &[("LANG", "de_DE.UTF-8"), ("TERM", "linux")],
                Charset::Letters,
            ),
            (&[("LANG", "C"), ("TERM", "linux")], Charset::Ascii),
            (&[("TERM", "vt220")], Charset::Ascii),
        ] {
            assert_eq!(charset(pairs), expected, "{pairs:?}");
        }
    }

    fn fitted(charset: Charset, words: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, words, ratatui::style::Style::new());
        charset.fit(&mut buffer);
        buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect()
    }

    #[test]
    fn what_cannot_be_shown_takes_as_many_cells() {
        assert_eq!(fitted(Charset::Unicode, "┌─ é 你🎉 …"), "┌─ é 你 🎉  … ");
        assert_eq!(fitted(Charset::Letters, "┌─ é 你🎉 …"), "+- é 你 ?  ~ ");
        assert_eq!(fitted(Charset::Ascii, "┌─ é 你🎉 …"), "+- ? ? ?  ~ ");
    }

    /// The signs that sources draw: those in string and character literals that are no letters and no emoji of a
    /// message.
    fn signs(text: &str) -> impl Iterator<Item = char> {
        let lines = text
            .lines()
            .take_while(|line| !line.starts_with("#[cfg(test)]"));
        let code = lines.filter(|line| !line.trim_start().starts_with("//"));
        let chars = code.flat_map(str::chars);
        chars.filter(|c| !c.is_ascii() && !c.is_alphanumeric())
    }

    #[test]
    fn every_sign_of_the_screen_has_a_plain_form() {
        let mut folders = vec![
            std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/view")),
            std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/app")),
            std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/render")),
        ];
        let mut texts = vec![
            include_str!("../../assets/keymap.toml").to_owned(),
            include_str!("../../assets/schema.toml").to_owned(),
        ];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("tests.rs") && !path.ends_with("charset.rs") {
                    texts.push(std::fs::read_to_string(path).unwrap());
                }
            }
        }
        // Emoji and what belongs to one; names of emoji and of icons stand beside them.
        let is_emoji = |c: &char| matches!(*c, '\u{1f000}'..|'\u{fe0f}'| '☕' | '☺' | '❤' | '❓');
        let of_text = |c: &char| matches!(*c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{303f}');
        let all = texts.iter().flat_map(|text| signs(text));
        let mut missing: Vec<char> = all
            .filter(|c| !is_emoji(c) && !of_text(c))
            .filter(|c| !SIGNS.iter().any(|(signs, _)| signs.contains(*c)))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        assert!(
            missing.is_empty(),
            "{missing:?}: signs without a plain form"
        );
        assert!(SIGNS.iter().all(|(_, plain)| plain.len() == 1));
    }
}
