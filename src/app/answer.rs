//! What is done with the answers of the world; each has a visible end.

use crate::app::bring;
use crate::app::chooser::{Item, Pick};
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::event::{DraftEntry, News, Page, Reply};
use crate::app::everywhere;
use crate::app::files;
use crate::app::keeping;
use crate::app::manuscript;
use crate::app::notice::{About, Notice, Tone};
use crate::app::outbox::State;
use crate::app::outcome;
use crate::app::problem::Problem;
use crate::app::send;
use crate::app::starting;
use crate::app::state::{App, Connection};
use crate::app::ticket::Ticket;
use crate::chat::wire::{Member, UserKind};

/// Takes the answer to a question. A stale one is dropped.
pub fn replied(app: &mut App, ticket: Ticket, reply: Reply, effects: &mut Vec<Effect>) {
    match reply {
        Reply::Spaces(answer) => {
            if let Err(problem) = &answer {
                app.notice = Some(Notice::from(problem.clone()));
            }
            effects.extend(app.spaces.listed(ticket, answer));
        }
        Reply::Space(answer) => {
            if let Some(problem) = app.spaces.learned(ticket, answer, app.draft.parent()) {
                app.notice = Some(Notice::from(problem));
            }
        }
        Reply::Members(space, answer) => members(app, ticket, space, answer, effects),
        Reply::Waiting(why, wait) => {
            if let Some(State::Sending { waits, .. }) =
                app.outbox.find(ticket).map(|entry| &mut entry.state)
            {
                *waits = Some(format!(
                    "{why}; trying again in {:.0} s, it cannot be posted twice",
                    wait.as_secs_f32()
                ));
            }
        }
        Reply::Sent(sent) => outcome::sent(app, ticket, &sent, effects),
        Reply::NotSent(failed) => outcome::not_sent(app, ticket, failed),
        Reply::GivenUp(request_id) => outcome::given_up(app, ticket, request_id, effects),
        Reply::Edited(answer) => manuscript::returned(app, ticket, answer, effects),
        Reply::Drafts(answer) => drafts(app, ticket, answer),
        Reply::Opened(answer) if app.opening == Some(ticket) => {
            app.opening = None;
            match answer {
                Ok(opened) => {
                    match app.coming.take() {
                        Some(brought) => bring::place_in(app, opened, *brought),
                        None => starting::opened(app, opened),
                    }
                    everywhere::recall_viewer(app, effects);
                }
                Err(problem) => {
                    app.starting = None;
                    app.coming = None;
                    app.notice = Some(Notice::from(problem));
                }
            }
        }
        Reply::Opened(_) => {}
        Reply::Templates(answer) => starting::listed(app, ticket, answer),
        Reply::TemplateSaved(answer) => starting::saved(app, ticket, answer),
        Reply::Folder(answer) => files::listed(app, ticket, answer),
        Reply::Brought(answer) => files::brought(app, ticket, answer, effects),
        Reply::Written(answer) => keeping::written(app, ticket, answer),
        Reply::Picture(url, answer) => {
            let request = app.draft.request();
            let said = app.album.fetched(ticket, &url, answer, request);
            // Only in place of what it is the end of.
            if let Some(notice) = &mut app.notice
                && notice.about == About::Pictures
                && let Some(said) = said
            {
                notice.title = said;
            }
        }
        Reply::Broke(problem) => broke(app, ticket, problem),
    }
}

fn members(
    app: &mut App,
    ticket: Ticket,
    space: String,
    answer: Result<Page<Member>, Problem>,
    effects: &mut Vec<Effect>,
) {
    if let Some(keep) = app.spaces.named(ticket, &answer, app.sender.kind) {
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
    let Some(Dialog::Chooser(chooser)) = &mut app.dialog else {
        return;
    };
    if chooser.awaits != Some(ticket) {
        return;
    }
    match answer {
        Err(problem) => {
            chooser.awaits = None;
            chooser.note = problem.sentence();
        }
        Ok(page) => {
            let people = page
                .items
                .into_iter()
                .filter(|member| member.kind != UserKind::Bot);
            chooser.extend(people.map(viewer).collect());
            match page.next {
                Some(next) => effects.push(Effect::ListMembers(ticket, space, Some(next))),
                None => chooser.awaits = None,
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

fn drafts(app: &mut App, ticket: Ticket, answer: Result<Vec<DraftEntry>, Problem>) {
    let current = app.draft_id.clone();
    let spaces = &app.spaces;
    let Some(Dialog::Chooser(chooser)) = &mut app.dialog else {
        return;
    };
    if chooser.awaits != Some(ticket) {
        return;
    }
    chooser.awaits = None;
    match answer {
        Err(problem) => chooser.note = problem.sentence(),
        Ok(entries) => {
            chooser.note.clear();
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
            chooser.replace(drafts.chain([files]).collect());
        }
    }
}

fn broke(app: &mut App, ticket: Ticket, problem: Problem) {
    if app.outbox.find(ticket).is_some() {
        let failed = crate::app::event::NotSent {
            problem,
            request_id: String::new(),
            unsure: true,
        };
        outcome::not_sent(app, ticket, failed);
    } else {
        app.notice = Some(Notice::from(problem));
    }
}

/// Takes what the world says unasked.
pub fn told(app: &mut App, news: News) {
    match news {
        News::Connected(Ok(sender)) => {
            app.sender = sender;
            app.connection = Connection::Open;
        }
        News::Connected(Err(problem)) => {
            app.notice = Some(Notice::from(problem.clone()));
            app.connection = Connection::Failed(problem);
        }
        News::Saved(id) if id == app.draft_id => app.is_unsaved = false,
        News::Saved(_) => {}
        News::NotSaved(problem) => {
            app.is_unsaved = true;
            app.notice = Some(Notice::from(problem));
        }
        News::Broke(problem) | News::Copied(Err(problem)) => {
            app.notice = Some(Notice::from(problem));
        }
        News::Ready(fit, ready) => app.album.made(fit, ready),
        News::Cell(cell) => app.album.pictures.set_cell(cell),
        News::Unfinished(messages) => outcome::unfinished(app, messages),
        News::Copied(Ok(())) => {
            app.notice = Some(Notice::new(Tone::Info, "Copied to the clipboard"));
        }
    }
}
