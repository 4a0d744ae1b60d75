//! What a frame shows of a key at once, and what is deferred until after it.

use chatquill::app::events::effect::{ChatCommand, Effect, TerminalCommand};
use chatquill::app::events::event::{Event, Size};
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 160,
    height: 45,
};

/// Opens the value editor of a button's URL; the preview next to it shows this tab.
fn typing(tab: &str) -> Stage {
    let button = json!({"text": "Go", "onClick": {"openLink": {"url": "https://a.com"}}});
    let stage = carded(&[json!({"buttonList": {"buttons": [button]}})]);
    let mut stage = stage.keys(&format!("alt+5 {tab} alt+3"));
    let app = &mut stage.app;
    app.panes
        .cards
        .seek(ADDRESS, Some(13), app.document.draft());
    stage.keys("shift+end")
}

fn carded(widgets: &[Value]) -> Stage {
    let card = json!({"sections": [{"widgets": widgets}]});
    let setting = Setting {
        request: json!({
            "parent": fixtures::RELEASE,
            "message": {"text": "Hi", "cardsV2": [{"cardId": "one", "card": card}]},
        }),
        ..Setting::default()
    };
    Stage::connected(SIZE, setting)
}

/// Presses keys so fast that no frame is drawn between them.
fn hurried(mut stage: Stage, chords: &str) -> Stage {
    for chord in chords.split_whitespace() {
        stage.take_alone(Event::Key(chord.parse().unwrap()));
    }
    stage
}

const ADDRESS: &str =
    "/message/cardsV2/0/card/sections/0/widgets/0/buttonList/buttons/0/onClick/openLink/url";

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

fn errors(stage: &Stage) -> usize {
    stage.app.findings.counts().errors
}

#[test]
fn the_frame_of_a_key_has_the_value_its_json_and_the_bytes() {
    let before = typing("1");
    let bytes = before.app.document.draft().bytes();
    let after = hurried(before, "y \"");
    assert!(after.app.document.has_stale_derived());
    let shown = screen(&after);
    assert!(shown.contains(r#""url": "https://a.comy\"""#), "{shown}");
    assert!(
        shown.contains(&format!("{} / 32,000", bytes + 3)),
        "{shown}"
    );
}

#[test]
fn the_checks_and_the_look_follow_the_frame() {
    let stage = hurried(typing("2"), "ctrl+u");
    assert_eq!(errors(&stage), 0, "not yet looked at");
    let before = screen(&stage);
    let stage = stage.event(Event::Idle);
    assert!(!stage.app.document.has_stale_derived());
    assert_eq!(errors(&stage), 1, "a link without an address");
    let after = screen(&stage);
    assert_ne!(after, before, "the tab counts it");
    assert_eq!(screen(&stage.event(Event::Idle)), after);
}

#[test]
fn what_is_done_before_the_next_frame_knows_all_that_was_typed() {
    let stage = hurried(typing("1"), "ctrl+u ctrl+s ctrl+s");
    let is_send = |effect: &Effect| matches!(effect, Effect::Chat(ChatCommand::Send(..)));
    assert!(!stage.effects.iter().any(is_send), "an error stops it");
    assert!(stage.app.overlay.notice().is_some());
    let stage = hurried(typing("2").keys("alt+2"), "y z alt+5 y");
    let copied = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Terminal(TerminalCommand::Copy(text)) => Some(text.as_str()),
        _ => None,
    });
    assert!(
        copied.is_some_and(|look| look.contains("Hiyz")),
        "{copied:?}"
    );
}

#[test]
fn what_is_known_of_a_part_follows_it() {
    let widgets = ["{}", r#"{"divider": {}}"#, "{}"].map(|json| json.parse().unwrap());
    let stage = carded(&widgets).keys("alt+3 home down down");
    let faulty = |stage: &Stage| -> Vec<bool> {
        let nodes = stage.app.panes.cards.nodes().iter().skip(2);
        nodes
            .map(|node| stage.app.findings.worst(&node.path).is_some())
            .collect()
    };
    assert_eq!(faulty(&stage), [true, false, true], "widgets of no kind");
    let mut stage = stage;
    for (chord, expected) in [
        ("d", vec![false, true]),
        ("ctrl+z", vec![false, false, true]),
        ("ctrl+y", vec![false, true]),
        ("ctrl+d", vec![false, false, true]),
        ("alt+down", vec![false, true, false]),
    ] {
        stage = hurried(stage, chord);
        assert!(stage.app.document.has_stale_derived(), "{chord}");
        assert_eq!(faulty(&stage), expected, "{chord}");
        stage.take_compared(Event::Idle);
    }
}

#[test]
fn what_is_folded_away_follows_its_part() {
    let section = |header: &str| json!({"header": header, "widgets": [{"divider": {}}]});
    let sections: Vec<Value> = ["One", "Two", "Three"].map(section).into();
    let setting = Setting {
        request: json!({
            "message": {"cardsV2": [{"cardId": "one", "card": {"sections": sections}}]},
        }),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("alt+3 home down down down left");
    let folded = |stage: &Stage| -> Vec<String> {
        let nodes = stage
            .app
            .panes
            .cards
            .nodes()
            .iter()
            .filter(|node| node.is_folded);
        nodes
            .filter_map(|node| {
                stage
                    .app
                    .document
                    .draft()
                    .get(&format!("{}/header", node.path))
            })
            .map(ToString::to_string)
            .collect()
    };
    assert_eq!(folded(&stage), [r#""Two""#]);
    let mut stage = stage.keys("home down");
    for chord in [
        "d", "ctrl+z", "ctrl+d", "ctrl+z", "alt+down", "ctrl+z", "ctrl+y",
    ] {
        stage = stage.keys(chord);
        assert_eq!(folded(&stage), [r#""Two""#], "{chord}");
    }
}
