//! Outline of a document: one node for each object of the types that the schema makes nodes of.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::path_map::Shift;
use crate::document::pointer::{self, Pointer};
use crate::document::schema::{Field, Schema, Type};

/// Maximum depth of an outline.
///
/// The program's own parser takes 128 levels of JSON.
const DEPTH: u16 = 60;

/// One node of an outline, shown as a line.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// Path of the object, as a JSON Pointer.
    pub path: String,
    /// Number of nodes it is nested in.
    pub depth: u16,
    /// Type of the object.
    pub kind: &'s Type,
    /// Field that holds it, alone or in a list.
    pub field: &'s Field,
    /// Whether it has child nodes, visible or collapsed.
    pub has_children: bool,
    /// Whether its child nodes are collapsed.
    pub is_folded: bool,
}

/// Returns all nodes below an object of a type at `path`, in the schema's order.
///
/// `folded` are the paths of nodes whose children are left out.
pub fn nodes<'s>(
    schema: &'s Schema,
    kind: &'s Type,
    object: &Value,
    path: &str,
    folded: &BTreeSet<String>,
) -> Vec<Node<'s>> {
    let mut walk = Walk {
        schema,
        folded,
        path: Pointer::at(path),
        found: Vec::new(),
    };
    walk.object(kind, object, 0);
    walk.found
}

/// Updates the nodes after one shift of the document, with nothing else changed; `folded` is already updated.
///
/// Returns whether that could be done. Where not, the outline must be rebuilt: for a path that is no list, or
/// has no nodes before or after.
pub fn descend<'s>(
    nodes: &mut Vec<Node<'s>>,
    shift: &Shift,
    schema: &'s Schema,
    document: &Value,
    folded: &BTreeSet<String>,
) -> bool {
    let (list, gone, new) = match shift {
        Shift::Lost(_) => return false,
        Shift::Taken(list, gone) => (list, Some(*gone), None),
        Shift::Put(list, new) => (list, None, Some(*new)),
        Shift::Moved(list, from, to) => (list, Some(*from), Some(*to)),
    };
    let prefix = format!("{list}/");
    let is_below = |node: &&Node<'_>| node.path.starts_with(&prefix);
    let Some(start) = nodes.iter().position(|node| is_below(&node)) else {
        return false;
    };
    let mut end = start + nodes[start..].iter().take_while(is_below).count();
    let Node {
        depth, kind, field, ..
    } = nodes[start];
    // Where items are no nodes themselves, depth does not tell which item a node belongs to.
    if nodes[start].path.len() != prefix.len() + 1 {
        return false;
    }
    let item = |nodes: &[Node<'_>], end: usize, number: usize| {
        let mut items = (start..end).filter(|at| nodes[*at].depth == depth);
        items.nth(number).unwrap_or(end)
    };
    let mut lines = Vec::new();
    if let Some(gone) = gone {
        lines.extend(nodes.drain(item(nodes, end, gone)..item(nodes, end, gone + 1)));
        end -= lines.len();
    } else if let Some(new) = new {
        let path = format!("{prefix}{new}");
        let Some(value) = pointer::get(document, &path) else {
            return false;
        };
        let mut walk = Walk {
            schema,
            folded,
            path: Pointer::at(&path),
            found: lines,
        };
        walk.value(field, kind, value, depth);
        lines = walk.found;
    }
    if let Some(new) = new {
        let place = item(nodes, end, new);
        end += lines.len();
        nodes.splice(place..place, lines);
    }
    number(&mut nodes[start..end], prefix.len(), depth);
    start < end
}

/// Writes the indexes of a list's items into the paths of their nodes, after the first `prefix` bytes of each.
fn number(nodes: &mut [Node<'_>], prefix: usize, depth: u16) {
    let mut count = 0;
    for node in nodes {
        count += usize::from(node.depth == depth);
        let rest = &node.path[prefix..];
        let step = rest.find('/').unwrap_or(rest.len());
        if rest[..step].parse() != Ok(count - 1) {
            let place = (count - 1).to_string();
            node.path.replace_range(prefix..prefix + step, &place);
        }
    }
}

struct Walk<'s, 'f> {
    schema: &'s Schema,
    folded: &'f BTreeSet<String>,
    path: Pointer,
    found: Vec<Node<'s>>,
}

impl<'s> Walk<'s, '_> {
    /// Adds the nodes below an object, which is no node itself or was already added.
    fn object(&mut self, kind: &'s Type, object: &Value, depth: u16) {
        let Some(members) = object.as_object().filter(|_| depth < DEPTH) else {
            return;
        };
        let mut held: Vec<(usize, &'s Field, &str, &Value)> = members
            .iter()
            .filter(|(_, value)| value.is_object() || value.is_array())
            .filter_map(|(key, value)| {
                let field = kind.spelt(key)?;
                let is_own = |own: &Field| std::ptr::eq(own, field);
                let place = kind.fields.iter().position(is_own)?;
                Some((place, field, key.as_str(), value))
            })
            .collect();
        held.sort_by_key(|(place, ..)| *place);
        for (_, field, key, value) in held {
            let Some(kind) = self.schema.type_of(field) else {
                continue;
            };
            let up = self.path.key(key);
            match value {
                Value::Array(items) => {
                    for (place, item) in items.iter().enumerate() {
                        let up = self.path.item(place);
                        self.value(field, kind, item, depth);
                        self.path.up(up);
                    }
                }
                single => self.value(field, kind, single, depth),
            }
            self.path.up(up);
        }
    }

    fn value(&mut self, field: &'s Field, kind: &'s Type, value: &Value, depth: u16) {
        if !kind.is_node {
            self.object(kind, value, depth);
            return;
        }
        let own = self.found.len();
        let path = self.path.as_str().to_owned();
        let is_folded = self.folded.contains(&path);
        self.found.push(Node {
            path,
            depth,
            kind,
            field,
            has_children: false,
            is_folded,
        });
        self.object(kind, value, depth + 1);
        self.found[own].has_children = self.found.len() > own + 1;
        if is_folded {
            self.found.truncate(own + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::Edit;
    use crate::document::summary;
    use serde_json::json;

    fn drawn(message: &Value, folded: &[&str]) -> Vec<String> {
        let schema = Schema::builtin();
        let folded = folded.iter().map(|path| (*path).to_owned()).collect();
        let kind = schema.get("Message").unwrap();
        nodes(schema, kind, message, "/message", &folded)
            .iter()
            .map(|node| {
                let below = node.path.strip_prefix("/message").unwrap();
                let value = message.pointer(below).unwrap();
                let fold = match (node.has_children, node.is_folded) {
                    (true, true) => "▸",
                    (true, false) => "▾",
                    (false, _) => "",
                };
                format!(
                    "{}{fold}{} {}",
                    " ".repeat(node.depth.into()),
                    summary::display_type(schema, node.kind, value).name,
                    summary::summary(schema, node.kind, value)
                )
            })
            .collect()
    }

    #[test]
    fn a_message_has_an_outline() {
        let message = json!({
            "accessoryWidgets": [{"buttonList": {"buttons": [{"text": "Docs"}]}}],
            "text": "Hi",
            "cardsV2": [{"cardId": "a", "card": {
                "sections": [
                    {"header": "One", "widgets": [
                        {"textParagraph": {"text": "Words"}},
                        {"columns": {"columnItems": [{"widgets": [{"image": {"altText": "Map"}}]}]}},
                        {"decoratedText": {"text": "Line", "button": {"text": "Go"}}},
                        7,
                    ]},
                ],
                "header": {"title": "About"},
            }}],
        });
        let whole = [
            "▾CardWithId About",
            " CardHeader About",
            " ▾Section One",
            "  TextParagraph Words",
            "  ▾Columns [[Map]]",
            "   ▾Column [Map]",
            "    Image Map",
            "  ▾DecoratedText Line",
            "   Button Go",
            "  Widget ",
            "▾AccessoryWidget [Docs]",
            " Button Docs",
        ];
        assert_eq!(drawn(&message, &[]), whole);
        let folded = drawn(
            &message,
            &[
                "/message/cardsV2/0",
                "/message/accessoryWidgets/0/buttonList",
            ],
        );
        assert_eq!(
            folded,
            [
                "▸CardWithId About",
                "▾AccessoryWidget [Docs]",
                " Button Docs"
            ]
        );
    }

    #[test]
    fn what_is_no_message_has_none() {
        for odd in [
            json!(null),
            json!([]),
            json!({"cardsV2": {}}),
            json!({"cardsV2": "x"}),
        ] {
            let found = drawn(&odd, &[]);
            assert!(found.len() <= 1, "{found:?}");
        }
    }

    #[test]
    fn lines_that_follow_a_shift_are_those_made_anew() {
        let section = |header: &str| {
            json!({"header": header, "widgets": [
                {"buttonList": {"buttons": [{"text": "a"}, {"text": "b"}]}},
                {"columns": {"columnItems": [{"widgets": [{"divider": {}}, {"divider": {}}]}, {}]}},
                7,
            ]})
        };
        let sections: Vec<Value> = ["One", "Two", "Three"].map(section).into();
        let message = json!({
            "cardsV2": [{"card": {"sections": sections}}, {"card": {"sections": [section("Four")]}}],
            "accessoryWidgets": [{"buttonList": {"buttons": [{}]}}],
        });
        let (schema, card) = (Schema::builtin(), "/cardsV2/0/card/sections");
        let kind = schema.get("Message").unwrap();
        let folded: BTreeSet<String> = [format!("{card}/1"), format!("{card}/2/widgets/0")].into();
        let lists = [
            "/cardsV2".to_owned(),
            card.to_owned(),
            format!("{card}/0/widgets"),
            format!("{card}/0/widgets/0/buttonList/buttons"),
            format!("{card}/1/widgets"),
            format!("{card}/2/widgets/1/columns/columnItems"),
            "/accessoryWidgets".to_owned(),
        ];
        let mut followed = 0;
        for list in lists {
            let items = message.pointer(&list).and_then(Value::as_array).unwrap();
            let edits = (0..items.len()).flat_map(|at| {
                let path = format!("{list}/{at}");
                let insert = |at: usize| Edit::Insert {
                    path: format!("{list}/{at}"),
                    at: None,
                    value: items[0].clone(),
                };
                let moves = (0..items.len()).map(|to| Edit::Move {
                    path: list.clone(),
                    from: at,
                    to,
                });
                let others = [Edit::Remove { path }, insert(at), insert(at + 1)];
                others.into_iter().chain(moves).collect::<Vec<_>>()
            });
            for edit in edits {
                let mut after = message.clone();
                let mut lines = nodes(schema, kind, &message, "", &folded);
                let shift = Shift::of(&edit, &message).unwrap();
                edit.clone().apply(&mut after).unwrap();
                let folded = folded.iter();
                let folded = folded.filter_map(|path| shift.map_path(path)).collect();
                if !descend(&mut lines, &shift, schema, &after, &folded) {
                    continue;
                }
                followed += 1;
                let told = |lines: &[Node<'_>]| format!("{lines:?}");
                let anew = nodes(schema, kind, &after, "", &folded);
                assert_eq!(told(&lines), told(&anew), "{edit:?}");
            }
        }
        assert!(followed > 60, "{followed}");
    }
}
