//! The program as one value.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::event::{Brought, Event, Sender, Size};
use crate::app::events::notice::Notice;
use crate::app::events::pane::{Pane, Press};
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::panes::cards::state::Cards;
use crate::app::panes::options::Options;
use crate::app::panes::preview::code::CodeTab;
use crate::app::panes::preview::images::Album;
use crate::app::panes::preview::tabs::{Preview, Tab};
use crate::app::panes::spaces::Spaces;
use crate::app::state::findings::{Beside, Findings};
use crate::app::state::members::Members;
use crate::app::state::outbox::Outbox;
use crate::app::state::unparsed_parts;
use crate::chat::resources::Space;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::change::Splice;
use crate::editor::text_area::Text;
use crate::input::keymap::{Keymap, Place};
use crate::message::draft::{Draft, Mark};
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::message::export::language::Language;
use crate::message::unparsed_json::UnparsedJson;

/// What the program starts from.
pub struct Start {
    /// The screen.
    pub size: Size,
    /// The draft that is open.
    pub draft: OpenDraft,
    /// The spaces kept from an earlier run.
    pub spaces: Vec<Space>,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// Who will send, as far as it is known before the server was asked.
    pub sender: Sender,
    /// All configured profiles, as the senders they would be.
    pub profiles: Vec<Sender>,
    /// A line asks before each send.
    pub confirms: bool,
    /// The language that code was shown in last.
    pub language: Language,
    /// What went wrong on the way here.
    pub problem: Option<Diagnostic>,
}

/// The whole program.
pub struct App {
    /// The screen.
    pub size: Size,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The draft that is open.
    pub draft: Draft,
    /// The revision and the shape of the draft that were looked at as a whole last.
    seen: (u64, u64),
    /// Its name on disk.
    pub draft_id: DraftId,
    /// The disk refused the last save.
    pub is_unsaved: bool,
    /// The revision that the disk was last asked to keep.
    pub asked: u64,
    /// The spaces pane.
    pub spaces: Spaces,
    /// The text pane.
    pub text: Text,
    /// The cards pane.
    pub cards: Cards,
    /// The options pane.
    pub options: Options,
    /// The preview pane.
    pub preview: Preview,
    /// The pictures of the message.
    pub album: Album,
    /// The members of the space that was listed last.
    pub members: Members,
    /// What is wrong with the draft, as of the last settling.
    pub findings: Findings,
    /// The messages on their way.
    pub outbox: Outbox,
    /// The `requestId`s of sends whose records go once the draft is on disk as it is now.
    pub ended_sends: Vec<String>,
    /// What lies over the panes.
    pub dialog: Option<Dialog>,
    /// What the program says.
    pub notice: Option<Notice>,
    /// Who sends.
    pub sender: Sender,
    /// All configured profiles, as the senders they would be.
    pub profiles: Vec<Sender>,
    /// Whether the server has answered, and if it refused, why.
    pub connection: Connection,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// Hands out the numbers of questions.
    pub tickets: Tickets,
    /// The text is with the person's editor.
    pub editing: Option<Editing>,
    /// What came back from the editor for a part of the open draft and could not be taken.
    pub rejected: Vec<UnparsedJson>,
    /// Another draft is being opened.
    pub opening: Option<Ticket>,
    /// The template that the draft which is being opened begins with: its title, and the request.
    pub starting: Option<(String, Value)>,
    /// What was filled into the blanks of templates that were not used yet, by their titles.
    pub answers: HashMap<String, Vec<String>>,
    /// The message that is to be put into it.
    pub coming: Option<Box<Brought>>,
    /// A file is being read.
    pub reading: Option<Ticket>,
    /// The folder whose files were shown last.
    pub folder: PathBuf,
    /// What the person did meanwhile; it is for the draft that comes.
    pub held: Vec<Event>,
    /// The last press of the mouse's button.
    pub pressed: Option<Press>,
    /// Time since the start, as of the last tick.
    pub now: Duration,
    /// A line asks before each send.
    pub confirms: bool,
    /// The first frame was drawn; what it can do without is looked at from then on.
    pub has_started: bool,
}

/// What is with the person's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// The question that the editor answers.
    pub ticket: Ticket,
    /// The place of the part of a card, as a JSON Pointer; `None` where it is the message's text.
    pub part: Option<String>,
}

/// Whether the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not known yet.
    Opening,
    /// It answers.
    Open,
    /// It does not; the problem says why.
    Failed(Diagnostic),
}

impl App {
    /// The program at its start, not yet fitted to its screen.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let draft = Draft::new(start.draft.request);
        let text = Text::new(draft.text());
        let mut spaces = Spaces::new(start.spaces);
        spaces.seek(draft.parent());
        let mut preview = Preview {
            code: CodeTab::of(start.language),
            ..Preview::default()
        };
        preview.renew(
            draft.request(),
            &start.draft.at,
            start.draft.sent.map(|sent| *sent),
        );
        let mut app = Self {
            size: start.size,
            focus: if draft.parent().is_empty() {
                Pane::Spaces
            } else {
                Pane::Text
            },
            is_unsaved: false,
            asked: draft.revision(),
            seen: (draft.revision(), draft.shape()),
            draft,
            draft_id: start.draft.id,
            spaces,
            text,
            cards: Cards::default(),
            options: Options::default(),
            preview,
            album: Album::default(),
            members: Members::default(),
            findings: Findings::new(start.draft.ignored),
            outbox: Outbox::default(),
            ended_sends: Vec::new(),
            dialog: None,
            notice: start.problem.map(Notice::from),
            sender: start.sender,
            profiles: start.profiles,
            connection: Connection::Opening,
            keymap: start.keymap,
            tickets: Tickets::default(),
            editing: None,
            rejected: start.draft.rejected,
            opening: None,
            starting: None,
            answers: HashMap::new(),
            coming: None,
            reading: None,
            folder: PathBuf::from("."),
            held: Vec::new(),
            pressed: None,
            now: Duration::ZERO,
            confirms: start.confirms,
            has_started: false,
        };
        if app.notice.is_none() {
            app.notice = unparsed_parts::reminder(&app.rejected, &app.draft, &app.keymap);
        }
        app
    }

    /// The place whose keys count.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.dialog {
            Some(dialog) => dialog.place(),
            None => self.pane_place(),
        }
    }

    /// The place whose keys count once no dialog lies over the panes.
    #[must_use]
    pub fn pane_place(&self) -> Place {
        match self.focus {
            Pane::Spaces if self.spaces.is_filtering() => Place::Filter,
            Pane::Spaces => Place::Spaces,
            Pane::Text => Place::Text,
            Pane::Cards => self.cards.place(),
            Pane::Options if self.options.editing().is_some() => Place::Field,
            Pane::Options => Place::Options,
            Pane::Preview => self.preview.tab.place(),
        }
    }

    /// The chosen space, as far as it is known.
    #[must_use]
    pub fn space(&self) -> Option<&Space> {
        self.spaces.find(self.draft.parent())
    }

    /// The kind of credentials behind the next send.
    #[must_use]
    pub fn sender_kind(&self) -> SenderKind {
        self.sender.kind
    }

    /// Whether something moves on the screen by itself, so that ticks are wanted.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.outbox.is_busy()
    }

    /// Gives the keys to a pane; a value that was being typed is kept.
    pub fn focus_on(&mut self, pane: Pane) {
        if pane != self.focus {
            self.options.leave();
            self.cards.leave();
            if self.focus == Pane::Cards && pane != Pane::Preview {
                self.preview.json.reveal(None);
                self.preview.card.mark(None);
            }
            self.focus = pane;
        }
    }

    /// Takes another draft in place of the open one.
    pub fn open(&mut self, opened: OpenDraft) {
        // Whoever starts a new message mostly means the same space.
        let is_new = opened
            .request
            .as_object()
            .is_none_or(serde_json::Map::is_empty);
        let request = match self.draft.parent() {
            parent if is_new && !parent.is_empty() => serde_json::json!({ "parent": parent }),
            _ => opened.request,
        };
        self.dialog = None;
        // What is on its way answers a question that nobody asks any more.
        self.album.hide(&mut Vec::new());
        self.draft = Draft::new(request);
        self.see();
        self.draft_id = opened.id;
        self.is_unsaved = false;
        self.asked = self.draft.revision();
        self.options.leave();
        self.cards.renew_for(&self.draft);
        self.text = Text::new(self.draft.text());
        self.preview.renew(
            self.draft.request(),
            &opened.at,
            opened.sent.map(|sent| *sent),
        );
        self.findings = Findings::new(opened.ignored);
        self.rejected = opened.rejected;
        if let Some(reminder) = unparsed_parts::reminder(&self.rejected, &self.draft, &self.keymap)
        {
            self.notice = Some(reminder);
        }
        self.spaces.seek(self.draft.parent());
        self.focus = if self.draft.parent().is_empty() {
            Pane::Spaces
        } else {
            Pane::Text
        };
    }

    /// The disk has nothing of the draft yet: it is asked to keep it as it is.
    pub fn is_asked_nothing(&mut self) {
        self.asked = u64::MAX;
    }

    /// Whether the draft changed since it was looked at as a whole. The pane it was changed in, the count of
    /// bytes, and the JSON of a value that was typed show that at once; what must read all of the message,
    /// the checks and the other tabs, follows the frame, so that no key waits for it.
    #[must_use]
    pub fn lags(&self) -> bool {
        self.seen.0 != self.draft.revision()
    }

    /// The revision of the draft that the checks and the tabs beside the JSON are about.
    #[must_use]
    pub fn seen_revision(&self) -> u64 {
        self.seen.0
    }

    /// Has the draft looked at as a whole by the next settling.
    pub fn see(&mut self) {
        self.seen = (self.draft.revision(), self.draft.shape());
    }

    /// What the screen shows of a look at the draft as a whole, as numbers: a look that leaves them as they
    /// are changes nothing on it.
    #[must_use]
    pub fn followed(&self) -> (u64, Option<u64>) {
        let tab = match self.preview.tab {
            Tab::Json => self.preview.json.revision(),
            Tab::Card | Tab::Code | Tab::Diff | Tab::Checks => Some(self.seen_revision()),
        };
        (self.findings.finds(), tab)
    }

    /// Lets what is known of the parts of the draft follow them to where they are now; where nobody knows,
    /// has the draft looked at.
    pub fn follow_parts(&mut self, effects: &mut Vec<Effect>) {
        let shape = self.draft.shape();
        if self.seen.1 == shape {
            return;
        }
        let Some(shifts) = self.draft.shifts_since(self.seen.1) else {
            return self.see();
        };
        if !shifts.is_empty() {
            self.findings.carry(shifts);
        }
        self.preview.card.carry(shifts);
        if unparsed_parts::carry(&mut self.rejected, shifts, &self.draft) {
            let kept = self.rejected.clone();
            effects.push(Effect::Disk(DiskCommand::KeepRejected(
                self.draft_id.clone(),
                kept,
            )));
        }
        self.seen.1 = shape;
    }

    /// Looks for what is wrong with the draft, if anything is not as it was the last time. The first
    /// frame does not wait for it.
    pub fn check(&mut self) {
        if !self.has_started {
            return;
        }
        let beside = Beside {
            sender: &self.sender,
            space: self.spaces.find(self.draft.parent()),
            members: &self.members,
            outbox: &self.outbox,
        };
        self.findings.settle(&self.draft, beside);
    }

    /// Makes a change of the text: in the draft, which holds it, then in the pane, which shows it. `caret`
    /// is where the caret stood before, in bytes.
    pub fn write(&mut self, splice: &Splice, caret: usize) {
        let Splice {
            at,
            removed,
            inserted,
        } = splice;
        if self.draft.splice_text(*at, removed, inserted, caret) {
            self.text.apply(splice);
        }
    }

    /// Brings the panes in line with the draft after a change from elsewhere, and goes to where that
    /// was made.
    pub fn follow(&mut self, mark: &Mark) {
        self.reload_text(mark.caret);
        self.options.reload(&self.draft);
        self.cards.follow(mark.node.as_deref(), &self.draft);
        self.spaces.seek(self.draft.parent());
    }

    /// Brings the text pane in line with the draft after a change from elsewhere; the caret goes to
    /// this byte.
    pub fn reload_text(&mut self, caret: usize) {
        if self.text.text() != self.draft.text() {
            self.text.set(self.draft.text(), caret);
        }
    }
}
