//! The thread's tasks: one that breaks is told of, the others go on.

use super::*;
use crate::settings::connect;
use crate::settings::places::Places;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::LocalSet;

#[tokio::test]
async fn a_task_that_breaks_is_told_of_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_one_folder(folder.path());
    let connection = connect::connect(None, None, &places).await.unwrap();
    let (events, mut told) = unbounded_channel();
    let outbox = Outbox::new(places.outbox());
    let mut tasks = Tasks::new(connection, outbox, events, Clock::here());
    let mut tickets = crate::app::ticket::Tickets::default();
    let (question, send, other) = (tickets.draw(), tickets.draw(), tickets.draw());
    LocalSet::new()
        .run_until(async {
            tasks.request_ids.insert(send, "id".into());
            tasks.ask(question, |_| async { panic!("on purpose") });
            tasks.ask(send, |_| async { panic!("on purpose") });
            tasks.start(Effect::ListSpaces(other, None));
            while let Some(ended) = tasks.running.join_next_with_id().await {
                tasks.ended(ended);
            }
        })
        .await;
    let mut replies = HashMap::new();
    while let Ok(Event::Replied(ticket, reply)) = told.try_recv() {
        replies.insert(ticket, reply);
    }
    assert!(matches!(&replies[&question], Reply::Broke(_)));
    assert!(
        matches!(&replies[&send], Reply::NotSent(failed) if failed.unsure && failed.request_id == "id")
    );
    assert!(matches!(&replies[&other], Reply::Spaces(Ok(page)) if page.items.len() > 10));
}
