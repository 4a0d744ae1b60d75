//! The Thread tab: the messages of the thread that is replied to, as Chat shows them.

use serde_json::Value;

use crate::app::events::ticket::Ticket;
use crate::editor::motion::Motion;
use crate::render::input_box::words;
use crate::render::line::Line;
use crate::render::posted::posted;
use crate::render::style::Role;

/// What was asked for; another one is asked for anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The thread's resource name.
    pub thread: String,
    /// The profile that reads it.
    pub profile: String,
    /// How many messages of this run are in Chat: another one may be in the thread.
    pub sent: usize,
}

/// What the tab shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ThreadContent {
    /// A sentence: that it is read, why it is not, or why it cannot be.
    Words(String),
    /// The messages, the oldest first, and what is to be known of them.
    Messages(Vec<Value>, String),
}

/// The state of the tab.
#[derive(Debug)]
pub struct ThreadTab {
    asked: Option<Asked>,
    ticket: Option<Ticket>,
    content: ThreadContent,
    version: u64,
    /// The version, width and count of names that the lines were rendered for.
    rendered_for: Option<(u64, u16, usize)>,
    lines: Vec<Line>,
    top: usize,
    height: usize,
}

impl Default for ThreadTab {
    fn default() -> Self {
        Self {
            asked: None,
            ticket: None,
            content: ThreadContent::Words(String::new()),
            version: 0,
            rendered_for: None,
            lines: Vec::new(),
            top: 0,
            height: 0,
        }
    }
}

impl ThreadTab {
    /// Returns whether this was asked for already.
    #[must_use]
    pub fn is_asked(&self, asked: &Asked) -> bool {
        self.asked.as_ref() == Some(asked)
    }

    /// Returns the thread whose answer this ticket is of.
    #[must_use]
    pub fn awaited(&self, ticket: Ticket) -> Option<&str> {
        let asked = self.asked.as_ref()?;
        (self.ticket == Some(ticket)).then_some(&asked.thread)
    }

    /// Waits for the messages of a thread, under this ticket.
    pub fn ask(&mut self, asked: Asked, ticket: Ticket) {
        self.asked = Some(asked);
        self.ticket = Some(ticket);
        self.set(ThreadContent::Words("Reading the thread…".to_owned()));
    }

    /// Has the thread read anew.
    pub fn forget(&mut self) {
        self.asked = None;
        self.ticket = None;
    }

    /// Shows a sentence, since there is no thread to read.
    pub fn say(&mut self, sentence: &str) {
        self.forget();
        if !matches!(&self.content, ThreadContent::Words(words) if words == sentence) {
            self.set(ThreadContent::Words(sentence.to_owned()));
        }
    }

    /// Takes the answer that is waited for.
    pub fn take(&mut self, content: ThreadContent) {
        self.ticket = None;
        self.set(content);
    }

    fn set(&mut self, content: ThreadContent) {
        self.content = content;
        self.version += 1;
        // The latest messages are at the end.
        self.top = usize::MAX;
    }

    /// Renders what is shown where an input changed, for a pane of `width` by `height` cells; the last column is left to
    /// the scrollbar.
    ///
    /// `names` looks up a user's name; so many are known.
    pub fn layout(
        &mut self,
        (width, height): (u16, u16),
        known: usize,
        names: &dyn Fn(&str) -> Option<String>,
    ) {
        let cells = width.saturating_sub(1).max(1);
        self.height = height.into();
        let key = Some((self.version, cells, known));
        if self.rendered_for != key {
            self.rendered_for = key;
            self.lines = self.render(cells, names);
        }
        self.top = self.top.min(self.last_top());
    }

    fn render(&self, width: u16, names: &dyn Fn(&str) -> Option<String>) -> Vec<Line> {
        match &self.content {
            ThreadContent::Words(sentence) => words(sentence, Role::Dim, width),
            ThreadContent::Messages(messages, note) => {
                let mut lines = words(note, Role::Dim, width);
                for message in messages {
                    if !lines.is_empty() {
                        lines.push(Line::default());
                    }
                    lines.extend(posted(message, width, names));
                }
                lines
            }
        }
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }

    /// Returns the visible lines, from the top.
    #[must_use]
    pub fn lines_in_sight(&self) -> &[Line] {
        let end = self.lines.len().min(self.top.saturating_add(self.height));
        self.lines.get(self.top.min(end)..end).unwrap_or_default()
    }

    /// Returns the index of the first visible line, and the number of all lines.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.lines.len())
    }

    /// Returns how many messages are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.content {
            ThreadContent::Words(_) => 0,
            ThreadContent::Messages(messages, _) => messages.len(),
        }
    }

    /// Returns all lines without their styles.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.lines.iter();
        lines
            .map(|line| line.text().trim_end().to_owned() + "\n")
            .collect()
    }

    /// Scrolls by a line, a page, or to an end. Returns whether the motion was one.
    pub fn step(&mut self, motion: Motion) -> bool {
        self.top = match motion {
            Motion::Up => self.top.saturating_sub(1),
            Motion::Down => self.top.saturating_add(1),
            Motion::PageUp => self.top.saturating_sub(self.height),
            Motion::PageDown => self.top.saturating_add(self.height),
            Motion::First => 0,
            Motion::Last => usize::MAX,
            _ => return false,
        };
        self.top = self.top.min(self.last_top());
        true
    }

    /// Scrolls by so many lines.
    pub fn scroll(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }
}
