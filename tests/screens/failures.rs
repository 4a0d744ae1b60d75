//! No error is swallowed: each failing reply shows its message on the screen.

use std::time::Duration;

use chatquill::app::events::effect::{
    ChatCommand, DiskCommand, Effect, FileCommand, ImageCommand, TerminalCommand,
};
use chatquill::app::events::event::BroadcastReply;
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, DiskReply, Event, FileReply, NotSent, Page, Reply, SignInReply,
    Size, WriteResult,
};
use chatquill::app::events::message_change::NotChanged;
use chatquill::app::events::read_back::{ReadBack, Unread};
use chatquill::app::events::ticket::Ticket;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::images::error::ImageError;
use chatquill::store::outbox::Origin;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures;
use crate::fixtures::{RELEASE, THREAD};
use crate::harness::{Setting, Stage, ticket};
use crate::screen_text;
use crate::setup::{self, URL};
use crate::states;

/// A failure: its name, the state of the program when it comes, and the event.
struct Case {
    name: &'static str,
    before: Stage,
    event: Event,
    words: &'static [&'static str],
}

const WORDS: &[&str] = &["Zebra crossing", "418 TEAPOT: short and stout", "Boil."];

fn problem() -> Diagnostic {
    Diagnostic {
        title: "Zebra crossing".into(),
        detail: "418 TEAPOT: short and stout".into(),
        remedy: "Boil.".into(),
        ..Diagnostic::default()
    }
}

fn no<T>() -> Result<T, Diagnostic> {
    Err(problem())
}

fn case(name: &'static str, before: Stage, event: Event) -> Case {
    Case {
        name,
        before,
        event,
        words: WORDS,
    }
}

fn asked(stage: &Stage, is_it: fn(&Effect) -> bool) -> Ticket {
    let effects = stage.effects.iter().rev();
    let mut tickets = effects.filter(|effect| is_it(effect)).filter_map(ticket);
    tickets.next().expect("the question was asked")
}

/// Returns the name of each kind of reply that can fail; a new one does not compile until it is listed here and
/// below.
fn name_of(reply: &Reply) -> &'static str {
    match reply {
        Reply::Chat(ChatReply::Spaces(_)) => "the list of spaces",
        Reply::Chat(ChatReply::Space(_)) => "a space by its name",
        Reply::Chat(ChatReply::DirectMessage(_)) => "a direct message",
        Reply::Chat(ChatReply::Members(..)) => "the members",
        Reply::Chat(ChatReply::Waiting(..)) => "a send that waits",
        Reply::Chat(ChatReply::Changed(_)) => "a message not changed",
        Reply::Chat(ChatReply::Message(_)) => "a message not read",
        Reply::Chat(ChatReply::Messages(_)) => "the messages of a thread",
        Reply::Chat(
            ChatReply::Sent(_)
            | ChatReply::Held(_)
            | ChatReply::TakenBack(_)
            // Custom emoji that may not be listed are not offered; nobody asked for one.
            | ChatReply::CustomEmoji(_)
            | ChatReply::Sending(_)
            | ChatReply::PartSent(..)
            | ChatReply::Uploading(..)
            | ChatReply::PartsSent(..),
        )
        // What was cut or copied here takes the place of the desktop's clipboard.
        | Reply::Clipboard(_)
        | Reply::Disk(DiskReply::CachedSpaces(_) | DiskReply::Undo(_)) => "never fails",
        Reply::Chat(ChatReply::Broadcast(_)) => "a message to many spaces",
        Reply::Chat(ChatReply::OldDoubt(..)) => "an old doubt",
        Reply::Chat(ChatReply::NotSent(_)) => "a message not sent",
        Reply::Edited(_) => "the editor",
        Reply::Disk(DiskReply::WebhookKept(_)) => "a webhook not kept",
        Reply::SignIn(_) => "a sign-in",
        Reply::Disk(DiskReply::Drafts(_)) => "the drafts",
        Reply::Disk(DiskReply::History(_)) => "the history",
        Reply::Disk(DiskReply::Opened(_)) => "another draft",
        Reply::Disk(DiskReply::Templates(_)) => "the templates",
        Reply::Disk(DiskReply::TemplateSaved(_)) => "a template not saved",
        Reply::File(FileReply::Folder(_)) => "a folder",
        Reply::File(FileReply::Imported(_)) => "a file",
        Reply::File(FileReply::Described(_)) => "a file not attached",
        Reply::File(FileReply::Written(_)) => "a file not written",
        Reply::Image(..) => "a picture",
        Reply::Panicked(_) => "a broken task",
    }
}

fn name_of_news(news: &BackgroundEvent) -> &'static str {
    match news {
        BackgroundEvent::Connected(_) => "the connection",
        BackgroundEvent::Saved(..)
        | BackgroundEvent::ForeignVersion(..)
        | BackgroundEvent::Ready(..)
        | BackgroundEvent::Server { .. }
        | BackgroundEvent::Cell(_) => "never fails",
        BackgroundEvent::NotSaved(_) => "a draft that could not be written",
        BackgroundEvent::Unfinished(..) => "what was cut off",
        BackgroundEvent::BrokenBroadcasts(_) => "a message to many spaces that was cut off",
        BackgroundEvent::Copied(_) => "the clipboard",
        BackgroundEvent::NotThemed(_) => "a theme",
        BackgroundEvent::QuitRefused(_) => "a draft that is lost by quitting",
        BackgroundEvent::Panicked(_) => "a broken part",
    }
}

/// Returns the case where the same message is in doubt for so long that the user is asked.
fn old_doubt(size: Size) -> Case {
    let stage = states::sending(size);
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::Send(..)))
    });
    let record = fixtures::leftover("r1").record;
    let reply = Reply::Chat(ChatReply::OldDoubt(Box::new(record), "09:12".into()));
    Case {
        name: name_of(&reply),
        before: stage,
        event: Event::Replied(ticket, reply),
        words: &[
            "Post it again to # eng-release?",
            "sent at 09:12",
            "post it twice",
        ],
    }
}

/// Returns the case of an image that failed to load: the reason is in its box.
fn picture(size: Size) -> Case {
    let image = json!({"image": {"imageUrl": "https://e.com/a.png"}});
    let card = json!({"card": {"sections": [{"widgets": [image]}]}});
    let setting = Setting {
        request: json!({"message": {"cardsV2": [card]}}),
        ..Setting::default()
    };
    let stage = Stage::connected(size, setting).keys("f7 p");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Image(ImageCommand::Fetch(..)))
    });
    let reply = Reply::Image("https://e.com/a.png".into(), Err(ImageError::Status(404)));
    Case {
        name: name_of(&reply),
        before: stage,
        event: Event::Replied(ticket, reply),
        words: &["⚠ HTTP 404 not found"],
    }
}

#[expect(clippy::too_many_lines, reason = "one table of all replies")]
fn replies(size: Size) -> Vec<Case> {
    let asks = |effect: &Effect| matches!(effect, Effect::Chat(ChatCommand::ListSpaces(..)));
    let not_sent = |unsure| {
        Reply::Chat(ChatReply::NotSent(NotSent {
            day: String::new(),
            problem: problem(),
            request_id: "r1".into(),
            unsure,
        }))
    };
    let mut found = Vec::new();
    let mut add = |stage: Stage, asked: Ticket, reply: Reply| {
        let name = name_of(&reply);
        found.push(case(name, stage, Event::Replied(asked, reply)));
    };
    let stage = states::first_start(size);
    let ticket = asked(&stage, asks);
    add(stage, ticket, Reply::Chat(ChatReply::Spaces(no())));
    let stage = states::spaces_listed(size)
        .paste("spaces/AAAAelsewhere")
        .keys("enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::GetSpace(..)))
    });
    add(stage, ticket, Reply::Chat(ChatReply::Space(no())));
    let stage = states::spaces_listed(size).paste("users/123").keys("enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::FindDirectMessage { .. }))
    });
    add(stage, ticket, Reply::Chat(ChatReply::DirectMessage(no())));
    let stage = Stage::writing(size).keys("f5 enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::ListMembers(..)))
    });
    add(
        stage,
        ticket,
        Reply::Chat(ChatReply::Members(RELEASE.into(), no())),
    );
    for reply in [
        not_sent(false),
        not_sent(true),
        Reply::Panicked(problem()),
        Reply::Chat(ChatReply::Waiting(WORDS.join(". "), Duration::from_secs(4))),
    ] {
        let stage = states::sending(size);
        let ticket = asked(&stage, |effect| {
            matches!(effect, Effect::Chat(ChatCommand::Send(..)))
        });
        add(stage, ticket, reply);
    }
    let stage = Stage::writing(size)
        .write("hi")
        .keys("f2 ctrl+t ctrl+s enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::Broadcast(..)))
    });
    let failed = NotSent {
        day: String::new(),
        problem: problem(),
        request_id: String::new(),
        unsure: false,
    };
    let reply = BroadcastReply::NotBegun(failed);
    add(stage, ticket, Reply::Chat(ChatReply::Broadcast(reply)));
    let stage = Stage::writing(size).write("hi").keys("ctrl+e");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Terminal(TerminalCommand::Edit(..)))
    });
    add(stage, ticket, Reply::Edited(no()));
    let stage = Stage::writing(size).keys("ctrl+o");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::ListDrafts(..)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::Drafts(no())));
    let stage = Stage::writing(size).keys("alt+a");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::ListHistory(_)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::History(no())));
    for unsure in [false, true] {
        let stage = states::sent(size).keys("alt+a D enter");
        let ticket = asked(&stage, |effect| {
            matches!(effect, Effect::Chat(ChatCommand::Change(..)))
        });
        let failed = NotChanged {
            problem: problem(),
            unsure,
            overtaken: None,
        };
        add(stage, ticket, Reply::Chat(ChatReply::Changed(Err(failed))));
    }
    for keys in ["alt+a e", "alt+a Q", "alt+a b"] {
        let stage = states::sent(size).keys(keys);
        let ticket = asked(&stage, |effect| {
            matches!(effect, Effect::Chat(ChatCommand::ReadMessage(..)))
        });
        let read = ReadBack {
            origin: Origin::default(),
            answer: Err(Unread {
                problem: problem(),
                is_forbidden: false,
                is_gone: false,
            }),
        };
        add(stage, ticket, Reply::Chat(ChatReply::Message(read)));
    }
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"thread": {"name": THREAD}}}),
        sender: fixtures::person(),
        ..Setting::default()
    };
    let stage = Stage::connected(size, setting).keys("f6 3");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::ListMessages(..)))
    });
    add(stage, ticket, Reply::Chat(ChatReply::Messages(no())));
    let stage = Stage::writing(size).keys("alt+o");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::File(FileCommand::ListFolder(..)))
    });
    add(stage, ticket, Reply::File(FileReply::Folder(no())));
    let stage = states::files(size).keys("down down down enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::File(FileCommand::ReadFile(..)))
    });
    add(stage, ticket, Reply::File(FileReply::Imported(no())));
    let person = Setting {
        sender: fixtures::person(),
        ..Setting::default()
    };
    let stage = Stage::connected(size, person)
        .keys("ctrl+p")
        .write("attach a file")
        .keys("enter")
        .answer(Reply::File(FileReply::Folder(Ok(fixtures::folder()))))
        .keys("down down down enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::File(FileCommand::DescribeFile(..)))
    });
    add(stage, ticket, Reply::File(FileReply::Described(no())));
    let stage = Stage::writing(size).keys("f6 s enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::File(FileCommand::WriteFile { .. }))
    });
    add(
        stage,
        ticket,
        Reply::File(FileReply::Written(WriteResult::Failed(problem()))),
    );
    let stage = Stage::writing(size).keys("ctrl+n enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::OpenDraft(..)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::Opened(no())));
    let stage = Stage::writing(size).keys("ctrl+n");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::ListTemplates(_)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::Templates(no())));
    let stage = Stage::writing(size).write("hi").keys("alt+t enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::SaveTemplate(..)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::TemplateSaved(no())));
    let stage = Stage::writing(size)
        .keys("alt+w enter")
        .paste(URL)
        .keys("enter");
    let ticket = asked(&stage, |effect| {
        matches!(effect, Effect::Disk(DiskCommand::KeepWebhook(..)))
    });
    add(stage, ticket, Reply::Disk(DiskReply::WebhookKept(no())));
    let stage = setup::signing_in(size);
    let ticket = asked(&stage, |effect| matches!(effect, Effect::SignIn(_)));
    add(stage, ticket, Reply::SignIn(SignInReply::Failed(problem())));
    let stage = Stage::writing(size);
    let ticket = asked(&stage, asks);
    add(stage, ticket, Reply::Panicked(problem()));
    found
}

fn news(size: Size) -> Vec<Case> {
    let mut unfinished = fixtures::leftover("r1");
    unfinished.record.message.body = "not even JSON".into();
    [
        BackgroundEvent::Connected(Err(problem())),
        BackgroundEvent::NotSaved(problem()),
        BackgroundEvent::Copied(Err(problem())),
        BackgroundEvent::QuitRefused(problem()),
        BackgroundEvent::Panicked(problem()),
        BackgroundEvent::Unfinished(vec![unfinished], 0),
    ]
    .into_iter()
    .map(|news| Case {
        words: match news {
            BackgroundEvent::Unfinished(..) => &["was on the way when chatquill last ended"],
            _ => WORDS,
        },
        name: name_of_news(&news),
        before: Stage::writing(size).write("hi"),
        event: Event::Background(news),
    })
    .collect()
}

#[test]
fn every_failing_answer_is_told_in_full() {
    let theme = Theme::named("dark").unwrap();
    for (width, height) in [(80, 24), (120, 40), (64, 20)] {
        let size = Size { width, height };
        let others = vec![picture(size), old_doubt(size)];
        for case in replies(size).into_iter().chain(news(size)).chain(others) {
            let text = case.before.app.document.draft().text().to_owned();
            let after = case.before.event(case.event);
            let screen = screen_text::words(&after.draw(&theme).0);
            for words in case.words {
                let is_told = screen.contains(words.trim_end_matches('.'));
                assert!(is_told, "{} at {size:?}: {words:?} in {screen}", case.name);
            }
            assert_eq!(
                after.app.document.draft().text(),
                text,
                "{}: words are lost",
                case.name
            );
        }
    }
}

#[test]
fn a_failure_stays_until_it_is_read() {
    let theme = Theme::named("dark").unwrap();
    let size = Size {
        width: 80,
        height: 24,
    };
    // What quitting would lose is told in a line that is typed in.
    let read = |case: &Case| {
        !matches!(
            case.event,
            Event::Background(BackgroundEvent::QuitRefused(_))
        )
    };
    for case in news(size).into_iter().filter(read) {
        let after = case.before.event(case.event).write(" more").keys("left");
        let screen = screen_text::words(&after.draw(&theme).0);
        assert!(screen.contains(case.words[0]), "{}: {screen}", case.name);
        let screen = screen_text::words(&after.keys("esc").draw(&theme).0);
        assert!(!screen.contains(case.words[0]), "{}: {screen}", case.name);
    }
}

#[test]
fn words_of_several_lines_are_shown_as_lines() {
    let theme = Theme::named("dark").unwrap();
    let size = Size {
        width: 80,
        height: 24,
    };
    let told = Diagnostic {
        detail: "400 INVALID_ARGUMENT: Bad.\nmessage.text: Too odd.".into(),
        ..problem()
    };
    let failed = NotSent {
        day: String::new(),
        problem: told,
        request_id: "r1".into(),
        unsure: false,
    };
    let mut stage = states::sending(size).answer(Reply::Chat(ChatReply::NotSent(failed)));
    for keys in ["", "alt+a"] {
        stage = stage.keys(keys);
        let rows = screen_text::rows(&stage.draw(&theme).0);
        assert!(rows.iter().any(|row| row.contains("Too odd.")), "{rows:#?}");
        assert!(!rows.iter().any(|row| row.contains('␊')), "{rows:#?}");
    }
}

#[test]
fn a_list_that_is_asked_for_again_says_why_and_when() {
    let theme = Theme::named("dark").unwrap();
    let size = Size {
        width: 120,
        height: 30,
    };
    let waits = |stage: Stage, ticket| {
        let wait = ChatReply::Waiting("Zebra crossing".into(), Duration::from_secs(4));
        stage.event(Event::Replied(ticket, Reply::Chat(wait)))
    };
    let says = |stage: &Stage, words: &str| {
        let rows = screen_text::rows(&stage.draw(&theme).0);
        assert!(rows.iter().any(|row| row.contains(words)), "{rows:#?}");
    };
    let lists = |effect: &Effect| matches!(effect, Effect::Chat(ChatCommand::ListSpaces(..)));
    let stage = states::first_start(size);
    let ticket = asked(&stage, lists);
    let stage = waits(stage, ticket);
    says(&stage, "Zebra crossing; trying again in 4 s");
    says(&stage, "Ctrl+R tries at once.");
    // At once means that the wait ends.
    let stage = stage.keys("ctrl+r");
    let cancel = Effect::Chat(ChatCommand::Cancel(ticket));
    assert!(stage.effects.contains(&cancel), "{:?}", stage.effects);
    let again = asked(&stage, lists);
    assert_ne!(again, ticket);
    let stage = waits(stage, again).listed();
    let rows = screen_text::rows(&stage.draw(&theme).0);
    assert!(!rows.iter().any(|row| row.contains("Zebra")), "{rows:#?}");
    // The top line says so beneath any notice.
    let stage = Stage::connected(size, Setting::default()).keys("ctrl+r");
    let ticket = asked(&stage, lists);
    let stage = waits(stage, ticket);
    says(&stage, "spaces, trying again");
    let stage = Stage::writing(size).keys("f5 enter");
    let members = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::ListMembers(..)))
    });
    let stage = waits(stage, members);
    says(&stage, "Zebra crossing; trying again in 4 s");
}

#[test]
fn an_answer_to_an_old_question_changes_nothing() {
    let theme = Theme::named("dark").unwrap();
    let size = Size {
        width: 80,
        height: 24,
    };
    let stage = states::first_start(size);
    let old = asked(&stage, |effect| {
        matches!(effect, Effect::Chat(ChatCommand::ListSpaces(..)))
    });
    let stage = stage.keys("ctrl+r").listed();
    let before = stage.draw(&theme);
    let nothing = Page {
        items: Vec::new(),
        next: None,
    };
    let stage = stage.event(Event::Replied(
        old,
        Reply::Chat(ChatReply::Spaces(Ok(nothing))),
    ));
    assert_eq!(before, stage.draw(&theme));
}
