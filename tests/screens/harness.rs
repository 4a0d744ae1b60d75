//! Harness for the program: events go in, effects and screens come out, nothing else is touched.

use chatquill::message::draft_file::OpenDraft;
use std::sync::LazyLock;
use std::time::Duration;

use chatquill::app::events::effect::{
    ChatCommand, DiskCommand, Effect, FileCommand, ImageCommand, SignInCommand, TerminalCommand,
};
use chatquill::app::events::event::{BackgroundEvent, ChatReply, Event, Page, Reply, Sender, Size};
use chatquill::app::events::ticket::Ticket;
use chatquill::app::model::{App, Start};
use chatquill::app::update::handle_event::update;
use chatquill::app::update::reconcile;
use chatquill::chat::resources::Space;
use chatquill::input::chord::{Chord, Key};
use chatquill::input::keymap::Keymap;
use chatquill::message::export::language::Language;
use chatquill::view::screen;
use chatquill::view::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::{Value, json};

use crate::fixtures;

/// The program, and all effects it requested so far.
pub struct Stage {
    pub app: App,
    pub effects: Vec<Effect>,
}

/// The initial state of a program.
pub struct Setting {
    pub request: Value,
    pub kept: Vec<Space>,
    pub sender: Sender,
    pub profiles: Vec<Sender>,
    pub confirms: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            request: json!({}),
            kept: Vec::new(),
            sender: fixtures::sandbox(),
            profiles: Vec::new(),
            confirms: true,
        }
    }
}

/// A theme in which no two styles are the same.
static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::named("dark").unwrap());

impl Stage {
    /// Creates the program before its first event, as the runtime does.
    pub fn new(size: Size, setting: Setting) -> Self {
        let mut app = App::new(Start {
            size,
            draft: OpenDraft {
                id: "draft-3".into(),
                request: setting.request,
                at: "2026-11-25T09:14:07+01:00".into(),
                ..OpenDraft::default()
            },
            spaces: setting.kept,
            keymap: Keymap::builtin().unwrap(),
            sender: setting.sender,
            profiles: setting.profiles,
            confirms: setting.confirms,
            language: Language::default(),
            problem: None,
        });
        reconcile::reconcile(&mut app, &mut Vec::new());
        Self {
            app,
            effects: Vec::new(),
        }
    }

    /// Creates the program just after its start, without any reply yet.
    pub fn started(size: Size, setting: Setting) -> Self {
        Self::new(size, setting).event(Event::Started)
    }

    /// Creates the program with all spaces listed and named.
    pub fn connected(size: Size, setting: Setting) -> Self {
        let sender = setting.sender.clone();
        Self::started(size, setting)
            .news(BackgroundEvent::Connected(Ok(sender)))
            .listed()
    }

    /// Creates the program with a space chosen and the focus on the text.
    pub fn writing(size: Size) -> Self {
        Self::connected(size, Setting::default()).keys("enter")
    }

    /// Handles an event.
    pub fn event(mut self, event: Event) -> Self {
        self.take(event);
        self
    }

    /// Handles an event and the deferred work after its frame, and returns their effects.
    pub fn take(&mut self, event: Event) -> &[Effect] {
        let known = self.effects.len();
        self.take_alone(event);
        if self.app.document.has_stale_derived() {
            self.take_alone(Event::Idle);
        }
        &self.effects[known..]
    }

    /// Handles an event as if another came before the frame, and returns its effects.
    pub fn take_alone(&mut self, event: Event) -> &[Effect] {
        let known = self.effects.len();
        self.effects.extend(update(&mut self.app, event));
        &self.effects[known..]
    }

    /// The same, and holds that what follows a frame and finds nothing new changes no cell.
    pub fn take_compared(&mut self, event: Event) -> &[Effect] {
        let is_look = event == Event::Idle;
        let seen = |stage: &Self| is_look.then(|| (stage.app.derived_state(), stage.draw(&THEME)));
        let before = seen(self);
        let known = self.effects.len();
        self.effects.extend(update(&mut self.app, event));
        if let Some(((before, frame), (after, next))) = before.zip(seen(self))
            && before == after
        {
            assert_eq!(next, frame, "a look that changes the screen is drawn");
        }
        &self.effects[known..]
    }

    /// Presses keys, written as in the key table and separated by spaces.
    pub fn keys(self, chords: &str) -> Self {
        chords.split_whitespace().fold(self, |stage, chord| {
            stage.event(Event::Key(chord.parse().unwrap()))
        })
    }

    /// Types characters, each with its key; a line end with Enter.
    pub fn write(self, text: &str) -> Self {
        text.chars().fold(self, |stage, c| {
            let key = if c == '\n' { Key::Enter } else { Key::Char(c) };
            stage.event(Event::Key(Chord::plain(key)))
        })
    }

    /// Pastes.
    pub fn paste(self, text: &str) -> Self {
        self.event(Event::Paste(text.to_owned()))
    }

    /// Sets the clock to so many milliseconds since the start.
    pub fn tick(self, milliseconds: u64) -> Self {
        self.event(Event::Tick(Duration::from_millis(milliseconds)))
    }

    /// Handles an unsolicited reply.
    pub fn news(self, news: BackgroundEvent) -> Self {
        self.event(Event::Background(news))
    }

    /// Replies to the last request.
    pub fn answer(self, reply: Reply) -> Self {
        let ticket = self
            .effects
            .iter()
            .rev()
            .find_map(ticket)
            .expect("a question was asked");
        self.event(Event::Replied(ticket, reply))
    }

    /// Replies with the list of spaces, then the members of those without a name.
    pub fn listed(self) -> Self {
        self.listed_as(fixtures::spaces())
    }

    /// Replies with these spaces, then the members of those without a name.
    pub fn listed_as(self, spaces: Vec<Space>) -> Self {
        let page = Page {
            items: spaces,
            next: None,
        };
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Chat(ChatCommand::ListSpaces(ticket, _)) => Some(*ticket),
            _ => None,
        });
        let asked = asked.expect("the spaces were requested");
        let spaces = Reply::Chat(ChatReply::Spaces(Ok(page)));
        let mut stage = self.event(Event::Replied(asked, spaces));
        for effect in stage.effects.clone() {
            if let Effect::Chat(ChatCommand::ListMembers(ticket, space, _)) = effect {
                let page = Page {
                    items: fixtures::members(&space),
                    next: None,
                };
                stage.take(Event::Replied(
                    ticket,
                    Reply::Chat(ChatReply::Members(space, Ok(page))),
                ));
            }
        }
        stage
    }

    /// Draws the screen, and returns the cursor position with it.
    pub fn draw(&self, theme: &Theme) -> (Buffer, Option<Position>) {
        let Size { width, height } = self.app.ui.size();
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let caret = screen::draw_into(&self.app, theme, area, &mut buffer);
        (buffer, caret)
    }
}

/// Returns the ticket of an effect that expects a reply.
pub fn ticket(effect: &Effect) -> Option<Ticket> {
    match effect {
        Effect::Chat(command) => match command {
            ChatCommand::ListSpaces(ticket, _)
            | ChatCommand::GetSpace(ticket, _)
            | ChatCommand::FindDirectMessage { ticket, .. }
            | ChatCommand::ListMembers(ticket, ..)
            | ChatCommand::ListCustomEmoji(ticket)
            | ChatCommand::Change(ticket, ..)
            | ChatCommand::ReadMessage(ticket, ..)
            | ChatCommand::ListMessages(ticket, ..)
            | ChatCommand::Send(ticket, ..)
            | ChatCommand::SendParts(ticket, ..)
            | ChatCommand::Broadcast(ticket, _) => Some(*ticket),
            ChatCommand::Cancel(_) => None,
        },
        Effect::Disk(command) => match command {
            DiskCommand::ListDrafts(ticket)
            | DiskCommand::ListHistory(ticket)
            | DiskCommand::LoadUndo(ticket, ..)
            | DiskCommand::OpenDraft(ticket, _)
            | DiskCommand::StartEdit(ticket, _)
            | DiskCommand::DeleteDraft(ticket, _)
            | DiskCommand::RestoreDraft(ticket)
            | DiskCommand::ListTemplates(ticket)
            | DiskCommand::UseProfile(ticket, _)
            | DiskCommand::KeepWebhook(ticket, ..)
            | DiskCommand::SaveTemplate(ticket, _) => Some(*ticket),
            DiskCommand::SaveSpaces(_)
            | DiskCommand::SaveLanguage(_)
            | DiskCommand::SaveRecentSpaces(_)
            | DiskCommand::SavePinnedSpaces(_)
            | DiskCommand::SaveView(_)
            | DiskCommand::SavePaneSizes(_)
            | DiskCommand::SaveTemplateAnswers(_)
            | DiskCommand::EndSend(_)
            | DiskCommand::EndLog(_)
            | DiskCommand::EndEdit(..)
            | DiskCommand::SaveDraft { .. }
            | DiskCommand::SaveDestination(..)
            | DiskCommand::SaveUndo(..)
            | DiskCommand::SaveIgnored(..)
            | DiskCommand::SaveTitle(..)
            | DiskCommand::SaveFiles(..)
            | DiskCommand::SaveUnparsed(..)
            | DiskCommand::SaveLastSent(..)
            | DiskCommand::EmptyDraft(_) => None,
        },
        Effect::File(command) => match command {
            FileCommand::ListFolder(ticket, _)
            | FileCommand::ReadFile(ticket, _)
            | FileCommand::DescribeFile(ticket, _)
            | FileCommand::WriteFile { ticket, .. } => Some(*ticket),
        },
        Effect::Image(command) => match command {
            ImageCommand::Fetch(ticket, _) => Some(*ticket),
            ImageCommand::DropAll | ImageCommand::Prepare(_) => None,
        },
        Effect::Terminal(command) => match command {
            TerminalCommand::Edit(ticket, _) | TerminalCommand::ReadClipboard(ticket) => {
                Some(*ticket)
            }
            TerminalCommand::Copy(_)
            | TerminalCommand::Offer(_)
            | TerminalCommand::Suspend
            | TerminalCommand::Repaint
            | TerminalCommand::SetTheme(_) => None,
        },
        Effect::SignIn(SignInCommand::Begin(ticket, ..) | SignInCommand::AddProfile(ticket, _)) => {
            Some(*ticket)
        }
        Effect::SignIn(_) | Effect::Quit | Effect::Connect { .. } => None,
    }
}
