//! What a program changes of a value after it was written: members that are set, items that are added.

use crate::document::parse::program::expression::{Argument, Expr, ExprKind};
use crate::document::parse::program::paths::{is_builder, is_changer, root, split};
use crate::document::parse::program::scopes::is_nested;
use crate::document::parse::program::statement::{Change, ChangeKind, Program, Statement};

/// Puts changes to the statements whose values they change.
pub fn attach(text: &str, program: &mut Program, mut found: Vec<(String, Change)>) {
    let mut called = Vec::new();
    for statement in &program.statements {
        visit(&statement.value, &mut called, program);
    }
    found.extend(called);
    for (path, mut change) in found {
        let Some((number, steps)) = target(program, &path, change.span.start) else {
            // What is put into something that is not known may be a message by itself.
            if let ChangeKind::Set(_, value)
            | ChangeKind::Added(value)
            | ChangeKind::Appended(value) = change.kind
            {
                program.statements.push(Statement {
                    name: String::new(),
                    value,
                    changes: Vec::new(),
                });
            }
            continue;
        };
        change.path = steps.into_iter().map(|step| program.member(step)).collect();
        let Some(statement) = program.statements.get_mut(number) else {
            continue;
        };
        change.is_nested = is_nested(text, change.span.start, statement.value.span.start);
        statement.changes.push(change);
    }
    for statement in &mut program.statements {
        statement.changes.sort_by_key(|change| change.span.start);
    }
}

/// Returns the statement whose value a name leads to, through names that stand for a part of it, and the members.
fn target(program: &Program, path: &str, at: usize) -> Option<(usize, Vec<String>)> {
    /// Maximum number of names that stand for each other.
    const NAMES: usize = 8;
    let mut path = path.to_owned();
    let mut at = at;
    for _ in 0..NAMES {
        let (root, rest) = split(&path);
        let number = program.names.last_before(root, at)?;
        let statement = program.statements.get(number)?;
        match &statement.value.kind {
            ExprKind::Name(other) if split(other).0 != root => {
                path = if rest.is_empty() {
                    other.clone()
                } else {
                    format!("{other}.{rest}")
                };
                at = statement.value.span.start;
            }
            _ => {
                let steps = rest.split('.').filter(|step| !step.is_empty());
                return Some((number, steps.map(str::to_owned).collect()));
            }
        }
    }
    None
}

/// Collects the calls in an expression that change a value that has a name.
fn visit(expr: &Expr, found: &mut Vec<(String, Change)>, program: &Program) {
    let mut add = |path: &str, kind: ChangeKind| {
        let change = Change {
            span: expr.span.clone(),
            path: Vec::new(),
            kind,
            is_nested: false,
        };
        found.push((path.to_owned(), change));
    };
    match &expr.kind {
        ExprKind::Call(path, arguments) => {
            if let Some((owner, method)) = path.rsplit_once('.')
                && (is_changer(method) || is_of_builder(program, owner, expr.span.start))
            {
                add(
                    owner,
                    ChangeKind::Called(method.to_owned(), arguments.clone()),
                );
            }
            if let Some((name, kind)) = function(path, arguments) {
                add(name, kind);
            }
        }
        ExprKind::Method(receiver, method, arguments) if is_changer(method) => {
            // What follows a method of a builder is done to the builder, too.
            if let Some(path) = chain(receiver) {
                let of_builder = path
                    .rsplit_once('.')
                    .filter(|(owner, _)| is_of_builder(program, owner, expr.span.start));
                if let Some((owner, _)) = of_builder {
                    add(owner, ChangeKind::Called(method.clone(), arguments.clone()));
                }
            } else if let Some(root) = root(receiver) {
                add(root, ChangeKind::Unread);
            }
        }
        _ => {}
    }
    for child in expr.children() {
        visit(child, found, program);
    }
}

/// Returns the name of the call that a chain of methods begins with.
fn chain(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Call(path, _) => Some(path),
        ExprKind::Method(receiver, ..) => chain(receiver),
        _ => None,
    }
}

fn is_of_builder(program: &Program, path: &str, at: usize) -> bool {
    let Some((number, _)) = target(program, path, at) else {
        return false;
    };
    let statement = program.statements.get(number);
    statement.is_some_and(|statement| is_builder(&statement.value))
}

/// Returns the name that a function changes, and how: `Object.assign(message, {…})`.
fn function<'e>(path: &str, arguments: &'e [Argument]) -> Option<(&'e str, ChangeKind)> {
    let (first, rest) = arguments.split_first()?;
    let ExprKind::Name(name) = &first.value.kind else {
        return None;
    };
    let called = |method: &str| ChangeKind::Called(method.to_owned(), rest.to_vec());
    let kind = match path {
        "Object.assign" => called("update"),
        "array_push" => called("push"),
        "array_unshift" => called("unshift"),
        "unset" if rest.is_empty() => ChangeKind::Removed,
        "delete" => called("delete"),
        // Go's makes a new one.
        "append" => return None,
        _ => {
            let last = path.rsplit('.').next().unwrap_or(path);
            let is_unknown = is_changer(last)
                && !rest.is_empty()
                && (!path.contains('.') || path.starts_with(['_', '$']));
            return is_unknown.then_some((name, ChangeKind::Unread));
        }
    };
    Some((name, kind))
}
