//! The composer's event loop: an event, the update, its effects, a draw.

use std::collections::VecDeque;
use std::future::ready;
use std::io::{self, IsTerminal as _};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use crate::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use crate::app::events::event::{BackgroundEvent, CopyTarget, Event, Reply};
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::screen::message_line::FRAME;
use crate::app::update::handle_event::update;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::schema::Schema;
use crate::platform::process;
use crate::platform::signals::{SignalRequest, Signals};
use crate::runtime::appearance::{self, Appearance};
use crate::runtime::clipboard::Multiplexer;
use crate::runtime::startup::{self, LaunchOptions, Startup};
use crate::runtime::terminal::Screen;
use crate::runtime::terminal_reader::Input;
use crate::runtime::workers::Workers;
use crate::runtime::{clipboard, coalesce, external_editor, file_tasks, panic};
use crate::settings::clipboard_command::{self, ClipboardCommand, Direction};
use crate::settings::error::ConfigError;
use crate::store::undo_file;
use crate::view::color_depth::ColorDepth;
use crate::view::ground;
use crate::view::theme::{AUTO, Theme};

/// The most events handled before the next draw, so that many keys at once still show progress.
const BATCH: usize = 4096;

/// The delay from the first unsaved edit to the write; with the write itself well under a second.
const DELAY: Duration = Duration::from_millis(500);

/// The delay from a key to the checks of a large message; every key of a fast typist would pay for them otherwise.
const CHECK_DELAY: Duration = Duration::from_millis(100);

/// The size from which a message counts as large, in bytes.
const LARGE: usize = 4096;

/// Asks the terminal for its background colour (OSC 11 of xterm).
const ASK_GROUND: &str = "\u{1b}]11;?\u{1b}\\";

/// How long after its question the terminal may still reply.
const REPLY_TIMEOUT: Duration = Duration::from_secs(1);

/// Why the composer ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings do not allow a start.
    #[error("{0}")]
    Settings(ConfigError),
    /// Standard output is no terminal, so that nobody would see what is typed.
    #[error(
        "Standard output is not a terminal, which the composer draws in. Run chatquill in a terminal; --plain writes lines to anything, and chatquill send needs no screen."
    )]
    NoTerminal,
    /// A signal ended it; the drafts are on disk.
    #[error("Ended by signal {0}; drafts are saved.")]
    Signal(i32),
    /// The terminal or the system failed.
    #[error("the terminal is not usable: {0}; run chatquill in an interactive terminal")]
    Terminal(#[from] io::Error),
    /// The last words could not be written.
    #[error("{}; what was written last is lost", .0.sentence())]
    Unsaved(Diagnostic),
}

/// Runs the composer until the user quits.
///
/// # Errors
/// Returns why the composer ended early: the terminal or a thread refused.
pub fn run(options: &LaunchOptions) -> Result<(), Error> {
    panic::set_hook();
    if !io::stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _entered = runtime.enter();
    // Before the terminal is entered, or a signal could end the program and leave it in raw mode; before its
    // size is read, or a change of it could be missed for ever.
    let signals = Signals::listen()?;
    let size = Screen::size()?;
    let Startup {
        appearance,
        mut app,
        workers,
    } = startup::open(options, size).map_err(Error::Settings)?;
    let Appearance {
        theme,
        asks_ground,
        features,
    } = appearance;
    let themes = workers.paths.themes();
    let mut screen = Screen::enter(features)?;
    screen.draw(&app, &theme)?;
    if asks_ground {
        // After the first frame, which does not wait for the reply.
        screen.write_escape(ASK_GROUND)?;
    }
    let started = Instant::now();
    // Nothing the first frame does not need was done until here. The first key into an empty draft would wait for
    // the schema otherwise.
    std::thread::Builder::new()
        .name("schema".into())
        .spawn(Schema::builtin)?;
    let mut shell = EventLoop {
        screen,
        theme,
        workers: Workers::start(workers)?,
        signals,
        input: Input::open()?,
        tick: None,
        unsaved: None,
        derive: None,
        quit_refused: false,
        themes,
        awaits_ground: asks_ground,
        is_restyled: false,
        signal: None,
    };
    let ended = catch_unwind(AssertUnwindSafe(|| runtime.block_on(shell.turn(&mut app))));
    if shell.awaits_ground && started.elapsed() < REPLY_TIMEOUT {
        shell.input.discard_reply();
    }
    // Whatever ended it, what was typed last goes to the disk.
    shell.save(&app);
    let view = app.last_view();
    shell.workers.disk.submit(DiskCommand::SaveView(view));
    let lost = shell.workers.disk.settle();
    ended.unwrap_or_else(|panic| resume_unwind(panic))?;
    match lost {
        Some(problem) if !app.document.is_rescued() => Err(Error::Unsaved(problem)),
        _ => shell
            .signal
            .map_or(Ok(()), |signal| Err(Error::Signal(signal))),
    }
}

/// The runtime around the program. Its parts end in the order of the fields: first the terminal is restored,
/// then what is pending is written.
struct EventLoop {
    screen: Screen,
    theme: Theme,
    workers: Workers,
    signals: Signals,
    input: Input,
    /// When the next tick is due, while something is animated.
    tick: Option<Instant>,
    /// When the open draft is handed to the disk, while it has unsaved changes.
    ///
    /// Only the time is kept: a request that is shared outside the program must be copied by the next key, and
    /// a thread that is handed each version must be woken by each key.
    unsaved: Option<Instant>,
    /// When the checks and tabs of the open draft are computed, while they are stale.
    derive: Option<Instant>,
    /// Whether quitting was refused once, since the disk refused the draft.
    quit_refused: bool,
    /// The folder of the user's own themes.
    themes: PathBuf,
    /// Whether the terminal was asked for its background, and has not replied.
    awaits_ground: bool,
    /// Whether the theme changed since the last frame.
    is_restyled: bool,
    /// The signal that ends it.
    signal: Option<i32>,
}

/// Returns the command of the desktop's clipboard, if there is one.
fn desktop_clipboard(direction: Direction) -> Option<ClipboardCommand> {
    clipboard_command::find(
        direction,
        |name| std::env::var_os(name),
        |file| Path::new(file).is_file(),
    )
}

/// Whether the loop continues.
#[derive(PartialEq, Eq)]
enum Flow {
    On,
    Ended,
}

impl EventLoop {
    async fn turn(&mut self, app: &mut App) -> io::Result<()> {
        let start = Instant::now();
        let mut waiting = VecDeque::from([Event::Started]);
        let mut flow = Flow::On;
        let mut is_stale = false;
        loop {
            while let Some(event) = waiting.pop_front() {
                let follows = matches!(
                    event,
                    Event::Idle | Event::Background(BackgroundEvent::Saved(_))
                );
                let followed = follows.then(|| app.derived_state());
                if matches!(event, Event::Replied(..)) {
                    // Another draft may replace the open one.
                    self.save(app);
                }
                for effect in update(app, event) {
                    // What was typed before the end still counts, but there is no terminal to release.
                    if flow == Flow::Ended && matches!(effect, Effect::Terminal(_)) {
                        continue;
                    }
                    if matches!(&effect, Effect::Disk(DiskCommand::SaveDraft { id, .. }) if *id == *app.document.id())
                    {
                        self.unsaved.get_or_insert_with(|| Instant::now() + DELAY);
                        continue;
                    }
                    self.save(app);
                    if self.carry_out(effect, &mut waiting).await? == Flow::Ended {
                        return Ok(());
                    }
                }
                is_stale |= followed != Some(app.derived_state());
            }
            if flow == Flow::Ended {
                return Ok(());
            }
            is_stale |= std::mem::take(&mut self.is_restyled);
            if std::mem::take(&mut is_stale) {
                self.screen.draw(app, &self.theme)?;
            }
            // Kept from turn to turn, or a user who never pauses would never see a finding.
            self.derive = derive_delay(app)
                .map(|delay| self.derive.unwrap_or_else(|| Instant::now() + delay));
            // The first part of a paste is no event yet, and nothing to draw.
            while waiting.is_empty() && flow == Flow::On && !self.is_restyled {
                flow = self.wait(app, start, &mut waiting).await?;
            }
        }
    }

    /// Hands the open draft to the disk, if it has unsaved changes.
    fn save(&mut self, app: &App) {
        if self.unsaved.take().is_some() {
            let draft = app.document.draft();
            self.workers.disk.submit(DiskCommand::SaveDraft {
                id: app.document.id().clone(),
                request: draft.shared(),
            });
            let steps = draft.undo_steps(undo_file::MOST);
            let id = app.document.id().clone();
            self.workers.disk.submit(DiskCommand::SaveUndo(id, steps));
        }
    }

    /// Waits for the next event, then takes those that are ready.
    async fn wait(
        &mut self,
        app: &App,
        start: Instant,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        let is_busy = app.is_busy();
        // Kept from turn to turn, or a user who types faster than a frame would stop the clock.
        let due = *self.tick.get_or_insert_with(|| Instant::now() + FRAME);
        let ticks = is_busy.then_some(due);
        let alarm = [ticks, self.unsaved, self.derive]
            .into_iter()
            .flatten()
            .min();
        let mut flow = Flow::On;
        // What follows the frame need not wait for a wake-up: only a key may come before it.
        let follows = self.derive.is_some_and(is_past) && !self.input.has_unread();
        // Keys first: a reply of the network can wait for a user, never the other way round.
        tokio::select! {
            biased;
            () = ready(()), if follows => {}
            open = self.input.ready() => if open.is_err() {
                flow = Flow::Ended;
            },
            request = self.signals.next() => flow = self.on_signal(request, waiting)?,
            Some(answer) = self.workers.answers.recv() => waiting.push_back(answer),
            () = sleep_until(alarm.unwrap_or(due).into()), if alarm.is_some() => {}
        }
        if self.unsaved.is_some_and(is_past) {
            self.save(app);
        }
        if !is_busy {
            self.tick = None;
        } else if is_past(due) {
            self.tick = None;
            waiting.push_back(Event::Tick(start.elapsed()));
        }
        if self.input.take(waiting, BATCH).is_err() {
            flow = Flow::Ended;
        }
        self.follow_ground();
        if waiting.is_empty() && self.derive.is_some_and(is_past) {
            self.derive = None;
            waiting.push_back(Event::Idle);
        }
        *waiting = coalesce::gathered(std::mem::take(waiting));
        while waiting.len() < BATCH
            && let Ok(answer) = self.workers.answers.try_recv()
        {
            waiting.push_back(answer);
        }
        Ok(flow)
    }

    /// Draws in the theme of this name from now on; one that cannot be used changes nothing.
    fn set_theme(&mut self, name: &str, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        match appearance::load(name, &self.themes, self.theme.depth) {
            Ok(theme) => {
                if name == AUTO && self.theme.depth != ColorDepth::Ansi {
                    self.awaits_ground = true;
                    self.screen.write_escape(ASK_GROUND)?;
                }
                self.theme = theme;
                self.is_restyled = true;
            }
            Err(problem) => {
                let event = BackgroundEvent::NotThemed(problem);
                waiting.push_back(Event::Background(event));
            }
        }
        Ok(())
    }

    /// Takes the theme for the background that the terminal has replied.
    fn follow_ground(&mut self) {
        let ground = self
            .input
            .take_reply()
            .as_deref()
            .and_then(ground::parse_reply);
        if let Some(ground) = ground.filter(|_| std::mem::take(&mut self.awaits_ground)) {
            self.theme = Theme::on_ground(ground, self.theme.depth);
            self.is_restyled = true;
        }
    }

    fn on_signal(
        &mut self,
        request: SignalRequest,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        match request {
            SignalRequest::End(signal) => {
                self.signal = Some(signal);
                return Ok(Flow::Ended);
            }
            SignalRequest::Suspend => self.suspend(waiting)?,
            SignalRequest::Resume => {
                self.screen.enter_anew()?;
                self.refit(waiting)?;
            }
            SignalRequest::Resize => Self::measure(waiting)?,
        }
        Ok(Flow::On)
    }

    async fn carry_out(
        &mut self,
        effect: Effect,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        match effect {
            Effect::Quit => return Ok(self.quit(waiting)),
            Effect::Chat(command) => self.workers.submit(command),
            Effect::SignIn(command) => self.workers.sign_in(command)?,
            Effect::Connect { profile, kind } => self.workers.connect(&profile, kind)?,
            Effect::Disk(command) => self.workers.disk.submit(command),
            Effect::File(command) => file_tasks::start(command, &self.workers.events),
            Effect::Image(command) => self.workers.images.submit(command),
            Effect::Terminal(command) => self.with_terminal(command, waiting).await?,
        }
        Ok(Flow::On)
    }

    /// Ends the loop; once not where words would be lost with it.
    fn quit(&mut self, waiting: &mut VecDeque<Event>) -> Flow {
        if self.quit_refused {
            return Flow::Ended;
        }
        let Some(problem) = self.workers.disk.settle() else {
            return Flow::Ended;
        };
        self.quit_refused = true;
        waiting.push_back(Event::Background(BackgroundEvent::QuitRefused(problem)));
        Flow::On
    }

    async fn with_terminal(
        &mut self,
        command: TerminalCommand,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<()> {
        match command {
            TerminalCommand::Suspend => self.suspend(waiting)?,
            TerminalCommand::Repaint => self.screen.clear()?,
            TerminalCommand::SetTheme(name) => self.set_theme(&name, waiting)?,
            TerminalCommand::Copy(text) => {
                let copied = self.copy(text).into_iter();
                waiting.extend(copied.map(|done| Event::Background(BackgroundEvent::Copied(done))));
            }
            TerminalCommand::Offer(text) => {
                if let Some(system) = desktop_clipboard(Direction::Copy) {
                    clipboard::hand_over(system, text, |_| {});
                }
            }
            TerminalCommand::ReadClipboard(ticket) => {
                let events = self.workers.events.clone();
                clipboard::read(desktop_clipboard(Direction::Paste), move |text| {
                    let _ = events.send(Event::Replied(ticket, Reply::Clipboard(text)));
                });
            }
            TerminalCommand::Edit(ticket, manuscript) => {
                let edited = self.with_terminal_released(|| external_editor::edit(&manuscript))?;
                self.signals.forget().await;
                self.refit(waiting)?;
                // Before what was typed after the key that requested it, which is for the new text.
                waiting.push_front(Event::Replied(ticket, Reply::Edited(edited)));
            }
        }
        Ok(())
    }

    /// Copies a text by the terminal, and by the desktop's own command where there is one.
    ///
    /// What came of it is told once it is known; of the terminal alone that is at once, since it never answers.
    fn copy(&mut self, text: String) -> Option<Result<CopyTarget, Diagnostic>> {
        let system = desktop_clipboard(Direction::Copy);
        if text.len() > clipboard::LIMIT {
            let title = format!(
                "Not copied: {} bytes are more than a terminal accepts",
                text.len()
            );
            let Some(system) = system else {
                return Some(Err(Diagnostic::new(title, "Write it to a file instead.")));
            };
            self.hand_over(system, text);
            return None;
        }
        let sequence = clipboard::sequence(&text, Multiplexer::of(|name| std::env::var_os(name)));
        if let Err(error) = self.screen.write_escape(&sequence) {
            return Some(Err(Diagnostic::new(format!("Not copied: {error}"), "")));
        }
        let Some(system) = system else {
            return Some(Ok(CopyTarget::Terminal));
        };
        self.hand_over(system, text);
        None
    }

    fn hand_over(&self, system: ClipboardCommand, text: String) {
        let events = self.workers.events.clone();
        clipboard::hand_over(system, text, move |done| {
            let copied = done.map(|()| CopyTarget::Desktop);
            let _ = events.send(Event::Background(BackgroundEvent::Copied(copied)));
        });
    }

    fn suspend(&mut self, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        self.with_terminal_released(process::stop)?;
        self.refit(waiting)
    }

    /// Releases the terminal to another program for as long as `away` runs.
    fn with_terminal_released<T>(&mut self, away: impl FnOnce() -> T) -> io::Result<T> {
        self.screen.with_terminal_released(away)
    }

    /// Queues a resize and a full redraw after the terminal was released.
    fn refit(&mut self, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        self.screen.clear()?;
        Self::measure(waiting)
    }

    /// Queues the size of the terminal and of a cell.
    fn measure(waiting: &mut VecDeque<Event>) -> io::Result<()> {
        waiting.push_back(Event::Background(BackgroundEvent::Cell(Screen::cell())));
        waiting.push_back(Event::Resized(Screen::size()?));
        Ok(())
    }
}

/// Returns how long the checks and tabs of the draft may wait for the next key; `None` where they are up to date.
fn derive_delay(app: &App) -> Option<Duration> {
    let waits = app.document.draft().bytes() > LARGE && app.panes.preview.tab == Tab::Json;
    let delay = if waits { CHECK_DELAY } else { Duration::ZERO };
    app.document.has_stale_derived().then_some(delay)
}

/// Returns whether a moment has come.
fn is_past(moment: Instant) -> bool {
    moment <= Instant::now()
}
