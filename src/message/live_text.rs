//! The text of a message that follows the output of a job.

use std::collections::VecDeque;
use std::time::Duration;

use crate::chat::sanitize;

/// The blanks of a template that follow a job; the last one has a line for each line of output.
pub const BLANKS: [&str; 5] = ["title", "state", "started", "lines", "output"];

/// Maximum number of lines that are shown.
pub const LINES: usize = 20;

/// Maximum characters of a line that are shown.
const LINE: usize = 300;

/// Maximum bytes of all lines that are shown; with it the message is far below its limit.
const BYTES: usize = 12_000;

/// Maximum characters of a title.
const TITLE: usize = 200;

/// State of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It runs.
    Running,
    /// It ended with this exit status.
    Ended(i32),
    /// It was ended by this signal.
    Signalled(i32),
    /// Its output ended; in a pipe nobody learns its status.
    Unknown,
    /// It could not be started, and why.
    NotStarted(String),
}

/// What a job has said so far: its last lines, however much it says.
#[derive(Clone, Debug, Default)]
pub struct LiveText {
    title: String,
    started: String,
    lines: VecDeque<String>,
    count: u64,
}

impl LiveText {
    /// Begins with a title, which may be empty, and the time of the start in words.
    #[must_use]
    pub fn new(title: &str, started: &str) -> Self {
        Self {
            title: sanitize::line(title).trim().chars().take(TITLE).collect(),
            started: started.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a line of output, without its line end.
    pub fn add(&mut self, line: &str) {
        self.count += 1;
        if line.trim().is_empty() {
            return;
        }
        self.lines.push_back(line.chars().take(LINE).collect());
        while self.lines.len() > LINES || self.lines.iter().map(String::len).sum::<usize>() > BYTES
        {
            self.lines.pop_front();
        }
    }

    /// Returns what a template can show of the job: each blank of [`BLANKS`] and its value, with at most so many of the
    /// last lines.
    #[must_use]
    pub fn blanks(
        &self,
        state: &JobState,
        took: Duration,
        lines: usize,
    ) -> [(&'static str, String); 5] {
        let skipped = self.lines.len().saturating_sub(lines);
        let last: Vec<&str> = self
            .lines
            .iter()
            .skip(skipped)
            .map(String::as_str)
            .collect();
        let [title, job, started, count, output] = BLANKS;
        [
            (title, self.title.clone()),
            (job, state_words(state, took)),
            (started, self.started.clone()),
            (count, self.count.to_string()),
            (output, last.join("\n")),
        ]
    }

    /// Returns the text of the message, in Chat's own markup.
    #[must_use]
    pub fn text(&self, state: &JobState, took: Duration) -> String {
        let state = state_words(state, took);
        let title = if self.title.is_empty() {
            String::new()
        } else {
            format!("*{}*\n", self.title.replace('*', "∗"))
        };
        let lines = if self.count == 1 { "line" } else { "lines" };
        let mut text = format!(
            "{title}{state} · started {} · {} {lines}",
            self.started, self.count
        );
        if !self.lines.is_empty() {
            text.push_str("\n```\n");
            for line in &self.lines {
                text.push_str(&neutral(line));
                text.push('\n');
            }
            text.push_str("```");
        }
        text
    }
}

fn state_words(state: &JobState, took: Duration) -> String {
    match state {
        JobState::Running => "running".to_owned(),
        JobState::Ended(0) => format!("✅ done after {}, exit status 0", span(took)),
        JobState::Ended(status) => {
            format!("❌ failed after {}, exit status {status}", span(took))
        }
        JobState::Signalled(signal) => {
            format!("❌ ended by signal {signal} after {}", span(took))
        }
        JobState::Unknown => format!(
            "ended after {}; its exit status is unknown in a pipe",
            span(took)
        ),
        JobState::NotStarted(why) => {
            format!("❌ could not be started: {}", sanitize::line(why))
        }
    }
}

/// Separates the backquotes of a line, so that it cannot end the block it stands in.
fn neutral(line: &str) -> String {
    let mut text = line.replace("``", "`\u{200b}`");
    // Of an odd run the last one is still beside its neighbour.
    while text.contains("``") {
        text = text.replace("``", "`\u{200b}`");
    }
    text
}

fn span(took: Duration) -> String {
    let seconds = took.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// Strips a line of all that would control a terminal: escape sequences as a whole, and single characters.
#[must_use]
pub fn plain(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\u{1b}', Some('[')) | ('\u{9b}', _) => {
                if c == '\u{1b}' {
                    rest.next();
                }
                // Up to the final byte of the sequence.
                let _ = rest.find(|c| ('\u{40}'..='\u{7e}').contains(c));
            }
            ('\u{1b}', Some(']' | 'P' | '^' | '_' | 'X')) => {
                // A string, up to BEL or ESC \.
                let mut before = ' ';
                let is_end = |c: &char| {
                    let ends = *c == '\u{7}' || (before == '\u{1b}' && *c == '\\');
                    before = *c;
                    ends
                };
                let _ = rest.find(is_end);
            }
            ('\u{1b}', Some(_)) => drop(rest.next()),
            _ => kept.push(c),
        }
    }
    sanitize::text(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::markup::parse::read;
    use crate::message::markup::span::{Mark, Piece, Syntax};

    #[test]
    fn controls_are_stripped_and_words_stay() {
        for (line, expected) in [
            ("plain 你好", "plain 你好"),
            ("\u{1b}[1;31mred\u{1b}[0m", "red"),
            ("\u{1b}]0;title\u{7}after", "after"),
            ("\u{1b}]8;;https://e.com\u{1b}\\link", "link"),
            ("\u{1b}(Bx\u{1b}", "Bx"),
            ("\u{9b}31mx\u{7}\u{8}", "x"),
            ("a\tb", "a\tb"),
        ] {
            assert_eq!(plain(line), expected, "{line:?}");
        }
    }

    #[test]
    fn nothing_a_job_says_leaves_its_block() {
        let mut live = LiveText::new("Deploy *2.4*", "14:02");
        for line in ["```", "``````", "a ```` b", "*bold* <users/all>"] {
            live.add(line);
        }
        let text = live.text(&JobState::Running, Duration::ZERO);
        let spans = read(&text, Syntax::Chat).spans;
        let blocks = spans
            .iter()
            .filter(|span| span.piece == Piece::Open(Mark::CodeBlock));
        assert_eq!(blocks.count(), 1, "{text}");
        let mentions = spans
            .iter()
            .filter(|span| matches!(span.piece, Piece::Mention(_)));
        assert_eq!(mentions.count(), 0, "{text}");
        assert!(text.ends_with("*bold* <users/all>\n```"), "{text}");
    }

    #[test]
    fn however_much_a_job_says_the_text_stays_small() {
        let mut live = LiveText::new("T", "14:02");
        for number in 0..10_000 {
            live.add(&format!("{number} {}", "🎉`\"".repeat(500)));
        }
        let text = live.text(&JobState::Ended(3), Duration::from_secs(185));
        assert!(
            serde_json::to_string(&text).unwrap().len() < 31_000,
            "{}",
            text.len()
        );
        assert!(
            text.starts_with(
                "*T*\n❌ failed after 3 min 5 s, exit status 3 · started 14:02 · 10000 lines"
            ),
            "{text}"
        );
        assert!(text.contains("\n9999 "));
    }
}
