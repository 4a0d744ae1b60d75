//! The spaces pane with 10,000 spaces: one key in the filter, and loading the cached list at the start.

use chatquill::app::panes::spaces::Spaces;
use chatquill::input::action::Action;
use divan::{Bencher, black_box};

mod many_spaces;

const SPACES: usize = 10_000;
/// Cells of the pane in a terminal of 120 by 40.
const WIDTH: u16 = 30;
const HEIGHT: usize = 34;
/// The filter's text before the key.
const TYPED: [&str; 5] = ["", "r", "rel", "rel en", "zzz"];

fn main() {
    divan::main();
}

/// Returns the pane as it is drawn with this text in its filter.
fn pane(typed: &str) -> Spaces {
    let mut pane = Spaces::new(many_spaces::spaces(SPACES));
    pane.act(Action::Filter);
    typed
        .chars()
        .for_each(|c| press(&mut pane, Action::Insert(c)));
    pane
}

fn press(pane: &mut Spaces, action: Action) {
    pane.act(action);
    pane.layout(WIDTH, HEIGHT);
}

#[divan::bench(args = TYPED, sample_count = 20, sample_size = 1)]
fn one_key(bencher: Bencher, typed: &str) {
    bencher
        .with_inputs(|| pane(typed))
        .bench_local_refs(|pane| press(pane, black_box(Action::Insert('e'))));
}

#[divan::bench]
fn cursor_down(bencher: Bencher) {
    let mut pane = pane("rel");
    bencher.bench_local(|| press(&mut pane, black_box(Action::Down)));
}

#[divan::bench(sample_count = 20)]
fn kept_list(bencher: Bencher) {
    let kept = many_spaces::spaces(SPACES);
    bencher
        .with_inputs(|| kept.clone())
        .bench_local_values(Spaces::new);
}
