//! Building cards by key and mouse: where the cursor goes, which pickers open, and which notices appear.

use chatquill::app::controllers::cards;
use chatquill::app::controllers::goto::{self, EditTarget};
use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use chatquill::app::events::event::{DiskReply, Event, Mouse, MouseKind, Reply, Size};
use chatquill::app::events::pane::Pane;
use chatquill::app::layout;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::message::checks::finding::Finding;
use chatquill::message::draft_file::OpenDraft;
use chatquill::message::import;
use chatquill::render::line::Line;
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::harness::{Setting, Stage};
use crate::screen_text;

const SECTION: &str = "/message/cardsV2/0/card/sections/0";

fn stage(message: &Value) -> Stage {
    let size = Size {
        width: 120,
        height: 40,
    };
    let setting = Setting {
        request: json!({ "message": message }),
        ..Setting::default()
    };
    Stage::connected(size, setting).keys("f4")
}

fn carded() -> Value {
    let widgets: Vec<Value> = (1..=40)
        .map(|number| json!({"textParagraph": {"text": format!("Words {number}"), "maxLines": number}}))
        .collect();
    json!({"text": "Hi", "cardsV2": [{"cardId": "a", "card": {"sections": [{"header": "One", "widgets": widgets}]}}]})
}

fn heading(stage: &Stage) -> String {
    match stage.app.overlay.dialog() {
        Some(Dialog::Picker(chooser)) => chooser.title().to_owned(),
        _ => String::new(),
    }
}

fn drawn(stage: &Stage) -> String {
    screen_text::text(&stage.draw(&Theme::named("monochrome").unwrap()))
}

#[test]
fn undo_goes_to_what_it_changes() {
    let stage = stage(&carded()).keys("down down enter enter").write("!");
    assert_eq!(
        stage
            .app
            .document
            .draft()
            .text_at(&format!("{SECTION}/widgets/0/textParagraph/text")),
        "Words 1!"
    );
    // In another pane, another change; then the text.
    let stage = stage.keys("esc esc down down alt+down f3").write("x");
    // From the cards back: the text changes and gets the focus, then the part that was moved.
    let stage = stage.keys("f4 home ctrl+z");
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    let stage = stage.keys("ctrl+z");
    assert_eq!(stage.app.panes.focus(), Pane::Cards);
    assert_eq!(
        stage.app.panes.cards.cursor(),
        format!("{SECTION}/widgets/2")
    );
    // An open value editor is closed in favour of the value that undo changes.
    let stage = stage.keys("home down enter enter ctrl+z");
    assert_eq!(
        stage.app.panes.cards.cursor(),
        format!("{SECTION}/widgets/0")
    );
    assert!(stage.app.panes.cards.editor().is_none());
    let place = stage.app.panes.cards.pointer(stage.app.document.draft());
    let text = format!("{SECTION}/widgets/0/textParagraph/text");
    assert!(
        !stage.app.panes.cards.is_in_form() || place == text,
        "{place}"
    );
    assert_eq!(stage.app.document.draft().text_at(&text), "Words 1");
    // The value editor keeps the focus when undo changes its own value.
    let stage = stage.keys("esc esc home down down enter enter").write("?");
    let stage = stage.keys("ctrl+z");
    assert!(stage.app.panes.cards.editor().is_some());
    assert_eq!(stage.app.document.draft().text_at(&text), "Words 1");
}

#[test]
fn lists_to_choose_from_name_what_they_are_about() {
    let one = stage(&json!({"cardsV2": [{"card": {"sections": [{"widgets": [
        {"decoratedText": {"text": "Words", "startIcon": {"knownIcon": "STAR"}, "topLabel": "Now"}},
        {"buttonList": {"buttons": [{"text": "Go"}]}},
    ]}]}}]}));
    let one = one.keys("down down");
    assert_eq!(heading(&one), "");
    let one = one.keys("a");
    assert_eq!(heading(&one), "Add near Decorated text Words");
    let one = one.keys("esc c");
    assert_eq!(heading(&one), "Convert Decorated text Words to");
    let screen = drawn(&one);
    assert!(screen.contains("loses topLabel"), "{screen}");
    let one = one.keys("esc down down enter home");
    // A new click asks at once for its kind, a new icon for its name; who only looks writes nothing.
    let before = one.app.document.draft().request().clone();
    let one = one.keys("down down enter");
    assert_eq!(heading(&one), "Choose the kind of click");
    let one = one.keys("esc up enter");
    assert_eq!(heading(&one), "Choose an icon");
    assert_eq!(*one.app.document.draft().request(), before);
    let one = one.write("link").keys("enter");
    let icon = format!("{SECTION}/widgets/1/buttonList/buttons/0/icon");
    assert_eq!(
        one.app.document.draft().get(&icon),
        Some(&json!({"materialIcon": {"name": "link"}}))
    );
}

#[test]
fn what_is_chosen_begins_at_what_is_set() {
    let one = stage(
        &json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"divider": {}}]}], "sectionDividerStyle": "NO_DIVIDER"}}]}),
    );
    let one = one.keys("enter down down down down enter");
    assert_eq!(heading(&one), "Choose sectionDividerStyle");
    let one = one.keys("enter");
    assert_eq!(
        one.app
            .document
            .draft()
            .text_at("/message/cardsV2/0/card/sectionDividerStyle"),
        "NO_DIVIDER"
    );
}

fn mouse(stage: Stage, step: MouseKind, (column, row): (u16, u16)) -> Stage {
    stage.event(Event::Mouse(Mouse {
        kind: step,
        column,
        row,
    }))
}

#[test]
fn the_mouse_goes_where_it_points() {
    let stage = stage(&carded()).keys("f3");
    let area = |stage: &Stage| stage.app.regions().of(Pane::Cards).unwrap();
    // One click from another pane focuses the pane and moves its cursor.
    let parts = cards::parts(&stage.app, area(&stage));
    let third = (parts.outline.x + 4, parts.outline.y + 3);
    let stage = mouse(stage, MouseKind::Press(1), third);
    assert_eq!(stage.app.panes.focus(), Pane::Cards);
    assert_eq!(
        stage.app.panes.cards.cursor(),
        format!("{SECTION}/widgets/1")
    );
    // The wheel scrolls what is under it and leaves the cursor where it can.
    let parts = cards::parts(&stage.app, area(&stage));
    let over = (parts.outline.x + 4, parts.outline.y + 1);
    let stage = mouse(stage, MouseKind::WheelDown, over);
    assert_eq!(stage.app.panes.cards.in_sight().top, 3);
    assert_eq!(
        stage.app.panes.cards.cursor(),
        format!("{SECTION}/widgets/1")
    );
    let stage = mouse(stage, MouseKind::WheelDown, over);
    assert_eq!(
        stage.app.panes.cards.cursor(),
        format!("{SECTION}/widgets/4")
    );
    // A click into the text of an open value editor moves its cursor.
    let stage = stage.keys("enter enter");
    assert!(stage.app.panes.cards.types_lines());
    let parts = cards::parts(&stage.app, area(&stage));
    let lines = parts.lines();
    let stage = mouse(stage, MouseKind::Press(1), (lines.x + 2, lines.y)).write("!");
    let text = format!("{SECTION}/widgets/4/textParagraph/text");
    assert_eq!(stage.app.document.draft().text_at(&text), "Wo!rds 5");
    // In a single-line value, too.
    let stage = stage.keys("esc esc home down enter enter");
    let parts = cards::parts(&stage.app, area(&stage));
    let field = parts.value(0);
    let stage = mouse(stage, MouseKind::Press(1), (field.x + 1, field.y)).write("!");
    assert_eq!(
        stage
            .app
            .document
            .draft()
            .text_at(&format!("{SECTION}/header")),
        "O!ne"
    );
}

#[test]
fn the_card_tab_leads_to_the_cards_and_back() {
    let stage = stage(&carded()).keys("f7");
    let content = |stage: &Stage| {
        let area = stage.app.regions().of(Pane::Preview).unwrap();
        layout::content(Pane::Preview, area)
    };
    // Below the sender, the text, a gap, the frame, the heading of the section and the words of the first widget:
    // those of the second.
    let at = content(&stage);
    let second = (at.x + 20, at.y + 7);
    let stage = mouse(stage, MouseKind::Press(1), second);
    let widget = format!("{SECTION}/widgets/1");
    assert_eq!(stage.app.panes.cards.cursor(), widget);
    assert_eq!(stage.app.panes.focus(), Pane::Preview, "the keys stay");
    let lit = |stage: &Stage| stage.app.panes.preview.card.lit().map(str::to_owned);
    assert_eq!(lit(&stage).unwrap(), widget);
    let below = stage.app.panes.preview.json.marked().unwrap();
    assert_eq!(format!("/message{below}"), lit(&stage).unwrap());
    let stage = mouse(stage, MouseKind::Press(2), second);
    assert_eq!(stage.app.panes.focus(), Pane::Cards);
    assert_eq!(stage.app.panes.cards.cursor(), widget);
    // The part under the cursor of the cards pane is highlighted in the preview, and scrolled into view.
    let stage = stage.keys("esc end");
    assert_eq!(lit(&stage).unwrap(), format!("{SECTION}/widgets/39"));
    assert!(stage.app.panes.preview.card.position().0 > 0);
    let stage = stage.keys("f6 enter");
    assert_eq!(
        stage.app.panes.focus(),
        Pane::Cards,
        "Enter goes back to it"
    );
    // An added part is highlighted once it is there.
    let stage = stage.keys("esc ctrl+d");
    let added = format!("{SECTION}/widgets/40");
    assert_eq!(lit(&stage).unwrap(), added);
    let lines = stage.app.panes.preview.card.lines_in_sight().iter();
    let mut parts = lines.flat_map(Line::parts);
    assert!(parts.any(|part| *part.at == *added), "it is out of sight");
    // With the focus elsewhere nothing is highlighted; by keys, from the first visible part on.
    let stage = stage.keys("f3 f7 home");
    assert_eq!(lit(&stage), None);
    let stage = stage.keys("m enter");
    assert_eq!(
        stage.app.panes.focus(),
        Pane::Text,
        "the text is edited there"
    );
    let stage = stage.keys("f7 m");
    assert_eq!(lit(&stage).unwrap(), "/message/cardsV2/0");
    assert_eq!(lit(&stage.keys("esc")), None);
}

#[test]
fn each_part_of_the_look_leads_to_itself() {
    let files = std::fs::read_dir("tests/cards").unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut led = 0;
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let opened = import::open(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let setting = Setting {
            request: opened.request,
            ..Setting::default()
        };
        let size = Size {
            width: 120,
            height: 40,
        };
        let stage = Stage::connected(size, setting).keys("f7 e");
        let mut app = stage.app;
        for stop in app.panes.preview.card.parts() {
            goto::jump(&mut app, &stop.at, None);
            if goto::edit_target(&stop.at) == EditTarget::Cards {
                let goal = app.panes.cards.pointer(app.document.draft());
                assert_eq!(goal, *stop.at, "{}", file.display());
                led += 1;
            }
        }
    }
    assert!(led > 400, "{led}");
}

#[test]
fn what_is_deep_in_a_widget_is_found_in_its_form() {
    let widget = json!({"decoratedText": {"topLabel": "Top", "text": "Words", "icon": {"knownIcon": "STAR"}}});
    let message = json!({"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]});
    let mut app = stage(&message).app;
    let widget = format!("{SECTION}/widgets/0");
    for (path, goal) in [
        (widget.clone(), widget.clone()),
        (format!("{widget}/decoratedText"), widget.clone()),
        (
            format!("{widget}/decoratedText/text"),
            format!("{widget}/decoratedText/text"),
        ),
        (
            format!("{widget}/decoratedText/topLabel"),
            format!("{widget}/decoratedText/topLabel"),
        ),
    ] {
        goto::jump(&mut app, &path, None);
        assert_eq!(
            app.panes.cards.pointer(app.document.draft()),
            goal,
            "{path}"
        );
    }
}

#[test]
fn the_title_counts_the_widgets_of_the_card() {
    let stage = stage(&carded());
    assert!(drawn(&stage).contains(" 40 of 100 widgets "));
    // Collapsing removes none.
    assert!(drawn(&stage.keys("space")).contains(" 40 of 100 widgets "));
}

#[test]
fn what_stands_where_it_does_not_belong_is_shown_and_edited() {
    let stage = stage(&json!({"accessoryWidgets": {"buttonList": 1}, "cardsV2": [7]}));
    let stage = stage.keys("enter");
    assert!(drawn(&stage).contains("value"), "{}", drawn(&stage));
    let stage = stage.keys("esc end enter enter");
    let typed = stage.app.panes.cards.editor().unwrap();
    assert_eq!(typed.path, "/message/accessoryWidgets");
}

#[test]
fn parts_go_from_one_draft_to_another() {
    let stage = stage(&carded()).keys("end y f3");
    let opened = OpenDraft {
        id: "draft-4".into(),
        request: json!({"parent": "spaces/AAAA"}),
        ..OpenDraft::default()
    };
    let stage = stage.keys("ctrl+n enter");
    let stage = stage
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))))
        .keys("f4 p");
    // A card is created for it, since there is none.
    let words = format!("{SECTION}/widgets/0/textParagraph/text");
    assert_eq!(
        stage.app.document.draft().get(&words),
        Some(&json!("Words 40"))
    );
    assert_eq!(stage.app.panes.cards.cursor(), "/message/cardsV2/0");
    let stage = stage.keys("ctrl+z");
    assert_eq!(stage.app.document.draft().get("/message"), None);
}

#[test]
fn a_part_of_a_program_or_of_the_first_version_is_pasted_too() {
    let program =
        "import x from 'y';\nconst widget = {decoratedText: {text: 'It\\'s', /* why */}};\n";
    let stage = stage(&carded())
        .keys("end")
        .paste(&program.replace('\n', "\r"));
    let pasted = stage
        .app
        .document
        .draft()
        .get(&format!("{SECTION}/widgets/40/decoratedText/text"));
    assert_eq!(pasted, Some(&json!("It's")));
    let torn = "const m = {\n  // a comment\n  text: 'a', cardsV2: [{card: {\n};\nf(m);\n";
    let stage = stage.paste(&torn.replace('\n', "\r"));
    assert!(
        drawn(&stage).contains("Correct that place."),
        "{}",
        drawn(&stage)
    );
    let old = r#"{"cards": [{"sections": [{"widgets": [{"keyValue": {"content": "c", "contentMultiline": "true"}}]}]}]}"#;
    let stage = stage.paste(old);
    let pasted = stage
        .app
        .document
        .draft()
        .get("/message/cardsV2/1/card/sections/0/widgets/0");
    assert_eq!(
        pasted,
        Some(&json!({"decoratedText": {"text": "c", "wrapText": true}}))
    );
    assert!(
        !drawn(&stage).contains("Not pasted"),
        "it is not true any more"
    );
}

#[test]
fn a_value_that_is_given_up_says_how_it_comes_back() {
    let stage = stage(&carded())
        .keys("home down enter enter")
        .write("One more")
        .keys("esc");
    assert!(
        drawn(&stage).contains("Ctrl+Y returns what was typed."),
        "{}",
        drawn(&stage)
    );
    let header = format!("{SECTION}/header");
    assert_eq!(stage.app.document.draft().text_at(&header), "One");
    let stage = stage.keys("ctrl+y");
    assert_eq!(stage.app.document.draft().text_at(&header), "OneOne more");
}

#[test]
fn json_that_could_not_be_read_is_given_to_the_editor_again_until_the_part_is_another() {
    let lent = |stage: &Stage| match stage.effects.last() {
        Some(Effect::Terminal(TerminalCommand::Edit(_, manuscript))) => manuscript.text.clone(),
        other => panic!("{other:?}"),
    };
    let broken = "{\"textParagraph\": {\"text\": \"precious\"";
    let stage = stage(&carded()).keys("end ctrl+e");
    let stage = stage.answer(Reply::Edited(Ok(broken.to_owned())));
    let kept = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::SaveUnparsed(id, kept)) => {
            Some((id.as_str(), kept[0].text.as_str()))
        }
        _ => None,
    });
    assert_eq!(kept, Some(("draft-3", broken)));
    // An editor that fails loses nothing.
    let stage = stage.keys("ctrl+e");
    assert_eq!(lent(&stage), broken);
    let failed = Diagnostic::new("The editor is gone", "");
    let stage = stage.answer(Reply::Edited(Err(failed))).keys("ctrl+e");
    assert_eq!(lent(&stage), broken);
    let stage = stage.answer(Reply::Edited(Ok(broken.to_owned())));
    // A change made meanwhile is not reverted by the stored text; after undo, the stored text is there again.
    let stage = stage.keys("enter enter").write("!").keys("esc esc ctrl+e");
    assert!(lent(&stage).contains("Words 40!"), "{}", lent(&stage));
    let same = lent(&stage);
    let stage = stage.answer(Reply::Edited(Ok(same))).keys("ctrl+z ctrl+e");
    assert_eq!(lent(&stage), broken);
    let whole = format!("{broken}}}}}");
    let stage = stage.answer(Reply::Edited(Ok(whole))).keys("ctrl+e");
    assert!(lent(&stage).contains("\"precious\"\n"), "{}", lent(&stage));
    assert_eq!(stage.app.document.unparsed(), []);
}

#[test]
fn json_that_waits_follows_its_part_and_is_told_when_the_draft_is_opened() {
    let broken = "{\"textParagraph\": precious";
    let stage = stage(&carded()).keys("end ctrl+e");
    let stage = stage.answer(Reply::Edited(Ok(broken.to_owned())));
    let stage = stage.keys("home down down d end ctrl+e");
    let lent = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Terminal(TerminalCommand::Edit(_, manuscript)) => Some(manuscript.text.as_str()),
        _ => None,
    });
    assert_eq!(lent, Some(broken));
    let kept = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::SaveUnparsed(_, kept)) => Some(kept.clone()),
        _ => None,
    });
    let opened = OpenDraft {
        id: "draft-9".into(),
        request: stage.app.document.draft().request().clone(),
        unparsed: kept.unwrap(),
        ..OpenDraft::default()
    };
    let told = |stage: &Stage| {
        let notice = stage.app.overlay.notice();
        notice.is_some_and(|notice| {
            notice
                .title
                .contains("Cannot read the JSON of card 1 › section 1 › widget 39")
        })
    };
    let stage = stage.answer(Reply::Edited(Ok("{}".into()))).keys("esc");
    let stage = stage
        .keys("ctrl+n ctrl+n")
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))));
    assert!(told(&stage), "{:?}", stage.app.overlay.notice());
    let gone = stage.keys("f4 end enter enter").write("!").keys("esc esc");
    let opened = OpenDraft {
        request: gone.app.document.draft().request().clone(),
        unparsed: gone.app.document.unparsed().to_vec(),
        ..OpenDraft::default()
    };
    let stage = gone
        .keys("ctrl+n ctrl+n")
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))));
    assert!(!told(&stage), "the part is another");
}

#[test]
fn what_is_kept_of_a_part_waits_while_that_is_gone() {
    let mut message = carded();
    let widgets = "/cardsV2/0/card/sections/0/widgets";
    message.pointer_mut(widgets).unwrap()[0]["textParagraph"]["newer"] = 1.into();
    let mut stage = stage(&message);
    let ignores = |stage: &Stage| {
        let findings = &stage.app.findings;
        findings.all().len() - findings.open().len()
    };
    let at = |finding: &Finding| finding.path.ends_with("/newer");
    let number = stage.app.findings.all().iter().position(at).unwrap();
    stage
        .app
        .findings
        .toggle_ignored(number, stage.app.document.draft());
    assert_eq!(ignores(&stage), 1);
    let stage = stage.keys("home down down ctrl+e");
    let stage = stage.answer(Reply::Edited(Ok("{".to_owned())));
    let part = stage.app.document.unparsed()[0].part.clone();
    let stage = stage.keys("d");
    assert_eq!(ignores(&stage), 0);
    let stage = stage.keys("ctrl+z");
    assert_eq!(ignores(&stage), 1);
    assert_eq!(stage.app.document.unparsed()[0].part, part);
    let stage = stage.keys("alt+down");
    assert_eq!(ignores(&stage), 1);
    assert_ne!(stage.app.document.unparsed()[0].part, part);
}

#[test]
fn lists_of_parts_are_pasted_behind_the_cursor_in_their_order() {
    let words = |stage: &Stage| -> Vec<String> {
        let widgets = stage
            .app
            .document
            .draft()
            .get(&format!("{SECTION}/widgets"))
            .cloned();
        let widgets = widgets.unwrap_or_default();
        let texts = widgets.as_array().into_iter().flatten();
        texts
            .map(|widget| {
                widget["textParagraph"]["text"]
                    .as_str()
                    .unwrap_or("-")
                    .to_owned()
            })
            .collect()
    };
    let widgets = r#"[{"divider": {}}, {"textParagraph": {"text": "B"}}]"#;
    let message = json!({"cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": [
        {"textParagraph": {"text": "A"}}, {"textParagraph": {"text": "C"}},
    ]}]}}]});
    let stage = stage(&message).keys("home down down").paste(widgets);
    assert_eq!(words(&stage), ["A", "-", "B", "C"]);
    assert!(drawn(&stage).contains("2 parts were pasted"));
    let stage = stage.keys("ctrl+z");
    assert_eq!(words(&stage), ["A", "C"], "they are one step");
    let stage = stage.paste(r#"[{"header": {"title": "One"}}, {"sections": []}]"#);
    let ids: Vec<_> = (0..4)
        .map(|n| {
            stage
                .app
                .document
                .draft()
                .text_at(&format!("/message/cardsV2/{n}/cardId"))
                .to_owned()
        })
        .collect();
    assert_eq!(ids[0], "a");
    assert!(
        ids[1] != ids[2] && !ids[1].is_empty() && !ids[2].is_empty() && ids[3].is_empty(),
        "{ids:?}"
    );
    // Where nothing can hold them yet, a card is created for them.
    let stage = self::stage(&json!({"text": "Hi"})).paste(widgets);
    assert_eq!(words(&stage), ["-", "B"]);
}

#[test]
fn what_is_typed_is_in_sight_on_the_lowest_screen() {
    let size = Size {
        width: 30,
        height: 8,
    };
    let setting = Setting {
        request: json!({"message": carded()}),
        ..Setting::default()
    };
    let stage = Stage::connected(size, setting).keys("f4 home down enter enter");
    let stage = stage.write(" and a long heading 你好");
    assert!(drawn(&stage).contains("heading 你好"), "{}", drawn(&stage));
    let stage = stage.keys("esc esc");
    assert!(drawn(&stage).contains("Section"), "{}", drawn(&stage));
}

#[test]
fn fields_are_finished_and_left_by_the_keys_of_a_form() {
    let header = format!("{SECTION}/header");
    let words = format!("{SECTION}/widgets/0/textParagraph/text");
    let at = |stage: &Stage| stage.app.panes.cards.pointer(stage.app.document.draft());
    let types = |stage: &Stage| stage.app.panes.cards.editor().is_some();
    for (back, on) in [("up", "enter"), ("shift+tab", "tab"), ("up", "down")] {
        let stage = stage(&carded()).keys("home down enter").write("d");
        assert!(types(&stage), "a letter begins to edit");
        assert_eq!(stage.app.document.draft().text_at(&header), "Oned");
        let stage = stage.keys(on);
        assert_eq!(
            (types(&stage), at(&stage)),
            (false, format!("{SECTION}/widgets"))
        );
        let stage = stage.keys(back);
        assert_eq!(at(&stage), header);
        let stage = stage.keys("delete");
        assert_eq!(stage.app.document.draft().get(&header), None);
    }
    let stage = stage(&carded()).keys("home down down enter").write("!");
    let stage = stage.keys("ctrl+j").write("two");
    assert_eq!(stage.app.document.draft().text_at(&words), "Words 1!\ntwo");
    let stage = stage.keys("up");
    assert!(types(&stage), "the first row is above");
    let stage = stage.keys("down down");
    assert_eq!((types(&stage), at(&stage) == words), (false, false));
    let stage = stage.keys("up enter esc");
    assert_eq!(stage.app.document.draft().text_at(&words), "Words 1!\ntwo");
    let stage = stage.keys("ctrl+down");
    assert_eq!(
        at(&stage),
        format!("{SECTION}/widgets/1/textParagraph/text")
    );
    // A text of one line that is given up is one step for redo, however many words it has.
    let stage = stage
        .keys("alt+p alt+p")
        .write(" or two or three")
        .keys("esc");
    assert_eq!(stage.app.document.draft().text_at(&header), "One");
    let stage = stage.keys("ctrl+y");
    assert_eq!(
        stage.app.document.draft().text_at(&header),
        "One or two or three"
    );
}

#[test]
fn a_list_to_choose_from_begins_at_a_real_choice_and_changes_nothing_by_itself() {
    let message = json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"buttonList": {"buttons": [
        {"text": "Go"},
    ]}}]}]}}]});
    let button = format!("{SECTION}/widgets/0/buttonList/buttons/0");
    let opened = |keys: &str| stage(&message).keys("end enter home").keys(keys);
    for keys in ["down enter", "down down enter", "down down down enter"] {
        let stage = opened(keys).keys("esc");
        assert_eq!(stage.app.document.draft().message(), &message, "{keys}");
    }
    let chosen = |keys: &str, field: &str| {
        let stage = opened(keys).keys("enter");
        stage
            .app
            .document
            .draft()
            .get(&format!("{button}/{field}"))
            .cloned()
    };
    assert_eq!(
        chosen("down down enter", "onClick"),
        Some(json!({"openLink": {}}))
    );
    assert_eq!(
        chosen("down down down enter", "type"),
        Some(json!("OUTLINED"))
    );
    let named = |words: &str| opened("down enter").write(words).keys("enter");
    for (words, icon) in [
        ("STAR", json!({"knownIcon": "STAR"})),
        ("alarm", json!({"materialIcon": {"name": "alarm"}})),
        (
            "newer_than_the_list",
            json!({"materialIcon": {"name": "newer_than_the_list"}}),
        ),
        (
            "https://a.test/b.png",
            json!({"iconUrl": "https://a.test/b.png"}),
        ),
    ] {
        let stage = named(words);
        let held = stage.app.document.draft().get(&format!("{button}/icon"));
        assert_eq!(held, Some(&icon), "{words}");
        let at = stage.app.panes.cards.pointer(stage.app.document.draft());
        assert_eq!(at, format!("{button}/onClick"), "{words}");
    }
}

#[test]
fn a_part_that_was_just_added_is_no_fault_until_its_first_word() {
    let stage = stage(&json!({"text": "Hi"})).keys("a enter");
    assert!(drawn(&stage).contains("0 errors"), "{}", drawn(&stage));
    assert!(!drawn(&stage).contains('✘'), "{}", drawn(&stage));
    let marks = |stage: &Stage| {
        let screen = drawn(stage);
        let mut pane = screen.lines().filter_map(|line| line.split('┃').nth(1));
        pane.any(|line| line.contains('✘'))
    };
    assert!(!marks(&stage), "{}", drawn(&stage));
    let stage = stage.write("Title").keys("ctrl+down").write("S");
    assert!(drawn(&stage).contains("1 error"), "{}", drawn(&stage));
    // Who goes to what is missing sees it.
    let stage = self::stage(&json!({"text": "Hi"})).keys("a enter esc f8 enter");
    assert!(marks(&stage), "{}", drawn(&stage));
}

#[test]
fn help_and_faults_stand_directly_below_their_field_and_labels_are_whole() {
    let widget = json!({"decoratedText": {"text": "Words", "startIcon": {"knownIcon": "STAR"}}});
    let message =
        json!({"cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": [widget]}]}}]});
    for width in [100, 120, 160] {
        let size = Size { width, height: 40 };
        let setting = Setting {
            request: json!({ "message": message }),
            ..Setting::default()
        };
        let stage = Stage::connected(size, setting).keys("f4 end enter down");
        let screen = drawn(&stage);
        assert!(screen.contains("startIconVerticalAlignment"), "{screen}");
        let mut lines = screen.lines().skip_while(|line| !line.contains("topLabel"));
        let below = lines.nth(1).unwrap_or_default();
        assert!(below.contains("One line of small text above"), "{screen}");
    }
    // A click below the help hits the row that is drawn there.
    let stage = stage(&message).keys("end enter down");
    let screen = drawn(&stage);
    let y = screen.lines().position(|line| line.contains("wrapText"));
    let y = u16::try_from(y.unwrap()).unwrap() - 1;
    let area = stage.app.regions().of(Pane::Cards).unwrap();
    let x = cards::parts(&stage.app, area).form.x + 3;
    let stage = mouse(stage, MouseKind::Press(1), (x, y));
    let at = stage.app.panes.cards.pointer(stage.app.document.draft());
    assert!(at.ends_with("/wrapText"), "{at}\n{screen}");
}

#[test]
fn a_colour_is_typed_by_name_and_a_mistyped_one_is_corrected() {
    let message = json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"buttonList": {"buttons": [
        {"text": "Go", "color": "blu"},
    ]}}]}]}}]});
    let colour = format!("{SECTION}/widgets/0/buttonList/buttons/0/color");
    let held = |stage: &Stage| stage.app.document.draft().get(&colour).cloned();
    let stage = stage(&message).keys("end enter home down down down down");
    let stage = stage.write("#ffee88").keys("enter up");
    assert_eq!(
        held(&stage),
        Some(json!({"red": 1.0, "green": 0.933, "blue": 0.533}))
    );
    assert!(
        drawn(&stage).contains("contrast of 1.2:1"),
        "{}",
        drawn(&stage)
    );
    let stage = stage.write("navy").keys("enter up");
    assert_eq!(
        held(&stage),
        Some(json!({"red": 0.0, "green": 0.0, "blue": 0.502}))
    );
    let screen = drawn(&stage);
    assert!(screen.contains("#000080 navy"), "{screen}");
    assert!(screen.contains("White text on it"), "{screen}");
}

#[test]
fn a_list_of_words_has_a_row_that_adds_one() {
    let message = json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"buttonList": {"buttons": [
        {"text": "Go", "onClick": {"action": {"function": "f", "requiredWidgets": ["a"]}}},
    ]}}]}]}}]});
    let list = format!("{SECTION}/widgets/0/buttonList/buttons/0/onClick/action/requiredWidgets");
    let stage = stage(&message).keys("end enter");
    let rows = stage.app.panes.cards.rows(stage.app.document.draft());
    let add = rows.iter().position(|row| row.path == format!("{list}/-"));
    let stage = stage.keys("home").keys(&"down ".repeat(add.unwrap()));
    let stage = stage.keys("enter").write("b").keys("enter");
    let held = stage.app.document.draft().get(&list);
    assert_eq!(held, Some(&json!(["a", "b"])));
    // Below the new item its list offers the next one.
    let stage = stage.keys("enter").write("c").keys("insert").write("d");
    let held = stage.app.document.draft().get(&list);
    assert_eq!(held, Some(&json!(["a", "b", "c", "d"])));
}
