//! Handles the replies to requests; each has a visible result.

use crate::app::controllers::external_editor;
use crate::app::controllers::import;
use crate::app::controllers::new_draft;
use crate::app::controllers::open_file;
use crate::app::controllers::save_file;
use crate::app::controllers::send;
use crate::app::controllers::send_result;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::event::{
    BackgroundEvent, ChatReply, DiskReply, FileReply, NotSent, Page, Reply,
};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::ticket::Ticket;
use crate::app::model::{App, Connection};
use crate::app::picker::list::{Item, Pick};
use crate::app::state::open_state::Content;
use crate::app::state::outbox::State;
use crate::app::update::global;
use crate::chat::resources::{Member, UserKind};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::{DraftEntry, OpenDraft};

/// Handles the reply to a request. A stale one is dropped.
pub fn on_reply(app: &mut App, ticket: Ticket, reply: Reply, effects: &mut Vec<Effect>) {
    match reply {
        Reply::Chat(ChatReply::Spaces(answer)) => {
            if let Err(problem) = &answer {
                app.notice = Some(Notice::from(problem.clone()));
            }
            effects.extend(app.spaces.on_spaces(ticket, answer));
        }
        Reply::Chat(ChatReply::Space(answer)) => {
            if let Some(problem) = app.spaces.on_space(ticket, answer, app.draft.parent()) {
                app.notice = Some(Notice::from(problem));
            }
        }
        Reply::Chat(ChatReply::Members(space, answer)) => {
            members(app, ticket, space, answer, effects);
        }
        Reply::Chat(ChatReply::Waiting(why, wait)) => {
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
        Reply::Chat(ChatReply::NotSent(failed)) => send_result::not_sent(app, ticket, failed),
        Reply::Chat(ChatReply::Sending(id)) => send_result::sending(app, ticket, id, effects),
        Reply::Chat(ChatReply::OldDoubt(record, since)) => {
            send_result::old_doubt(app, ticket, &record, since);
        }
        Reply::Edited(answer) => external_editor::on_close(app, ticket, answer, effects),
        Reply::Disk(DiskReply::Drafts(answer)) => drafts(app, ticket, answer),
        Reply::Disk(DiskReply::Opened(answer)) => opened(app, ticket, answer, effects),
        Reply::Disk(DiskReply::Templates(answer)) => new_draft::on_templates(app, ticket, answer),
        Reply::Disk(DiskReply::TemplateSaved(answer)) => new_draft::saved(app, ticket, answer),
        Reply::File(FileReply::Folder(answer)) => open_file::on_folder(app, ticket, answer),
        Reply::File(FileReply::Imported(answer)) => {
            open_file::on_imported(app, ticket, answer, effects);
        }
        Reply::File(FileReply::Written(answer)) => save_file::on_written(app, ticket, answer),
        Reply::Image(url, answer) => {
            let request = app.draft.request();
            let said = app.images.fetched(ticket, &url, answer, request);
            // Only in place of the notice that it ends.
            if let Some(notice) = &mut app.notice
                && notice.topic == Topic::Images
                && let Some(said) = said
            {
                notice.title = said;
            }
        }
        Reply::Panicked(problem) => on_panic(app, ticket, problem),
    }
}

/// Takes the draft that the disk opened, with what is to be put into it.
fn opened(
    app: &mut App,
    ticket: Ticket,
    answer: Result<OpenDraft, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    let Some(content) = app.pending_open.end_draft(ticket) else {
        return;
    };
    let opened = match answer {
        Ok(opened) => opened,
        Err(problem) => {
            app.notice = Some(Notice::from(problem));
            return;
        }
    };
    match content {
        Content::Own => app.open(opened),
        Content::Template(title, request) => new_draft::fill(app, opened, &title, request),
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
    if let Some(keep) = app.spaces.on_members(ticket, &answer, app.sender.kind) {
        effects.push(keep);
    }
    for member in answer
        .iter()
        .flat_map(|page| &page.items)
        .filter(|member| !member.display_name.is_empty())
    {
        app.options
            .know(member.user.clone(), member.display_name.clone());
    }
    if let Ok(page) = &answer
        && space == app.draft.parent()
    {
        app.members.listed(ticket, &space, page);
    }
    let Some(Dialog::Picker(picker)) = &mut app.dialog else {
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
    Item::new(label, detail, Pick::Viewer(Some(member.user)))
}

fn drafts(app: &mut App, ticket: Ticket, answer: Result<Vec<DraftEntry>, Diagnostic>) {
    let current = app.draft_id.clone();
    let spaces = &app.spaces;
    let Some(Dialog::Picker(picker)) = &mut app.dialog else {
        return;
    };
    if picker.awaits != Some(ticket) {
        return;
    }
    picker.awaits = None;
    match answer {
        Err(problem) => picker.note = problem.sentence(),
        Ok(entries) => {
            picker.note.clear();
            let item = |entry: DraftEntry| {
                let words = if entry.excerpt.is_empty() {
                    "empty".to_owned()
                } else {
                    entry.excerpt
                };
                let state = if entry.id == current {
                    "open here".to_owned()
                } else if entry.is_open_elsewhere {
                    "open in another chatquill".to_owned()
                } else {
                    entry.saved
                };
                let space = if entry.parent.is_empty() {
                    String::new()
                } else {
                    format!("{} · ", spaces.label_of(&entry.parent))
                };
                let detail = format!("{space}{} B · {state}", send::thousands(entry.bytes));
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

fn on_panic(app: &mut App, ticket: Ticket, problem: Diagnostic) {
    match app.outbox.entry(ticket) {
        Some(entry) => {
            let request_id = entry.request.request_id.clone();
            let failed = NotSent {
                problem,
                // Without a record nothing was sent.
                unsure: !request_id.is_empty(),
                request_id,
            };
            send_result::not_sent(app, ticket, failed);
        }
        None => app.notice = Some(Notice::from(problem)),
    }
}

/// Handles an unsolicited message of the runtime.
pub fn on_background_event(app: &mut App, event: BackgroundEvent, effects: &mut Vec<Effect>) {
    match event {
        BackgroundEvent::Connected(Ok(sender)) => {
            app.sender = sender;
            app.connection = Connection::Open;
        }
        BackgroundEvent::Connected(Err(problem)) => {
            app.notice = Some(Notice::from(problem.clone()));
            app.connection = Connection::Failed(problem);
        }
        BackgroundEvent::Saved(id) if id == app.draft_id => app.is_unsaved = false,
        BackgroundEvent::Saved(_) => {}
        BackgroundEvent::NotSaved(problem) => {
            app.is_unsaved = true;
            app.notice = Some(Notice::from(problem));
        }
        BackgroundEvent::Panicked(problem) | BackgroundEvent::Copied(Err(problem)) => {
            app.notice = Some(Notice::from(problem));
        }
        BackgroundEvent::Ready(fit, ready) => app.images.made(fit, ready),
        BackgroundEvent::Cell(cell) => app.images.pictures.set_cell(cell),
        BackgroundEvent::Unfinished(leftovers, unreadable) => {
            send_result::unfinished(app, leftovers, unreadable, effects);
        }
        BackgroundEvent::Copied(Ok(())) => {
            app.notice = Some(Notice::new(Tone::Info, "Copied to the clipboard"));
        }
    }
}
