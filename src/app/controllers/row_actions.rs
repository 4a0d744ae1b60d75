//! Which actions apply to a send of the activity, and why the others do not.

use crate::app::controllers::sent_message::{self, Part};
use crate::app::dialogs::listed_send::{ListedSend, SendState};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::state::outbox::Entry;
use crate::chat::sender::SenderKind;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::message_id;

/// Returns the space's label: as it is known now, else as it was at the send.
#[must_use]
pub fn space_label(app: &App, row: &ListedSend<'_>) -> String {
    let is_broadcast = row.live.is_some_and(|live| app.is_broadcast(live.ticket));
    match app.panes.spaces.find(row.parent()) {
        Some(_) if !is_broadcast => app.panes.spaces.label_of(row.parent()),
        Some(_) | None => row.space().to_owned(),
    }
}

/// Returns whether an action applies to a send, so that its key is offered.
#[must_use]
pub fn takes(app: &App, row: &ListedSend<'_>, action: Action) -> bool {
    refusal(app, row, action).is_none()
}

/// Returns why an action does not apply to a send, and what to do instead; `None` where it does.
#[must_use]
pub fn refusal(app: &App, row: &ListedSend<'_>, action: Action) -> Option<Notice> {
    let key = |action| app.session.keymap().name_of(Place::Activity, action);
    let why = |words: String| Some(Notice::new(Tone::Info, words));
    let state = row.state();
    let is_unsent = row.live.is_some_and(Entry::is_unsent);
    let copies = |part| match sent_message::copied(app, row, part) {
        Ok(_) => None,
        Err(words) => why(words.to_owned()),
    };
    match action {
        Action::CancelSend if state != SendState::Sending => why("It is not on the way".into()),
        Action::SendAgain => resend_refusal(app, row),
        Action::ReplyInThread if state == SendState::Deleted => {
            why("It was deleted, so there is nothing to reply to".into())
        }
        Action::ReplyInThread if !state.is_in_chat() => {
            why("There is no message in Chat to reply to".into())
        }
        Action::CopyMessageName => copies(Part::Name),
        Action::CopyMessageLink if state == SendState::Deleted => {
            why("It was deleted, so its address leads nowhere".into())
        }
        Action::CopyMessageLink => copies(Part::Link),
        Action::CopyMessageText => copies(Part::Text),
        Action::Choose | Action::Delete if state == SendState::Sending => why(format!(
            "It is on the way; {} cancels it first",
            key(Action::CancelSend)
        )),
        Action::Delete if state.is_in_chat() => why(format!(
            "It is in Chat; {} deletes it there",
            key(Action::DeleteMessage)
        )),
        Action::Delete if !is_unsent => why("The history keeps it".into()),
        Action::EditMessage
        | Action::QuoteMessage
        | Action::ReadMessage
        | Action::DeleteMessage
        | Action::ReactToMessage
        | Action::PinMessage
        | Action::UnpinMessage => change_refusal(app, row, action),
        _ => None,
    }
}

/// Returns why a send cannot be repeated under its own `requestId`.
fn resend_refusal(app: &App, row: &ListedSend<'_>) -> Option<Notice> {
    let why = |words: &str| Some(Notice::new(Tone::Info, words));
    match row.live {
        Some(live) if !live.is_unsent() => why("Only a message that was not sent can be resent"),
        Some(live) if live.is_foreign => {
            let notice = why("It was sent by another profile, or to another server")?;
            Some(notice.with(switch_first(app)))
        }
        Some(_) => None,
        None if row.state().is_in_chat() || row.state() == SendState::Deleted => {
            why("Only a message that was not sent can be resent")
        }
        None => {
            let key = app
                .session
                .keymap()
                .name_of(Place::Activity, Action::Choose);
            let notice = why("Its record has ended, so it cannot be resent as it is")?;
            Some(notice.with(format!(
                "{key} opens it as a draft, to be sent as a new one."
            )))
        }
    }
}

/// Returns how to have the profile that sent a message send again.
#[must_use]
pub fn switch_first(app: &App) -> String {
    let keymap = app.session.keymap();
    let key = keymap.name_of(Place::Everywhere, Action::ChooseProfile);
    format!("Choose that profile first ({key}).")
}

/// Returns why a message cannot be changed in Chat by this sender.
fn change_refusal(app: &App, row: &ListedSend<'_>, action: Action) -> Option<Notice> {
    let why = |words: &str| Notice::new(Tone::Info, words);
    match row.state() {
        SendState::Sending => return Some(why("It is still on the way")),
        SendState::NotSent => return Some(why("It is not in Chat")),
        SendState::Deleted => return Some(why("It was deleted already")),
        SendState::Unsure | SendState::Cancelled => {
            return Some(why("It is not known whether it is in Chat"));
        }
        SendState::Sent | SendState::Edited => {}
    }
    let verb = match action {
        Action::ReactToMessage => "react to messages",
        Action::PinMessage | Action::UnpinMessage => "pin messages",
        Action::EditMessage => "edit messages",
        Action::QuoteMessage => "quote messages",
        Action::ReadMessage => "read messages",
        _ => "delete messages",
    };
    let is_for_people = matches!(
        action,
        Action::ReactToMessage | Action::PinMessage | Action::UnpinMessage
    );
    match app.session.sender().kind {
        SenderKind::Webhook => {
            let title = format!("A webhook only creates messages; it cannot {verb}");
            let whose = match action {
                Action::DeleteMessage | Action::EditMessage => {
                    "Use a profile of the app or person that sent it."
                }
                _ => "Use a profile of a person (sender = \"user\").",
            };
            return Some(why(&title).with(whose));
        }
        SenderKind::App if is_for_people => {
            let title = format!("Google Chat lets only people {verb}; an app cannot");
            return Some(why(&title).with("Use a profile of a person (sender = \"user\")."));
        }
        SenderKind::App | SenderKind::User => {}
    }
    origin_refusal(app, row, action).or_else(|| {
        let id = row.name().rsplit('/').next().unwrap_or_default();
        let is_own = id.is_empty() || id.starts_with(message_id::PREFIX);
        is_own.then(|| why("Chat gave no name of that message under which it can be changed"))
    })
}

/// Returns why a message of another profile or server cannot be changed from here.
fn origin_refusal(app: &App, row: &ListedSend<'_>, action: Action) -> Option<Notice> {
    let own = match action {
        Action::DeleteMessage => Some("delete"),
        Action::EditMessage => Some("edit"),
        _ => None,
    };
    if row.live.is_some_and(|live| !live.is_foreign) {
        return None;
    }
    let sender = app.session.sender();
    let why = |words: String| Some(Notice::new(Tone::Info, words));
    match row.origin() {
        Some(origin) if origin.is_sandbox => {
            why("It was in a sandbox, which ended with its program".into())
        }
        Some(origin) if own.is_some() && origin.is_webhook => {
            why("A webhook sent it, which only creates messages".into())
        }
        Some(origin) if own.is_some() && origin.profile != sender.profile => {
            let verb = own.unwrap_or_default();
            let title = format!(
                "Only its own sender may {verb} it: the profile {:?}",
                origin.profile
            );
            let notice = why(title)?;
            Some(notice.with(switch_first(app)))
        }
        Some(_) if !sender.is_sandbox => None,
        Some(_) | None => why("It was sent to another server than this one".into()),
    }
}
