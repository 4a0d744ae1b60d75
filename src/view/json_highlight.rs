//! Draws highlighted JSON, from any of its bytes on.

use ratatui::style::Style;

use super::cell_writer::CellWriter;
use super::theme::Theme;
use crate::app::panes::preview::json_printer::{Kind, Token};
use crate::cells::grapheme;

/// The styles of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonStyles {
    /// Names of members.
    pub key: Style,
    /// Strings.
    pub string: Style,
    /// Numbers.
    pub number: Style,
    /// `true`, `false` and `null`.
    pub literal: Style,
    /// Brackets, commas and colons.
    pub punctuation: Style,
    /// Comments of a program.
    pub comment: Style,
    /// Keywords of a language.
    pub keyword: Style,
    /// All other words of a program.
    pub plain: Style,
}

impl JsonStyles {
    /// Creates the styles of a theme.
    #[must_use]
    pub fn new(theme: &Theme) -> Self {
        Self {
            key: theme.json_key.into(),
            string: theme.json_string.into(),
            number: theme.json_number.into(),
            literal: theme.json_literal.into(),
            punctuation: theme.json_punctuation.into(),
            comment: theme.dim.into(),
            keyword: theme.json_literal.into(),
            plain: theme.text.into(),
        }
    }

    /// Returns the style of a kind of token.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Style {
        match kind {
            Kind::Key => self.key,
            Kind::String => self.string,
            Kind::Number => self.number,
            Kind::Literal => self.literal,
            Kind::Punctuation => self.punctuation,
            Kind::Comment => self.comment,
            Kind::Keyword => self.keyword,
            Kind::Plain => self.plain,
        }
    }
}

/// Writes `text`, which is the part of a JSON document from byte `start` on.
///
/// `tokens` are those of the whole document, and only those from `start` on are used.
pub fn write(
    text: &str,
    start: usize,
    tokens: &[Token],
    styles: &JsonStyles,
    writer: &mut CellWriter<'_>,
) {
    let before = tokens.partition_point(|token| token.start <= start);
    let mut current = tokens[..before].last().map(|token| styles.of(token.kind));
    let mut coming = tokens[before..].iter().peekable();
    for cluster in grapheme::clusters(text, 0) {
        if writer.is_at_end() {
            break;
        }
        while let Some(token) = coming.next_if(|token| token.start <= start + cluster.at) {
            current = Some(styles.of(token.kind));
        }
        writer.put(cluster, current.unwrap_or_default());
    }
}
