//! The thread that fetches and scales images, started by the first request.

use std::sync::Arc;
use std::thread;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinSet, LocalSet};

use crate::app::events::effect::ImageCommand;
use crate::app::events::event::{BackgroundEvent, Event, Reply};
use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::images::error::ImageError;
use crate::images::fetch::Fetcher;
use crate::images::limits::{AT_ONCE, Limits};
use crate::images::load::load;
use crate::images::raster::Raster;
use crate::runtime::panic::PanicGuard;

/// The thread, if it was needed yet.
///
/// Nobody waits for it at the end: it holds nothing that could be lost.
pub struct ImageThread {
    orders: Option<UnboundedSender<ImageCommand>>,
    events: UnboundedSender<Event>,
}

impl ImageThread {
    /// Creates the handle without a thread.
    #[must_use]
    pub fn new(events: UnboundedSender<Event>) -> Self {
        Self {
            orders: None,
            events,
        }
    }

    /// Submits a command. A new ticket cancels what was being fetched under another.
    pub fn submit(&mut self, order: ImageCommand) {
        if self.orders.is_none() {
            match start(&self.events) {
                Ok(orders) => self.orders = Some(orders),
                Err(error) => {
                    let title = format!("Cannot load images: {error}");
                    let problem = Diagnostic::new(title, "Close other programs and try again.");
                    let _ = self
                        .events
                        .send(Event::Background(BackgroundEvent::Panicked(problem)));
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
    let watch = PanicGuard {
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
            ImageCommand::Fetch(ticket, urls) => {
                if current.replace(ticket) != Some(ticket) {
                    running.abort_all();
                }
                for url in urls {
                    let (fetcher, turns) = (Arc::clone(&fetcher), Arc::clone(&turns));
                    let question = PendingImage {
                        ticket,
                        url,
                        events: events.clone(),
                    };
                    running.spawn_local(async move {
                        let _turn = turns.acquire().await;
                        question.answer(load(&fetcher, &question.url).await);
                    });
                }
            }
            ImageCommand::DropAll => running.abort_all(),
            ImageCommand::Prepare(order) => {
                let events = events.clone();
                running.spawn_local(async move {
                    let ready = Arc::new(order.make());
                    // Nobody listens once the program ends.
                    let _ =
                        events.send(Event::Background(BackgroundEvent::Ready(order.fit, ready)));
                });
            }
        }
        // Ended tasks are released.
        while running.try_join_next().is_some() {}
    }
}

/// An image that the program waits for.
struct PendingImage {
    ticket: Ticket,
    url: String,
    events: UnboundedSender<Event>,
}

impl PendingImage {
    fn answer(&self, answer: Result<Arc<Raster>, ImageError>) {
        let reply = Reply::Image(self.url.clone(), answer);
        // Nobody listens once the program ends.
        let _ = self.events.send(Event::Replied(self.ticket, reply));
    }
}

impl Drop for PendingImage {
    fn drop(&mut self) {
        // A file on which a decoder panics affects nothing else.
        if thread::panicking() {
            self.answer(Err(ImageError::Damaged("the decoder broke".to_owned())));
        }
    }
}
