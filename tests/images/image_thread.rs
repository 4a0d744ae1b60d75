//! The composer's image thread: a few fetches at once, and none once their images are no longer wanted.

use std::time::{Duration, Instant};

use chatquill::app::events::effect::ImageCommand;
use chatquill::app::events::event::{Event, Reply};
use chatquill::app::events::ticket::Tickets;
use chatquill::images::error::ImageError;
use chatquill::images::limits::AT_ONCE;
use chatquill::runtime::image_thread::ImageThread;
use tokio::sync::mpsc::unbounded_channel;

use crate::image_server::{Answer, Host};

#[test]
fn a_few_are_fetched_at_once_and_all_can_be_given_up() {
    let host = Host::start([
        ("/silence", Answer::Silence),
        ("/gone", Answer::Status(410)),
    ]);
    let url = |path: &str| format!("{}{path}", host.base);
    let (events, mut heard) = unbounded_channel();
    let mut pictures = ImageThread::new(events);
    let mut tickets = Tickets::default();
    pictures.submit(ImageCommand::Fetch(
        tickets.draw(),
        vec![url("/silence"); AT_ONCE + 3],
    ));
    let end = Instant::now() + Duration::from_secs(10);
    while host.count() < AT_ONCE {
        assert!(Instant::now() < end, "only {} are asked", host.count());
        std::thread::park_timeout(Duration::from_millis(5));
    }
    pictures.submit(ImageCommand::DropAll);
    let ticket = tickets.draw();
    pictures.submit(ImageCommand::Fetch(
        ticket,
        vec![url("/gone"), "chart.png".into()],
    ));
    let gone = Reply::Image(url("/gone"), Err(ImageError::Status(410)));
    let none = Reply::Image("chart.png".into(), Err(ImageError::NoAddress));
    let mut answers = [heard.blocking_recv(), heard.blocking_recv()];
    // A URL that needs no request is answered first.
    answers.reverse();
    assert_eq!(
        answers,
        [gone, none].map(|reply| Some(Event::Replied(ticket, reply)))
    );
    assert_eq!(
        host.count(),
        AT_ONCE + 1,
        "the rest waited, and is given up"
    );
}
