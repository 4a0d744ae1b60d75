//! The program as one value.

use crate::app::dialogs::overlay::Overlay;
use crate::app::events::effect::Effect;
use crate::app::events::event::{Sender, Size};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::panes::pane_set::PaneSet;
use crate::app::panes::preview::code::CodeTab;
use crate::app::panes::preview::images::MessageImages;
use crate::app::panes::preview::tabs::{Preview, Tab};
use crate::app::panes::preview::width::CardWidth;
use crate::app::panes::spaces::Spaces;
use crate::app::state::broadcast::Broadcast;
use crate::app::state::custom_emoji::CustomEmojiList;
use crate::app::state::destination;
use crate::app::state::findings::{CheckInputs, Findings};
use crate::app::state::foreign_draft;
use crate::app::state::members::Members;
use crate::app::state::message_changes::MessageChanges;
use crate::app::state::open_document::OpenDocument;
use crate::app::state::open_state::Opening;
use crate::app::state::outbox::Outbox;
use crate::app::state::quoted_messages::QuotedMessages;
use crate::app::state::register::Register;
use crate::app::state::session::Session;
use crate::app::state::ui_memory::UiMemory;
use crate::chat::resources::Space;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::change::Splice;
use crate::input::keymap::Keymap;
use crate::message::destination::Destination;
use crate::message::draft::Draft;
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::message::edit_target::EditTarget;
use crate::message::export::language::Language;
use crate::message::undo_steps::Mark;
use crate::store::ui_state::LastView;

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

/// The whole program, in parts that each guard what is theirs.
///
/// The parts are public, so that a controller borrows only those that it needs; their fields are not.
pub struct App {
    /// The open draft, and what of it is saved and derived.
    pub document: OpenDocument,
    /// The panes and the focus.
    pub panes: PaneSet,
    /// The dialog and the notice over them.
    pub overlay: Overlay,
    /// The sender, the connection, the key bindings.
    pub session: Session,
    /// The screen's size, the time, and other small facts.
    pub ui: UiMemory,
    /// The findings of the draft, as of the last check.
    pub findings: Findings,
    /// The messages on their way.
    pub outbox: Outbox,
    /// The message to many spaces that was sent last.
    pub broadcast: Option<Broadcast>,
    /// Earlier messages to many spaces that are not in all of them; each can go on.
    pub broken_broadcasts: Vec<Broadcast>,
    /// The file that is being read to go with the message: its ticket, and the draft.
    pub attaching: Option<(Ticket, DraftId)>,
    /// The changes of messages that are in Chat.
    pub changes: MessageChanges,
    /// The members of the space that was listed last.
    pub members: Members,
    /// The custom emoji of the organisation.
    pub custom_emoji: CustomEmojiList,
    /// The messages that drafts quote.
    pub quotes: QuotedMessages,
    /// What was cut, copied or killed last.
    pub register: Register,
    /// The images of the message.
    pub images: MessageImages,
    /// What is being opened in place of the open draft.
    pub pending_open: Opening,
    /// Issues the tickets of requests.
    pub tickets: Tickets,
}

impl App {
    /// Creates the program at its start, not yet laid out for its screen.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let draft = Draft::new(start.draft.request);
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
            panes: PaneSet::new(Spaces::new(start.spaces), preview, &draft),
            document: OpenDocument::new(draft, start.draft.id, start.draft.unparsed),
            overlay: Overlay::default(),
            session: Session::new(start.sender, start.profiles, start.keymap, start.confirms),
            ui: UiMemory::new(start.size),
            findings: Findings::new(start.draft.ignored),
            outbox: Outbox::default(),
            broadcast: None,
            broken_broadcasts: Vec::new(),
            attaching: None,
            changes: MessageChanges::default(),
            members: Members::default(),
            custom_emoji: CustomEmojiList::default(),
            quotes: QuotedMessages::default(),
            register: Register::default(),
            images: MessageImages::default(),
            pending_open: Opening::default(),
            tickets: Tickets::default(),
        };
        app.begin_edit(start.draft.edit);
        match start.problem {
            Some(problem) => app.overlay.show(problem),
            None => app.show_unparsed_reminder(),
        }
        app
    }

    /// Sets the markup that new drafts carry, and gives it to the open one where that is new.
    pub fn set_markup(&mut self, markup: Option<&'static str>) {
        self.session.set_markup(markup);
        let draft = self.document.draft();
        let is_new = draft
            .request()
            .as_object()
            .is_none_or(serde_json::Map::is_empty);
        if is_new && markup.is_some() {
            let draft = Draft::new(self.session.new_request(""));
            let id = self.document.id().clone();
            self.document.replace(draft, id, Vec::new());
            self.panes.open(self.document.draft());
        }
    }

    /// Shows the notice about JSON that does not parse, where the open draft has some.
    fn show_unparsed_reminder(&mut self) {
        if let Some(reminder) = self.document.unparsed_reminder(self.session.keymap()) {
            self.overlay.show(reminder);
        }
    }

    /// Returns the label of where the message goes: a kept webhook, or a space.
    #[must_use]
    pub fn destination_label(&self) -> String {
        self.panes.spaces.label_of(&self.destination_name())
    }

    /// Returns the name under which the destination stands among the spaces; empty where none is chosen.
    #[must_use]
    pub fn destination_name(&self) -> String {
        match self.session.webhook() {
            "" => self.document.draft().parent().to_owned(),
            webhook => format!("{}{webhook}", destination::WEBHOOKS),
        }
    }

    /// Has the profile send again where the space is not that of the webhook any more; saves by whom it is chosen.
    pub fn settle_destination(&mut self) -> Option<Effect> {
        let parent = self.document.draft().parent().to_owned();
        let space = self.session.space_of_webhook(self.session.webhook());
        if space != Some(&parent) {
            self.session.use_webhook("");
        }
        let origin = self.session.origin()?;
        let now = (!parent.is_empty()).then(|| Destination {
            webhook: self.session.webhook().to_owned(),
            ..origin.clone()
        });
        self.document.take_destination(now)
    }

    /// Returns the chosen space, as far as it is known.
    #[must_use]
    pub fn space(&self) -> Option<&Space> {
        self.panes.spaces.find(self.document.draft().parent())
    }

    /// Returns the kind of credentials behind the next send.
    #[must_use]
    pub fn sender_kind(&self) -> SenderKind {
        self.session.sender().kind
    }

    /// Returns whether a ticket is that of a message to many spaces.
    #[must_use]
    pub fn is_broadcast(&self, ticket: Ticket) -> bool {
        let mut sends = self.broadcast.iter().chain(&self.broken_broadcasts);
        sends.any(|send| send.ticket == ticket)
    }

    /// Returns whether something on the screen is animated, so that ticks are needed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.outbox.is_busy()
    }

    /// Returns what is shown, for the next start.
    #[must_use]
    pub fn last_view(&self) -> LastView {
        LastView {
            pane: Some(self.panes.focus().number()),
            tab: self.panes.preview.tab.number(),
            width: self.panes.preview.card.width().index(),
        }
    }

    /// Shows what was shown at the end of the last run; a draft without a space begins at the spaces.
    pub fn show_last_view(&mut self, view: LastView) {
        if let Some(tab) = Tab::ALL.get(view.tab) {
            self.panes.preview.tab = *tab;
        }
        self.panes.preview.card.set_width(CardWidth::at(view.width));
        let pane = view.pane.and_then(|pane| Pane::ALL.get(pane));
        if let Some(pane) = pane
            && self.panes.focus() != Pane::Spaces
        {
            self.panes.focus_on(*pane);
        }
    }

    /// Replaces the open draft with another.
    pub fn open(&mut self, mut opened: OpenDraft) {
        let webhook = self.session.webhook().to_owned();
        let notice = foreign_draft::fit(&mut opened, &mut self.session);
        // A user who starts a new message mostly means the same space.
        let is_new = opened
            .request
            .as_object()
            .is_none_or(serde_json::Map::is_empty);
        let is_unknown = opened.destination.is_none() && notice.is_none();
        let parent = self.document.draft().parent();
        let request = match parent {
            parent if is_new => self.session.new_request(parent),
            _ => opened.request,
        };
        // What takes the space of the former draft takes its webhook as well.
        let space = request.get("parent").and_then(serde_json::Value::as_str);
        if is_unknown && space.is_some() && self.session.space_of_webhook(&webhook) == space {
            self.session.use_webhook(&webhook);
        }
        self.overlay.close();
        // The activity has it.
        self.overlay.end_outcome();
        // Replies under way belong to a draft that is not open any more.
        self.images.hide(&mut Vec::new());
        let mut draft = Draft::new(request);
        // Steps of another sender's draft would bring its space back.
        if !is_new && notice.is_none() {
            draft.restore_undo(opened.undo);
        }
        self.document.replace(draft, opened.id, opened.unparsed);
        self.document.set_destination(opened.destination);
        self.document.set_files(opened.files);
        self.document.set_title(opened.title);
        if notice.is_some() {
            self.document.mark_never_saved();
        }
        let draft = self.document.draft();
        self.panes.open(draft);
        self.panes
            .preview
            .reset(draft.request(), &opened.at, opened.sent.map(|sent| *sent));
        self.begin_edit(opened.edit);
        self.findings = Findings::new(opened.ignored);
        self.show_unparsed_reminder();
        if let Some(notice) = notice {
            self.overlay.show(notice);
        }
    }

    /// Takes the message in Chat that the open draft changes, and compares with it.
    fn begin_edit(&mut self, edit: Option<Box<EditTarget>>) {
        self.document.set_edit(edit);
        if let Some(target) = self.document.edit() {
            self.panes.preview.diff.compare_with(target.request());
        }
    }

    /// Rebases folds, findings and marks after parts moved; recomputes everything if the move is unknown.
    pub fn rebase_parts(&mut self, effects: &mut Vec<Effect>) {
        if let Some(shifts) = self.document.take_shifts(effects) {
            if !shifts.is_empty() {
                self.findings.map_paths(shifts);
            }
            self.panes.preview.card.map_paths(shifts);
        }
    }

    /// Runs the checks on the draft, if any of their inputs changed. The first frame does not wait for it.
    pub fn check(&mut self) {
        if !self.ui.has_started() {
            return;
        }
        let draft = self.document.draft();
        let beside = CheckInputs {
            sender: self.session.sender(),
            space: self.panes.spaces.find(draft.parent()),
            members: &self.members,
            outbox: &self.outbox,
            edit: self.document.edit(),
            files: self.document.files(),
        };
        self.findings.refresh(draft, beside);
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
        let draft = self.document.draft_mut();
        if draft.splice_text(*at, removed, inserted, caret) {
            self.panes.text.apply(splice);
        }
    }

    /// Synchronizes the panes with the draft after a change from elsewhere, and goes to where that was made.
    pub fn show_change(&mut self, mark: &Mark) {
        self.sync_text(mark.caret);
        let draft = self.document.draft();
        self.panes.options.sync(draft);
        self.panes.cards.show_change(mark.node.as_deref(), draft);
        self.panes.spaces.seek(draft.parent());
    }

    /// Synchronizes the text pane with the draft after a change from elsewhere; the cursor goes to this byte.
    pub fn sync_text(&mut self, caret: usize) {
        let text = self.document.draft().text();
        if self.panes.text.text() != text {
            self.panes.text.set(text, caret);
        }
    }
}
