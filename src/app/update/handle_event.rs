//! The one function that changes the program.

use crate::app::events::effect::Effect;
use crate::app::events::event::Event;
use crate::app::events::notice::Tone;
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
    // The first frame was drawn before the first event.
    app.has_started = true;
    if app.has_stale_derived() && !continues_typing(app, &event) {
        // The action may depend on the checks, or be about what a tab shows.
        app.refresh_derived();
        reconcile::reconcile(app, &mut effects);
    }
    match event {
        Event::Key(_) | Event::Paste(_) | Event::UnbracketedPaste(_) | Event::Mouse(_)
            if app.pending_open.draft_ticket().is_some() && !is_repeated_quit(app, &event) =>
        {
            app.pending_open.queue(event);
        }
        Event::Started => {
            effects.push(app.spaces.refresh(&mut app.tickets));
            global::request_viewer_name(app, &mut effects);
        }
        Event::Idle => app.refresh_derived(),
        Event::Key(chord) => key(app, chord, &mut effects),
        Event::Paste(text) => {
            dismiss_info(app);
            paste::paste(app, &grapheme::cleaned(&text), &mut effects);
        }
        Event::UnbracketedPaste(text) => paste_unbracketed(app, &text, &mut effects),
        Event::Mouse(mouse) => mouse::act(app, mouse, &mut effects),
        Event::Resized(size) => app.size = size,
        Event::Tick(now) => {
            app.now = now;
            app.outbox.tick(now);
        }
        Event::Replied(ticket, reply) => replies::on_reply(app, ticket, reply, &mut effects),
        Event::Background(news) => replies::on_background_event(app, news, &mut effects),
    }
    reconcile::reconcile(app, &mut effects);
    for event in app.pending_open.take_opened() {
        effects.extend(update(app, event));
    }
    effects
}

/// Returns whether an event only continues the typing before it.
fn continues_typing(app: &App, event: &Event) -> bool {
    match event {
        Event::Key(chord) => match app.keymap.resolve(app.place(), *chord) {
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
            let asked = app.keymap.resolve(app.place(), *chord);
            matches!(asked, Some((_, Action::Quit | Action::Suspend)))
        }
        _ => false,
    };
    leaves(event) && app.pending_open.queued().iter().any(leaves)
}

fn key(app: &mut App, chord: Chord, effects: &mut Vec<Effect>) {
    let place = app.place();
    dismiss_info(app);
    let action = match app.keymap.resolve(place, chord) {
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

/// Clears the current notice, as far as it need not be read first.
fn dismiss_info(app: &mut App) {
    match &mut app.notice {
        Some(notice) if notice.tone == Tone::Info => app.notice = None,
        // The details of a success are in the activity list; its title and what can be done next stay.
        Some(notice) if notice.tone == Tone::Success => notice.lines.truncate(1),
        _ => {}
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
            Place::Text | Place::LongText => rest.len(),
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
    matches!(
        place,
        Place::Text
            | Place::LongText
            | Place::Filter
            | Place::Field
            | Place::Drafts
            | Place::Templates
            | Place::TemplateForm
            | Place::SaveTemplate
            | Place::SaveFile
    )
}
