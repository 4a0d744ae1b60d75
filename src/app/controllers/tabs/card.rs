//! The Card tab: the message as Chat shows it, and its images.

use ratatui::layout::Rect;

use crate::app::controllers::goto;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::events::effect::Effect;
use crate::app::model::App;
use crate::app::panes::preview::card::RenderInputs;
use crate::chat::sender::SenderKind;
use crate::editor::motion::Motion;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::render::sender::called;

/// The controller of the tab.
pub struct CardController;

impl TabController for CardController {
    fn title(&self) -> &'static str {
        "Card"
    }

    fn place(&self) -> Place {
        Place::Card
    }

    fn shown_by(&self) -> Action {
        Action::ShowCard
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
        if action == Action::ToggleImages {
            pictures(app, effects);
            return EventResult::Consumed;
        }
        let card = &mut app.panes.preview.card;
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
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    /// Lays it out, and requests its images at that size.
    fn layout(&self, app: &mut App, Rect { width, height, .. }: Rect, effects: &mut Vec<Effect>) {
        // An image higher than the pane would never be seen as a whole.
        app.images.pictures.set_rows(height.saturating_sub(1));
        let mut card = std::mem::take(&mut app.panes.preview.card);
        card.layout(source(app), width, height);
        app.images.prepare(card.places(), effects);
        app.panes.preview.card = card;
    }

    fn scroll(&self, app: &mut App, by: i32) {
        app.panes.preview.card.scroll(by);
    }

    fn click(&self, app: &mut App, (column, row): (u16, u16), times: u8) {
        if let Some(part) = app.panes.preview.card.click(column, row) {
            goto::mark_part(app, &part);
            if times == 2 {
                goto::jump(app, &part, None);
            }
        }
    }

    fn text(&self, app: &App) -> String {
        app.panes.preview.card.copy(source(app))
    }

    fn file_name(&self, _: &App) -> &'static str {
        "message.txt"
    }

    fn is_of_use(&self, app: &App, action: Action) -> bool {
        let card = &app.panes.preview.card;
        match action {
            Action::NextControl | Action::ExpandAll => card.opens(),
            Action::Choose | Action::NextPart => card.shows(),
            Action::ToggleImages => card.holds_pictures(),
            Action::Right => card.is_cut(),
            _ => true,
        }
    }
}

/// Fetches and shows the images of the message, or goes back to the boxes.
fn pictures(app: &mut App, effects: &mut Vec<Effect>) {
    let request = app.document.draft().request();
    if let Some(notice) = app.images.toggle(request, &mut app.tickets, effects) {
        app.overlay.show(notice);
    }
}

/// Moves the mark in the Card tab by `steps` parts.
fn mark_next_part(app: &mut App, steps: isize) {
    app.panes.preview.card.step_mark(steps);
    if let Some(part) = app.panes.preview.card.marked().map(str::to_owned) {
        goto::mark_part(app, &part);
    }
}

/// Returns what the message is rendered from.
fn source(app: &App) -> RenderInputs<'_> {
    let (sender, options) = (app.session.sender(), &app.panes.options);
    let name = match sender.kind {
        SenderKind::App if !sender.profile.is_empty() => sender.profile.as_str(),
        kind => called(kind),
    };
    RenderInputs {
        revision: app.document.derived_revision(),
        is_behind: app.document.has_stale_derived(),
        request: app.document.draft().request(),
        kind: sender.kind,
        sender: name,
        options,
        pictures: &app.images.pictures,
        quotes: &app.quotes,
    }
}
