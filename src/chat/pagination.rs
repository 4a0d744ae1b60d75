//! Follows page tokens, and stops at a server whose list never ends.

use crate::chat::error::Error;

/// Maximum number of pages, more than any real list has: a thousand pages of a thousand entries.
const PAGE_LIMIT: usize = 1000;

/// Maximum length of a page token that is sent back; real ones have some hundred characters.
const TOKEN_LIMIT: usize = 4096;

/// Maximum number of consecutive pages without a single entry.
const EMPTY_LIMIT: usize = 20;

/// Guard of one listing: one value for each listing, updated with each page.
///
/// ```
/// use chatquill::chat::pagination::Pages;
///
/// let mut pages = Pages::default();
/// assert_eq!(pages.next(100, Some("2".into()))?, Some("2".into()));
/// assert!(pages.next(100, Some("2".into())).is_err(), "the same token again");
/// # Ok::<(), chatquill::chat::error::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pages {
    tokens: std::collections::HashSet<String>,
    empty: usize,
}

impl Pages {
    /// Records a page: how many entries it held and the token of the next one.
    ///
    /// Returns the token to request the next page with, `None` at the end, and [`Error::BadAnswer`] when the server
    /// repeats a token, sends page after page without entries, or more pages than can be true.
    ///
    /// # Errors
    /// Returns an error where the server never comes to an end.
    pub fn next(&mut self, entries: usize, token: Option<String>) -> Result<Option<String>, Error> {
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        let endless = |why: &str| {
            Err(Error::BadAnswer {
                to: "the server".to_owned(),
                why: why.to_owned(),
            })
        };
        self.empty = if entries == 0 { self.empty + 1 } else { 0 };
        if token.len() > TOKEN_LIMIT {
            return endless("its page token is longer than any address may be");
        }
        if self.empty >= EMPTY_LIMIT {
            return endless("it keeps sending empty pages");
        }
        if self.tokens.len() >= PAGE_LIMIT {
            return endless("its list has more than a thousand pages");
        }
        if !self.tokens.insert(token.clone()) {
            return endless("its pages form a loop");
        }
        Ok(Some(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_list_ends() {
        let mut pages = Pages::default();
        assert_eq!(pages.next(10, Some("a".into())), Ok(Some("a".into())));
        assert_eq!(pages.next(10, Some("b".into())), Ok(Some("b".into())));
        assert_eq!(pages.next(3, None), Ok(None));
        assert_eq!(Pages::default().next(3, Some(String::new())), Ok(None));
    }

    #[test]
    fn endless_lists_are_stopped() {
        let mut circle = Pages::default();
        assert!(circle.next(1, Some("a".into())).is_ok());
        assert!(circle.next(1, Some("a".into())).is_err());

        let mut many = Pages::default();
        let stopped = (0..5000).find(|page| many.next(1, Some(page.to_string())).is_err());
        assert_eq!(stopped, Some(PAGE_LIMIT));

        let mut empty = Pages::default();
        let stopped = (0..5000).find(|page| empty.next(0, Some(page.to_string())).is_err());
        assert_eq!(stopped, Some(EMPTY_LIMIT - 1));

        assert!(Pages::default().next(1, Some("x".repeat(10_000))).is_err());
    }
}
