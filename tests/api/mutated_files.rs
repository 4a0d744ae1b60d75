//! Mutated card files are checked, drawn and exported without a panic, and in time.
//!
//! The seed is printed with a failure; `MUTATION_SEED` repeats it, and `MUTATION_CASES` asks for more.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chatquill::chat::sender::SenderKind;
use chatquill::message::checks::check::check;
use chatquill::message::checks::check_context::CheckContext;
use chatquill::message::checks::duplicate_keys;
use chatquill::message::export::language::Language;
use chatquill::message::export::program::program;
use chatquill::message::import::find;
use chatquill::render::context::RenderContext;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::ImageStore;
use chatquill::render::message::render;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Number of mutated files where `MUTATION_CASES` is not set.
const CASES: u32 = 400;

/// Most time for one file, on a slow and busy machine, unoptimised.
const MOST: Duration = Duration::from_secs(20);

/// What is put into a file: markup, escapes, numbers, brackets, letters of many bytes.
const PARTS: [&str; 28] = [
    "\"true\"",
    "{}",
    "[]",
    "null",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud83d",
    "1e999",
    "-9223372036854775809",
    "<b>",
    "</i><font color='#ffffff' x=",
    "&#x110000;&amp;&bull;",
    "**a ~~b *c _d `e",
    "[a](javascript:b)",
    "<users/all><x|y>",
    "```\\n",
    "\\n\\n- a\\n    - b\\n1. c",
    "👩🏽\u{200d}🚀e\u{301}\u{202e}",
    "\r\n",
    "\"cardsV2\": [{\"card\": {}}],",
    "javascript:",
];

/// One change of a text: where, how much is replaced, and by which part, how often; or by a piece of the text itself.
type Change = (u32, u8, u8, u8);

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for &(at, length, part, times) in changes {
        let start = text.floor_char_boundary(at as usize % (text.len() + 1));
        let end = text.floor_char_boundary((start + usize::from(length % 40)).min(text.len()));
        let inserted = match usize::from(part) % (PARTS.len() + 1) {
            own if own == PARTS.len() => {
                let stop = (start + usize::from(times) * 4).min(text.len());
                text[start..text.floor_char_boundary(stop)].to_owned()
            }
            known => PARTS[known].repeat(if times % 16 == 0 { 300 } else { 1 }),
        };
        text.replace_range(start..end.max(start), &inserted);
    }
    text
}

fn files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cards");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let files: Vec<String> = paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(files.len() > 50);
    files
}

/// Does with a text all that the program does with a file.
fn use_up(text: &str) {
    let Ok(found) = find(text) else {
        return;
    };
    let Ok(opened) = found.open() else {
        return;
    };
    let _ = duplicate_keys::check(&found.source, found.form);
    for sender in [SenderKind::App, SenderKind::User, SenderKind::Webhook] {
        let _ = check(&opened.request, &CheckContext::of(sender));
        for width in [7, 80] {
            let _ = render(
                &opened.request,
                &RenderContext {
                    is_desktop: false,
                    kind: sender,
                    sender: "Somebody",
                    time: "now",
                    width,
                    folds: &Folds::open(),
                    pictures: &ImageStore::default(),
                    names: &|_| None,
                },
            );
        }
    }
    for language in Language::ALL {
        let _ = program(&opened.request, language, SenderKind::App);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn mutated_files_are_checked_drawn_and_exported() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = number("MUTATION_SEED").unwrap_or(now.as_secs());
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let cases = number("MUTATION_CASES").map_or(CASES, |cases| u32::try_from(cases).unwrap());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let files = files();
    let changes = vec((any::<u32>(), any::<u8>(), any::<u8>(), any::<u8>()), 0..6);
    let mutated =
        (0..files.len(), changes).prop_map(|(file, changes)| changed(&files[file], &changes));
    let outcome = runner.run(&mutated, |text| {
        let start = Instant::now();
        use_up(&text);
        let taken = start.elapsed();
        if taken > MOST {
            return Err(TestCaseError::fail(format!("it took {taken:?}")));
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "MUTATION_SEED={seed}: {outcome:?}");
}
