//! Dispatches an action: to the dialog, else the focused pane, else the global handler.

use crate::app::controllers::attach;
use crate::app::controllers::broadcast;
use crate::app::controllers::cards;
use crate::app::controllers::dialogs::table;
use crate::app::controllers::launch;
use crate::app::controllers::open_file;
use crate::app::controllers::options;
use crate::app::controllers::people;
use crate::app::controllers::pinned_space;
use crate::app::controllers::preview;
use crate::app::controllers::text;
use crate::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::spaces::SpacesEvent;
use crate::app::state::destination;
use crate::app::update::global;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::field_change::{Change, Grouping};

/// Dispatches an action to the focused dialog or pane, then to the global handler.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    let result = match table::controller(app) {
        Some(controller) => controller.act(app, action, effects),
        None => EventResult::of(in_pane(app, action, effects).is_consumed()),
    };
    match (result, action) {
        (EventResult::Consumed, _) => {}
        (EventResult::Then(next), _) => act(app, next, effects),
        // Nothing behind a dialog changes unseen.
        (EventResult::Ignored, Action::Undo | Action::Redo) if app.overlay.dialog().is_some() => {}
        (EventResult::Ignored, Action::OpenFile) => open_file::show(app, effects),
        (EventResult::Ignored, Action::AttachFile) => attach::show(app, effects),
        (EventResult::Ignored, Action::DetachFiles) => attach::remove(app, effects),
        (EventResult::Ignored, action) => global::act(app, action, effects),
    }
}

fn in_pane(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    match app.panes.focus() {
        Pane::Spaces => in_spaces(app, action, effects),
        Pane::Text => text::act(app, action, effects),
        Pane::Options => options::act(app, action, effects),
        Pane::Cards => cards::act(app, action, effects),
        Pane::Preview => preview::act(app, action, effects),
    }
}

fn in_spaces(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    if action == Action::Copy {
        effects.extend(
            app.panes
                .spaces
                .chosen_name()
                .map(|name| Effect::Terminal(TerminalCommand::Copy(name.to_owned()))),
        );
        return EventResult::Consumed;
    }
    if action == Action::PinSpace {
        let name = app.panes.spaces.chosen_name().map(str::to_owned);
        pinned_space::toggle(app, name.as_deref(), effects);
        return EventResult::Consumed;
    }
    let given_up = app.panes.spaces.unmatched_words().map(str::to_owned);
    match app.panes.spaces.act(action) {
        EventResult::Consumed if action == Action::Back => {
            if let Some(words) = given_up {
                keep_words(app, &words, effects);
            }
        }
        EventResult::Consumed => {}
        EventResult::Ignored if action == Action::Choose => tell_no_space(app),
        EventResult::Ignored => return EventResult::Ignored,
        EventResult::Then(SpacesEvent::Chosen(name)) => choose_space(app, name, effects),
        EventResult::Then(SpacesEvent::WebhookMarked) => broadcast::refuse_webhook(app),
    }
    EventResult::Consumed
}

/// Keeps the words of a filter that matched nothing, which may have been meant for the text.
fn keep_words(app: &mut App, words: &str, effects: &mut Vec<Effect>) {
    app.register.fill(words);
    let offer = TerminalCommand::Offer(words.to_owned());
    effects.push(Effect::Terminal(offer));
    let title = format!("No space matched {words:?}");
    let paste = app.session.keymap().name_of(Place::Text, Action::Paste);
    app.overlay
        .show(Notice::new(Tone::Info, title).with(format!(
            "The words are kept: {paste} in the text pastes them."
        )));
}

/// Says why no space was chosen, and goes on to the text where one will be.
fn tell_no_space(app: &mut App) {
    let typed = app.panes.spaces.filter().text().trim().to_owned();
    let words = if app.panes.spaces.is_listing() {
        "No space is chosen: they are still being listed".to_owned()
    } else if typed.is_empty() {
        "No space is chosen: none is listed here".to_owned()
    } else {
        format!("No space is chosen: none matches {typed:?}")
    };
    let mut notice = Notice::new(Tone::Info, words);
    if app.panes.spaces.choose_ahead() {
        notice = notice.with(format!(
            "The first match of {typed:?} is chosen once they are."
        ));
        app.panes.focus_on(Pane::Text);
    }
    app.overlay.show(notice);
}

/// Chooses the space whose words were typed before the list was complete, as that Enter would have.
///
/// Whoever writes on meanwhile stays where they are.
pub fn choose_typed_ahead(app: &mut App, effects: &mut Vec<Effect>) {
    if !app.panes.spaces.take_choice_ahead() || !app.document.draft().parent().is_empty() {
        return;
    }
    let focus = app.panes.focus();
    if app.overlay.dialog().is_none() {
        app.overlay.clear_notice();
    }
    in_spaces(app, Action::Choose, effects);
    if focus != Pane::Spaces {
        app.panes.focus_on(focus);
    }
}

/// Chooses the space that the command line names, once it is known.
///
/// Whoever went to another pane meanwhile stays there.
pub fn take_wanted_space(app: &mut App, effects: &mut Vec<Effect>) {
    let focus = app.panes.focus();
    if let Some(space) = launch::found(app) {
        choose_space(app, space, effects);
        if focus != Pane::Spaces {
            app.panes.focus_on(focus);
        }
    }
}

/// Sets the space of the message to this resource name.
pub fn choose_space(app: &mut App, name: String, effects: &mut Vec<Effect>) {
    app.panes.spaces.stop_looking();
    if let Some(webhook) = name.strip_prefix(destination::WEBHOOKS) {
        choose_webhook(app, webhook);
        return;
    }
    if name.starts_with("users/") {
        people::find(app, name, effects);
        return;
    }
    app.session.use_webhook("");
    effects.push(app.panes.spaces.request_space(&name, &mut app.tickets));
    let recent = app.panes.spaces.record_choice(&name).to_vec();
    effects.push(Effect::Disk(DiskCommand::SaveRecentSpaces(recent)));
    warn_of_viewer(app, &name, effects);
    app.document.draft_mut().change(
        &[Change::new(at::PARENT, Some(name.into()))],
        Grouping::Alone,
    );
    app.panes.focus_on(Pane::Text);
}

/// Sends by this kept webhook, into its space.
fn choose_webhook(app: &mut App, webhook: &str) {
    let Some(space) = app.session.space_of_webhook(webhook) else {
        return;
    };
    let change = Change::new(at::PARENT, Some(space.into()));
    // Marks are of the profile, which does not send now.
    app.panes.spaces.unmark_all();
    app.session.use_webhook(webhook);
    app.document.draft_mut().change(&[change], Grouping::Alone);
    app.panes.focus_on(Pane::Text);
}

/// Warns of a private viewer when the space changes: the viewer was chosen among the members of the former one.
///
/// The members of the new one are listed, so that the checks tell whether the viewer is among them.
fn warn_of_viewer(app: &mut App, name: &str, effects: &mut Vec<Effect>) {
    let former = app.document.draft().parent();
    let viewer = app.document.draft().text_at(at::VIEWER_NAME);
    if viewer.is_empty() || former.is_empty() || former == name {
        return;
    }
    effects.extend(app.members.request(name, &mut app.tickets));
    let title = format!(
        "Still visible only to {}, a member of {}",
        app.panes.options.name_of(viewer),
        app.panes.spaces.label_of(former)
    );
    app.overlay
        .show(Notice::new(Tone::Warning, title).with(format!(
            "Choose another viewer in Options if they are not in {}.",
            app.panes.spaces.label_of(name)
        )));
}
