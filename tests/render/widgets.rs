//! Each widget, and what surrounds it, at three widths without styles and at one with them.

use chatquill::chat::sender::SenderKind;
use chatquill::render::folds::Folds;
use chatquill::render::line::{ClickAction, Line};
use serde_json::{Map, Value, json};

use crate::styled_text::{WIDTHS, drawn, stored, stripped, styled};

/// Returns widgets by the name of their snapshot, and whole messages.
fn cases() -> Map<String, Value> {
    serde_json::from_str(include_str!("widgets.json")).unwrap()
}

/// Returns the request of a case: a list of widgets is put into a card of one section.
fn request(case: &Value) -> Value {
    match case {
        Value::Array(_) => json!({
            "message": {"cardsV2": [{"card": {"sections": [{"widgets": case}]}}]}
        }),
        message => json!({ "message": message }),
    }
}

#[test]
fn each_widget_looks_as_stored() {
    for (name, case) in cases() {
        let request = request(&case);
        let draw = |width, folds: &Folds| drawn(&request, SenderKind::App, width, folds);
        let mut text: String = WIDTHS
            .into_iter()
            .map(|width| stripped(&draw(width, &Folds::default()), width))
            .collect();
        text.push_str(" with styles\n");
        text.push_str(&styled(&draw(60, &Folds::default())));
        if draw(60, &Folds::open()) != draw(60, &Folds::default()) {
            text.push_str(" all open\n");
            text.push_str(&stripped(&draw(60, &Folds::open()), 60));
        }
        stored(&name, &text);
    }
}

/// Returns the click actions of all handles, from the top.
fn steps(lines: &[Line]) -> Vec<ClickAction> {
    let handles = lines.iter().flat_map(Line::handles);
    let mut steps: Vec<ClickAction> = handles.map(|handle| handle.action.clone()).collect();
    steps.dedup();
    steps
}

#[test]
fn a_handle_undoes_itself() {
    let cases = cases();
    for name in [
        "collapsible",
        "dropdown",
        "overflow_menu",
        "suggestions",
        "carousel",
    ] {
        let request = request(&cases[name]);
        let mut folds = Folds::default();
        let draw = |folds: &Folds| drawn(&request, SenderKind::App, 60, folds);
        let before = draw(&folds);
        folds.act(&steps(&before)[0]);
        let after = draw(&folds);
        assert_ne!(before, after, "{name}");
        folds.act(&steps(&after)[0]);
        assert_eq!(draw(&folds), before, "{name}");
    }
}

#[test]
fn handles_lie_where_their_words_are() {
    for (name, case) in cases() {
        for width in [1, 20, 60, 100] {
            for line in drawn(&request(&case), SenderKind::App, width, &Folds::default()) {
                for handle in line.handles() {
                    let end = handle.start + handle.width;
                    assert!(end <= line.width(), "{name} in {width}: {line:?}");
                }
            }
        }
    }
}
