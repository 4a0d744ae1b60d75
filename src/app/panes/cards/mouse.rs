//! Mouse handling of the cards pane.

use ratatui::layout::Rect;

use crate::app::panes::cards::layout::CardsLayout;
use crate::app::panes::cards::state::Cards;
use crate::app::panes::cards::value_editor::Typing;
use crate::message::draft::Draft;

impl Cards {
    /// Moves the cursor to the line at this visible row of the outline. Returns whether there is one.
    pub fn click(&mut self, row: usize) -> bool {
        let line = self.in_sight().top + row;
        let is_there = line < self.nodes().len();
        if is_there {
            self.leave_form();
            self.go_to_line(line);
        }
        is_there
    }

    /// Moves the form's cursor to the row at this visible row. Returns whether there is one.
    pub fn click_form(&mut self, row: usize, draft: &Draft) -> bool {
        let rows = self.rows(draft);
        let Some(row) = rows.get(self.form_in_sight().top + row) else {
            return false;
        };
        self.leave();
        self.enter_form(draft);
        self.set_row(row.key());
        true
    }

    /// Returns the index of the form's current row from the first visible one.
    #[must_use]
    pub fn here_in_sight(&self, draft: &Draft) -> usize {
        let rows = self.rows(draft);
        self.row_of(&rows).saturating_sub(self.form_in_sight().top)
    }

    /// Returns whether a text of several lines is edited, which covers the rows of the form.
    #[must_use]
    pub fn types_lines(&self) -> bool {
        self.editor()
            .is_some_and(|entry| matches!(entry.typing, Typing::Lines(_)))
    }

    /// Returns the area of the value that is edited.
    #[must_use]
    pub fn typed_at(&self, parts: &CardsLayout, draft: &Draft) -> Option<Rect> {
        let entry = self.editor()?;
        if matches!(entry.typing, Typing::Lines(_)) {
            return Some(parts.lines());
        }
        let rows = self.rows(draft);
        let at = rows.iter().position(|row| row.key() == entry.key)?;
        let row = u16::try_from(at.checked_sub(self.form_in_sight().top)?).ok()?;
        (row < parts.form.height).then(|| parts.value(row))
    }

    /// Moves the cursor to a cell of the value that is edited.
    pub fn click_typed(&mut self, column: u16, row: u16) {
        if let Some(entry) = self.editor_mut() {
            entry.click(column, row);
        }
    }

    /// Scrolls the form, or the outline, by so many rows.
    ///
    /// A text of several lines that is edited scrolls in place of the form.
    pub fn scroll(&mut self, is_form: bool, by: i32, draft: &Draft) {
        if !is_form {
            self.scroll_outline(by);
        } else if self.types_lines() {
            if let Some(Typing::Lines(text)) = self.editor_mut().map(|entry| &mut entry.typing) {
                text.scroll(by);
            }
        } else {
            self.scroll_form(by, draft);
        }
    }
}
