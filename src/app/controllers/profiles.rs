//! Controller of the choice of the profile that sends.

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::event::ProfileChoice;
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::custom_emoji::CustomEmojiList;
use crate::app::state::foreign_draft::{self, OF_SPACE};
use crate::app::state::members::Members;
use crate::message::field_change::{Change, Grouping};

/// Shows the profiles, with their senders, servers and faults.
pub fn show(app: &mut App) {
    let choices = app.session.choices();
    if choices.is_empty() {
        let notice = Notice::new(Tone::Info, "There is no profile to choose from");
        app.overlay
            .show(notice.with("Correct the config file, then start chatquill again."));
        return;
    }
    let items = choices.iter().enumerate().map(|(index, choice)| {
        let mut detail = choice.detail();
        if app.session.is_by(choice) {
            detail = joined(&detail, "sends now");
        }
        Item::new(choice.label(), detail, Pick::Profile(index))
    });
    let mut picker = Picker::new(Purpose::Profile, items.collect());
    if let Some(now) = choices.iter().position(|choice| app.session.is_by(choice)) {
        picker.seek(&Pick::Profile(now));
    }
    app.overlay.open(Dialog::Picker(Box::new(picker)));
}

/// Has another profile send from now on. What is under way ends under its own.
pub fn choose(app: &mut App, index: usize, effects: &mut Vec<Effect>) {
    let Some(choice) = app.session.choices().get(index).cloned() else {
        return;
    };
    if let Some(fault) = choice.fault {
        app.overlay.show(fault);
        return;
    }
    if app.session.is_by(&choice) {
        return;
    }
    if app.document.edit().is_some() {
        let title = "This draft edits a message in Chat, by the profile that sends now";
        let notice = Notice::new(Tone::Info, title);
        app.overlay
            .show(notice.with("Open another draft first; this one is kept."));
        return;
    }
    let webhook = app.session.webhook().to_owned();
    let former = app.session.origin().cloned();
    app.session.switch_to(&choice);
    let parent = app.document.draft().parent().to_owned();
    let keeps_webhook =
        !webhook.is_empty() && app.session.space_of_webhook(&webhook) == Some(parent.as_str());
    if keeps_webhook {
        app.session.use_webhook(&webhook);
    }
    let taken = if keeps_webhook { None } else { take_out(app) };
    app.outbox.enter(former.as_ref(), &choice.destination());
    app.members = Members::default();
    app.custom_emoji = CustomEmojiList::default();
    app.panes.spaces.reset();
    app.panes.spaces.unmark_all();
    let names = app.session.webhooks().iter();
    let names: Vec<String> = names.map(|webhook| webhook.name.clone()).collect();
    app.panes
        .spaces
        .add_webhooks(names.iter().map(String::as_str));
    effects.push(Effect::Connect {
        profile: choice.sender.profile.clone(),
        kind: choice.sender.kind,
    });
    let ticket = app.panes.spaces.await_cached(&mut app.tickets);
    let profile = choice.sender.profile.clone();
    effects.push(Effect::Disk(DiskCommand::UseProfile(ticket, profile)));
    app.quotes.clear();
    effects.push(app.panes.spaces.refresh(&mut app.tickets));
    tell(app, &choice, taken);
}

/// Takes out of the draft what belongs to its space. Returns what is said of it, if there was anything.
///
/// It is no step that can be undone: that would bring the space back, to be written to by another sender.
fn take_out(app: &mut App) -> Option<String> {
    let changes = OF_SPACE.map(|(pointer, _)| Change::new(pointer, None));
    let has_files = !app.document.files().is_empty();
    let told = foreign_draft::told(app.document.draft().request(), has_files);
    let draft = app.document.draft_mut();
    if draft.parent().is_empty() || !draft.change(&changes, Grouping::Alone) {
        return None;
    }
    app.document.forget_undo();
    Some(told)
}

fn joined(before: &str, after: &str) -> String {
    [before, after]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn tell(app: &mut App, choice: &ProfileChoice, taken: Option<String>) {
    let under_way = app.outbox.under_way().count();
    let mut notice = Notice::new(
        Tone::Info,
        joined(
            &format!("{} sends from now on", choice.label()),
            &choice.detail(),
        ),
    );
    if let Some(taken) = taken {
        notice.tone = Tone::Warning;
        notice = notice.with(taken);
    }
    if under_way > 0 {
        notice = notice.with("What is on the way ends under the profile that sent it.");
    }
    app.overlay.show(notice);
}
