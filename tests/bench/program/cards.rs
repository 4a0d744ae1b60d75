//! A file with a card of 100 widgets and 32,000 bytes: opened, navigated, typed into.

use anyhow::Result;

use super::table::{Bar, Figures, Row};
use super::terminal::Terminal;
use super::{BYTES, KEYS, PAUSE, Program, QUIET, Run, large_message, pasted, type_in_turn};

const WIDGETS: usize = 100;
/// Bytes left for what is typed.
const ROOM: usize = 500;
const FILE: &str = "large.json";
/// Texts that the first frame of the file shows: its text, and its card in the JSON or the outline.
const SHOWN: [&str; 2] = ["the release is out", "A long list"];
/// Keys to the outline, and in it to the first widget: below its card, the header and the section.
const TO_WIDGET: &str = "\x1b3gjjj";

/// The measurements of both programs, chatquill's first; the bare loop has a text of so many bytes.
#[derive(Default)]
pub struct Measured {
    open: Figures,
    in_outline: [Figures; 2],
    in_field: [Figures; 2],
}

impl Measured {
    /// Opens the file anew, and measures all.
    pub fn measure(&mut self, programs: &[Program; 2]) -> Result<()> {
        let home = tempfile::tempdir()?;
        let request = large_message::request(WIDGETS, BYTES - ROOM);
        std::fs::write(home.path().join(FILE), request.to_string())?;
        let mut terminal = Terminal::start(&programs[0].path, &[FILE], home.path())?;
        self.open.time(terminal.first_showing(&SHOWN)?);
        let mut runs = [Run { terminal, home }, programs[1].fresh()?];
        let [ours, bare] = &mut runs;
        ours.terminal.rest(QUIET)?;
        ours.terminal.type_in(TO_WIDGET)?;
        ours.terminal.rest(QUIET)?;
        bare.terminal.first_frame()?;
        bare.terminal
            .type_in(&format!("\x1b[200~{}\x1b[201~\r", pasted()))?;
        bare.terminal.rest(QUIET)?;
        for key in 0..KEYS {
            // There and back again, each time to another widget.
            let key = if key < KEYS / 2 { "j" } else { "k" };
            let keys = [key, "x"].into_iter().zip(&mut self.in_outline);
            for ((key, figures), run) in keys.zip([&mut *ours, &mut *bare]) {
                let before = run.terminal.text();
                let time = run.terminal.press(key, |now| now.contents() != before)?;
                figures.time(time);
            }
            ours.terminal.rest(PAUSE)?;
            bare.terminal.rest(PAUSE)?;
        }
        // Into the form, and into its first field.
        for key in ["\r", "\r"] {
            ours.terminal.type_in(key)?;
            ours.terminal.rest(QUIET)?;
        }
        type_in_turn(&mut runs, &mut self.in_field)
    }

    /// Returns the rows of the table.
    pub fn rows(&self) -> [Row; 3] {
        let nothing = Figures::default();
        let key = |what: &str, figures: &[Figures; 2]| {
            Row::new(what, "ms", figures.each_ref(), &Bar::TimesBelow(3.0, 5.0))
        };
        [
            Row::new(
                "opening 100 widgets and 32,000 bytes",
                "ms",
                [&self.open, &nothing],
                &Bar::Below(20.0),
            ),
            key("key to frame in their outline", &self.in_outline),
            key("key to frame in a field of a widget", &self.in_field),
        ]
    }
}
