//! Notices hide no key, can be read again, and say why nothing was done; settings are chosen from the palette.

use chatquill::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use chatquill::app::events::event::{BackgroundEvent, Size};
use chatquill::app::events::pane::Pane;
use chatquill::app::panes::preview::tabs::Tab;
use chatquill::view::theme::Theme;

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;
use crate::states;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn words(stage: &Stage) -> String {
    screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0)
}

#[test]
fn a_notice_stands_above_the_key_hints() {
    let stage = states::sent(SIZE);
    let seen = words(&stage);
    assert!(seen.contains("✔ Sent to"), "{seen}");
    assert!(seen.contains("^F find"), "{seen}");
    let sending = words(&states::sending(SIZE));
    assert!(
        sending.contains("Sending to") && sending.contains("^F find"),
        "{sending}"
    );
    let asks = words(&states::confirm(SIZE));
    assert!(
        !asks.contains("^F find"),
        "a question has keys of its own: {asks}"
    );
}

#[test]
fn past_notices_are_listed_and_shown_again() {
    let stage = states::text_written(SIZE).keys("alt+l");
    assert!(words(&stage).contains("There was no notice in this run"));
    let stage = states::sent(SIZE).keys("esc");
    assert!(!words(&stage).contains("✔ Sent to"));
    let stage = stage.keys("ctrl+y").keys("alt+l");
    let seen = words(&stage);
    let (later, earlier) = (seen.find("Nothing to redo"), seen.rfind("✔ Sent to"));
    assert!(
        later.is_some() && later < earlier,
        "the latest first: {seen}"
    );
    let stage = stage.write("sent to").keys("enter");
    assert!(
        stage
            .app
            .overlay
            .notice()
            .unwrap()
            .title
            .starts_with("✔ Sent to")
    );
}

#[test]
fn enter_on_a_list_that_is_loading_says_so() {
    let stage = Stage::started(SIZE, Setting::default()).keys("enter");
    let seen = words(&stage);
    assert!(
        seen.contains("No space is chosen: they are still being listed"),
        "{seen}"
    );
}

#[test]
fn an_enter_on_words_typed_before_the_list_came_chooses_once_it_is_there() {
    let connected = |stage: Stage| {
        let news = BackgroundEvent::Connected(Ok(fixtures::person()));
        stage.news(news).listed()
    };
    let parent = |stage: &Stage| stage.app.document.draft().parent().to_owned();
    let typed = || {
        Stage::started(SIZE, Setting::default())
            .keys("/")
            .write("lunch")
    };
    let stage = typed().keys("enter");
    let seen = words(&stage);
    assert!(
        seen.contains("The first match of \"lunch\" is chosen once they are"),
        "{seen}"
    );
    let stage = connected(stage);
    assert_eq!(parent(&stage), "spaces/AAAAlunch001");
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    // Who pressed no Enter has not chosen, nor has who went back and typed other words.
    assert_eq!(parent(&connected(typed())), "");
    let other = typed().keys("enter f2").write("zz");
    assert_eq!(parent(&connected(other)), "");
    let unmatched = connected(typed().write("zzzz").keys("enter"));
    let seen = words(&unmatched);
    assert!(
        seen.contains("No space is chosen: none matches \"lunchzzzz\""),
        "{seen}"
    );
    // What is typed after the Enter is the message.
    let written = connected(typed().keys("enter").write("Soup today").keys("f4"));
    assert_eq!(parent(&written), "spaces/AAAAlunch001");
    assert_eq!(written.app.document.draft().text(), "Soup today");
    assert_eq!(written.app.panes.focus(), Pane::Cards);
}

#[test]
fn the_enter_that_follows_a_send_by_habit_is_no_text() {
    let stage = states::confirm(SIZE).keys("enter");
    let text = |stage: &Stage| stage.app.document.draft().text().to_owned();
    let before = text(&stage);
    let stage = stage.keys("enter");
    assert_eq!(text(&stage), before);
    let stage = stage.keys("enter");
    assert_eq!(
        text(&stage),
        format!("{before}\n"),
        "only the one that follows at once"
    );
}

#[test]
fn a_draft_is_given_a_title() {
    let choose = |stage: Stage| {
        stage
            .keys("ctrl+p")
            .write("give this draft a title")
            .keys("enter")
    };
    let stage = choose(states::text_written(SIZE))
        .write("Relese")
        .keys("backspace backspace");
    let stage = stage.write("ase notes").keys("enter");
    assert!(
        words(&stage).contains("chatquill Release notes"),
        "{}",
        words(&stage)
    );
    let saved = stage.effects.iter().any(|effect| {
        let title = "Release notes".to_owned();
        *effect == Effect::Disk(DiskCommand::SaveTitle("draft-3".into(), title))
    });
    assert!(saved);
    let stage = choose(stage).keys("ctrl+u").write("x").keys("esc");
    assert!(
        words(&stage).contains("chatquill Release notes"),
        "taken back"
    );
    let stage = choose(stage).keys("ctrl+u enter");
    assert!(words(&stage).contains("chatquill draft-3"));
}

#[test]
fn settings_are_chosen_from_the_palette() {
    let mut stage = states::text_written(SIZE);
    let themes = [("dark", "Quiet."), ("light", "Bright.")];
    let themes = themes.map(|(name, about)| (name.to_owned(), about.to_owned()));
    stage.app.session.set_themes(themes.into(), "dark");
    let choose = |stage: Stage, words: &str| stage.keys("ctrl+p").write(words).keys("enter");
    let stage = choose(stage, "theme");
    assert!(words(&stage).contains("Bright."));
    let stage = stage.write("light").keys("enter");
    let asked = stage
        .effects
        .iter()
        .any(|effect| *effect == Effect::Terminal(TerminalCommand::SetTheme("light".to_owned())));
    assert!(asked);
    let stage = choose(stage, "choose the markup").keys("down down enter");
    assert_eq!(
        stage.app.document.draft().message()["markupSyntax"],
        "MARKUP_SYNTAX_MARKDOWN"
    );
    let stage = choose(stage, "choose the language")
        .write("python")
        .keys("enter");
    assert_eq!(stage.app.panes.preview.tab, Tab::Code);
    assert_eq!(stage.app.panes.preview.code.language().word(), "python");
    let stage = choose(stage, "choose how wide")
        .write("phone")
        .keys("enter");
    assert_eq!(stage.app.panes.preview.tab, Tab::Card);
    assert_eq!(stage.app.panes.preview.card.width().cells(), Some(40));
}
