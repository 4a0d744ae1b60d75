//! Names with dots and where they lead: to a value, a member of it, a method that changes it.

use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::pieces::Piece;
use crate::document::parse::program::expression::{Expr, ExprKind};

/// How names of methods and functions begin that change what they are called on.
const VERBS: [&str; 25] = [
    "add", "append", "assign", "attach", "clear", "compute", "concat", "delete", "extend", "fill",
    "insert", "merge", "pop", "prepend", "push", "put", "remove", "reverse", "set", "shift",
    "sort", "splice", "store", "unshift", "update",
];

/// Names of further such methods.
const FURTHER: [&str; 4] = ["setdefault", "popitem", "plusAssign", "replaceAll"];

/// Returns whether a method changes what it is called on, as its name says.
#[must_use]
pub fn is_changer(method: &str) -> bool {
    let low = method.to_ascii_lowercase();
    let is_verb = |verb: &&str| {
        let rest = method.get(verb.len()..).filter(|_| low.starts_with(*verb));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || "_!".contains(c))
        })
    };
    FURTHER.contains(&method) || VERBS.iter().any(is_verb)
}

/// Returns whether a name with its dots is one of a value, and not of a member of it.
#[must_use]
pub fn is_root(path: &str) -> bool {
    split(path).1.is_empty()
}

/// Splits a name into that of a value and the members that lead on: `self.message.text`.
#[must_use]
pub fn split(path: &str) -> (&str, &str) {
    let own = ["self.", "this.", "$this."];
    let start = own.iter().find(|own| path.starts_with(**own));
    let start = start.map_or(0, |start| start.len());
    match path[start..].find('.') {
        Some(dot) => (&path[..start + dot], &path[start + dot + 1..]),
        None => (path, ""),
    }
}

/// Returns the name that an expression begins with: `a` of `a[i].b`.
#[must_use]
pub fn root(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(path) | ExprKind::Call(path, _) => Some(path),
        ExprKind::Method(receiver, ..) => root(receiver),
        ExprKind::Other(inside) => match &inside[..] {
            [only] => root(only),
            _ => None,
        },
        _ => None,
    }
}

/// Returns whether a name, or a member of it, stands in an expression.
#[must_use]
pub fn mentions(expr: &Expr, name: &str) -> bool {
    let is_it = match &expr.kind {
        ExprKind::Name(path) | ExprKind::Call(path, _) => path
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
        _ => false,
    };
    is_it || expr.children().iter().any(|child| mentions(child, name))
}

/// Returns whether an expression is a builder, or a value that is filled by methods.
#[must_use]
pub fn is_builder(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(path, arguments) => {
            let last = last(path);
            let is_class = last.starts_with(|c: char| c.is_uppercase());
            matches!(last, "newBuilder" | "builder")
                || (is_class && arguments.iter().all(|argument| argument.name.is_some()))
                || is_card_service(path)
        }
        ExprKind::Method(receiver, ..) => is_builder(receiver),
        _ => false,
    }
}

fn is_card_service(path: &str) -> bool {
    path.starts_with("CardService.new")
}

/// Returns the value inside of another that names and numbers lead to.
pub fn within<'n, 's>(
    node: &'n mut Node,
    steps: impl Iterator<Item = &'s str>,
) -> Option<&'n mut Node> {
    let mut found = node;
    for step in steps.filter(|step| !step.is_empty()) {
        found = match &mut found.kind {
            NodeKind::Object(members) => {
                let member = members.iter_mut().rfind(|member| member.name == step)?;
                &mut member.value
            }
            NodeKind::List(items) => item(items, step)?,
            NodeKind::Text(_) | NodeKind::Plain(_) => return None,
        };
    }
    Some(found)
}

/// Returns the item of a list by its number; a negative one counts from the end.
pub fn item<'n>(items: &'n mut [Node], step: &str) -> Option<&'n mut Node> {
    let number = match step.strip_prefix('-') {
        Some(back) => items.len().checked_sub(back.parse().ok()?)?,
        None => step.parse().ok()?,
    };
    items.get_mut(number)
}

/// Returns a text in which nothing is filled in.
pub fn plain_text(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Text(pieces) => match &pieces[..] {
            [] => Some(String::new()),
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the last word of a name with dots.
pub fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
