//! Another profile is chosen: what of the draft stays, who sends from then on, and who ended what was under way.

use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::ProfileChoice;
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, DiskReply, Event, KeptWebhook, Mouse, MouseKind, Reply, Sender,
    Sent, Size,
};
use chatquill::chat::endpoint::GOOGLE;
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::message::attached_file::AttachedFile;
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};
const RELEASE: &str = "spaces/AAAArelease1";

fn sender(profile: &str, kind: SenderKind) -> Sender {
    Sender {
        profile: profile.into(),
        kind,
        is_sandbox: false,
        policy: WritePolicy::default(),
        has_preview: false,
    }
}

fn choice(profile: &str, kind: SenderKind, server: &str) -> ProfileChoice {
    ProfileChoice {
        sender: sender(profile, kind),
        server: server.into(),
        signs_in: false,
        fault: None,
    }
}

/// Returns the program of the profile `bot`, which may send by others as well.
fn stage(request: Value) -> Stage {
    let setting = Setting {
        request,
        sender: sender("bot", SenderKind::App),
        ..Setting::default()
    };
    let mut stage = Stage::new(SIZE, setting);
    let broken = ProfileChoice {
        fault: Some(Diagnostic::new(
            "\"read_onyl\" is not a setting",
            "Mend it.",
        )),
        ..choice("old", SenderKind::App, "")
    };
    let sandbox = ProfileChoice {
        sender: fixtures::sandbox(),
        server: "sandbox".into(),
        signs_in: false,
        fault: None,
    };
    let choices = vec![
        choice("bot", SenderKind::App, GOOGLE),
        choice("me", SenderKind::User, "http://127.0.0.1:8085"),
        broken,
        sandbox,
    ];
    let kept = vec![KeptWebhook {
        name: "alerts".into(),
        space: "spaces/AAAAincident".into(),
        server: GOOGLE.into(),
    }];
    let session = &mut stage.app.session;
    session.set_origin(choices[0].destination(), kept.clone());
    session.set_choices(choices, kept);
    stage
        .app
        .panes
        .spaces
        .add_webhooks(std::iter::once("alerts"));
    stage
        .event(Event::Started)
        .news(BackgroundEvent::Connected(Ok(sender(
            "bot",
            SenderKind::App,
        ))))
        .listed()
}

fn whole() -> Value {
    json!({
        "parent": RELEASE,
        "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
        "message": {
            "text": "words",
            "thread": {"name": format!("{RELEASE}/threads/T")},
            "privateMessageViewer": {"name": "users/1"},
            "quotedMessageMetadata": {"name": format!("{RELEASE}/messages/M")},
            "attachment": [{"attachmentDataRef": {"attachmentUploadToken": "t"}}]
        }
    })
}

fn screen(stage: &Stage) -> String {
    screen_text::text(&stage.draw(&Theme::named("dark").unwrap()))
}

fn sees(stage: &Stage, words: &str) {
    let screen = screen(stage);
    assert!(screen.contains(words), "{words}\n{screen}");
}

fn to_me(stage: Stage) -> Stage {
    stage.keys("alt+s").write("me").keys("enter")
}

#[test]
fn the_list_tells_each_sender_its_server_and_its_fault() {
    let stage = stage(json!({})).keys("alt+s");
    for words in [
        "Who sends",
        "bot (app)",
        "Google Chat · sends now",
        "me (user)",
        "127.0.0.1:8085",
        "\"read_onyl\" is not a setting",
        "sandbox (app)",
    ] {
        sees(&stage, words);
    }
    let known = stage.effects.len();
    let stage = stage.write("old").keys("enter");
    sees(&stage, "\"read_onyl\" is not a setting");
    sees(&stage, "bot (app) · Google Chat");
    assert_eq!(stage.effects.len(), known);
}

#[test]
fn only_the_words_stay_and_undo_brings_no_space_back() {
    let stage = to_me(stage(whole()));
    assert_eq!(
        *stage.app.document.draft().request(),
        json!({"message": {"text": "words"}})
    );
    sees(&stage, "me (user) · 127.0.0.1:8085 · connecting");
    sees(&stage, "The words stay");
    let is_connect = |effect: &Effect| matches!(effect, Effect::Connect { profile, kind: SenderKind::User } if profile == "me");
    let connects = stage.effects.iter().position(is_connect).unwrap();
    let later = &stage.effects[connects..];
    assert!(
        later
            .iter()
            .any(|effect| matches!(effect, Effect::Chat(ChatCommand::ListSpaces(..))))
    );
    assert!(later.iter().any(
        |effect| matches!(effect, Effect::Disk(DiskCommand::UseProfile(_, profile)) if profile == "me")
    ));
    let stage = stage.keys("ctrl+z");
    assert_eq!(stage.app.document.draft().parent(), "");
    let stage = stage.keys("ctrl+s");
    sees(&stage, "no space is chosen");
}

#[test]
fn a_late_answer_to_the_former_profile_changes_nothing() {
    let mut stage = to_me(stage(json!({})));
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::UseProfile(ticket, _)) => Some(*ticket),
        _ => None,
    });
    stage = stage.news(BackgroundEvent::Connected(Ok(sender(
        "bot",
        SenderKind::App,
    ))));
    sees(&stage, "me (user) · 127.0.0.1:8085 · connecting");
    let cached = Reply::Disk(DiskReply::CachedSpaces(fixtures::spaces()));
    stage = stage.event(Event::Replied(asked.unwrap(), cached));
    sees(&stage, "eng-release");
    stage = stage.news(BackgroundEvent::Connected(Ok(sender(
        "me",
        SenderKind::User,
    ))));
    sees(&stage, "me (user) · 127.0.0.1:8085 · ");
    assert!(!screen(&stage).contains("connecting"));
}

#[test]
fn a_send_under_way_ends_under_its_own_and_is_not_sent_again_by_another() {
    let stage = stage(json!({"parent": RELEASE, "message": {"text": "first"}}));
    let stage = stage.keys("ctrl+s enter");
    let ticket = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::Send(ticket, ..)) => Some(*ticket),
        _ => None,
    });
    let ticket = ticket.unwrap();
    let stage = to_me(stage);
    sees(&stage, "ends under the profile that sent it");
    // Giving up reaches it still, wherever it runs.
    let stage = stage.keys("alt+c");
    assert_eq!(
        stage.effects.last(),
        Some(&Effect::Chat(ChatCommand::Cancel(ticket)))
    );
    let entry = stage.app.outbox.entry(ticket).unwrap();
    assert!(entry.is_foreign);
    let stage = stage.keys("alt+s").write("bot").keys("enter");
    assert!(!stage.app.outbox.entry(ticket).unwrap().is_foreign);
    let sent = Sent {
        name: format!("{RELEASE}/messages/M"),
        thread: String::new(),
        took: std::time::Duration::from_millis(3),
        at: "2026-11-25T09:14:07+01:00".into(),
        earlier: None,
    };
    let stage = stage.event(Event::Replied(ticket, Reply::Chat(ChatReply::Sent(sent))));
    sees(&stage, "Sent to # eng-release");
}

#[test]
fn a_kept_webhook_stays_chosen_and_the_sandbox_has_none() {
    let stage = stage(json!({}))
        .keys("/")
        .write("alerts")
        .keys("enter")
        .write("words");
    let stage = to_me(stage);
    sees(&stage, "alerts (webhook) · Google Chat");
    assert_eq!(stage.app.document.draft().parent(), "spaces/AAAAincident");
    let stage = stage.keys("alt+s").write("sandbox").keys("enter");
    sees(&stage, "app · sandbox");
    assert_eq!(stage.app.document.draft().parent(), "");
    assert_eq!(stage.app.document.draft().text(), "words");
    assert!(!screen(&stage).contains("~ alerts"));
}

#[test]
fn a_click_on_the_sender_of_the_top_line_shows_the_profiles() {
    let press = |stage: Stage, column| {
        stage.event(Event::Mouse(Mouse {
            kind: MouseKind::Press(1),
            column,
            row: 0,
        }))
    };
    let stage = press(stage(json!({})), 2);
    assert!(!screen(&stage).contains("Who sends"));
    sees(&press(stage, 110), "Who sends");
}

/// Returns the program of a profile whose credential is a webhook, before anything of it is known.
fn by_webhook(request: Value) -> Stage {
    let setting = Setting {
        request,
        sender: sender("alerts", SenderKind::Webhook),
        ..Setting::default()
    };
    let mut stage = Stage::new(SIZE, setting);
    let choices = vec![choice("alerts", SenderKind::Webhook, "")];
    stage
        .app
        .session
        .set_origin(choices[0].destination(), Vec::new());
    stage.app.session.set_choices(choices, Vec::new());
    stage.event(Event::Started)
}

/// Has the server of a webhook known, and its only space.
fn known(stage: Stage) -> Stage {
    let connected = BackgroundEvent::Connected(Ok(sender("alerts", SenderKind::Webhook)));
    let server = BackgroundEvent::Server {
        profile: "alerts".into(),
        server: "http://127.0.0.1:8085".into(),
    };
    let only = fixtures::spaces().into_iter().next();
    stage
        .news(connected)
        .news(server)
        .listed_as(only.into_iter().collect())
}

#[test]
fn the_space_of_a_webhook_is_in_its_url_and_never_asked_for() {
    let only = fixtures::spaces()[0].name.clone();
    let stage = by_webhook(json!({"message": {"text": "words"}}));
    sees(&stage, "alerts (webhook) · connecting");
    let stage = known(stage);
    sees(&stage, "alerts (webhook) · 127.0.0.1:8085 · 1 space");
    assert_eq!(stage.app.document.draft().parent(), only);
    // Undo takes back what was typed, not where a webhook posts to.
    let stage = stage.keys("alt+2").write(" more").keys("ctrl+z ctrl+z");
    assert_eq!(stage.app.document.draft().parent(), only);
    let stage = stage.keys("ctrl+y ctrl+s");
    sees(&stage, "Send to");
    // A space that was chosen before stays, and is refused where it is another one.
    let other = fixtures::spaces()[1].name.clone();
    let stage = known(by_webhook(json!({"parent": other.clone()})));
    assert_eq!(stage.app.document.draft().parent(), other);
}

#[test]
fn a_webhook_counts_as_no_space() {
    let count = fixtures::spaces().len();
    let stage = stage(json!({}));
    sees(&stage, &format!("{count} spaces, 1 webhook"));
}

#[test]
fn what_is_said_to_be_taken_out_was_there_and_files_of_this_machine_stay() {
    let mut first = stage(json!({"parent": RELEASE, "message": {"text": "words"}}));
    first.app.document.set_files(vec![AttachedFile {
        path: "/tmp/a.pdf".into(),
        name: "a.pdf".into(),
        kind: "application/pdf".into(),
        bytes: 3,
        sha256: String::new(),
    }]);
    let first = to_me(first);
    sees(
        &first,
        "Taken out of the draft: space. The words and the files stay.",
    );
    assert_eq!(first.app.document.files().len(), 1);
    let all = to_me(stage(whole()));
    sees(
        &all,
        "Taken out of the draft: space, thread, viewer, quote, uploads. The words stay.",
    );
}
