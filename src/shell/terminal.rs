//! The terminal: taken for the program, given back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::event::Size;
use crate::app::state::App;
use crate::view::screen;
use crate::view::theme::Theme;

/// Bytes written to the terminal at once; a full frame of a large screen fits.
const BUFFER: usize = 64 * 1024;

/// The terminal while it is the program's. Dropped, it is the shell's again.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal.
    pub fn enter() -> io::Result<Self> {
        let writer = BufWriter::with_capacity(BUFFER, io::stdout());
        let screen = Self {
            terminal: Terminal::new(CrosstermBackend::new(writer))?,
        };
        take()?;
        Ok(screen)
    }

    /// The size of the terminal, in cells.
    pub fn size() -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    /// Draws the program, all in one synchronized update, so that no terminal shows half of it.
    pub fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal
            .draw(|frame| screen::draw(app, theme, frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Draws every cell anew at the next draw.
    pub fn clear(&mut self) -> io::Result<()> {
        // The terminal's own way asks where the cursor is; an answer that is late or never comes
        // would hold up or end the program.
        queue!(self.terminal.backend_mut(), Clear(ClearType::All))?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Writes a command of the terminal itself, such as a copy to the clipboard.
    pub fn say(&mut self, sequence: &str) -> io::Result<()> {
        let writer = self.terminal.backend_mut();
        writer.write_all(sequence.as_bytes())?;
        writer.flush()
    }

    /// Gives the terminal to the shell for as long as `away` runs, then takes it back.
    pub fn lend<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        let result = away();
        take()?;
        self.clear()?;
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        SetTitle("chatquill"),
        EnableBracketedPaste,
        EnableMouseCapture,
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES),
    )
}

/// Gives the terminal back: everything that was switched on goes off in reverse order, and no step
/// that fails stops the next. Harmless when nothing was switched on.
pub fn restore() {
    let mut out = io::stdout();
    let _ = execute!(out, PopKeyboardEnhancementFlags);
    let _ = execute!(out, DisableMouseCapture);
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen);
    let _ = execute!(out, Show);
    let _ = terminal::disable_raw_mode();
}
