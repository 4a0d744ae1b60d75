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
    let mut tasks = Tasks::new(delivery, connection.sandbox, events, Clock::here());
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
