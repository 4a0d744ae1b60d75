//! Checks a value against the constraints of its field: length, count, range, prefix, alphabet, form.

use std::fmt;

use serde_json::Value;

use crate::document::proto3_scalar::whole;
use crate::document::schema::Limit;

/// A violated constraint.
#[derive(Debug, Clone, PartialEq)]
pub enum Violation {
    /// A text has more characters than allowed.
    TooLong {
        /// Allowed maximum.
        max: usize,
        /// Actual number of characters.
        found: usize,
    },
    /// A list has fewer items than needed.
    TooFew {
        /// Required minimum.
        min: usize,
    },
    /// A list has more items than allowed.
    TooMany {
        /// Allowed maximum.
        max: usize,
        /// Actual number of items.
        found: usize,
    },
    /// A number is too small.
    TooSmall {
        /// The smallest allowed.
        min: f64,
    },
    /// A number is too large.
    TooLarge {
        /// The largest allowed.
        max: f64,
    },
    /// A number is not one of the values that have an effect.
    NoEffect {
        /// Values that have an effect.
        values: Vec<i64>,
    },
    /// A URL is not `https://`.
    NotHttps,
    /// A text does not begin with the required prefix.
    Beginning {
        /// The required prefix.
        prefix: String,
    },
    /// A text has a character outside the allowed alphabet.
    Letter {
        /// The first such character.
        letter: char,
        /// The allowed characters, as single ones and ranges.
        alphabet: String,
    },
    /// A resource name does not match the required form.
    Form {
        /// The form, in which `{x}` stands for one part.
        form: String,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { max, found } => write!(
                out,
                "This may have {max} characters at most, and has {found}."
            ),
            Self::TooFew { min } => write!(out, "This needs {min} at least."),
            Self::TooMany { max, found } => {
                write!(out, "There may be {max} at most, and there are {found}.")
            }
            Self::TooSmall { min } => write!(out, "This must be {min} at least."),
            Self::TooLarge { max } => write!(out, "This must be {max} at most."),
            Self::NoEffect { values } => {
                let values: Vec<_> = values.iter().map(ToString::to_string).collect();
                write!(out, "Only these have an effect: {}.", values.join(", "))
            }
            Self::NotHttps => out.write_str("This address must begin with https://."),
            Self::Beginning { prefix } => write!(out, "This must begin with {prefix}"),
            Self::Letter { letter, alphabet } => {
                write!(out, "{letter:?} cannot stand here, only {alphabet} can.")
            }
            Self::Form { form } => write!(out, "This must be of the form {form}"),
        }
    }
}

impl Limit {
    /// Returns the first constraint that the value of a field violates.
    ///
    /// A repeated field is checked as a list and item by item. An empty text is unset and violates none.
    pub fn violation(&self, value: &Value) -> Option<Violation> {
        match value {
            Value::Array(items) => self.of_list(items.len()),
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => self.of_text(text).or_else(|| self.of_number(value)),
            Value::Number(_) => self.of_number(value),
            _ => None,
        }
    }

    fn of_list(&self, found: usize) -> Option<Violation> {
        if let Some(min) = self.min_items.filter(|&min| found < min) {
            return Some(Violation::TooFew { min });
        }
        let max = self.max_items.filter(|&max| found > max)?;
        Some(Violation::TooMany { max, found })
    }

    fn of_text(&self, text: &str) -> Option<Violation> {
        if let Some(prefix) = self
            .prefix
            .as_ref()
            .filter(|start| !text.starts_with(*start))
        {
            let prefix = prefix.clone();
            return Some(Violation::Beginning { prefix });
        }
        if let Some(alphabet) = &self.alphabet
            && let Some(letter) = text.chars().find(|&letter| !allows(alphabet, letter))
        {
            let alphabet = alphabet.clone();
            return Some(Violation::Letter { letter, alphabet });
        }
        if let Some(max) = self.max_chars {
            let found = text.chars().count();
            if found > max {
                return Some(Violation::TooLong { max, found });
            }
        }
        if let Some(form) = self.form.as_ref().filter(|form| !is_of_form(text, form)) {
            let form = form.clone();
            return Some(Violation::Form { form });
        }
        let secure = |scheme: &str| scheme.eq_ignore_ascii_case("https://");
        let plain = self.https && !text.get(..8).is_some_and(secure);
        plain.then_some(Violation::NotHttps)
    }

    fn of_number(&self, value: &Value) -> Option<Violation> {
        if !self.values.is_empty() {
            let known = whole(value).is_some_and(|number| self.values.contains(&number));
            let values = self.values.clone();
            return (!known).then_some(Violation::NoEffect { values });
        }
        let number = match value {
            Value::String(text) => text.parse().ok()?,
            _ => value.as_f64()?,
        };
        if let Some(min) = self.min.filter(|&min| number < min) {
            return Some(Violation::TooSmall { min });
        }
        let max = self.max.filter(|&max| number > max)?;
        Some(Violation::TooLarge { max })
    }
}

fn allows(alphabet: &str, letter: char) -> bool {
    let mut rest = alphabet;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let range = after
            .strip_prefix('-')
            .and_then(|end| Some((end.chars().next()?, end)));
        if let Some((last, end)) = range {
            if (first..=last).contains(&letter) {
                return true;
            }
            rest = &end[last.len_utf8()..];
        } else {
            if first == letter {
                return true;
            }
            rest = after;
        }
    }
    false
}

fn is_of_form(text: &str, form: &str) -> bool {
    let fits = |(part, wanted): (&str, &str)| {
        if wanted.starts_with('{') {
            !part.is_empty()
        } else {
            part == wanted
        }
    };
    text.split('/').count() == form.split('/').count()
        && text.split('/').zip(form.split('/')).all(fits)
}

#[cfg(test)]
mod tests {
    use crate::document::schema::Schema;
    use serde_json::{Value, json};

    #[test]
    fn bounds_are_kept() {
        let long_id = format!("client-{}", "a".repeat(57));
        let list = |length: usize| Value::Array(vec![json!({}); length]);
        for (place, value, told) in [
            ("CreateMessageRequest.messageId", json!("client-a-1"), ""),
            ("CreateMessageRequest.messageId", json!(""), ""),
            (
                "CreateMessageRequest.messageId",
                json!("custom-a"),
                "begin with client-",
            ),
            (
                "CreateMessageRequest.messageId",
                json!("client-A"),
                "'A' cannot stand here, only a-z0-9- can.",
            ),
            (
                "CreateMessageRequest.messageId",
                json!(long_id),
                "63 characters at most, and has 64",
            ),
            ("CreateMessageRequest.parent", json!("spaces/AAA"), ""),
            (
                "CreateMessageRequest.parent",
                json!("spaces/"),
                "of the form spaces/{space}",
            ),
            (
                "CreateMessageRequest.parent",
                json!("spaces/A/b"),
                "of the form spaces/{space}",
            ),
            (
                "CreateMessageRequest.parent",
                json!("AAA"),
                "of the form spaces/{space}",
            ),
            ("Thread.threadKey", json!("ü".repeat(4000)), ""),
            (
                "Thread.threadKey",
                json!("ü".repeat(4001)),
                "4000 characters at most",
            ),
            ("Section.widgets", list(0), "needs 1 at least"),
            ("Columns.columnItems", list(3), "2 at most, and there are 3"),
            ("Color.red", json!(0.5), ""),
            ("Color.red", json!(255), "must be 1 at most"),
            ("Color.red", json!("-1"), "must be 0 at least"),
            ("MaterialIcon.weight", json!(400.0), ""),
            (
                "MaterialIcon.weight",
                json!(450),
                "Only these have an effect: 100, 200",
            ),
            ("MaterialIcon.name", json!("check_box"), ""),
            (
                "MaterialIcon.name",
                json!("Check box"),
                "'C' cannot stand here",
            ),
            ("Image.imageUrl", json!("HTTPS://example.com/a.png"), ""),
            (
                "Image.imageUrl",
                json!("http://example.com/a.png"),
                "https://",
            ),
            ("Image.imageUrl", json!("日本語"), "https://"),
            ("OpenLink.url", json!("mailto:ada@example.com"), ""),
        ] {
            let (kind, name) = place.split_once('.').unwrap();
            let field = Schema::builtin().get(kind).unwrap().field(name).unwrap();
            let found = field
                .limit
                .violation(&value)
                .map(|violation| violation.to_string());
            match found {
                None => assert_eq!(told, "", "{place} {value}"),
                Some(words) => {
                    assert!(
                        !told.is_empty() && words.contains(told),
                        "{place} {value}: {words}"
                    );
                }
            }
        }
    }
}
