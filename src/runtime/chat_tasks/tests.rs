//! Tests of the thread's tasks: one that panics is reported, the others continue.

use super::*;
use crate::app::events::effect::ChatCommand;
use crate::app::events::event::ChatReply;
use crate::settings::connect;
use crate::settings::paths::Paths;
use crate::store::history::History;
use crate::store::outbox::Outbox;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::LocalSet;

#[tokio::test]
async fn a_task_that_breaks_is_told_of_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let places = Paths::in_one_folder(folder.path());
    let connection = connect::connect(None, None, &places).await.unwrap();
    let (events, mut told) = unbounded_channel();
    let outbox = Outbox::new(places.outbox());
    let history = History::new(&places.history());
    let delivery = Delivery::new(connection.client, outbox, history, "", true);
    let parts = PartsLog {
        folder: places.broadcasts(),
        profile: String::new(),
    };
    let settings = TaskSettings {
        undo_send: 0,
        clock: Clock::here(),
        webhooks: None,
        parts,
        drafts: Drafts::new(places.drafts()),
    };
    let mut tasks = Tasks::new(delivery, connection.sandbox, events, settings);
    let mut tickets = crate::app::events::ticket::Tickets::default();
    let (question, other) = (tickets.draw(), tickets.draw());
    LocalSet::new()
        .run_until(async {
            tasks.ask(question, |_| async { panic!("on purpose") });
            tasks.start(ChatCommand::ListSpaces(other, None));
            while let Some(ended) = tasks.running.join_next_with_id().await {
                tasks.ended(ended);
            }
        })
        .await;
    let mut replies = HashMap::new();
    while let Ok(Event::Replied(ticket, reply)) = told.try_recv() {
        replies.insert(ticket, reply);
    }
    assert!(matches!(&replies[&question], Reply::Panicked(_)));
    assert!(
        matches!(&replies[&other], Reply::Chat(ChatReply::Spaces(Ok(page))) if page.items.len() > 10)
    );
}

#[test]
fn a_list_that_never_ends_is_not_asked_for_for_ever() {
    let listings = Listings::default();
    let mut tickets = crate::app::events::ticket::Tickets::default();
    let (one, other) = (tickets.draw(), tickets.draw());
    let page = |next: &str, items: Vec<u8>| {
        Ok(Page {
            items,
            next: Some(next.to_owned()),
        })
    };
    assert!(listings.checked(one, page("same", vec![1])).is_ok());
    assert!(listings.checked(other, page("same", vec![1])).is_ok());
    assert!(
        listings.checked(one, page("same", vec![1])).is_err(),
        "a loop"
    );
    let empty = (0..100).map(|number| listings.checked(one, page(&number.to_string(), vec![])));
    assert!(empty.into_iter().any(|page| page.is_err()), "no entries");
    let last: Result<Page<u8>, Diagnostic> = Ok(Page {
        items: vec![1],
        next: None,
    });
    assert!(listings.checked(other, last).is_ok());
    assert_eq!(listings.0.borrow().len(), 0, "what ended is forgotten");
}
