//! Tests of the thread that writes drafts.

use serde_json::Value;

use super::*;
use crate::app::events::event::DiskReply;
use crate::message::request::Outgoing;
use crate::settings::paths::PathOptions;
use crate::store::outbox::{Origin, Record, State};
use serde_json::json;
use std::io;
use std::sync::Arc;
use tokio::sync::mpsc::unbounded_channel;

#[test]
fn the_last_edit_is_on_disk_when_the_thread_ends() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(folder.path().join("drafts"));
    let (events, mut told) = unbounded_channel();
    let disk = DiskThread::start(stores(&folder, &drafts), None, events).unwrap();
    for revision in 1..=50 {
        disk.submit(save("draft-1", text(&revision.to_string()).into()));
    }
    drop(disk);
    let (opened, _held) = drafts.open("draft-1").unwrap();
    assert_eq!(opened.request, json!({"message": {"text": "50"}}));
    assert_eq!(
        told.blocking_recv(),
        Some(Event::Background(BackgroundEvent::Saved("draft-1".into())))
    );
}

#[test]
fn permissions_are_blamed_only_for_a_draft_that_they_keep_away() {
    for (error, is_blamed) in [
        (io::Error::from(ErrorKind::PermissionDenied), true),
        (io::Error::other("it has more than 8 MiB"), false),
        (io::Error::from(ErrorKind::IsADirectory), false),
    ] {
        let told = problem(&Error::Disk("draft-1".to_owned(), error));
        assert_eq!(told.remedy.contains("permissions"), is_blamed, "{told:?}");
    }
}

fn stores(folder: &tempfile::TempDir, drafts: &Drafts) -> Stores {
    let here = PathOptions {
        data_dir: Some(folder.path().to_owned()),
        config: None,
    };
    Stores {
        paths: Paths::find(&here).unwrap(),
        drafts: drafts.clone(),
        outbox: Outbox::new(folder.path().join("outbox")),
        history: History::new(&folder.path().join("history")),
        templates: Templates::new(folder.path().join("templates")),
        spaces: SpaceCache::new(folder.path(), ""),
        webhooks: Webhooks::new(folder.path().join("webhooks")),
        ui_state: UiState::new(folder.path().join("habits.json")),
        clock: Clock::here(),
    }
}

fn save(id: &str, request: Arc<Value>) -> DiskCommand {
    DiskCommand::SaveDraft {
        id: id.into(),
        request,
    }
}

fn text(words: &str) -> Value {
    json!({"message": {"text": words}})
}

#[test]
fn an_edit_of_the_next_draft_does_not_displace_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(folder.path().join("drafts"));
    let (events, _told) = unbounded_channel();
    let disk = DiskThread::start(stores(&folder, &drafts), None, events).unwrap();
    disk.submit(save("draft-1", text("one").into()));
    disk.submit(save("draft-2", text("two").into()));
    drop(disk);
    for (id, words) in [("draft-1", "one"), ("draft-2", "two")] {
        assert_eq!(drafts.open(id).unwrap().0.request, text(words));
    }
}

#[test]
fn a_failed_save_is_tried_again_and_keeps_its_draft_open() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("drafts");
    std::fs::write(&place, "in the way").unwrap();
    let drafts = Drafts::new(place.clone());
    let (events, mut told) = unbounded_channel();
    let disk = DiskThread::start(stores(&folder, &drafts), None, events).unwrap();
    let ticket = crate::app::events::ticket::Tickets::default().draw();
    disk.submit(save("draft-1", text("kept").into()));
    disk.submit(DiskCommand::OpenDraft(ticket, None));
    // It is tried when it is submitted, and once more before the draft would be closed.
    let heard = [0; 3].map(|_| told.blocking_recv());
    assert!(
        matches!(
            &heard,
            [
                Some(Event::Background(BackgroundEvent::NotSaved(_))),
                Some(Event::Background(BackgroundEvent::NotSaved(_))),
                Some(Event::Replied(_, Reply::Disk(DiskReply::Opened(Err(_))))),
            ]
        ),
        "{heard:?}"
    );
    std::fs::remove_file(&place).unwrap();
    drop(disk);
    assert_eq!(drafts.open("draft-1").unwrap().0.request, text("kept"));
}

#[test]
fn a_thread_that_is_gone_is_told_of_at_each_order() {
    let (orders, received) = channel();
    drop(received);
    let (events, mut told) = unbounded_channel();
    let disk = DiskThread {
        orders: Some(orders),
        thread: None,
        events,
    };
    let ticket = crate::app::events::ticket::Tickets::default().draw();
    disk.submit(save("draft-1", text("x").into()));
    disk.submit(DiskCommand::OpenDraft(ticket, None));
    for expected in [
        Event::Background(BackgroundEvent::NotSaved(ended())),
        Event::Replied(ticket, Reply::Disk(DiskReply::Opened(Err(ended())))),
    ] {
        assert_eq!(told.blocking_recv(), Some(expected));
    }
}

#[test]
fn a_record_goes_only_once_the_draft_that_it_emptied_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("drafts");
    let drafts = Drafts::new(place.clone());
    let (events, mut heard) = unbounded_channel();
    let stores = stores(&folder, &drafts);
    let outbox = stores.outbox.clone();
    for id in ["a", "b"] {
        let message = Outgoing {
            request_id: id.into(),
            ..Outgoing::default()
        };
        let record = Record {
            message,
            origin: Origin::default(),
            since: String::new(),
            state: State::Sent,
            reason: String::new(),
            sent: None,
        };
        outbox.begin(record).unwrap().leave_unfinished();
    }
    let disk = DiskThread::start(stores, None, events).unwrap();
    // The folder cannot be created: a file has its name.
    std::fs::write(&place, "").unwrap();
    disk.submit(save("draft-1", text("emptied").into()));
    disk.submit(DiskCommand::EndSend("a".into()));
    while !matches!(
        heard.blocking_recv(),
        Some(Event::Background(BackgroundEvent::NotSaved(_)))
    ) {}
    assert!(outbox.find("a").is_some());
    std::fs::remove_file(&place).unwrap();
    disk.submit(DiskCommand::EndSend("b".into()));
    drop(disk);
    assert_eq!(drafts.open("draft-1").unwrap().0.request, text("emptied"));
    assert_eq!((outbox.find("a"), outbox.find("b")), (None, None));
}
