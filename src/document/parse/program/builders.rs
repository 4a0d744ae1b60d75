//! Builders, and values that methods fill: `setText`, `addWidgets`, `put`.

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Argument, Expr, ExprKind};
use crate::document::parse::program::paths::{is_changer, plain_text};

/// What came of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The value was changed.
    Changed,
    /// It does not change the value, as far as is known.
    None,
    /// What it does is not read.
    Unread,
}

/// Applies a method to a value: one of a builder, or one of a list or a map of the language.
pub(super) fn apply(
    of: &mut Evaluation<'_>,
    node: &mut Node,
    method: &str,
    arguments: &[Argument],
    is_builder: bool,
) -> Outcome {
    let method = method.trim_end_matches('!');
    let is_done = match &mut node.kind {
        NodeKind::List(items) => change_list(of, items, method, arguments),
        NodeKind::Object(members) => change_map(of, members, method, arguments),
        NodeKind::Text(_) | NodeKind::Plain(_) => false,
    };
    let is_end = matches!(&arguments, [] if !is_changer(method));
    if is_done {
        return Outcome::Changed;
    }
    if let (NodeKind::Object(members), [only], true) = (&mut node.kind, arguments, is_builder)
        && let Some((verb, name)) = setter(method)
    {
        if let Some(value) = of.value(&only.value) {
            put(members, verb, name, value);
        }
        return Outcome::Changed;
    }
    if is_changer(method) && !is_end {
        Outcome::Unread
    } else {
        Outcome::None
    }
}

/// Applies a method of a list; returns whether it is known.
fn change_list(
    of: &mut Evaluation<'_>,
    items: &mut Vec<Node>,
    method: &str,
    arguments: &[Argument],
) -> bool {
    let values: Vec<&Expr> = arguments.iter().map(|argument| &argument.value).collect();
    match (method, &values[..]) {
        ("add" | "append" | "push" | "put" | "Add" | "Append" | "push_back" | "append_to", [_])
        | ("push", [_, ..]) => {
            let more = of.items(values.iter().copied());
            items.extend(more);
        }
        ("extend" | "addAll" | "AddRange" | "concat" | "plusAssign", [only]) => {
            let Some(Node {
                kind: NodeKind::List(more),
                ..
            }) = of.value(only)
            else {
                return false;
            };
            items.extend(more);
        }
        ("unshift" | "prepend" | "addFirst", [_, ..]) => {
            let more = of.items(values.iter().copied());
            items.splice(0..0, more);
        }
        ("insert" | "add" | "Insert", [place, value]) if is_zero(place) => {
            let more = of.items([*value]);
            items.splice(0..0, more);
        }
        _ => return false,
    }
    true
}

fn is_zero(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Plain(value) if value.as_u64() == Some(0))
}

/// Applies a method of a map; returns whether it is known.
fn change_map(
    of: &mut Evaluation<'_>,
    members: &mut Vec<Member>,
    method: &str,
    arguments: &[Argument],
) -> bool {
    if matches!(method, "update" | "merge" | "putAll") && !arguments.is_empty() {
        for argument in arguments {
            match &argument.name {
                Some((name, _)) if name != "**" => {
                    if let Some(value) = of.value(&argument.value) {
                        put(members, Verb::Set, name.clone(), value);
                    }
                }
                _ => of.insert(&argument.value, members),
            }
        }
        return true;
    }
    match arguments {
        [key, value]
            if matches!(
                method,
                "put" | "set" | "add" | "addProperty" | "Add" | "store" | "setdefault"
            ) =>
        {
            let Some(name) = plain_text(&key.value) else {
                return false;
            };
            let is_there = members.iter().any(|member| member.name == name);
            if method == "setdefault" && is_there {
                return true;
            }
            if let Some(value) = of.value(&value.value) {
                let span = key.value.span.clone();
                members.retain(|member| member.name != name);
                members.push(Member {
                    key: span,
                    name,
                    value,
                });
            }
            true
        }
        [key, ..] if matches!(method, "pop" | "remove" | "delete" | "Remove") => {
            let Some(name) = plain_text(&key.value) else {
                return false;
            };
            members.retain(|member| member.name != name);
            true
        }
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Set,
    Add,
    AddAll,
}

/// Returns what a method of a builder does, and with which field.
fn setter(method: &str) -> Option<(Verb, String)> {
    let rest = |prefix: &str| {
        method
            .strip_prefix(prefix)
            .filter(|rest| rest.starts_with(|c: char| c.is_uppercase()))
    };
    let (verb, name) = if let Some(name) = rest("addAll") {
        (Verb::AddAll, name)
    } else if let Some(name) = rest("add") {
        (Verb::Add, name)
    } else if let Some(name) = rest("set").or_else(|| rest("with")) {
        (Verb::Set, name)
    } else if matches!(
        method,
        "send" | "execute" | "create" | "add" | "then" | "call" | "get" | "put"
    ) {
        return None;
    } else {
        (Verb::Set, method)
    };
    let mut letters = name.chars();
    let first = letters.next()?.to_lowercase();
    Some((verb, first.chain(letters).collect()))
}

fn put(members: &mut Vec<Member>, verb: Verb, name: String, value: Node) {
    let key = value.span.start..value.span.start;
    if verb == Verb::Set {
        members.retain(|member| member.name != name);
        members.push(Member { key, name, value });
        return;
    }
    let span = value.span.clone();
    let more = match (verb, value) {
        (
            Verb::AddAll,
            Node {
                kind: NodeKind::List(items),
                ..
            },
        ) => items,
        (_, value) => vec![value],
    };
    let there = members.iter_mut().find(|member| member.name == name);
    match there.map(|member| &mut member.value.kind) {
        Some(NodeKind::List(items)) => items.extend(more),
        _ => members.push(Member {
            key,
            name,
            value: Node {
                span,
                kind: NodeKind::List(more),
            },
        }),
    }
}
