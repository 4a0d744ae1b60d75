//! The loop of the plain composer: a line of input, the update, its effects, lines of output.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, sleep_until};

use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::event::{Event, Reply, Size};
use crate::app::model::App;
use crate::app::update::handle_event::update;
use crate::cells::grapheme;
use crate::plain::composer::Composer;
use crate::platform::process;
use crate::platform::signals::{SignalRequest, Signals};
use crate::runtime::event_loop::Error;
use crate::runtime::startup::{self, LaunchOptions, Startup};
use crate::runtime::workers::Workers;
use crate::runtime::{external_editor, file_tasks, panic};

/// Maximum bytes of a line; a message has at most 32,000.
const LINE: u64 = 1 << 20;

/// How long the names of conversations are waited for at the start; the list says of the others that they are not known.
const NAMING: Duration = Duration::from_secs(3);

/// The size of the screen that nobody sees.
const SIZE: Size = Size {
    width: 80,
    // So many conversations are named as are in sight.
    height: 80,
};

/// Runs the plain composer until the input ends or the user quits.
///
/// # Errors
/// Returns why the composer ended early: the settings, a thread, or words that the disk refused.
pub fn run(options: &LaunchOptions) -> Result<(), Error> {
    panic::set_hook();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _entered = runtime.enter();
    let signals = Signals::listen()?;
    let Startup {
        mut app, workers, ..
    } = startup::open(options, SIZE).map_err(Error::Settings)?;
    let workers = Workers::start(workers)?;
    let mut plain = PlainLoop {
        composer: Composer::default(),
        workers,
        signals,
        lines: lines()?,
        is_ended: false,
        signal: None,
        is_refused: false,
    };
    let ended = runtime.block_on(plain.turn(&mut app));
    let lost = plain.workers.disk.settle();
    ended?;
    let lost = lost.filter(|_| !app.document.is_rescued());
    match (lost, plain.signal) {
        (Some(problem), _) => Err(Error::Unsaved(problem)),
        (None, Some(signal)) => Err(Error::Signal(signal)),
        (None, None) => Ok(()),
    }
}

/// Reads the lines of standard input on a thread of its own; the stream ends with them.
fn lines() -> io::Result<UnboundedReceiver<String>> {
    let (sender, receiver) = unbounded_channel();
    std::thread::Builder::new()
        .name("lines".into())
        .spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut bytes = Vec::new();
                let read = input.by_ref().take(LINE).read_until(b'\n', &mut bytes);
                if !matches!(read, Ok(1..)) {
                    return;
                }
                let text = String::from_utf8_lossy(&bytes);
                let line = grapheme::cleaned(text.trim_end_matches(['\n', '\r']));
                if sender.send(line.into_owned()).is_err() {
                    return;
                }
            }
        })?;
    Ok(receiver)
}

struct PlainLoop {
    composer: Composer,
    workers: Workers,
    signals: Signals,
    lines: UnboundedReceiver<String>,
    is_ended: bool,
    /// The signal that ends it.
    signal: Option<i32>,
    /// Whether quitting was refused, for the disk has not the last words.
    is_refused: bool,
}

impl PlainLoop {
    async fn turn(&mut self, app: &mut App) -> io::Result<()> {
        say(&Composer::greeting(app))?;
        let mut waiting = VecDeque::from([Event::Started]);
        let mut is_asked = false;
        let named_by = Instant::now() + NAMING;
        loop {
            while let Some(event) = waiting.pop_front() {
                let effects = update(app, event);
                self.carry_out(app, effects, &mut waiting).await?;
            }
            if app.document.has_stale_derived() {
                let effects = update(app, Event::Idle);
                self.carry_out(app, effects, &mut waiting).await?;
            }
            say(&self.composer.news(app))?;
            if self.is_ended {
                return Ok(());
            }
            let is_naming = self.composer.is_naming(app) && Instant::now() < named_by;
            let is_waiting = self.composer.is_waiting(app) || is_naming;
            if !is_waiting && !is_asked {
                let mut effects = Vec::new();
                let question = self.composer.prompt(app, &mut effects);
                self.carry_out(app, effects, &mut waiting).await?;
                say(&question)?;
                is_asked = !self.composer.is_waiting(app);
                if !waiting.is_empty() {
                    continue;
                }
            }
            // What the program answers comes first, so that a line is taken as it was meant.
            tokio::select! {
                biased;
                Some(answer) = self.workers.answers.recv() => waiting.push_back(answer),
                request = self.signals.next() => match request {
                    SignalRequest::End(signal) => {
                        self.signal = Some(signal);
                        return Ok(());
                    }
                    SignalRequest::Suspend => process::stop(),
                    SignalRequest::Resume | SignalRequest::Resize => {}
                },
                () = sleep_until(named_by), if is_naming => {}
                line = self.lines.recv(), if is_asked && !is_waiting => match line {
                    Some(line) => {
                        is_asked = false;
                        let mut effects = Vec::new();
                        let said = self.composer.take(app, &line, &mut effects);
                        self.carry_out(app, effects, &mut waiting).await?;
                        say(&said)?;
                    }
                    None => return Ok(()),
                },
            }
        }
    }

    /// Ends, unless the disk refuses the draft and nobody was told so.
    fn quit(&mut self, app: &App) -> io::Result<()> {
        let lost = self.workers.disk.settle();
        let lost = lost.filter(|_| !self.is_refused && !app.document.is_rescued());
        let Some(problem) = lost else {
            self.is_ended = true;
            return Ok(());
        };
        self.is_refused = true;
        say(&Composer::refusal(&problem))
    }

    async fn carry_out(
        &mut self,
        app: &App,
        effects: Vec<Effect>,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.quit(app)?,
                Effect::Chat(command) => self.workers.submit(command),
                Effect::SignIn(command) => self.workers.sign_in(command)?,
                Effect::Connect { profile, kind } => self.workers.connect(&profile, kind)?,
                Effect::Disk(command) => self.workers.disk.submit(command),
                Effect::File(command) => file_tasks::start(command, &self.workers.events),
                Effect::Image(command) => self.workers.images.submit(command),
                Effect::Terminal(TerminalCommand::Copy(text)) => say(&grapheme::cleaned(&text))?,
                Effect::Terminal(TerminalCommand::Edit(ticket, buffer)) => {
                    let edited = external_editor::edit(&buffer);
                    self.signals.forget().await;
                    waiting.push_back(Event::Replied(ticket, Reply::Edited(edited)));
                }
                // A line of input has no clipboard, and there is no screen.
                Effect::Terminal(TerminalCommand::ReadClipboard(ticket)) => {
                    waiting.push_back(Event::Replied(ticket, Reply::Clipboard(None)));
                }
                Effect::Terminal(
                    TerminalCommand::Offer(_)
                    | TerminalCommand::Suspend
                    | TerminalCommand::Repaint
                    | TerminalCommand::SetTheme(_),
                ) => {}
            }
        }
        Ok(())
    }
}

/// Writes lines, which end with the last one's end.
fn say(text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Returns whether the terminal can show lines only: `TERM` is `dumb`.
#[must_use]
pub fn is_dumb_terminal() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb") && io::stdout().is_terminal()
}
