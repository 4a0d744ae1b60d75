//! The external editor on the whole request, and on pastes that could not be read.

use chatquill::app::events::effect::{DiskCommand, EditorBuffer, Effect, TerminalCommand};
use chatquill::app::events::event::{Event, Reply, Size};
use chatquill::message::draft_file::OpenDraft;
use chatquill::message::unparsed_json::UnparsedJson;
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

fn screen(stage: &Stage) -> String {
    screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0)
}

fn writing() -> Stage {
    let setting = Setting {
        request: json!({"parent": "spaces/AAAArelease1", "message": {"text": "Hello"}}),
        ..Setting::default()
    };
    Stage::connected(SIZE, setting)
}

/// Returns the text that was given to the editor last.
fn lent(stage: &Stage) -> &EditorBuffer {
    let edits = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Terminal(TerminalCommand::Edit(_, buffer)) => Some(buffer),
        _ => None,
    });
    edits.expect("the editor was opened")
}

/// Comes back from the editor with this text.
fn edited(stage: Stage, text: &str) -> Stage {
    stage.answer(Reply::Edited(Ok(text.to_owned())))
}

fn request(stage: &Stage) -> &Value {
    stage.app.document.draft().request()
}

#[test]
fn the_json_tab_edits_the_whole_request() {
    let stage = writing().keys("f6 1 ctrl+e");
    let whole: Value = serde_json::from_str(&lent(&stage).text).unwrap();
    assert_eq!(whole, *request(&stage));
    assert_eq!(lent(&stage).suffix, ".json");
    let new = json!({"parent": "spaces/AAAAlunch001", "message": {"text": "Soup"}, "messageId": "client-a"});
    let stage = edited(stage, &new.to_string());
    assert_eq!(*request(&stage), new);
    assert_eq!(stage.app.panes.text.text(), "Soup");
    let stage = stage.keys("ctrl+z");
    assert_eq!(request(&stage)["message"]["text"], "Hello");
    assert_eq!(request(&stage).get("messageId"), None, "it is one step");
}

#[test]
fn a_request_that_cannot_be_read_is_kept_and_opened_at_its_line() {
    let stage = writing().keys("f6 1 ctrl+e");
    let stage = edited(stage, "{\n  \"message\": {\n    \"text\" \"Soup\"\n  }\n}");
    assert!(screen(&stage).contains("Line 3"), "{}", screen(&stage));
    assert_eq!(request(&stage)["message"]["text"], "Hello");
    let stage = stage.keys("ctrl+e");
    assert_eq!(lent(&stage).line, 3);
    assert!(lent(&stage).text.contains("Soup"));
    let stage = edited(stage, "[1]");
    assert!(
        screen(&stage).contains("A request is an object"),
        "{}",
        screen(&stage)
    );
}

#[test]
fn the_text_is_edited_from_anywhere_else() {
    for keys in ["f3", "f5", "f6 2", "f2"] {
        let stage = writing().keys(keys).keys("ctrl+e");
        assert_eq!(lent(&stage).text, "Hello", "{keys}");
    }
}

#[test]
fn a_paste_that_cannot_be_read_is_kept_and_opened_at_its_line() {
    let broken = "{\"textParagraph\": {\n  \"text\" \"Soup\"\n}}";
    let stage = writing().keys("f4").paste(broken);
    let shown = screen(&stage);
    assert!(
        shown.contains("2:") && shown.contains("It is kept"),
        "{shown}"
    );
    let is_saved = |effect: &Effect| matches!(effect, Effect::Disk(DiskCommand::SaveUnparsed(_, kept)) if kept.iter().any(|kept| kept.text == broken));
    assert!(stage.effects.iter().any(is_saved));
    let stage = stage.keys("ctrl+e");
    assert_eq!((lent(&stage).text.as_str(), lent(&stage).line), (broken, 2));
    let stage = edited(stage, &broken.replace("\"text\" ", "\"text\": "));
    let widget = "/message/cardsV2/0/card/sections/0/widgets/0/textParagraph/text";
    assert_eq!(request(&stage).pointer(widget), Some(&json!("Soup")));
    let stage = stage
        .keys("ctrl+p")
        .write("paste that could not")
        .keys("enter");
    assert!(
        screen(&stage).contains("No paste is kept"),
        "{}",
        screen(&stage)
    );
}

#[test]
fn a_message_pasted_into_the_preview_is_kept_too() {
    let stage = writing()
        .keys("f6")
        .paste("{\"message\": {\n\"text\": \"Soup\"\n");
    assert!(screen(&stage).contains("It is kept"), "{}", screen(&stage));
    let stage = stage.keys("ctrl+e");
    assert!(lent(&stage).text.contains("Soup"));
}

#[test]
fn a_message_pasted_among_the_spaces_is_no_filter() {
    let json = "{\n  \"message\": {\"text\": \"Soup\"}\n}";
    let stage = Stage::connected(SIZE, Setting::default()).keys("f2");
    let stage = stage.paste(json);
    assert_eq!(request(&stage)["message"]["text"], "Soup");
    assert!(!screen(&stage).contains("No matches"), "{}", screen(&stage));
    // Another draft with words is kept, a broken message, too.
    let stage = writing()
        .keys("f2")
        .paste("{\"message\": {\n\"text\": \"Soup\"\n");
    assert!(screen(&stage).contains("It is kept"), "{}", screen(&stage));
    // A program with a blank is asked about.
    let program = "const message = {\n  text: `Build ${number} done`,\n};\n";
    let stage = Stage::connected(SIZE, Setting::default())
        .keys("f2")
        .paste(program);
    assert!(screen(&stage).contains("number"), "{}", screen(&stage));
    assert!(!screen(&stage).contains("No matches"), "{}", screen(&stage));
    // What is no message is looked for.
    let stage = Stage::connected(SIZE, Setting::default())
        .keys("f2")
        .paste("incid");
    assert!(!screen(&stage).contains("Not opened"), "{}", screen(&stage));
    assert!(screen(&stage).contains("incid"), "{}", screen(&stage));
}

#[test]
fn a_kept_paste_is_told_of_when_its_draft_is_opened() {
    let mut stage = writing();
    let unparsed = vec![UnparsedJson {
        part: "/paste".into(),
        was: Value::Null,
        text: "{".into(),
        line: 1,
    }];
    let opened = OpenDraft {
        id: "draft-4".into(),
        request: json!({"message": {"text": "other"}}),
        unparsed,
        ..OpenDraft::default()
    };
    stage.app.open(opened);
    let stage = stage.event(Event::Resized(SIZE));
    assert!(
        screen(&stage).contains("A paste that could not be read is kept"),
        "{}",
        screen(&stage)
    );
    let stage = stage
        .keys("ctrl+p")
        .write("paste that could not")
        .keys("enter");
    assert_eq!(lent(&stage).text, "{");
}
