//! Controller of the message that the open draft quotes: read once, shown with its words, taken off where it is gone.

use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::read_back::ReadBack;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::quoted_messages::Quoted;
use crate::chat::sender::SenderKind;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::{Draft, at};
use crate::message::message_ref::message_name;

/// Returns the resource name of the message that a draft quotes; empty where it quotes none.
#[must_use]
pub fn name(draft: &Draft) -> &str {
    draft.text_at(at::QUOTE_NAME)
}

/// Requests the quoted message, unless it was asked for; a webhook can read none.
pub fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    let name = name(app.document.draft());
    let is_asked = name.is_empty() || app.quotes.get(name).is_some();
    let is_webhook = app.session.sender().kind == SenderKind::Webhook;
    if is_asked || is_webhook || !app.ui.has_started() || message_name(name).is_none() {
        return;
    }
    let name = name.to_owned();
    let ticket = app.tickets.draw();
    app.quotes.ask(&name, ticket);
    effects.push(Effect::Chat(ChatCommand::ReadMessage(ticket, name, None)));
}

/// Takes the quoted message, and says so where there is none any more. Returns whether it was asked for here.
pub fn on_message(app: &mut App, ticket: Ticket, read: &ReadBack) -> bool {
    let Some(read) = app.quotes.on_answer(ticket, &read.answer) else {
        return false;
    };
    if read == name(app.document.draft())
        && let Some(notice) = gone(
            app,
            Tone::Warning,
            "The quoted message is not in Chat any more",
        )
    {
        app.overlay.show(notice);
    }
    true
}

/// Returns why the open draft cannot be sent with its quote; `None` where it can, as far as known.
#[must_use]
pub fn refusal(app: &App) -> Option<Notice> {
    gone(
        app,
        Tone::Error,
        "Not sent: the quoted message is not in Chat any more",
    )
}

/// Returns the notice of this title where the quoted message is gone, with how to take the quote off.
fn gone(app: &App, tone: Tone, title: &str) -> Option<Notice> {
    let quoted = app.quotes.get(name(app.document.draft()));
    if quoted != Some(&Quoted::Gone) {
        return None;
    }
    let key = app.session.keymap().name_of(Place::Options, Action::Clear);
    let why = if app.session.sender().is_sandbox {
        "The embedded sandbox forgets its messages when the program ends."
    } else {
        "It was deleted, or this sender cannot see it."
    };
    let remedy = format!("{key} on Quote in Options takes the quote off; the words stay.");
    Some(Notice::new(tone, title).with(why).with(remedy))
}

/// Returns the quote of the open draft in one line: who is quoted and the first words, as far as known; empty where
/// there is none.
#[must_use]
pub fn line(app: &App) -> String {
    let person = |user: &str| app.panes.options.person(user).map(str::to_owned);
    app.quotes.line(app.document.draft(), &person)
}

/// Returns what the question before a send says of the quote; empty where there is none.
#[must_use]
pub fn words(app: &App) -> String {
    match line(app) {
        quoted if quoted.is_empty() => quoted,
        quoted => format!("Quotes {quoted}"),
    }
}

/// Says how a message is quoted, or how the quote is taken off.
pub fn tell(app: &mut App) {
    let keymap = app.session.keymap();
    let key = |place, action| keymap.name_of(place, action);
    let notice = match line(app) {
        quoted if quoted.is_empty() => {
            let list = key(Place::Options, Action::ShowActivity);
            let quote = key(Place::Activity, Action::QuoteMessage);
            let title = "The message quotes none";
            Notice::new(Tone::Info, title).with(format!(
                "{list} lists what was sent; {quote} there quotes a message."
            ))
        }
        quoted => {
            let clear = key(Place::Options, Action::Clear);
            Notice::new(Tone::Info, format!("It quotes {quoted}"))
                .with(format!("{clear} takes the quote off."))
        }
    };
    app.overlay.show(notice);
}
