//! Controller of sending an edit: what prevents it, the difference that is shown before, and the effect.

use crate::app::controllers::goto;
use crate::app::controllers::send_policy;
use crate::app::controllers::send_refusal::refusal;
use crate::app::controllers::sender_label::sender_label;
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::message_change::{ChangeKind, EditSend, MessageChange};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::chat::sender::SenderKind;
use crate::document::pointer;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::edit_target::EditTarget;
use crate::message::message_edit::{Edit, fixed_fields};
use crate::message::title::heading;
use crate::store::outbox::Origin;
use serde_json::Value;

/// The most lines of the difference that the question shows.
const LINES: usize = 6;

/// Returns the edit that the open draft makes; `None` where it is of a new message.
#[must_use]
pub fn edit(app: &App) -> Option<Edit> {
    let target = app.document.edit()?;
    Some(Edit::between(
        &target.before,
        app.document.draft().message(),
    ))
}

/// Returns the first lines of the call, as the JSON tab shows them.
#[must_use]
pub fn address(target: &EditTarget, edit: &Edit) -> Vec<String> {
    let name = match target.name.as_str() {
        "" => "spaces/…/messages/…",
        name => name,
    };
    vec![
        format!("PATCH /v1/{name}"),
        format!("  ?updateMask={}", edit.update_mask()),
    ]
}

/// Reports what prevents the edit, at the place where it is fixed. Returns whether there is something.
pub fn stopped(app: &mut App) -> bool {
    let Some(target) = app.document.edit().cloned() else {
        return false;
    };
    if let Some(notice) = sender_refusal(app, &target) {
        app.overlay.show(notice);
        return true;
    }
    let Some((path, notice)) = obstacle(app, &target) else {
        return false;
    };
    if let Some(path) = path {
        goto::jump(app, &path, None);
    }
    app.overlay.show(notice);
    true
}

/// Returns why this sender cannot send the edit at all.
fn sender_refusal(app: &App, target: &EditTarget) -> Option<Notice> {
    let stop = |why: &str, what: &str| {
        let notice = Notice::new(Tone::Error, format!("Not sent: {why}")).with(what);
        Some(notice)
    };
    let sender = app.session.sender();
    if target.name.is_empty() {
        return stop(
            "which message this draft edits cannot be read",
            "Its words are kept. Edit the message anew from the activity.",
        );
    }
    if sender.kind == SenderKind::Webhook {
        return stop(
            "a webhook only creates messages; it cannot edit messages",
            "Use the profile of the app or person that sent it.",
        );
    }
    if sender.profile != target.profile {
        let why = format!(
            "only its own sender may edit it: the profile {:?}",
            target.profile
        );
        return stop(&why, "Start chatquill with that profile to edit it.");
    }
    if app.changes.is_editing(app.document.id()) {
        return stop(
            "an edit of this message is on the way",
            "Wait for its outcome.",
        );
    }
    send_policy::denied(app, target.space())
}

/// Returns what prevents the edit: the place where it is fixed, and the notice.
fn obstacle(app: &App, target: &EditTarget) -> Option<(Option<String>, Notice)> {
    let stop = |path: &str, why: String, what: &str| {
        let notice = Notice::new(Tone::Error, format!("Not sent: {why}")).with(what);
        Some((Some(path.to_owned()), notice))
    };
    let draft = app.document.draft();
    if draft.parent() != target.space() {
        return stop(
            at::PARENT,
            format!(
                "an edit stays in its space, {}",
                app.panes.spaces.label_of(target.space())
            ),
            "Choose that space again, or open the message as a new draft.",
        );
    }
    if let Some(pointer) = fixed(app) {
        let (_, field) = pointer::split(&pointer).unwrap_or_default();
        let why = format!("an edit cannot change {field}");
        // Files can be changed, but not by what a draft holds of them.
        let what = if field == "attachment" {
            "Unset it: the files of the message stay as they are. chatquill message edit changes them."
        } else {
            "Unset it: that was settled when the message was sent."
        };
        return stop(&pointer, why, what);
    }
    let edit = Edit::between(&target.before, draft.message());
    if edit.is_empty() {
        let notice = Notice::new(Tone::Info, "Not sent: nothing has changed");
        return Some((
            None,
            notice.with("The message in Chat reads like this already."),
        ));
    }
    let is_person = app.session.sender().kind == SenderKind::User;
    if is_person && edit.mask.iter().any(|path| path != "text") {
        return stop(
            at::CARDS,
            "a person can edit the text of a message only".to_owned(),
            "Take the cards out, or use the profile of the app that sent the message.",
        );
    }
    let first = app.findings.open().first()?;
    first
        .is_error()
        .then(|| (Some(first.path.clone()), refusal(app, first)))
}

/// Returns the place of something in the draft that no edit can change.
fn fixed(app: &App) -> Option<String> {
    let draft = app.document.draft();
    let is_call = |name: &str| !matches!(name, "parent" | "message");
    let fields = draft.request().as_object()?.keys();
    let beside = fields
        .filter(|name| is_call(name))
        .map(|name| pointer::join("", name));
    let fixed = fixed_fields(draft.message()).into_iter();
    let inside = fixed.map(|name| pointer::join(at::MESSAGE, name));
    beside.chain(inside).next()
}

/// Returns the line that asks before the edit goes: what goes, and what comes.
#[must_use]
pub fn question(app: &App, target: &EditTarget) -> Notice {
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let space = app.panes.spaces.label_of(target.space());
    let title = format!(
        "Edit the message in {space}? {} sends, {} returns",
        key(Action::Choose),
        key(Action::Back)
    );
    let overtaken = if target.is_overtaken {
        "It was changed in Chat since the edit began; this replaces what stands there now."
    } else {
        ""
    };
    let edit = Edit::between(&target.before, app.document.draft().message());
    let mut notice = Notice::new(Tone::Question, title).with(overtaken);
    for line in shown(&edit, target) {
        notice = notice.with(line);
    }
    notice = notice.with(format!(
        "{} · updateMask {} as {}",
        target.name,
        edit.update_mask(),
        sender_label(app)
    ));
    if target.is_overtaken {
        notice.tone = Tone::Warning;
    }
    if target.pending.is_some() {
        notice.tone = Tone::Warning;
        notice =
            notice.with("It was sent before and may have been made; sending it again is safe.");
    }
    notice
}

/// Returns the lines of the difference, as many as fit the question.
fn shown(edit: &Edit, target: &EditTarget) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, difference) in edit.differences(&target.before) {
        let changed = difference.iter().filter(|line| !line.starts_with(' '));
        let word = |line: &String| match field {
            "text" => line.clone(),
            field => format!("{field} {line}"),
        };
        let before = lines.len();
        lines.extend(changed.map(word));
        if lines.len() == before {
            lines.push(format!("{field}: read in another markup syntax"));
        }
    }
    let more = lines.len().saturating_sub(LINES);
    if more > 0 {
        lines.truncate(LINES);
        lines.push(format!("… {more} more lines; the Diff tab shows all"));
    }
    lines
}

/// Shows the Diff tab where the question cannot show all of the difference.
pub fn show_difference(app: &mut App) {
    let cut = |(edit, target): (Edit, &EditTarget)| shown(&edit, target).len() > LINES;
    if edit(app).zip(app.document.edit()).is_some_and(cut) {
        app.panes.preview.tab = Tab::Diff;
    }
}

/// Sends the edit of the open draft.
pub fn go(app: &mut App, target: &EditTarget, effects: &mut Vec<Effect>) {
    let after = app.document.draft().message().clone();
    let edit = Edit::between(&target.before, &after);
    let space = app.panes.spaces.label_of(target.space());
    let what = format!("{} in {space}", heading(&after));
    let change = MessageChange {
        name: target.name.clone(),
        kind: ChangeKind::Edit(Box::new(EditSend {
            draft: app.document.id().clone(),
            edit,
            after,
            forms: target.forms(),
        })),
        origin: Some(Origin {
            profile: target.profile.clone(),
            base: target.base.clone(),
            is_sandbox: target.is_sandbox,
            is_webhook: false,
        }),
    };
    app.overlay.close();
    app.overlay.show(Notice::new(
        Tone::Info,
        format!("Editing the message in {space}…"),
    ));
    let ticket = app.tickets.draw();
    app.changes.begin(ticket, change.clone(), what);
    effects.push(Effect::Chat(ChatCommand::Change(ticket, change)));
}

/// Takes what somebody changed in Chat since the edit began. Returns whether to ask again, with the new difference.
///
/// Where the draft is not what is worked on, or was changed since, the notice alone tells it.
pub fn overtaken(app: &mut App, sent: &EditSend, in_chat: &Value) -> bool {
    if sent.draft != *app.document.id() {
        return false;
    }
    app.document.overtake_edit(&sent.edit, in_chat);
    if let Some(target) = app.document.edit() {
        app.panes.preview.diff.compare_with(target.request());
    }
    let is_busy = app.overlay.dialog().is_some() || app.document.is_text_in_editor();
    !is_busy && *app.document.draft().message() == sent.after
}
