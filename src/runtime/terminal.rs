//! The terminal: entered for the program, restored whatever happens.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::style::Print;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::app::events::event::Size;
use crate::app::model::App;
use crate::images::placement::CellSize;
use crate::platform::terminal::Terminal;
use crate::runtime::image_output::ImageOutput;
use crate::view::charset::Charset;
use crate::view::screen;
use crate::view::theme::Theme;

/// A buffer of a frame's bytes until it is complete.
///
/// ratatui flushes three times in the middle of a frame; each would wake the terminal for a piece of it.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FrameBuffer {
    /// Returns whether the buffer is empty.
    fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Writes the buffer to the terminal, at once.
    fn release(&self) -> io::Result<()> {
        let mut held = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let written = out.write_all(&held).and_then(|()| out.flush());
        held.clear();
        written
    }
}

/// What of the terminal is switched on, beside raw mode and the alternate screen.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// Whether the mouse is captured.
    pub mouse: bool,
    /// Whether the keyboard protocol of kitty is used.
    pub kitty_keys: bool,
    /// What it can show.
    pub charset: Charset,
}

/// Whether the mouse is captured, and whether the keyboard protocol of kitty is used.
static HAS_MOUSE: AtomicBool = AtomicBool::new(true);
static HAS_KITTY_KEYS: AtomicBool = AtomicBool::new(true);

/// Whether the terminal is entered.
///
/// What another program switched on must not be undone by restoring it twice.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the program has entered it. Dropped, it is restored.
pub struct Screen {
    backend: CrosstermBackend<FrameBuffer>,
    held: FrameBuffer,
    pixels: ImageOutput,
    /// The frame that the terminal shows, if any, and the position of its cursor.
    shown: Option<Buffer>,
    caret: Option<Position>,
    /// The frame before that, to draw the next one into.
    spare: Option<Buffer>,
    charset: Charset,
}

impl Screen {
    /// Enters the terminal: raw mode, the alternate screen, mouse and paste events.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn enter(features: Features) -> io::Result<Self> {
        HAS_MOUSE.store(features.mouse, Ordering::Relaxed);
        HAS_KITTY_KEYS.store(features.kitty_keys, Ordering::Relaxed);
        let held = FrameBuffer::default();
        let screen = Self {
            backend: CrosstermBackend::new(held.clone()),
            held,
            pixels: ImageOutput::default(),
            shown: None,
            caret: None,
            spare: None,
            charset: features.charset,
        };
        take()?;
        Ok(screen)
    }

    /// Returns the size of the terminal, in cells.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn size() -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    /// Returns the size of a cell in pixels; 0 where the terminal does not report it.
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

    /// Draws the program, all in one write and one synchronized update, so that no terminal shows half of it.
    ///
    /// A frame like the last is not written: the terminal need not wake for it. The program's size is the
    /// screen's: nobody asks the terminal at each draw.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        let area = Rect::new(0, 0, app.ui.size().width, app.ui.size().height);
        if self.shown.as_ref().is_some_and(|shown| shown.area != area) {
            self.clear()?;
        }
        let (before, after) = (self.pixels.before(app), self.pixels.after(app));
        let mut next = self.spare.take().unwrap_or_default();
        next.resize(area);
        let caret = screen::draw_into(app, theme, area, &mut next);
        self.charset.fit(&mut next);
        let cells = changes(self.shown.as_ref(), &next);
        self.spare = self.shown.replace(next);
        let is_same = cells.is_empty() && caret == self.caret && self.held.is_empty();
        if is_same && before.is_empty() && after.is_empty() {
            return Ok(());
        }
        queue!(self.held, BeginSynchronizedUpdate)?;
        self.held.write_all(before.as_bytes())?;
        self.backend
            .draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        match caret {
            Some(caret) => {
                self.backend.show_cursor()?;
                self.backend.set_cursor_position(caret)?;
            }
            None => self.backend.hide_cursor()?,
        }
        self.held.write_all(after.as_bytes())?;
        queue!(self.held, EndSynchronizedUpdate)?;
        self.caret = caret;
        self.held.release()
    }

    /// Makes the next draw redraw every cell.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn clear(&mut self) -> io::Result<()> {
        queue!(self.held, Clear(ClearType::All))?;
        self.shown = None;
        self.pixels.forget();
        Ok(())
    }

    /// Writes an escape sequence, such as a copy to the clipboard.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn write_escape(&mut self, sequence: &str) -> io::Result<()> {
        self.held.write_all(sequence.as_bytes())?;
        self.held.release()
    }

    /// Enters the terminal once more, which a shell or another program may have set since: the program was stopped
    /// without notice and is continued.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn enter_anew(&mut self) -> io::Result<()> {
        if !is_raw()? {
            // crossterm takes a terminal for raw that it made raw once.
            terminal::disable_raw_mode()?;
            terminal::enable_raw_mode()?;
            Terminal::open()?.never_wait()?;
        }
        execute!(io::stdout(), EnterAlternateScreen)?;
        if HAS_KITTY_KEYS.load(Ordering::Relaxed) {
            execute!(io::stdout(), PopKeyboardEnhancementFlags)?;
        }
        switch_on()?;
        self.clear()
    }

    /// Deletes the images that the terminal stores; what it draws is cleared with the screen.
    fn put_pictures_away(&mut self) {
        let gone = self.pixels.put_away();
        if !gone.is_empty() {
            // Without a terminal there is nothing to delete.
            let _ = self.write_escape(&gone);
        }
    }

    /// Releases the terminal to the shell for as long as `away` runs, then enters it again.
    ///
    /// # Errors
    /// Returns the system's error where the terminal cannot be given or taken back.
    pub fn with_terminal_released<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
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

/// Returns the cells to write.
///
/// Most rows are unchanged; they are not gone through cell by cell, which would take half of the time of a
/// frame.
fn changes(shown: Option<&Buffer>, next: &Buffer) -> Vec<(u16, u16, Cell)> {
    let row = Rect {
        height: 1,
        ..next.area
    };
    let (mut before, mut after) = (Buffer::empty(row), Buffer::empty(row));
    let width = usize::from(row.width).max(1);
    let mut shown = shown.map(|shown| shown.content.chunks(width));
    let mut cells = Vec::new();
    for (new, y) in next.content.chunks(width).zip(row.y..) {
        if let Some(old) = shown.as_mut().and_then(Iterator::next) {
            if old.iter().zip(new).all(|(old, new)| is_same(old, new)) {
                continue;
            }
            before.content.clone_from_slice(old);
        }
        after.content.clone_from_slice(new);
        let changed = before.diff_iter(&after);
        cells.extend(changed.map(|(x, _, cell)| (x, y, cell.clone())));
    }
    cells
}

/// Whether two cells look the same. Nearly all hold one byte, for which their own comparison, a third of a frame,
/// goes through a call.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let is_same_symbol = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    is_same_symbol
        && one.modifier == other.modifier
        && (one.fg, one.bg, one.underline_color) == (other.fg, other.bg, other.underline_color)
        && one.diff_option == other.diff_option
}

fn take() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::Relaxed);
    // Without a terminal nothing was switched on, and nothing must be written to undo it.
    terminal::enable_raw_mode().inspect_err(|_| IS_TAKEN.store(false, Ordering::Relaxed))?;
    Terminal::open()?.never_wait()?;
    // Written together with what follows: each write wakes the terminal.
    queue!(io::stdout(), EnterAlternateScreen, Print(PUSH_TITLE))?;
    switch_on()
}

/// Switches on what can be switched on twice.
fn switch_on() -> io::Result<()> {
    let mut out = io::stdout();
    queue!(out, SetTitle("chatquill"), EnableBracketedPaste)?;
    if HAS_MOUSE.load(Ordering::Relaxed) {
        queue!(out, EnableMouseCapture)?;
    }
    if HAS_KITTY_KEYS.load(Ordering::Relaxed) {
        let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
        queue!(out, PushKeyboardEnhancementFlags(flags))?;
    }
    out.flush()
}

/// Stores the titles of window and icon on the terminal's stack of them (XTWINOPS of xterm).
const PUSH_TITLE: &str = "\u{1b}[22;0t";

/// Restores the titles from that stack.
const POP_TITLE: &str = "\u{1b}[23;0t";

/// Returns whether the terminal is as [`take`] set it.
fn is_raw() -> io::Result<bool> {
    Terminal::open()?.is_raw()
}

/// Restores the terminal: everything that was switched on is switched off in reverse order.
///
/// No step that fails stops the next. Harmless when nothing was switched on.
pub fn restore() {
    if !IS_TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    if HAS_KITTY_KEYS.load(Ordering::Relaxed) {
        let _ = execute!(out, PopKeyboardEnhancementFlags);
    }
    if HAS_MOUSE.load(Ordering::Relaxed) {
        let _ = execute!(out, DisableMouseCapture);
    }
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, Print(POP_TITLE), LeaveAlternateScreen);
    let _ = execute!(out, Show);
    let _ = terminal::disable_raw_mode();
}
