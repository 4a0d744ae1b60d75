//! Partial responses: the `fields` parameter.

use serde_json::{Map, Value};

use super::status::Status;
use crate::document::schema::{Kind, Schema, camel};

/// Field mask: which parts of a response are requested; without children a part is requested whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMask(Vec<(String, FieldMask)>);

impl FieldMask {
    /// Parses `a,b/c,d(e,f/g)`; 400 if it is not of that form.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn parse(text: &str) -> Result<Self, Status> {
        let bad = || Status::invalid(format!("Invalid field mask provided in \"fields\": {text}"));
        let mut rest = text;
        let mask = Self::list(&mut rest).ok_or_else(bad)?;
        if rest.is_empty() {
            Ok(mask)
        } else {
            Err(bad())
        }
    }

    fn list(rest: &mut &str) -> Option<Self> {
        let mut mask = Self::default();
        loop {
            mask.0.push(Self::path(rest)?);
            match rest.strip_prefix(',') {
                Some(after) => *rest = after,
                None => return Some(mask),
            }
        }
    }

    fn path(rest: &mut &str) -> Option<(String, Self)> {
        *rest = rest.trim_start();
        let is_end = |letter: char| !(letter.is_ascii_alphanumeric() || "_*-".contains(letter));
        let (name, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        if name.is_empty() {
            return None;
        }
        *rest = after.trim_start();
        let mut below = Self::default();
        if let Some(after) = rest.strip_prefix(['/', '.']) {
            *rest = after;
            below.0.push(Self::path(rest)?);
        } else if let Some(after) = rest.strip_prefix('(') {
            *rest = after;
            below = Self::list(rest)?;
            *rest = rest.strip_prefix(')')?.trim_start();
        }
        Some((camel(name), below))
    }

    /// Returns 400 for a field that responses of this type do not have.
    ///
    /// Fields of an unknown type are not validated.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn conform(&self, type_name: &str) -> Result<(), Status> {
        let schema = Schema::builtin();
        let Some(kind) = schema.get(type_name) else {
            return Ok(());
        };
        for (name, below) in self.0.iter().filter(|(name, _)| name != "*") {
            let bad = || Status::violation("fields", format!("Invalid field selection {name}"));
            let field = kind.field(name).ok_or_else(bad)?;
            match &field.kind {
                Kind::Type(name) => below.conform(name)?,
                _ if below.0.is_empty() => {}
                _ => return Err(bad()),
            }
        }
        Ok(())
    }

    /// Returns the requested parts of a value.
    #[must_use]
    pub fn cut(&self, value: &Value) -> Value {
        if self.0.is_empty() {
            return value.clone();
        }
        match value {
            Value::Array(things) => things.iter().map(|thing| self.cut(thing)).collect(),
            Value::Object(map) => {
                let mut kept = Map::new();
                for (key, value) in map {
                    let mut wanted = self.0.iter().filter(|(name, _)| name == key || name == "*");
                    let Some((_, first)) = wanted.next() else {
                        continue;
                    };
                    let mut below = first.clone();
                    for (_, more) in wanted {
                        let is_whole = below.0.is_empty() || more.0.is_empty();
                        below.0.extend(more.0.iter().cloned());
                        if is_whole {
                            below.0.clear();
                        }
                    }
                    kept.insert(key.clone(), below.cut(value));
                }
                Value::Object(kept)
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_answers_have_can_be_wanted() {
        for (fields, good) in [
            ("spaces(name,displayName),nextPageToken", true),
            ("*", true),
            ("spaces/*", true),
            ("spaces.space_type", true),
            ("nope", false),
            ("spaces(nope)", false),
            ("nextPageToken/x", false),
        ] {
            let mask = FieldMask::parse(fields).unwrap();
            assert_eq!(mask.conform("ListSpacesResponse").is_ok(), good, "{fields}");
        }
    }

    #[test]
    fn answers_are_cut() {
        let whole = json!({"name": "m", "thread": {"name": "t", "threadKey": "k"},
            "cardsV2": [{"cardId": "1", "card": {"name": "c"}}, {"cardId": "2"}]});
        for (mask, cut) in [
            ("*", whole.clone()),
            ("name", json!({"name": "m"})),
            (
                "name,thread/name",
                json!({"name": "m", "thread": {"name": "t"}}),
            ),
            (
                "thread(name,threadKey)",
                json!({"thread": {"name": "t", "threadKey": "k"}}),
            ),
            ("thread.thread_key", json!({"thread": {"threadKey": "k"}})),
            (
                "cards_v2/cardId",
                json!({"cardsV2": [{"cardId": "1"}, {"cardId": "2"}]}),
            ),
            (
                "cardsV2(card(name), cardId)",
                json!({"cardsV2": [{"cardId": "1", "card": {"name": "c"}}, {"cardId": "2"}]}),
            ),
            (
                "thread/name,thread",
                json!({"thread": {"name": "t", "threadKey": "k"}}),
            ),
            (
                "*/name",
                json!({"name": "m", "thread": {"name": "t"}, "cardsV2": [{}, {}]}),
            ),
            ("nothing", json!({})),
        ] {
            assert_eq!(FieldMask::parse(mask).unwrap().cut(&whole), cut, "{mask}");
        }
        for mask in ["", "a,", "a(b", "a)", "a//b", "a b"] {
            assert!(FieldMask::parse(mask).is_err(), "{mask}");
        }
    }
}
