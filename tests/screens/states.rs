//! The states that are drawn, each with its name and the events that lead to it.

use chatquill::message::draft_file::OpenDraft;
use chatquill::store::templates::TemplateSaved;
use std::time::Duration;

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::BroadcastReply;
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, DiskReply, Event, FileReply, Page, Reply, Size, WriteResult,
};
use chatquill::chat::resources::MessagesPage;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::message::sent::LastSent;
use serde_json::{Value, json};

use crate::fixtures::{self, RELEASE, THREAD};
use crate::harness::{Setting, Stage};

/// A state: its name, and how it is reached on a screen of a size.
pub type State = (&'static str, fn(Size) -> Stage);

/// All states.
pub const ALL: &[State] = &[
    ("first_start", first_start),
    ("kept_spaces_while_loading", kept_spaces_while_loading),
    ("spaces_half_loaded", spaces_half_loaded),
    ("spaces_listed", spaces_listed),
    ("spaces_filtered", spaces_filtered),
    ("spaces_nothing_fits", spaces_nothing_fits),
    ("spaces_pasted_address", spaces_pasted_address),
    ("text_written", text_written),
    ("text_long_and_scrolled", text_long_and_scrolled),
    ("cards_none", cards_none),
    ("cards_outline", cards_outline),
    ("cards_add", cards_add),
    ("cards_typing_lines", cards_typing_lines),
    ("cards_icons", cards_icons),
    ("cards_find", cards_find),
    ("options_at_rest", options_at_rest),
    ("options_faulty_id", options_faulty_id),
    ("options_all_set", options_all_set),
    ("thread_sure", thread_sure),
    ("thread_doubtful", thread_doubtful),
    ("thread_refused", thread_refused),
    ("user_may_not", user_may_not),
    ("viewer_chooser", viewer_chooser),
    ("preview_in_focus", preview_in_focus),
    ("preview_compact_scrolled", preview_compact_scrolled),
    ("card", card),
    ("card_opened", card_opened),
    ("card_marked", card_marked),
    ("code_curl", code_curl),
    ("code_python", code_python),
    ("diff_opened", diff_opened),
    ("diff_sent", diff_sent),
    ("diff_sent_earlier", diff_sent_earlier),
    ("diff_emptied", diff_emptied),
    ("diff_none", diff_none),
    ("thread_read", thread_read),
    ("write_file", write_file),
    ("write_file_taken", write_file_taken),
    ("checks", checks),
    ("checks_none", checks_none),
    ("checks_ignored", checks_ignored),
    ("size", size_of_a_card),
    ("size_over", size_over),
    ("confirm", confirm),
    ("confirm_production", confirm_production),
    ("not_saved", not_saved),
    ("sending", sending),
    ("sending_waits", sending_waits),
    ("sent", sent),
    ("not_sent", not_sent),
    ("many_spaces_asked", many_spaces_asked),
    ("many_spaces", many_spaces),
    ("activity", activity),
    ("activity_empty", activity_empty),
    ("activity_of_all_runs", activity_of_all_runs),
    ("activity_delete", activity_delete),
    ("activity_react", activity_react),
    ("drafts", drafts),
    ("gallery", gallery),
    ("gallery_of_ones_own", gallery_of_ones_own),
    ("gallery_filtered", gallery_filtered),
    ("gallery_nothing_fits", gallery_nothing_fits),
    ("gallery_unreadable", gallery_unreadable),
    ("blanks", blanks),
    ("blanks_of_many_lines", blanks_of_many_lines),
    ("blanks_choice", blanks_choice),
    ("blanks_no_address", blanks_no_address),
    ("started_from_a_template", started_from_a_template),
    ("saving_a_template", saving_a_template),
    ("saving_taken", saving_taken),
    ("files", files),
    ("files_filtered", files_filtered),
    ("opened", opened),
    ("opened_in_vain", opened_in_vain),
    ("opened_old_cards", opened_old_cards),
    ("palette", palette),
    ("palette_filtered", palette_filtered),
    ("help", help),
    ("near_the_limit", near_the_limit),
    ("over_the_limit", over_the_limit),
    ("connection_failed", connection_failed),
    ("unfinished_from_before", unfinished_from_before),
];

fn many_spaces_asked(size: Size) -> Stage {
    let stage = Stage::writing(size).write("Release 2.4 is out");
    stage.keys("f2 ctrl+t ctrl+t ctrl+t ctrl+s")
}

fn many_spaces(size: Size) -> Stage {
    let stage = many_spaces_asked(size).keys("enter").tick(1_000);
    let order = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::Broadcast(ticket, order)) => Some((*ticket, order.clone())),
        _ => None,
    });
    let (ticket, order) = order.unwrap();
    let results = [Ok(fixtures::sent()), Err(fixtures::forbidden())];
    let spaces = order.spaces.into_iter().zip(results);
    spaces
        .fold(stage, |stage, (space, result)| {
            let reply = BroadcastReply::SpaceDone(space, result);
            let reply = Reply::Chat(ChatReply::Broadcast(reply));
            stage.event(Event::Replied(ticket, reply))
        })
        .tick(3_000)
}

pub fn first_start(size: Size) -> Stage {
    Stage::started(size, Setting::default())
}

fn kept_spaces_while_loading(size: Size) -> Stage {
    let kept = fixtures::spaces().into_iter().take(5).collect();
    Stage::started(
        size,
        Setting {
            kept,
            ..Setting::default()
        },
    )
}

fn spaces_half_loaded(size: Size) -> Stage {
    let page = Page {
        items: fixtures::spaces().into_iter().take(5).collect(),
        next: Some("more".into()),
    };
    first_start(size)
        .news(BackgroundEvent::Connected(Ok(fixtures::sandbox())))
        .answer(Reply::Chat(ChatReply::Spaces(Ok(page))))
}

pub fn spaces_listed(size: Size) -> Stage {
    Stage::connected(size, Setting::default())
}

pub fn spaces_filtered(size: Size) -> Stage {
    spaces_listed(size).keys("/").write("inc en")
}

fn spaces_nothing_fits(size: Size) -> Stage {
    spaces_listed(size).keys("/").write("zebra crossing")
}

fn spaces_pasted_address(size: Size) -> Stage {
    spaces_listed(size).paste("https://chat.google.com/room/AAAAelsewhere?cls=7")
}

/// A message as people write them.
pub const RELEASE_NOTE: &str = "Release *2.4* is out 🎉\n\n\
    • `chatquill send` takes *stdin*\n\
    • 你好,世界:中日韓字寬正確 👋🏽🌎\n\
    • Notes: <https://www.example.com/notes/2.4|what is new in 2.4>\n\n\
    Thanks to everybody who tried the preview and wrote to us about what broke.";

pub fn text_written(size: Size) -> Stage {
    Stage::writing(size)
        .write(RELEASE_NOTE)
        .keys("up ctrl+shift+left shift+left")
}

fn text_long_and_scrolled(size: Size) -> Stage {
    let lines: Vec<String> = (1..=120)
        .map(|line| format!("{line}. The quick brown 狐狸 jumps over the lazy dog"))
        .collect();
    Stage::writing(size)
        .paste(&lines.join("\n"))
        .keys("pageup pageup")
}

fn cards_none(size: Size) -> Stage {
    Stage::writing(size).write("Hello").keys("f4")
}

/// Returns a card as a release manager builds one, with a fault in a button.
fn built_card() -> Value {
    json!({"parent": RELEASE, "message": {
        "text": "Release *2.4* is out 🎉",
        "cardsV2": [{"cardId": "release", "card": {
            "header": {"title": "Release 2.4 你好 👩🏽‍🚀", "subtitle": "2 services"},
            "sections": [
                {"header": "What is new", "widgets": [
                    {"textParagraph": {"text": "<b>Drafts</b> save themselves"}},
                    {"decoratedText": {
                        "topLabel": "Deployed to", "text": "europe-west1",
                        "startIcon": {"knownIcon": "STAR"},
                        "button": {"text": "Open", "onClick": {"openLink": {"url": "https://example.com"}}},
                    }},
                    {"columns": {"columnItems": [
                        {"widgets": [{"textParagraph": {"text": "left"}}]},
                        {"widgets": [{"image": {"imageUrl": "https://example.com/a.png", "altText": "Graph"}}]},
                    ]}},
                ]},
                {"header": "Next", "collapsible": true, "widgets": [
                    {"buttonList": {"buttons": [
                        {"text": "Roll back", "color": {"red": 0.851, "green": 0.188, "blue": 0.145},
                         "onClick": {"action": {"function": "rollBack", "parameters": [{"key": "release", "value": "2.4"}]}}},
                        {"text": "Notes"},
                    ]}},
                ]},
            ],
        }}],
        "accessoryWidgets": [{"buttonList": {"buttons": [
            {"text": "Docs", "onClick": {"openLink": {"url": "https://example.com/docs"}}},
        ]}}],
    }})
}

fn carded(size: Size) -> Stage {
    let setting = Setting {
        request: built_card(),
        ..Setting::default()
    };
    Stage::connected(size, setting).keys("f4")
}

pub fn cards_outline(size: Size) -> Stage {
    carded(size).keys("end up up up up enter")
}

fn cards_add(size: Size) -> Stage {
    carded(size).keys("down down a").write("te")
}

fn cards_typing_lines(size: Size) -> Stage {
    carded(size)
        .keys("down down down enter enter")
        .keys("ctrl+j")
        .write("中文 👋🏽 <i>more</i>")
}

fn cards_icons(size: Size) -> Stage {
    carded(size)
        .keys("down down down down enter down down down down down enter")
        .write("ti")
}

fn cards_find(size: Size) -> Stage {
    carded(size).keys("/").write("rol")
}

pub fn options_at_rest(size: Size) -> Stage {
    Stage::writing(size).write("Hello").keys("f5")
}

fn options_faulty_id(size: Size) -> Stage {
    options_at_rest(size)
        .keys("down down down enter")
        .write("Release 2.4")
}

pub fn options_all_set(size: Size) -> Stage {
    viewer_chooser(size)
        .write("gra")
        .keys("enter down enter")
        .write("release-2.4")
        .keys("enter down down enter")
        .write("release-42")
        .keys("enter down right down right down enter")
        .write("Release 2.4 is out")
        .keys("enter up up up up up")
}

pub fn thread_sure(size: Size) -> Stage {
    options_at_rest(size)
        .keys("down enter")
        .write("release-2.4")
}

fn thread_doubtful(size: Size) -> Stage {
    thread_sure(size).keys("enter down right")
}

fn thread_refused(size: Size) -> Stage {
    options_at_rest(size)
        .keys("down enter")
        .paste(&THREAD.replace("AAAArelease1", "AAAAdesign01"))
        .keys("enter")
}

fn user_may_not(size: Size) -> Stage {
    let request = json!({
        "parent": RELEASE,
        "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"},
        "message": {"text": "Hello", "privateMessageViewer": {"name": "users/100000000000000000003"}},
    });
    Stage::connected(
        size,
        Setting {
            request,
            sender: fixtures::person(),
            profiles: vec![fixtures::person(), fixtures::production()],
            ..Setting::default()
        },
    )
    .keys("ctrl+s")
}

pub fn viewer_chooser(size: Size) -> Stage {
    let page = Page {
        items: fixtures::members(RELEASE),
        next: None,
    };
    options_at_rest(size)
        .keys("enter")
        .answer(Reply::Chat(ChatReply::Members(RELEASE.into(), Ok(page))))
}

fn preview_in_focus(size: Size) -> Stage {
    thread_sure(size)
        .keys("enter f3")
        .write("\n\"Quoted\" \\ and 你好 👋🏽\n\ttab")
        .keys("f6")
}

fn preview_compact_scrolled(size: Size) -> Stage {
    text_long_and_scrolled(size).keys("f6 c down down")
}

/// Shows a message with a card, as it was opened.
fn with_a_card(size: Size) -> Stage {
    let request = json!({
        "parent": RELEASE,
        "message": {
            "text": "Release *2.3* is out.\nIt's 2 MB smaller.\nNotes: <https://www.example.com|here>",
            "markupSyntax": "MARKUP_SYNTAX_CHAT",
            "cardsV2": [{"cardId": "notes", "card": {
                "header": {"title": "Release 2.3"},
                "sections": [{"widgets": [
                    {"textParagraph": {"text": "你好,世界 👋🏽"}},
                    {"divider": {}},
                ]}],
            }}],
        },
    });
    let setting = Setting {
        request,
        ..Setting::default()
    };
    Stage::connected(size, setting)
}

fn code_curl(size: Size) -> Stage {
    with_a_card(size).keys("f6 4")
}

fn code_python(size: Size) -> Stage {
    with_a_card(size).keys("f6 4 n n pagedown")
}

fn diff_opened(size: Size) -> Stage {
    let stage = with_a_card(size).keys("f3 ctrl+end").write("\nThanks!");
    stage
        .keys("f5 down down down enter")
        .write("r-2")
        .keys("enter f6 5")
}

fn diff_sent(size: Size) -> Stage {
    let stage = with_a_card(size).keys("ctrl+s enter");
    let stage = stage.answer(Reply::Chat(ChatReply::Sent(fixtures::sent())));
    stage.keys("ctrl+z ctrl+end").write(" Bye.").keys("f6 5")
}

fn diff_emptied(size: Size) -> Stage {
    let stage = with_a_card(size).keys("ctrl+s enter");
    stage
        .answer(Reply::Chat(ChatReply::Sent(fixtures::sent())))
        .keys("f6 5")
}

fn diff_sent_earlier(size: Size) -> Stage {
    let message = |text: &str| json!({"parent": RELEASE, "message": {"text": text}});
    let opened = OpenDraft {
        id: "draft-4".into(),
        request: message("Lunch at 12?"),
        sent: Some(Box::new(LastSent {
            space: "# eng-release".into(),
            at: "2026-11-24T23:59:59+01:00".into(),
            request: message("Lunch at 11?"),
        })),
        ..OpenDraft::default()
    };
    let stage = with_a_card(size).keys("ctrl+n enter");
    stage
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))))
        .keys("f6 5")
}

fn write_file(size: Size) -> Stage {
    with_a_card(size)
        .keys("f6 4 n n s home")
        .write("~/programs/")
}

fn write_file_taken(size: Size) -> Stage {
    let taken = WriteResult::Exists("/home/ada/create_message.py".into());
    with_a_card(size)
        .keys("f6 4 n n s enter")
        .answer(Reply::File(FileReply::Written(taken)))
}

pub fn thread_read(size: Size) -> Stage {
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"text": "Thanks!", "thread": {"name": THREAD}}}),
        sender: fixtures::person(),
        ..Setting::default()
    };
    let from = |name: &str, kind: &str| json!({"name": name, "type": kind, "displayName": name});
    let messages = vec![
        json!({"sender": from("Ada Lovelace", "HUMAN"), "createTime": "2026-11-24T08:13:00Z", "text": "Well done \u{1f389}"}),
        json!({"sender": from("build-bot", "BOT"), "createTime": "2026-11-24T08:12:44Z", "formattedText": "Release *2.4* is out", "text": "Release 2.4 is out"}),
    ];
    let page = MessagesPage {
        messages,
        next: None,
    };
    Stage::connected(size, setting)
        .keys("f6 3")
        .answer(Reply::Chat(ChatReply::Messages(Ok(page))))
}

fn diff_none(size: Size) -> Stage {
    with_a_card(size).keys("f6 5")
}

/// Returns a release card with everything that a card shows at a glance.
pub fn release_card() -> Value {
    json!({
        "parent": RELEASE,
        "message": {
            "text": "*Release 2.4* is out 🎉 <users/all>",
            "markupSyntax": "MARKUP_SYNTAX_CHAT",
            "cardsV2": [{"cardId": "release", "card": {
                "header": {
                    "title": "Release 2.4",
                    "subtitle": "Ready for everyone",
                    "imageUrl": "https://example.com/rocket.png",
                    "imageType": "CIRCLE",
                },
                "sections": [
                    {"header": "What is new", "widgets": [
                        {"decoratedText": {"startIcon": {"materialIcon": {"name": "speed"}}, "topLabel": "Faster", "text": "Starts in <b>9 ms</b>"}},
                        {"decoratedText": {"startIcon": {"materialIcon": {"name": "palette"}}, "topLabel": "你好", "text": "Five themes", "switchControl": {"name": "themes", "selected": true}}},
                        {"chipList": {"chips": [{"label": "rust"}, {"label": "chat", "icon": {"knownIcon": "STAR"}}]}},
                    ]},
                    {"header": "Tell us", "collapsible": true, "uncollapsibleWidgetsCount": 1, "widgets": [
                        {"textInput": {"name": "words", "label": "In a sentence", "placeholderText": "What broke?"}},
                        {"selectionInput": {"name": "kind", "type": "RADIO_BUTTON", "items": [{"text": "A fault"}, {"text": "A wish", "selected": true}]}},
                    ]},
                    {"widgets": [{"buttonList": {"buttons": [
                        {"text": "Install", "type": "FILLED", "onClick": {"openLink": {"url": "https://example.com"}}},
                        {"text": "Notes", "type": "FILLED_TONAL", "onClick": {"openLink": {"url": "https://example.com"}}},
                        {"text": "Undo", "color": {"red": 0.7, "green": 0.1, "blue": 0.1}, "onClick": {"action": {"function": "undo"}}},
                        {"text": "Later", "onClick": {"action": {"function": "later"}}},
                    ]}}]},
                ],
            }}],
            "accessoryWidgets": [{"buttonList": {"buttons": [
                {"icon": {"materialIcon": {"name": "thumb_up"}}, "onClick": {"action": {"function": "up"}}},
                {"icon": {"materialIcon": {"name": "thumb_down"}}, "onClick": {"action": {"function": "down"}}},
            ]}}],
        },
    })
}

pub fn card(size: Size) -> Stage {
    let setting = Setting {
        request: release_card(),
        ..Setting::default()
    };
    Stage::connected(size, setting).keys("f7")
}

fn card_marked(size: Size) -> Stage {
    card(size).keys("m m m m m")
}

fn card_opened(size: Size) -> Stage {
    card(size).keys("n enter w")
}

/// Shows a message with mistakes of each severity.
fn checks(size: Size) -> Stage {
    let request = json!({
        "parent": RELEASE,
        "messageId": "Release 2.4",
        "message": {
            "text": "**Release** 2.4 你好 @Ada, see [the notes](https://www.example.com)",
            "thread": {"threadKey": "release-2.4"},
            "cardsV2": [{"card": {
                "header": {"subtitle": "2.4"},
                "sections": [{"widgets": [
                    {"textParagraph": {"text": "See <b>the notes"}},
                    {"buttonList": {"buttons": [{"text": "Notes 🎉"}]}},
                ]}],
            }}],
        },
    });
    let setting = Setting {
        request,
        ..Setting::default()
    };
    Stage::connected(size, setting).keys("f8 down")
}

fn checks_ignored(size: Size) -> Stage {
    checks(size).keys("down i G")
}

fn size_of_a_card(size: Size) -> Stage {
    let stage = checks(size).keys("f3").paste(
        "\n\nSee https://www.example.com/notes/2.4?campaign=release and tell the team 你好世界  \nBye",
    );
    stage.keys("ctrl+g down")
}

fn size_over(size: Size) -> Stage {
    over_the_limit(size).keys("ctrl+g")
}

fn checks_none(size: Size) -> Stage {
    Stage::writing(size).write("Hello").keys("f8")
}

pub fn confirm(size: Size) -> Stage {
    Stage::writing(size).write(RELEASE_NOTE).keys("ctrl+s")
}

fn confirm_production(size: Size) -> Stage {
    let setting = Setting {
        sender: fixtures::production(),
        ..Setting::default()
    };
    Stage::connected(size, setting)
        .keys("enter")
        .write("Hello")
        .keys("ctrl+s")
        .write("se")
}

fn not_saved(size: Size) -> Stage {
    let problem = Diagnostic {
        title: "The draft could not be saved".into(),
        detail: "No space left on device".into(),
        remedy: "Make room on the disk; the next change tries again.".into(),
        ..Diagnostic::default()
    };
    Stage::writing(size)
        .write("Hello")
        .news(BackgroundEvent::NotSaved(problem))
}

pub fn sending(size: Size) -> Stage {
    confirm(size).keys("enter").tick(1_000).tick(2_380)
}

fn sending_waits(size: Size) -> Stage {
    sending(size).answer(Reply::Chat(ChatReply::Waiting(
        "Google Chat is busy".into(),
        Duration::from_secs(4),
    )))
}

pub fn sent(size: Size) -> Stage {
    sending(size).answer(Reply::Chat(ChatReply::Sent(fixtures::sent())))
}

fn not_sent(size: Size) -> Stage {
    sending(size).answer(Reply::Chat(ChatReply::NotSent(fixtures::forbidden())))
}

fn activity(size: Size) -> Stage {
    let again = |stage: Stage, text: &str| stage.write(text).keys("ctrl+s enter");
    let stage = again(not_sent(size).keys("f3"), " Second.").tick(3_000);
    let stage = stage.answer(Reply::Chat(ChatReply::Sent(fixtures::sent())));
    let stage = again(stage, "你好,世界 👋🏽").tick(4_000);
    stage
        .event(Event::Key("alt+a".parse().unwrap()))
        .keys("down down")
}

fn activity_empty(size: Size) -> Stage {
    Stage::writing(size)
        .keys("alt+a")
        .answer(Reply::Disk(DiskReply::History(Ok(Vec::new()))))
}

/// Shows this run's send above those of earlier runs, one of which a search found.
fn activity_of_all_runs(size: Size) -> Stage {
    let history = Reply::Disk(DiskReply::History(Ok(fixtures::past_sends())));
    sent(size).keys("alt+a").answer(history).keys("down")
}

fn activity_delete(size: Size) -> Stage {
    sent(size).keys("alt+a D")
}

/// Shows the choice of an emoji to a person.
fn activity_react(size: Size) -> Stage {
    let setting = Setting {
        sender: fixtures::person(),
        ..Setting::default()
    };
    let history = Reply::Disk(DiskReply::History(Ok(fixtures::past_sends())));
    let stage = Stage::connected(size, setting).keys("alt+a");
    stage.answer(history).keys(": down")
}

fn drafts(size: Size) -> Stage {
    spaces_listed(size)
        .keys("ctrl+o")
        .answer(Reply::Disk(DiskReply::Drafts(Ok(fixtures::drafts()))))
        .keys("down")
}

pub fn gallery(size: Size) -> Stage {
    Stage::writing(size)
        .keys("ctrl+n")
        .answer(Reply::Disk(DiskReply::Templates(Ok(Vec::new()))))
        .write("card")
        .keys("ctrl+u down down down down down")
}

/// Shows the gallery with templates of the user's own, one of which cannot be read.
fn gallery_of_ones_own(size: Size) -> Stage {
    Stage::writing(size)
        .keys("ctrl+n")
        .answer(Reply::Disk(DiskReply::Templates(Ok(fixtures::templates()))))
        .keys("down")
}

pub fn gallery_filtered(size: Size) -> Stage {
    gallery(size).write("rel no")
}

fn gallery_nothing_fits(size: Size) -> Stage {
    gallery(size).write("zebra crossing")
}

fn gallery_unreadable(size: Size) -> Stage {
    gallery_of_ones_own(size).keys("down enter")
}

pub fn blanks(size: Size) -> Stage {
    gallery(size).keys("enter").write("The shop").keys("enter")
}

pub fn blanks_of_many_lines(size: Size) -> Stage {
    gallery_filtered(size)
        .keys("enter enter enter enter")
        .write("Cards can be built by keyboard")
        .keys("alt+enter")
        .write("你好,世界:中日韓字寬正確 👋🏽🌎, and a line that is too long for the form, so that it wraps")
}

fn blanks_choice(size: Size) -> Stage {
    blanks(size).keys("enter right right")
}

fn blanks_no_address(size: Size) -> Stage {
    blanks(size).keys("up shift+tab").write("nowhere")
}

fn started_from_a_template(size: Size) -> Stage {
    let opened = OpenDraft {
        id: "draft-4".into(),
        request: json!({}),
        ..OpenDraft::default()
    };
    blanks(size)
        .keys("ctrl+n")
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))))
}

fn saving_a_template(size: Size) -> Stage {
    Stage::writing(size)
        .write("Hello {{name}}, welcome to {{team}}!")
        .keys("alt+t")
        .write("Greeting")
}

fn saving_taken(size: Size) -> Stage {
    saving_a_template(size)
        .keys("enter")
        .answer(Reply::Disk(DiskReply::TemplateSaved(Ok(
            TemplateSaved::Taken("greeting".into()),
        ))))
}

pub fn files(size: Size) -> Stage {
    spaces_listed(size)
        .keys("ctrl+o ctrl+o")
        .answer(Reply::File(FileReply::Folder(Ok(fixtures::folder()))))
}

fn files_filtered(size: Size) -> Stage {
    files(size).write("rel")
}

/// Opens a code sample that lost the lines with nothing but brackets.
fn opened_in_vain(size: Size) -> Stage {
    text_written(size).keys("f6").paste(
        "const request = {\n  message: {\n    cardsV2: [{ card: {\n      header: {\n        title: 'About'\n      sections: [{\n        header: 'Contents',\n",
    )
}

fn opened_old_cards(size: Size) -> Stage {
    Stage::writing(size).keys("f6").paste(
        r#"{"cards": [{"sections": [{"widgets": [{"image": {"imageUrl": "https://example.com/a.png", "aspectRatio": 2}}]}]}]}"#,
    )
}

fn opened(size: Size) -> Stage {
    Stage::writing(size).keys("f6").paste(
        "await client.createMessage({ message: {\n  text: 'Hello, ' + 'world', // greeting\n} });",
    )
}

fn palette(size: Size) -> Stage {
    text_written(size).keys("ctrl+p")
}

pub fn palette_filtered(size: Size) -> Stage {
    palette(size).write("thread")
}

pub fn help(size: Size) -> Stage {
    Stage::writing(size).write("Hello").keys("f1")
}

fn near_the_limit(size: Size) -> Stage {
    Stage::writing(size).paste(&"All work and no play. ".repeat(1_420))
}

fn over_the_limit(size: Size) -> Stage {
    Stage::writing(size)
        .paste(&"All work and no play. ".repeat(1_520))
        .keys("ctrl+s")
}

fn connection_failed(size: Size) -> Stage {
    let problem = Diagnostic {
        title: "No connection to chat.googleapis.com".into(),
        detail: "the connection to chat.googleapis.com:443 failed: Connection refused".into(),
        remedy: "Check the network and the proxy, then try again.".into(),
        ..Diagnostic::default()
    };
    let sender = fixtures::person();
    Stage::started(
        size,
        Setting {
            sender,
            ..Setting::default()
        },
    )
    .news(BackgroundEvent::Connected(Err(problem.clone())))
    .answer(Reply::Chat(ChatReply::Spaces(Err(problem))))
}

fn unfinished_from_before(size: Size) -> Stage {
    let leftover = fixtures::leftover("7d1f1a52-0000-4000-8000-000000000002");
    spaces_listed(size).news(BackgroundEvent::Unfinished(vec![leftover], 0))
}
