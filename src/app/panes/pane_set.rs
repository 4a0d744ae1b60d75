//! The panes and which of them is focused.

use crate::app::events::pane::Pane;
use crate::app::panes::cards::state::Cards;
use crate::app::panes::completion::Completion;
use crate::app::panes::options::Options;
use crate::app::panes::preview::tabs::Preview;
use crate::app::panes::spaces::Spaces;
use crate::editor::text_area::Text;
use crate::editor::vim::Vim;
use crate::message::draft::Draft;

/// The panes, each of which guards itself, and the focus.
pub struct PaneSet {
    focus: Pane,
    /// The spaces pane.
    pub spaces: Spaces,
    /// The text pane.
    pub text: Text,
    /// The modes of vim, where the text is edited as in vim.
    pub vim: Option<Vim>,
    /// The completion at the cursor of the text.
    pub completion: Completion,
    /// The cards pane.
    pub cards: Cards,
    /// The options pane.
    pub options: Options,
    /// The preview pane.
    pub preview: Preview,
}

impl PaneSet {
    /// Creates the panes of a draft.
    #[must_use]
    pub fn new(mut spaces: Spaces, preview: Preview, draft: &Draft) -> Self {
        spaces.seek(draft.parent());
        Self {
            focus: first_focus(draft),
            spaces,
            text: Text::new(draft.text()),
            vim: None,
            completion: Completion::default(),
            cards: Cards::default(),
            options: Options::default(),
            preview,
        }
    }

    /// Shows another draft in all panes but the preview, and focuses the one to start in.
    pub fn open(&mut self, draft: &Draft) {
        self.options.reset();
        self.cards.reset(draft);
        self.text = Text::new(draft.text());
        self.completion.hide();
        self.vim = self.vim.take().map(|_| Vim::default());
        self.spaces.seek(draft.parent());
        self.focus = first_focus(draft);
    }

    /// Returns the focused pane.
    #[must_use]
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// Focuses a pane; a value that was being typed is kept.
    pub fn focus_on(&mut self, pane: Pane) {
        if pane != self.focus {
            self.options.leave();
            self.cards.leave();
            if self.focus == Pane::Cards && pane != Pane::Preview {
                self.preview.json.reveal(None);
                self.preview.card.mark(None);
            }
            self.focus = pane;
        }
    }
}

/// Returns the pane in which work on a draft begins.
fn first_focus(draft: &Draft) -> Pane {
    if draft.parent().is_empty() {
        Pane::Spaces
    } else {
        Pane::Text
    }
}
