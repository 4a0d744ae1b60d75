//! Finds the messages in a program.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::parser::parsed;
use crate::document::parse::pieces::{Blanks, as_json};
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::evaluation::Evaluation;
use crate::document::parse::program::expression::{Expr, ExprKind};
use crate::document::parse::program::statements::read;
use crate::message::source::literal::{Container, Judge, Literal, Rank, value_of};

/// Maximum number of values beyond the bytes of a text that are made of it.
const BUDGET: usize = 50_000;

/// Returns the messages of a program in the order of the text; `None` if its brackets do not fit together.
#[must_use]
pub fn literals(text: &str, part: &Range<usize>, judge: &Judge<'_>) -> Option<Vec<Literal>> {
    literals_in(text, part, Dialect::of(text.get(part.clone())?), judge)
}

/// Returns the messages of a program in a known language, as [`literals`] does.
#[must_use]
pub fn literals_in(
    text: &str,
    part: &Range<usize>,
    dialect: Dialect,
    judge: &Judge<'_>,
) -> Option<Vec<Literal>> {
    let program = read(text, part, dialect)?;
    let mut search = Search {
        evaluation: Evaluation::new(text, &program, text.len() + BUDGET),
        judge,
        found: Vec::new(),
    };
    for (number, statement) in program.statements.iter().enumerate() {
        search.statement(number, &statement.value);
    }
    Some(without_parts(search.found))
}

/// Removes what is a part of another message; what may be parameters of the call stays.
fn without_parts(found: Vec<Literal>) -> Vec<Literal> {
    let used: HashSet<usize> = found
        .iter()
        .flat_map(|literal| {
            let used = literal.used.iter().copied();
            used.filter(|number| Some(*number) != literal.statement)
        })
        .collect();
    let mut parts = HashSet::new();
    for literal in &found {
        add_parts(&literal.node, &mut parts);
    }
    let carried_out = merged(&found);
    let is_carried_out = |at: usize| {
        let before = carried_out.partition_point(|change| change.start <= at);
        before
            .checked_sub(1)
            .and_then(|last| carried_out.get(last))
            .is_some_and(|change| at < change.end)
    };
    let mut kept: Vec<Literal> = Vec::new();
    let mut places = HashSet::new();
    for literal in found {
        let is_used = literal
            .statement
            .is_some_and(|number| used.contains(&number));
        let is_part = (literal.rank == Rank::Strong && is_used)
            || parts.contains(&literal.node.span)
            || is_carried_out(literal.at);
        if !is_part && places.insert((literal.at, literal.node.span.end)) {
            kept.push(literal);
        }
    }
    kept
}

/// Returns the places of all statements that changed one of the values; those that overlap are one.
fn merged(found: &[Literal]) -> Vec<Range<usize>> {
    let all = found.iter().flat_map(|literal| &literal.carried_out);
    let mut all: Vec<Range<usize>> = all.cloned().collect();
    all.sort_by_key(|change| change.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for change in all {
        match merged.last_mut() {
            Some(last) if change.start < last.end => last.end = last.end.max(change.end),
            _ => merged.push(change),
        }
    }
    merged
}

/// Adds the places of the objects inside of a value, as far as they were put into it by another statement.
fn add_parts(node: &Node, parts: &mut HashSet<Range<usize>>) {
    let mut add = |inner: &Node| {
        let is_outside = inner.span.start > node.span.end;
        if is_outside && matches!(inner.kind, NodeKind::Object(_)) {
            parts.insert(inner.span.clone());
        }
        add_parts(inner, parts);
    };
    match &node.kind {
        NodeKind::Object(members) => members.iter().for_each(|member| add(&member.value)),
        NodeKind::List(items) => items.iter().for_each(add),
        NodeKind::Text(_) | NodeKind::Plain(_) => {}
    }
}

struct Search<'a> {
    evaluation: Evaluation<'a>,
    judge: &'a Judge<'a>,
    found: Vec<Literal>,
}

impl Search<'_> {
    fn statement(&mut self, number: usize, expr: &Expr) {
        // What a name stands for is found where it is written.
        if matches!(expr.kind, ExprKind::Name(_)) {
            return;
        }
        self.forget();
        let node = self.evaluation.statement(number);
        if !self.take(node, Some(number), expr) {
            self.inside(expr);
        }
    }

    fn inside(&mut self, expr: &Expr) {
        let is_name = |child: &&Expr| matches!(child.kind, ExprKind::Name(_));
        for child in expr.children().into_iter().filter(|child| !is_name(child)) {
            self.forget();
            let node = self.evaluation.value(child);
            if !self.take(node, None, child) {
                self.inside(child);
            }
        }
    }

    fn forget(&mut self) {
        self.evaluation.blanks = Blanks::default();
        self.evaluation.asides.clear();
        self.evaluation.used.clear();
        self.evaluation.carried_out.clear();
    }

    /// Keeps a value if it is a message, or a text that is the JSON of one.
    fn take(&mut self, node: Option<Node>, statement: Option<usize>, expr: &Expr) -> bool {
        let Some(node) = node else {
            return false;
        };
        let node = match &node.kind {
            NodeKind::Text(text) if text.trim_start().starts_with(['{', '[']) => {
                match self.json(expr) {
                    Some(inner) => inner,
                    None => return false,
                }
            }
            NodeKind::Text(_) | NodeKind::Plain(_) => return false,
            NodeKind::Object(members) if members.is_empty() => return false,
            _ => node,
        };
        let Some(rank) = (self.judge)(&value_of(&node)) else {
            return false;
        };
        self.found.push(Literal {
            blanks: std::mem::take(&mut self.evaluation.blanks.all),
            asides: std::mem::take(&mut self.evaluation.asides),
            statement,
            used: std::mem::take(&mut self.evaluation.used),
            carried_out: std::mem::take(&mut self.evaluation.carried_out),
            ..Literal::new(node, Container::Program, rank)
        });
        true
    }

    fn json(&mut self, expr: &Expr) -> Option<Node> {
        if !self.evaluation.is_text(expr) {
            return None;
        }
        let pieces = self.evaluation.pieces(expr);
        self.evaluation.blanks = Blanks::default();
        let json = as_json(&pieces, &mut self.evaluation.blanks);
        let mut node = parsed(&json)?;
        node.move_to(&expr.span);
        Some(node)
    }
}
