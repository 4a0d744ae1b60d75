//! JSON Pointers (RFC 6901): building, splitting and escaping the paths of a document.

use std::fmt::Write as _;

use serde_json::Value;

/// A path that grows on the way down and shrinks on the way up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the path of the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Creates a pointer from an existing path.
    pub fn at(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// Returns the path as text, empty for the whole document.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Steps down to a key of an object; returns what [`Self::up`] needs to come back.
    pub fn key(&mut self, key: &str) -> usize {
        let mark = self.0.len();
        push_key(&mut self.0, key);
        mark
    }

    /// Steps down to an item of a list; returns what [`Self::up`] needs to come back.
    pub fn item(&mut self, place: usize) -> usize {
        let mark = self.0.len();
        // Writing to a string cannot fail.
        let _ = write!(self.0, "/{place}");
        mark
    }

    /// Steps back up to where the path was.
    pub fn up(&mut self, mark: usize) {
        self.0.truncate(mark);
    }
}

fn push_key(path: &mut String, key: &str) {
    path.push('/');
    for letter in key.chars() {
        match letter {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
        }
    }
}

/// Returns the path of a key or an item below a path.
pub fn join(path: &str, step: &str) -> String {
    let mut out = String::with_capacity(path.len() + step.len() + 1);
    out.push_str(path);
    push_key(&mut out, step);
    out
}

/// Returns the value at a path, like [`Value::pointer`], which makes two strings of each step.
///
/// Each key and each frame asks for dozens of values.
///
/// ```
/// use chatquill::document::pointer::get;
/// use serde_json::json;
///
/// let message = json!({"cardsV2": [{"cardId": "a"}]});
/// assert_eq!(get(&message, "/cardsV2/0/cardId"), Some(&json!("a")));
/// ```
pub fn get<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    if path.contains('~') {
        return document.pointer(path);
    }
    if path.is_empty() {
        return Some(document);
    }
    let mut steps = path.strip_prefix('/')?.split('/');
    steps.try_fold(document, |held, step| match held {
        Value::Object(members) => members.get(step),
        Value::Array(items) => items.get(place(step)?),
        _ => None,
    })
}

/// Returns the parent path and the last step of a path; `None` for the whole document.
///
/// ```
/// use chatquill::document::pointer::{join, split};
///
/// let path = join("/message/cardsV2", "0");
/// assert_eq!(split(&path), Some(("/message/cardsV2", "0".to_owned())));
/// ```
pub fn split(path: &str) -> Option<(&str, String)> {
    let (above, step) = path.rsplit_once('/')?;
    Some((above, unescape(step)))
}

/// Returns the unescaped steps of a path from the top.
pub fn steps(path: &str) -> impl Iterator<Item = String> {
    path.split('/').skip(1).map(unescape)
}

/// Returns the list index that a step means, if it is one.
pub fn place(step: &str) -> Option<usize> {
    let plain =
        step == "0" || (!step.starts_with('0') && step.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { step.parse().ok() } else { None }
}

/// Returns whether a path is `above` or lies below it.
pub fn is_within(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns the longest prefix of a path that exists in the document.
pub fn nearest<'a>(document: &Value, path: &'a str) -> &'a str {
    let mut end = path.len();
    while document.pointer(&path[..end]).is_none() {
        match path[..end].rfind('/') {
            Some(above) => end = above,
            None => return "",
        }
    }
    &path[..end]
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_found_where_serde_finds_it() {
        let document = json!({"": 1, "a": [{"b/c": 2}, 3], "0": {"~": 4}, "text": "words"});
        for path in [
            "",
            "/",
            "//",
            "/a",
            "a",
            "/a/0",
            "/a/00",
            "/a/+1",
            "/a/1",
            "/a/2",
            "/a/",
            "/a/0/b~1c",
            "/0/~0",
            "/text",
            "/text/0",
            "/missing/0",
        ] {
            assert_eq!(get(&document, path), document.pointer(path), "{path}");
        }
    }

    #[test]
    fn keys_are_escaped_and_come_back() {
        for (key, path) in [
            ("text", "/text"),
            ("", "/"),
            ("a/b", "/a~1b"),
            ("a~b", "/a~0b"),
            ("~1", "/~01"),
            ("grüße 👋", "/grüße 👋"),
        ] {
            assert_eq!(join("", key), path);
            assert_eq!(split(path), Some(("", key.to_owned())));
            let document = json!({ key: true });
            assert_eq!(document.pointer(path), Some(&json!(true)));
        }
        assert_eq!(split(""), None);
    }

    #[test]
    fn a_pointer_goes_down_and_up() {
        let mut path = Pointer::root();
        let top = path.key("cardsV2");
        let list = path.item(12);
        path.key("a/b");
        assert_eq!(path.as_str(), "/cardsV2/12/a~1b");
        path.up(list);
        assert_eq!(path.as_str(), "/cardsV2");
        path.up(top);
        assert_eq!(path, Pointer::root());
    }

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!(
            steps("/a~1b/0/c").collect::<Vec<_>>(),
            ["a/b", "0", "c"].map(str::to_owned)
        );
        assert_eq!(steps("").count(), 0);
        for (step, found) in [
            ("0", Some(0)),
            ("17", Some(17)),
            ("01", None),
            ("-1", None),
            ("", None),
            ("a", None),
        ] {
            assert_eq!(place(step), found, "{step}");
        }
        assert!(is_within("/a/b", "/a"));
        assert!(is_within("/a", "/a"));
        assert!(is_within("/a", ""));
        assert!(!is_within("/ab", "/a"));
    }

    #[test]
    fn the_nearest_path_that_exists_is_found() {
        let document = json!({"a": [{"b": 1}]});
        for (path, found) in [
            ("/a/0/b", "/a/0/b"),
            ("/a/0/c/d", "/a/0"),
            ("/a/7", "/a"),
            ("/x", ""),
            ("", ""),
            ("x", ""),
        ] {
            assert_eq!(nearest(&document, path), found, "{path}");
        }
    }
}
