//! What a send is meant to be: new words, the same again, or a second message on purpose.

/// What a send is meant to be, as far as whoever asks for it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// New words. Whether the same ones are in doubt, the records tell.
    New,
    /// The same again, under its own `requestId`.
    Repeat {
        /// An earlier try may have arrived.
        in_doubt: bool,
    },
    /// A second message on purpose: whoever sends it knows that the same words are in doubt.
    Second,
}
