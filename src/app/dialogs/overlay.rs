//! What lies over the panes: the open dialog and the current notice.

use std::collections::VecDeque;

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::notice::{Notice, Tone, Topic};

/// The open dialog and the current notice, at most one of each.
#[derive(Default)]
pub struct Overlay {
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    /// The notices of this run, the latest last.
    past: VecDeque<Notice>,
}

/// The most notices that are kept.
const KEPT: usize = 100;

impl Overlay {
    /// Returns the open dialog.
    #[must_use]
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref()
    }

    /// Returns the open dialog, to be changed.
    pub fn dialog_mut(&mut self) -> Option<&mut Dialog> {
        self.dialog.as_mut()
    }

    /// Opens a dialog in place of the one that is open.
    pub fn open(&mut self, dialog: Dialog) {
        self.dialog = Some(dialog);
    }

    /// Opens a line that asks, where notices are shown, so that the notice goes.
    pub fn ask(&mut self, dialog: Dialog) {
        self.notice = None;
        self.dialog = Some(dialog);
    }

    /// Closes the dialog.
    pub fn close(&mut self) {
        self.dialog = None;
    }

    /// Closes the dialog and returns it.
    pub fn take_dialog(&mut self) -> Option<Dialog> {
        self.dialog.take()
    }

    /// Returns the notice.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Shows a notice in place of the one that is shown.
    pub fn show(&mut self, notice: impl Into<Notice>) {
        let notice = notice.into();
        // One that goes on with the last one replaces it.
        if self
            .past
            .back()
            .is_some_and(|last| last.title == notice.title)
        {
            self.past.pop_back();
        }
        if self.past.len() == KEPT {
            self.past.pop_front();
        }
        self.past.push_back(notice.clone());
        self.notice = Some(notice);
    }

    /// Shows a notice below the warning or error that is shown, which is not to be lost by it.
    pub fn show_beside(&mut self, notice: Notice) {
        let told = self.notice.take();
        let told = told.filter(|told| matches!(told.tone, Tone::Warning | Tone::Error));
        self.show(match told {
            Some(told) => {
                let told = told.with(notice.title);
                notice.lines.into_iter().fold(told, Notice::with)
            }
            None => notice,
        });
    }

    /// Returns the notices of this run, the latest first.
    pub fn past(&self) -> impl Iterator<Item = &Notice> {
        self.past.iter().rev()
    }

    /// Clears the notice.
    pub fn clear_notice(&mut self) {
        self.notice = None;
    }

    /// Clears the notice and returns it.
    pub fn take_notice(&mut self) -> Option<Notice> {
        self.notice.take()
    }

    /// Clears the notice if it is about this topic, which ended.
    pub fn end_topic(&mut self, topic: Topic) {
        self.notice.take_if(|notice| notice.topic == topic);
    }

    /// Clears the notice if it tells what came of the draft that was open.
    pub fn end_outcome(&mut self) {
        let is_outcome = |topic| matches!(topic, Topic::Outcome | Topic::Send(_));
        self.notice.take_if(|notice| is_outcome(notice.topic));
    }

    /// Replaces the title of the notice if it is about this topic.
    pub fn retitle(&mut self, topic: Topic, title: String) {
        if let Some(notice) = self.notice.as_mut().filter(|notice| notice.topic == topic) {
            notice.title = title;
        }
    }

    /// Clears the notice, as far as it need not be read first.
    pub fn dismiss_info(&mut self) {
        match &mut self.notice {
            Some(notice) if notice.tone == Tone::Info || notice.topic == Topic::Elsewhere => {
                self.notice = None;
            }
            // The details of a success are in the activity list; its title and what can be done next stay.
            Some(notice) if notice.tone == Tone::Success => notice.lines.truncate(1),
            _ => {}
        }
    }
}
