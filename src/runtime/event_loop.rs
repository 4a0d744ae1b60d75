//! The composer's event loop: an event, the update, its effects, a draw.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::yield_now;
use tokio::time::sleep_until;

use crate::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use crate::app::events::event::{BackgroundEvent, Event, Reply};
use crate::app::model::App;
use crate::app::screen::message_line::FRAME;
use crate::app::update::handle_event::update;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::schema::Schema;
use crate::runtime::chat_thread::{ChatThread, WorkerConfig};
use crate::runtime::clipboard::Multiplexer;
use crate::runtime::disk_thread::{DiskThread, Stores};
use crate::runtime::image_thread::ImageThread;
use crate::runtime::signals::{self, SignalRequest, Signals};
use crate::runtime::startup::{self, LaunchOptions, Startup};
use crate::runtime::terminal::Screen;
use crate::runtime::terminal_reader::Input;
use crate::runtime::{clipboard, coalesce, external_editor, file_tasks, log, panic};
use crate::settings::error::ConfigError;
use crate::store::outbox::Outbox;
use crate::store::templates::Templates;
use crate::view::theme::Theme;

/// The most events handled before the next draw, so that many keys at once still show progress.
const BATCH: usize = 4096;

/// The delay from the first unsaved edit to the write; with the write itself well under a second.
const DELAY: Duration = Duration::from_millis(350);

/// Why the composer ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings do not allow a start.
    #[error("{0}")]
    Settings(ConfigError),
    /// The terminal or the system failed.
    #[error("the terminal is not usable: {0}; run chatquill in an interactive terminal")]
    Terminal(#[from] io::Error),
}

/// Runs the composer until the user quits.
///
/// # Errors
/// Returns why the composer ended early: the terminal or a thread refused.
pub fn run(options: &LaunchOptions) -> Result<(), Error> {
    panic::set_hook();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _entered = runtime.enter();
    // Before the terminal is entered, or a signal could end the program and leave it in raw mode; before its
    // size is read, or a change of it could be missed for ever.
    let signals = Signals::listen()?;
    let size = Screen::size()?;
    let Startup {
        paths: places,
        profile,
        theme,
        mut app,
        drafts: (drafts, held),
        spaces,
        ui_state: habits,
        clock,
    } = startup::open(options, size).map_err(Error::Settings)?;
    let mut screen = Screen::enter()?;
    screen.draw(&app, &theme)?;
    // Nothing the first frame does not need was done until here.
    log::open(&places.log());
    // The first key into an empty draft would wait for the schema otherwise.
    std::thread::Builder::new()
        .name("schema".into())
        .spawn(Schema::builtin)?;
    let (events, answers) = unbounded_channel();
    let outbox = Outbox::new(places.outbox());
    let stores = Stores {
        outbox: outbox.clone(),
        drafts,
        templates: Templates::new(places.templates()),
        spaces,
        ui_state: habits,
        clock,
    };
    let disk = DiskThread::start(stores, held, events.clone())?;
    let worker = ChatThread::start(
        WorkerConfig {
            profile,
            kind: options.kind,
            paths: places,
            outbox,
            clock,
        },
        events.clone(),
    )?;
    let mut shell = EventLoop {
        screen,
        theme,
        disk,
        chat: worker,
        pictures: ImageThread::new(events.clone()),
        signals,
        input: Input::open()?,
        answers,
        events,
        tick: None,
        unsaved: None,
    };
    let ended = catch_unwind(AssertUnwindSafe(|| runtime.block_on(shell.turn(&mut app))));
    // Whatever ended it, what was typed last goes to the disk.
    shell.save(&app);
    ended.unwrap_or_else(|panic| resume_unwind(panic))?;
    Ok(())
}

/// The runtime around the program. Its parts end in the order of the fields: first the terminal is restored,
/// then what is pending is written.
struct EventLoop {
    screen: Screen,
    theme: Theme,
    disk: DiskThread,
    chat: ChatThread,
    pictures: ImageThread,
    signals: Signals,
    input: Input,
    answers: UnboundedReceiver<Event>,
    events: UnboundedSender<Event>,
    /// When the next tick is due, while something is animated.
    tick: Option<Instant>,
    /// When the open draft is handed to the disk, while it has unsaved changes.
    ///
    /// Only the time is kept: a request that is shared outside the program must be copied by the next key, and
    /// a thread that is handed each version must be woken by each key.
    unsaved: Option<Instant>,
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
                    if matches!(&effect, Effect::Disk(DiskCommand::SaveDraft { id, .. }) if *id == app.draft_id)
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
            if std::mem::take(&mut is_stale) {
                self.screen.draw(app, &self.theme)?;
            }
            // The first part of a paste is no event yet, and nothing to draw.
            while waiting.is_empty() && flow == Flow::On {
                flow = self.wait(app, start, &mut waiting).await?;
            }
        }
    }

    /// Hands the open draft to the disk, if it has unsaved changes.
    fn save(&mut self, app: &App) {
        if self.unsaved.take().is_some() {
            self.disk.submit(DiskCommand::SaveDraft {
                id: app.draft_id.clone(),
                request: app.draft.shared(),
            });
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
        let alarm = ticks.into_iter().chain(self.unsaved).min();
        let mut flow = Flow::On;
        // Keys first: a reply of the network can wait for a user, never the other way round.
        tokio::select! {
            biased;
            ready = self.input.ready() => if ready.is_err() {
                flow = Flow::Ended;
            },
            request = self.signals.next() => flow = self.on_signal(request, waiting)?,
            Some(answer) = self.answers.recv() => waiting.push_back(answer),
            // The system is asked first whether a key has come meanwhile.
            () = yield_now(), if app.has_stale_derived() => waiting.push_back(Event::Idle),
            () = sleep_until(alarm.unwrap_or(due).into()), if alarm.is_some() => {}
        }
        if self.unsaved.is_some_and(|due| due <= Instant::now()) {
            self.save(app);
        }
        if !is_busy {
            self.tick = None;
        } else if due <= Instant::now() {
            self.tick = None;
            waiting.push_back(Event::Tick(start.elapsed()));
        }
        if self.input.take(waiting, BATCH).is_err() {
            flow = Flow::Ended;
        }
        *waiting = coalesce::gathered(std::mem::take(waiting));
        while waiting.len() < BATCH
            && let Ok(answer) = self.answers.try_recv()
        {
            waiting.push_back(answer);
        }
        Ok(flow)
    }

    fn on_signal(
        &mut self,
        request: SignalRequest,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        match request {
            SignalRequest::Quit => return Ok(Flow::Ended),
            SignalRequest::Suspend => self.suspend(waiting)?,
            SignalRequest::Resume => self.refit(waiting)?,
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
            Effect::Quit => return Ok(Flow::Ended),
            Effect::Chat(command) => self.chat.submit(command),
            Effect::Disk(command) => self.disk.submit(command),
            Effect::File(command) => file_tasks::start(command, &self.events),
            Effect::Image(command) => self.pictures.submit(command),
            Effect::Terminal(command) => self.with_terminal(command, waiting).await?,
        }
        Ok(Flow::On)
    }

    async fn with_terminal(
        &mut self,
        command: TerminalCommand,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<()> {
        match command {
            TerminalCommand::Suspend => self.suspend(waiting)?,
            TerminalCommand::Repaint => self.screen.clear()?,
            TerminalCommand::Copy(text) => {
                waiting.push_back(Event::Background(BackgroundEvent::Copied(self.copy(text))));
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
    fn copy(&mut self, text: String) -> Result<(), Diagnostic> {
        let system = clipboard::system(
            |name| std::env::var_os(name),
            |file| Path::new(file).is_file(),
        );
        if text.len() > clipboard::LIMIT {
            let title = format!(
                "Not copied: {} bytes are more than a terminal accepts",
                text.len()
            );
            let Some(system) = system else {
                return Err(Diagnostic::new(title, "Write it to a file instead."));
            };
            clipboard::hand_over(system, text);
            return Ok(());
        }
        let sequence = clipboard::sequence(&text, Multiplexer::of(|name| std::env::var_os(name)));
        if let Some(system) = system {
            clipboard::hand_over(system, text);
        }
        self.screen
            .write_escape(&sequence)
            .map_err(|error| Diagnostic::new(format!("Not copied: {error}"), ""))
    }

    fn suspend(&mut self, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        self.with_terminal_released(signals::stop)?;
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
