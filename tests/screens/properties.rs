//! Whatever is typed, pasted, clicked, resized and replied, in any order: nothing panics, the draft stays a request,
//! and undo leads back to the start.

use chatquill::chat::resources::{CustomEmoji, MessagesPage};
use chatquill::delivery::intent::Intent;
use chatquill::message::draft_file::{DraftEntry, OpenDraft};
use chatquill::message::preset::Preset;
use chatquill::store::outbox::Receipt;
use std::collections::BTreeSet;
use std::time::Duration;

use chatquill::app::events::effect::{
    ChatCommand, DiskCommand, Effect, FileCommand, TerminalCommand,
};
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, CopyTarget, DiskReply, Event, FileReply, FoundMessage,
    ImportedMessage, Mouse, MouseKind, NotSent, Page, Reply, Sent, Size, WriteResult,
};
use chatquill::app::events::message_change::NotChanged;
use chatquill::app::events::read_back::{ReadBack, Unread};
use chatquill::app::panes::preview::tabs::Tab;
use chatquill::app::state::open_state::{Content, Opening};
use chatquill::cells::grapheme;
use chatquill::delivery::change::Done;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::document::outline;
use chatquill::document::schema::Schema;
use chatquill::input::chord::{Chord, Key};
use chatquill::input::keymap::{Keymap, Place};
use chatquill::message::draft::Draft;
use chatquill::message::import::open;
use chatquill::store::outbox::Origin;
use chatquill::view::theme::Theme;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::fixtures;
use crate::harness::{Setting, Stage, ticket};

/// Texts that break careless programs.
const NASTY: [&str; 24] = [
    "你好👋🏽🌎",
    "👨‍👩‍👧‍👦🇹🇼🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "e\u{301}\u{323}\u{301}\u{323}",
    "\u{301}starts with an accent",
    "ｶﾞｷﾞﾊﾟ\u{FF9E}\u{FF9F}",
    "한국어 조합형 \u{1112}\u{1161}\u{11AB}",
    "\u{202E}reversed\u{202C} مرحبا",
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "\0\u{1}\u{7f}\u{9b}31m",
    "\r\n\r\r\n\n\t\t",
    "\u{2028}\u{2029}\u{85}\u{b}\u{c}",
    "\u{200b}\u{200d}\u{fe0f}\u{feff}\u{ad}",
    "\u{fe0f}☎\u{fe0f}☎\u{fe0e}",
    "क्षि नमस्ते ไทยน้ำ",
    "\u{10FFFF}\u{E000}\u{FFFD}",
    "\"quoted\" \\ /slash/ {\"text\": \"json\"}",
    "spaces/AAAAincident",
    "https://chat.google.com/room/AAAAelsewhere?cls=7",
    "spaces/AAAArelease1/threads/abc",
    "client-Release 2.4",
    "word word word word word word word word word word word word word word",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "   \t   ",
    "",
];

const PLACES: [Place; 23] = [
    Place::Everywhere,
    Place::List,
    Place::Line,
    Place::Spaces,
    Place::SpacesFilter,
    Place::Filter,
    Place::Broadcast,
    Place::Text,
    Place::Completion,
    Place::Find,
    Place::Format,
    Place::LinkAddress,
    Place::DraftTitle,
    Place::Cards,
    Place::Form,
    Place::LongText,
    Place::Options,
    Place::Field,
    Place::Preview,
    Place::Confirm,
    Place::Activity,
    Place::Drafts,
    Place::Help,
];

/// A generated event, as far as it is known before the program runs.
#[derive(Clone, Debug)]
enum Step {
    Press(Chord),
    Paste(String),
    Resize(u16, u16),
    Mouse(Mouse),
    Tick(u64),
    /// The frame is on the screen.
    Draw,
    /// Replies to an earlier request (counted from the last), with success or an error, with this text.
    Answer(usize, bool, String),
    Tell(usize, String),
}

/// Parts of cards as people paste them.
const PARTS: [&str; 6] = [
    r#"{"textParagraph": {"text": "pasted"}}"#,
    r#"{"decorated_text": {"text": "pasted", "top_label": "snake"}}"#,
    "{text: 'Go', onClick: {openLink: {url: 'https://example.com'}}}",
    r#"{"header": "Pasted", "widgets": [{"divider": {}}]}"#,
    r#"{"cardsV2": [{"cardId": "one", "card": {"sections": []}}], "accessoryWidgets": [{}]}"#,
    r#"{"textParagraph": {"text""#,
];

fn chords_of(places: &[Place]) -> Vec<Chord> {
    let keymap = Keymap::builtin().unwrap();
    let bindings = places.iter().flat_map(|place| keymap.bindings(*place));
    bindings
        .flat_map(|binding| binding.chords().to_vec())
        .collect()
}

fn chords() -> Vec<Chord> {
    let mut chords = chords_of(&PLACES);
    chords.push(Chord::plain(Key::Insert));
    chords.push(Chord::plain(Key::F(12)));
    chords
}

fn nasty() -> impl Strategy<Value = String> {
    let long = (select(&NASTY[..]), 1_usize..100).prop_map(|(text, times)| text.repeat(times));
    let mixed = vec(select(&NASTY[..]), 0..4).prop_map(|parts| parts.concat());
    prop_oneof![4 => mixed, 1 => long, 1 => any::<String>()]
}

fn step() -> impl Strategy<Value = Step> {
    let plain = |c| Step::Press(Chord::plain(Key::Char(c)));
    let mouse = prop_oneof![
        (1_u8..4).prop_map(MouseKind::Press),
        Just(MouseKind::Drag),
        Just(MouseKind::WheelUp),
        Just(MouseKind::WheelDown),
    ];
    let mouse = (mouse, 0_u16..140, 0_u16..50);
    prop_oneof![
        8 => select(chords()).prop_map(Step::Press),
        2 => prop_oneof![any::<char>(), select(vec!['a', ' ', '你', 'é', '\u{301}', '👋', '\u{1F3FD}', '\u{200d}'])].prop_map(plain),
        2 => nasty().prop_map(Step::Paste),
        1 => prop_oneof![(0_u16..130, 0_u16..45), (70_u16..130, 20_u16..45)].prop_map(|(w, h)| Step::Resize(w, h)),
        2 => mouse.prop_map(|(kind, column, row)| Step::Mouse(Mouse { kind, column, row })),
        1 => (0_u64..100_000).prop_map(Step::Tick),
        4 => Just(Step::Draw),
        3 => (0_usize..6, any::<bool>(), nasty()).prop_map(|(at, kind, words)| Step::Answer(at, kind, words)),
        1 => (0_usize..8, nasty()).prop_map(|(at, words)| Step::Tell(at, words)),
    ]
}

fn problem(words: &str) -> Diagnostic {
    Diagnostic {
        title: words.to_owned(),
        detail: words.to_owned(),
        remedy: "Try again.".into(),
        ..Diagnostic::default()
    }
}

fn request(words: &str) -> Value {
    json!({"parent": "spaces/AAAAtaipei01", "messageId": words,
           "message": {"text": words, "unknown": [{"deep": words}]}})
}

/// Returns the reply to an effect, with this text wherever a text is.
#[expect(clippy::too_many_lines, reason = "one table of all effects")]
fn reply(effect: &Effect, is_kind: bool, words: &str) -> Reply {
    let result = || if is_kind { Ok(()) } else { Err(problem(words)) };
    let page =
        |next: &str| (!next.is_empty() && next.len().is_multiple_of(3)).then(|| next.to_owned());
    match effect {
        Effect::Chat(ChatCommand::ListSpaces(..)) => {
            Reply::Chat(ChatReply::Spaces(result().map(|()| Page {
                items: fixtures::spaces(),
                next: page(words),
            })))
        }
        Effect::Chat(ChatCommand::GetSpace(_, name)) => {
            Reply::Chat(ChatReply::Space(result().map(|()| {
                let mut space = fixtures::spaces().remove(0);
                space.name.clone_from(name);
                words.clone_into(&mut space.display_name);
                space
            })))
        }
        Effect::Chat(ChatCommand::FindDirectMessage { .. }) => {
            Reply::Chat(ChatReply::DirectMessage(result().map(|()| None)))
        }
        Effect::Chat(ChatCommand::ListMembers(_, space, _)) => {
            let mut items = fixtures::members(space);
            words.clone_into(&mut items[0].display_name);
            let next = page(words);
            Reply::Chat(ChatReply::Members(
                space.clone(),
                result().map(|()| Page { items, next }),
            ))
        }
        Effect::Chat(ChatCommand::ListCustomEmoji(_)) => {
            Reply::Chat(ChatReply::CustomEmoji(result().map(|()| {
                vec![CustomEmoji {
                    emoji_name: format!(":{words}:"),
                    ..CustomEmoji::default()
                }]
            })))
        }
        Effect::Chat(ChatCommand::Send(..)) if is_kind && words.len() % 4 == 3 => {
            Reply::Chat(ChatReply::Waiting(words.to_owned(), Duration::from_secs(3)))
        }
        Effect::Chat(ChatCommand::Send(..)) if words.len() % 4 == 1 => {
            Reply::Chat(ChatReply::Sending(words.to_owned()))
        }
        Effect::Chat(ChatCommand::Send(..)) if words.len() % 7 == 2 => {
            let record = fixtures::leftover(words).record;
            Reply::Chat(ChatReply::OldDoubt(Box::new(record), words.to_owned()))
        }
        Effect::Chat(ChatCommand::Send(..)) if is_kind => Reply::Chat(ChatReply::Sent(Sent {
            thread: words.to_owned(),
            earlier: (words.len() % 4 == 2).then(|| words.to_owned()),
            ..fixtures::sent()
        })),
        Effect::Chat(ChatCommand::Send(..)) => Reply::Chat(ChatReply::NotSent(NotSent {
            day: String::new(),
            problem: problem(words),
            request_id: words.to_owned(),
            unsure: words.len().is_multiple_of(2),
        })),
        Effect::Chat(ChatCommand::Change(..)) => {
            Reply::Chat(ChatReply::Changed(match words.len() {
                0 => Ok(Done::Already),
                length if is_kind => Ok(Done::Made(json!({ "length": length }))),
                length => Err(NotChanged {
                    problem: problem(words),
                    unsure: length.is_multiple_of(2),
                    overtaken: length
                        .is_multiple_of(3)
                        .then(|| Box::new(json!({ "text": words }))),
                }),
            }))
        }
        Effect::Terminal(TerminalCommand::Edit(_, lent)) => {
            // The runtime cleans what an editor left before it answers.
            Reply::Edited(result().map(|()| {
                let edited = match words.len() % 3 {
                    0 => lent.text.clone(),
                    1 => words.to_owned(),
                    _ => format!("{}{words}", lent.text),
                };
                grapheme::cleaned(&edited).into_owned()
            }))
        }
        Effect::Terminal(TerminalCommand::ReadClipboard(_)) => {
            Reply::Clipboard(is_kind.then(|| words.to_owned()))
        }
        Effect::Disk(DiskCommand::ListDrafts(_) | DiskCommand::DeleteDraft(..)) => {
            Reply::Disk(DiskReply::Drafts(result().map(|()| {
                let odd = DraftEntry {
                    excerpt: words.to_owned(),
                    ..fixtures::drafts().remove(1)
                };
                fixtures::drafts().into_iter().chain([odd]).collect()
            })))
        }
        Effect::Disk(DiskCommand::ListHistory(_)) => {
            Reply::Disk(DiskReply::History(result().map(|()| {
                let mut sends = fixtures::past_sends();
                words.clone_into(&mut sends[0].title);
                words.clone_into(&mut sends[0].entry.message.request_id);
                words.clone_into(&mut sends[1].entry.message.body);
                words.clone_into(&mut sends[1].day);
                sends
            })))
        }
        Effect::Chat(ChatCommand::ListMessages(..)) => {
            let message = json!({"text": words, "thread": {"name": words}, "createTime": words});
            Reply::Chat(ChatReply::Messages(result().map(|()| MessagesPage {
                messages: vec![message.clone(), message],
                next: None,
            })))
        }
        Effect::Chat(ChatCommand::ReadMessage(_, name, _)) => {
            Reply::Chat(ChatReply::Message(ReadBack {
                origin: Origin::default(),
                answer: if is_kind {
                    Ok(json!({ "name": name, "text": words, "createTime": words }))
                } else {
                    Err(Unread {
                        problem: problem(words),
                        is_forbidden: words.len().is_multiple_of(2),
                        is_gone: words.len().is_multiple_of(3),
                    })
                },
            }))
        }
        Effect::Disk(DiskCommand::StartEdit(_, target)) => {
            Reply::Disk(DiskReply::Opened(result().map(|()| {
                Box::new(OpenDraft {
                    id: "edit-1".into(),
                    request: target.request(),
                    edit: Some(target.clone()),
                    ..OpenDraft::default()
                })
            })))
        }
        Effect::Disk(DiskCommand::OpenDraft(_, id)) => {
            Reply::Disk(DiskReply::Opened(result().map(|()| {
                Box::new(OpenDraft {
                    id: id.clone().unwrap_or_else(|| "draft-9".into()),
                    request: request(words),
                    ..OpenDraft::default()
                })
            })))
        }
        Effect::File(FileCommand::ListFolder(..)) => {
            Reply::File(FileReply::Folder(result().map(|()| {
                let mut folder = fixtures::folder();
                folder.path.push(words);
                folder.entries[1].path.set_file_name(words);
                folder
            })))
        }
        Effect::File(FileCommand::WriteFile { path, .. }) => {
            Reply::File(FileReply::Written(match words.len() % 3 {
                0 => WriteResult::Done(path.clone()),
                1 => WriteResult::Exists(path.clone()),
                _ => WriteResult::Failed(problem(words)),
            }))
        }
        Effect::File(FileCommand::ReadFile(..)) => {
            Reply::File(FileReply::Imported(match open(words) {
                Ok(opened) => {
                    let name = words.to_owned();
                    Ok(FoundMessage::One(Box::new(ImportedMessage {
                        name,
                        opened,
                        preset: Preset::default(),
                    })))
                }
                Err(_) => Err(problem(words)),
            }))
        }
        _ => Reply::Panicked(problem(words)),
    }
}

fn news(at: usize, words: &str) -> BackgroundEvent {
    match at {
        0 => BackgroundEvent::Connected(Ok(fixtures::sandbox())),
        1 => BackgroundEvent::Connected(Ok(if words.len().is_multiple_of(2) {
            fixtures::production()
        } else {
            fixtures::person()
        })),
        2 => BackgroundEvent::Connected(Err(problem(words))),
        3 => BackgroundEvent::Saved("draft-3".into()),
        4 => BackgroundEvent::NotSaved(problem(words)),
        5 => BackgroundEvent::Copied(if words.is_empty() {
            Ok(CopyTarget::Terminal)
        } else {
            Err(problem(words))
        }),
        6 => {
            let mut leftover = fixtures::leftover(words);
            leftover.is_ours = !words.len().is_multiple_of(3);
            leftover.record.message.query = vec![("messageReplyOption".into(), words.to_owned())];
            if !words.len().is_multiple_of(2) {
                words.clone_into(&mut leftover.record.message.body);
            }
            if words.len().is_multiple_of(5) {
                leftover.record.sent = Some(Receipt::default());
            }
            BackgroundEvent::Unfinished(vec![leftover], words.len() % 2)
        }
        _ => BackgroundEvent::Panicked(problem(words)),
    }
}

/// Returns the event of a `Step`, now that the effects are known.
fn event(step: &Step, stage: &Stage) -> Option<Event> {
    Some(match step {
        Step::Press(chord) => Event::Key(*chord),
        Step::Paste(text) => Event::Paste(text.clone()),
        Step::Resize(width, height) => Event::Resized(Size {
            width: *width,
            height: *height,
        }),
        Step::Mouse(mouse) => Event::Mouse(*mouse),
        Step::Draw => Event::Idle,
        Step::Tick(now) => Event::Tick(Duration::from_millis(*now)),
        Step::Answer(at, is_kind, words) => {
            let mut asked = stage
                .effects
                .iter()
                .rev()
                .filter(|effect| ticket(effect).is_some());
            let effect = asked.nth(*at)?;
            Event::Replied(ticket(effect)?, reply(effect, *is_kind, words))
        }
        Step::Tell(at, words) => Event::Background(news(*at, words)),
    })
}

/// A program with its invariants: where its draft began, and that it stays valid.
struct Watched {
    stage: Stage,
    start: String,
    theme: Theme,
}

impl Watched {
    fn new(request: Value) -> Self {
        let size = Size {
            width: 100,
            height: 30,
        };
        let setting = Setting {
            request,
            ..Setting::default()
        };
        let stage = Stage::connected(size, setting);
        Self {
            start: stage.app.document.draft().request().to_string(),
            stage,
            theme: Theme::named("dark").unwrap(),
        }
    }

    /// Returns what a draft begins with that the disk opens as `opened` for this content.
    ///
    /// Keys that waited for it are taken in by the same update, so it cannot be read off afterwards.
    fn beginning(&self, content: &Content, opened: &Value) -> Value {
        let former = self.stage.app.document.draft();
        let inherits = |own: &Value, parent: Option<&Value>| {
            let parent = parent.map(|parent| ("parent".to_owned(), parent.clone()));
            let own = own.as_object().cloned().unwrap_or_default();
            Value::Object(parent.into_iter().chain(own).collect())
        };
        match content {
            Content::Message(start) => start.request.clone(),
            Content::Template(_, request) => inherits(request, former.get("/parent")),
            Content::Import(imported) => {
                let has_space = !former.parent().is_empty();
                let parent = former.get("/parent").filter(|_| has_space);
                inherits(&imported.opened.request, parent)
            }
            Content::Own | Content::Edit(_) | Content::Noted(_) => opened.clone(),
        }
    }

    fn take(&mut self, step: &Step) {
        let Some(event) = event(step, &self.stage) else {
            return;
        };
        if let Event::Replied(ticket, Reply::Disk(DiskReply::Opened(Ok(opened)))) = &event
            && self.stage.app.pending_open.draft_ticket() == Some(*ticket)
        {
            let begins = match &self.stage.app.pending_open {
                Opening::Draft(pending) => self.beginning(&pending.content, &opened.request),
                _ => opened.request.clone(),
            };
            let draft = Draft::new(begins);
            self.start = draft.request().to_string();
        }
        let draft = self.stage.app.document.draft();
        let blank = draft.is_blank().then(|| draft.request().clone());
        let effects = self.stage.take_compared(event).to_vec();
        // A message that is pasted takes the place of a blank draft, which begins anew.
        let notice = self.stage.app.overlay.notice();
        let is_opened = notice.is_some_and(|notice| notice.title.starts_with("Opened"));
        let draft = self.stage.app.document.draft();
        if is_opened && blank.is_some_and(|before| before != *draft.request()) {
            self.start = self.stage.app.document.draft().request().to_string();
        }
        self.check(&effects);
        // The runtime always answers; keys would be queued for the rest otherwise.
        if self.stage.app.register.is_waiting() && !matches!(step, Step::Press(_)) {
            self.open();
        }
    }

    /// Replies to every pending opening and paste, so that keys are no longer queued.
    fn open(&mut self) {
        loop {
            if let Some(ticket) = self.stage.app.pending_open.draft_ticket() {
                let no = Reply::Disk(DiskReply::Opened(Err(problem("no"))));
                self.stage.take(Event::Replied(ticket, no));
            } else if self.stage.app.register.is_waiting() {
                let asked = self
                    .stage
                    .effects
                    .iter()
                    .rev()
                    .find_map(|effect| match effect {
                        Effect::Terminal(TerminalCommand::ReadClipboard(ticket)) => Some(*ticket),
                        _ => None,
                    });
                let nothing = Reply::Clipboard(None);
                self.stage.take(Event::Replied(asked.unwrap(), nothing));
            } else {
                return;
            }
        }
    }

    fn check(&self, effects: &[Effect]) {
        let app = &self.stage.app;
        assert!(app.document.draft().request().is_object());
        assert_eq!(
            app.document.draft().text(),
            app.panes.text.text(),
            "draft and pane differ"
        );
        assert_eq!(app.panes.text.len(), app.panes.text.text().len());
        assert_eq!(
            app.document.draft().bytes(),
            app.document.draft().body().len(),
            "the gauge is behind"
        );
        let cards = app
            .document
            .draft()
            .get("/message/cardsV2")
            .and_then(Value::as_array);
        let lines = app.panes.cards.nodes().iter();
        let lines: Vec<&str> = lines.map(|node| node.path.as_str()).collect();
        let are_there = lines
            .iter()
            .all(|path| app.document.draft().get(path).is_some());
        assert!(are_there, "the outline is behind: {lines:?}");
        for card in 0..cards.map_or(0, Vec::len) {
            let path = format!("/message/cardsV2/{card}");
            assert!(lines.contains(&path.as_str()), "the outline lacks {path}");
        }
        if !app.panes.cards.nodes().iter().any(|node| node.is_folded) {
            let schema = Schema::builtin();
            let kind = schema.get("CreateMessageRequest").unwrap();
            let request = app.document.draft().request();
            let anew = outline::nodes(schema, kind, request, "", &BTreeSet::new());
            let anew: Vec<&str> = anew.iter().map(|node| node.path.as_str()).collect();
            assert_eq!(lines, anew, "the outline is not that of the draft");
        }
        let preview = app.regions().preview.unwrap_or_default();
        if !app.document.has_stale_derived()
            && app.panes.preview.tab == Tab::Json
            && preview.width > 4
            && preview.height > 2
        {
            let json = app.panes.preview.json.copy();
            assert_eq!(json, app.document.draft().body(), "the JSON is behind");
        }
        for effect in effects {
            match effect {
                Effect::Disk(DiskCommand::SaveDraft { request, .. }) => {
                    let written = request.to_string();
                    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), **request);
                    assert!(request.is_object());
                }
                Effect::Chat(ChatCommand::Send(_, request, Intent::New)) => {
                    assert!(
                        serde_json::from_str::<Value>(&request.body)
                            .unwrap()
                            .is_object()
                    );
                    assert!(!request.parent.is_empty());
                }
                _ => {}
            }
        }
        let (buffer, caret) = self.stage.draw(&self.theme);
        for cell in buffer.content() {
            assert!(!cell.symbol().chars().any(char::is_control), "{cell:?}");
        }
        assert!(caret.is_none_or(|caret| buffer.area.contains(caret)));
    }

    /// Leaves the dialog that is open: there, undo is of what was typed in it.
    fn leave_dialogs(&mut self) {
        for _ in 0..10 {
            if self.stage.app.overlay.dialog().is_none() {
                return;
            }
            self.stage.take(Event::Key("esc".parse().unwrap()));
        }
        panic!("a dialog stays open");
    }

    /// Presses a chord until the draft does not change any more.
    fn turn(&mut self, chord: &str) {
        let chord = chord.parse().unwrap();
        for _ in 0..10_000 {
            let before = self.stage.app.document.draft().revision();
            self.stage.take(Event::Key(chord));
            if self.stage.app.document.draft().revision() == before {
                self.check(&[]);
                return;
            }
        }
        panic!("{chord} never ends");
    }
}

fn watched(request: Value, steps: &[Step]) {
    let mut watched = Watched::new(request);
    for step in steps {
        watched.take(step);
    }
    watched.open();
    watched.leave_dialogs();
    watched.turn("ctrl+y");
    let end = watched.stage.app.document.draft().request().to_string();
    watched.turn("ctrl+z");
    let start = watched.stage.app.document.draft().request().to_string();
    assert_eq!(start, watched.start, "undo does not lead to the start");
    watched.turn("ctrl+y");
    let again = watched.stage.app.document.draft().request().to_string();
    assert_eq!(again, end, "redo does not lead to the end");
}

/// Returns a message with parts of many kinds, and some values of the wrong type.
fn carded() -> Value {
    json!({"parent": fixtures::RELEASE, "message": {"text": "Hello", "cardsV2": [
        {"cardId": "one", "card": {"header": {"title": "家族 👨‍👩‍👧‍👦"}, "sections": [
            {"header": "First", "widgets": [
                {"textParagraph": {"text": "Words\nin two lines"}},
                {"decoratedText": {"text": "Line", "startIcon": {"knownIcon": "STAR"},
                    "onClick": {"action": {"function": "go", "parameters": [{"key": "a", "value": "1"}]}}}},
                {"columns": {"columnItems": [{"widgets": [{"image": {"altText": "Map"}}]}, {"widgets": [7]}]}},
                {"dateTimePicker": {"name": "when", "valueMsEpoch": "43200000"}},
            ]},
            {"widgets": [{"buttonList": {"buttons": [
                {"text": "Go", "color": {"red": 1}, "onClick": {"openLink": {"url": "https://example.com"}}},
                {"glow": 1},
            ]}}]},
        ]}},
        {"card": "odd"},
    ], "accessoryWidgets": {"buttonList": {"buttons": [{"text": "Docs"}]}}}})
}

fn starts() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({})),
        Just(json!({"parent": fixtures::RELEASE, "message": {"text": "Hello"}})),
        nasty().prop_map(|words| request(&words)),
        Just(carded()),
        Just(json!({"parent": 7, "message": "no object", "messageId": []})),
        Just(
            json!({"parent": fixtures::RELEASE, "message": {"text": 5, "thread": "odd", "privateMessageViewer": []},
                    "createMessageNotificationOptions": 0, "messageReplyOption": {}})
        ),
    ]
}

/// Returns a configuration with a quarter of the cases of `PROPTEST_CASES`, for each of them is long.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases / 4,
        failure_persistence: None,
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_sequence_of_events_keeps_the_draft_whole(
        request in starts(),
        steps in vec(step(), 0..70),
    ) {
        watched(request, &steps);
    }

    #[test]
    fn any_typing_is_undone_and_redone(
        typed in vec(prop_oneof![
            select(chords()).prop_map(Step::Press),
            any::<char>().prop_map(|c| Step::Press(Chord::plain(Key::Char(c)))),
            nasty().prop_map(Step::Paste),
        ], 0..60),
    ) {
        let focus = Step::Press("f3".parse().unwrap());
        let steps: Vec<Step> = std::iter::once(focus).chain(typed).collect();
        watched(json!({"parent": fixtures::RELEASE}), &steps);
    }

    #[test]
    fn any_building_is_undone_and_redone(
        down in 0_usize..16,
        steps in vec(prop_oneof![
            6 => select(chords_of(&[Place::Cards, Place::Form, Place::List, Place::Line]))
                .prop_map(Step::Press),
            2 => any::<char>().prop_map(|c| Step::Press(Chord::plain(Key::Char(c)))),
            1 => nasty().prop_map(Step::Paste),
            1 => select(PARTS.to_vec()).prop_map(|part| Step::Paste(part.to_owned())),
        ], 0..60),
    ) {
        let key = |chord: &str| Step::Press(chord.parse().unwrap());
        let way = std::iter::once(key("f4")).chain((0..down).map(|_| key("down")));
        watched(carded(), &way.chain(steps).collect::<Vec<_>>());
    }
}
