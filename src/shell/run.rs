//! The composer's loop: an event, the update, its effects, a draw.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{self as terminal, EventStream};
use futures_util::StreamExt as _;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::effect::Effect;
use crate::app::event::{Event, News, Reply, Size};
use crate::app::problem::Problem;
use crate::app::speech::FRAME;
use crate::app::state::App;
use crate::app::update::update;
use crate::settings::fault::Fault;
use crate::shell::disk::{Disk, Order};
use crate::shell::keys::{Clicks, translate};
use crate::shell::signals::{self, Signals, Wish};
use crate::shell::start::{self, Opening, Wishes};
use crate::shell::terminal::Screen;
use crate::shell::worker::{Setting, Worker};
use crate::shell::{clipboard, editor, log, panic};
use crate::view::theme::Theme;

/// The most events taken in before the next draw, so that a flood of keys still shows progress.
const BATCH: usize = 4096;

/// Why the composer ended against its will.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings do not allow a start.
    #[error("{} {}", .0.what, .0.remedy)]
    Settings(Fault),
    /// The terminal, or the system, refused.
    #[error("the terminal is not usable: {0}; run chatquill in an interactive terminal")]
    Terminal(#[from] io::Error),
}

/// Runs the composer until the person leaves.
pub fn run(wishes: &Wishes) -> Result<(), Error> {
    panic::set_hook();
    let size = Screen::size()?;
    let Opening {
        places,
        profile,
        theme,
        mut app,
        drafts: (drafts, held),
        spaces,
    } = start::open(wishes, size).map_err(Error::Settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _entered = runtime.enter();
    let mut screen = Screen::enter()?;
    screen.draw(&app, &theme)?;
    // Nothing the first frame does not need was done until here.
    log::open(&places.log());
    let (events, answers) = unbounded_channel();
    let disk = Disk::start(drafts, spaces, held, events.clone())?;
    let worker = Worker::start(
        Setting {
            profile,
            kind: wishes.kind,
            places,
        },
        events,
    )?;
    let shell = Shell {
        screen,
        theme,
        disk,
        worker,
        signals: Signals::listen()?,
        answers,
    };
    runtime.block_on(shell.serve(&mut app))?;
    Ok(())
}

/// The world around the program. Its parts end in the order of the fields: first the terminal is
/// given back, then what is pending is written.
struct Shell {
    screen: Screen,
    theme: Theme,
    disk: Disk,
    worker: Worker,
    signals: Signals,
    answers: UnboundedReceiver<Event>,
}

/// Whether the loop goes on.
#[derive(PartialEq, Eq)]
enum Flow {
    On,
    Ended,
}

/// The terminal's events; let go of while another program has the terminal.
struct Keys {
    stream: Option<EventStream>,
    clicks: Clicks,
}

impl Shell {
    async fn serve(mut self, app: &mut App) -> io::Result<()> {
        let start = Instant::now();
        let mut keys = Keys {
            stream: Some(EventStream::new()),
            clicks: Clicks::default(),
        };
        let mut waiting = VecDeque::from([Event::Started]);
        loop {
            while let Some(event) = waiting.pop_front() {
                for effect in update(app, event) {
                    if self.carry_out(effect, &mut keys, &mut waiting)? == Flow::Ended {
                        return Ok(());
                    }
                }
            }
            self.screen.draw(app, &self.theme)?;
            if self.wait(app, start, &mut keys, &mut waiting).await? == Flow::Ended {
                return Ok(());
            }
        }
    }

    /// Waits for the next event, then takes what else is there already.
    async fn wait(
        &mut self,
        app: &App,
        start: Instant,
        keys: &mut Keys,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        let stream = keys.stream.get_or_insert_with(EventStream::new);
        // Keys first: an answer of the network can wait for a person, never the other way round.
        tokio::select! {
            biased;
            event = stream.next() => match event {
                Some(event) => waiting.extend(translate(event?, &mut keys.clicks)),
                // The terminal is gone.
                None => return Ok(Flow::Ended),
            },
            wish = self.signals.next() => return self.heed(wish, keys, waiting),
            Some(answer) = self.answers.recv() => waiting.push_back(answer),
            () = tokio::time::sleep(FRAME), if app.is_busy() => waiting.push_back(Event::Tick(start.elapsed())),
        }
        // The stream must not be polled without waiting: it remembers the first waker it is given and
        // would never wake this loop. While its thread waits for a key, this finds none and is cheap.
        while waiting.len() < BATCH && terminal::poll(Duration::ZERO)? {
            waiting.extend(translate(terminal::read()?, &mut keys.clicks));
        }
        while waiting.len() < BATCH
            && let Ok(answer) = self.answers.try_recv()
        {
            waiting.push_back(answer);
        }
        Ok(Flow::On)
    }

    fn heed(
        &mut self,
        wish: Wish,
        keys: &mut Keys,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        match wish {
            Wish::Quit => return Ok(Flow::Ended),
            Wish::Suspend => self.suspend(keys, waiting)?,
            Wish::Resume => self.refit(waiting)?,
        }
        Ok(Flow::On)
    }

    fn carry_out(
        &mut self,
        effect: Effect,
        keys: &mut Keys,
        waiting: &mut VecDeque<Event>,
    ) -> io::Result<Flow> {
        match effect {
            Effect::Quit => return Ok(Flow::Ended),
            Effect::Suspend => self.suspend(keys, waiting)?,
            Effect::Repaint => self.screen.clear()?,
            Effect::Copy(text) => waiting.push_back(Event::News(News::Copied(self.copy(&text)))),
            Effect::Edit(ticket, text) => {
                keys.stream = None;
                let edited = self.screen.lend(|| editor::edit(&text))?;
                self.refit(waiting)?;
                waiting.push_back(Event::Replied(ticket, Reply::Edited(edited)));
            }
            Effect::SaveDraft {
                id,
                request,
                revision,
            } => self.disk.order(Order::Save(id, request, revision)),
            Effect::ListDrafts(ticket) => self.disk.order(Order::List(ticket)),
            Effect::OpenDraft(ticket, id) => self.disk.order(Order::Open(ticket, id)),
            Effect::DeleteDraft(ticket, id) => self.disk.order(Order::Delete(ticket, id)),
            Effect::KeepSpaces(spaces) => self.disk.order(Order::KeepSpaces(spaces)),
            effect => self.worker.order(effect),
        }
        Ok(Flow::On)
    }

    fn copy(&mut self, text: &str) -> Result<(), Problem> {
        if text.len() > clipboard::LIMIT {
            let title = format!(
                "Not copied: {} bytes are more than a terminal takes",
                text.len()
            );
            return Err(Problem::new(
                title,
                "Save it to a file with chatquill send --dry-run instead.",
            ));
        }
        let sequence = clipboard::sequence(text, std::env::var_os("TMUX").is_some());
        self.screen
            .say(&sequence)
            .map_err(|error| Problem::new(format!("Not copied: {error}"), ""))
    }

    fn suspend(&mut self, keys: &mut Keys, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        keys.stream = None;
        self.screen.lend(signals::stop)?;
        self.refit(waiting)
    }

    /// The terminal was elsewhere: its size may be another, and every cell is drawn anew.
    fn refit(&mut self, waiting: &mut VecDeque<Event>) -> io::Result<()> {
        let Size { width, height } = Screen::size()?;
        self.screen.clear()?;
        waiting.push_back(Event::Resized(Size { width, height }));
        Ok(())
    }
}
