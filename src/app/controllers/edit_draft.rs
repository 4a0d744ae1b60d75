//! Controller of the drafts that edit a message in Chat: begun from a row, ended once the edit is made.

use serde_json::Value;

use crate::app::controllers::new_draft;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::message_change::EditSend;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::events::read_back::ReadBack;
use crate::app::model::App;
use crate::app::state::open_state::{Content, EditStart, Opening};
use crate::chat::sender::SenderKind;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft_file::OpenDraft;
use crate::message::edit_target::{self, EditTarget};
use crate::message::message_edit::{Edit, drafted, marked};

/// Requests the draft of an edit of a listed message, which was read back before.
///
/// Where the sender may not read, the message is taken as it was sent or edited last from here.
pub fn start(app: &mut App, row: &ListedSend<'_>, read: ReadBack, effects: &mut Vec<Effect>) {
    let (message, is_read) = match read.answer {
        Ok(message) => (marked(&message), true),
        Err(unread) if unread.is_forbidden && row.message().is_object() => (row.message(), false),
        Err(unread) => {
            app.overlay.show(unread.problem);
            return;
        }
    };
    let kind = app.session.sender().kind;
    let thread = message.pointer("/thread/name").and_then(Value::as_str);
    let target = EditTarget {
        name: row.name().to_owned(),
        thread: thread.unwrap_or_else(|| row.thread()).to_owned(),
        profile: read.origin.profile,
        base: read.origin.base,
        is_sandbox: read.origin.is_sandbox,
        before: drafted(&message, kind),
        has_more: has_more(&message, kind),
        pending: None,
        answered: None,
        is_overtaken: false,
    };
    let notice = notice(app, &message, kind, is_read);
    let former = app.document.draft().request();
    let has_file = former.as_object().is_some_and(|fields| !fields.is_empty());
    let is_edit = app.document.edit().is_some();
    let back = (has_file && !is_edit).then(|| app.document.id().clone());
    app.overlay.close();
    app.keep(effects);
    let ticket = app.tickets.draw();
    let start = EditStart { notice, back };
    app.pending_open = Opening::draft(ticket, Content::Edit(Box::new(start)));
    effects.push(Effect::Disk(DiskCommand::StartEdit(
        ticket,
        Box::new(target),
    )));
}

/// Returns whether a message holds what a draft of its edit does not.
fn has_more(message: &Value, kind: SenderKind) -> bool {
    let is_person = kind == SenderKind::User;
    holds(message, "attachment")
        || holds(message, "quotedMessageMetadata")
        || is_person && holds(message, "cardsV2")
}

fn holds(message: &Value, field: &str) -> bool {
    message.get(field).is_some_and(|value| !value.is_null())
}

/// Returns what is said once the draft of an edit is open.
fn notice(app: &App, message: &Value, kind: SenderKind, is_read: bool) -> Notice {
    let key = app.session.keymap().name_of(Place::Text, Action::Send);
    let title = format!("Edit the message; {key} shows the difference before it goes");
    let mut notice = Notice::new(Tone::Info, title);
    if !is_read {
        notice.tone = Tone::Warning;
        notice = notice
            .with("This profile may not read it, so it is shown as it was sent last from here.");
    }
    let kept = [
        ("attachment", "Its files stay as they are"),
        ("quotedMessageMetadata", "Its quote stays as it is"),
    ];
    for (_, words) in kept.iter().filter(|(field, _)| holds(message, field)) {
        notice = notice.with(format!(
            "{words}: an edit here changes text, cards and buttons."
        ));
    }
    if kind == SenderKind::User && message.get("cardsV2").is_some() {
        notice = notice.with("Its cards stay as they are: a person edits the text alone.");
    }
    notice
}

/// Opens the draft of an edit.
pub fn opened(app: &mut App, opened: OpenDraft, start: EditStart) {
    app.open(opened);
    app.document.go_back_to(start.back);
    app.overlay.show(start.notice);
    app.panes.focus_on(Pane::Text);
}

/// Says what is to be known of a draft that edits a message, where it was opened again.
#[must_use]
pub fn reminder(app: &App) -> Option<Notice> {
    let target = app.document.edit()?;
    if target.name.is_empty() {
        let title = "Which message this draft edits cannot be read, so it cannot be sent";
        let remedy = "Its words are kept. Edit the message anew from the activity.";
        return Some(Notice::new(Tone::Warning, title).with(remedy));
    }
    target.pending.as_ref()?;
    let key = app.session.keymap().name_of(Place::Text, Action::Send);
    let title = "This edit was on the way when chatquill last ended; it may have been made";
    let remedy = format!("{key} sends it again, which is safe: it leads to the same message.");
    Some(Notice::new(Tone::Warning, title).with(remedy))
}

/// Says that edits of drafts that are not open were on the way; `None` where there are none.
#[must_use]
pub fn waiting_elsewhere(app: &App, drafts: &[String]) -> Option<Notice> {
    let title = match drafts {
        [] => return None,
        [one] => format!(
            "The edit in {one} was on the way when chatquill last ended; it may have been made"
        ),
        several => format!(
            "The edits in {} were on the way when chatquill last ended; they may have been made",
            several.join(", ")
        ),
    };
    let keymap = app.session.keymap();
    let list = keymap.name_of(Place::Text, Action::ShowDrafts);
    let send = keymap.name_of(Place::Text, Action::Send);
    let remedy = format!("{list} opens the draft; {send} there sends it again, which is safe.");
    Some(Notice::new(Tone::Warning, title).with(remedy))
}

/// Ends an edit that was made: goes back to the draft before, unless it was changed since.
///
/// Returns what is to be said of the draft, where there is something.
pub fn made(
    app: &mut App,
    sent: &EditSend,
    returned: Option<&Value>,
    notice: &Notice,
    effects: &mut Vec<Effect>,
) {
    let end = Effect::Disk(DiskCommand::EndEdit(sent.draft.clone(), sent.after.clone()));
    if sent.draft != *app.document.id() {
        effects.push(end);
        return;
    }
    app.document.rebase_edit(&sent.after, returned.map(marked));
    if let Some(target) = app.document.edit() {
        app.panes.preview.diff.compare_with(target.request());
    }
    let now = app.document.draft().message();
    let is_changed = !Edit::between(&sent.after, now).is_empty();
    let is_busy = app.overlay.dialog().is_some() || app.document.is_text_in_editor();
    if is_changed {
        let notice = notice.clone();
        app.overlay
            .show(notice.with("What you changed since stays in the draft of the edit."));
    }
    if is_changed || is_busy {
        effects.push(end);
        return;
    }
    let back = app.document.take_back();
    let content = Content::Noted(Box::new(notice.clone().topic(Topic::Elsewhere)));
    new_draft::open_with(app, back, content, effects);
    effects.push(end);
}

/// Returns whether the open draft is empty and of a new message, so that another one may be put into it.
#[must_use]
pub fn takes_new_message(app: &App) -> bool {
    app.document.draft().is_blank() && !edit_target::is_edit(app.document.id())
}
