//! A progress bar on standard error, on a terminal only.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Width of the bar in cells.
const WIDTH: usize = 24;

/// How often it is drawn at most.
const PERIOD: Duration = Duration::from_millis(100);

/// A bar with the rate and the time left.
#[derive(Debug)]
pub struct ProgressBar {
    is_shown: bool,
    unit: &'static str,
    done: u64,
    of: u64,
    began: Instant,
    drawn: Option<Instant>,
}

impl ProgressBar {
    /// Creates a bar over `of` units; nothing is drawn where standard error is no terminal.
    #[must_use]
    pub fn new(of: u64, unit: &'static str) -> Self {
        Self {
            is_shown: io::stderr().is_terminal(),
            unit,
            done: 0,
            of,
            began: Instant::now(),
            drawn: None,
        }
    }

    /// Sets how much is done, and says more behind it.
    pub fn set(&mut self, done: u64, more: &str) {
        self.done = done;
        let now = Instant::now();
        let is_early = self.drawn.is_some_and(|drawn| now - drawn < PERIOD);
        if !self.is_shown || (is_early && done < self.of) {
            return;
        }
        self.drawn = Some(now);
        let line = line(self.done, self.of, self.unit, now - self.began, more);
        let mut out = io::stderr().lock();
        let _ = write!(out, "\r\x1b[K{line}").and_then(|()| out.flush());
    }

    /// Removes the bar, so that a line can be written.
    pub fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let mut out = io::stderr().lock();
            let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Formats the bar: `[######------] 512/1,024 spaces  48/s  11 s left`.
fn line(done: u64, of: u64, unit: &str, took: Duration, more: &str) -> String {
    let width = WIDTH as u64;
    let filled = usize::try_from(done.saturating_mul(width).checked_div(of).unwrap_or(width));
    let filled = filled.unwrap_or(WIDTH).min(WIDTH);
    let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH - filled));
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1000) / millis;
    let left = of
        .saturating_sub(done)
        .saturating_mul(millis)
        .checked_div(done);
    let left = left.map_or(String::new(), |millis| {
        format!("  {} s left", millis.div_ceil(1000))
    });
    format!("[{bar}] {done}/{of} {unit}  {rate}/s{left}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_rate_and_time_left() {
        for (done, of, millis, expected) in [
            (0, 4, 0, "[------------------------] 0/4 spaces  0/s"),
            (
                1,
                4,
                500,
                "[######------------------] 1/4 spaces  2/s  2 s left",
            ),
            (
                4,
                4,
                2000,
                "[########################] 4/4 spaces  2/s  0 s left",
            ),
        ] {
            let found = line(done, of, "spaces", Duration::from_millis(millis), "");
            assert_eq!(found, expected);
        }
    }
}
