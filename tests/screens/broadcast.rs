//! Marked spaces get the same message, a table tells what became of it in each, and no mark outlives its send.

use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::broadcast::{BroadcastOrder, BrokenBroadcast, Left};
use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::BroadcastReply;
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, Event, NotSent, Page, Reply, Sender, Size,
};
use chatquill::app::events::pane::Pane;
use chatquill::app::events::ticket::Ticket;
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::store::outbox::Receipt;
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

const LOG: &str = "/data/broadcasts/1.jsonl";

/// Starts with a message, the focus on the list of spaces, its cursor on the first.
fn with(setting: Setting) -> Stage {
    Stage::connected(SIZE, setting).keys("f3 ctrl+end f2 home")
}

fn request(message: impl Into<Value>) -> Setting {
    let message = message.into();
    Setting {
        request: json!({"parent": RELEASE, "message": message}),
        confirms: false,
        ..Setting::default()
    }
}

fn hello() -> Stage {
    with(request(json!({"text": "Hello"})))
}

/// Returns what was asked for, the latest last.
fn orders(stage: &Stage) -> Vec<(Ticket, BroadcastOrder)> {
    let effects = stage.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Chat(ChatCommand::Broadcast(ticket, order)) => Some((*ticket, *order.clone())),
            _ => None,
        })
        .collect()
}

fn sends(stage: &Stage) -> usize {
    let is_send = |effect: &&Effect| matches!(effect, Effect::Chat(ChatCommand::Send(..)));
    stage.effects.iter().filter(is_send).count()
}

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

#[track_caller]
fn says(stage: &Stage, words: &[&str]) {
    let screen = screen(stage);
    for words in words {
        assert!(screen.contains(words), "{words:?} is not in {screen}");
    }
}

/// Hears something of the message that was sent last.
fn hear(stage: Stage, reply: BroadcastReply) -> Stage {
    let (ticket, _) = orders(&stage).pop().unwrap();
    stage.event(Event::Replied(
        ticket,
        Reply::Chat(ChatReply::Broadcast(reply)),
    ))
}

fn done(stage: Stage, spaces: &[String]) -> Stage {
    spaces.iter().fold(stage, |stage, space| {
        hear(
            stage,
            BroadcastReply::SpaceDone(space.clone(), Ok(fixtures::sent())),
        )
    })
}

fn failed(stage: Stage, space: &str, unsure: bool) -> Stage {
    let failed = NotSent {
        day: String::new(),
        unsure,
        ..fixtures::forbidden()
    };
    hear(
        stage,
        BroadcastReply::SpaceDone(space.to_owned(), Err(failed)),
    )
}

#[test]
fn marked_spaces_bear_a_sign_and_are_counted() {
    let stage = hello().keys("ctrl+t ctrl+t");
    says(&stage, &["2 marked", "✓# eng-release", "✓# eng-incidents"]);
    let stage = stage.keys("home ctrl+t");
    says(&stage, &["1 marked", "▸# eng-release"]);
    // While a filter is typed, as well.
    let stage = stage.write("lunch").keys("insert esc");
    says(&stage, &["2 marked", "✓# lunch"]);
    assert_eq!(stage.keys("alt+u").app.panes.spaces.marked(), [""; 0]);
}

#[test]
fn the_question_counts_and_names_the_marked_spaces_and_who_is_left_out() {
    let stage = hello().keys("down ctrl+t ctrl+t ctrl+s");
    says(
        &stage,
        &[
            "Send to 2 marked spaces? Enter sends",
            "# eng-incidents, @",
            "Seen by everyone in each of them",
            "# eng-release is chosen, but not marked: it does not go there.",
        ],
    );
    assert!(
        orders(&stage).is_empty(),
        "it asks, though no send is asked about"
    );
    let stage = stage.keys("enter");
    let (_, order) = orders(&stage).pop().unwrap();
    assert_eq!(order.spaces, ["spaces/AAAAincident", "spaces/AAAAdm000001"]);
    assert_eq!(order.message.body, r#"{"text":"Hello"}"#);
    assert!(!order.resumes);
    assert_eq!(sends(&stage), 0);
}

#[test]
fn no_mark_outlives_a_send_or_another_sender() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter");
    assert!(stage.app.panes.spaces.marked().is_empty());
    let stage = hello().keys("ctrl+t ctrl+t");
    let other = Sender {
        profile: "other".into(),
        ..fixtures::production()
    };
    let stage = stage.news(BackgroundEvent::Connected(Ok(other)));
    assert!(stage.app.panes.spaces.marked().is_empty());
}

#[test]
fn what_belongs_to_one_space_stops_it_and_says_why() {
    for (message, why) in [
        (
            json!({"text": "x", "thread": {"name": "spaces/AAAArelease1/threads/T"}}),
            "Not sent: a thread belongs to one space",
        ),
        (
            json!({"text": "x", "quotedMessageMetadata": {"name": "spaces/AAAArelease1/messages/M"}}),
            "Not sent: a quoted message belongs to one space",
        ),
        (json!({"text": ""}), "Not sent: the message is empty"),
    ] {
        let stage = with(request(message)).keys("ctrl+t ctrl+t ctrl+s");
        says(&stage, &[why]);
        assert!(orders(&stage.keys("enter enter")).is_empty(), "{why}");
    }
}

#[test]
fn each_marked_space_must_be_one_that_the_profile_may_write_to() {
    let policy = WritePolicy {
        profile: "build-bot".into(),
        spaces: Some(vec![RELEASE.into()]),
        ..WritePolicy::default()
    };
    let sender = Sender {
        policy,
        ..fixtures::production()
    };
    let setting = Setting {
        sender,
        ..request(json!({"text": "Hello"}))
    };
    let stage = with(setting).keys("ctrl+t ctrl+t ctrl+t ctrl+s");
    says(
        &stage,
        &[
            "Not sent: the profile \"build-bot\" may not write to # eng-incidents",
            "It may not write to one more of the marked spaces.",
        ],
    );
    assert_eq!(stage.app.panes.focus(), Pane::Spaces);
    assert!(orders(&stage.keys("enter")).is_empty());
}

#[test]
fn a_webhook_is_no_sender_to_many_spaces() {
    let setting = Setting {
        sender: Sender {
            kind: SenderKind::Webhook,
            ..fixtures::sandbox()
        },
        ..request(json!({"text": "Hello"}))
    };
    let stage = with(setting).keys("ctrl+t ctrl+t ctrl+s");
    says(
        &stage,
        &[
            "Not sent: a webhook writes to its one space",
            "Alt+U takes the marks off",
        ],
    );
    let mut stage = hello();
    stage.app.panes.spaces.add_webhooks(["alerts"].into_iter());
    let stage = stage.write("alerts").keys("ctrl+t");
    says(
        &stage,
        &["A webhook is another sender, so it cannot be marked"],
    );
    assert!(stage.app.panes.spaces.marked().is_empty());
}

#[test]
fn a_guarded_profile_wants_its_word_before_it_goes_to_many_and_before_it_goes_on() {
    let setting = Setting {
        sender: fixtures::production(),
        ..request(json!({"text": "Hello"}))
    };
    let stage = with(setting).keys("ctrl+t ctrl+t ctrl+s");
    says(
        &stage,
        &[
            "PRODUCTION",
            "sends to 2 marked spaces",
            "# eng-release, # eng-incidents",
        ],
    );
    assert!(orders(&stage).is_empty());
    let stage = stage.write("send").keys("enter");
    let (_, order) = orders(&stage).pop().unwrap();
    let stage = done(stage, &order.spaces[..1]);
    let stage = hear(
        failed(stage, &order.spaces[1], false),
        BroadcastReply::Ended(LOG.into()),
    );
    let stage = stage.keys("enter");
    assert_eq!(orders(&stage).len(), 1);
    says(
        &stage,
        &["PRODUCTION", "nowhere twice", "Hello", "# eng-incidents"],
    );
    assert_eq!(orders(&stage.write("send").keys("enter")).len(), 2);
}

#[test]
fn the_table_tells_the_progress_and_typing_goes_on_with_the_text() {
    let stage = hello()
        .keys("ctrl+t ctrl+t ctrl+t ctrl+s enter")
        .tick(1_000);
    says(&stage, &["Many spaces", "0 of 3 sent", "on its way"]);
    let (_, order) = orders(&stage).pop().unwrap();
    let stage = done(stage, &order.spaces[..1]);
    let why = "Google Chat takes one write a second a space".to_owned();
    let wait = BroadcastReply::Waiting(
        order.spaces[1].clone(),
        why,
        std::time::Duration::from_secs(1),
    );
    let stage = hear(stage, wait).tick(3_000);
    says(
        &stage,
        &[
            "1 of 3 sent · 0.5 a second · 4 s left",
            "✔ # eng-release",
            "hW3Kq0pXyLo",
            "waits: Google Chat takes one write",
        ],
    );
    let stage = stage.write("!");
    assert!(stage.app.overlay.dialog().is_none());
    assert_eq!(stage.app.document.draft().text(), "Hello!");
    says(
        &stage,
        &["Sending to 3 spaces", "1 of 3 sent", "Alt+C cancels"],
    );
    says(&stage.keys("alt+m"), &["Many spaces"]);
}

#[test]
fn what_is_in_all_spaces_leaves_the_draft_before_its_log_goes() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter").tick(1_000);
    let stage = stage.write(" and more");
    let (_, order) = orders(&stage).pop().unwrap();
    let mut stage = done(stage, &order.spaces);
    let known = stage.effects.len();
    stage = hear(stage, BroadcastReply::Ended(LOG.into()));
    says(
        &stage,
        &[
            "Sent to 2 spaces",
            "What you wrote since stays",
            "Alt+M shows",
        ],
    );
    assert_eq!(stage.app.document.draft().text(), " and more");
    assert!(stage.app.outbox.entries().is_empty());
    let place = |is_it: fn(&Effect) -> bool| stage.effects[known..].iter().position(is_it);
    let save = place(|effect| matches!(effect, Effect::Disk(DiskCommand::SaveDraft { .. })));
    let end = place(|effect| matches!(effect, Effect::Disk(DiskCommand::EndLog(_))));
    assert!(save.unwrap() < end.unwrap());
}

#[test]
fn a_failure_in_some_keeps_the_draft_and_a_key_goes_on_with_all_of_it() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+t ctrl+s enter");
    let (first, order) = orders(&stage).pop().unwrap();
    let stage = done(stage, &order.spaces[..1]);
    let stage = failed(stage, &order.spaces[1], false);
    let stage = failed(stage, &order.spaces[2], true);
    // While it runs, the key does nothing.
    let stage = stage.keys("enter");
    assert_eq!(orders(&stage).len(), 1);
    let stage = hear(stage, BroadcastReply::Ended(LOG.into()));
    says(
        &stage,
        &[
            "Sent to 1 of 3 spaces",
            "1 of 3 sent, 1 failed, 1 in doubt",
            "✘ # eng-incidents",
            "? @",
            "Your draft is kept",
        ],
    );
    assert_eq!(stage.app.document.draft().text(), "Hello");
    // The same marks again would go where it is missing only; others would get it twice.
    let again = stage.keys("esc f2 home ctrl+t ctrl+t ctrl+t ctrl+s");
    says(
        &again,
        &["1 of them have it already: it goes to the others only."],
    );
    let more = again.keys("esc f2 ctrl+t ctrl+s");
    says(
        &more,
        &["1 of them have it already, and would get it a second time."],
    );
    let stage = more.keys("esc alt+m enter enter");
    let all = orders(&stage);
    let (second, resumed) = all.last().unwrap();
    assert_ne!(first, *second);
    assert!(resumed.resumes);
    assert_eq!(resumed.spaces, order.spaces);
    assert_eq!(resumed.message.body, order.message.body);
    // What the first run still says is stale.
    let late = BroadcastReply::Ended(LOG.into());
    let stage = stage.event(Event::Replied(
        first,
        Reply::Chat(ChatReply::Broadcast(late)),
    ));
    assert!(stage.app.broadcast.as_ref().unwrap().is_running());
    let stage = hear(
        done(stage, &order.spaces[1..]),
        BroadcastReply::Ended(LOG.into()),
    );
    says(&stage, &["Sent to 3 spaces"]);
    assert!(stage.app.document.draft().is_blank());
}

#[test]
fn a_stopped_send_keeps_the_draft_and_goes_on_from_the_activity() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter");
    let (ticket, order) = orders(&stage).pop().unwrap();
    let stage = done(stage, &order.spaces[..1]).keys("alt+c");
    assert!(
        stage
            .effects
            .contains(&Effect::Chat(ChatCommand::Cancel(ticket)))
    );
    says(
        &stage,
        &["Stopped: sent to 1 of 2 spaces", "? # eng-incidents"],
    );
    assert_eq!(stage.app.document.draft().text(), "Hello");
    let stage = stage.keys("esc alt+a");
    says(&stage, &["2 spaces"]);
    assert_eq!(orders(&stage.keys("s enter")).len(), 2);
}

#[test]
fn a_viewer_who_is_not_in_each_space_stops_it_by_name() {
    let viewer = json!({"text": "x", "privateMessageViewer": {"name": "users/1"}});
    let stage = Stage::started(SIZE, request(viewer));
    let listing = stage.effects.iter().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::ListSpaces(ticket, _)) => Some(*ticket),
        _ => None,
    });
    let page = Page {
        items: fixtures::spaces(),
        next: None,
    };
    let listed = Reply::Chat(ChatReply::Spaces(Ok(page)));
    let stage = stage.event(Event::Replied(listing.unwrap(), listed));
    let stage = stage.keys("f2 home ctrl+t ctrl+t ctrl+s");
    says(&stage, &["who must be in each of them"]);
    let stage = stage.keys("enter");
    let absent = vec!["spaces/AAAAincident".to_owned()];
    let stage = hear(stage, BroadcastReply::ViewerAbsent(absent));
    says(
        &stage,
        &[
            "Not sent: its only viewer",
            "is not a member of # eng-incidents",
            "It went nowhere",
        ],
    );
    assert!(!stage.app.broadcast.as_ref().unwrap().is_running());
}

fn broken_broadcast(left: [Left; 2]) -> BrokenBroadcast {
    let hello = hello().keys("ctrl+t ctrl+t ctrl+s enter");
    let (_, order) = orders(&hello).pop().unwrap();
    BrokenBroadcast {
        message: order.message,
        spaces: order.spaces.into_iter().zip(left).collect(),
        since: "09:14".into(),
        log: LOG.into(),
    }
}

fn broken(left: [Left; 2]) -> BackgroundEvent {
    BackgroundEvent::BrokenBroadcasts(vec![broken_broadcast(left)])
}

#[test]
fn where_a_stopped_send_never_began_it_is_not_sent() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter").keys("alt+c");
    let not_begun = || Left::NotSent(String::new(), Diagnostic::new("It never began", ""));
    let stopped = |left| BroadcastReply::Stopped(broken_broadcast(left));
    let stage = hear(stage, stopped([not_begun(), not_begun()]));
    says(&stage, &["✘ # eng-release", "✘ # eng-incidents"]);
    let stage = stage.keys("esc alt+a");
    says(&stage, &["2 spaces", "not sent"]);
    assert!(!screen(&stage).contains("unsure"), "{}", screen(&stage));
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter").keys("alt+c");
    let stage = hear(stage, stopped([Left::Unknown, not_begun()]));
    says(
        &stage,
        &["? # eng-release", "in doubt", "✘ # eng-incidents"],
    );
}

#[test]
fn after_a_crash_it_is_told_and_goes_on_by_a_key_only() {
    let receipt = Receipt {
        name: "spaces/AAAArelease1/messages/M".into(),
        ..Receipt::default()
    };
    let stage = hello().news(broken([Left::Sent(receipt.clone()), Left::Unknown]));
    says(
        &stage,
        &[
            "A message to 2 spaces broke off at 09:14: sent to 1 of 2 spaces",
            "Alt+M shows",
        ],
    );
    assert!(orders(&stage).is_empty(), "nothing leaves by itself");
    assert!(!matches!(
        stage.app.overlay.dialog(),
        Some(Dialog::Broadcast(_))
    ));
    let stage = stage.keys("alt+m enter");
    assert!(orders(&stage).is_empty(), "it asks first");
    says(
        &stage,
        &[
            "Send to the 1 of 2 spaces where it is missing? Enter sends, Esc returns",
            "Hello",
            "# eng-incidents",
        ],
    );
    let returned = stage.keys("esc");
    assert!(orders(&returned).is_empty());
    let stage = returned.keys("alt+m enter enter");
    let (_, order) = orders(&stage).pop().unwrap();
    assert!(order.resumes);
    // A definite refusal is shown as one, with its reason.
    let refused = fixtures::forbidden().problem;
    let reason = refused.title.clone();
    let stage = hello().news(broken([
        Left::Sent(receipt.clone()),
        Left::NotSent("09:14".into(), refused),
    ]));
    let stage = stage.keys("alt+m");
    says(&stage, &["✘ # eng-incidents", &reason]);
    let stage = stage.keys("esc alt+a");
    says(&stage, &["not sent"]);
    assert!(!screen(&stage).contains("unsure"), "{}", screen(&stage));
    // What had arrived everywhere only leaves the draft.
    let stage = hello().news(broken([Left::Sent(receipt.clone()), Left::Sent(receipt)]));
    assert!(stage.app.document.draft().is_blank());
    assert!(
        stage
            .effects
            .contains(&Effect::Disk(DiskCommand::EndLog(LOG.into())))
    );
    assert!(orders(&stage).is_empty());
}

/// Returns several messages that broke off, the latest first, none of which is in a space.
fn several_broken(texts: &[&str]) -> BackgroundEvent {
    let BackgroundEvent::BrokenBroadcasts(mut one) = broken([Left::Unknown, Left::Unknown]) else {
        panic!("a message broke off");
    };
    let one = one.remove(0);
    let of = |(number, text): (usize, &&str)| {
        let mut broken = one.clone();
        broken.message.body = json!({"text": text}).to_string();
        broken.log = format!("/data/broadcasts/{number}.jsonl").into();
        broken
    };
    BackgroundEvent::BrokenBroadcasts(texts.iter().enumerate().map(of).collect())
}

#[test]
fn of_several_that_broke_off_all_are_listed_and_each_goes_on() {
    let stage = hello().news(several_broken(&["third", "second", "first"]));
    says(
        &stage,
        &[
            "A message to 2 spaces broke off at 09:14",
            "2 others broke off before it; Alt+A lists them",
        ],
    );
    let stage = stage.keys("alt+a");
    says(&stage, &["third", "second", "first"]);
    // Told twice, as after a switch of profiles, they are listed once.
    let stage = stage.news(several_broken(&["third", "second", "first"]));
    assert_eq!(stage.app.outbox.entries().len(), 3);
    let text = |stage: &Stage| {
        let (_, order) = orders(stage).pop().unwrap();
        assert!(order.resumes);
        order.message.body
    };
    let stage = stage.keys("down s");
    says(&stage, &["Send to the 2 of 2 spaces", "second"]);
    let stage = stage.keys("enter");
    assert_eq!(text(&stage), json!({"text": "second"}).to_string());
    let spaces = orders(&stage).pop().unwrap().1.spaces;
    let stage = hear(done(stage, &spaces), BroadcastReply::Ended(LOG.into()));
    says(&stage, &["Sent to 2 spaces"]);
    // The others are still there, and one that is removed ends its log.
    let stage = stage.keys("esc alt+a");
    says(&stage, &["third", "first"]);
    let stage = stage.keys("d");
    let ended = DiskCommand::EndLog("/data/broadcasts/0.jsonl".into());
    assert!(
        stage.effects.contains(&Effect::Disk(ended)),
        "{:?}",
        stage.effects
    );
    let stage = stage.keys("s enter");
    assert_eq!(text(&stage), json!({"text": "first"}).to_string());
    assert_eq!(sends(&stage), 0, "none went to one space alone");
}

#[test]
fn what_failed_in_part_goes_on_after_another_was_sent_to_many() {
    let stage = hello().keys("ctrl+t ctrl+t ctrl+s enter");
    let (_, order) = orders(&stage).pop().unwrap();
    let stage = done(stage, &order.spaces[..1]);
    let stage = failed(stage, &order.spaces[1], false);
    let stage = hear(stage, BroadcastReply::Ended(LOG.into()));
    // Another message to the same spaces.
    let stage = stage
        .keys("esc f3 ctrl+end")
        .write("!")
        .keys("f2 home ctrl+t ctrl+t ctrl+s enter");
    let (_, other) = orders(&stage).pop().unwrap();
    assert_ne!(other.message.body, order.message.body);
    let log = BroadcastReply::Ended("/data/broadcasts/2.jsonl".into());
    let stage = hear(done(stage, &other.spaces), log);
    let stage = stage.keys("esc alt+a s enter");
    let (_, resumed) = orders(&stage).pop().unwrap();
    assert_eq!(resumed.message.body, order.message.body);
    assert!(resumed.resumes);
    assert_eq!(sends(&stage), 0, "it went to one space alone");
}

#[test]
fn a_long_message_goes_to_many_spaces_in_parts() {
    let text = "A line with some words in it.\n".repeat(2_300);
    let stage = with(request(json!({"text": text}))).keys("ctrl+t ctrl+t ctrl+s");
    says(
        &stage,
        &["Send to 2 marked spaces?", "3 parts in one thread"],
    );
    assert_eq!(orders(&stage.keys("enter")).len(), 1);
}
