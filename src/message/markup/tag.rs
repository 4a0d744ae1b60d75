//! Parses what is between angle or square brackets: links, mentions, emoji, tags.

use std::ops::Range;

/// A tag such as `<font color="#ff0000">`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// Whether it is a closing one.
    pub is_closing: bool,
    /// Whether it is self-closing, as `<br/>`.
    pub is_alone: bool,
    /// Text after the name.
    pub attributes: &'a str,
    /// Byte offset of the attributes in the source.
    pub from: usize,
    /// Length of the whole tag, in bytes.
    pub length: usize,
}

/// Parses the tag at a byte offset of a text, if there is one.
#[must_use]
pub fn tag(source: &str, at: usize) -> Option<Tag<'_>> {
    let inside = source[at..].strip_prefix('<')?;
    let is_closing = inside.starts_with('/');
    let named = if is_closing { &inside[1..] } else { inside };
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // A tag must be closed soon; else an open bracket would search to the end.
    let end = named
        .bytes()
        .take(2048)
        .position(|byte| matches!(byte, b'>' | b'<'))?;
    if named.as_bytes()[end] != b'>' {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name_end = named[..end].find(|c| !is_name(c)).unwrap_or(end);
    let rest = &named[name_end..end];
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_whitespace() || c == '/') {
        return None;
    }
    let start = at + 1 + usize::from(is_closing);
    Some(Tag {
        name: &named[..name_end],
        is_closing,
        is_alone: rest.trim_end().ends_with('/'),
        attributes: rest.trim_end().trim_end_matches('/'),
        from: start + name_end,
        length: 1 + usize::from(is_closing) + end + 1,
    })
}

impl Tag<'_> {
    /// Returns the byte ranges of the names of all attributes in the source.
    #[must_use]
    pub fn attribute_names(&self) -> Vec<Range<usize>> {
        let mut names = Vec::new();
        let bytes = self.attributes.as_bytes();
        let skip = |from: usize, is: &dyn Fn(u8) -> bool| {
            let rest = bytes.get(from..).unwrap_or_default();
            from + rest.iter().take_while(|&&byte| is(byte)).count()
        };
        let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        let mut at = skip(0, &is_space);
        while at < bytes.len() {
            let end = skip(at, &|byte| !is_space(byte) && byte != b'=');
            if end > at {
                names.push(self.from + at..self.from + end);
            }
            at = skip(end, &is_space);
            if bytes.get(at) == Some(&b'=') {
                at = skip(at + 1, &is_space);
                at = match bytes.get(at) {
                    Some(&quote @ (b'"' | b'\'')) => skip(at + 1, &|byte| byte != quote) + 1,
                    _ => skip(at, &|byte| !byte.is_ascii_whitespace()),
                };
                at = skip(at, &is_space);
            }
        }
        names
    }

    /// Returns the byte range of the value of an attribute in the source.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Range<usize>> {
        let mut at = 0;
        while let Some(found) = self.attributes[at..].find(name) {
            let start = at + found;
            let is_word = self.attributes[..start].ends_with(char::is_whitespace);
            let rest = &self.attributes[start + name.len()..];
            at = start + name.len();
            let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| is_word) else {
                continue;
            };
            let value = value.trim_start();
            let begin = self.attributes.len() - value.len();
            let range = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = value[1..].find(quote)?;
                    begin + 1..begin + 1 + end
                }
                _ => begin..begin + value.find(char::is_whitespace).unwrap_or(value.len()),
            };
            return Some(self.from + range.start..self.from + range.end);
        }
        None
    }
}

/// Returns what is between `<` at a byte offset and the `>` of the same line.
#[must_use]
pub fn angled(source: &str, at: usize) -> Option<&str> {
    let inside = source[at..].strip_prefix('<')?;
    let end = inside
        .bytes()
        .take(2048)
        .position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    (inside.as_bytes()[end] == b'>').then(|| &inside[..end])
}

/// Parses a Markdown link at a byte offset: its label and its URL.
#[must_use]
pub fn link(source: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let inside = source[at..].strip_prefix('[')?;
    // A label holds no brackets, so that a text full of them is scanned only once.
    let end = inside
        .bytes()
        .take(2048)
        .position(|byte| matches!(byte, b'[' | b']' | b'\n'))?;
    if !inside[end..].starts_with("](") {
        return None;
    }
    let rest = &inside[end + 2..];
    let is_end = |byte: u8| matches!(byte, b')' | b' ' | b'\t' | b'\n');
    let length = rest.bytes().take(2048).position(is_end)?;
    let address = &rest[..length];
    if rest.as_bytes()[length] != b')' || address.contains(char::is_whitespace) {
        return None;
    }
    let label = &inside[..end];
    let label = at + 1..at + 1 + label.len();
    let address = label.end + 2..label.end + 2 + address.len();
    Some((label, address))
}

/// Returns the length in bytes of a URL at the start of a text; 0 if there is none.
///
/// Punctuation at the end belongs to the sentence.
#[must_use]
pub fn address(text: &str) -> usize {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else {
        return 0;
    };
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '"' | '`');
    let end = text.find(is_end).unwrap_or(text.len());
    let kept =
        text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_', '~', '\'']);
    if kept.len() > scheme.len() {
        kept.len()
    } else {
        0
    }
}

/// Returns whether a URL begins with http:// or https://.
#[must_use]
pub fn is_web(address: &str) -> bool {
    let starts = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

/// Returns whether a text can be the ID of a user: a number, `app`, or an email address.
#[must_use]
pub fn is_user(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        let source = "x<font color = \"#ff0000\" >";
        let font = tag(source, 1).unwrap();
        assert_eq!(
            (font.name, font.is_closing, font.length),
            ("font", false, source.len() - 1)
        );
        assert_eq!(&source[font.attribute("color").unwrap()], "#ff0000");
        assert_eq!(font.attribute("colo"), None);
        assert!(tag("</b>", 0).unwrap().is_closing);
        assert!(tag("<br/>", 0).unwrap().is_alone);
        for text in ["<", "< b>", "<3", "<b", "<b\"x>", "<users/1>", "<a <b>"] {
            let read = tag(text, 0);
            assert!(read.is_none() || text == "<users/1>", "{text}: {read:?}");
        }
        assert_eq!(angled("<users/1> x", 0), Some("users/1"));
        assert_eq!(angled("<users/1\n>", 0), None);
    }

    #[test]
    fn links_and_addresses_are_read() {
        let source = "[the docs](https://e.com/a) x";
        let (label, address) = link(source, 0).unwrap();
        assert_eq!(
            (&source[label], &source[address]),
            ("the docs", "https://e.com/a")
        );
        assert_eq!(link("[a] (b)", 0), None);
        assert_eq!(link("[a](b", 0), None);
        assert_eq!(
            super::address("https://e.com/a_b. Then"),
            "https://e.com/a_b".len()
        );
        assert_eq!(super::address("https://"), 0);
    }
}
