//! The choice of an emoji for a reaction: common ones by their names, or one that is typed.

use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;

/// The common reactions, each with the words by which it is found.
const COMMON: &[(&str, &str)] = &[
    ("👍", "thumbs up yes ok"),
    ("❤️", "heart love"),
    ("😂", "joy laugh"),
    ("🎉", "party tada celebrate"),
    ("✅", "check done"),
    ("👀", "eyes looking"),
    ("🙏", "thanks please"),
    ("👏", "clap applause"),
    ("🚀", "rocket ship launch"),
    ("🔥", "fire"),
    ("💯", "hundred"),
    ("🙌", "hooray raised hands"),
    ("😊", "smile"),
    ("😮", "surprised wow"),
    ("😢", "sad cry"),
    ("🤔", "thinking"),
    ("👎", "thumbs down no"),
    ("❌", "cross no"),
    ("❗", "exclamation important"),
    ("❓", "question"),
    ("⏳", "hourglass waiting"),
    ("🐛", "bug"),
    ("🔧", "wrench fix"),
    ("☕", "coffee break"),
];

/// The state of the choice.
#[derive(Debug, Default)]
pub struct EmojiChoice {
    line: LineInput,
    cursor: usize,
}

impl EmojiChoice {
    /// Returns the line that is typed.
    #[must_use]
    pub fn line(&self) -> &LineInput {
        &self.line
    }

    /// Returns the common reactions that what is typed finds, each with its words and whether the cursor is on it.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let found = self.found().enumerate();
        found.map(|(at, (emoji, words))| (*emoji, *words, at == self.cursor))
    }

    /// Returns the row under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the emoji that is chosen: what is typed, if that is one, else the row under the cursor.
    ///
    /// `:name:` is a custom emoji of the organisation.
    #[must_use]
    pub fn chosen(&self) -> Option<&str> {
        let typed = self.line.text().trim();
        let is_custom = typed.len() > 2 && typed.starts_with(':') && typed.ends_with(':');
        if is_custom || !typed.is_ascii() {
            return Some(typed);
        }
        self.found().nth(self.cursor).map(|(emoji, _)| *emoji)
    }

    /// Handles an action. Returns whether it was consumed.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.found().count().saturating_sub(1);
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::PageUp => self.cursor = 0,
            Action::PageDown => self.cursor = last,
            action if actions::line(&mut self.line, action) => self.cursor = 0,
            _ => return false,
        }
        true
    }

    /// Pastes into the line.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.cursor = 0;
    }

    /// Lays the line out for so many cells.
    pub fn layout(&mut self, width: u16) {
        self.line.layout(width);
    }

    fn found(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        let typed = self.line.text().trim().trim_matches(':').to_lowercase();
        COMMON
            .iter()
            .filter(move |(emoji, words)| typed == *emoji || words.contains(&typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_found_by_its_words_or_typed_as_it_is() {
        for (typed, chosen) in [
            ("", Some("👍")),
            ("tada", Some("🎉")),
            (":rocket", Some("🚀")),
            ("🦊", Some("🦊")),
            ("👍", Some("👍")),
            (":party-parrot:", Some(":party-parrot:")),
            ("::", Some("👍")),
            ("no such words", None),
        ] {
            let mut choice = EmojiChoice::default();
            choice.paste(typed);
            assert_eq!(choice.chosen(), chosen, "{typed}");
        }
    }
}
