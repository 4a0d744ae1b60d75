//! The thread that fetches and scales images, started by the first request.

use std::sync::Arc;
use std::thread;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinSet, LocalSet};

use crate::app::events::effect::ImageCommand;
use crate::app::events::event::{Event, News, Reply};
use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::images::error::Fault;
use crate::images::fetch::Fetcher;
use crate::images::limits::{AT_ONCE, Limits};
use crate::images::load::picture;
use crate::images::raster::Raster;
use crate::runtime::panic::Watch;

/// The thread, if it was needed yet.
///
/// Nobody waits for it at the end: it holds nothing that could be lost.
pub struct Pictures {
    orders: Option<UnboundedSender<ImageCommand>>,
    events: UnboundedSender<Event>,
}

impl Pictures {
    /// Creates the handle without a thread.
    #[must_use]
    pub fn new(events: UnboundedSender<Event>) -> Self {
        Self {
            orders: None,
            events,
        }
    }

    /// Submits a command. A new ticket cancels what was being fetched under another.
    pub fn order(&mut self, order: ImageCommand) {
        if self.orders.is_none() {
            match start(&self.events) {
                Ok(orders) => self.orders = Some(orders),
                Err(error) => {
                    let title = format!("Cannot load images: {error}");
                    let problem = Diagnostic::new(title, "Close other programs and try again.");
                    let _ = self.events.send(Event::News(News::Broke(problem)));
                }
            }
        }
        if let Some(orders) = &self.orders
            && orders.send(order).is_err()
        {
            // It panicked, and reported so; the next command starts another.
            self.orders = None;
        }
    }
}

fn start(events: &UnboundedSender<Event>) -> std::io::Result<UnboundedSender<ImageCommand>> {
    let (orders, received) = unbounded_channel();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let watch = Watch {
        problem: Diagnostic::new("The images could not be loaded", "See the log."),
        events: events.clone(),
    };
    thread::Builder::new()
        .name("pictures".into())
        .spawn(move || {
            let watch = watch;
            LocalSet::new().block_on(&runtime, serve(received, &watch.events));
        })?;
    Ok(orders)
}

async fn serve(mut orders: UnboundedReceiver<ImageCommand>, events: &UnboundedSender<Event>) {
    let fetcher = Arc::new(Fetcher::new(Limits::default()));
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    let mut current = None;
    while let Some(order) = orders.recv().await {
        match order {
            ImageCommand::FetchPictures(ticket, urls) => {
                if current.replace(ticket) != Some(ticket) {
                    running.abort_all();
                }
                for url in urls {
                    let (fetcher, turns) = (Arc::clone(&fetcher), Arc::clone(&turns));
                    let question = Question {
                        ticket,
                        url,
                        events: events.clone(),
                    };
                    running.spawn_local(async move {
                        let _turn = turns.acquire().await;
                        question.answer(picture(&fetcher, &question.url).await);
                    });
                }
            }
            ImageCommand::DropPictures => running.abort_all(),
            ImageCommand::MakeReady(order) => {
                let events = events.clone();
                running.spawn_local(async move {
                    let ready = Arc::new(order.make());
                    // Nobody listens once the program ends.
                    let _ = events.send(Event::News(News::Ready(order.fit, ready)));
                });
            }
        }
        // Ended tasks are released.
        while running.try_join_next().is_some() {}
    }
}

/// An image that the program waits for.
struct Question {
    ticket: Ticket,
    url: String,
    events: UnboundedSender<Event>,
}

impl Question {
    fn answer(&self, answer: Result<Arc<Raster>, Fault>) {
        let reply = Reply::Picture(self.url.clone(), answer);
        // Nobody listens once the program ends.
        let _ = self.events.send(Event::Replied(self.ticket, reply));
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        // A file on which a decoder panics affects nothing else.
        if thread::panicking() {
            self.answer(Err(Fault::Damaged("the decoder broke".to_owned())));
        }
    }
}
