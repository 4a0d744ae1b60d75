//! Turns expressions of a program into values: what is a literal is read, what only the program knows becomes a blank.

use std::ops::Range;

use serde_json::Value;

use crate::document::parse::ast::{Member as NodeMember, Node, NodeKind};
use crate::document::parse::error::quoted;
use crate::document::parse::line_col::position;
use crate::document::parse::pieces::{Blanks, Hole, Piece, with_placeholders};
use crate::document::parse::program::expression::{Argument, Entry, Expr, ExprKind};
use crate::document::parse::program::format_string::{FormatPart, percent};
use crate::document::parse::program::paths::{split, within};
use crate::document::parse::program::statement::Program;

/// Evaluates expressions of a program.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// The program.
    pub text: &'a str,
    /// Its statements and names.
    pub program: &'a Program,
    /// What only the program knows.
    pub blanks: Blanks,
    /// Remarks on how it was understood, as sentences.
    pub asides: Vec<String>,
    /// Statements whose values were used under their names.
    pub used: Vec<usize>,
    /// Places of the later statements that were carried out.
    pub carried_out: Vec<Range<usize>>,
    /// How many values may still be made; names that repeat each other could make any number.
    pub budget: usize,
    pub(super) resolving: Vec<usize>,
    /// Values that are being changed, by their names: what they are so far.
    pub(super) current: Vec<(String, Node)>,
    /// Texts that are being changed.
    pub(super) current_texts: Vec<(String, Vec<Piece>)>,
}

/// What is known of a name.
pub(super) enum Named {
    /// Its value; `None` if that is left out.
    Known(Option<Node>),
    /// Nothing: it is set never, several times, or to what only the program knows.
    Unknown,
}

impl<'a> Evaluation<'a> {
    /// Creates an evaluation that makes at most `budget` values.
    #[must_use]
    pub fn new(text: &'a str, program: &'a Program, budget: usize) -> Self {
        Self {
            text,
            program,
            blanks: Blanks::default(),
            asides: Vec::new(),
            used: Vec::new(),
            carried_out: Vec::new(),
            budget,
            resolving: Vec::new(),
            current: Vec::new(),
            current_texts: Vec::new(),
        }
    }

    /// Returns the value of a statement, with the members that later statements set.
    pub fn statement(&mut self, number: usize) -> Option<Node> {
        let statement = self.program.statements.get(number)?;
        if !statement.name.is_empty()
            && let Named::Known(found) = self.known(number, "")
        {
            return found;
        }
        self.value(&statement.value)
    }

    /// Returns the value of an expression; `None` if it is left out.
    pub fn value(&mut self, expr: &Expr) -> Option<Node> {
        let span = expr.span.clone();
        if self.budget == 0 {
            return Some(self.blank(expr));
        }
        self.budget -= 1;
        let kind = match &expr.kind {
            ExprKind::Object(entries) => NodeKind::Object(self.members(entries)),
            ExprKind::List(items) => NodeKind::List(self.items(items)),
            ExprKind::Plain(value) => NodeKind::Plain(value.clone()),
            ExprKind::Undefined => {
                self.remark("undefined is left out.".to_owned());
                return None;
            }
            ExprKind::Name(name) => return self.name(name, expr),
            ExprKind::Joined(parts) if !parts.iter().any(|part| self.is_text(part)) => {
                return Some(self.joined_lists(parts, expr));
            }
            ExprKind::Formatted(format, _) if !self.is_text(format) => {
                return Some(self.blank(expr));
            }
            ExprKind::Text(_) | ExprKind::Joined(_) | ExprKind::Formatted(..) => {
                let pieces = self.pieces(expr);
                NodeKind::Text(with_placeholders(&pieces, &mut self.blanks))
            }
            ExprKind::Call(..) | ExprKind::Method(..) => {
                if self.is_text(expr) {
                    let pieces = self.pieces(expr);
                    NodeKind::Text(with_placeholders(&pieces, &mut self.blanks))
                } else {
                    return Some(self.call_value(expr));
                }
            }
            ExprKind::Spread(_) | ExprKind::Other(_) => return Some(self.blank(expr)),
        };
        Some(Node { span, kind })
    }

    /// Returns the placeholder of an expression whose value is not known.
    pub fn blank(&mut self, expr: &Expr) -> Node {
        let written = self.text.get(expr.span.clone()).unwrap_or("");
        let name = self.blanks.placeholder(written, expr.span.start, true);
        Node {
            span: expr.span.clone(),
            kind: NodeKind::Text(name),
        }
    }

    fn members(&mut self, entries: &[Entry]) -> Vec<NodeMember> {
        let mut members: Vec<NodeMember> = Vec::with_capacity(entries.len());
        let mut has_inserted = false;
        for entry in entries {
            let Some(key) = entry.key.clone() else {
                has_inserted = true;
                self.insert(&entry.value, &mut members);
                continue;
            };
            if let Some(value) = self.value(&entry.value) {
                let name = entry.name.clone();
                if has_inserted {
                    members.retain(|member| member.name != name);
                }
                members.push(NodeMember { key, name, value });
            }
        }
        members
    }

    /// Inserts the members of another object.
    pub fn insert(&mut self, expr: &Expr, members: &mut Vec<NodeMember>) {
        match self.value(expr) {
            Some(Node {
                kind: NodeKind::Object(more),
                ..
            }) => {
                for member in more {
                    members.retain(|there| there.name != member.name);
                    members.push(member);
                }
            }
            _ => self.missing(expr, "fields"),
        }
    }

    /// Returns the values of items, with those of other lists that are inserted.
    pub fn items<'e>(&mut self, items: impl IntoIterator<Item = &'e Expr>) -> Vec<Node> {
        let mut out = Vec::new();
        for item in items {
            let ExprKind::Spread(inner) = &item.kind else {
                out.extend(self.value(item));
                continue;
            };
            match self.value(inner) {
                Some(Node {
                    kind: NodeKind::List(more),
                    ..
                }) => out.extend(more),
                _ => self.missing(inner, "items"),
            }
        }
        out
    }

    /// Remarks that something is inserted whose fields or items are not known.
    fn missing(&mut self, expr: &Expr, what: &str) {
        let (line, column) = position(self.text, expr.span.start);
        let written = quoted(self.text.get(expr.span.clone()).unwrap_or(""));
        self.remark(format!(
            "{written} at {line}:{column} inserts {what} that only the program knows; they are left out."
        ));
    }

    /// Adds a remark, once.
    pub(super) fn remark(&mut self, words: String) {
        if !self.asides.contains(&words) {
            self.asides.push(words);
        }
    }

    /// Returns an empty list for a member of Go that is not set yet, of a value that is being changed.
    fn unset_list(&mut self, expr: &Expr) -> Option<Node> {
        let ExprKind::Name(path) = &expr.kind else {
            return None;
        };
        let (root, _) = split(path);
        let is_current = self.current.iter().any(|(name, _)| name == root);
        let is_unset = is_current && matches!(self.named(path, expr.span.start), Named::Unknown);
        is_unset.then(|| Node {
            span: expr.span.clone(),
            kind: NodeKind::List(Vec::new()),
        })
    }

    /// Returns lists that are one behind the other, or maps that are put into each other.
    pub(super) fn appended(&mut self, arguments: &[Argument]) -> Option<Node> {
        let (first, rest) = arguments.split_first()?;
        let mut node = match self.unset_list(&first.value) {
            Some(list) => list,
            None => self.value(&first.value)?,
        };
        match &mut node.kind {
            NodeKind::List(items) => {
                for argument in rest {
                    let value = self.items([&argument.value]);
                    for value in value {
                        match value.kind {
                            NodeKind::List(more) => items.extend(more),
                            _ => items.push(value),
                        }
                    }
                }
            }
            NodeKind::Object(members) => {
                for argument in rest {
                    self.insert(&argument.value, members);
                }
            }
            NodeKind::Text(_) | NodeKind::Plain(_) => return None,
        }
        Some(node)
    }

    /// Returns lists that are joined with plus signs as one.
    fn joined_lists(&mut self, parts: &[Expr], expr: &Expr) -> Node {
        let mut all = Vec::new();
        let (blanks, asides) = (self.blanks.clone(), self.asides.len());
        for part in parts {
            if let Some(NodeKind::List(items)) = self.value(part).map(|node| node.kind) {
                all.extend(items);
            } else {
                self.blanks = blanks;
                self.asides.truncate(asides);
                return self.blank(expr);
            }
        }
        Node {
            span: expr.span.clone(),
            kind: NodeKind::List(all),
        }
    }

    fn name(&mut self, path: &str, expr: &Expr) -> Option<Node> {
        if let Named::Known(found) = self.named(path, expr.span.start) {
            // A value that is used somewhere else is found where it is written.
            return found;
        }
        let (owner, constant) = path.rsplit_once('.').unwrap_or(("", path));
        let is_loud = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let is_constant = !owner.is_empty()
            && owner.contains(|c: char| c.is_ascii_uppercase())
            && constant.starts_with(|c: char| c.is_ascii_uppercase())
            && constant.chars().all(is_loud);
        if is_constant || (is_chat_word(constant) && constant.chars().all(is_loud)) {
            let words = format!("{} is taken as \"{constant}\".", quoted(path));
            self.remark(words);
            return Some(Node {
                span: expr.span.clone(),
                kind: NodeKind::Text(constant.to_owned()),
            });
        }
        Some(self.blank(expr))
    }

    /// Returns the value of a name that is used at a byte, or of a member of it.
    fn named(&mut self, path: &str, at: usize) -> Named {
        let (root, steps) = split(path);
        if let Some((_, node)) = self.current.iter().rfind(|(name, _)| name == root) {
            let mut node = node.clone();
            return match within(&mut node, self.steps(steps).iter().map(String::as_str)) {
                Some(found) => Named::Known(Some(found.clone())),
                None => Named::Unknown,
            };
        }
        match self.program.names.statement(root, at) {
            Some(number) => self.known(number, steps),
            None => Named::Unknown,
        }
    }

    fn steps(&self, steps: &str) -> Vec<String> {
        let each = steps.split('.').map(str::to_owned);
        each.map(|step| self.program.member(step)).collect()
    }

    /// Returns the value of a statement that has a name, or of a member of it.
    fn known(&mut self, number: usize, steps: &str) -> Named {
        let Some(statement) = self.program.statements.get(number) else {
            return Named::Unknown;
        };
        let is_other = matches!(statement.value.kind, ExprKind::Other(_));
        if self.resolving.contains(&number) || self.budget == 0 || is_other {
            return Named::Unknown;
        }
        self.resolving.push(number);
        let (blanks, asides) = (self.blanks.clone(), self.asides.len());
        let mut found = if self.is_text(&statement.value) {
            let pieces = self.text_of(number);
            let kind = NodeKind::Text(with_placeholders(&pieces, &mut self.blanks));
            let span = statement.value.span.clone();
            Some(Node { span, kind })
        } else {
            self.value(&statement.value)
        };
        if let Some(node) = &mut found {
            self.change(node, statement);
        }
        self.resolving.pop();
        // A name that only stands for what is not known is a better name for it.
        let is_blank = matches!(&found, Some(node) if self.is_blank(node));
        let is_missing = !steps.is_empty();
        let found = match &mut found {
            Some(node) if is_missing => {
                let steps = self.steps(steps);
                within(node, steps.iter().map(String::as_str)).map(|inner| Some(inner.clone()))
            }
            found => Some(found.take()),
        };
        let Some(found) = found.filter(|_| !is_blank) else {
            self.blanks = blanks;
            self.asides.truncate(asides);
            return Named::Unknown;
        };
        self.used.push(number);
        Named::Known(found)
    }

    /// Returns the expression that a name stands for, or a member of it, where nothing changes that later.
    pub(super) fn expression_of(&self, path: &str, at: usize) -> Option<&'a Expr> {
        let program = self.program;
        let (root, steps) = split(path);
        let number = program.names.statement(root, at)?;
        let statement = program.statements.get(number)?;
        let mut found = &statement.value;
        for step in steps.split('.').filter(|step| !step.is_empty()) {
            if !statement.changes.is_empty() {
                return None;
            }
            let ExprKind::Object(entries) = &found.kind else {
                return None;
            };
            let is_it = |entry: &&Entry| entry.key.is_some() && entry.name == step;
            found = &entries.iter().rfind(is_it)?.value;
        }
        Some(found)
    }

    /// Returns whether a value is nothing but a blank.
    fn is_blank(&self, node: &Node) -> bool {
        let NodeKind::Text(text) = &node.kind else {
            return false;
        };
        let inside = text
            .strip_prefix("{{")
            .and_then(|text| text.strip_suffix("}}"));
        inside.is_some_and(|inside| {
            self.blanks
                .all
                .iter()
                .any(|blank| blank.is_whole && blank.name == inside)
        })
    }

    /// Returns whether an expression is a text, as far as that can be seen.
    pub fn is_text(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Text(_) => true,
            ExprKind::Formatted(format, _) => self.is_text(format),
            ExprKind::Joined(parts) => parts.iter().any(|part| self.is_text(part)),
            ExprKind::Name(path) => {
                let is_current = self.current_texts.iter().any(|(name, _)| name == path);
                let found = self.expression_of(path, expr.span.start);
                is_current || found.is_some_and(|found| matches!(found.kind, ExprKind::Text(_)))
            }
            ExprKind::Call(..) | ExprKind::Method(..) => self.is_call_text(expr),
            _ => false,
        }
    }

    /// Returns an expression that is a text as pieces; what is not known is a hole.
    pub fn pieces(&mut self, expr: &Expr) -> Vec<Piece> {
        if self.budget == 0 {
            return vec![self.hole(expr)];
        }
        self.budget -= 1;
        match &expr.kind {
            ExprKind::Text(pieces) => {
                let each = pieces.iter().map(|piece| self.filled(piece));
                each.collect::<Vec<_>>().concat()
            }
            ExprKind::Plain(Value::Number(number)) => vec![Piece::Text(number.to_string())],
            ExprKind::Joined(parts) => {
                let each = parts.iter().map(|part| self.pieces(part));
                each.collect::<Vec<_>>().concat()
            }
            ExprKind::Formatted(format, values) if self.is_text(format) => {
                let format = self.pieces(format);
                let (list, entries) = match &values.kind {
                    ExprKind::List(items) => (&items[..], &[][..]),
                    ExprKind::Object(entries) => (&[][..], &entries[..]),
                    _ => (std::slice::from_ref(&**values), &[][..]),
                };
                self.formatted(&percent(&format), list, entries, &values.span)
            }
            ExprKind::Name(name) if self.is_text(expr) => {
                let hole = Hole {
                    span: expr.span.clone(),
                    written: name.clone(),
                };
                self.filled(&Piece::Hole(hole))
            }
            ExprKind::Call(..) | ExprKind::Method(..) => self
                .call_pieces(expr)
                .unwrap_or_else(|| vec![self.hole(expr)]),
            _ => vec![self.hole(expr)],
        }
    }

    fn hole(&self, expr: &Expr) -> Piece {
        Piece::Hole(Hole {
            span: expr.span.clone(),
            written: self.text.get(expr.span.clone()).unwrap_or("").to_owned(),
        })
    }

    /// Returns a piece, with the text of the name that is filled in where that is known.
    fn filled(&mut self, piece: &Piece) -> Vec<Piece> {
        let Piece::Hole(hole) = piece else {
            return vec![piece.clone()];
        };
        let current = self
            .current_texts
            .iter()
            .rfind(|(name, _)| *name == hole.written);
        if let Some((_, pieces)) = current {
            return pieces.clone();
        }
        let Some(value) = self.expression_of(&hole.written, hole.span.start) else {
            return vec![piece.clone()];
        };
        let is_plain = matches!(
            value.kind,
            ExprKind::Text(_) | ExprKind::Plain(Value::Number(_))
        );
        let (root, steps) = split(&hole.written);
        let number = self.program.names.statement(root, hole.span.start);
        match number.filter(|number| is_plain && !self.resolving.contains(number)) {
            Some(number) => {
                self.resolving.push(number);
                let pieces = if steps.is_empty() {
                    self.text_of(number)
                } else {
                    self.pieces(value)
                };
                self.resolving.pop();
                self.used.push(number);
                pieces
            }
            None => vec![piece.clone()],
        }
    }

    /// Puts values into the places of a format, by number or by name; `span` is that of all values.
    pub fn formatted(
        &mut self,
        parts: &[FormatPart],
        list: &[Expr],
        entries: &[Entry],
        span: &Range<usize>,
    ) -> Vec<Piece> {
        let missing = |written: String| {
            Piece::Hole(Hole {
                span: span.clone(),
                written,
            })
        };
        let mut out = Vec::new();
        for part in parts {
            match part {
                FormatPart::Piece(piece) => out.push(piece.clone()),
                FormatPart::Place(place) => match list.get(*place) {
                    Some(value) => out.extend(self.pieces(value)),
                    None => out.push(missing(format!("value{place}"))),
                },
                FormatPart::Name(name) => match entries.iter().find(|entry| entry.name == *name) {
                    Some(entry) => out.extend(self.pieces(&entry.value)),
                    None => out.push(missing(name.clone())),
                },
            }
        }
        out
    }
}

/// Returns whether a word is one of the API's, which constants are named after.
fn is_chat_word(word: &str) -> bool {
    const STARTS: [&str; 3] = ["REPLY_MESSAGE_", "MARKUP_SYNTAX_", "NOTIFICATION_TYPE_"];
    STARTS.iter().any(|start| word.starts_with(start))
}
