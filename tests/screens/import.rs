//! Opening a text as a message: several messages in it, and what only a program knows.

use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::event::Size;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::RELEASE;
use crate::harness::Stage;
use crate::screen_text;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

const TWO: &str = r#"[{"text": "one"}, {"cardsV2": [{"card": {"header": {"title": "Second"}}}]}]"#;

const PROGRAM: &str = r#"import requests

requests.post(url, json={"text": f"Build {number} of {branch} failed"})
"#;

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

fn text(stage: &Stage) -> &str {
    stage.app.document.draft().text()
}

#[test]
fn one_of_several_messages_is_chosen_from_a_list() {
    let stage = Stage::writing(SIZE).keys("alt+5").paste(TWO);
    let shown = screen(&stage);
    for words in ["Choose one of 2 messages in the paste", "one", "Second"] {
        assert!(shown.contains(words), "{shown}");
    }
    let stage = stage.keys("down enter");
    let request = stage.app.document.draft().request();
    assert_eq!(
        request,
        &json!({"parent": RELEASE, "message": {"cardsV2": [{"card": {"header": {"title": "Second"}}}]}})
    );
    assert!(screen(&stage).contains("Opened #2 of the paste"));
    let stage = Stage::writing(SIZE).keys("alt+5").paste(TWO).keys("esc");
    assert!(stage.app.overlay.dialog().is_none());
    assert!(stage.app.document.draft().is_blank());
}

#[test]
fn what_only_the_program_knows_is_asked_for() {
    let stage = Stage::writing(SIZE).keys("alt+5").paste(PROGRAM);
    let shown = screen(&stage);
    for words in ["The program fills these in", "number", "branch", "1 of 2"] {
        assert!(shown.contains(words), "{shown}");
    }
    let stage = stage.write("17").keys("enter").write("main").keys("enter");
    assert_eq!(text(&stage), "Build 17 of main failed");
    let shown = screen(&stage);
    assert!(!shown.contains("filled in by the program"), "{shown}");
}

#[test]
fn a_blank_without_an_answer_stays_and_is_told() {
    let stage = Stage::writing(SIZE)
        .keys("alt+5")
        .paste(PROGRAM)
        .write("17");
    let half = stage.keys("ctrl+n");
    assert_eq!(text(&half), "Build 17 of {{branch}} failed");
    assert!(screen(&half).contains("it is the blank {{branch}} here"));
    let none = Stage::writing(SIZE)
        .keys("alt+5")
        .paste(PROGRAM)
        .write("17")
        .keys("esc");
    assert_eq!(text(&none), "Build {{number}} of {{branch}} failed");
    assert!(!matches!(
        none.app.overlay.dialog(),
        Some(Dialog::TemplateForm(_))
    ));
}

#[test]
fn a_message_that_is_pasted_among_words_says_where_it_opens() {
    let stage = Stage::writing(SIZE).paste(PROGRAM);
    assert_eq!(stage.app.panes.text.text(), PROGRAM);
    let title = |stage: &Stage| {
        stage
            .app
            .overlay
            .notice()
            .map(|notice| notice.title.clone())
    };
    assert_eq!(
        title(&stage).as_deref(),
        Some("The paste holds a message; here it is the text of one")
    );
    for words in ["fn main() { 1 }", "a {brace} in words", "no brace"] {
        assert_eq!(title(&Stage::writing(SIZE).paste(words)), None, "{words}");
    }
}
