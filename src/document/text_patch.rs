//! Applies an edit to the text of a JSON file: everything it does not touch stays as it is.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::source_map::Source;
use crate::document::pointer;

/// Returns the text with an edit applied; `None` if it cannot be applied to this text.
pub fn patch(source: &Source<'_>, edit: &Edit) -> Option<String> {
    let text = source.text();
    let (range, written) = match edit {
        Edit::Replace { path, value } => {
            let found = source.find(path);
            (
                found.is_there.then(|| found.node.span.clone())?,
                value.to_string(),
            )
        }
        Edit::Remove { path } => {
            let (above, step) = pointer::split(path)?;
            let found = source.find(above);
            let place = found
                .is_there
                .then(|| place(found.node, path, source, &step))??;
            (cut(text, found.node, place)?, String::new())
        }
        Edit::Insert { path, at, value } => {
            let (above, step) = pointer::split(path)?;
            let found = source.find(above);
            insert(
                text,
                found.is_there.then_some(found.node)?,
                &step,
                *at,
                value,
            )?
        }
        Edit::Splice {
            path,
            at,
            remove,
            insert,
        } => {
            let range = source.part(path, &(*at..*at + *remove))?;
            let quote = text[source.find(path).node.span.clone()].chars().next()?;
            (range, inside(insert, quote))
        }
        Edit::Move { .. } => return None,
    };
    let mut out = String::with_capacity(text.len() + written.len());
    out.push_str(text.get(..range.start)?);
    out.push_str(&written);
    out.push_str(text.get(range.end..)?);
    Some(out)
}

/// Escapes a text for the inside of quotes.
fn inside(text: &str, quote: char) -> String {
    let json = Value::from(text).to_string();
    let bare = json[1..json.len() - 1].to_owned();
    match quote {
        '\'' => bare.replace('\'', "\\'"),
        '`' => bare.replace('`', "\\`").replace("${", "\\${"),
        _ => bare,
    }
}

/// Returns the index of the member or item that a path means.
fn place(node: &Node, path: &str, source: &Source<'_>, step: &str) -> Option<usize> {
    let found = source.find(path);
    match &node.kind {
        NodeKind::Object(members) if found.is_there => members
            .iter()
            .position(|member| member.value.span == found.node.span),
        NodeKind::List(items) => pointer::place(step).filter(|&place| place < items.len()),
        _ => None,
    }
}

/// Returns the byte ranges of the members of an object or the items of a list, keys included.
fn parts(node: &Node) -> Vec<std::ops::Range<usize>> {
    match &node.kind {
        NodeKind::Object(members) => members
            .iter()
            .map(|Member { key, value, .. }| key.start..value.span.end)
            .collect(),
        NodeKind::List(items) => items.iter().map(|item| item.span.clone()).collect(),
        NodeKind::Text(_) | NodeKind::Plain(_) => Vec::new(),
    }
}

/// Returns the byte range to remove with a part: the comma after it, or the one before the last.
fn cut(text: &str, node: &Node, place: usize) -> Option<std::ops::Range<usize>> {
    let parts = parts(node);
    let own = parts.get(place)?.clone();
    if let Some(next) = parts.get(place + 1) {
        // A comment between the two stays.
        let between = &text[own.end..next.start];
        let comma = between.find(',')?;
        let is_bare = between[comma + 1..].trim().is_empty() && between[..comma].trim().is_empty();
        return Some(
            own.start..if is_bare {
                next.start
            } else {
                own.end + comma + 1
            },
        );
    }
    if place > 0 {
        return Some(parts[place - 1].end..own.end);
    }
    let inner = node.span.start + 1..node.span.end - 1;
    let is_alone = text[inner.start..own.start].trim().is_empty()
        && matches!(text[own.end..inner.end].trim(), "" | ",");
    Some(if is_alone { inner } else { own })
}

fn insert(
    text: &str,
    node: &Node,
    step: &str,
    at: Option<usize>,
    value: &Value,
) -> Option<(std::ops::Range<usize>, String)> {
    let parts = parts(node);
    let (place, written) = match &node.kind {
        NodeKind::Object(_) => (
            at.unwrap_or(parts.len()),
            format!("{}: {value}", Value::from(step)),
        ),
        NodeKind::List(_) => (pointer::place(step)?, value.to_string()),
        NodeKind::Text(_) | NodeKind::Plain(_) => return None,
    };
    let Some(first) = parts.first() else {
        let inner = node.span.start + 1..node.span.end - 1;
        return text[inner.clone()]
            .trim()
            .is_empty()
            .then_some((inner, written));
    };
    // The same space as before the first: a new line with its indent, or none.
    let before = &text[node.span.start + 1..first.start];
    let gap = if before.trim().is_empty() && before.contains('\n') {
        before
    } else {
        " "
    };
    Some(if let Some(next) = parts.get(place) {
        (next.start..next.start, format!("{written},{gap}"))
    } else {
        let end = parts.last()?.end;
        (end..end, format!(",{gap}{written}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changed(text: &str, edit: &Edit) -> Option<String> {
        patch(&Source::read(text).unwrap(), edit)
    }

    #[test]
    fn changes_are_made_where_they_belong() {
        let text = "{\n  \"a\": 1, // one\n  'b': 'it\\'s *x*',\n  \"list\": [1, 2, 3]\n}\n";
        let path = |path: &str| path.to_owned();
        for (edit, old, new) in [
            (
                Edit::Replace {
                    path: path("/a"),
                    value: json!("x"),
                },
                "\"a\": 1",
                "\"a\": \"x\"",
            ),
            (
                Edit::Remove { path: path("/a") },
                "\"a\": 1, // one",
                " // one",
            ),
            (
                Edit::Remove {
                    path: path("/list"),
                },
                ",\n  \"list\": [1, 2, 3]",
                "",
            ),
            (
                Edit::Remove {
                    path: path("/list/0"),
                },
                "[1, 2, 3]",
                "[2, 3]",
            ),
            (
                Edit::Remove {
                    path: path("/list/2"),
                },
                "[1, 2, 3]",
                "[1, 2]",
            ),
            (
                Edit::Insert {
                    path: path("/c"),
                    at: Some(1),
                    value: json!({"d": true}),
                },
                "'b'",
                "\"c\": {\"d\":true},\n  'b'",
            ),
            (
                Edit::Insert {
                    path: path("/c"),
                    at: None,
                    value: json!(null),
                },
                "[1, 2, 3]",
                "[1, 2, 3],\n  \"c\": null",
            ),
            (
                Edit::Splice {
                    path: path("/b"),
                    at: 5,
                    remove: 3,
                    insert: "'y'".to_owned(),
                },
                "*x*",
                "\\'y\\'",
            ),
        ] {
            let patched = changed(text, &edit).unwrap();
            assert_eq!(patched, text.replace(old, new), "{edit:?}");
        }
        let empty = changed(
            "{\"a\": {}}",
            &Edit::Insert {
                path: path("/a/b"),
                at: None,
                value: json!(1),
            },
        );
        assert_eq!(empty.as_deref(), Some("{\"a\": {\"b\": 1}}"));
        let sole = changed(
            "{\"a\": { \"b\": 1, }}",
            &Edit::Remove { path: path("/a/b") },
        );
        assert_eq!(sole.as_deref(), Some("{\"a\": {}}"));
        assert_eq!(
            changed(
                text,
                &Edit::Remove {
                    path: path("/nope")
                }
            ),
            None
        );
    }
}
