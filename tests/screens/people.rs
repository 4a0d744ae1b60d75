//! A person's address typed among the spaces: the direct message is found, or set up by a second choice.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Event, Reply, Size};
use chatquill::chat::resources::{Space, SpaceKind};
use chatquill::view::theme::Theme;

use crate::fixtures;
use crate::harness::{Setting, Stage, ticket};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

fn sees(stage: &Stage, words: &str) {
    let screen = screen_text::text(&stage.draw(&Theme::named("dark").unwrap()));
    assert!(screen.contains(words), "{words}\n{screen}");
}

/// Returns whom the last question was about, and whether the conversation was to be set up.
fn asked(stage: &Stage) -> (String, bool) {
    let found = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::FindDirectMessage { user, sets_up, .. }) => {
            Some((user.clone(), *sets_up))
        }
        _ => None,
    });
    found.unwrap()
}

fn answer(stage: Stage, found: Option<Space>) -> Stage {
    let ticket = stage.effects.iter().rev().find_map(ticket).unwrap();
    stage.event(Event::Replied(
        ticket,
        Reply::Chat(ChatReply::DirectMessage(Ok(found))),
    ))
}

fn with_alan() -> Space {
    Space {
        name: "spaces/dmNew".into(),
        kind: SpaceKind::DirectMessage,
        ..Space::default()
    }
}

#[test]
fn a_person_is_found_by_address_and_set_up_by_a_second_choice() {
    let setting = Setting {
        sender: fixtures::person(),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).write("alan@example.com");
    sees(&stage, "→ @ alan@example.com");
    let stage = stage.keys("enter");
    assert_eq!(asked(&stage), ("users/alan@example.com".to_owned(), false));
    let stage = answer(stage, None);
    sees(
        &stage,
        "There is no direct message with alan@example.com yet",
    );
    assert_eq!(stage.app.document.draft().parent(), "");
    let stage = stage.keys("enter");
    assert_eq!(asked(&stage), ("users/alan@example.com".to_owned(), true));
    let stage = answer(stage, Some(with_alan()));
    assert_eq!(stage.app.document.draft().parent(), "spaces/dmNew");
}

#[test]
fn an_app_is_told_what_it_cannot_do() {
    let stage = Stage::connected(SIZE, Setting::default());
    let known = stage.effects.len();
    let stage = stage.write("alan@example.com").keys("enter");
    sees(&stage, "An app cannot find alan@example.com");
    assert_eq!(stage.effects.len(), known);
    let stage = stage.paste("users/123").keys("enter");
    assert_eq!(asked(&stage), ("users/123".to_owned(), false));
    let stage = answer(stage, None);
    sees(&stage, "write to it first");
}
