//! Any message that the schema allows, at any width: rendered, never wider than the width, no word lost.

use std::sync::Arc;

use chatquill::cells::grapheme::{clusters, shown};
use chatquill::chat::sender::SenderKind;
use chatquill::images::error::ImageError;
use chatquill::images::raster::Raster;
use chatquill::render::folds::Folds;
use chatquill::render::image_store::ImageStore;
use chatquill::render::line::Line;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::Value;

use crate::generate::{Dice, object, tape};
use crate::images;
use crate::styled_text::drawn_with;
use crate::visible_text;

/// A rendered row, character by character.
type Row = Vec<String>;

fn row(line: &Line) -> Row {
    let text = line.text();
    letters(&text)
}

/// Returns whether the rows hold a word: in one row, or cut at the end of a row and continued in the next, where no
/// letter precedes it.
fn holds(rows: &[Row], word: &[String]) -> bool {
    let starts = rows.iter().enumerate();
    starts
        .flat_map(|(number, row)| (0..row.len()).map(move |at| (number, at)))
        .any(|(number, at)| continues(rows, number, at, word))
}

fn continues(rows: &[Row], number: usize, at: usize, word: &[String]) -> bool {
    let row = &rows[number];
    let fits = row[at..]
        .iter()
        .zip(word)
        .take_while(|(cell, letter)| cell == letter)
        .count();
    if fits == word.len() {
        return true;
    }
    let Some(next) = rows.get(number + 1).filter(|_| fits > 0) else {
        return false;
    };
    let is_letter = |cell: &str| cell.chars().next().is_some_and(char::is_alphanumeric);
    (0..next.len())
        .filter(|&place| place == 0 || !is_letter(&next[place - 1]))
        .any(|place| (1..=fits).any(|cut| continues(rows, number + 1, place, &word[cut..])))
}

fn letters(word: &str) -> Vec<String> {
    clusters(word, 0)
        .map(|cluster| shown(cluster.text))
        .filter(|(_, width)| *width > 0)
        .map(|(symbol, _)| symbol.to_owned())
        .collect()
}

/// Returns a message's images loaded, as large as they are drawn at a width; of every three one is loading and one
/// has failed.
fn pictures(request: &Value, width: u16) -> ImageStore {
    let mut pictures = ImageStore::default();
    for (number, url) in pictures.show(request).into_iter().enumerate() {
        let side = 1 + u32::try_from(number).unwrap() * 7 % 40;
        let raster = Raster::new(side, 40, vec![200; side as usize * 160]).unwrap();
        match number % 3 {
            0 => pictures.take(&url, Ok(Arc::new(raster)), request),
            1 => {}
            _ => pictures.take(&url, Err(ImageError::Status(404)), request),
        }
    }
    let folds = Folds::open();
    let lines = drawn_with(request, SenderKind::App, width, &folds, &pictures);
    images::ready(&mut pictures, &lines);
    pictures
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_message_is_drawn_and_no_word_is_lost(
        tape in tape(),
        width in 1..=200_u16,
        is_asked in proptest::bool::ANY,
    ) {
        let request = object(&mut Dice::new(&tape), "CreateMessageRequest");
        let pictures = if is_asked {
            pictures(&request, width)
        } else {
            ImageStore::default()
        };
        let drawn = |folds| drawn_with(&request, SenderKind::App, width, &folds, &pictures);
        for line in &drawn(Folds::default()) {
            prop_assert!(line.width() <= width, "{line:?}");
        }
        let lines = drawn(Folds::open());
        let rows: Vec<Row> = lines.iter().map(row).collect();
        for (line, row) in lines.iter().zip(&rows) {
            prop_assert!(line.width() <= width, "{line:?}");
            let cells: u16 = row.iter().map(|cell| shown(cell).1).sum();
            prop_assert_eq!(line.width(), cells, "{:?}", line);
        }
        let all: String = lines.iter().map(Line::text).collect();
        for found in visible_text::words(&request) {
            for word in &found.words {
                let letters = letters(word);
                // A wide letter in a single cell, and a line that ends in an ellipsis, are lost rightly.
                let is_lost = letters.iter().any(|letter| shown(letter).1 > width)
                    || found.may_be_cut && all.contains('…');
                prop_assert!(
                    is_lost || holds(&rows, &letters),
                    "{word} of {:?} is not in\n{}\n{request}",
                    found.words,
                    lines.iter().map(|line| line.text() + "\n").collect::<String>()
                );
            }
        }
    }
}
