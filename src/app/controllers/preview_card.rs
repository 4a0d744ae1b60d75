//! Controller of the Card tab: keys, layout, its images.

use crate::app::controllers::goto;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::app::panes::preview::card::RenderInputs;
use crate::chat::sender::SenderKind;
use crate::editor::motion::Motion;
use crate::input::action::Action;
use crate::render::sender::called;

/// Fetches and shows the images of the message, or goes back to the boxes.
fn pictures(app: &mut App, effects: &mut Vec<Effect>) {
    let request = app.draft.request();
    let notice = app.images.toggle(request, &mut app.tickets, effects);
    if notice.is_some() {
        app.notice = notice;
    }
}

/// Handles an action in the tab. Returns whether it was consumed.
pub fn in_card(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    if action == Action::ToggleImages {
        pictures(app, effects);
        return true;
    }
    let card = &mut app.preview.card;
    match action {
        Action::Up => card.step(Motion::Up),
        Action::Down => card.step(Motion::Down),
        Action::PageUp => card.step(Motion::PageUp),
        Action::PageDown => card.step(Motion::PageDown),
        Action::First => card.step(Motion::First),
        Action::Last => card.step(Motion::Last),
        Action::Left => card.step(Motion::Left),
        Action::Right => card.step(Motion::Right),
        Action::NextControl => card.choose(1),
        Action::PreviousControl => card.choose(-1),
        Action::NextPart => mark_next_part(app, 1),
        Action::PreviousPart => mark_next_part(app, -1),
        Action::Back if card.marked().is_some() => goto::unmark_part(app),
        Action::NextWidth => card.next_width(),
        Action::ExpandAll => card.expand(),
        // Without a mark, click targets come first.
        Action::Choose if card.marked().is_none() && card.press() => {}
        Action::Choose => {
            if let Some(part) = card.part_to_go_to() {
                goto::jump(app, &part, None);
            }
        }
        _ => return false,
    }
    true
}

/// Moves the mark in the Card tab by `steps` parts.
fn mark_next_part(app: &mut App, steps: isize) {
    app.preview.card.step_mark(steps);
    if let Some(part) = app.preview.card.marked().map(str::to_owned) {
        goto::mark_part(app, &part);
    }
}

/// Lays out the tab for the pane's content, and requests its images at that size.
pub fn layout(app: &mut App, (width, height): (u16, u16), effects: &mut Vec<Effect>) {
    // An image higher than the pane would never be seen as a whole.
    app.images.pictures.set_rows(height.saturating_sub(1));
    let mut card = std::mem::take(&mut app.preview.card);
    card.layout(source(app), width, height);
    app.images.prepare(card.places(), effects);
    app.preview.card = card;
}

/// Returns what the message is rendered from.
#[must_use]
pub fn source(app: &App) -> RenderInputs<'_> {
    let (sender, options) = (&app.sender, &app.options);
    let name = match sender.kind {
        SenderKind::App if !sender.profile.is_empty() => sender.profile.as_str(),
        kind => called(kind),
    };
    RenderInputs {
        revision: app.derived_revision(),
        is_behind: app.has_stale_derived(),
        request: app.draft.request(),
        kind: sender.kind,
        sender: name,
        options,
        pictures: &app.images.pictures,
    }
}
