//! Formats of the text in the draft's markup, and lists that go on.

use chatquill::app::events::effect::{DiskCommand, Effect};
use chatquill::app::events::event::{Event, Size};
use chatquill::message::draft_file::OpenDraft;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn screen(stage: &Stage) -> String {
    screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0)
}

fn text(stage: &Stage) -> &str {
    stage.app.document.draft().text()
}

/// Returns the program with a draft in this markup, and nothing typed yet.
fn writing(markup: &str) -> Stage {
    let setting = Setting {
        request: json!({
            "parent": "spaces/AAAArelease1",
            "message": {"markupSyntax": format!("MARKUP_SYNTAX_{markup}")},
        }),
        ..Setting::default()
    };
    Stage::connected(SIZE, setting)
}

#[test]
fn a_format_is_put_around_the_word_at_the_cursor() {
    for (keys, chat, markdown) in [
        ("b", "very *important*", "very **important**"),
        ("i", "very _important_", "very *important*"),
        ("s", "very ~important~", "very ~~important~~"),
        ("c", "very `important`", "very `important`"),
    ] {
        for (markup, expected) in [("CHAT", chat), ("MARKDOWN", markdown)] {
            let stage = writing(markup).write("very important");
            let stage = stage.keys("ctrl+t");
            assert!(screen(&stage).contains("bold"), "{}", screen(&stage));
            let stage = stage.keys(keys);
            assert_eq!(text(&stage), expected, "{markup}");
            let stage = stage.keys("ctrl+t").keys(keys);
            assert_eq!(text(&stage), "very important", "{markup}: taken back");
            let stage = stage.keys("ctrl+z ctrl+z");
            assert_eq!(text(&stage), "very important", "each is one step");
        }
    }
}

#[test]
fn several_formats_are_put_around_one_another() {
    let stage = writing("CHAT").write("done").keys("ctrl+t b ctrl+t i");
    assert_eq!(text(&stage), "*_done_*");
    let stage = writing("MARKDOWN").write("done").keys("ctrl+t i ctrl+t b");
    assert_eq!(text(&stage), "***done***");
    let stage = stage.keys("ctrl+t i");
    assert_eq!(text(&stage), "**done**");
}

#[test]
fn what_is_typed_after_the_format_of_a_word_leaves_the_word() {
    for (keys, expected) in [("b", "one *three four*"), ("c", "one `three four`")] {
        let stage = writing("CHAT").write("one three").keys("ctrl+t").keys(keys);
        assert_eq!(text(&stage.write(" four")), expected);
    }
}

#[test]
fn a_format_takes_a_tag_whole() {
    for (written, keys, expected) in [
        ("to <users/ada>", "", "to *<users/ada>*"),
        (
            "to <users/ada> now",
            "left left left left left left",
            "to *<users/ada>* now",
        ),
        (
            "<https://a.example/b|see>",
            "left left",
            "*<https://a.example/b|see>*",
        ),
        ("1 < 2 > one", "", "1 < 2 > *one*"),
    ] {
        let stage = writing("CHAT").paste(written).keys(keys).keys("ctrl+t b");
        assert_eq!(text(&stage), expected, "{written}");
    }
}

#[test]
fn without_a_word_the_cursor_stands_between_the_marks() {
    let stage = writing("MARKDOWN").keys("ctrl+t b").write("bold");
    assert_eq!(text(&stage), "**bold**");
}

#[test]
fn lines_of_code_become_a_block() {
    let stage = writing("CHAT")
        .paste("let a = 1;\nlet b = 2;")
        .keys("ctrl+a ctrl+t c");
    assert_eq!(text(&stage), "```\nlet a = 1;\nlet b = 2;\n```");
}

#[test]
fn a_mark_typed_over_a_selection_wraps_it() {
    for (mark, chat, markdown) in [
        ('*', "*hi*", "*hi*"),
        ('_', "_hi_", "_hi_"),
        ('~', "~hi~", "~~hi~~"),
        ('`', "`hi`", "`hi`"),
        ('x', "x", "x"),
    ] {
        for (markup, expected) in [("CHAT", chat), ("MARKDOWN", markdown)] {
            let stage = writing(markup)
                .write("hi")
                .keys("ctrl+a")
                .write(&mark.to_string());
            assert_eq!(text(&stage), expected, "{markup} {mark}");
        }
    }
    let stage = writing("MARKDOWN").write("hi").keys("ctrl+a").write("**");
    assert_eq!(text(&stage), "**hi**");
    let stage = writing("CHAT").write("one\ntwo").keys("ctrl+a").write("*");
    assert_eq!(text(&stage), "*one*\n*two*");
}

#[test]
fn an_address_pasted_over_a_selection_links_it() {
    for (markup, expected) in [
        ("CHAT", "see <https://example.com/notes|notes>"),
        ("MARKDOWN", "see [notes](https://example.com/notes)"),
    ] {
        let stage = writing(markup).write("see notes").keys("ctrl+shift+left");
        let stage = stage.paste("https://example.com/notes\n");
        assert_eq!(text(&stage), expected);
    }
    let stage = writing("CHAT")
        .write("notes")
        .keys("ctrl+a")
        .paste("two words");
    assert_eq!(text(&stage), "two words");
    let stage = writing("CHAT").write("http://a.example").keys("ctrl+a");
    assert_eq!(text(&stage.paste("https://b.example")), "https://b.example");
}

#[test]
fn a_link_asks_for_its_address() {
    let stage = writing("MARKDOWN").write("our docs").keys("ctrl+t l");
    assert!(screen(&stage).contains("Link to"), "{}", screen(&stage));
    let stage = stage.write("example.com/docs");
    assert_eq!(text(&stage), "our docs");
    let stage = stage.keys("enter");
    assert_eq!(text(&stage), "our [docs](https://example.com/docs)");
    assert!(stage.app.overlay.dialog().is_none());

    let stage = writing("CHAT")
        .keys("ctrl+t l")
        .write("https://e.com")
        .keys("enter")
        .write("here");
    assert_eq!(
        text(&stage),
        "<https://e.com|here>",
        "its label is typed over"
    );

    let stage = writing("CHAT")
        .write("docs")
        .keys("ctrl+t l")
        .write("not an address")
        .keys("enter");
    assert!(screen(&stage).contains("No link"), "{}", screen(&stage));
    assert!(stage.app.overlay.dialog().is_some(), "what is typed stays");
    let stage = stage.keys("ctrl+s");
    assert!(stage.app.outbox.under_way().next().is_none());
    assert_eq!(text(&stage.keys("esc")), "docs");
}

#[test]
fn the_palette_knows_the_formats() {
    let stage = writing("CHAT")
        .write("word")
        .keys("ctrl+p")
        .write("italic")
        .keys("enter");
    assert_eq!(text(&stage), "_word_");
}

#[test]
fn a_list_goes_on_with_enter_and_ends_at_an_empty_item() {
    let stage = writing("CHAT").write("* one\ntwo\n\nafter");
    assert_eq!(text(&stage), "* one\n* two\nafter");
    let stage = writing("MARKDOWN")
        .write("1. one\ntwo\n")
        .keys("ctrl+j")
        .write("x");
    assert_eq!(text(&stage), "1. one\n2. two\n3. \nx");
    let stage = writing("CHAT").write("- one").keys("ctrl+j").write("text");
    assert_eq!(text(&stage), "- one\ntext");
    let stage = writing("CHAT").write("```\n- x\ny");
    assert_eq!(text(&stage), "```\n- x\ny", "code is typed as it is");
    let stage = writing("CHAT").write("- one\n").keys("ctrl+z");
    assert_eq!(text(&stage), "- one");
}

#[test]
fn what_is_pasted_is_no_list() {
    let stage = writing("CHAT").event(Event::UnbracketedPaste("- one\ntwo\n".into()));
    assert_eq!(text(&stage), "- one\ntwo\n");
}

#[test]
fn a_format_is_saved_as_any_change_is() {
    let stage = writing("CHAT").write("word");
    let known = stage.effects.len();
    let stage = stage.keys("ctrl+t b");
    let saves = stage.effects[known..].iter();
    let is_save = |effect: &Effect| matches!(effect, Effect::Disk(DiskCommand::SaveDraft { .. }));
    assert!(saves.clone().any(is_save));
}

#[test]
fn new_drafts_carry_the_markup_of_the_config() {
    let markup = |stage: &Stage| {
        let set = stage.app.document.draft().get("/message/markupSyntax");
        set.and_then(serde_json::Value::as_str).map(str::to_owned)
    };
    let mut stage = Stage::new(SIZE, Setting::default());
    stage.app.set_markup(Some("MARKUP_SYNTAX_MARKDOWN"));
    assert_eq!(markup(&stage).as_deref(), Some("MARKUP_SYNTAX_MARKDOWN"));
    let own = json!({"message": {"text": "of before"}});
    for (request, expected) in [(json!({}), Some("MARKUP_SYNTAX_MARKDOWN")), (own, None)] {
        stage.app.open(OpenDraft {
            id: "draft-9".into(),
            request,
            ..OpenDraft::default()
        });
        assert_eq!(markup(&stage).as_deref(), expected);
    }
    let mut stage = Stage::new(SIZE, Setting::default());
    stage.app.set_markup(None);
    assert_eq!(markup(&stage), None);
}
