//! Numbers that tie an answer to its question, so that a stale answer is known as one.

/// The number of one question to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(u64);

/// Hands out tickets, each once.
#[derive(Debug, Default)]
pub struct Tickets(u64);

impl Tickets {
    /// A ticket that was never handed out before.
    pub fn draw(&mut self) -> Ticket {
        self.0 += 1;
        Ticket(self.0)
    }
}
