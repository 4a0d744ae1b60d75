//! Measures the built program from outside, in a pseudo terminal, next to the bare ratatui loop in the same run.
//!
//! Run by `cargo bench --bench program`. Both programs are started, typed at and pasted into in turn, so that
//! whatever else the machine does affects both; the ratio is what counts, and the last lines say how busy the machine
//! was. It reports only: nothing fails because it was slow.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use chatquill::app::panes::spaces::Spaces;
use chatquill::input::action::Action;
use chatquill::settings::paths::Paths;
use chatquill::store::space_cache::SpaceCache;
use procfs::{Activity, Machine};
use table::{Bar, Figures, Row, table};
use tempfile::TempDir;
use terminal::Terminal;

#[path = "program/baseline.rs"]
mod baseline;
#[path = "program/cards.rs"]
mod cards;
mod large_message;
mod many_spaces;
#[path = "program/procfs.rs"]
mod procfs;
#[path = "program/table.rs"]
mod table;
#[path = "program/terminal.rs"]
mod terminal;

/// The argument that makes this program run the bare loop.
const BARE: &str = "--bare-loop";
/// Maximum time after which no further round begins.
const BUDGET: Duration = Duration::from_secs(50);
const ROUNDS: usize = 12;
/// Starts of each program in a round.
const STARTS: usize = 5;
/// Keys pressed in each program and text in a round.
const KEYS: usize = 40;
/// Pause between two keys, so that all work that a key causes is done before the next.
const PAUSE: Duration = Duration::from_millis(8);
/// Quiet time after which drawing counts as finished.
const QUIET: Duration = Duration::from_millis(300);
const REST: Duration = Duration::from_secs(10);
/// Pause before the programs are measured idle: a draft is on disk a second after its last change.
const CALM: Duration = Duration::from_millis(1500);
/// Google's limit, and the size of the pasted text.
const BYTES: usize = 32_000;
const PASTE_END: &str = "Quux";
/// Capitals that are rare on both screens: one more is the effect of a key.
const LETTERS: [char; 3] = ['X', 'Z', 'J'];
const SPACES: usize = 10_000;
const FILTERS: [&str; 4] = ["standup", "releng", "chen", "spaces00009"];
/// More processor time than this taken by other processes makes a run worthless.
const MOST_BY_OTHERS: f64 = 0.25;

fn main() -> Result<()> {
    let is = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    if is(BARE) {
        return baseline::run();
    }
    // Anyone else, such as `cargo test --benches`, only wants to know that it starts.
    if !is("--bench") {
        return Ok(());
    }
    let before = Machine::now();
    let load = procfs::load();
    let programs = Program::both()?;
    let mut measured = Measured::default();
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < ROUNDS && start.elapsed() < BUDGET {
        measured.start(&programs)?;
        measured.compose(&programs, rounds == 0)?;
        measured.cards.measure(&programs)?;
        rounds += 1;
    }
    measured.filter(&programs[0])?;
    measured.filter_alone();
    let mut out = io::stdout().lock();
    writeln!(out, "\n{}", table(&measured.rows(&programs)?))?;
    writeln!(
        out,
        "{}",
        circumstances(rounds, start.elapsed(), before, load)
    )?;
    Ok(())
}

struct Program {
    path: PathBuf,
    arguments: Vec<&'static str>,
    /// A text of its first screen.
    title: &'static str,
    /// The keys that focus its text.
    to_text: &'static str,
}

impl Program {
    fn both() -> Result<[Self; 2]> {
        let chatquill = Self {
            path: env!("CARGO_BIN_EXE_chatquill").into(),
            arguments: vec![],
            title: "Spaces",
            to_text: "\x1b2",
        };
        let bare = Self {
            path: std::env::current_exe()?,
            arguments: vec![BARE],
            title: baseline::TITLE,
            to_text: "",
        };
        Ok([chatquill, bare])
    }

    /// Starts the program with an empty home.
    fn fresh(&self) -> Result<Run> {
        let home = tempfile::tempdir()?;
        let terminal = self.start(home.path())?;
        Ok(Run { terminal, home })
    }

    fn start(&self, home: &Path) -> Result<Terminal> {
        Terminal::start(&self.path, &self.arguments, home)
            .with_context(|| format!("{} cannot be started", self.path.display()))
    }
}

/// A running program; its terminal ends before its home does.
struct Run {
    terminal: Terminal,
    #[expect(dead_code, reason = "held so that it exists")]
    home: TempDir,
}

/// The measurements of both programs, chatquill's first.
#[derive(Default)]
struct Measured {
    start: [Figures; 2],
    key_empty: [Figures; 2],
    key_full: [Figures; 2],
    paste: [Figures; 2],
    memory_empty: [Figures; 2],
    memory_full: [Figures; 2],
    rest: [Option<Activity>; 2],
    filter: Figures,
    filter_alone: Figures,
    cards: cards::Measured,
}

impl Measured {
    fn start(&mut self, programs: &[Program; 2]) -> Result<()> {
        for _ in 0..STARTS {
            for (program, figures) in programs.iter().zip(&mut self.start) {
                let mut run = program.fresh()?;
                let time = run.terminal.first_frame()?;
                let text = run.terminal.text();
                anyhow::ensure!(
                    text.contains(program.title),
                    "{:?} is not on the first screen:\n{text}",
                    program.title
                );
                figures.time(time);
            }
        }
        Ok(())
    }

    /// Types into the empty text of both, pastes, types on; and at last leaves both idle.
    fn compose(&mut self, programs: &[Program; 2], rests: bool) -> Result<()> {
        let mut runs = [programs[0].fresh()?, programs[1].fresh()?];
        for (place, run) in runs.iter_mut().enumerate() {
            run.terminal.first_frame()?;
            run.terminal.rest(QUIET)?;
            self.memory_empty[place].value(procfs::resident(run.terminal.id()?));
            run.terminal.type_in(programs[place].to_text)?;
            run.terminal.rest(QUIET)?;
        }
        type_in_turn(&mut runs, &mut self.key_empty)?;
        let paste = format!("\x1b[200~{}\x1b[201~", pasted());
        for (run, figures) in runs.iter_mut().zip(&mut self.paste) {
            run.terminal.type_in("\r")?;
            run.terminal.rest(QUIET)?;
            let shows_end = |screen: &vt100::Screen| screen.contents().contains(PASTE_END);
            figures.time(run.terminal.press_and_settle(&paste, QUIET, shows_end)?);
            run.terminal.type_in("\r")?;
            run.terminal.rest(QUIET)?;
        }
        type_in_turn(&mut runs, &mut self.key_full)?;
        for (run, figures) in runs.iter_mut().zip(&mut self.memory_full) {
            run.terminal.rest(QUIET)?;
            figures.value(procfs::resident(run.terminal.id()?));
        }
        if rests {
            self.rest = rest([runs[0].terminal.id()?, runs[1].terminal.id()?]);
        }
        Ok(())
    }

    /// Measures keys in the filter of the built program, with a list of spaces cached by an earlier run.
    fn filter(&mut self, program: &Program) -> Result<()> {
        let home = tempfile::tempdir()?;
        // Without a key file no spaces are requested, so the cached ones stay.
        let config = "default_profile = \"bench\"\n\n[profiles.bench]\nsender = \"app\"\nkey_file = \"none.json\"\n";
        std::fs::write(home.path().join("config.toml"), config)?;
        let places = Paths::in_one_folder(home.path());
        std::fs::create_dir_all(places.spaces())?;
        SpaceCache::new(&places.spaces(), "bench").save(&many_spaces::spaces(SPACES))?;
        let mut terminal = program.start(home.path())?;
        terminal.first_frame()?;
        for word in FILTERS {
            terminal.rest(QUIET)?;
            terminal.type_in("/")?;
            terminal.rest(QUIET)?;
            for key in word.chars() {
                let before = terminal.text();
                let time = terminal.press(&key.to_string(), |now| now.contents() != before)?;
                self.filter.time(time);
                terminal.rest(PAUSE)?;
            }
            terminal.type_in("\x1b")?;
        }
        Ok(())
    }

    /// Measures the same keys without a terminal: the pane's own share of the time.
    fn filter_alone(&mut self) {
        let mut pane = Spaces::new(many_spaces::spaces(SPACES));
        for word in FILTERS {
            pane.act(Action::Filter);
            for key in word.chars() {
                let start = Instant::now();
                pane.act(Action::Insert(key));
                pane.layout(30, 34);
                self.filter_alone.time(start.elapsed());
            }
            pane.act(Action::Back);
        }
    }

    fn rows(&self, programs: &[Program; 2]) -> Result<Vec<Row>> {
        let nothing = Figures::default();
        let mut size = Figures::default();
        let bytes = std::fs::metadata(&programs[0].path)?.len();
        size.value(
            u32::try_from(bytes)
                .ok()
                .map(|bytes| f64::from(bytes) / 1e6),
        );
        let rest = |count: fn(Activity) -> u64| self.rest.map(|rest| rest.map(count));
        let seconds = REST.as_secs();
        let mut rows = vec![
            Row::new(
                "process start to first frame",
                "ms",
                self.start.each_ref(),
                &Bar::Times(2.0, None),
            ),
            Row::new(
                "key to frame, empty text",
                "ms",
                self.key_empty.each_ref(),
                &Bar::Times(2.0, Some(4.0)),
            ),
            Row::new(
                "key to frame, 32,000 bytes",
                "ms",
                self.key_full.each_ref(),
                &Bar::Times(2.5, Some(5.0)),
            ),
            Row::new(
                "paste of 32,000 bytes to settled screen",
                "ms",
                self.paste.each_ref(),
                &Bar::Below(10.0),
            ),
            Row::new(
                "filter over 10,000 spaces, key to frame",
                "ms",
                [&self.filter, &nothing],
                &Bar::Below(8.0),
            ),
            Row::new(
                "the same without a terminal",
                "ms",
                [&self.filter_alone, &nothing],
                &Bar::Below(8.0),
            ),
            Row::new(
                "resident memory, started",
                "MiB",
                self.memory_empty.each_ref(),
                &Bar::Below(14.0),
            ),
            Row::new(
                "resident memory, 32,000 bytes",
                "MiB",
                self.memory_full.each_ref(),
                &Bar::Below(18.0),
            ),
            Row::counts(
                &format!("at rest, {seconds} s: CPU ticks"),
                rest(|rest| rest.ticks),
                0,
            ),
            Row::counts(
                &format!("at rest, {seconds} s: context switches"),
                rest(|rest| rest.switches),
                0,
            ),
            Row::new(
                "size of the program",
                "MB",
                [&size, &nothing],
                &Bar::Below(9.0),
            ),
        ];
        rows.extend(self.cards.rows());
        Ok(rows)
    }
}

/// Presses the same keys in both programs, in turn.
fn type_in_turn(runs: &mut [Run; 2], figures: &mut [Figures; 2]) -> Result<()> {
    for letter in LETTERS.iter().cycle().take(KEYS) {
        for (run, figures) in runs.iter_mut().zip(&mut *figures) {
            let before = run.terminal.text().matches(*letter).count();
            let shows_more =
                |screen: &vt100::Screen| screen.contents().matches(*letter).count() > before;
            figures.time(run.terminal.press(&letter.to_string(), shows_more)?);
        }
        for run in &mut *runs {
            run.terminal.rest(PAUSE)?;
        }
    }
    Ok(())
}

/// Measures what both do while idle.
fn rest(ids: [u32; 2]) -> [Option<Activity>; 2] {
    thread::sleep(CALM);
    let before = ids.map(Activity::of);
    thread::sleep(REST);
    let after = ids.map(Activity::of);
    [0, 1].map(|place| Some(after[place]?.since(before[place]?)))
}

/// Returns prose of [`BYTES`] bytes in lines longer than a pane, as a terminal pastes it.
fn pasted() -> String {
    let line = "the release is out, and the notes say what changed for whom, where to read more and whom to ask\r";
    let mut text = line.repeat(BYTES / line.len() + 1);
    text.truncate(BYTES - PASTE_END.len() - 1);
    format!("{text}\r{PASTE_END}")
}

/// Returns what a reader must know before quoting the table.
fn circumstances(
    rounds: usize,
    took: Duration,
    before: Option<Machine>,
    load: Option<f64>,
) -> String {
    let others = before
        .zip(Machine::now())
        .and_then(|(before, now)| now.others_since(before));
    let (Some(others), Some(load), Some(load_now)) = (others, load, procfs::load()) else {
        return format!(
            "{rounds} rounds in {} s; nobody knows how busy the machine was.",
            took.as_secs()
        );
    };
    let verdict = if others > MOST_BY_OTHERS {
        "NOISY: do not quote this run"
    } else {
        "calm enough to quote"
    };
    format!(
        "{rounds} rounds in {} s. Others took {others:.2} processors meanwhile; load average {load:.2} before, {load_now:.2} after: {verdict}.",
        took.as_secs()
    )
}
