//! Turns expressions of a program into values: what is a literal is read, what only the program knows becomes a blank.

use std::ops::Range;

use serde_json::Value;

use crate::document::parse::ast::{Member as NodeMember, Node, NodeKind};
use crate::document::parse::error::quoted;
use crate::document::parse::pieces::{Blanks, Hole, Piece, with_placeholders};
use crate::document::parse::program::expression::{Entry, Expr, ExprKind};
use crate::document::parse::program::format_string::{FormatPart, percent};
use crate::document::parse::program::statements::{Member, Program};

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
    /// Names whose values were used.
    pub used: Vec<String>,
    /// How many values may still be made; names that repeat each other could make any number.
    pub budget: usize,
    resolving: Vec<String>,
}

/// What is known of a name.
enum Named {
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
            budget,
            resolving: Vec::new(),
        }
    }

    /// Returns the value of a statement, with the members that later statements set.
    pub fn statement(&mut self, number: usize) -> Option<Node> {
        let statement = self.program.statements.get(number)?;
        if let Named::Known(found) = self.named(&statement.name) {
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
                self.asides.push("undefined is left out.".to_owned());
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
        for entry in entries {
            let Some(key) = entry.key.clone() else {
                self.insert(&entry.value, &mut members);
                continue;
            };
            if let Some(value) = self.value(&entry.value) {
                let name = entry.name.clone();
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
            }) => members.extend(more),
            _ => self.asides.push(format!(
                "{} inserts fields that only the program knows; they are left out.",
                quoted(self.text.get(expr.span.clone()).unwrap_or(""))
            )),
        }
    }

    fn items(&mut self, items: &[Expr]) -> Vec<Node> {
        let mut out = Vec::with_capacity(items.len());
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
                _ => self.asides.push(format!(
                    "{} inserts items that only the program knows; they are left out.",
                    quoted(self.text.get(inner.span.clone()).unwrap_or(""))
                )),
            }
        }
        out
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
        if let Named::Known(found) = self.named(path) {
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
            self.asides.push(words);
            return Some(Node {
                span: expr.span.clone(),
                kind: NodeKind::Text(constant.to_owned()),
            });
        }
        Some(self.blank(expr))
    }

    /// Returns the value of a name that is set once.
    fn named(&mut self, name: &str) -> Named {
        let Some(named) = self.program.names.get(name) else {
            return Named::Unknown;
        };
        let Some(statement) = self.program.statements.get(named.statement) else {
            return Named::Unknown;
        };
        let is_known = named.times == 1
            && statement.name == name
            && !self.resolving.iter().any(|other| other == name);
        let is_other = matches!(statement.value.kind, ExprKind::Other(_));
        if !is_known || self.budget == 0 || is_other {
            return Named::Unknown;
        }
        self.resolving.push(name.to_owned());
        let (blanks, asides) = (self.blanks.clone(), self.asides.len());
        let mut found = self.value(&statement.value);
        if let Some(node) = &mut found {
            self.set_members(node, &named.members);
        }
        self.resolving.pop();
        // A name that only stands for what is not known is a better name for it.
        let is_blank = matches!(&found, Some(node) if self.is_blank(node));
        if is_blank {
            self.blanks = blanks;
            self.asides.truncate(asides);
            return Named::Unknown;
        }
        self.used.push(name.to_owned());
        Named::Known(found)
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

    fn set_members(&mut self, node: &mut Node, members: &[Member]) {
        for member in members {
            // PHP writes an empty object as an empty list.
            if matches!((&node.kind, member), (NodeKind::List(items), Member::Set(..)) if items.is_empty())
            {
                node.kind = NodeKind::Object(Vec::new());
            }
            match member {
                Member::Set(name, key, value) => {
                    let Some(value) = self.value(value) else {
                        continue;
                    };
                    if let NodeKind::Object(members) = &mut node.kind {
                        members.retain(|member| member.name != *name);
                        let (key, name) = (key.clone(), name.clone());
                        members.push(NodeMember { key, name, value });
                    }
                }
                Member::Called(path, arguments) => {
                    // `payload["cardsV2"].append(…)` changes a list inside.
                    let (steps, method) = path.rsplit_once('.').unwrap_or(("", path));
                    if let Some(inner) = within(node, steps) {
                        self.call_setter(inner, method, arguments);
                    }
                }
            }
        }
    }

    /// Returns whether an expression is a text, as far as that can be seen.
    pub fn is_text(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Text(_) => true,
            ExprKind::Formatted(format, _) => self.is_text(format),
            ExprKind::Joined(parts) => parts.iter().any(|part| self.is_text(part)),
            ExprKind::Name(name) => self.program.names.get(name).is_some_and(|named| {
                let statement = self.program.statements.get(named.statement);
                named.times == 1
                    && statement
                        .is_some_and(|statement| matches!(statement.value.kind, ExprKind::Text(_)))
            }),
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
        let Some(named) = self.program.names.get(&hole.written) else {
            return vec![piece.clone()];
        };
        let statement = self.program.statements.get(named.statement);
        let value =
            statement.filter(|statement| named.times == 1 && statement.name == hole.written);
        let is_open = self.resolving.contains(&hole.written);
        match value.map(|statement| (&statement.value, &statement.value.kind)) {
            Some((value, ExprKind::Text(_) | ExprKind::Plain(Value::Number(_)))) if !is_open => {
                self.resolving.push(hole.written.clone());
                let pieces = self.pieces(value);
                self.resolving.pop();
                self.used.push(hole.written.clone());
                pieces
            }
            _ => vec![piece.clone()],
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

/// Returns the value inside of another that names with dots lead to.
fn within<'n>(node: &'n mut Node, steps: &str) -> Option<&'n mut Node> {
    let mut found = node;
    for step in steps.split('.').filter(|step| !step.is_empty()) {
        let NodeKind::Object(members) = &mut found.kind else {
            return None;
        };
        let member = members.iter_mut().find(|member| member.name == step)?;
        found = &mut member.value;
    }
    Some(found)
}
