//! Generates unpredictable IDs: message IDs, thread IDs, access tokens.

/// The letters of an id; none needs escaping in a path.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// ID generator; the same seed gives the same ids in the same order (by the `SplitMix64` steps).
#[derive(Debug, Clone)]
pub struct Ids(u64);

impl Ids {
    /// Creates a generator from a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// Creates a generator seeded by the randomness of the machine.
    #[must_use]
    pub fn random() -> Self {
        use ring::rand::{SecureRandom, SystemRandom};
        let mut bytes = [0; 8];
        // Without randomness the ids are merely the same each time, which harms nobody here.
        let _ = SystemRandom::new().fill(&mut bytes);
        Self(u64::from_le_bytes(bytes))
    }

    /// Returns the next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// Returns an id of so many letters and digits.
    pub fn letters(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(LETTERS[self.below(LETTERS.len())]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_ids() {
        let (mut one, mut two) = (Ids::from_seed(7), Ids::from_seed(7));
        assert_eq!(one.letters(11), two.letters(11));
        assert_ne!(one.letters(11), one.letters(11));
        assert_eq!(one.letters(11).len(), 11);
    }
}
