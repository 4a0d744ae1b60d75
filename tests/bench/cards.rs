//! What the cards pane costs: its outline, its forms, and a key of the whole program with many widgets.

use std::collections::BTreeSet;

use chatquill::app::event::{Event, OpenDraft, Sender, Size};
use chatquill::app::pane::Pane;
use chatquill::app::settle;
use chatquill::app::state::{App, Start};
use chatquill::app::update::update;
use chatquill::chat::sender::SenderKind;
use chatquill::document::schema::Schema;
use chatquill::document::{form, outline};
use chatquill::input::keymap::Keymap;
use chatquill::message::draft::Draft;
use chatquill::message::export::language::Language;
use chatquill::view::screen;
use chatquill::view::theme::Theme;
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod large;

const BYTES: usize = 32_000;
/// The second is three times what Google takes, and shows how the cost of a key grows.
const WIDGETS: [usize; 2] = [100, 1000];
const SCREEN: Rect = Rect::new(0, 0, 120, 40);

fn main() {
    divan::main();
}

/// The program with the outline's cursor on the first widget, its screen, and where that is drawn.
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
                request: large::request(widgets, BYTES),
                ..OpenDraft::default()
            },
            spaces: Vec::new(),
            keymap: Keymap::builtin().unwrap_or_else(|fault| unreachable!("{fault}")),
            sender: Sender {
                profile: String::new(),
                kind: SenderKind::App,
                is_sandbox: true,
                is_production: false,
                has_preview: false,
            },
            profiles: Vec::new(),
            confirms: true,
            language: Language::default(),
            problem: None,
        });
        settle::settle(&mut app, &mut Vec::new());
        let theme = Theme::named("terminal").unwrap_or_else(|fault| unreachable!("{fault}"));
        let buffer = Buffer::empty(SCREEN);
        let mut stage = Self { app, theme, buffer };
        for key in ["alt+3", "home", "down", "down", "down"] {
            stage.press(key);
        }
        let widget = "/message/cardsV2/0/card/sections/0/widgets/0";
        assert_eq!(stage.app.cards.cursor(), widget);
        stage
    }

    fn press(&mut self, key: &str) {
        let chord = key.parse().unwrap_or_else(|_| unreachable!("{key}"));
        black_box(update(&mut self.app, Event::Key(chord)));
        self.buffer.reset();
        screen::draw_into(&self.app, &self.theme, SCREEN, &mut self.buffer);
    }
}

#[divan::bench(args = WIDGETS)]
fn nodes(bencher: Bencher, widgets: usize) {
    let request = large::request(widgets, BYTES);
    let schema = Schema::builtin();
    let Some(kind) = schema.get("CreateMessageRequest") else {
        return;
    };
    let folded = BTreeSet::new();
    bencher.bench_local(|| outline::nodes(schema, kind, black_box(&request), "", &folded));
}

#[divan::bench(args = WIDGETS)]
fn rows(bencher: Bencher, widgets: usize) {
    let request = large::request(widgets, BYTES);
    let schema = Schema::builtin();
    let Some(kind) = schema.get("Widget") else {
        return;
    };
    let path = "/message/cardsV2/0/card/sections/0/widgets/1";
    let toggled = BTreeSet::new();
    bencher.bench_local(|| form::rows(schema, kind, black_box(&request), path, &toggled));
}

#[divan::bench(args = WIDGETS)]
fn key_in_the_outline(bencher: Bencher, widgets: usize) {
    let mut stage = Stage::new(widgets);
    let mut keys = ["down", "up"].iter().cycle();
    bencher.bench_local(|| keys.next().map(|key| stage.press(key)));
}

#[divan::bench(args = WIDGETS)]
fn key_in_a_field(bencher: Bencher, widgets: usize) {
    let mut stage = Stage::new(widgets);
    for key in ["enter", "enter"] {
        stage.press(key);
    }
    assert!(stage.app.cards.entry().is_some());
    let mut keys = ["x", "backspace"].iter().cycle();
    bencher.bench_local(|| keys.next().map(|key| stage.press(key)));
}

#[divan::bench(args = WIDGETS)]
fn key_in_the_text(bencher: Bencher, widgets: usize) {
    let mut stage = Stage::new(widgets);
    stage.press("alt+2");
    assert_eq!(stage.app.focus, Pane::Text);
    let mut keys = ["x", "backspace"].iter().cycle();
    bencher.bench_local(|| keys.next().map(|key| stage.press(key)));
}

/// Saving hands a copy of the request to the disk's own thread.
#[divan::bench(args = WIDGETS)]
fn copy(bencher: Bencher, widgets: usize) {
    let draft = Draft::new(large::request(widgets, BYTES));
    bencher.bench_local(|| black_box(&draft).request().clone());
}

#[divan::bench(args = WIDGETS)]
fn open(bencher: Bencher, widgets: usize) {
    bencher.bench_local(|| Stage::new(black_box(widgets)));
}
