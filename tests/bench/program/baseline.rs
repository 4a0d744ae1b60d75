//! Baseline: the bare ratatui loop, one text area drawn after each event, the least such a program can do.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use crossterm::event::{self, EnableBracketedPaste, Event};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::widgets::Block;
use tui_textarea::TextArea;

/// The title on its screen.
pub const TITLE: &str = "Bare loop";

/// A frame is written in as few writes as ratatui allows; a line-buffered output would make it slower.
const BUFFER: usize = 64 * 1024;

/// Runs until the process is killed.
///
/// The terminal is never restored: it was made for this process.
pub fn run() -> Result<()> {
    enable_raw_mode()?;
    let out = BufWriter::with_capacity(BUFFER, io::stdout());
    let mut terminal = Terminal::new(CrosstermBackend::new(out))?;
    execute!(
        terminal.backend_mut(),
        EnterAlternateScreen,
        EnableBracketedPaste
    )?;
    let mut text = TextArea::default();
    text.set_block(Block::bordered().title(TITLE));
    loop {
        draw(&mut terminal, &text)?;
        match event::read()? {
            Event::Key(key) => {
                text.input(key);
            }
            Event::Paste(pasted) => {
                text.insert_str(pasted.replace('\r', "\n"));
            }
            _ => {}
        }
    }
}

/// Draws within a synchronized update, whose end the measuring process waits for.
fn draw<W: Write>(terminal: &mut Terminal<CrosstermBackend<W>>, text: &TextArea) -> Result<()> {
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    terminal
        .draw(|frame| frame.render_widget(text, frame.area()))
        .map_err(io::Error::other)?;
    execute!(terminal.backend_mut(), EndSynchronizedUpdate)?;
    Ok(())
}
