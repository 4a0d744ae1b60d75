//! Intent of a send: a new message, a repeat of the same one, or a second message on purpose.

/// Intent of a send, as far as the caller knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A new message. Whether the same one is in doubt, the records say.
    New,
    /// A repeat of the same message, under its own `requestId`.
    Repeat {
        /// An earlier attempt may have arrived.
        in_doubt: bool,
    },
    /// A second message on purpose: the sender knows that the same one is in doubt.
    SendAnyway,
}
