//! The keys of vim in the text pane, where the config asks for them.

use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::model::App;
use crate::editor::change::Splice;
use crate::editor::text_area::Text;
use crate::editor::vim::{Mode, VimHost, VimKey};
use crate::input::action::Action;

/// The program, as vim sees it.
struct Host<'a> {
    app: &'a mut App,
    effects: &'a mut Vec<Effect>,
}

/// Handles an action as vim would. Returns whether it was consumed; where vim is off, none is.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(key) = key(action) else {
        return false;
    };
    let Some(mut vim) = app.panes.vim.take() else {
        return false;
    };
    let is_insert = vim.mode() == Mode::Insert;
    let is_command = !is_insert || key == VimKey::Esc;
    let is_consumed = is_command && vim.key(key, &mut Host { app, effects });
    if is_insert && !is_consumed {
        vim.typed(key);
    }
    app.panes.vim = Some(vim);
    is_consumed
}

/// Returns whether letters typed into the text are commands now.
#[must_use]
pub fn reads_commands(app: &App) -> bool {
    let vim = app.panes.vim.as_ref();
    vim.is_some_and(|vim| vim.mode() != Mode::Insert)
}

/// Returns the key that stands behind an action; `None` where vim has no use for it.
fn key(action: Action) -> Option<VimKey> {
    Some(match action {
        Action::Insert(c) => VimKey::Char(c),
        Action::Newline => VimKey::Enter,
        Action::DeleteBefore => VimKey::Backspace,
        Action::Back => VimKey::Esc,
        // The same key, which lists the spaces again everywhere else.
        Action::Refresh => VimKey::Redo,
        _ => return None,
    })
}

impl VimHost for Host<'_> {
    fn text(&mut self) -> &mut Text {
        &mut self.app.panes.text
    }

    fn apply(&mut self, splice: &Splice) {
        let before = self.app.panes.text.caret_offset();
        self.app.apply_splice(splice, before);
    }

    fn begin_step(&mut self) {
        self.app.document.draft_mut().begin_step();
    }

    fn end_step(&mut self) {
        self.app.document.draft_mut().end_step();
    }

    fn undo(&mut self) {
        if let Some(mark) = self.app.document.draft_mut().undo() {
            self.app.show_change(&mark);
        }
    }

    fn redo(&mut self) {
        if let Some(mark) = self.app.document.draft_mut().redo() {
            self.app.show_change(&mark);
        }
    }

    fn fill(&mut self, words: &str) {
        self.app.register.fill(words);
        let offer = TerminalCommand::Offer(words.to_owned());
        self.effects.push(Effect::Terminal(offer));
    }

    fn register(&self) -> String {
        self.app.register.text().to_owned()
    }
}
