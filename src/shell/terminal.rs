//! The terminal: taken for the program, given back whatever happens.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::os::fd::{AsFd as _, OwnedFd};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

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
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

use crate::app::event::Size;
use crate::app::state::App;
use crate::pixels::fit::CellSize;
use crate::shell::pixels::Pixels;
use crate::view::screen;
use crate::view::theme::Theme;

/// The bytes of a frame until it is whole. ratatui flushes three times in the middle of a frame; each
/// would wake the terminal for a piece of it.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<Vec<u8>>>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Held {
    /// How many bytes are held.
    fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Forgets what is held.
    fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    /// Writes all that is held to the terminal, at once.
    fn release(&self) -> io::Result<()> {
        let mut held = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let written = out.write_all(&held).and_then(|()| out.flush());
        held.clear();
        written
    }
}

/// Whether the terminal is the program's. What another program switched on must not be undone by
/// giving it back twice.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is the program's. Dropped, it is the shell's again.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Held>>,
    size: Size,
    held: Held,
    pixels: Pixels,
    /// What ratatui writes of a frame of which no cell is another than before; the cursor follows it.
    unchanged: Vec<u8>,
    /// What was written of the cursor last.
    cursor: Vec<u8>,
}

impl Screen {
    /// Takes the terminal, which has this size.
    pub fn enter(size: Size) -> io::Result<Self> {
        let held = Held::default();
        let terminal = sized(&held, size)?;
        let screen = Self {
            terminal,
            size,
            held,
            pixels: Pixels::default(),
            unchanged: unchanged()?,
            cursor: Vec::new(),
        };
        take()?;
        Ok(screen)
    }

    /// The size of the terminal, in cells.
    pub fn size() -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    /// The pixels of a cell; none where the terminal does not tell.
    #[must_use]
    pub fn cell() -> CellSize {
        let Ok(window) = terminal::window_size() else {
            return (0, 0);
        };
        let each = |pixels: u16, cells: u16| pixels.checked_div(cells).unwrap_or(0);
        (
            each(window.width, window.columns),
            each(window.height, window.rows),
        )
    }

    /// Draws the program, all in one write and one synchronized update, so that no terminal shows
    /// half of it. A frame like the last is not written: the terminal need not wake for it. The program's
    /// size is the screen's: nobody asks the terminal at each draw.
    pub fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        if app.size != self.size {
            self.size = app.size;
            self.terminal = sized(&self.held, app.size)?;
            self.clear()?;
        }
        queue!(self.held, BeginSynchronizedUpdate)?;
        let before = self.pixels.before(app);
        self.held.write_all(before.as_bytes())?;
        let start = self.held.len();
        self.terminal
            .draw(|frame| screen::draw(app, theme, frame))?;
        let is_same = self.is_unchanged(start);
        let after = self.pixels.after(app);
        if is_same && before.is_empty() && after.is_empty() {
            self.held.forget();
            return Ok(());
        }
        self.held.write_all(after.as_bytes())?;
        queue!(self.held, EndSynchronizedUpdate)?;
        self.held.release()
    }

    /// Whether what ratatui held back from a byte on changes neither a cell nor the cursor.
    fn is_unchanged(&mut self, start: usize) -> bool {
        let held = self.held.0.borrow();
        let frame = &held[start..];
        let count = self.unchanged.len();
        let end_of_cells = frame
            .windows(count.max(1))
            .rposition(|bytes| bytes == self.unchanged);
        let cursor = end_of_cells.map_or(frame, |at| &frame[at + count..]);
        let is_same = end_of_cells == Some(0) && cursor == self.cursor;
        cursor.clone_into(&mut self.cursor);
        is_same
    }

    /// Draws every cell anew at the next draw.
    pub fn clear(&mut self) -> io::Result<()> {
        // The terminal's own way asks where the cursor is; an answer that is late or never comes
        // would hold up or end the program.
        queue!(self.held, Clear(ClearType::All))?;
        self.terminal.swap_buffers();
        self.cursor.clear();
        self.pixels.forget();
        Ok(())
    }

    /// Writes a command of the terminal itself, such as a copy to the clipboard.
    pub fn say(&mut self, sequence: &str) -> io::Result<()> {
        self.held.write_all(sequence.as_bytes())?;
        self.held.release()
    }

    /// Takes back what the terminal keeps of pictures; what it draws goes with the screen.
    fn put_pictures_away(&mut self) {
        let gone = self.pixels.put_away();
        if !gone.is_empty() {
            // Without a terminal there is nothing to take back.
            let _ = self.say(&gone);
        }
    }

    /// Gives the terminal to the shell for as long as `away` runs, then takes it back.
    pub fn lend<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
        self.put_pictures_away();
        restore();
        let result = away();
        take()?;
        self.clear()?;
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.put_pictures_away();
        restore();
    }
}

/// What ratatui writes of a frame without any cell.
fn unchanged() -> io::Result<Vec<u8>> {
    let held = Held::default();
    CrosstermBackend::new(held.clone()).draw(std::iter::empty())?;
    Ok(held.0.take())
}

/// ratatui's side of a screen of this size.
fn sized(held: &Held, size: Size) -> io::Result<Terminal<CrosstermBackend<Held>>> {
    let area = Rect::new(0, 0, size.width, size.height);
    let viewport = Viewport::Fixed(area);
    Terminal::with_options(
        CrosstermBackend::new(held.clone()),
        TerminalOptions { viewport },
    )
}

fn take() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::Relaxed);
    // Without a terminal nothing was switched on, and nothing must be written to undo it.
    terminal::enable_raw_mode().inspect_err(|_| IS_TAKEN.store(false, Ordering::Relaxed))?;
    never_wait()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        SetTitle("chatquill"),
        EnableBracketedPaste,
        EnableMouseCapture,
        PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES),
    )
}

/// The terminal that is read: standard input, or where that is a file the one that the program was started in.
pub fn source() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// Has a read of the terminal take what is there, be it nothing: whoever draws the screen reads, too, and must
/// not wait for the second half of a key.
fn never_wait() -> io::Result<()> {
    let source = source()?;
    let mut modes = tcgetattr(&source)?;
    modes.special_codes[SpecialCodeIndex::VMIN] = 0;
    tcsetattr(&source, OptionalActions::Now, &modes)?;
    Ok(())
}

/// Gives the terminal back: everything that was switched on goes off in reverse order, and no step
/// that fails stops the next. Harmless when nothing was switched on.
pub fn restore() {
    if !IS_TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, PopKeyboardEnhancementFlags);
    let _ = execute!(out, DisableMouseCapture);
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen);
    let _ = execute!(out, Show);
    let _ = terminal::disable_raw_mode();
}
