//! Controller of the direct message with a person whose address was typed among the spaces.

use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::chat::resources::Space;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;

/// Asks for the direct message with a person, `users/ID` or `users/EMAIL`.
///
/// Where it was asked for before and there is none, choosing the person again sets it up.
pub fn find(app: &mut App, user: String, effects: &mut Vec<Effect>) {
    let who = user.trim_start_matches("users/").to_owned();
    match app.session.profile_sender().kind {
        SenderKind::User => {}
        SenderKind::App if !who.contains('@') => {}
        SenderKind::App => {
            let title = format!("An app cannot find {who} by an e-mail address");
            let notice = Notice::new(Tone::Info, title);
            app.overlay
                .show(notice.with("Type users/ID, or choose the profile of a person."));
            return;
        }
        SenderKind::Webhook => {
            let title = "A webhook posts into its own space only, not to a person";
            let notice = Notice::new(Tone::Info, title);
            app.overlay
                .show(notice.with("Choose the profile of a person."));
            return;
        }
    }
    let ticket = app.tickets.draw();
    let sets_up = app.panes.spaces.await_person(ticket, &user);
    let words = if sets_up {
        format!("Setting up the direct message with {who} …")
    } else {
        format!("Looking for the direct message with {who} …")
    };
    app.overlay.show(Notice::new(Tone::Info, words));
    effects.push(Effect::Chat(ChatCommand::FindDirectMessage {
        ticket,
        user,
        sets_up,
    }));
}

/// Takes the direct message that was found, or tells that there is none. Returns the space to be chosen.
pub fn found(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Option<Space>, Diagnostic>,
) -> Option<String> {
    let user = app.panes.spaces.take_person(ticket)?;
    let who = user.trim_start_matches("users/").to_owned();
    match answer {
        Ok(Some(space)) => {
            app.overlay.clear_notice();
            let name = space.name.clone();
            app.panes.spaces.add(space);
            return Some(name);
        }
        Ok(None) if app.session.profile_sender().kind == SenderKind::App => {
            let title = format!("There is no direct message between the app and {who}");
            let notice = Notice::new(Tone::Warning, title);
            app.overlay.show(notice.with(
                "An app cannot begin one: the person must open the app in Chat and write to it first.",
            ));
        }
        Ok(None) => {
            app.panes.spaces.offer_person(user);
            app.panes.focus_on(Pane::Spaces);
            let key = app.session.keymap().name_of(Place::Spaces, Action::Choose);
            let title = format!("There is no direct message with {who} yet");
            let notice = Notice::new(Tone::Warning, title);
            app.overlay
                .show(notice.with(format!("{key} sets it up; nothing is sent by that.")));
        }
        Err(problem) => app.overlay.show(problem),
    }
    None
}
