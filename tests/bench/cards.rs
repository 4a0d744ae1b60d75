//! Performance of the cards pane: its outline, its forms, and a key of the whole program with many widgets.

use chatquill::message::draft_file::OpenDraft;
use std::cell::RefCell;
use std::collections::BTreeSet;

use chatquill::app::events::event::{Event, Sender, Size};
use chatquill::app::events::pane::Pane;
use chatquill::app::model::{App, Start};
use chatquill::app::panes::preview::tabs::Tab;
use chatquill::app::update::handle_event::update;
use chatquill::app::update::reconcile;
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::document::schema::Schema;
use chatquill::document::{form, outline};
use chatquill::input::keymap::Keymap;
use chatquill::message::export::language::Language;
use chatquill::message::size;
use chatquill::view::screen;
use chatquill::view::theme::Theme;
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;

mod large_message;

/// The bytes of the text besides the widgets; with a hundred of those it makes about the maximum that Google accepts.
const TEXT: usize = 20_000;
/// Numbers of widgets. The second is three times what Google accepts, and shows how the cost of a key grows.
const WIDGETS: [usize; 2] = [100, 1000];
const SCREEN: Rect = Rect::new(0, 0, 120, 40);

fn main() {
    divan::main();
}

fn request(widgets: usize) -> Value {
    let card = size::bytes(&large_message::request(widgets, 0)["message"]);
    large_message::request(widgets, card + TEXT)
}

/// The program with the outline's cursor on the first widget, its screen, and the area of the pane.
struct Stage {
    app: App,
    theme: Theme,
    buffer: Buffer,
}

impl Stage {
    fn new(widgets: usize) -> Self {
        let mut app = App::new(Start {
            size: Size {
                width: SCREEN.width,
                height: SCREEN.height,
            },
            draft: OpenDraft {
                id: "draft-1".into(),
                request: request(widgets),
                ..OpenDraft::default()
            },
            spaces: Vec::new(),
            keymap: Keymap::builtin().unwrap_or_else(|fault| unreachable!("{fault}")),
            sender: Sender {
                profile: String::new(),
                kind: SenderKind::App,
                is_sandbox: true,
                policy: WritePolicy::default(),
                has_preview: false,
            },
            profiles: Vec::new(),
            confirms: true,
            language: Language::default(),
            problem: None,
        });
        reconcile::reconcile(&mut app, &mut Vec::new());
        let theme = Theme::named("terminal").unwrap_or_else(|fault| unreachable!("{fault}"));
        let buffer = Buffer::empty(SCREEN);
        let mut stage = Self { app, theme, buffer };
        for key in ["alt+3", "home", "down", "down", "down"] {
            stage.press(key);
        }
        let widget = "/message/cardsV2/0/card/sections/0/widgets/0";
        assert_eq!(stage.app.panes.cards.cursor(), widget);
        stage
    }

    /// Handles a key and draws its frame.
    fn press(&mut self, key: &str) {
        let chord = key.parse().unwrap_or_else(|_| unreachable!("{key}"));
        self.take(Event::Key(chord));
    }

    /// Does the deferred work after a frame while no other key waits.
    fn follow(&mut self) {
        if self.app.document.has_stale_derived() {
            self.take(Event::Idle);
        }
    }

    fn take(&mut self, event: Event) {
        black_box(update(&mut self.app, event));
        self.buffer.reset();
        screen::draw_into(&self.app, &self.theme, SCREEN, &mut self.buffer);
    }

    /// Measures these keys in turn, each after all deferred work of the one before.
    fn measure(self, bencher: Bencher, keys: &[&str]) {
        let stage = RefCell::new(self);
        let mut keys = keys.iter().cycle();
        let next = || {
            stage.borrow_mut().follow();
            keys.next().copied().unwrap_or_default()
        };
        bencher
            .with_inputs(next)
            .bench_local_values(|key| stage.borrow_mut().press(key));
    }
}

#[divan::bench(args = WIDGETS)]
fn nodes(bencher: Bencher, widgets: usize) {
    let request = request(widgets);
    let schema = Schema::builtin();
    let Some(kind) = schema.get("CreateMessageRequest") else {
        return;
    };
    let folded = BTreeSet::new();
    bencher.bench_local(|| outline::nodes(schema, kind, black_box(&request), "", &folded));
}

#[divan::bench(args = WIDGETS)]
fn rows(bencher: Bencher, widgets: usize) {
    let request = request(widgets);
    let schema = Schema::builtin();
    let Some(kind) = schema.get("Widget") else {
        return;
    };
    let path = "/message/cardsV2/0/card/sections/0/widgets/1";
    let toggled = BTreeSet::new();
    bencher.bench_local(|| form::rows(schema, kind, black_box(&request), path, &toggled));
}

/// With the cursor on the first widget.
#[divan::bench(args = WIDGETS)]
fn key_in_the_outline(bencher: Bencher, widgets: usize) {
    Stage::new(widgets).measure(bencher, &["down", "up"]);
}

/// With the cursor on the last one.
#[divan::bench(args = WIDGETS)]
fn key_at_the_end_of_the_outline(bencher: Bencher, widgets: usize) {
    let mut stage = Stage::new(widgets);
    stage.press("end");
    stage.measure(bencher, &["up", "down"]);
}

#[divan::bench(args = WIDGETS)]
fn key_in_a_field(bencher: Bencher, widgets: usize) {
    in_a_field(widgets).measure(bencher, &["x", "backspace"]);
}

/// While the rendered message is shown next to it.
#[divan::bench(args = WIDGETS)]
fn key_in_a_field_beside_the_look(bencher: Bencher, widgets: usize) {
    let mut stage = in_a_field(widgets);
    stage.app.panes.preview.tab = Tab::Card;
    stage.measure(bencher, &["x", "backspace"]);
}

#[divan::bench(args = WIDGETS)]
fn key_in_the_text(bencher: Bencher, widgets: usize) {
    let mut stage = Stage::new(widgets);
    stage.press("alt+2");
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    stage.measure(bencher, &["x", "backspace"]);
}

/// Adds a widget and removes one.
#[divan::bench(args = WIDGETS)]
fn key_that_changes_the_outline(bencher: Bencher, widgets: usize) {
    Stage::new(widgets).measure(bencher, &["d", "ctrl+z"]);
}

/// Measures the checks, and the frame that shows their findings.
#[divan::bench(args = WIDGETS)]
fn what_follows_a_key(bencher: Bencher, widgets: usize) {
    let stage = RefCell::new(in_a_field(widgets));
    let mut keys = ["x", "backspace"].iter().cycle();
    bencher
        .with_inputs(|| keys.next().map(|key| stage.borrow_mut().press(key)))
        .bench_local_values(|_| stage.borrow_mut().follow());
}

fn in_a_field(widgets: usize) -> Stage {
    let mut stage = Stage::new(widgets);
    for key in ["enter", "enter"] {
        stage.press(key);
    }
    assert!(stage.app.panes.cards.editor().is_some());
    stage
}

#[divan::bench(args = WIDGETS)]
fn open(bencher: Bencher, widgets: usize) {
    bencher.bench_local(|| Stage::new(black_box(widgets)));
}
