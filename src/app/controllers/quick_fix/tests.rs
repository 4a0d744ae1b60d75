//! Tests of quick fixes and of ignoring, on the drafts that break each rule.

use crate::message::draft_file::OpenDraft;
use serde_json::{Value, json};

use super::*;
use crate::app::controllers::preview;
use crate::app::events::event::{Event, Size};
use crate::app::model::Start;
use crate::app::panes::preview::tabs::Tab;
use crate::app::update::handle_event::update;
use crate::chat::write_policy::WritePolicy;
use crate::input::keymap::Keymap;
use crate::message::checks::finding::Finding;
use crate::message::checks::fixtures::coverage::cases;
use crate::message::checks::rule::Severity;
use crate::message::export::language::Language;

fn person(profile: &str, has_preview: bool) -> Sender {
    Sender {
        profile: profile.to_owned(),
        kind: SenderKind::User,
        is_sandbox: false,
        policy: WritePolicy::default(),
        has_preview,
    }
}

fn app(request: Value, sender: Sender, profiles: Vec<Sender>) -> App {
    let draft = OpenDraft {
        id: "draft-1".into(),
        request,
        ..OpenDraft::default()
    };
    let size = Size {
        width: 120,
        height: 40,
    };
    let mut app = App::new(Start {
        size,
        draft,
        spaces: Vec::new(),
        keymap: Keymap::builtin().unwrap(),
        sender,
        profiles,
        confirms: true,
        language: Language::default(),
        problem: None,
    });
    update(&mut app, Event::Resized(size));
    preview::show(&mut app, Tab::Checks);
    update(&mut app, Event::Resized(size));
    app
}

fn press(app: &mut App, chord: &str) {
    update(app, Event::Key(chord.parse().unwrap()));
    update(app, Event::Idle);
}

#[test]
fn every_fix_is_one_step_that_undo_takes_back_and_ignoring_changes_nothing() {
    let mut fixed = 0;
    for case in cases() {
        let sender = Sender {
            kind: case.context.sender.unwrap_or(SenderKind::App),
            ..person("me", case.context.developer_preview)
        };
        let mut app = app(case.draft.clone(), sender, Vec::new());
        let before = app.document.draft().request().clone();
        for number in 0..app.findings.all().len() {
            let found = app.findings.all().to_vec();
            let finding = &found[number];
            app.panes.preview.checks.put(number, &app.findings);
            press(&mut app, "f");
            if finding.fix.is_some() {
                fixed += 1;
                assert_ne!(
                    app.document.draft().request(),
                    &before,
                    "{}: {finding:?}",
                    case.code
                );
                assert_eq!(
                    app.panes.text.text(),
                    app.document.draft().text(),
                    "{finding:?}"
                );
                press(&mut app, "ctrl+z");
            }
            assert_eq!(
                app.document.draft().request(),
                &before,
                "{}: {finding:?}",
                case.code
            );
            assert_eq!(
                app.panes.text.text(),
                app.document.draft().text(),
                "{finding:?}"
            );
            app.panes.preview.checks.put(number, &app.findings);
            press(&mut app, "i");
            assert_eq!(app.document.draft().request(), &before);
            let mut from_the_end = (0..found.len()).rev();
            let last = from_the_end.find(|number| app.findings.is_ignored(*number));
            assert_eq!(last.is_some(), finding.may_be_ignored(), "{finding:?}");
            if let Some(last) = last {
                app.panes.preview.checks.put(last, &app.findings);
                press(&mut app, "i");
            }
            assert_eq!(app.findings.all().len(), app.findings.open().len());
        }
    }
    assert!(fixed > 60, "only {fixed} fixes were tried");
}

#[test]
fn a_fix_mends_what_it_says() {
    for case in cases() {
        let sender = Sender {
            kind: case.context.sender.unwrap_or(SenderKind::App),
            ..person("me", case.context.developer_preview)
        };
        let mut app = app(case.draft.clone(), sender, Vec::new());
        for number in 0..app.findings.all().len() {
            let finding = app.findings.all()[number].clone();
            if finding.fix.is_none() {
                continue;
            }
            app.panes.preview.checks.put(number, &app.findings);
            press(&mut app, "f");
            let is_there = app.findings.all().iter().any(|left| {
                left.rule == finding.rule
                    && left.path == finding.path
                    && left.message == finding.message
                    && left.part == finding.part
            });
            assert!(!is_there, "{} is still there: {finding:?}", case.code);
            press(&mut app, "ctrl+z");
        }
    }
}

#[test]
fn profiles_that_could_are_named() {
    let cards = json!({"parent": "spaces/A", "message": {
        "text": "t",
        "cardsV2": [{"cardId": "a", "card": {"sections": [{"widgets": [{"divider": {}}]}]}}],
    }});
    let bot = Sender {
        kind: SenderKind::App,
        ..person("bot", false)
    };
    let sandbox = Sender {
        is_sandbox: true,
        ..person("", false)
    };
    for (sender, profiles, words) in [
        (
            person("me", false),
            vec![person("me", false)],
            "None of your profiles could send it.",
        ),
        (
            person("me", false),
            vec![person("me", false), bot.clone()],
            "Your profile bot (app) could send it: chatquill --profile bot.",
        ),
        (
            person("me", false),
            vec![person("me", false), person("early", true), bot],
            "Your profiles early (user) and bot (app) could send it: chatquill --profile early.",
        ),
        (
            sandbox,
            Vec::new(),
            "Started with --as app you could send it.",
        ),
    ] {
        let app = app(cards.clone(), sender, profiles);
        let finding = &app.findings.all()[0];
        assert_eq!(finding.rule.id, "cards-user-auth");
        assert_eq!(profile_that_can(&app, finding), words);
    }
}

#[test]
fn who_could_send_what_an_app_cannot_is_named() {
    let attached = json!({"parent": "spaces/A", "message": {
        "text": "t",
        "attachment": [{"attachmentDataRef": {"attachmentUploadToken": "abc"}}],
    }});
    let bot = Sender {
        kind: SenderKind::App,
        ..person("bot", false)
    };
    let app = app(attached, bot.clone(), vec![bot, person("me", false)]);
    let of_the_app = |finding: &&Finding| finding.rule.id == "attachment-app-auth";
    let finding = app.findings.all().iter().find(of_the_app).unwrap();
    let words = "Your profile me (user) could send it: chatquill --profile me.";
    assert_eq!(profile_that_can(&app, finding), words);
}

#[test]
fn the_keys_go_to_the_place() {
    use crate::app::events::pane::Pane;
    let request = json!({"parent": "spaces/A", "messageId": "X", "message": {
        "text": "你好 and @Ada",
        "mystery": 1,
        "cardsV2": [{"card": {"sections": [{"widgets": [{"textParagraph": {"text": "<b>x"}}]}]}}],
    }});
    let bot = Sender {
        kind: SenderKind::App,
        ..person("bot", false)
    };
    let mut app = app(request, bot, Vec::new());
    for (rule, pane, tab) in [
        ("message-id-prefix", Pane::Options, Tab::Checks),
        ("mention-form", Pane::Text, Tab::Checks),
        ("html-unbalanced", Pane::Cards, Tab::Checks),
        ("unknown-field", Pane::Preview, Tab::Json),
    ] {
        preview::show(&mut app, Tab::Checks);
        let all = app.findings.all().iter();
        let number = all.map(|finding| finding.rule.id).position(|id| id == rule);
        app.panes.preview.checks.put(number.unwrap(), &app.findings);
        press(&mut app, "enter");
        assert_eq!(
            (app.panes.focus(), app.panes.preview.tab),
            (pane, tab),
            "{rule}"
        );
        if rule == "mention-form" {
            assert_eq!(
                &app.document.draft().text()[app.panes.text.caret_offset()..],
                "@Ada"
            );
        }
    }
    assert!(app.panes.preview.json.marked().is_some());
    press(&mut app, "esc");
    assert!(app.panes.preview.json.marked().is_none());
}

#[test]
fn what_cannot_be_ignored_says_what_chat_would_do_with_it() {
    let secret = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t";
    for (text, rule, words) in [
        (secret, "webhook-secret", "all readers get the secret"),
        ("", "message-empty", "refuses the request"),
    ] {
        let message = json!({"text": text, "accessoryWidgets": [{"buttonList": {"buttons": []}}]});
        let mut app = app(json!({"message": message}), person("me", false), Vec::new());
        preview::show(&mut app, Tab::Checks);
        let all = app.findings.all().iter();
        let number = all.map(|finding| finding.rule.id).position(|id| id == rule);
        app.panes.preview.checks.put(number.unwrap(), &app.findings);
        ignore(&mut app);
        let told = app.overlay.notice().unwrap();
        assert!(told.lines.concat().contains(words), "{told:?}");
    }
}

#[test]
fn a_click_on_the_status_line_explains_what_it_says() {
    use crate::app::dialogs::dialog::Dialog;
    use crate::app::events::event::{Mouse, MouseKind};
    use crate::app::events::pane::Pane;
    use crate::app::screen::status_line::{self, SegmentKind};
    let bot = Sender {
        kind: SenderKind::App,
        ..person("bot", false)
    };
    let request = json!({"messageId": "X", "message": {"text": "tell @Ada"}});
    let mut app = app(request, bot, Vec::new());
    for (tells, is_size) in [
        (SegmentKind::Bytes, true),
        (SegmentKind::Found(Severity::Error), false),
        (SegmentKind::Bar, true),
        (SegmentKind::Found(Severity::Warning), false),
    ] {
        app.overlay.close();
        app.panes.focus_on(Pane::Text);
        let pieces = status_line::segments(&app);
        let piece = pieces.iter().find(|piece| piece.kind == tells).unwrap();
        let mouse = Mouse {
            kind: MouseKind::Press(1),
            column: piece.columns.start,
            row: app.ui.size().height - 1,
        };
        update(&mut app, Event::Mouse(mouse));
        let shown = (
            matches!(app.overlay.dialog(), Some(Dialog::SizeReport(_))),
            app.panes.focus(),
        );
        let expected = (is_size, if is_size { Pane::Text } else { Pane::Preview });
        assert_eq!(shown, expected, "{tells:?}");
    }
}
