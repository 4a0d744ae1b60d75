//! The common prefix and suffix of two texts, so that only what is between them is processed.

/// The lengths of the common prefix and suffix in bytes, which do not overlap.
#[derive(Clone, Copy, Debug)]
pub struct CommonAffixes {
    /// The common prefix, in bytes.
    pub head: usize,
    /// The common suffix, in bytes.
    pub tail: usize,
}

impl CommonAffixes {
    /// Compares two texts.
    #[must_use]
    pub fn of(old: &str, new: &str) -> Self {
        // Whole chunks at first: comparing those is what machines do fastest.
        const CHUNK: usize = 64;
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let shared = |chunk: usize, (a, b): (&[u8], &[u8])| {
            let pairs = a.chunks(chunk).zip(b.chunks(chunk));
            pairs
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a.len())
                .sum::<usize>()
        };
        let head = shared(CHUNK, (old, new));
        let head = head + shared(1, (&old[head..], &new[head..]));
        let shared_end = |chunk: usize, (a, b): (&[u8], &[u8])| {
            let pairs = a.rchunks(chunk).zip(b.rchunks(chunk));
            pairs
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a.len())
                .sum::<usize>()
        };
        let (old, new) = (&old[head..], &new[head..]);
        let tail = shared_end(CHUNK, (old, new));
        let rest = |text: &[u8]| text.len() - tail;
        let tail = tail + shared_end(1, (&old[..rest(old)], &new[..rest(new)]));
        Self { head, tail }
    }
}
