//! Values with what the program changes of them later: what can be read is carried out, the rest is remarked on.

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::error::quoted;
use crate::document::parse::line_col::position;
use crate::document::parse::pieces::{Piece, with_placeholders};
use crate::document::parse::program::builders::{Outcome, apply};
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Expr, ExprKind};
use crate::document::parse::program::paths::{is_builder, item, mentions, within};
use crate::document::parse::program::statement::{Change, ChangeKind, Statement};

impl Evaluation<'_> {
    /// Carries out what later statements change of the value of a statement.
    pub(super) fn change(&mut self, node: &mut Node, statement: &Statement) {
        let is_text = self.is_text(&statement.value);
        for change in &statement.changes {
            // The changes of a text were carried out with it.
            if is_text && change.path.is_empty() {
                continue;
            }
            let outcome = self.changed(node, statement, change);
            self.remark_on(change, outcome);
        }
    }

    /// Remarks on a change that is not read, or that is only carried out at times.
    fn remark_on(&mut self, change: &Change, outcome: Outcome) {
        if outcome == Outcome::Changed {
            self.carried_out.push(change.span.clone());
        }
        if outcome == Outcome::None || (outcome == Outcome::Changed && !change.is_nested) {
            return;
        }
        let (line, column) = position(self.text, change.span.start);
        let written = quoted(self.text.get(change.span.clone()).unwrap_or(""));
        self.remark(if outcome == Outcome::Changed {
            format!("{written} at {line}:{column} stands in a branch, a loop or a function: it is taken as done once.")
        } else {
            format!("{written} at {line}:{column} changes the message and is not read: what it does is missing here.")
        });
    }

    fn changed(&mut self, node: &mut Node, statement: &Statement, change: &Change) -> Outcome {
        let steps = || change.path.iter().map(String::as_str);
        let is_done = match &change.kind {
            ChangeKind::Set(key, expr) => match self.with_current(node, &statement.name, expr) {
                Some(value) => set(node, &change.path, key, value),
                None => true,
            },
            ChangeKind::Added(expr) | ChangeKind::Appended(expr) => {
                let is_item = matches!(change.kind, ChangeKind::Appended(_));
                match within(node, steps()) {
                    Some(inner) => self.append(inner, expr, is_item),
                    None if is_item => {
                        let list = Node {
                            span: expr.span.clone(),
                            kind: NodeKind::List(self.items([expr])),
                        };
                        set(node, &change.path, &change.span, list)
                    }
                    None => false,
                }
            }
            ChangeKind::Called(method, arguments) => {
                let is_builder = is_builder(&statement.value);
                return match within(node, steps()) {
                    Some(inner) => apply(self, inner, method, arguments, is_builder),
                    None => Outcome::Unread,
                };
            }
            ChangeKind::Removed => remove(node, &change.path),
            ChangeKind::Unread => false,
        };
        if is_done {
            Outcome::Changed
        } else {
            Outcome::Unread
        }
    }

    /// Returns the value of an expression in which the value that is being changed may stand itself.
    fn with_current(&mut self, node: &Node, name: &str, expr: &Expr) -> Option<Node> {
        if !mentions(expr, name) {
            return self.value(expr);
        }
        self.budget = self.budget.saturating_sub(size(node));
        self.current.push((name.to_owned(), node.clone()));
        let value = self.value(expr);
        self.current.pop();
        value
    }

    /// Puts a value behind a text, a list, or the members of an object; returns whether that is known.
    fn append(&mut self, node: &mut Node, expr: &Expr, is_item: bool) -> bool {
        match &mut node.kind {
            NodeKind::Text(text) => {
                let pieces = self.pieces(expr);
                text.push_str(&with_placeholders(&pieces, &mut self.blanks));
            }
            NodeKind::List(items) if is_item => items.extend(self.items([expr])),
            NodeKind::List(items) => match self.value(expr) {
                Some(Node {
                    kind: NodeKind::List(more),
                    ..
                }) => items.extend(more),
                Some(
                    value @ Node {
                        kind: NodeKind::Object(_),
                        ..
                    },
                ) => items.push(value),
                _ => return false,
            },
            NodeKind::Object(members) => self.insert(expr, members),
            NodeKind::Plain(_) => return false,
        }
        true
    }

    /// Returns the text of a statement with what is put behind it later.
    pub(super) fn text_of(&mut self, number: usize) -> Vec<Piece> {
        let Some(statement) = self.program.statements.get(number) else {
            return Vec::new();
        };
        let mut pieces = self.pieces(&statement.value);
        for change in statement
            .changes
            .iter()
            .filter(|change| change.path.is_empty())
        {
            let outcome = match &change.kind {
                ChangeKind::Added(expr) | ChangeKind::Appended(expr) => {
                    pieces.extend(self.pieces(expr));
                    Outcome::Changed
                }
                ChangeKind::Set(_, expr) => {
                    self.current_texts.push((statement.name.clone(), pieces));
                    let changed = self.is_text(expr).then(|| self.pieces(expr));
                    let before = self.current_texts.pop().map(|(_, pieces)| pieces);
                    let is_read = changed.is_some();
                    pieces = changed.or(before).unwrap_or_default();
                    if is_read {
                        Outcome::Changed
                    } else {
                        Outcome::Unread
                    }
                }
                // Methods of a text make another one of it.
                ChangeKind::Called(..) => Outcome::None,
                ChangeKind::Removed | ChangeKind::Unread => Outcome::Unread,
            };
            self.remark_on(change, outcome);
        }
        pieces
    }

    /// Returns the items of a list, or of the list that a name stands for, with those that are added later.
    pub(super) fn items_of(&mut self, list: &Expr) -> Vec<Expr> {
        let (found, number) = match &list.kind {
            ExprKind::Name(path) => (
                self.expression_of(path, list.span.start),
                self.program.names.statement(path, list.span.start),
            ),
            _ => (Some(list), None),
        };
        let Some(ExprKind::List(items)) = found.map(|found| &found.kind) else {
            return Vec::new();
        };
        let mut items = items.clone();
        self.used.extend(number);
        let statement = number.and_then(|number| self.program.statements.get(number));
        for change in statement.iter().flat_map(|statement| &statement.changes) {
            let values: Vec<&Expr> = match &change.kind {
                ChangeKind::Appended(value) => vec![value],
                ChangeKind::Called(method, arguments)
                    if matches!(&method[..], "append" | "push" | "add" | "Add") =>
                {
                    arguments.iter().map(|argument| &argument.value).collect()
                }
                ChangeKind::Added(value) => inner_items(value),
                ChangeKind::Called(method, arguments)
                    if matches!(&method[..], "extend" | "addAll") =>
                {
                    arguments
                        .iter()
                        .flat_map(|argument| inner_items(&argument.value))
                        .collect()
                }
                _ => Vec::new(),
            };
            let outcome = if values.is_empty() || !change.path.is_empty() {
                Outcome::Unread
            } else {
                items.extend(values.into_iter().cloned());
                Outcome::Changed
            };
            self.remark_on(change, outcome);
        }
        items
    }
}

fn inner_items(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::List(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.kind {
        NodeKind::Object(members) => members.iter().map(|member| size(&member.value)).sum(),
        NodeKind::List(items) => items.iter().map(size).sum(),
        NodeKind::Text(_) | NodeKind::Plain(_) => 0,
    }
}

/// Sets a value inside of another; objects on the way are made. Returns whether it could be.
fn set(node: &mut Node, path: &[String], key: &std::ops::Range<usize>, value: Node) -> bool {
    let Some((last, steps)) = path.split_last() else {
        *node = value;
        return true;
    };
    let mut found = node;
    for step in steps {
        let is_there = within(found, std::iter::once(step.as_str())).is_some();
        if !is_there && !put(found, step, key, empty(key)) {
            return false;
        }
        let Some(inner) = within(found, std::iter::once(step.as_str())) else {
            return false;
        };
        found = inner;
    }
    put(found, last, key, value)
}

fn empty(span: &std::ops::Range<usize>) -> Node {
    Node {
        span: span.clone(),
        kind: NodeKind::Object(Vec::new()),
    }
}

/// Sets a member or an item; returns whether it could be.
fn put(node: &mut Node, name: &str, key: &std::ops::Range<usize>, value: Node) -> bool {
    let is_number = name
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    // PHP writes an empty object as an empty list.
    if matches!(&node.kind, NodeKind::List(items) if items.is_empty() && !is_number) {
        node.kind = NodeKind::Object(Vec::new());
    }
    match &mut node.kind {
        NodeKind::Object(members) => {
            members.retain(|member| member.name != name);
            members.push(Member {
                key: key.clone(),
                name: name.to_owned(),
                value,
            });
            true
        }
        NodeKind::List(items) => {
            if name.parse() == Ok(items.len()) {
                items.push(value);
                return true;
            }
            item(items, name).map(|there| *there = value).is_some()
        }
        NodeKind::Text(_) | NodeKind::Plain(_) => false,
    }
}

fn remove(node: &mut Node, path: &[String]) -> bool {
    let Some((last, steps)) = path.split_last() else {
        return true;
    };
    match within(node, steps.iter().map(String::as_str)) {
        Some(Node {
            kind: NodeKind::Object(members),
            ..
        }) => {
            members.retain(|member| member.name != *last);
            true
        }
        _ => false,
    }
}
