//! The program as one value.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::event::{Sender, Size};
use crate::app::events::notice::Notice;
use crate::app::events::pane::{Pane, Press};
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::panes::cards::state::Cards;
use crate::app::panes::options::Options;
use crate::app::panes::preview::code::CodeTab;
use crate::app::panes::preview::images::MessageImages;
use crate::app::panes::preview::tabs::{Preview, Tab};
use crate::app::panes::spaces::Spaces;
use crate::app::state::findings::{CheckInputs, Findings};
use crate::app::state::members::Members;
use crate::app::state::open_state::Opening;
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

/// The initial state of the program.
pub struct Start {
    /// The screen.
    pub size: Size,
    /// The open draft.
    pub draft: OpenDraft,
    /// The spaces cached by an earlier run.
    pub spaces: Vec<Space>,
    /// The key bindings.
    pub keymap: Keymap,
    /// The sender, as far as it is known before the server was asked.
    pub sender: Sender,
    /// All configured profiles, as the senders they would be.
    pub profiles: Vec<Sender>,
    /// Whether a line asks before each send.
    pub confirms: bool,
    /// The language of the Code tab, as it was last.
    pub language: Language,
    /// A problem that occurred while starting.
    pub problem: Option<Diagnostic>,
}

/// The whole program.
pub struct App {
    /// The screen.
    pub size: Size,
    /// The focused pane.
    pub focus: Pane,
    /// The open draft.
    pub draft: Draft,
    /// Revision and shape the checks and tabs were last computed for.
    derived_at: (u64, u64),
    /// The draft's ID.
    pub draft_id: DraftId,
    /// Whether the last save failed.
    pub is_unsaved: bool,
    /// The last revision that was handed to the disk.
    pub save_requested: u64,
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
    /// The images of the message.
    pub images: MessageImages,
    /// The members of the space that was listed last.
    pub members: Members,
    /// The findings of the draft, as of the last check.
    pub findings: Findings,
    /// The messages on their way.
    pub outbox: Outbox,
    /// The `requestId`s of sends whose records are removed once the draft is saved in its present state.
    pub ended_sends: Vec<String>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// The current notice.
    pub notice: Option<Notice>,
    /// The sender.
    pub sender: Sender,
    /// All configured profiles, as the senders they would be.
    pub profiles: Vec<Sender>,
    /// Whether the server has answered, and if it refused, why.
    pub connection: Connection,
    /// The key bindings.
    pub keymap: Keymap,
    /// Issues the tickets of requests.
    pub tickets: Tickets,
    /// The text or part that is open in the user's editor.
    pub editor_session: Option<EditorSession>,
    /// The text that came back from the editor for parts of the open draft and could not be parsed.
    pub unparsed: Vec<UnparsedJson>,
    /// What is being opened in place of the open draft.
    pub pending_open: Opening,
    /// The answers in forms of templates that were not used yet, by title.
    pub template_answers: HashMap<String, Vec<String>>,
    /// The folder whose files were shown last.
    pub last_folder: PathBuf,
    /// The last press of the mouse's button.
    pub last_press: Option<Press>,
    /// Time since the start, as of the last tick.
    pub now: Duration,
    /// Whether a line asks before each send.
    pub confirms: bool,
    /// Whether the first frame was drawn; what that frame does not need is computed from then on.
    pub has_started: bool,
}

/// What is open in the user's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorSession {
    /// The ticket of the editor's reply.
    pub ticket: Ticket,
    /// The path of the part of a card, as a JSON Pointer; `None` where it is the message's text.
    pub part: Option<String>,
}

/// The state of the connection to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not known yet.
    Connecting,
    /// The server answers.
    Open,
    /// The server does not answer; the problem says why.
    Failed(Diagnostic),
}

impl App {
    /// Creates the program at its start, not yet laid out for its screen.
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
        preview.reset(
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
            save_requested: draft.revision(),
            derived_at: (draft.revision(), draft.shape()),
            draft,
            draft_id: start.draft.id,
            spaces,
            text,
            cards: Cards::default(),
            options: Options::default(),
            preview,
            images: MessageImages::default(),
            members: Members::default(),
            findings: Findings::new(start.draft.ignored),
            outbox: Outbox::default(),
            ended_sends: Vec::new(),
            dialog: None,
            notice: start.problem.map(Notice::from),
            sender: start.sender,
            profiles: start.profiles,
            connection: Connection::Connecting,
            keymap: start.keymap,
            tickets: Tickets::default(),
            editor_session: None,
            unparsed: start.draft.unparsed,
            pending_open: Opening::default(),
            template_answers: HashMap::new(),
            last_folder: PathBuf::from("."),
            last_press: None,
            now: Duration::ZERO,
            confirms: start.confirms,
            has_started: false,
        };
        if app.notice.is_none() {
            app.notice = unparsed_parts::reminder(&app.unparsed, &app.draft, &app.keymap);
        }
        app
    }

    /// Returns the place whose key bindings apply.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.dialog {
            Some(dialog) => dialog.place(),
            None => self.pane_place(),
        }
    }

    /// Returns the place whose key bindings apply once no dialog is open.
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

    /// Returns the chosen space, as far as it is known.
    #[must_use]
    pub fn space(&self) -> Option<&Space> {
        self.spaces.find(self.draft.parent())
    }

    /// Returns the kind of credentials behind the next send.
    #[must_use]
    pub fn sender_kind(&self) -> SenderKind {
        self.sender.kind
    }

    /// Returns whether something on the screen is animated, so that ticks are needed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.outbox.is_busy()
    }

    /// Focuses a pane; a value that was being typed is kept.
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

    /// Replaces the open draft with another.
    pub fn open(&mut self, opened: OpenDraft) {
        // A user who starts a new message mostly means the same space.
        let is_new = opened
            .request
            .as_object()
            .is_none_or(serde_json::Map::is_empty);
        let request = match self.draft.parent() {
            parent if is_new && !parent.is_empty() => serde_json::json!({ "parent": parent }),
            _ => opened.request,
        };
        self.dialog = None;
        // Replies under way belong to a draft that is not open any more.
        self.images.hide(&mut Vec::new());
        self.draft = Draft::new(request);
        self.refresh_derived();
        self.draft_id = opened.id;
        self.is_unsaved = false;
        self.save_requested = self.draft.revision();
        self.options.leave();
        self.cards.reset(&self.draft);
        self.text = Text::new(self.draft.text());
        self.preview.reset(
            self.draft.request(),
            &opened.at,
            opened.sent.map(|sent| *sent),
        );
        self.findings = Findings::new(opened.ignored);
        self.unparsed = opened.unparsed;
        if let Some(reminder) = unparsed_parts::reminder(&self.unparsed, &self.draft, &self.keymap)
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

    /// Marks the draft as never saved, so the next pass saves it.
    pub fn mark_never_saved(&mut self) {
        self.save_requested = u64::MAX;
    }

    /// Returns whether the draft changed since the checks and tabs were computed for it.
    ///
    /// The pane it was changed in, the count of bytes, and the JSON of a value that was typed show that at
    /// once; what must read all of the message, the checks and the other tabs, follows the frame, so that no
    /// key waits for it.
    #[must_use]
    pub fn has_stale_derived(&self) -> bool {
        self.derived_at.0 != self.draft.revision()
    }

    /// Returns the revision of the draft that the checks and the tabs other than JSON were computed for.
    #[must_use]
    pub fn derived_revision(&self) -> u64 {
        self.derived_at.0
    }

    /// Makes the next pass recompute the checks and the tabs.
    pub fn refresh_derived(&mut self) {
        self.derived_at = (self.draft.revision(), self.draft.shape());
    }

    /// Returns what the screen shows of the derived state and of the save, as numbers.
    ///
    /// A recomputation or a save that leaves them as they are changes nothing on the screen.
    #[must_use]
    pub fn derived_state(&self) -> (u64, Option<u64>, bool) {
        let tab = match self.preview.tab {
            Tab::Json => self.preview.json.revision(),
            Tab::Card | Tab::Code | Tab::Diff | Tab::Checks => Some(self.derived_revision()),
        };
        (self.findings.finding_index(), tab, self.is_unsaved)
    }

    /// Rebases folds, findings and marks after parts moved; recomputes everything if the move is unknown.
    pub fn rebase_parts(&mut self, effects: &mut Vec<Effect>) {
        let shape = self.draft.shape();
        if self.derived_at.1 == shape {
            return;
        }
        let Some(shifts) = self.draft.shifts_since(self.derived_at.1) else {
            return self.refresh_derived();
        };
        if !shifts.is_empty() {
            self.findings.map_paths(shifts);
        }
        self.preview.card.map_paths(shifts);
        if unparsed_parts::map_paths(&mut self.unparsed, shifts, &self.draft) {
            let kept = self.unparsed.clone();
            effects.push(Effect::Disk(DiskCommand::SaveUnparsed(
                self.draft_id.clone(),
                kept,
            )));
        }
        self.derived_at.1 = shape;
    }

    /// Runs the checks on the draft, if any of their inputs changed. The first frame does not wait for it.
    pub fn check(&mut self) {
        if !self.has_started {
            return;
        }
        let beside = CheckInputs {
            sender: &self.sender,
            space: self.spaces.find(self.draft.parent()),
            members: &self.members,
            outbox: &self.outbox,
        };
        self.findings.refresh(&self.draft, beside);
    }

    /// Applies a change of the text to the draft, which owns it, then to the pane, which shows it.
    ///
    /// `caret` is the cursor's position before the change, in bytes.
    pub fn apply_splice(&mut self, splice: &Splice, caret: usize) {
        let Splice {
            at,
            removed,
            inserted,
        } = splice;
        if self.draft.splice_text(*at, removed, inserted, caret) {
            self.text.apply(splice);
        }
    }

    /// Synchronizes the panes with the draft after a change from elsewhere, and goes to where that was made.
    pub fn show_change(&mut self, mark: &Mark) {
        self.sync_text(mark.caret);
        self.options.sync(&self.draft);
        self.cards.show_change(mark.node.as_deref(), &self.draft);
        self.spaces.seek(self.draft.parent());
    }

    /// Synchronizes the text pane with the draft after a change from elsewhere; the cursor goes to this byte.
    pub fn sync_text(&mut self, caret: usize) {
        if self.text.text() != self.draft.text() {
            self.text.set(self.draft.text(), caret);
        }
    }
}
