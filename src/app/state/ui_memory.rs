//! What the screen remembers between events: its size and time, the last press, the last folder, answers in forms.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::events::event::Size;
use crate::app::events::pane::{Pane, Press};
use crate::app::layout::{Arrangement, Edge};
use crate::message::draft_file::DraftId;
use crate::store::ui_state::PaneSizes;

/// What is to be saved for the next start.
#[derive(Default)]
struct Unsaved {
    sizes: bool,
    answers: bool,
}

/// Small facts of the screen that belong to no draft and to no pane.
pub struct UiMemory {
    size: Size,
    now: Duration,
    has_started: bool,
    passes_over_enter: bool,
    deleting: Option<DraftId>,
    deleted: usize,
    last_press: Option<Press>,
    last_folder: PathBuf,
    template_answers: HashMap<String, Vec<String>>,
    /// The words that were looked for last in the text, and what was to replace them.
    found: (String, String),
    arrangement: Arrangement,
    unsaved: Unsaved,
    /// The border that is dragged, and the cell where the mouse was last.
    dragged: Option<(Edge, (u16, u16))>,
}

impl UiMemory {
    /// Creates the memory of a program that was not drawn yet, on a screen of this size.
    #[must_use]
    pub fn new(size: Size) -> Self {
        Self {
            size,
            now: Duration::ZERO,
            has_started: false,
            passes_over_enter: false,
            deleting: None,
            deleted: 0,
            last_press: None,
            last_folder: PathBuf::from("."),
            template_answers: HashMap::new(),
            found: (String::new(), String::new()),
            arrangement: Arrangement::default(),
            unsaved: Unsaved::default(),
            dragged: None,
        }
    }

    /// Returns how the user arranged the panes.
    #[must_use]
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Shows the focused pane alone, or all panes again.
    pub fn toggle_zoom(&mut self) {
        self.arrangement.is_zoomed = !self.arrangement.is_zoomed;
    }

    /// Sets by how much panes differ from their usual sizes.
    pub fn set_pane_sizes(&mut self, sizes: PaneSizes) {
        self.arrangement.sizes = sizes;
    }

    /// Records that the sizes of the panes are to be saved.
    pub fn keep_pane_sizes(&mut self) {
        self.unsaved.sizes = true;
    }

    /// Takes the sizes of the panes, if they are to be saved.
    pub fn take_unsaved_sizes(&mut self) -> Option<PaneSizes> {
        std::mem::take(&mut self.unsaved.sizes).then_some(self.arrangement.sizes)
    }

    /// Records that a border is dragged, and where the mouse is; nothing where none is.
    pub fn drag(&mut self, dragged: Option<(Edge, (u16, u16))>) {
        self.dragged = dragged;
    }

    /// Returns the border that is dragged, and where the mouse was last.
    #[must_use]
    pub fn dragged(&self) -> Option<(Edge, (u16, u16))> {
        self.dragged
    }

    /// Returns the words that were looked for last in the text, and what was to replace them.
    #[must_use]
    pub fn found(&self) -> (&str, &str) {
        (&self.found.0, &self.found.1)
    }

    /// Keeps the words that were looked for in the text, and what was to replace them.
    pub fn keep_found(&mut self, words: &str, replacement: &str) {
        self.found = (words.to_owned(), replacement.to_owned());
    }

    /// Returns the screen's size.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// Sets the screen's size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// Returns the time since the start, as of the last tick.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.now
    }

    /// Sets the time since the start.
    pub fn tick(&mut self, now: Duration) {
        self.now = now;
    }

    /// Records that the first frame was drawn; what that frame does not need is computed from then on.
    pub fn start(&mut self) {
        self.has_started = true;
    }

    /// Returns whether the first frame was drawn.
    #[must_use]
    pub fn has_started(&self) -> bool {
        self.has_started
    }

    /// Records that an Enter which follows at once must do nothing: a send was refused, or has just been confirmed.
    pub fn pass_over_enter(&mut self) {
        self.passes_over_enter = true;
    }

    /// Takes back what [`Self::pass_over_enter`] recorded; returns whether it was just before this input.
    pub fn take_passing_over(&mut self) -> bool {
        std::mem::take(&mut self.passes_over_enter)
    }

    /// Records that a draft is being moved to the trash.
    pub fn delete_draft(&mut self, id: DraftId) {
        self.deleting = Some(id);
    }

    /// Ends what [`Self::delete_draft`] began; returns the draft, which is in the trash where `is_done`.
    pub fn end_deletion(&mut self, is_done: bool) -> Option<DraftId> {
        let id = self.deleting.take()?;
        self.deleted += usize::from(is_done);
        is_done.then_some(id)
    }

    /// Takes one of the deleted drafts to be brought back. Returns whether there is one.
    pub fn take_deleted(&mut self) -> bool {
        let is_there = self.deleted > 0;
        self.deleted = self.deleted.saturating_sub(1);
        is_there
    }

    /// Records a press of the mouse's button.
    pub fn press(&mut self, press: Press) {
        self.last_press = Some(press);
    }

    /// Returns whether the last press was in this pane, and the layout has not changed since.
    #[must_use]
    pub fn was_pressed(&self, pane: Pane) -> bool {
        self.last_press
            .is_some_and(|last| last.pane == pane && !last.moved_layout)
    }

    /// Returns the folder whose files were shown last, at first the working directory.
    #[must_use]
    pub fn last_folder(&self) -> &Path {
        &self.last_folder
    }

    /// Records the folder whose files are shown.
    pub fn enter_folder(&mut self, folder: PathBuf) {
        self.last_folder = folder;
    }

    /// Returns the answers in the form of the template of this title that were not used yet.
    #[must_use]
    pub fn template_answers(&self, title: &str) -> Option<&[String]> {
        self.template_answers.get(title).map(Vec::as_slice)
    }

    /// Keeps the answers in the form of a template until they are used.
    pub fn keep_template_answers(&mut self, title: &str, answers: Vec<String>) {
        let before = self.template_answers.insert(title.to_owned(), answers);
        self.unsaved.answers |= before.as_ref() != self.template_answers.get(title);
    }

    /// Sets the answers in the forms of templates that an earlier run kept.
    pub fn set_template_answers(&mut self, answers: HashMap<String, Vec<String>>) {
        self.template_answers = answers;
    }

    /// Returns the answers in the forms of templates, if they changed since they were last handed over.
    pub fn take_unsaved_answers(&mut self) -> Option<HashMap<String, Vec<String>>> {
        let changed = std::mem::take(&mut self.unsaved.answers);
        changed.then(|| self.template_answers.clone())
    }

    /// Forgets the answers in the form of a template, which were used.
    pub fn forget_template_answers(&mut self, title: &str) {
        self.unsaved.answers |= self.template_answers.remove(title).is_some();
    }
}
