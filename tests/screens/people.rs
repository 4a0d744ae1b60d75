//! People and spaces: the direct message with an address is found, or set up by a second choice; a private viewer is in
//! the space.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Event, Page, Reply, Sender, Size};
use chatquill::chat::resources::{Space, SpaceKind};
use chatquill::chat::sender::SenderKind;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::{self, RELEASE};
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

#[test]
fn a_viewer_who_is_not_in_a_newly_chosen_space_is_warned_of() {
    for (viewer, is_told) in [(3, true), (2, false)] {
        let user = format!("users/10000000000000000000{viewer}");
        let setting = Setting {
            sender: Sender {
                kind: SenderKind::App,
                ..fixtures::person()
            },
            request: json!({"parent": RELEASE,
                "message": {"text": "hi", "privateMessageViewer": {"name": user}}}),
            ..Setting::default()
        };
        let stage = Stage::connected(SIZE, setting);
        let group = "spaces/AAAAgroup001";
        let mut stage = stage.keys("alt+1").paste(group).keys("enter");
        let asked = stage.effects.iter().rev().find_map(|effect| match effect {
            Effect::Chat(ChatCommand::ListMembers(ticket, space, None)) if space == group => {
                Some(*ticket)
            }
            _ => None,
        });
        let page = Page {
            items: fixtures::members(group),
            next: None,
        };
        let reply = Reply::Chat(ChatReply::Members(group.into(), Ok(page)));
        stage.take(Event::Replied(asked.unwrap(), reply));
        let mut open = stage.app.findings.open().iter();
        let found = open.any(|finding| finding.message.contains("is not a member of the space"));
        assert_eq!(found, is_told, "{user}");
    }
}
