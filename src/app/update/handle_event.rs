//! The one function that changes the program.

use crate::app::controllers::launch;
use crate::app::controllers::unfinished;
use crate::app::controllers::vim;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::event::Event;
use crate::app::events::notice::Topic;
use crate::app::model::App;
use crate::app::update::dispatch;
use crate::app::update::global;
use crate::app::update::mouse;
use crate::app::update::paste;
use crate::app::update::reconcile;
use crate::app::update::replies;
use crate::cells::grapheme;
use crate::input::action::Action;
use crate::input::chord::{Chord, Key};
use crate::input::keymap::Place;

/// Applies one event to the program, and returns the effects to carry out.
///
/// It reads no clock, no disk and no network: all that comes from outside is in the event.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    if matches!(
        event,
        Event::Paste(_) | Event::UnbracketedPaste(_) | Event::Mouse(_)
    ) {
        app.ui.take_passing_over();
    }
    // The first frame was drawn before the first event.
    app.ui.start();
    if app.document.has_stale_derived() && !continues_typing(app, &event) {
        // The action may depend on the checks, or be about what a tab shows.
        app.document.refresh_derived();
        reconcile::reconcile(app, &mut effects);
    }
    let is_answer = matches!(event, Event::Replied(..) | Event::Background(_));
    let had_dialog = app.overlay.dialog().is_some();
    match event {
        Event::Key(_) | Event::Paste(_) | Event::UnbracketedPaste(_) | Event::Mouse(_)
            if app.pending_open.draft_ticket().is_some() && !is_repeated_quit(app, &event) =>
        {
            app.pending_open.queue(event);
        }
        Event::Key(_) | Event::Paste(_) | Event::UnbracketedPaste(_) | Event::Mouse(_)
            if app.register.is_waiting() =>
        {
            app.register.queue(event);
        }
        Event::Started => {
            effects.push(app.document.request_undo(&mut app.tickets));
            effects.push(app.panes.spaces.refresh(&mut app.tickets));
            dispatch::take_wanted_space(app, &mut effects);
            launch::look(app, &mut effects);
            global::request_viewer_name(app, &mut effects);
        }
        Event::Idle => app.document.refresh_derived(),
        Event::Key(chord) => key(app, chord, &mut effects),
        Event::Paste(text) => {
            app.overlay.dismiss_info();
            paste::paste(app, &grapheme::cleaned(&text), &mut effects);
        }
        Event::UnbracketedPaste(text) => paste_unbracketed(app, &text, &mut effects),
        Event::Mouse(mouse) => mouse::act(app, mouse, &mut effects),
        Event::Resized(size) => app.ui.resize(size),
        Event::Tick(now) => {
            app.ui.tick(now);
            app.outbox.tick(now);
            if let Some(send) = &mut app.broadcast {
                send.tick(now);
            }
        }
        Event::Replied(ticket, reply) => replies::on_reply(app, ticket, reply, &mut effects),
        Event::Background(news) => replies::on_background_event(app, news, &mut effects),
    }
    if is_answer && !had_dialog && app.overlay.dialog().is_some() {
        // A question that has come meanwhile is answered by the next Enter.
        app.ui.take_passing_over();
    }
    reconcile::reconcile(app, &mut effects);
    for effect in &effects {
        if let Effect::Terminal(TerminalCommand::Copy(text)) = effect {
            app.register.fill(text);
        }
    }
    let waited = app.pending_open.take_opened().into_iter();
    let waited: Vec<Event> = waited.chain(app.register.take_queued()).collect();
    for event in waited {
        effects.extend(update(app, event));
    }
    effects
}

/// Returns whether an event only continues the typing before it.
fn continues_typing(app: &App, event: &Event) -> bool {
    match event {
        Event::Key(chord) => match app.session.keymap().resolve(app.place(), *chord) {
            Some((_, action)) => action.is_typed(),
            None => takes_characters(app.place()),
        },
        // Split into keys and pastes.
        Event::UnbracketedPaste(_) | Event::Idle => true,
        _ => false,
    }
}

/// Returns whether an event asks a second time to quit, while the first still waits for a draft.
///
/// No disk that hangs may keep the program.
fn is_repeated_quit(app: &App, event: &Event) -> bool {
    let leaves = |event: &Event| match event {
        Event::Key(chord) => {
            let asked = app.session.keymap().resolve(app.place(), *chord);
            matches!(asked, Some((_, Action::Quit | Action::Suspend)))
        }
        _ => false,
    };
    leaves(event) && app.pending_open.queued().iter().any(leaves)
}

/// Returns whether a key answers the question before a send with yes.
fn sends(app: &App, chord: Chord) -> bool {
    let asked = app.session.keymap().resolve(Place::Confirm, chord);
    matches!(asked, Some((_, Action::Choose)))
}

fn key(app: &mut App, chord: Chord, effects: &mut Vec<Effect>) {
    let place = app.place();
    if app.ui.take_passing_over() && sends(app, chord) {
        // It was meant for the question before a send: one that was refused, or that is answered.
        unfinished::tell_passed_over(app, chord);
        return;
    }
    app.overlay.end_topic(Topic::Refusal);
    app.overlay.dismiss_info();
    let action = match app.session.keymap().resolve(place, chord) {
        Some((_, action)) => Some(action),
        None => chord
            .typed()
            .filter(|_| takes_characters(place))
            .map(Action::Insert),
    };
    if let Some(action) = action {
        dispatch::act(app, action, effects);
    }
}

/// Handles characters that came at once.
///
/// They are pasted together where they are typed, and handled one by one where each is a command, since it may
/// be a key that was held down.
fn paste_unbracketed(app: &mut App, text: &str, effects: &mut Vec<Effect>) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if app.pending_open.draft_ticket().is_some() {
            app.pending_open
                .queue(Event::UnbracketedPaste(rest.to_owned()));
            return;
        }
        let together = match app.place() {
            Place::Text if vim::reads_commands(app) => 0,
            Place::Text | Place::Completion | Place::LongText => rest.len(),
            place if takes_characters(place) => rest.find('\n').unwrap_or(rest.len()),
            _ => 0,
        };
        let event = match (together, c) {
            (0, '\n') => Event::Key(Chord::plain(Key::Enter)),
            (0, c) => Event::Key(Chord::plain(Key::Char(c))),
            (end, _) => Event::Paste(rest[..end].to_owned()),
        };
        rest = &rest[together.max(c.len_utf8())..];
        effects.extend(update(app, event));
    }
}

/// Returns whether characters are typed in a place, rather than being commands.
fn takes_characters(place: Place) -> bool {
    let reach = place.reach().iter();
    // Before a send and during one to many spaces they go on with the text.
    matches!(place, Place::Confirm | Place::Broadcast)
        || reach
            .copied()
            .any(|at| matches!(at, Place::Line | Place::Text | Place::TypedField))
}
