//! Pages of a list: sizes, and tokens that belong to one query.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::query::Query;
use super::status::Status;

/// A requested page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Maximum number of entries.
    pub size: usize,
    /// The order number after which it begins; `None` at the first page.
    pub after: Option<u64>,
    question: u64,
}

impl Page {
    /// Returns the page that a query requests; sizes above `most` are reduced to it, 0 means `usual`.
    ///
    /// `question` is all that must stay the same from page to page; a token of another query is refused, as is a
    /// negative size.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn asked(
        query: &Query,
        usual: usize,
        most: usize,
        question: &[&str],
    ) -> Result<Self, Status> {
        let size = match query.whole("pageSize") {
            0 => usual,
            size => usize::try_from(size)
                .map_err(|_| Status::invalid("The page size must not be negative."))?
                .min(most),
        };
        let mut hasher = DefaultHasher::new();
        question.hash(&mut hasher);
        let mut page = Self {
            size,
            after: None,
            question: hasher.finish(),
        };
        if let Some(token) = query.text("pageToken") {
            let bad = || Status::invalid("The page token is invalid for this request.");
            page.after = Some(page.read(token).ok_or_else(bad)?);
        }
        Ok(page)
    }

    fn read(&self, token: &str) -> Option<u64> {
        let bytes: [u8; 16] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
        let (after, question) = bytes.split_at(8);
        (u64::from_be_bytes(question.try_into().ok()?) == self.question)
            .then(|| after.try_into().ok().map(u64::from_be_bytes))?
    }

    /// Takes the page's entries from those in ascending order, each with its order number, and returns the token of
    /// the next page if there is one.
    ///
    /// Entries up to `after` are skipped, also where the entry that ended the last page is gone by now.
    pub fn take<T>(&self, things: impl IntoIterator<Item = (u64, T)>) -> (Vec<T>, Option<String>) {
        self.take_past(things, |order, after| order > after)
    }

    /// Takes the page's entries from those in descending order.
    pub fn take_falling<T>(
        &self,
        things: impl IntoIterator<Item = (u64, T)>,
    ) -> (Vec<T>, Option<String>) {
        self.take_past(things, |order, after| order < after)
    }

    fn take_past<T>(
        &self,
        things: impl IntoIterator<Item = (u64, T)>,
        is_past: impl Fn(u64, u64) -> bool,
    ) -> (Vec<T>, Option<String>) {
        let mut taken = Vec::new();
        let mut last = 0;
        for (order, thing) in things {
            if self.after.is_some_and(|after| !is_past(order, after)) {
                continue;
            }
            if taken.len() == self.size {
                return (taken, Some(self.token(last)));
            }
            last = order;
            taken.push(thing);
        }
        (taken, None)
    }

    fn token(&self, after: u64) -> String {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&after.to_be_bytes());
        bytes[8..].copy_from_slice(&self.question.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str, question: &str) -> Result<Page, Status> {
        Page::asked(&Query::parse(query), 3, 5, &[question])
    }

    #[test]
    fn sizes_are_cut() {
        for (query, size) in [
            ("", 3),
            ("pageSize=0", 3),
            ("pageSize=2", 2),
            ("pageSize=9", 5),
        ] {
            assert_eq!(page(query, "").unwrap().size, size, "{query}");
        }
        assert!(page("pageSize=-1", "").is_err());
    }

    #[test]
    fn pages_follow_each_other() {
        let things = || [10, 20, 30, 40, 50, 60, 70].map(|order| (order, order));
        let (first, next) = page("", "q").unwrap().take(things());
        assert_eq!(first, [10, 20, 30]);
        let second = page(&format!("pageToken={}", next.unwrap()), "q").unwrap();
        let (middle, next) = second.take(things().into_iter().filter(|(order, _)| *order != 30));
        assert_eq!(middle, [40, 50, 60]);
        let token = next.unwrap();
        let (last, next) = page(&format!("pageToken={token}"), "q")
            .unwrap()
            .take(things());
        assert_eq!((last.as_slice(), next), ([70].as_slice(), None));
        let (falling, next) = page("", "q")
            .unwrap()
            .take_falling(things().into_iter().rev());
        assert_eq!(falling, [70, 60, 50]);
        let second = page(&format!("pageToken={}", next.unwrap()), "q").unwrap();
        let (falling, _) = second.take_falling(things().into_iter().rev());
        assert_eq!(falling, [40, 30, 20]);
        assert!(page(&format!("pageToken={token}"), "other question").is_err());
        assert!(page("pageToken=nonsense", "q").is_err());
    }
}
