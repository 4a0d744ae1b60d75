//! Tickets: IDs that tie a reply to its request, so that a stale reply is recognized.

/// The ID of one request to the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(u64);

/// Issues tickets, each once.
#[derive(Debug, Default)]
pub struct Tickets(u64);

impl Tickets {
    /// Returns a ticket that was never issued before.
    pub fn draw(&mut self) -> Ticket {
        self.0 += 1;
        Ticket(self.0)
    }
}
