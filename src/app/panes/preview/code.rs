//! The Code tab: the program that sends the message, in the language that was chosen last.

use serde_json::Value;

use crate::app::panes::preview::highlight;
use crate::app::panes::preview::json_printer::Token;
use crate::chat::sender::SenderKind;
use crate::editor::pager::Sheet;
use crate::editor::tab_strip::Strip;
use crate::message::export::language::Language;
use crate::message::export::program::program;

/// The rows above the code: the languages, and a blank.
pub const HEAD: u16 = 2;

/// The state of the tab. Its code is made by [`CodeTab::show`] and kept until something it follows
/// from is another.
#[derive(Clone, Debug, Default)]
pub struct CodeTab {
    language: Language,
    /// The language that was handed out last to be kept.
    kept: Language,
    made: Option<(u64, Language, SenderKind)>,
    tokens: Vec<Token>,
    /// The code as rows.
    pub sheet: Sheet,
}

impl CodeTab {
    /// The tab with its code in a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self {
            language,
            kept: language,
            ..Self::default()
        }
    }

    /// The tab of another draft: only the language stays.
    #[must_use]
    pub fn renewed(&self) -> Self {
        Self {
            kept: self.kept,
            ..Self::of(self.language)
        }
    }

    /// The language, if it is another than was handed out last.
    pub fn unkept(&mut self) -> Option<Language> {
        let is_kept = self.kept == self.language;
        self.kept = self.language;
        (!is_kept).then_some(self.language)
    }

    /// The language of the code.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Chooses the language `steps` further along, around the end.
    pub fn step_language(&mut self, steps: isize) {
        let all = Language::ALL;
        let at = all.iter().position(|own| *own == self.language);
        let at = at.unwrap_or(0).wrapping_add_signed(steps);
        self.choose(all[at.wrapping_add(all.len()) % all.len()]);
    }

    /// Chooses a language; its code begins at the top.
    pub fn choose(&mut self, language: Language) {
        if self.language != language {
            self.language = language;
            self.sheet.rewind();
        }
    }

    /// Takes in a request and who sends it; `revision` changes with the request.
    pub fn show(&mut self, revision: u64, request: &Value, sender: SenderKind) {
        let made = Some((revision, self.language, sender));
        if self.made == made {
            return;
        }
        self.made = made;
        let mut code = program(request, self.language, sender);
        code.truncate(code.trim_end().len());
        self.tokens = highlight::tokens(&code, self.language);
        self.sheet.set(code);
    }

    /// Fits the code to a pane of `width` by `height` cells.
    pub fn settle(&mut self, width: u16, height: u16) {
        self.sheet.settle(width, height.saturating_sub(HEAD));
    }

    /// The pieces of the code, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// How the names of the languages lie in a row of so many cells.
    #[must_use]
    pub fn strip(&self, width: u16) -> Strip {
        let titles = Language::ALL.map(Language::title);
        let at = Language::ALL.iter().position(|own| *own == self.language);
        Strip::new(&titles, at.unwrap_or(0), width)
    }

    /// Takes a click into a cell of the tab, `width` cells wide.
    pub fn click(&mut self, column: u16, row: u16, width: u16) {
        if row == 0
            && let Some(number) = self.strip(width).at(column)
        {
            self.choose(Language::ALL[number]);
        }
    }
}
