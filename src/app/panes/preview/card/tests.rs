//! Tests of keys and clicks in the Card tab.

use super::*;
use crate::app::state::quoted_messages::QuotedMessages;
use serde_json::json;

fn text(words: &str) -> Value {
    json!({"textParagraph": {"text": words}})
}

fn request() -> Value {
    let slide = |number: usize| json!({"widgets": [text(&format!("Slide {number}"))]});
    json!({"message": {"cardsV2": [{"card": {"sections": [
        {"collapsible": true, "widgets": [text("Hidden")]},
        {"widgets": [{"carousel": {"carouselCards": (1..=3).map(slide).collect::<Vec<_>>()}}]},
    ]}}]}})
}

fn settled(tab: &mut CardTab, request: &Value, height: u16) -> String {
    let source = RenderInputs {
        is_behind: false,
        revision: 1,
        request,
        kind: SenderKind::App,
        sender: "bot",
        options: &Options::default(),
        pictures: &ImageStore::default(),
        quotes: &QuotedMessages::default(),
    };
    tab.layout(source, 41, height);
    tab.copy(source)
}

#[test]
fn keys_open_and_page() {
    let (request, mut tab) = (request(), CardTab::default());
    let seen = settled(&mut tab, &request, 40);
    assert!(seen.contains("Show more") && seen.contains("Slide 1") && !seen.contains("Hidden"));
    assert!(tab.press(), "the first in sight");
    assert!(settled(&mut tab, &request, 40).contains("Hidden"));
    assert!(tab.press(), "the same again");
    assert!(!settled(&mut tab, &request, 40).contains("Hidden"));
    tab.choose(1);
    for slide in [2, 3, 2] {
        tab.press();
        let seen = settled(&mut tab, &request, 40);
        assert!(seen.contains(&format!("Slide {slide}")), "{seen}");
    }
    tab.expand();
    let seen = settled(&mut tab, &request, 40);
    assert!(
        ["Hidden", "Slide 1", "Slide 3"]
            .iter()
            .all(|it| seen.contains(it))
    );
}

#[test]
fn what_is_chosen_comes_into_sight() {
    let (request, mut tab) = (request(), CardTab::default());
    settled(&mut tab, &request, 2);
    tab.choose(1);
    let (top, _) = tab.position();
    tab.choose(1);
    settled(&mut tab, &request, 2);
    assert!(tab.position().0 > top);
    tab.choose(-1);
    assert_eq!(tab.position().0, top + 1);
    tab.step(Motion::Last);
    assert_eq!(tab.position().0 + 2, tab.position().1);
    tab.scroll(-1000);
    assert_eq!(tab.position().0, 0);
}

#[test]
fn clicks_hit_what_lies_there() {
    let (request, mut tab) = (request(), CardTab::default());
    let seen = settled(&mut tab, &request, 40);
    let row = seen.lines().position(|line| line.contains("Show more"));
    let row = u16::try_from(row.unwrap()).unwrap();
    let section = "/message/cardsV2/0/card/sections/0";
    assert_eq!(tab.click(30, row).as_deref(), Some(section));
    assert_eq!(tab.click(0, row + 9), None, "nothing is there");
    assert!(!settled(&mut tab, &request, 40).contains("Hidden"));
    assert_eq!(tab.click(4, row), None, "it opens");
    assert!(settled(&mut tab, &request, 40).contains("Hidden"));
}

#[test]
fn a_wide_message_moves_to_the_side() {
    let (request, mut tab) = (request(), CardTab::default());
    settled(&mut tab, &request, 40);
    tab.step(Motion::Right);
    settled(&mut tab, &request, 40);
    assert_eq!(tab.pan(), 0);
    for wanted in [" phone, 40 cells ", " side panel, 60 cells "] {
        tab.next_width();
        assert_eq!(tab.aside(40), wanted);
    }
    assert_eq!(tab.aside(5), " 60 ");
    (0..9).for_each(|_| tab.step(Motion::Right));
    settled(&mut tab, &request, 40);
    assert_eq!(tab.pan(), 20);
}

#[test]
fn marks_go_from_part_to_part_and_stay_where_the_request_does() {
    let (request, mut tab) = (request(), CardTab::default());
    settled(&mut tab, &request, 4);
    assert_eq!(tab.part_to_go_to().as_deref(), Some("/message/cardsV2/0"));
    let card = "/message/cardsV2/0/card";
    let slide = "sections/1/widgets/0/carousel/carouselCards/0";
    for part in [
        "/message/cardsV2/0".to_owned(),
        format!("{card}/sections/0"),
        format!("{card}/sections/1"),
        format!("{card}/sections/1/widgets/0"),
        format!("{card}/{slide}"),
        format!("{card}/{slide}/widgets/0"),
    ] {
        tab.step_mark(1);
        settled(&mut tab, &request, 4);
        assert_eq!((tab.marked(), tab.lit()), (Some(&*part), Some(&*part)));
        let lines = tab.lines_in_sight().iter();
        let parts: Vec<_> = lines.flat_map(Line::parts).map(|it| &*it.at).collect();
        assert!(parts.contains(&&*part), "{part} is out of sight");
    }
    tab.step_mark(-1);
    settled(&mut tab, &request, 4);
    assert_eq!(tab.lit(), Some(format!("{card}/{slide}").as_str()));
    // A collapsed part is highlighted where it is.
    let hidden = format!("{card}/sections/0/widgets/0/textParagraph/text");
    tab.mark(Some(&hidden));
    settled(&mut tab, &request, 4);
    assert_eq!(tab.lit(), Some(format!("{card}/sections/0").as_str()));
    tab.expand();
    settled(&mut tab, &request, 4);
    assert_eq!(tab.lit(), hidden.strip_suffix("/textParagraph/text"));
    assert_eq!(tab.part_to_go_to(), Some(hidden));
    tab.choose(1);
    assert_eq!((tab.marked(), tab.lit()), (None, None));
}
