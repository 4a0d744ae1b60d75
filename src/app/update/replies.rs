//! Handles the replies to requests; each has a visible result.

use std::time::Duration;

use crate::app::controllers::attach;
use crate::app::controllers::broadcast;
use crate::app::controllers::broadcast_result;
use crate::app::controllers::completion;
use crate::app::controllers::dialogs::{
    activity, save_file, save_template, setup, template_gallery,
};
use crate::app::controllers::edit_draft;
use crate::app::controllers::external_editor;
use crate::app::controllers::import;
use crate::app::controllers::message_change;
use crate::app::controllers::new_draft;
use crate::app::controllers::number_format;
use crate::app::controllers::open_file;
use crate::app::controllers::people;
use crate::app::controllers::read_message;
use crate::app::controllers::send_parts;
use crate::app::controllers::send_result;
use crate::app::controllers::sent_message;
use crate::app::controllers::threads;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::event::{
    BackgroundEvent, ChatReply, CopyTarget, DiskReply, FileReply, NotSent, Page, Reply,
};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::picker::list::{Item, Pick};
use crate::app::state::open_state::Content;
use crate::app::state::outbox::State;
use crate::app::update::paste;
use crate::app::update::{dispatch, global};
use crate::chat::resources::{Member, Space, UserKind};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft_file::{DraftEntry, OpenDraft};
use crate::message::undo_steps::UndoSteps;

/// Handles the reply to a request. A stale one is dropped.
pub fn on_reply(app: &mut App, ticket: Ticket, reply: Reply, effects: &mut Vec<Effect>) {
    match reply {
        Reply::Chat(ChatReply::Spaces(answer)) => spaces(app, ticket, answer, effects),
        Reply::Chat(ChatReply::Space(answer)) => space(app, ticket, answer),
        Reply::Chat(ChatReply::DirectMessage(answer)) => {
            if let Some(space) = people::found(app, ticket, answer) {
                dispatch::choose_space(app, space, effects);
            }
        }
        Reply::Chat(ChatReply::Members(space, answer)) => {
            members(app, ticket, space, answer, effects);
        }
        // Where they may not be listed there are none to choose from: nobody asked for them by name.
        Reply::Chat(ChatReply::CustomEmoji(answer)) => {
            app.custom_emoji.listed(ticket, answer.unwrap_or_default());
            completion::emoji_came(app);
        }
        Reply::Chat(ChatReply::Changed(answer)) => {
            message_change::changed(app, ticket, answer, effects);
        }
        Reply::Chat(ChatReply::Message(read)) => {
            read_message::on_message(app, ticket, read, effects);
        }
        Reply::Chat(ChatReply::Messages(answer)) => threads::on_messages(app, ticket, answer),
        Reply::Chat(ChatReply::Held(left)) => {
            let entry = app.outbox.find(ticket);
            if let Some(entry) = entry.filter(|entry| matches!(entry.state, State::Held(_))) {
                entry.state = State::begun(left);
            }
        }
        Reply::Chat(ChatReply::TakenBack(is_unsent)) => {
            send_result::taken_back(app, ticket, is_unsent);
        }
        Reply::Chat(ChatReply::Waiting(why, wait)) => {
            app.changes.wait(ticket, &why, wait);
            list_waits(app, ticket, &why, wait);
            if let Some(State::Sending { waits, .. }) =
                app.outbox.find(ticket).map(|entry| &mut entry.state)
            {
                *waits = Some(format!(
                    "{why}; trying again in {:.0} s, it cannot be posted twice",
                    wait.as_secs_f32()
                ));
            }
        }
        Reply::Chat(ChatReply::Sent(sent)) => send_result::sent(app, ticket, &sent, effects),
        Reply::Chat(ChatReply::PartSent(done, of)) => send_parts::progress(app, ticket, done, of),
        Reply::Chat(ChatReply::Uploading(at, of)) => send_parts::uploading(app, ticket, at, of),
        Reply::Chat(ChatReply::PartsSent(sent, log)) => {
            // The log goes once the emptied draft is on disk.
            app.document.end_log_after_save(log);
            send_result::sent(app, ticket, &sent, effects);
        }
        Reply::Chat(ChatReply::Broadcast(reply)) => {
            broadcast_result::on_reply(app, ticket, reply, effects);
        }
        Reply::Chat(ChatReply::NotSent(failed)) => send_result::not_sent(app, ticket, failed),
        Reply::Chat(ChatReply::Sending(id)) => send_result::sending(app, ticket, id, effects),
        Reply::Chat(ChatReply::OldDoubt(record, since)) => {
            send_result::old_doubt(app, ticket, &record, since);
        }
        Reply::Clipboard(text) => paste::on_clipboard(app, ticket, text, effects),
        Reply::Edited(answer) => external_editor::on_close(app, ticket, answer, effects),
        Reply::Disk(DiskReply::CachedSpaces(cached)) => app.panes.spaces.on_cached(ticket, cached),
        Reply::Disk(DiskReply::Drafts(answer)) => drafts(app, ticket, answer),
        Reply::Disk(DiskReply::Undo(steps)) => undo_steps(app, ticket, steps),
        Reply::Disk(DiskReply::History(answer)) => {
            if let Some(answer) = threads::on_history(app, ticket, answer, effects) {
                activity::on_history(app, ticket, answer);
            }
        }
        Reply::Disk(DiskReply::Opened(answer)) => opened(app, ticket, answer, effects),
        Reply::Disk(DiskReply::Templates(answer)) => {
            template_gallery::on_templates(app, ticket, answer);
        }
        Reply::Disk(DiskReply::TemplateSaved(answer)) => save_template::saved(app, ticket, answer),
        Reply::File(FileReply::Folder(answer)) => open_file::on_folder(app, ticket, answer),
        Reply::File(FileReply::Imported(answer)) => {
            open_file::on_imported(app, ticket, answer, effects);
        }
        Reply::File(FileReply::Described(answer)) => {
            attach::on_described(app, ticket, answer, effects);
        }
        Reply::File(FileReply::Written(answer)) => save_file::on_written(app, ticket, answer),
        Reply::Disk(DiskReply::WebhookKept(answer)) => {
            if let Some(name) = setup::on_kept(app, ticket, answer) {
                dispatch::choose_space(app, name, effects);
            }
        }
        Reply::SignIn(reply) => setup::on_sign_in(app, ticket, reply, effects),
        Reply::Image(url, answer) => {
            let request = app.document.draft().request();
            let said = app.images.fetched(ticket, &url, answer, request);
            // Only in place of the notice that it ends.
            if let Some(said) = said {
                app.overlay.retitle(Topic::Images, said);
            }
        }
        Reply::Panicked(problem) => on_panic(app, ticket, problem),
    }
}

/// Takes the undo steps of earlier runs, and undoes as many as were asked for meanwhile.
fn undo_steps(app: &mut App, ticket: Ticket, steps: UndoSteps) {
    for _ in 0..app.document.on_undo(ticket, steps) {
        global::undo(app, Action::Undo);
    }
}

/// Takes a page of the list of spaces, and chooses the one that the command line names.
fn spaces(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Page<Space>, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    if app.panes.spaces.listing() == Some(ticket) {
        app.overlay.end_topic(Topic::Listing);
    }
    if let Err(problem) = &answer {
        app.overlay.show(problem.clone());
    }
    effects.extend(app.panes.spaces.on_spaces(ticket, answer));
    dispatch::take_wanted_space(app, effects);
    dispatch::choose_typed_ahead(app, effects);
}

/// Shows that a list which is waited for is asked for again, and when.
fn list_waits(app: &mut App, ticket: Ticket, why: &str, wait: Duration) {
    let words = format!("{why}; trying again in {:.0} s", wait.as_secs_f32());
    if let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut()
        && picker.awaits == Some(ticket)
    {
        picker.note.clone_from(&words);
    }
    let notice = app.overlay.notice();
    let is_free = notice.is_none_or(|notice| notice.topic == Topic::Listing);
    if app.panes.spaces.wait(ticket, &words) && is_free {
        let key = app.session.keymap().name_of(Place::Spaces, Action::Refresh);
        let notice = Notice::new(Tone::Info, words).topic(Topic::Listing);
        app.overlay
            .show(notice.with(format!("{key} tries at once.")));
    }
}

/// Takes the draft that the disk opened, with what is to be put into it.
fn opened(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Box<OpenDraft>, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    let Some(content) = app.pending_open.end_draft(ticket) else {
        return;
    };
    let opened = match answer {
        Ok(opened) => *opened,
        Err(problem) => {
            app.overlay.show(problem);
            return;
        }
    };
    match content {
        Content::Own => {
            app.open(opened);
            if let Some(reminder) = edit_draft::reminder(app) {
                app.overlay.show(reminder);
            }
        }
        Content::Edit(start) => edit_draft::opened(app, opened, *start),
        Content::Noted(notice) => {
            app.open(opened);
            app.overlay.show(*notice);
        }
        Content::Template(title, request) => new_draft::fill(app, opened, &title, request),
        Content::Message(start) => sent_message::fill(app, opened, *start),
        Content::Import(imported) => import::insert_into_new(app, opened, *imported),
    }
    global::request_viewer_name(app, effects);
}

fn members(
    app: &mut App,
    ticket: Ticket,
    space: String,
    answer: Result<Page<Member>, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    if let Some(keep) = app
        .panes
        .spaces
        .on_members(ticket, &answer, app.session.sender().kind)
    {
        effects.push(keep);
    }
    for member in answer
        .iter()
        .flat_map(|page| &page.items)
        .filter(|member| !member.display_name.is_empty())
    {
        app.panes
            .options
            .know(member.user.clone(), member.display_name.clone());
    }
    if let Ok(page) = &answer
        && space == app.document.draft().parent()
    {
        app.members.listed(ticket, &space, page);
        effects.extend(app.members.next_page(ticket, page));
        completion::members_came(app);
    } else {
        app.members.end_wait(ticket);
    }
    let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
        return;
    };
    if picker.awaits != Some(ticket) {
        return;
    }
    match answer {
        Err(problem) => {
            picker.awaits = None;
            picker.note = problem.sentence();
        }
        Ok(page) => {
            picker.note.clear();
            let people = page
                .items
                .into_iter()
                .filter(|member| member.kind != UserKind::Bot);
            picker.extend(people.map(viewer).collect());
            match page.next {
                Some(next) => effects.push(Effect::Chat(ChatCommand::ListMembers(
                    ticket,
                    space,
                    Some(next),
                ))),
                None => picker.awaits = None,
            }
        }
    }
}

fn viewer(member: Member) -> Item {
    let label = if member.display_name.is_empty() {
        member.user.clone()
    } else {
        member.display_name
    };
    let detail = member.email.unwrap_or_else(|| member.user.clone());
    let also = format!("{detail} {}", member.user);
    Item::new(label, detail, Pick::Viewer(Some(member.user))).also(&also)
}

fn drafts(app: &mut App, ticket: Ticket, answer: Result<Vec<DraftEntry>, Diagnostic>) {
    let current = app.document.id().clone();
    let spaces = &app.panes.spaces;
    let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
        return;
    };
    if picker.awaits != Some(ticket) {
        return;
    }
    picker.awaits = None;
    let deleted = app.ui.end_deletion(answer.is_ok());
    match answer {
        Err(problem) => picker.note = problem.sentence(),
        Ok(entries) => {
            picker.note = deleted.map_or(String::new(), |id| {
                let key = app.session.keymap().name_of(Place::Drafts, Action::Undo);
                format!("{id} is in the trash; {key} brings it back.")
            });
            let item = |entry: DraftEntry| {
                let words = if entry.excerpt.is_empty() {
                    "empty".to_owned()
                } else {
                    entry.excerpt
                };
                let state = if entry.id == current {
                    "open here".to_owned()
                } else if entry.is_open_elsewhere {
                    "open elsewhere".to_owned()
                } else {
                    entry.saved
                };
                let space = if entry.parent.is_empty() {
                    String::new()
                } else {
                    format!(" · {}", spaces.label_of(&entry.parent))
                };
                let edit = entry
                    .edit
                    .map_or(String::new(), |edit| format!("{} · ", edit.words()));
                // Where the row is narrow its end is cut.
                let detail = format!(
                    "{edit}{state}{space} · {} B",
                    number_format::thousands(entry.bytes)
                );
                Item::new(
                    format!("{}  {words}", entry.id),
                    detail,
                    Pick::Open(entry.id),
                )
            };
            let files = Item::new("Open a file…", "", Pick::Files);
            let drafts = entries.into_iter().map(item);
            picker.replace(drafts.chain([files]).collect());
        }
    }
}

/// Takes a space that was read by its name, or tells why it cannot be.
fn space(app: &mut App, ticket: Ticket, answer: Result<Space, Diagnostic>) {
    let parent = app.document.draft().parent();
    if let Some(problem) = app.panes.spaces.on_space(ticket, answer, parent) {
        app.overlay.show(problem);
    }
}

fn on_panic(app: &mut App, ticket: Ticket, problem: Diagnostic) {
    app.register.answered(ticket);
    broadcast::broke(app, ticket);
    if let Some(entry) = app.outbox.entry(ticket) {
        let request_id = entry.request.request_id.clone();
        let failed = NotSent {
            day: String::new(),
            problem,
            // Without a record nothing was sent.
            unsure: !request_id.is_empty(),
            request_id,
        };
        send_result::not_sent(app, ticket, failed);
    } else {
        message_change::broke(app, ticket, &problem);
        threads::on_messages(app, ticket, Err(problem.clone()));
        app.overlay.show(problem);
    }
}

/// Handles an unsolicited message of the runtime.
pub fn on_background_event(app: &mut App, event: BackgroundEvent, effects: &mut Vec<Effect>) {
    match event {
        BackgroundEvent::Server { profile, server } => app.session.set_server(&profile, server),
        BackgroundEvent::Connected(answer) => {
            if let Err(problem) = &answer {
                app.overlay.show(problem.clone());
            }
            let before = app.session.profile_sender().profile.clone();
            app.session.connected(answer);
            if app.session.profile_sender().profile != before {
                app.panes.spaces.unmark_all();
            }
        }
        BackgroundEvent::Saved(id) => app.document.saved(&id),
        BackgroundEvent::ForeignVersion(id, kept) => {
            let key = app
                .session
                .keymap()
                .name_of(Place::Everywhere, Action::ShowDrafts);
            let title = format!("Another program changed {id}: its version is kept as {kept}");
            let why = format!("Your words went on in {id}. {key} lists both.");
            app.overlay
                .show(Notice::new(Tone::Warning, title).with(why));
        }
        BackgroundEvent::NotSaved(problem) => {
            app.document.save_failed();
            app.overlay.show(problem);
        }
        BackgroundEvent::Panicked(problem)
        | BackgroundEvent::NotThemed(problem)
        | BackgroundEvent::Copied(Err(problem)) => {
            app.overlay.show(problem);
        }
        BackgroundEvent::QuitRefused(problem) => save_file::rescue(app, &problem),
        BackgroundEvent::Ready(fit, ready) => app.images.made(fit, ready),
        BackgroundEvent::Cell(cell) => app.images.pictures.set_cell(cell),
        BackgroundEvent::BrokenBroadcasts(broken) => broadcast_result::found(app, broken, effects),
        BackgroundEvent::Unfinished(leftovers, unreadable) => {
            send_result::unfinished(app, leftovers, unreadable, effects);
        }
        BackgroundEvent::Copied(Ok(target)) => {
            let words = match target {
                CopyTarget::Desktop => "Copied to the clipboard",
                CopyTarget::Terminal => {
                    "Copied by way of the terminal; it does not say whether its clipboard took it"
                }
            };
            app.overlay.show(Notice::new(Tone::Info, words));
        }
    }
}
