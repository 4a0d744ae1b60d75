//! The composing pane's text at Google's limit of 32,000 bytes: one key, a paste, a resize.

use chatquill::editor::edit::Paste;
use chatquill::editor::motion::{Anchor, Motion};
use chatquill::editor::text_area::Text;
use chatquill::view::text_area::{TextStyles, draw};
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const BYTES: usize = 32_000;
const PANE: Rect = Rect::new(0, 0, 120, 40);
const TEXTS: [&str; 4] = ["prose", "prose on one line", "wide", "wide on one line"];

fn main() {
    divan::main();
}

/// Returns a text of about [`BYTES`] bytes: English prose, or CJK with emoji of several characters.
fn written(kind: &str) -> String {
    let sentence = if kind.starts_with("prose") {
        "The release is out, and the notes say what changed for whom. "
    } else {
        "版本已经发布，说明里写了改动的内容。👋🏽👨‍👩‍👧 ご確認ください❤️ "
    };
    let end = if kind.ends_with("one line") {
        " "
    } else {
        "\n"
    };
    let paragraph = [&sentence.repeat(5), end].concat();
    paragraph.repeat(BYTES / paragraph.len())
}

/// Returns the text, drawn once, with the cursor in its middle.
fn pane(kind: &str) -> (Text, Buffer) {
    let mut text = Text::new(&written(kind));
    text.layout(PANE.width, PANE.height);
    text.set(&written(kind), BYTES / 2);
    let mut buffer = Buffer::empty(PANE);
    show(&mut text, &mut buffer);
    (text, buffer)
}

/// Types a letter.
fn key(text: &mut Text) {
    if let Some(splice) = text.insert('x') {
        text.apply(&splice);
    }
}

fn show(text: &mut Text, buffer: &mut Buffer) {
    text.layout(PANE.width, PANE.height);
    black_box(draw(text, PANE, &TextStyles::default(), buffer));
}

#[divan::bench(args = TEXTS)]
fn key_wrap_and_draw(bencher: Bencher, kind: &str) {
    let (mut text, mut buffer) = pane(kind);
    bencher.bench_local(|| {
        key(&mut text);
        show(&mut text, &mut buffer);
    });
}

#[divan::bench(args = TEXTS)]
fn key_alone(bencher: Bencher, kind: &str) {
    let (mut text, _) = pane(kind);
    bencher.bench_local(|| key(black_box(&mut text)));
}

#[divan::bench(args = TEXTS)]
fn draw_alone(bencher: Bencher, kind: &str) {
    let (text, mut buffer) = pane(kind);
    bencher.bench_local(|| draw(&text, PANE, &TextStyles::default(), &mut buffer));
}

#[divan::bench(args = TEXTS)]
fn caret_down_and_draw(bencher: Bencher, kind: &str) {
    let (mut text, mut buffer) = pane(kind);
    text.step(Motion::First, Anchor::Drop);
    bencher.bench_local(|| {
        text.step(Motion::Down, Anchor::Drop);
        show(&mut text, &mut buffer);
    });
}

#[divan::bench(args = TEXTS)]
fn paste_into_empty_and_draw(bencher: Bencher, kind: &str) {
    let pasted = written(kind);
    let mut buffer = Buffer::empty(PANE);
    bencher
        .with_inputs(Text::default)
        .bench_local_values(|mut text| {
            if let Paste::Change(splice) = text.paste(&pasted) {
                text.apply(&splice);
            }
            show(&mut text, &mut buffer);
        });
}

#[divan::bench(args = TEXTS)]
fn wrap_anew(bencher: Bencher, kind: &str) {
    let (mut text, _) = pane(kind);
    let mut width = 60;
    bencher.bench_local(|| {
        width = 140 - width;
        text.layout(width, PANE.height);
    });
}
